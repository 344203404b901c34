"""The template does not have this section.

## What is wrong
The section's title matches no section of the template. If it resembles that of a
missing section, the finding suggests that one.

## Why it matters
An extra section is often fine. But if it is a renamed one, no list shows its items, and
the section that the template asks for counts as missing.

## Example
`## 3. Accepted Criteria` where the template has `## 3. Acceptance Criteria`.

## How to fix it
Give the section the template's title, or move its text to the section where it belongs.

## When to allow it
When this spec needs a section of its own. End the heading with
`<!-- specui: allow unknown-section: REASON -->`, or set the rule to `off` in
`specui.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.edits import TextEdit
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.ranges import heading_range
from specui.rules.rule import Rule, Subject
from specui.rules.structure.missing_section import missing_sections
from specui.specs import names
from specui.specs.phrases import quote
from specui.specs.spec import Section
from specui.specs.template import SectionSchema

RULE = Rule("SP102", Severity.INFO, reviewable=True)


def check(subject: Subject) -> Iterator[Finding]:
    missing: list[SectionSchema] | None = None
    for section in subject.spec.sections:
        if section.schema is not None:
            continue
        if missing is None:
            missing = missing_sections(subject)
        meant = _similar_section(section, missing)
        if meant is None:
            yield Finding(
                *heading_range(section),
                f"The template has no section {quote(section.name)}; allow it or move its text",
            )
            continue
        message = f"The template has no section {quote(section.name)}; did you mean {quote(meant.name)}?"
        yield Finding(*heading_range(section), message, _rename_fix(section, meant))


def _similar_section(section: Section, missing: list[SectionSchema]) -> SectionSchema | None:
    from difflib import SequenceMatcher

    own = names.key(section.title)
    best, found = 0.6, None
    for schema in missing:
        for alternative in names.alternatives(schema.title):
            likeness = SequenceMatcher(None, own, alternative, autojunk=False).ratio()
            if own.split()[-1:] == alternative.split()[-1:] and " " in alternative:
                likeness += 0.2
            if likeness > best:
                best, found = likeness, schema
    return found


def _rename_fix(section: Section, meant: SectionSchema) -> Fix:
    heading = section.heading
    title = meant.title if section.number is None else f"{section.number}. {meant.title}"
    edit = TextEdit(heading.text_start, heading.text_end, title)
    return Fix(f"Rename the section to {quote(meant.name)}", (edit,), safe=False)
