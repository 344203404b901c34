"""The edits that insert a missing section or subsection, the same as those of the edit commands."""

from __future__ import annotations

from specui.markdown.edits import TextEdit
from specui.rules.rule import Subject
from specui.specs.spec import Section
from specui.specs.template import GroupSchema, SectionSchema


def insert_sections(subject: Subject, missing: list[SectionSchema]) -> tuple[TextEdit, ...]:
    """Return the edits that insert sections where the template has them, at the heading level of the file."""
    from specui.specs.edits.sections import section_edits  # only files that lack sections need it

    blocks = subject.document.blocks
    end = blocks[-1].end if blocks else 0
    found: list[TextEdit] = []
    for schema in missing:
        # Only a section after all blocks directly follows another new one, without a rule between them.
        found += section_edits(subject.spec, schema, behind=bool(found) and found[-1].start >= end)[0]
    return tuple(found)


def insert_group(subject: Subject, section: Section, schema: GroupSchema) -> tuple[TextEdit, ...]:
    """Return the edits that insert a subsection where the template has it."""
    from specui.specs.edits.sections import group_edits

    known = section.schema
    return tuple(group_edits(subject.spec, section, known, schema)[0]) if known is not None else ()
