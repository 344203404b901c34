"""Hostile documents take steps in proportion to their size; counted in bytecodes, not timed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from specui.markdown import blocks
from specui.markdown.blocks import Table
from specui.markdown.edits import TextEdit, Transaction
from specui.markdown.scanner import scan
from specui.markdown.source import decode
from specui.rules.engine import apply_fixes, diagnose
from specui.specs.addresses import _shortened
from specui.specs.contents import Contents
from specui.specs.forms import editable_at, title_of_addition
from specui.specs.items.entries import entry_of
from specui.specs.names import display
from specui.specs.readiness import blockers
from specui.specs.show import describe
from specui.specs.spec import read_spec
from specui.tui.models.outline import outline
from tests.rules.reading import subject, templates
from tests.support.hostile import hostile

SQUARE = (
    "columns", "wide header", "gaps", "tables", "equal headings", "equal groups", "table groups", "sections",
    "equal sections", "criteria", "loose criteria", "numbers", "answers", "labels", "fields", "allows",
    "allows above", "allowed lists", "bad boxes", "damage", "comments", "conflicts", "deep",
)  # fmt: skip
"""Kinds on which some step was, or easily becomes, a square."""


def contents(text: str) -> Contents:
    return Contents(read_spec(scan(text), templates()))


def work(text: str) -> None:
    """Do all that the commands and the rules do with a file."""
    read = contents(text)
    describe(read, "a.md")
    blockers(read)
    outline(read)
    apply_fixes(text, diagnose(subject(decode(text.encode()))), safe_only=False)


def steps(do: Callable[[], object]) -> int:
    """Return how many bytecodes run."""
    count = 0

    def trace(frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        do()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("kind", SQUARE)
def test_four_times_the_text_makes_no_more_than_about_four_times_the_steps(kind: str) -> None:
    small, large = hostile(kind, 3_000), hostile(kind, 12_000)
    work(hostile(kind, 1_000))  # what is imported and kept once
    assert steps(lambda: work(large)) < 5.5 * steps(lambda: work(small))


def test_a_row_is_parted_into_cells_once_whatever_asks_for_its_columns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = contents(hostile("columns", 100_000))
    table = read.spec.document.tables[0]
    assert len(table.rows) == 100
    parted = 0

    def counted(made: Callable[[str], Any]) -> Callable[..., Any]:
        def count(*arguments: Any) -> Any:
            nonlocal parted
            parted += 1
            return made(*arguments)

        return count

    for name in ("row_cells", "cell_texts"):
        monkeypatch.setattr(blocks, name, counted(getattr(blocks, name)))
    for column in range(100):
        assert editable_at(read, table.rows[50], column, today="2026-11-25") is not None
    assert title_of_addition(read, table.rows[50], today="2026-11-25") == "New gap"
    assert parted < 500


def test_checks_that_begin_alike_are_told_apart_whole() -> None:
    full = [f"{number % 7:04x}{number:012x}" for number in range(200_000)]
    assert _shortened(full) == full  # each of these digits is looked up, not searched for


def test_a_change_that_follows_another_takes_its_pieces_in_turn() -> None:
    text = "ab" * 20_000
    first = Transaction.of(text, [TextEdit(at, at + 1, "c") for at in range(0, len(text), 2)])
    middle = first.apply(text)
    second = Transaction.of(middle, [TextEdit(at, at + 1, "d") for at in range(1, len(text), 2)])
    assert first.then(second).apply(text) == second.apply(middle) == "cd" * 20_000


@pytest.mark.parametrize(
    "look",
    [
        lambda blanks: display(f"a{blanks}b"),
        lambda blanks: scan(f"a{blanks}b").flat(0, len(blanks) + 2),
        lambda blanks: scan(f"a\n{blanks}b\n").flat(0, len(blanks) + 4),
        lambda blanks: diagnose(subject(decode(f"- [{blanks}x\n".encode()))),
    ],
)
def test_blanks_without_end_are_passed_once(look: Callable[[str], object]) -> None:
    look(" " * 200_000)  # to go back from each of them would take minutes


def test_blanks_before_the_name_of_a_decision_are_passed_once() -> None:
    document = scan("- **Answered" + "\u00a0" * 5_000 + "x\n")
    assert entry_of(document, document.items[0]) is None


def test_equal_columns_keep_their_place_in_a_record() -> None:
    read = contents(hostile("gaps", 600).replace("| Notes |", "| Gap |"))
    table = read.spec.document.tables[0]
    assert isinstance(table, Table)
    record = read.gaps[0].record
    assert record is not None
    assert list(record.cells) == ["gap", "severity", "gap#3"]
