"""A list of places as lines: heads, items with what is said of them, nothing wider than the screen."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given, strategies as st

from specui.markdown.scanner import scan
from specui.specs.contents import Contents
from specui.specs.readiness import Fault, blockers, readiness
from specui.specs.spec import read_as
from specui.specs.template import read_template
from specui.tui.rendering.blocker_rows import blocker_listing, blocker_title
from specui.tui.rendering.location_list import MOST, Detail, Group, Item, Listing, Row, rows
from specui.tui.rendering.paint import cells_width
from tests.specs.reading import contents_of
from tests.specs.test_spec import WHOLE

KEYS = {"open": "enter", "fix": "f", "tick": "space"}


def drawn(row: Row) -> str:
    return "".join(cell.text for cell in row.cells).rstrip()


def test_blockers_stand_under_heads_that_count_them() -> None:
    contents = contents_of(WHOLE)
    faults = [Fault("invalid-date", "No day", 3, fixable=True), Fault("missing-field", "No tier", 1)]
    found = blockers(contents, faults)
    listing = blocker_listing(
        blocker_title(contents, "Whole"), "whole.md", readiness(contents, 2), found, KEYS
    )
    assert listing.title == "Blockers for Whole"
    assert [group.title for group in listing.groups] == [
        "1 auto-fixable error",
        "1 question that needs a written answer",
        "1 error to fix by hand",
        "1 open criterion",
        "1 missing test",
        "1 critical gap",
    ]
    assert listing.groups[3].remark == "enter, then space to tick"
    assert [item.line for item in listing.items] == [blocker.line for blocker in found]
    assert "".join(cell.text for cell in listing.facts).startswith("3 of 9 ready")
    assert len({item.key for item in listing.items}) == len(found)


def test_open_tasks_stand_under_a_head_of_their_own() -> None:
    contents = contents_of("# X\n\n## Tasks\n\n- [ ] A\n- [ ] B\n- [x] C\n")
    listing = blocker_listing("X", "x.md", readiness(contents), blockers(contents), KEYS)
    assert [(group.title, group.remark) for group in listing.groups] == [
        ("2 open tasks", "enter, then space to tick")
    ]


def test_what_is_ready_says_so_and_what_asks_for_nothing_too() -> None:
    ready = contents_of("# X\n\n## 3. Acceptance Criteria\n\n- [x] A\n")
    assert blocker_listing("X", "x.md", readiness(ready), (), KEYS).empty == "No blockers."
    nothing = blocker_listing("X", "x.md", readiness(contents_of("# X\n")), (), KEYS)
    assert nothing.empty.startswith("Nothing to count") and nothing.facts == ()
    assert drawn(rows(nothing, 60)[0]).strip() == nothing.empty[: len(drawn(rows(nothing, 60)[0]).strip())]


def test_where_approved_is_leave_to_begin_nothing_stands_before_it() -> None:
    plan = read_template(
        scan("# [NAME]\n\n**Status:** Draft | Approved | Rejected\n\n## 1. Gaps\n"), "plan", ""
    )
    contents = Contents(read_as(scan("# Pier\n\n**Status:** Approved\n\n## 1. Gaps\n"), plan))
    assert blocker_title(contents, "Pier") == "Open items of Pier"


def listing_of(*items: Item) -> Listing:
    return Listing("T", (), (Group("Head", items[:1]), Group("Rest", items[1:])))


def test_a_head_is_shown_with_the_first_item_of_its_group() -> None:
    shown = rows(listing_of(Item("a", "f", 1, "one"), Item("b", "f", 2, "two"), Item("c", "f", 3, "x")), 40)
    assert [drawn(row).strip() for row in shown] == ["Head", "one", "", "Rest", "two", "x"]


def test_a_long_text_ends_where_one_goes_to_read_on() -> None:
    shown = rows(listing_of(Item("a", "f", 1, "word " * 100, "L1"), Item("b", "f", 2, "two")), 40)
    lines = [drawn(row) for row in shown if row.item == 0]
    assert len(lines) == MOST and lines[-1].endswith("…") and lines[0].endswith("L1")


@pytest.mark.parametrize("columns, expected", [(90, "Fallback       none"), (50, "Fallback: none")])
def test_labels_stand_beside_what_they_say_where_there_is_room(columns: int, expected: str) -> None:
    item = Item("a", "f", 1, "one", "", (Detail("Fallback", "none"), Detail("Degraded mode", "waits")))
    assert expected in [drawn(row).strip() for row in rows(Listing("T", (), (Group("H", (item,)),)), columns)]


@given(st.text(), st.text(max_size=12), st.text(), st.integers(20, 120))
def test_nothing_is_wider_than_the_list(text: str, place: str, said: str, columns: int) -> None:
    item = Item("a", "f", 1, text, place, (Detail("Owner", said),))
    for row in rows(Listing("T", (), (Group(said, (item,), text),)), columns):
        assert cells_width(row.cells) <= columns
        assert all(category(character) != "Cc" for cell in row.cells for character in cell.text)
