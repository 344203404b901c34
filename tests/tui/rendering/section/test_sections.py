from __future__ import annotations

import pytest

from specui.rules.diagnostic import Diagnostic, Severity
from specui.specs.spec import FieldValue
from specui.tui.rendering.section import STYLES, lay_out
from tests.tui.rendering.section.drawing import HEAD, drawn, picture, read, styles_of, template

STATE = """\
## 2. Current State

### Shipped ✅
- One
- Two

### Not Implemented ❌

**Later:**

---
"""


def finding(start: int, severity: Severity) -> Diagnostic:
    return Diagnostic("rule", "SP000", severity, "message", start, start + 1, "", "f")


def test_the_head_is_a_form() -> None:
    layout = drawn("", 60, section=None, head=HEAD.replace("**Tier:** 2\n", ""))
    assert picture(layout) == (
        "  Production Spec: Tide Gauge\n"
        "\n"
        "  Last updated    2026-03-01\n"
        "  Spec status     🟡 Draft\n"
        "  Owner agent(s)  Ilse (gauges)\n"
        "  Tier            missing. Press a to add it."
    )
    assert [element.kind for element in layout.elements] == ["title", "field", "field", "field", "missing"]
    assert styles_of(layout, "Draft") == {"warning"}


TITLE = "# Production Spec: Tide Gauge\n\n"


@pytest.mark.parametrize(
    "head, rows",
    [
        (
            f"{TITLE}**Last updated:** 2026-03-01 | **Spec status:** 🟡 Draft\\\n_Tier:_ 2<br>Room: 4\n\n",
            ["Last updated    2026-03-01", "Spec status     🟡 Draft", "Owner agent(s)  missing. Press a to add it.", "Tier            2", "Room            4"],
        ),
        (
            f"{TITLE}- **Last updated:** 2026-03-01\n- Spec status: 🟡 Draft\n- Owner agents: Ilse\n  (gauges)\n- Tier: 2\n\n",
            ["Last updated  2026-03-01", "Spec status   🟡 Draft", "Owner agents  Ilse (gauges)", "Tier          2"],
        ),
        (
            f"{TITLE}> Read this first.\n>\n> **Last updated:** 2026-03-01\n> **Spec status:** 🟡 Draft\n> **Owner agents:** Ilse\n> **Tier:** 2\n\n",
            ["▎ Read this first.", "▎ Last updated  2026-03-01", "▎ Spec status   🟡 Draft", "▎ Owner agents  Ilse", "▎ Tier          2"],
        ),
        (
            f"---\nlast_updated: '2026-03-01' # soon\nspec-status: 🟡 Draft\nnested:\n  tier: 1\nowner agents: [Ilse]\ntier: 2\n---\n{TITLE}",
            ["last_updated  2026-03-01", "spec-status   🟡 Draft", "nested:", "  tier: 1", "owner agents  Ilse", "tier          2"],
        ),
    ],
    ids=["lines", "items", "quote", "front matter"],
)  # fmt: skip
def test_fields_are_drawn_as_fields_in_each_shape(head: str, rows: list[str]) -> None:
    layout = drawn("## 2. Current State\n", 60, section=None, head=head)
    shown = [row[2:] for row in picture(layout).splitlines()]
    at = shown.index(rows[0])
    assert shown[at : at + len(rows)] == rows
    fields = [element.target for element in layout.elements if element.kind == "field"]
    assert all(isinstance(target, FieldValue) for target in fields) and len(fields) >= 3


def test_front_matter_and_remarks_stand_in_the_head_too() -> None:
    layout = drawn("", 60, section=None, head=f"---\nowner: me\n---\n\n<!-- note -->\n\n{HEAD}")
    assert picture(layout).splitlines()[:5] == [
        "  owner: me", "", "  <!-- note -->", "", "  Production Spec: Tide Gauge",
    ]  # fmt: skip


def test_groups_their_counts_and_the_subsection_that_is_missing() -> None:
    assert picture(drawn(STATE, 60)) == (
        "  2. Current State\n"
        "\n"
        "  Shipped ✅  2\n"
        "  • One\n"
        "  • Two\n"
        "\n"
        "  Partially Working: missing. Press a to add it.\n"
        "\n"
        "  Not Implemented ❌\n"
        "\n"
        "  Later\n"
        "  Nothing here yet. Press enter to write it."
    )


def test_what_the_template_says_can_be_left_out() -> None:
    contents = read(HEAD + STATE)
    assert "not in this spec" not in picture(
        lay_out(contents, contents.spec.sections[0], 60, show_guidance=False)
    )


