"""The ranges of the text that findings mark, and a few questions that several rules ask."""

from __future__ import annotations

import re

from specui.markdown.text import TextRange, dominant_newline
from specui.rules.rule import Subject
from specui.specs import names
from specui.specs.items.gaps import Gap
from specui.specs.spec import FieldValue, Section

_OPTIONAL = re.compile(r"\((?:if\b|optional\b|where applicable)", re.IGNORECASE)


def title_range(subject: Subject) -> TextRange:
    """Return the range of the title's text, or of the first line that is not blank."""
    title = subject.spec.outline.title
    if title is not None and title.text_end > title.text_start:
        return TextRange(title.text_start, title.text_end)
    text = subject.text
    start = len(text) - len(text.lstrip())
    if start == len(text):
        return TextRange(0, len(text))
    lines = subject.document.lines
    return TextRange(start, lines.ends[lines.line_at(start) - 1])


def heading_range(section: Section) -> TextRange:
    """Return the range of a heading's text, or of the whole heading if it has no text."""
    heading = section.heading
    if heading.text_end > heading.text_start:
        return TextRange(heading.text_start, heading.text_end)
    return TextRange(heading.start, heading.end)


def value_range(field: FieldValue) -> TextRange:
    """Return the range of a field's value, or of the whole line if it has no value."""
    line = field.line
    if line.value_end > line.value_start:
        return TextRange(line.value_start, line.value_end)
    return TextRange(line.start, line.end)


def is_literal(subject: Subject, field: FieldValue) -> bool:
    """Return whether the file holds a field's value literally: not as a list in front matter, nothing escaped."""
    return subject.text[field.line.value_start : field.line.value_end] == field.raw


def use_file_newlines(subject: Subject, text: str) -> str:
    """Return ``text``, which has ``\\n`` newlines, with the newlines of the file."""
    newline = dominant_newline(subject.text)
    return text if newline == "\n" else text.replace("\n", newline)


def states_no_gap(gap: Gap) -> bool:
    """Return whether a row of the gaps table says that there are no gaps, or is a note below the table."""
    if gap.none or (gap.record is not None and len(gap.record.row.cells) < 2):
        return True
    return gap.gap.casefold().startswith(("none", "no ", "n/a", "not applicable")) and names.says_none(
        (gap.record.get("Severity") if gap.record is not None else gap.severity) or "-"
    )


def is_optional(title: str) -> bool:
    """Return whether a title of the template says that the section or field is optional: ``(if applicable)``."""
    return "(" in title and _OPTIONAL.search(title) is not None
