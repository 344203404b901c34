"""A document seen through its template: title, fields, sections, groups and parts.

Everything below the outline is computed when first used, so that a rule that looks
at headings does not pay for reading tables.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from specui.markdown.blocks import Document, FieldLine, FrontMatter, Paragraph
from specui.markdown.lazy import lazy
from specui.markdown.text import TextRange
from specui.specs import names, parts, template_match as matching
from specui.specs.fields import FieldValue, field_keys, match_choice, read_fields
from specui.specs.part_places import EVERYWHERE, parts_of_groups
from specui.specs.parts import Part
from specui.specs.sections import Group, Section, read_sections
from specui.specs.template import Template, guidance_text

__all__ = [
    "FieldValue",
    "Group",
    "Section",
    "Spec",
    "is_guidance",
    "match_choice",
    "read_as",
    "read_spec",
    "reread",
]


_STATUS = "status"
_LONG_STATUS = 8
"""Words of the longest line that is a status; a longer one is prose."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What a family says of a file: the template to read it by, and its title, or the field that holds the title.

    ``family`` and ``document`` are the names of both.  ``title_end`` is the word that tells a document of a feature from
    the feature's main one: it follows a title that lost its template's prefix.
    """

    template: Template | None
    title: str = ""
    title_field: str = ""
    family: str = ""
    document: str = ""
    title_end: str = ""


@dataclass(frozen=True, eq=False)
class Spec:
    """One document, and the template that it is read by (None where none fits).

    ``prefixes`` are the title prefixes of all templates at hand: a title may carry
    another family's.  ``bound`` is what the file's family says of it.
    """

    document: Document
    template: Template | None
    outline: matching.Outline
    prefixes: tuple[str, ...] = ()
    bound: Bound | None = None

    @lazy
    def title(self) -> str:
        """The title without a template's prefix; empty where there is no title."""
        return self._bound_title or self._heading_title

    @lazy
    def _bound_title(self) -> str:
        if self.bound is None or not self.bound.title_field:
            return self.bound.title if self.bound is not None else ""
        found = self.field(self.bound.title_field)
        return found.raw.strip(" '\"") if found is not None else ""

    @lazy
    def _heading_title(self) -> str:
        heading = self.outline.title
        if heading is None:
            return ""
        text = names.heading_text(self.document.flat(heading.text_start, heading.text_end))
        bare = text.strip("`*_ ")
        for prefix in self.prefixes:
            if prefix and bare.casefold().startswith(prefix.casefold()):
                return self._ended(bare[len(prefix) :].strip("`*_ ")) or text
        return text

    def _ended(self, title: str) -> str:
        """Return a title without a template's prefix, with what takes the prefix's place: ``Tap-on fares tasks``."""
        end = self.bound.title_end if self.bound is not None else ""
        return f"{title} {end}" if title and end else title

    @lazy
    def sections(self) -> tuple[Section, ...]:
        """All sections in file order."""
        return read_sections(self.document, self.outline.sections, self.template)

    @lazy
    def _starts(self) -> list[int]:
        """Where the sections start; none reaches into the next."""
        return [section.start for section in self.sections]

    @lazy
    def fields(self) -> tuple[FieldValue, ...]:
        """The head's fields in file order; a name that comes twice is given twice."""
        found = read_fields(self.document, self.template, *self.head)
        if any(names.field_key(_STATUS) in names.field_key(field.name).split() for field in found):
            return found
        status = self._status_below_heading
        return found if status is None else (*found, status)

    @lazy
    def _status_below_heading(self) -> FieldValue | None:
        """The status that is a paragraph below a heading of that name, as adr-tools and BMAD write it."""
        section = next((one for one in self.sections if names.key(one.title) == _STATUS), None)
        block = section.blocks[0] if section is not None and section.blocks else None
        if section is None or type(block) is not Paragraph:
            return None
        lines = self.document.lines
        end = min(block.end, lines.line_range(block.line).end)
        heading = section.heading
        line = FieldLine(block.start, end, block.line, heading.text_start, heading.text_end, block.start, end)
        raw = self.document.text[block.start : end]
        if len(raw.split()) > _LONG_STATUS:
            return None
        return FieldValue(names.display(section.title), raw, raw, line, None)

    @lazy
    def head(self) -> TextRange:
        """Where fields are: from the title to the first section.

        A file of several top headings has no title; where nothing is above the first one, they are below it.
        """
        title, headings = self.outline.title, self.document.headings
        if title is not None or self.template is not None or not headings:
            return TextRange(title.end if title is not None else 0, self.head_end)
        first = headings[0]
        above = next(block for block in self.document.blocks if type(block) is not FrontMatter)
        if above is not first or self.head_end != first.start:
            return TextRange(0, self.head_end)
        return TextRange(first.end, headings[1].start if len(headings) > 1 else len(self.document.text))

    def field(self, name: str) -> FieldValue | None:
        """Return the first field of that name, in any of its spellings."""
        wanted = names.field_key(name)
        return next((f for f in self.fields if names.field_key(f.name) == wanted), None)

    @lazy
    def groups_by_part(self) -> dict[Part, tuple[Group, ...]]:
        """The groups that hold each part, in file order."""
        found: dict[Part, list[Group]] = {}
        for section in self.sections:
            for group, part in zip(section.groups, self.parts_of(section), strict=True):
                if part is not None:
                    found.setdefault(part, []).append(group)
        return {part: tuple(groups) for part, groups in found.items()}

    @lazy
    def _parts(self) -> tuple[list[Part | None], ...]:
        return tuple([parts_of_groups(section, self.template) for section in self.sections])

    @lazy
    def whole_part(self) -> Part | None:
        """The part that the whole file holds, what is above its sections too; None for most files."""
        configured = self.template.parts if self.template is not None else {}
        return next((part for part in parts.PARTS if EVERYWHERE in configured.get(part, ())), None)

    def parts_of(self, section: Section) -> Sequence[Part | None]:
        """Return the part of each group of a section of this spec."""
        return self._parts[section.index]

    def groups(self, part: Part) -> tuple[Group, ...]:
        """Return the groups that hold a part; none where the spec lacks it."""
        return self.groups_by_part.get(part, ())

    def section_at(self, offset: int) -> Section | None:
        """Return the section that holds an offset of the text."""
        index = bisect_right(self._starts, offset) - 1
        found = self.sections[index] if index >= 0 else None
        return found if found is not None and offset < max(found.end, found.start + 1) else None

    def section(self, name: str) -> Section | None:
        """Return the first section of that name."""
        wanted = names.key(name)
        return next((s for s in self.sections if names.key(s.name) == wanted), None)

    @property
    def head_end(self) -> int:
        """Where the first section begins, or the end of the text."""
        return self.sections[0].start if self.sections else len(self.document.text)


