"""Where findings are marked that are about something which is not there, and where it would go."""

from __future__ import annotations

from specui.markdown.text import TextRange, dominant_newline
from specui.rules.rule import Subject
from specui.rules.schema import is_status
from specui.specs import names
from specui.specs.gaps import Gap
from specui.specs.parts import Part
from specui.specs.spec import FieldValue, Section, Spec


def title_place(subject: Subject) -> TextRange:
    """Return the title's text, or the first line that is not blank."""
    title = subject.spec.outline.title
    if title is not None and title.text_end > title.text_start:
        return TextRange(title.text_start, title.text_end)
    text = subject.text
    start = len(text) - len(text.lstrip())
    if start == len(text):
        return TextRange(0, len(text))
    lines = subject.document.lines
    return TextRange(start, lines.ends[lines.line_at(start) - 1])


def heading_place(section: Section) -> TextRange:
    """Return the text of a section's heading, or all of a heading that has none."""
    heading = section.heading
    if heading.text_end > heading.text_start:
        return TextRange(heading.text_start, heading.text_end)
    return TextRange(heading.start, heading.end)


def value_place(field: FieldValue) -> TextRange:
    """Return a field's value, or the whole line where it has none."""
    line = field.line
    if line.value_end > line.value_start:
        return TextRange(line.value_start, line.value_end)
    return TextRange(line.start, line.end)


def status_value(subject: Subject) -> FieldValue | None:
    """Return the field of the head that holds the status, if its value is one that the template allows."""
    for field in subject.spec.fields:
        schema = field.schema
        if schema is not None and is_status(schema) and schema.kind == "choice":
            return field if isinstance(field.value, str) else None
    return None


def newlines(subject: Subject, text: str) -> str:
    """Return text that is to be inserted, with the newlines of the file."""
    newline = dominant_newline(subject.text)
    return text if newline == "\n" else text.replace("\n", newline)


def column_texts(spec: Spec, part: Part, *columns: str) -> list[str]:
    """Return what stands in the first column named so of each of a part's tables; "" where a row is too short.

    For a first look: it costs a tenth of reading the rows.  Tables without the column are left out.
    """
    found: list[str] = []
    for group in spec.groups(part):
        for table in group.tables:
            keys = [names.field_key(text) for text in table.header.texts]
            index = next((keys.index(name) for name in columns if name in keys), -1)
            if index >= 0:
                rows = [row.texts for row in table.rows]
                found += [texts[index] if index < len(texts) else "" for texts in rows]
    return found


def is_no_gap(gap: Gap) -> bool:
    """Whether a row of the gaps table is no gap: it says that there are none, or is a note under the table."""
    if gap.none or len(gap.record.row.cells) < 2:
        return True
    return gap.gap.casefold().startswith(("none", "no ", "n/a", "not applicable")) and names.says_none(
        gap.record.get("Severity") or "-"
    )
