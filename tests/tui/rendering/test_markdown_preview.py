"""The preview's lines: what a viewer shows of each block, at any width, of any text."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.markdown.scanner import scan
from specui.tui.rendering import markdown_preview as rendered
from specui.tui.rendering.markdown_preview import render
from specui.tui.rendering.section.canvas import cells
from tests.markdown.strategies import documents
from tests.tui.rendering.section.test_properties import DOCUMENTS


def shown(text: str, width: int = 60) -> list[str]:
    return ["".join(part for part, _ in line).rstrip() for line in render(scan(text), width).lines]


@pytest.mark.parametrize(
    "text, lines",
    [
        ("# Pier\n\nTwo\nlines.\n", ["Pier", "━━━━", "", "Two lines."]),
        ("**Tier:** 1\n**Owner:** Ada\n", ["Tier: 1", "Owner: Ada"]),
        ("- one\n- two\n  - three\n", ["• one", "• two", "  ◦ three"]),
        ("9. one\n10. two\n", [" 9. one", "10. two"]),
        ("- [ ] open\n- [x] done\n", ["☐ open", "☑ done"]),
        ("- one\n\n- two\n\n  more\n", ["• one", "", "• two", "", "  more"]),
        ("> said\n> so\n", ["▎ said so"]),
        ("```py\nx = 1\n```\n", ["▏ py", "▏ x = 1"]),
        (
            "above <!-- not here -->\n\n<!-- nor\nhere -->\n\nbelow\n",
            ["above <!-- not here -->", "", "below"],
        ),
        ("| A | B |\n|---|---|\n| 1 |\n", ["A  B", "────", "1", "▲ 1 of 2 cells"]),
        ("above\n\n    code\n", ["above", "", "▏ code"]),
        ("---\nowner: ada\n---\n\n# T\n", ["owner: ada", "", "T", "━"]),
        ("", []),
    ],
)
def test_each_block_is_drawn_as_what_it_is(text: str, lines: list[str]) -> None:
    assert shown(text) == lines


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_other_newlines_are_newlines(newline: str) -> None:
    text = "# Pier\n\n- one\n- two\n\n```\na\nb\n```\n"
    assert shown(text.replace("\n", newline)) == shown(text)


def test_markup_and_escape_sequences_are_text() -> None:
    (line,) = shown("[@click=app.quit]here[/] \x1b[31mred\n")
    assert "[@click=app.quit]here[/]" in line
    assert "\x1b" not in line


def test_a_heading_is_found_by_what_stands_under_it() -> None:
    text = "# T\n\n## A\n\none\n\n## B\n\ntwo\n"
    found = render(scan(text), 40)
    lines = shown(text, 40)
    assert lines[found.line_of(text.index("one"))] == "A"
    assert lines[found.line_of(text.index("two"))] == "B"
    assert found.line_of(0) == 0


def test_what_is_too_long_for_the_parser_is_shown_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendered, "MAX_CHARACTERS", 20)
    assert shown("# T\n\n- *one*\n- two and three\n") == ["T", "━", "", "- *one*", "- two and three"]


@given(documents | st.text() | DOCUMENTS, st.integers(1, 120))
def test_no_line_is_wider_than_the_room(text: str, width: int) -> None:
    found = render(scan(text), width)
    assert all(cells(line) <= max(width, 40) for line in found.lines)
    assert list(found.headings) == sorted(found.headings)
    assert all(number < max(1, len(found.lines)) for _, number in found.headings)


def test_a_conflict_is_no_markdown() -> None:
    source = "- [ ] a\n<<<<<<< HEAD\n- [x] b\n=======\n- [ ] c\n>>>>>>> other\n- [ ] d\n"
    drawn = shown(source)
    assert drawn == [
        "☐ a",
        "",
        "Merge conflict, lines 2–6: neither side is read",
        "HEAD                         │ other",
        "- [x] b                      │ - [ ] c",
        "",
        "☐ d",
    ]
