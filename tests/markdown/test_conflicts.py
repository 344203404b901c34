"""The scanner finds conflicts, and reads the text around one as if it did not exist."""

from __future__ import annotations

import pytest

from specui.markdown.conflicts import find_sides
from specui.markdown.scanner import scan

CONFLICT = "<<<<<<< HEAD\n- [ ] ours\n=======\n- [ ] theirs\n>>>>>>> other\n"


def kinds(text: str) -> list[tuple[str, int]]:
    return [(type(block).__name__, block.line) for block in scan(text).blocks]


@pytest.mark.parametrize(
    "text, expected",
    [
        # A block that continues after the markers stays one block, and the conflict comes after it.
        (f"<!--\n{CONFLICT}- [ ] out\n-->\n- [ ] in\n", [("HtmlBlock", 1), ("Conflict", 2), ("ListItem", 9)]),
        (f"---\ntitle: a\n{CONFLICT}b: c\n---\n# H\n", [("FrontMatter", 1), ("Conflict", 3), ("Heading", 10)]),
        (f"---\n{CONFLICT}b: c\n---\n# H\n", [("FrontMatter", 1), ("Conflict", 2), ("Heading", 9)]),
        (f"| a |\n|---|\n{CONFLICT}| b |\n", [("Table", 1), ("Conflict", 3)]),
        # A side that closes a comment ends it.
        (f"<!--\n{CONFLICT.replace('ours', '-->')}- in\n", [("HtmlBlock", 1), ("Conflict", 2), ("ListItem", 7)]),
        (f"<div>\n{CONFLICT}- in\n", [("HtmlBlock", 1), ("Conflict", 2), ("ListItem", 7)]),
        # A fence contains the markers; a fence in an item ends before them.
        (f"```\n{CONFLICT}```\n", [("Fence", 1)]),
        (f"- i\n  ```\n{CONFLICT}- j\n", [("ListItem", 1), ("Fence", 2), ("Conflict", 3), ("ListItem", 8)]),
        (f"> ```\n{CONFLICT}- j\n", [("Quote", 1), ("Conflict", 2), ("ListItem", 7)]),
    ],
)  # fmt: skip
def test_blocks_around_a_conflict(text: str, expected: list[tuple[str, int]]) -> None:
    assert kinds(text) == expected


def test_the_lines_of_each_side() -> None:
    text = "<<<<<<< a\n1\n2\n||||||| b\n3\n=======\n>>>>>>> c\n"
    assert find_sides(scan(text).conflicts[0]) == ((2, 3), (5, 5), (7, 6))
    assert find_sides(scan(CONFLICT).conflicts[0]) == ((2, 2), (3, 2), (4, 4))
