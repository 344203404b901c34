"""Writes one dated decision under a question or a gap; the last entry counts.

    1. Soft block, or hard block?
       - **Answered 2026-11-22 (NAME):** soft block

``specs/items/entries.py`` reads it back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from specui.markdown.blocks import Document, ListItem, Paragraph
from specui.markdown.edits import Transaction
from specui.specs.dates import parse
from specui.specs.edits import items as reading
from specui.specs.edits.guard import guarded, item_shape, shapes
from specui.specs.edits.indentation import next_style
from specui.specs.edits.items import Style
from specui.specs.edits.lists import other_text
from specui.specs.edits.places import EditRefused, after_line, indent, is_blank, one_line
from specui.specs.items.entries import Entry, entry_of
from specui.specs.items.gaps import Gap
from specui.specs.items.questions import Question


def write_entry(
    document: Document, under: Question | Gap, label: str, by: str, text: str, verb: str
) -> Transaction:
    """Write an entry under a list item, a heading or a paragraph. Raises EditRefused where it has no place.

    ``label`` is its verb and day (``Answered 2026-11-22``), ``by`` who decided ("" leaves it out), ``text`` is put on
    one line, ``verb`` names the step in the history.
    """
    words = one_line(text)
    name = signature(by)
    head = f"{label} ({name})" if name else label
    entry = f"**{head}:** {words}" if words else f"**{head}**"
    if under.item is None:
        return _below(document, under, entry, words, verb)
    item = under.item
    nested = reading.children(document, item)
    last = _last_entry(nested, under.entries)
    if last is None and nested and nested[-1].end == item.end and nested[-1].number < 0:
        last = nested[-1]
    if last is None:
        style = Style(indent(item.indent, reading.style_of(document, item).lead), "-", " ")
        line, at, loose = item.end_line, reading.family(document, reading.index_of(document, item)), False
    else:
        style = next_style(document, last)
        line, at = last.end_line, reading.family(document, reading.index_of(document, last))
        among = reading.siblings(document, last)
        loose = len(among) > 1 and among[-1].line - among[-2].end_line > 1
    edits = [after_line(document, line, [*[""] * loose, *reading.written(style, entry)])]
    expected = shapes(document)
    expected.insert(at, item_shape(style.marker, item.depth + 1, entry))
    return guarded(document, edits, f"{verb} {under.id}", expected, other_text(words))


def signature(by: str) -> str:
    """Return a name that can be in brackets: ``Linus (CTO)`` becomes ``Linus, CTO``."""
    name = re.sub(r"\s*\(([^()]*)\)", r", \1", one_line(by))
    return re.sub(r"[()*]", "", name).strip(" ,:")


def iso_day(text: str) -> str:
    """Return a day such as ``2026-01-31``. Raises EditRefused for anything else."""
    day = text.strip()
    if parse(day) is None or len(day) != len("2026-01-31"):
        raise EditRefused(f"“{text}” isn't a date; write one such as 2026-01-31.")
    return day


def _last_entry(nested: Sequence[ListItem], entries: Sequence[Entry]) -> ListItem | None:
    entered = {entry.line for entry in entries}
    return next((child for child in reversed(nested) if child.line in entered), None)


def _below(document: Document, under: Question | Gap, entry: str, words: str, verb: str) -> Transaction:
    """Write an entry as a bullet below everything that belongs to a heading or paragraph."""
    inside = [
        index
        for index, block in enumerate(document.blocks)
        if block.start <= under.start < block.end or block in under.below
    ]
    last = document.blocks[inside[-1]] if inside else None
    if last is None or (type(last) is Paragraph and not under.below and under.end < last.end):
        raise EditRefused(
            f"{under.id} (line {under.line}) shares its paragraph with other items or is in a quote; "
            "write it as a list item first."
        )
    # Below a list of options the entry begins a list of its own; below other entries it continues theirs.
    after_entry = type(last) is ListItem and entry_of(document, last) is not None
    marker = "-"
    if type(last) is ListItem:
        marker = last.marker if after_entry else "*" if last.marker == "-" else "-"
    lines = [f"{marker} {entry}"] if after_entry else ["", f"{marker} {entry}"]
    following = last.end_line + 1
    if following <= len(document.lines) and not is_blank(document, following):
        lines.append("")
    expected = shapes(document)
    expected.insert(inside[-1] + 1, item_shape(marker, 0, entry))
    edits = [after_line(document, last.end_line, lines)]
    return guarded(document, edits, f"{verb} {under.id}", expected, other_text(words))
