"""Verbs on open questions: each writes one dated entry under the question; the last entry counts.

    1. Soft block, or hard block?
       - **Answered 2026-11-22 (NAME):** soft block

``specs/items/questions.py`` reads them back.
"""

from __future__ import annotations

import re

from specui.markdown.blocks import Document, ListItem, Paragraph
from specui.markdown.edits import Transaction
from specui.specs.dates import parse
from specui.specs.edits import items as reading
from specui.specs.edits.guard import guarded, item_shape, shapes
from specui.specs.edits.indentation import next_style
from specui.specs.edits.items import Style
from specui.specs.edits.lists import other_text
from specui.specs.edits.places import EditRefused, after_line, indent, is_blank, one_line
from specui.specs.edits.records import set_value
from specui.specs.items.entries import entry_of
from specui.specs.items.questions import ANSWER_COLUMNS, Question
from specui.specs.rows import Record
from specui.specs.spec import Spec


def answer(spec: Spec, question: Question, text: str, *, on: str, by: str = "") -> Transaction:
    """Write an answer; ``on`` is a date such as ``2026-11-22``, ``by`` who decided."""
    return _enter(spec, question, f"Answered {_day(on)}", by, text, "answer", needs="an answer")


def defer(spec: Spec, question: Question, until: str, text: str = "", *, by: str = "") -> Transaction:
    """Put a question off until a day; ``text`` says why."""
    return _enter(spec, question, f"Deferred to {_day(until)}", by, text, "defer")


def assign(spec: Spec, question: Question, to: str, *, on: str, by: str = "") -> Transaction:
    """Hand a question on to somebody."""
    return _enter(spec, question, f"Assigned {_day(on)}", by, to, "assign", needs="a name")


def reopen(spec: Spec, question: Question, text: str = "", *, on: str, by: str = "") -> Transaction:
    """Open a question again that was answered, put off or dropped; ``text`` says why."""
    return _enter(spec, question, f"Reopened {_day(on)}", by, text, "reopen")


def drop(spec: Spec, question: Question, text: str = "", *, on: str, by: str = "") -> Transaction:
    """Say that a question needs no answer any more."""
    return _enter(spec, question, f"Not needed {_day(on)}", by, text, "drop")


def _day(text: str) -> str:
    day = text.strip()
    if parse(day) is None or len(day) != len("2026-01-31"):
        raise EditRefused(f"“{text}” is no date; write one such as 2026-01-31.")
    return day


def _enter(
    spec: Spec, question: Question, label: str, by: str, text: str, verb: str, *, needs: str = ""
) -> Transaction:
    document = spec.document
    words = one_line(text)
    if needs and not words:
        raise EditRefused(f"To {verb} a question takes {needs}.")
    name = _name(by)
    entry = f"**{label} ({name}):**" if name else f"**{label}:**"
    entry = f"{entry} {words}" if words else entry
    if question.record is not None:
        return _in_row(spec, question, question.record, words, verb)
    item = question.item
    if item is None:
        return _below(document, question, entry, words, verb)
    nested = reading.children(document, item)
    entered = {found.line for found in question.entries}
    last = next((child for child in reversed(nested) if child.line in entered), None)
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
    return guarded(document, edits, f"{verb} {question.id}", expected, other_text(words))


def _in_row(spec: Spec, question: Question, record: Record, words: str, verb: str) -> Transaction:
    """Write an answer in its row's column for answers."""
    column = next((name for name in ANSWER_COLUMNS if name in record.cells), None)
    if verb != "answer" or column is None:
        raise EditRefused(
            f"{question.id} is a row of a table (line {question.line}), which has no column for that; "
            "edit the row, or write the question as an item of a list."
        )
    return set_value(spec, record, column, words, name=f"{verb} {question.id}")


def _below(document: Document, question: Question, entry: str, words: str, verb: str) -> Transaction:
    """Write an entry as a bullet below all that belongs to a heading or paragraph."""
    inside = [
        index
        for index, block in enumerate(document.blocks)
        if block.start <= question.start < block.end or block in question.below
    ]
    last = document.blocks[inside[-1]] if inside else None
    if last is None or (type(last) is Paragraph and not question.below and question.end < last.end):
        raise EditRefused(
            f"{question.id} (line {question.line}) shares its paragraph with others or stands in a quote; "
            "write it as an item of a list first."
        )
    # Below a list of options the entry begins a list of its own, below other entries it goes on with theirs.
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
    return guarded(document, edits, f"{verb} {question.id}", expected, other_text(words))


def _name(by: str) -> str:
    """Return a name that can stand in brackets: ``Linus (CTO)`` becomes ``Linus, CTO``."""
    name = re.sub(r"\s*\(([^()]*)\)", r", \1", one_line(by))
    return re.sub(r"[()*]", "", name).strip(" ,:")
