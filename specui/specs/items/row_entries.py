"""Decisions in a table row: in a column of their own, else as an entry at the end of a cell.

An entry reads ``Assigned 2026-11-22 (Ada): Bo``. The name of an owner has a column, so has an answer; all other
decisions about a question are entries in the column for answers, or in the notes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.items.entries import Entry
from specui.specs.items.kinds import BELOW, Place
from specui.specs.rows import Record

ANSWER_COLUMNS = ("answer", "decision", "resolution", "outcome")
"""The keys of the columns that hold the answer to a question, the first that a table has."""
NOTES_COLUMNS = ("note", "comment")
"""The keys of the columns that hold notes, the first that a table has."""
OWNER_COLUMNS = ("owner", "assignee", "assigned to", "assigned")
"""The keys of the columns that hold whom an item is assigned to, the first that a table has."""

_NOBODY = frozenset({"tbd", "tba", "todo", "unassigned", "nobody", "open", "?"})
_HEAD = lazy_pattern(
    r"(?:^|(?<=[;\s]))(?P<verb>Answered|Deferred to|Assigned|Reopened|Not needed) (?P<date>\d{4}-\d{2}-\d{2})"
    r"(?: \((?P<by>(?:[^()]|\([^()]*\))*)\))?(?::\s*|\s*$)"
)


class Cell(NamedTuple):
    """The text of a cell in two: ``before`` its last entry, and the entry as it is ``written``, "" where there is none."""

    before: str
    written: str
    entry: Entry | None


def split_cell(text: str, line: int = 0) -> Cell:
    """Return a cell with its last entry apart; ``line`` is that of its row."""
    head = None
    for found in _HEAD.finditer(text) if text.count("-") > 1 else ():  # an entry has a date
        head = found
    if head is None:
        return Cell(text.strip(), "", None)
    words = text[head.end() :].strip()
    entry = Entry(head["verb"], head["date"], " ".join((head["by"] or "").split()), words, line)
    before = text[: head.start()].strip()
    return Cell(before.removesuffix(";").rstrip(), text[head.start() :].strip(), entry)


def joined(before: str, written: str) -> str:
    """Return the text of a cell with an entry at its end; a ``before`` that says "none" makes room."""
    if not before or names.says_none(before):
        return written
    if not written:
        return before
    return f"{before} {written}" if before[-1] in ".!?;:" else f"{before}; {written}"


def column_in(record: Record, wanted: Sequence[str]) -> str:
    """Return the key of the first of these columns that a row's table has, or ""."""
    return next((key for key in wanted if key in record.cells), "")


def decision_column(record: Record) -> str:
    """Return the key of the column that holds the decisions about a question, or ""."""
    return column_in(record, (*ANSWER_COLUMNS, *NOTES_COLUMNS))


def entries_in_row(record: Record) -> tuple[Entry, ...]:
    """Return the decision about the question that a row is, if one is written there as an entry."""
    found = split_cell(record.cells.get(decision_column(record), ""), record.row.line).entry
    return (found,) if found is not None else ()


def owner_in(record: Record) -> str:
    """Return whom a row's owner column names, or ""."""
    owner = names.strip_marks(record.cells.get(column_in(record, OWNER_COLUMNS), ""))
    return "" if names.says_none(owner) or owner.casefold() in _NOBODY else owner


def question_places(record: Record | None) -> frozenset[Place]:
    """Return where decisions about a question are written: below it, or in the columns of its row."""
    if record is None:
        return BELOW
    cell, owner = bool(decision_column(record)), bool(column_in(record, OWNER_COLUMNS))
    return _places({"row": True, "decision": cell, "answer": cell, "assignee": cell or owner})


def gap_places(record: Record | None, *, severity: bool) -> frozenset[Place]:
    """Return where decisions about a gap are written; ``severity`` says that its row has a cell for that."""
    if record is None:
        return BELOW
    notes, owner = bool(column_in(record, NOTES_COLUMNS)), bool(column_in(record, OWNER_COLUMNS))
    return _places(
        {"row": True, "decision": True, "severity": severity, "notes": notes, "assignee": notes or owner}
    )


def _places(has: Mapping[Place, bool]) -> frozenset[Place]:
    return frozenset(place for place, there in has.items() if there)