def read_spec(document: Document, templates: Sequence[Template], bound: Bound | None = None) -> Spec:
    """See a document through the template that it fits best, or through none; or through the one it is bound to."""
    if bound is not None:
        return replace(read_as(document, bound.template), bound=bound)
    headings = matching.headings_of(document)
    best: tuple[float, Template, matching.Outline] | None = None
    for template in templates:
        found = matching.outline(document, headings, template, loose=False)
        fields = _known_fields(document, found, template)
        if fields < 2 and matching.fits(found, template, 2) and not matching.fits(found, template, fields):
            fields = _fields_in_all_shapes(document, found, template)
        if not matching.fits(found, template, fields):
            continue
        score = found.known / len(template.sections) + found.precision + 0.1 * found.titled + 0.01 * fields
        if best is None or score > best[0]:
            best = (score, template, found)
    prefixes = tuple(template.prefix for template in templates)
    if best is None:
        return Spec(document, None, matching.outline(document, headings, None), prefixes)
    _, template, found = best
    if any(section.schema < 0 for section in found.sections):
        found = matching.outline(document, headings, template)
    return Spec(document, template, found, prefixes)


def read_as(document: Document, template: Template | None) -> Spec:
    """See a document through the template given, whether it fits or not."""
    found = matching.outline(document, matching.headings_of(document), template)
    return Spec(document, template, found, (template.prefix,) if template else ())


def reread(spec: Spec, document: Document) -> Spec:
    """See a later text of the same file through the template that the spec was read by."""
    found = matching.outline(document, matching.headings_of(document), spec.template)
    return Spec(document, spec.template, found, spec.prefixes, spec.bound)


def _known_fields(document: Document, found: matching.Outline, template: Template) -> int:
    start = found.title.end if found.title else 0
    end = found.sections[0].heading.start if found.sections else len(document.text)
    text = document.text
    seen = set()
    for block in document.blocks:
        if block.start >= end:
            break
        if type(block) is Paragraph and block.start >= start:
            seen |= {names.field_key(text[line.key_start : line.key_end]) for line in block.fields}
    return len(seen & template.fields_by_key.keys())


def _fields_in_all_shapes(document: Document, found: matching.Outline, template: Template) -> int:
    start = found.title.end if found.title else 0
    end = found.sections[0].heading.start if found.sections else len(document.text)
    return len(field_keys(document, template, start, end) & template.fields_by_key.keys())


def is_guidance(document: Document, paragraph: Paragraph, template: Template | None) -> bool:
    """Whether a paragraph is a sentence of the template's, left as it was."""
    return template is not None and guidance_text(document, paragraph) in template.guidance
