"""Paragraphs with something before them, at widths with much and with little room."""

from __future__ import annotations

from specui.tui.rendering.paint import Cell
from specui.tui.rendering.paragraphs import Para, with_code, wrap

TEXT = "Moves an item of the state on to the next group."


def drawn(para: Para, columns: int) -> list[str]:
    return ["".join(cell.text for cell in line).rstrip() for line, _ in wrap([para], columns)]


def key(text: str) -> Para:
    return Para(TEXT, "", (Cell(f"  {text:<28}  "),))


def test_with_room_the_text_stands_in_its_column() -> None:
    assert drawn(key("enter"), 120) == [f"  enter{' ' * 25}{TEXT}"]


def test_what_stands_before_leaves_the_text_two_thirds() -> None:
    first, *others = drawn(key("enter"), 48)
    assert first.startswith("  enter         Moves an item")
    assert others and all(line.startswith(" " * 16) and line[16] != " " for line in others)
    assert " ".join(line[16:] for line in (first, *others)) == TEXT


def test_what_is_too_long_to_stand_before_it_has_a_line_of_its_own() -> None:
    first, *others = drawn(key("ctrl+j  alt+enter"), 48)
    assert first == "  ctrl+j  alt+enter"
    assert " ".join(line[16:] for line in others) == TEXT


def test_a_legend_without_a_text_stays_as_it_is() -> None:
    legend = Para("", "", (Cell("- on disk now"), Cell("    "), Cell("+ yours")))
    assert drawn(legend, 30) == ["- on disk now    + yours"]


def test_code_has_a_look_of_its_own_on_each_line_and_no_backticks() -> None:
    lines = wrap([with_code("Write `- [ ] text` or ``a`b``, not `x", "code")], 16)
    assert ["".join(cell.text for cell in line) for line, _ in lines] == [
        "Write - [ ] text",
        "or a`b, not `x",
    ]
    assert [[cell.text for cell in line if cell.look == "code"] for line, _ in lines] == [
        ["- [ ] text"],
        ["a`b"],
    ]
    broken = wrap([with_code("Write `- [ ] text`", "code")], 10)
    assert [[cell.text for cell in line if cell.look == "code"] for line, _ in broken] == [
        ["- ["],
        ["] text"],
    ]
