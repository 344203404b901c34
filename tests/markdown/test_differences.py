"""The intended differences between scanner and judge, each with a test; the comparison covers everything else."""

from __future__ import annotations

import pytest

from specui.markdown.scanner import MAX_DEPTH, scan
from tests.markdown.judge import (
    DEEP_LAZY_LINE,
    DEEP_QUOTE_MARK,
    EMPTY_ITEM_TWO_BLANKS,
    ODD_BLANK_IN_TAG,
    ODD_TABLE_HEADER,
    judged,
    known_differences,
    make_judge,
    scanned,
)


@pytest.mark.parametrize(
    "name, text, kind, mine, judge",
    [
        # A line after four blanks begins no block, whatever the indentation of the item.
        (DEEP_LAZY_LINE, "10)  q\n    #", "item", [(1, 2, 0, 1, "10)", 10, None, "q #")], [(1, 1, 0, 1, "10)", 10, None, "q")]),
        (DEEP_LAZY_LINE, ">> a\n    1.", "quote", [(1, 2, 0)], [(1, 1, 0)]),
        # Four blanks before a quote mark turn it into code.
        (DEEP_QUOTE_MARK, "> ```\n    >", "code", [(2, 2, 0)], []),
        # The last line of a paragraph is a table header, whatever its indentation.
        (ODD_TABLE_HEADER, "- a\nb | c\n  --|--", "item", [(1, 3, 0, 1, "-", -1, None, "a")], [(1, 1, 0, 1, "-", -1, None, "a")]),
        (ODD_TABLE_HEADER, "x\n    a | b\n--|--", "table", [(2, 3, 0, ("", ""), ("a", "b"))], []),
        # Blank lines do not end a list, however many follow an empty item.
        (EMPTY_ITEM_TWO_BLANKS, "-\n\n\n- a", "item",
            [(1, 1, 0, 1, "-", -1, None, ""), (4, 4, 0, 1, "-", -1, None, "a")],
            [(1, 1, 0, 1, "-", -1, None, ""), (4, 4, 0, 2, "-", -1, None, "a")]),
        # Only blanks and tabs may follow a tag that is a block.
        (ODD_BLANK_IN_TAG, "<a>\x0c", "html", [], [(1, 1, 0, False)]),
    ],
)  # fmt: skip
def test_judge_departs_from_commonmark(name: str, text: str, kind: str, mine: object, judge: object) -> None:
    assert name in known_differences(text)
    assert scanned(scan(text))[kind] == mine
    assert judged(text)[kind] == judge


def test_the_judge_reads_front_matter_as_thematic_break_and_heading() -> None:
    text = "---\ntitle: a\n---\n# b"
    assert scanned(scan(text))["heading"] == [(4, 4, 0, 1, "b")]
    assert judged(text)["heading"] == [(2, 3, 0, 2, "title: a"), (4, 4, 0, 1, "b")]


def test_a_thematic_break_below_link_definitions() -> None:
    judge = make_judge().enable("reference")
    text = '[a]: /b "c"\n[d]: <e f>\n---\n'
    assert scanned(scan(text))["hr"] == judged(text, judge)["hr"] == [(3, 3, 0)]


def test_the_scanner_reads_no_definition_of_two_lines() -> None:
    judge = make_judge().enable("reference")
    text = "[a]:\n/b\n---\n"
    assert scanned(scan(text))["heading"] == [(1, 3, 0, 2, "[a]: /b")]
    assert judged(text, judge)["hr"] == [(3, 3, 0)]


def test_definitions_stay_paragraphs() -> None:
    judge = make_judge().enable("reference")
    assert scanned(scan("[a]: /b"))["paragraph"] == [(1, 1, 0)]
    assert judged("[a]: /b", judge)["paragraph"] == []


@pytest.mark.parametrize("text, kind", [("# a | b\n--- | ---", "heading"), ("- a | b\n--|--", "item")])
def test_headings_and_items_come_before_tables(text: str, kind: str) -> None:
    plain = make_judge()
    plain.block.ruler.enable("table")
    assert scanned(scan(text))["table"] == []
    assert len(scanned(scan(text))[kind]) == 1
    assert len(judged(text, plain)["table"]) == 1


def test_dashes_alone_underline_a_heading() -> None:
    plain = make_judge()
    plain.block.ruler.enable("table")
    assert scanned(scan("a |\n---"))["heading"] == [(1, 2, 0, 2, "a |")]
    assert len(judged("a |\n---", plain)["table"]) == 1


def test_nesting_has_a_limit() -> None:
    document = scan("- " * (MAX_DEPTH + 50) + "a")
    assert len(document.items) == MAX_DEPTH
    assert document.flat(document.items[-1].text_start, document.items[-1].text_end).startswith("- - ")