def test_an_empty_section_invites_to_write_it() -> None:
    layout = drawn("## 3. Acceptance Criteria\n\n---\n", 76)
    assert picture(layout) == (
        "  3. Acceptance Criteria\n"
        "\n"
        "  ✎ These must ALL be true for the feature to be considered\n"
        "    production-ready.\n"
        "\n"
        "  Functional: missing. Press a to add it.\n"
        "  Compliance / Security: missing. Press a to add it.\n"
        "  Performance: missing. Press a to add it."
    )
    assert [element.kind for element in layout.elements] == ["title", "missing", "missing", "missing"]


def test_guidance_that_stands_in_the_file_is_shown_once() -> None:
    contents = read(template().text)
    sections = contents.spec.sections
    assert picture(lay_out(contents, sections[0], 90)).count("✎") == 1
    state = lay_out(contents, sections[1], 90)
    assert picture(state).count("✎") == 1
    assert styles_of(state, "[What works]") == {"placeholder"}
    assert "Nothing here yet" not in picture(state)


def test_a_file_of_no_template_is_drawn_by_its_own_headings() -> None:
    layout = drawn("", 60, section=None, head="just words\n\n- and an item\n")
    assert picture(layout).splitlines()[:3] == ["  just words", "", "  • and an item"]


def test_an_empty_file_has_an_element() -> None:
    layout = drawn("", 60, section=None, head="")
    assert [element.kind for element in layout.elements] == ["missing"] * 4


def test_findings_are_marked_where_their_element_begins() -> None:
    source = (
        HEAD
        + "## 2. Current State\n\n### Shipped\n- one\n- two\n\n### Partially Working\n- three\n\n## 7. X\n\nother\n"
    )
    contents = read(source)
    findings = [
        finding(source.index("two"), Severity.INFO),
        finding(source.index("two"), Severity.ERROR),
        finding(source.index("three"), Severity.WARNING),
        finding(source.index("Shipped"), Severity.INFO),
        finding(source.index("other"), Severity.ERROR),
        finding(source.index("Tide"), Severity.ERROR),
    ]
    layout = lay_out(contents, contents.spec.sections[0], 60, diagnostics=findings, show_guidance=False)
    marked = [line for line in picture(layout).splitlines() if line[0:1] not in {" ", ""}]
    assert marked == ["• Shipped  2", "✖ • two", "▲ • three"]
    cleared = layout.marked([])
    assert [row.mark for row in cleared.rows if row.mark] == []


@pytest.mark.parametrize("place", ["### Shipped", "- Two", "### Not Implemented", "**Later:**", "---\n"])
def test_a_line_finds_its_element(place: str) -> None:
    layout = drawn(STATE, 60)
    offset = layout.document.text.index(place, len(HEAD))
    element = layout.element_at(offset)
    assert element.start <= offset
    if place != "---\n":
        assert element.start == offset


def test_offsets_beyond_the_section_find_the_nearest_element() -> None:
    layout = drawn(STATE, 60)
    assert layout.element_at(-1) == layout.element_at(0) == layout.elements[0]
    last = layout.element_at(len(layout.document.text))
    assert last == layout.elements[-1]
    assert last.kind != "missing"


def test_the_same_element_is_found_by_its_text_after_a_change_above() -> None:
    before = drawn("## 3. Acceptance Criteria\n\n- [ ] a\n- [ ] b\n- [ ] b\n", 60)
    second_b = before.elements[3]
    after = drawn("## 3. Acceptance Criteria\n\nNew words.\n\n- [x] a\n- [x] b\n- [x] b\n", 60)
    assert after.same_element(second_b).address == "acceptance-criteria/3"
    assert after.same_element(before.elements[1]).text == "a"


def test_the_same_element_is_found_by_its_address_then_by_its_place_when_its_text_changed() -> None:
    before = drawn("## 3. Acceptance Criteria\n\n- [ ] a\n- [ ] b\n- c\n", 60)
    after = drawn("## 3. Acceptance Criteria\n\n- [ ] a\n- [ ] new\n- other\n", 60)
    assert after.same_element(before.elements[2]).text == "new"
    assert after.same_element(before.elements[3]).text == "other"


def test_every_style_is_declared() -> None:
    contents = read(template().text)
    named = {
        name
        for section in (None, *contents.spec.sections)
        for row in lay_out(contents, section, 70).rows
        for _, style in row.segments
        for name in style.split()
    }
    assert named <= set(STYLES)
