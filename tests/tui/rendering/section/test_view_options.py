"""What a view hides and sorts, and what the file lacks; the file is the same."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.specs.schema import FieldSchema, GroupSchema, SectionSchema
from specui.tui.rendering.section import lay_out
from specui.tui.rendering.section.view_options import KeyHints, SortOrder, ViewOptions, next_order
from tests.tui.rendering.section.drawing import HEAD, drawn, picture, read, template
from tests.tui.rendering.section.test_properties import DOCUMENTS

DONE = """\
## 3. Acceptance Criteria

### Functional
- [x] done
  more of it
  - [x] done below
- [x] done, but
  - [ ] open below
- [ ] open
  - [x] ticked below an open one
- [x] last
  - a note

### Performance
- [x] fast
"""


def test_what_is_done_is_hidden_and_counted() -> None:
    layout = drawn(DONE, 60, options=ViewOptions(hide_done=True))
    assert picture(layout).splitlines()[2:] == [
        "  Functional  5/7  ━━━━━━━───",
        "  ☑ done, but",
        "    ☐ open below",
        "  ☐ open",
        "  3 completed hidden. Press H to show them.",
        "",
        "  Compliance / Security: missing. Press a to add it.",
        "",
        "  Performance  1/1 ✓",
        "  1 completed hidden. Press H to show them.",
    ]
    text = layout.document.text
    assert layout.is_hidden(text.index("done below"))
    assert not layout.is_hidden(text.index("open below"))


def test_a_key_that_there_is_not_is_not_named() -> None:
    keys = KeyHints(add="", edit="", hide="")
    shown = picture(drawn(DONE, 60, options=ViewOptions(hide_done=True, keys=keys)))
    assert "3 completed hidden\n" in shown
    assert "Compliance / Security: missing\n" in shown


TABLE = """\
## 4. Known Gaps / Tech Debt

