"""Cells and rows are changed as the table is written: compact or padded, with outer pipes or without."""

from __future__ import annotations

import pytest

from specui.markdown.scanner import scan
from specui.specs.edits import tables
from specui.specs.edits.cells import display_width
from specui.specs.edits.places import EditRefused
from tests.specs.edits.changing import after, changed_lines, table_in

COMPACT = "| A | B |\n|---|---|\n| a | b |\n| long a | b |\n"
PADDED = "| Name   | Note |\n|--------|------|\n| a      | b    |\n| long a | bcd  |\n"
BARE = "A | B\n--|--\na | b\nc | d\n"
TIGHT = "|A|B|\n|-|-|\n|a|b|\n"
RIGHT = "| Name |  No |\n|------|----:|\n| a    |   7 |\n| b    | 123 |\n"

CELLS = [
    (COMPACT, 0, 0, "new", "| new | b |"),
    (COMPACT, 0, 1, "x|y\nz", "| a | x\\|y z |"),
    (COMPACT, 0, 1, "", "| a | |"),
    (PADDED, 0, 0, "abc", "| abc    | b    |"),
    (PADDED, 0, 0, "too long for it", "| too long for it | b    |"),
    (PADDED, 1, 0, "a", "| a      | bcd  |"),
    (PADDED, 1, 1, "", "| long a |      |"),
    (PADDED, 0, 1, "🔴 x", "| a      | 🔴 x |"),
    (BARE, 0, 0, "new", "new | b"),
    (BARE, 0, 1, "new", "a | new"),
    (BARE, 0, 1, "", "a | |"),
    (BARE, 0, 0, "", "| | b"),
    (TIGHT, 0, 0, "new", "|new|b|"),
    (TIGHT, 0, 1, "end\\", "|a|end\\ |"),
    (RIGHT, 0, 1, "42", "| a    |  42 |"),
    ("| A | B | C |\n|---|---|---|\n| a |\n", 0, 2, "c", "| a | | c |"),
    ("| A | B |\n|---|---|\n| a | |\n", 0, 1, "b", "| a | b |"),
    ("| A | B |\n|---|---|\n| a |        |\n| c | d |\n", 0, 1, "b", "| a | b      |"),
    ("| A | B |\n|---|---|\n|  a | b   |\n", 0, 1, "bc", "|  a | bc  |"),
    ("| A | B |\n|---|---|\n| a | b | c |\n", 0, 2, "new", "| a | b | new |"),
    ("| A | B |\n|---|---|\n| x \\| y | b |\n", 0, 1, "new", "| x \\| y | new |"),
    ("A | B\n--|--\na | b\n", 0, 0, "- x", "| - x | b"),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("text, row, column, words, expected", CELLS)
def test_a_cell_is_set(text: str, row: int, column: int, words: str, expected: str, newline: str) -> None:
    text = text.replace("\n", newline)
    document, table, rows = table_in(text)
    new = after(text, tables.set_cell(document, table, rows[row], column, words))
    assert changed_lines(text, new)[1] == [expected + newline]
    found = scan(new)
    cells = found.tables[0].rows[row].cells
    assert column >= len(cells) or found.cell(cells[column]) == " ".join(words.split())


ROWS = [
    (COMPACT, ["new", "x|y"], None, 4, "| new | x\\|y |"),
    (COMPACT, ["new"], 0, 2, "| new | |"),
    (COMPACT, ["", "b"], 1, 3, "| | b |"),
    (PADDED, ["new", "b"], None, 4, "| new    | b    |"),
    (PADDED, ["new and longer", "b"], 1, 3, "| new and longer | b    |"),
    (BARE, ["x", "y"], None, 4, "x | y"),
    (BARE, ["", "y"], None, 4, "| | y"),
    (TIGHT, ["x", ""], None, 3, "|x| |"),
    (RIGHT, ["x", "5"], None, 4, "| x    |   5 |"),
    ("| A | B |\n|---|---|\n", ["x"], None, 2, "| x | |"),
    ("| Name        | B |\n|-------------|---|\n", ["x", "y"], None, 2, "| x           | y |"),
    ("| A | B |\n|---|---|\n| a | b |\nA note.\n", ["x", "y"], None, 3, "| x | y |"),
    ("  | A | B |\n  |---|---|\n  | a | b |", ["x", "y"], None, 3, "  | x | y |"),
    ("- | A | B |\n  |---|---|\n", ["x", "y"], None, 2, "  | x | y |"),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("text, cells, at, line, expected", ROWS)
def test_a_row_is_added(
    text: str, cells: list[str], at: int | None, line: int, expected: str, newline: str
) -> None:
    text = text.replace("\n", newline)
    document, table, _ = table_in(text)
    new = after(text, tables.add_row(document, table, cells, at))
    lines = new.split(newline)
    assert lines[line] == expected
    assert newline.join([*lines[:line], *lines[line + 1 :]]) == text


def test_rows_are_deleted_to_the_header() -> None:
    document, table, rows = table_in(COMPACT)
    new = after(COMPACT, tables.delete_row(document, table, rows[0]))
    assert new == "| A | B |\n|---|---|\n| long a | b |\n"
    document, table, rows = table_in(new)
    new = after(new, tables.delete_row(document, table, rows[0]))
    assert new == "| A | B |\n|---|---|\n"
    assert scan(new).tables[0].rows == ()


def test_the_last_row_of_a_file_without_a_newline_is_deleted() -> None:
    document, table, rows = table_in(BARE[:-1])
    assert after(BARE[:-1], tables.delete_row(document, table, rows[1])) == "A | B\n--|--\na | b"


def test_a_row_is_moved_down_and_up_again() -> None:
    text = "| A |\n|---|\n| a |\r\n| b | \n"
    document, table, rows = table_in(text)
    new = after(text, tables.move_row_down(document, table, rows[0]))
    assert new == "| A |\n|---|\n| b |\r\n| a | \n"
    document, table, rows = table_in(new)
    assert after(new, tables.move_row_up(document, table, rows[1])) == text


MENDED = [
    ("| a |", "| a | | |"),
    ("| a | b", "| a | b | |"),
    ("a | b", "a | b | |"),
    ("| a | `x|y` | b |", "| a | `x\\|y` | b |"),
    ("| a | x|y|z | b |", "| a | x\\|y\\|z | b |"),
    ("| a | b | c | d |", "| a | b | c \\| d |"),
    ("a | b | c | d", "a | b | c \\| d"),
]


@pytest.mark.parametrize("row, expected", MENDED)
def test_a_row_of_another_length_is_mended(row: str, expected: str) -> None:
    text = f"| A | B | C |\n|---|---|---|\n| 1 | 2 | 3 |\n{row}\n| 4 | 5 | 6 |\n"
    document, table, rows = table_in(text)
    change = tables.mend_row(document, table, rows[1])
    new = after(text, change)
    assert changed_lines(text, new)[1] == [expected + "\n"]
    assert all(edit.start == edit.end for edit in change.edits)
    assert len(scan(new).tables[0].rows[1].cells) == 3 or new.splitlines()[3].count("|") == 3


def test_a_note_under_a_table_is_parted_from_it() -> None:
    text = COMPACT + "A note.\r\n"
    document, table, rows = table_in(text)
    new = after(text, tables.mend_row(document, table, rows[2]))
    assert new == COMPACT + "\r\nA note.\r\n"
    assert len(scan(new).tables[0].rows) == 2


def test_a_row_that_is_right_needs_no_mending() -> None:
    document, table, rows = table_in(COMPACT)
    assert not tables.mend_row(document, table, rows[0])


def test_what_cannot_be_is_refused() -> None:
    document, table, rows = table_in(COMPACT)
    with pytest.raises(EditRefused, match="2 columns, not 3"):
        tables.add_row(document, table, ["a", "b", "c"])
    with pytest.raises(EditRefused, match="2 columns, and none"):
        tables.set_cell(document, table, rows[0], 2, "x")
    with pytest.raises(EditRefused, match="first of its table"):
        tables.move_row_up(document, table, rows[0])
    with pytest.raises(EditRefused, match="last of its table"):
        tables.move_row_down(document, table, rows[1])
    with pytest.raises(EditRefused, match="no longer in the table"):
        tables.delete_row(document, table, table.header)
    other, stranger, _ = table_in("x\n\n" + COMPACT)
    assert other.tables[0] is stranger
    with pytest.raises(EditRefused, match="Reload and retry"):
        tables.delete_row(document, stranger, stranger.rows[0])


def test_width_is_counted_as_terminals_do() -> None:
    assert [display_width(t) for t in ("abc", "🔴 x", "⚠️", "e\u0301", "日本")] == [3, 4, 2, 1, 4]
