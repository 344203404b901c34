"""For any document: rows fit, nothing but drawable characters, every line of the source has its element."""

from __future__ import annotations

import unicodedata

from hypothesis import given, strategies as st

from specui.tui.rendering.safe_text import safe, width
from specui.tui.rendering.section import GUTTER, MIN_WIDTH, STYLES, Layout, lay_out
from tests.tui.rendering.section.drawing import read

HEADINGS = (
    "# Production Spec: X", "## 1. Feature Overview", "## 2. Current State", "### Shipped ✅", "## 3. Acceptance Criteria",
    "### Functional", "## 4. Known Gaps / Tech Debt", "## 5. Test Coverage", "## 7. Degraded Mode", "## 8. Open Questions",
    "#### deep", "**Label:**", "**Tier:** 2", "Setext\n---",
)  # fmt: skip
BLOCKS = (
    "- item", "  - nested", "* [x] done", "- [ ] open", "    - [ ] deep", "1. Question, or not?", "10. ten",
    "   - **Answered 2026-01-01 (me):** yes", "- **If X is down:** wait", "| Gap | Severity | Notes |", "|---|:-:|--:|",
    "| a | 🔴 Critical | b |", "| 漢字 | Low |", "| a | b | c | d |", "| None | — | – |", "|", "```ts", "```", "~~~", "> quote", ">> - deep",
    "<!-- note -->", "<!-- open", "<div>", "---", "***", "    code", "_What is shipped and working as of this spec's date._",
    "- [What works]", "[ref]: http://a", "<br>", "\\", "",
    "a long line of words with `code`, **bold**, [a link](http://example.com) and a/very/long/path/to/somewhere/else.ts:10-20",
)  # fmt: skip
NOISE = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from("\x1b\x9b\u202e\u2028\x85\x0c\ufe0f\u200d\t⚠🟡`*[]|"),
    max_size=30,
)
MARKERS = ("<<<<<<< HEAD", "<<<<<<<", "||||||| base", "=======", ">>>>>>> feature/x", ">>>>>>>")
LINES = st.lists(
    st.sampled_from(HEADINGS) | st.sampled_from(BLOCKS) | st.sampled_from(MARKERS) | NOISE, max_size=25
)
SIDE = st.lists(st.sampled_from(HEADINGS) | st.sampled_from(BLOCKS) | NOISE, max_size=6)
CONFLICTS = st.builds(
    lambda ours, base, theirs: [MARKERS[0], *ours, *base, MARKERS[3], *theirs, MARKERS[4]],
    SIDE,
    st.just([]) | SIDE.map(lambda lines: [MARKERS[2], *lines]),
    SIDE,
)
PARTS = st.lists(LINES | CONFLICTS, max_size=5).map(lambda parts: [line for part in parts for line in part])
DOCUMENTS = st.builds(
    lambda lines, newline: newline.join(lines), LINES | PARTS, st.sampled_from(["\n", "\r\n", "\r"])
)


def layouts(text: str, columns: int) -> list[Layout]:
    contents = read(text)
    return [lay_out(contents, section, columns) for section in (None, *contents.spec.sections)]


@given(DOCUMENTS, st.sampled_from([MIN_WIDTH, 40, 56, 76, 100, 160]))
def test_rows_fit_and_hold_nothing_that_a_terminal_obeys(text: str, columns: int) -> None:
    for layout in layouts(text, columns):
        for row in layout.rows:
            assert width(row.text) <= columns - GUTTER
            assert row.text == safe(row.text)
            assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in row.text)
            assert all(name in STYLES for _, style in row.segments for name in style.split())


@given(DOCUMENTS, st.sampled_from([40, 76]))
def test_every_line_of_the_source_has_its_element(text: str, columns: int) -> None:
    for layout in layouts(text, columns):
        lines = layout.document.lines
        for number in range(1, len(lines) + 1):
            start, end = lines.line_range(number)
            line = layout.document.text[start:end]
            if not layout.start <= start < layout.end or not line.strip():
                continue
            element = layout.element_at(start + len(line) - len(line.lstrip()))
            after = layout.elements[element.number + 1] if element.number + 1 < len(layout.elements) else None
            assert element.line <= number or element.number == 0
            assert after is None or after.line > number or after.start > start


@given(DOCUMENTS)
def test_elements_and_rows_belong_together(text: str) -> None:
    for layout in layouts(text, 60):
        assert layout.elements
        starts = [element.start for element in layout.elements]
        assert starts == sorted(starts)
        for number, element in enumerate(layout.elements):
            assert element.number == number
            assert 0 <= element.first <= element.last < len(layout.rows)
            assert element.start <= element.end <= len(text)
            assert all(layout.rows[row].element == number for row in range(element.first, element.last + 1))
            assert layout.element_at_row(element.first) == element
        rows_of_elements = sum(element.height for element in layout.elements)
        assert rows_of_elements == sum(row.element >= 0 for row in layout.rows)


@given(DOCUMENTS)
def test_an_element_is_found_again_in_the_same_document(text: str) -> None:
    for narrow, wide in zip(layouts(text, 50), layouts(text, 120), strict=True):
        if [(s.kind, s.start) for s in narrow.elements] != [(s.kind, s.start) for s in wide.elements]:
            continue  # a table became records
        for element in narrow.elements:
            assert wide.same_element(element).text == element.text