| Gap | Severity | Cases | Since |
|-----|----------|------:|-------|
| b | Low | 10 | 2026-02-01 |
| a | 🔴 Critical | 9 cases | 2025-12-31 (audit) |
| e | Dreadful | | |
| c | 🟡 High | 1,204 | 2026-01-15 |
| d | 🔴 Critical | 2.5 |
what stands under it
"""


@pytest.mark.parametrize(
    "order, expected",
    [
        (None, "b a e c d"),
        (SortOrder(0), "a b c d e"),
        (SortOrder(0, True), "e d c b a"),
        (SortOrder(1), "a d c b e"),
        (SortOrder(1, True), "e b c a d"),
        (SortOrder(2), "d a b c e"),
        (SortOrder(2, True), "c b a d e"),
        (SortOrder(3), "a c b e d"),
        (SortOrder(3, True), "b c a e d"),
    ],
)
@pytest.mark.parametrize("columns", [80, 30])
def test_rows_in_order(order: SortOrder | None, expected: str, columns: int) -> None:
    layout = drawn(TABLE, columns, options=ViewOptions(orders={0: order} if order else {}))
    rows = [element for element in layout.elements if element.kind == "row"]
    assert [element.text.split("|")[1].strip() for element in rows[:-1]] == expected.split()
    assert rows[-1].text == "what stands under it"
    arrow = (
        f"{['Gap', 'Severity', 'Cases', 'Since'][order.column]} {'↓' if order.descending else '↑'}"
        if order
        else ""
    )
    assert (arrow in picture(layout)) is True
    assert ("↑" in picture(layout) or "↓" in picture(layout)) is bool(order)


def test_a_sorted_row_is_found_by_its_offset() -> None:
    layout = drawn(TABLE, 80, options=ViewOptions(orders={0: SortOrder(0)}))
    for element in layout.elements:
        assert layout.element_at(element.start) == element


def test_an_order_goes_round() -> None:
    order = next_order(None, 2)
    assert order == SortOrder(2)
    assert next_order(order, 2) == SortOrder(2, True)
    assert next_order(next_order(order, 2), 2) is None
    assert next_order(order, 1) == SortOrder(1)


def test_the_cursor_stays_on_its_row_of_two_that_say_the_same() -> None:
    source = "## 9. Else\n\n| A | B |\n|--|--|\n| x | 1 |\n| a | 1 |\n| x | 1 |\n"
    plain, ordered = drawn(source, 80), drawn(source, 80, options=ViewOptions(orders={0: SortOrder(0)}))
    for element in plain.elements:
        assert ordered.same_element(element).start == element.start


@given(DOCUMENTS, st.booleans(), st.integers(0, 4), st.booleans())
def test_however_it_is_looked_at_each_offset_has_its_element(
    text: str, hide_done: bool, column: int, descending: bool
) -> None:
    contents = read(text)
    options = ViewOptions(hide_done, {n: SortOrder(column, descending) for n in range(3)})
    for section in (None, *contents.spec.sections):
        plain = lay_out(contents, section, 60)
        layout = lay_out(contents, section, 60, options=options)
        shown = sorted((element.kind, element.start) for element in layout.elements)
        hidden = sorted(
            (s.kind, s.start) for s in plain.elements if s.kind != "missing" and layout.is_hidden(s.start)
        )
        assert sorted([*shown, *hidden]) == sorted(
            (element.kind, element.start) for element in plain.elements
        )
        for element in plain.elements:
            if element.kind != "missing" and not layout.is_hidden(element.start):
                assert layout.element_at(element.start).start == element.start


def test_missing_fields_and_groups_are_elements_with_their_schema_in_their_place() -> None:
    head = HEAD.replace("**Spec status:** 🟡 Draft\n", "").replace("**Tier:** 2\n", "")
    layout = drawn("", 60, section=None, head=head)
    assert picture(layout).splitlines()[2:] == [
        "  Last updated    2026-03-01",
        "  Spec status     missing. Press a to add it.",
        "  Owner agent(s)  Ilse (gauges)",
        "  Tier            missing. Press a to add it.",
    ]
    missing = [element for element in layout.elements if element.kind == "missing"]
    assert all(isinstance(element.target, FieldSchema) for element in missing)
    group = drawn(DONE, 60).elements
    assert [s.target.name for s in group if isinstance(s.target, GroupSchema)] == ["Compliance / Security"]


def test_a_missing_section_is_drawn_as_what_it_would_be() -> None:
    contents = read(HEAD + "## 1. Feature Overview\n\nWords.\n\n## 8. Open Questions\n\n1. Who?\n")
    schema = template().sections[3]
    layout = lay_out(contents, schema, 60)
    assert picture(layout).splitlines() == [
        "  4. Known Gaps / Tech Debt",
        "",
        "  Not in this spec yet. Press a to add it.",
        "",
        "  ✎ Honest list of what's missing or fragile. These are",
        "    candidates for future task specs.",
        "  Gap · Severity · Notes",
    ]
    assert layout.elements[1].kind == "missing"
    assert isinstance(layout.elements[1].target, SectionSchema)
    text = contents.spec.document.text
    assert layout.elements[1].start == text.index("## 8.")
    criteria = picture(lay_out(contents, template().sections[2], 60))
    assert "✎ These must ALL be true" in criteria
    assert "Functional" in criteria


def test_an_empty_prose_section_shows_the_template_s_guidance_where_one_types() -> None:
    layout = drawn("## 1. Feature Overview\n", 60)
    (element,) = layout.elements[1:]
    assert element.kind == "empty"
    shown = picture(layout).splitlines()[2:]
    assert shown[0].startswith("  ✎ What does this feature do?")
    assert shown[-1] == "  Nothing here yet. Press enter to write it."
    assert element.height == len(shown)
    assert element.areas[0].height == len(shown) - 1


def test_an_empty_list_says_how_to_begin_it() -> None:
    assert (
        picture(drawn("## 8. Open Questions\n", 60)).splitlines()[-1]
        == "  Nothing here yet. Press a to add the first."
    )
