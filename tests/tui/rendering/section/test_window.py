"""Of a very large section a window is drawn; windows side by side are the section, and none is large."""

from __future__ import annotations

import pytest

from specui.specs.contents import Contents
from specui.specs.spec import Section
from specui.tui.rendering.section import Layout, lay_out
from specui.tui.rendering.section.model import TITLES
from specui.tui.rendering.section.text_flow import LONGEST, cut
from specui.tui.rendering.section.window import BLOCKS, CELLS
from tests.support.hostile import KINDS, hostile
from tests.tui.rendering.section.drawing import drawn, picture, read

KINDS_OF_ITEMS = {
    "criteria": 3, "gaps": 4, "fields": 0, "equal headings": 3, "equal groups": 3, "groups": 3, "nested": 3,
    "tables": 4, "labels": 3, "table groups": 3, "numbers": 8, "answers": 8, "paragraphs": 1, "quotes": 1,
    "fences": 1, "closed comments": 1, "loose criteria": 3,
}  # fmt: skip
"""Kinds, and the number of the section that they make large; 0 is the head."""


def large(kind: str, size: int = 30_000) -> tuple[Contents, Section | None]:
    size *= 3 if kind == "nested" else 2 if kind in {"gaps", "fields", "answers"} else 1
    contents = read(hostile(kind, size))
    number = KINDS_OF_ITEMS[kind]
    if not number:
        return contents, None
    return contents, next(s for s in contents.spec.sections if s.number == number)


def windows(contents: Contents, section: Section | None) -> list[Layout]:
    """Return the windows from the top down, each beginning where the one before ends."""
    layout = lay_out(contents, section, 80, around=-1)
    found = [layout]
    while layout.shown is not None and layout.shown.below:
        layout = lay_out(contents, section, 80, around=layout.shown.end)
        found.append(layout)
        assert len(found) < 500
    return found


@pytest.mark.parametrize("kind", KINDS_OF_ITEMS)
def test_windows_side_by_side_show_what_the_whole_would(kind: str) -> None:
    contents, section = large(kind)
    whole = {(s.kind, s.start, s.text, s.address) for s in lay_out(contents, section, 80).elements}
    shown = windows(contents, section)
    assert len(shown) > 1
    assert max(len(layout.elements) for layout in shown) < 2 * BLOCKS
    found = {(s.kind, s.start, s.text, s.address) for layout in shown for s in layout.elements}
    assert {element for element in found ^ whole if element[0] not in {"table", "rule"}} == set()


@pytest.mark.parametrize("kind", ["criteria", "gaps", "fields", "equal groups", "nested"])
def test_each_place_is_shown_in_the_window_around_it(kind: str) -> None:
    contents, section = large(kind)
    elements = [s for s in lay_out(contents, section, 80).elements if s.kind not in TITLES | {"missing"}]
    for element in elements[:: max(1, len(elements) // 40)]:
        layout = lay_out(contents, section, 80, around=element.start)
        assert layout.reaches(element.start)
        assert layout.element_at(element.start).start == element.start


def test_lines_that_are_not_drawn_are_counted() -> None:
    contents, section = large("criteria")
    assert section is not None
    total = section.end_line - section.line
    layout = lay_out(contents, section, 80, around=section.start + 20_000)
    shown = layout.shown
    assert shown is not None
    text = picture(layout).splitlines()
    assert text[0].strip() == f"⋯ {shown.above:,} more lines above"
    assert text[-1].strip() == f"⋯ {shown.below:,} more lines below"
    drawn_lines = sum(element.kind == "task" for element in layout.elements)
    assert shown.above + drawn_lines + shown.below == pytest.approx(total, abs=3)


def test_a_section_of_usual_size_is_drawn_whole_wherever_one_stands() -> None:
    source = "## 3. Acceptance Criteria\n\n### Functional\n" + "- [ ] one\n" * 400
    contents = read(source)
    section = contents.spec.sections[0]
    whole = lay_out(contents, section, 80)
    assert whole.shown is None
    around = lay_out(contents, section, 80, around=2_000)
    assert around.shown is None
    assert picture(around) == picture(whole)


def test_all_that_is_done_may_be_hidden() -> None:
    from specui.tui.rendering.section.view_options import ViewOptions

    contents = read(hostile("criteria", 60_000).replace("[ ]", "[x]"))
    section = next(s for s in contents.spec.sections if s.number == 3)
    layout = lay_out(
        contents, section, 80, options=ViewOptions(hide_done=True), around=section.start + 20_000
    )
    assert layout.elements


@pytest.mark.parametrize("kind", [*KINDS, "code"])
def test_no_kind_draws_more_than_some_thousand_rows(kind: str) -> None:
    contents = read(hostile(kind, 60_000))
    sections = contents.spec.sections
    for section in (None, *sections[:3], *sections[-2:]):
        start = section.start if section is not None else 0
        layout = lay_out(contents, section, 80, around=start + 10)
        assert len(layout.rows) < 6_000


def test_a_text_of_a_megabyte_is_cut_and_says_so() -> None:
    short = "word " * 100
    assert cut(short) == short
    long = "word " * 200_000
    assert cut(long).endswith(f" ⋯ and {len(long) - LONGEST:,} more characters")
    layout = drawn(f"## 1. Feature Overview\n\n{long}\n", 80)
    assert "⋯ and 979,999 more" in picture(layout)


def test_a_row_of_a_thousand_cells_is_drawn_to_some() -> None:
    contents = read(hostile("columns", 200_000))
    section = next(s for s in contents.spec.sections if s.number == 4)
    layout = lay_out(contents, section, 80, around=section.start)
    assert {len(element.areas) for element in layout.elements if element.kind == "row"} == {CELLS}
