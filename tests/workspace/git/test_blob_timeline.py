"""What stood under each name at the end of each week, from what ``git log --raw -z`` prints, whatever that is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from specui.workspace.git.blob_timeline import Timelines, add_log, monday, week_of

NOW = week_of(date(2026, 11, 25))
A, B, ZERO = "a" * 40, "b" * 40, "0" * 40


def _commit(day: date | int) -> bytes:
    seconds = day if isinstance(day, int) else (day - date(1970, 1, 1)).days * 86_400
    return f"commit {A} {seconds}\0".encode()


def _change(kind: str, blob: str, *names: str, mode: str = "100644") -> bytes:
    return "\0".join([f"\n:100644 {mode} {ZERO} {blob} {kind}", *names, ""]).encode()


def _lines(*parts: bytes) -> dict[str, dict[int, str]]:
    known = Timelines()
    add_log(known, b"".join(parts), NOW)
    return known.lines


@given(st.dates(date(1970, 1, 5), date(2300, 1, 1)))
def test_a_week_begins_on_its_monday(day: date) -> None:
    start = monday(week_of(day))
    assert start.weekday() == 0
    assert timedelta(0) <= day - start < timedelta(7)
    assert list(_lines(_commit(min(day, date(2026, 11, 25))), _change("A", A, "x.md"))["x.md"]) == [
        week_of(min(day, date(2026, 11, 25)))
    ]


def test_the_last_of_a_week_counts() -> None:
    monday_, sunday, after = date(2026, 3, 2), date(2026, 3, 8), date(2026, 3, 9)
    lines = _lines(
        _commit(monday_), _change("A", A, "x.md"),
        _commit(sunday), _change("M", B, "x.md"),
        _commit(after), _change("M", A, "x.md"), _change("D", ZERO, "x.md", mode="000000"),
    )  # fmt: skip
    week = week_of(monday_)
    assert lines == {"x.md": {week: B, week + 1: ""}}


def test_a_renamed_file_keeps_its_line_and_a_copy_begins_one() -> None:
    day = date(2026, 3, 2)
    later = day + timedelta(7)
    week = week_of(day)
    lines = _lines(
        _commit(day), _change("A", A, "x.md"),
        _commit(later), _change("R090", B, "x.md", "sub/y.md"), _change("C100", A, "x.md", "z.md"),
    )  # fmt: skip
    assert lines == {"sub/y.md": {week: A, week + 1: B}, "z.md": {week + 1: A}}
    assert _lines(_commit(day), _change("R100", A, "outside.md", "x.md")) == {"x.md": {week: A}}


def test_a_link_and_another_repository_are_no_file() -> None:
    week = week_of(date(2026, 3, 2))
    for mode in ("120000", "160000"):
        assert _lines(_commit(date(2026, 3, 2)), _change("A", A, "x.md", mode=mode)) == {"x.md": {week: ""}}


@pytest.mark.parametrize("odd", [0, -5, 10**18, 10**40, (date(2026, 12, 1) - date(1970, 1, 1)).days * 86_400])
def test_a_clock_that_is_wrong_counts_for_nothing(odd: int) -> None:
    day = date(2026, 3, 2)
    week = week_of(day)
    lines = _lines(
        _commit(day), _change("A", A, "x.md"), _commit(odd), _change("M", B, "x.md"),
        _commit(day + timedelta(7)), _change("M", A, "x.md"),
    )  # fmt: skip
    assert lines == {"x.md": {week: B, week + 1: A}}


def test_names_are_names_whatever_they_look_like() -> None:
    name = f":100644 100644 {A} {B} M"
    day = date(2026, 3, 2)
    lines = _lines(_commit(day), _change("A", A, name), _change("A", B, f"commit {A} 5"))
    assert lines == {name: {week_of(day): A}, f"commit {A} 5": {week_of(day): B}}


@given(
    st.lists(
        st.one_of(
            st.binary(max_size=12),
            st.sampled_from(
                [_commit(5).rstrip(b"\0"), *_change("R100", A, "x", "y").split(b"\0"), b"\n:1 1 a b M"]
            ),
        ),
        max_size=20,
    )
)
def test_whatever_git_prints_is_read_without_a_fault(parts: list[bytes]) -> None:
    known = Timelines()
    add_log(known, b"\0".join(parts), NOW)
    assert all(0 <= week <= NOW for line in known.lines.values() for week in line)
