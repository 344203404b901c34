"""A merge conflict where it stands: both sides, what differs in them, and the keys."""

from __future__ import annotations

from specui.tui.rendering.section import Layout
from specui.tui.rendering.section.view_options import KeyHints, ViewOptions
from tests.tui.rendering.section.drawing import drawn, picture, styles_of

CRITERIA = """\
## 3. Acceptance Criteria

- [ ] Boats land
<<<<<<< HEAD
- [ ] Boats leave at noon
- [ ] Boats wait
=======
- [x] Boats leave at night
>>>>>>> feature/night
- [ ] Boats turn
"""
GAPS = """\
## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|-----|----------|-------|
| Fog | Low | a |
<<<<<<< HEAD
=======
| Ice | Low | b |
>>>>>>> other
| Wind | High | c |
"""


def rows_of(layout: Layout) -> list[str]:
    """Return what is drawn of the conflict, blank rows around it left out."""
    element = next(element for element in layout.elements if element.kind == "conflict")
    return [row.text.rstrip() for row in layout.rows[element.first : element.last + 1]]


def test_both_sides_stand_beside_each_other() -> None:
    assert rows_of(drawn(CRITERIA, 70)) == [
        "Merge conflict, lines 11–16: neither side is read",
        "HEAD                             │ feature/night",
        "- [ ] Boats leave at noon        │ - [x] Boats leave at night",
        "- [ ] Boats wait                 │",
        "( keeps HEAD · ) keeps feature/night · & keeps both",
    ]


def test_on_a_narrow_screen_one_stands_under_the_other() -> None:
    narrow = [
        "Merge conflict, lines 11–16: neither side is read",
        "HEAD",
        "▏ - [ ] Boats leave at noon",
        "▏ - [ ] Boats wait",
        "feature/night",
        "▏ - [x] Boats leave at night",
        "( keeps HEAD · ) keeps feature/night · & keeps both",
    ]
    assert rows_of(drawn(CRITERIA, 78, options=ViewOptions(beside=False))) == narrow
    assert rows_of(drawn(CRITERIA, 40))[3:6] == narrow[2:5]


def test_words_that_differ_are_marked() -> None:
    layout = drawn(CRITERIA, 70)
    for words in ("noon", "night", "[x]", "- [ ] Boats wait"):
        assert "info" in styles_of(layout, words), words
    assert "info" not in styles_of(layout, "Boats leave")


def test_what_stood_there_before_is_shown_where_git_tells() -> None:
    source = CRITERIA.replace("=======", "||||||| 1f3a\n- [ ] Boats leave\n=======")
    assert rows_of(drawn(source, 70))[4:6] == ["before both", "▏ - [ ] Boats leave"]


def test_one_between_rows_stands_between_them() -> None:
    layout = drawn(GAPS, 60)
    kinds = [
        (element.kind, element.line) for element in layout.elements if element.kind in {"row", "conflict"}
    ]
    assert kinds == [("row", 12), ("conflict", 13), ("row", 17)]
    assert "no lines" in picture(layout)


def test_keys_are_named_as_they_are_and_none_where_nothing_can_be_written() -> None:
    keys = KeyHints(ours="alt+o", theirs="", both="alt+b")
    assert (
        rows_of(drawn(CRITERIA, 70, options=ViewOptions(keys=keys)))[-1]
        == "alt+o keeps HEAD · alt+b keeps both"
    )
    none = ViewOptions(keys=KeyHints("", "", "", "", "", ""))
    assert rows_of(drawn(CRITERIA, 70, options=none))[-1].startswith("- [ ] Boats wait")


def test_one_outside_all_sections_stands_in_the_head() -> None:
    head = "---\na: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> x\nf: g\n---\n# Production Spec: X\n\n<<<<<<< HEAD\n**Tier:** 2\n=======\n>>>>>>> x\n\n"
    layout = drawn(CRITERIA, 60, section=None, head=head)
    assert [element.line for element in layout.elements if element.kind == "conflict"] == [3, 12]
    drawn_rows = picture(layout)
    assert (
        "a               b\n  f               g\n" in drawn_rows
    )  # the conflict's lines are not drawn a second time
    assert "Tier  " not in drawn_rows  # and what may stand in one is not called missing


def test_a_long_conflict_is_drawn_in_linear_time() -> None:
    lines = "\n".join(f"- [ ] line {n} with words of its own" for n in range(3000))
    source = f"## 3. Acceptance Criteria\n\n<<<<<<< HEAD\n{lines}\n=======\n{lines.replace('own', 'its')}\n>>>>>>> x\n"
    assert len(rows_of(drawn(source, 100))) == 3003
