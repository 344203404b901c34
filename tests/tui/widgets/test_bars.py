"""The lines around the panes: what they say at which width."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from specui.tui.commands import Here
from specui.tui.models.outline import Entry
from specui.tui.rendering.paint import both_ends, cells_width
from specui.tui.rendering.safe_text import safe, width
from specui.tui.widgets.bars import Bar, Crumbs, KeyFooter, MessageLine
from specui.tui.widgets.spec_header import SectionTabs

LONG = "Changes are looked for now and then: the system allows no more watches; raise the limit or close programs"


def drawn(bar: Bar, columns: int) -> list[str]:
    return ["".join(cell.text for cell in line).rstrip() for line in bar.lines(columns)]


def told(text: str, role: str = "") -> MessageLine:
    line = MessageLine()
    line.show(text, role)
    return line


@pytest.mark.parametrize("columns", [120, 80, 60])
def test_a_long_message_is_told_whole(columns: int) -> None:
    lines = drawn(told(LONG, "warning"), columns)
    assert "▲" in lines[0]
    assert " ".join(line[10:].strip() for line in lines) == LONG
    assert all(width(line) <= columns for line in lines)


def test_a_message_has_three_lines_at_most_and_says_that_it_goes_on() -> None:
    lines = drawn(told(LONG, "warning"), 40)
    assert len(lines) == MessageLine.MOST and lines[-1].endswith("…")


def test_what_was_done_stays_in_one_line_with_both_its_ends() -> None:
    (line,) = drawn(
        told("Ticked functional/1 in a/folder/with/a/long/name/specification.md, saved", "ok"), 60
    )
    assert "Ticked functional/1" in line and line.endswith("specification.md, saved") and "…" in line


def test_only_what_is_passing_is_forgotten() -> None:
    line = told("kept")
    line.forget()
    assert line.text == "kept"
    line.show("a hint", passing=True)
    line.forget()
    assert line.text == ""


@given(text=st.text(max_size=60), columns=st.integers(4, 40))
def test_what_is_cut_in_the_middle_fits_and_keeps_its_ends(text: str, columns: int) -> None:
    text = safe(text)
    cut = both_ends(text, columns)
    assert width(cut) <= columns
    if width(text) <= columns:
        assert cut == text
    else:
        assert "…" in cut


@pytest.mark.parametrize(
    "columns, spec", [(45, "Crew Rostering"), (60, "Renew Authorisations Before"), (80, "Renew")]
)
def test_crumbs_use_the_room_that_there_is(columns: int, spec: str) -> None:
    crumbs = Crumbs()
    title = "Crew Rostering" if columns < 60 else "Renew Authorisations Before the Issuer's Midnight"
    crumbs.show("section", ("specs", title, "14 problems"))
    (line,) = drawn(crumbs, columns)
    assert spec in line and "14 problems" in line
    assert cells_width(crumbs.lines(columns)[0]) == columns


@pytest.mark.parametrize("columns", [60, 80, 100, 120])
def test_keys_keep_their_places_while_the_cursor_moves(columns: int) -> None:
    footer = KeyFooter()
    here = Here(writable=True, names=True, undoable=True, problems=True, sections=9)
    footer.show("section", replace(here, explained=True, fixable=True))
    (everything,) = drawn(footer, columns)
    footer.show("section", here)
    (less,) = drawn(footer, columns)
    assert less.endswith("help  u undo") and everything.startswith(less)


NAMES = ("Fields", "Overview", "State", "Criteria", "Gaps", "Tests", "Dependencies", "Degraded")


def tabs(current: int) -> SectionTabs:
    bar = SectionTabs()
    bar._entries = [Entry(n, name, name, f"{n}/9" if n else "", None, None) for n, name in enumerate(NAMES)]
    bar._current = current
    return bar


@given(st.integers(0, len(NAMES) - 1), st.integers(14, 59))
def test_one_line_of_sections_has_the_open_one_and_those_beside_it(current: int, columns: int) -> None:
    bar = tabs(current)
    (line,) = bar.lines(columns)
    assert cells_width(line) == columns
    (marked,) = [cell for cell in line if "tab-current" in cell.look]
    assert marked.text.split()[0] == str(current)
    shown = [number for _, _, _, number in bar.areas if 0 <= number < len(NAMES)]
    numbers = sorted(set(shown))
    assert numbers == list(range(numbers[0], numbers[-1] + 1)) and current in numbers
    text = "".join(cell.text for cell in line)
    assert "…" not in text or sum(end - start > 3 for _, start, end, _ in bar.areas) < 2
    for _, start, end, number in bar.areas:
        if end - start > 3:
            assert text[start:end].split()[0] == str(number)


def test_one_line_of_sections_shows_what_is_before_and_behind() -> None:
    (line,) = drawn(tabs(3), 50)
    assert line.split() == "‹ 2 State 2/9 3 Criteria 3/9 4 Gaps 4/9 ›".split()
    (line,) = drawn(tabs(0), 34)
    assert line.startswith(" ‹  0 Fields  1 Overview 1/9")
