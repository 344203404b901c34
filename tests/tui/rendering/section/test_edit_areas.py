"""Every area is a rectangle with exactly the text of its cell, value or item in it."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.markdown.blocks import ListItem, TableRow
from specui.specs.items.entries import entry_of
from specui.specs.items.gaps import Gap
from specui.specs.items.questions import Question
from specui.specs.tasks import Task
from specui.specs.template import label_of
from specui.tui.rendering.section import GUTTER, MIN_WIDTH, Element, Layout
from specui.tui.rendering.section.lists import STATES
from specui.tui.rendering.section.text_flow import one_line
from tests.tui.rendering.section.drawing import HEAD, drawn, inside
from tests.tui.rendering.section.test_properties import DOCUMENTS, layouts

WIDTHS = st.sampled_from([MIN_WIDTH, 40, 56, 76, 100, 160])


def areas(layout: Layout, kind: str) -> list[list[list[str]]]:
    return [[inside(layout, s, area) for area in s.areas] for s in layout.elements if s.kind == kind]


TABLE = """\
## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|-----|----------|-------|
| No **second** gauge | Critical | When the only gauge fails the office sees the last reading for a day or two |
| 漢字 ⚠️ | | a \\| b |
| Short |
| Long | 🟢 Low | here | and more |
a note under it
"""


def test_cells_of_columns() -> None:
    assert areas(drawn(TABLE, 80), "row") == [
        [["No second gauge", ""], ["🔴 Critical", ""], ["When the only gauge fails the office sees the", "last reading for a day or two"]],
        [["漢字 ⚠"], ["–"], ["a | b"]],
        [["Short"], [""], [""]],
        [["Long"], ["🟢 Low"], ["here"]],
        [["a note under it"]],
    ]  # fmt: skip


def test_cells_of_records() -> None:
    assert areas(drawn(TABLE, 44), "row") == [
        [["No second gauge"], ["🔴 Critical"], ["When the only gauge fails the", "office sees the last reading for", "a day or two"]],
        [["漢字 ⚠"], ["–"], ["a | b"]],
        [["Short"], ["–"], ["–"]],
        [["Long"], ["🟢 Low"], ["here"]],
        [["a note under it"]],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "source, kind, columns, expected",
    [
        ("- [ ] a box\n  over two lines\n", "task", 60, [[["a box over two lines"]]]),
        ("- outer\n  - inner words that go on and on\n", "item", 24, [[["outer"]], [["inner words that", "go on and on"]]]),
        ("words\nof prose\n", "paragraph", 60, [[["words of prose"]]]),
        ("**Long label of more than twenty-two:** value\n", "field", 60, [[["value"]]]),
        ("**Long label of more than twenty-two cells:**\n**B:** b\n", "field", 60, [[["–"]], [["b"]]]),
    ],
)  # fmt: skip
def test_texts(source: str, kind: str, columns: int, expected: object) -> None:
    assert areas(drawn(f"## 9. Else\n\n{source}", columns), kind) == expected


def test_what_stands_behind_a_label_is_the_area() -> None:
    layout = drawn("## 7. Degraded Mode\n\n- **If it is down:** wait\n- **Data loss risk:**\n", 60)
    assert areas(layout, "item") == [[["wait"]], [["–"]]]


@pytest.mark.parametrize("columns", [30, 80])
def test_of_a_decision_the_words_are_the_area(columns: int) -> None:
    source = "## 8. Open Questions\n\n1. Who pays?\n   - **Answered 2026-03-02 (Ilse):** the pilots\n"
    assert areas(drawn(source, columns), "entry") == [[["the pilots"]]]


def test_fields_are_their_values() -> None:
    found = areas(drawn("", 60, section=None), "field")
    assert found == [[["2026-03-01"]], [["🟡 Draft"]], [["Ilse (gauges)"]], [["2"]]]
    assert HEAD.count("**") == 8


def sources_of(layout: Layout, element: Element) -> list[str]:
    """Return the Markdown that the areas of an item, a row or a decision must show; () where it is not so plain."""
    document, target = layout.document, element.target
    row = target.record.row if isinstance(target, Gap) and target.record is not None else target
    if isinstance(row, TableRow):
        return [document.cell(cell) for cell in row.cells] if "|" in row.written else [row.written]
    item = target.item if isinstance(target, Task | Question) else target
    if not isinstance(item, ListItem):
        return []
    found = entry_of(document, item) if element.kind == "entry" else None
    if found is None and element.kind == "item" and label_of(document, item):
        return []
    return [document.slice(found[1] if found else item.text_start, item.text_end)]


def words(text: str) -> str:
    return "".join(text.split())


@given(DOCUMENTS, WIDTHS)
def test_a_area_holds_exactly_its_text(text: str, columns: int) -> None:
    states = {words(f"{sign}{word}") for sign, word, _ in STATES.values()}
    for layout in layouts(text, columns):
        for element in layout.elements:
            for area, source in zip(element.areas, sources_of(layout, element), strict=False):
                shown = words("".join(inside(layout, element, area)))
                wanted = words(one_line(source))
                allowed = {wanted or "–", wanted}
                if element.kind == "row":
                    allowed |= {f"{sign}{wanted}" for sign in "🔴🟡🟢"}  # a choice without its sign
                if element.kind == "question":
                    first, *rest = map(words, inside(layout, element, area))
                    first = next((first.removesuffix(s) for s in states if first.endswith(s)), first)
                    shown = "".join([first, *rest])
                assert shown in allowed


@given(DOCUMENTS, WIDTHS)
def test_areas_are_apart_and_within_their_element(text: str, columns: int) -> None:
    for layout in layouts(text, columns):
        for element in layout.elements:
            taken: set[tuple[int, int]] = set()
            for area in element.areas:
                assert area.height >= 1
                assert area.width >= 1
                assert area.y + area.height <= element.height
                assert area.x + area.width <= columns - GUTTER
                cells = {
                    (x, y)
                    for x in range(area.x, area.x + area.width)
                    for y in range(area.y, area.y + area.height)
                }
                assert not cells & taken
                taken |= cells
