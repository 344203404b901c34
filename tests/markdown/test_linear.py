"""The work grows in proportion to the text; counts calls, to not depend on a clock."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from specui.markdown.damage import find_damage
from specui.markdown.scanner import MAX_DEPTH, scan

_NESTED = "\n".join("  " * depth + "- a" for depth in range(MAX_DEPTH))


def repeat(unit: str, head: str = "", tail: str = "") -> Callable[[int], str]:
    return lambda size: head + unit * (size // len(unit)) + tail


HOSTILE: dict[str, Callable[[int], str]] = {
    "quote marks": repeat(">"),
    "quote marks on lines": repeat(">\n"),
    "quoted items": repeat("> - a\n"),
    "bullets in a line": repeat("- ", tail="x"),
    "rule": repeat("* "),
    "half a rule": lambda size: "- " * (size // 4) + "x" + " -" * (size // 4),
    "brackets": repeat("[\n"),
    "backticks": repeat("`\n"),
    "unclosed fences": repeat("````\n```x\n"),
    "pipes": repeat("|"),
    "paragraph of pipes": repeat("a|b\n"),
    "delimiter rows": repeat("|-\n"),
    "table": repeat("a|b\n", head="a|b\n-|-\n"),
    "escaped pipes": repeat("\\|", head="a|b\n-|-\n"),
    "wide table": lambda size: "|a" * (size // 4) + "\n" + "|-" * (size // 4),
    "comments": repeat("<!--\n"),
    "attributes": repeat(' b="', head="<a"),
    "tags": repeat("<a b\n\n"),
    "stairs": lambda size: "\n".join("  " * depth + "- a" for depth in range(int(size**0.5))),
    "blank lines after deep nesting": repeat("\n", head=_NESTED),
    "lazy lines after deep nesting": repeat("a\n", head=_NESTED + "\n"),
    "lines after deep nesting": repeat("\na\n", head=_NESTED),
    "quote marks before deep items": repeat(">\n", head=">" + "- " * MAX_DEPTH + "a\n"),
    "empty items": repeat("-\n"),
    "digits": repeat("1"),
    "underlined": repeat("a\n=\n"),
    "underlined definitions": repeat("[a]: b\n=\n"),
    "definitions": repeat("[a]: b\n", tail="==="),
    "front matter without end": repeat("a: b\n", head="---\n"),
    "bold": repeat("**a\n"),
    "carriage returns": repeat("\r"),
}


def calls(work: Callable[[str], object], text: str) -> int:
    """Return the number of calls of Python and C functions."""
    count = 0

    def note(frame: object, kind: str, argument: object) -> None:
        nonlocal count
        count += kind in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", HOSTILE)
def test_scanning_is_linear(name: str) -> None:
    make = HOSTILE[name]
    scan(make(400))  # compile patterns before counting
    few, some, many = (calls(scan, make(size)) for size in (4_000, 8_000, 16_000))
    print(f"{name}: {few}, {some}, {many} calls")
    assert many - some <= 2.2 * (some - few) + 100


@pytest.mark.parametrize("unit", ["âŒ ", "Ã©", "âœ…âŒ\n", "â€", "âš ï¸ "])
def test_finding_damage_is_linear(unit: str) -> None:
    known = ["⚠️", "❌"]
    ratios = [calls(lambda text: find_damage(text, known), unit * count) for count in (100, 400, 1600)]
    print(ratios)
    assert ratios[2] / ratios[1] < 4.6
