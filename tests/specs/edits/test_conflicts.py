"""Keeping a side of a conflict: those lines byte for byte, every other line untouched, and all the way back."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, strategies as st

from specui.markdown.blocks import Conflict, Document
from specui.markdown.conflicts import read_labels
from specui.markdown.scanner import scan
from specui.specs.edits.conflicts import Keep, resolve
from specui.specs.edits.places import EditRefused
from tests.specs.edits.changing import after

BOTH = "a\n<<<<<<< HEAD\nb\n=======\nc\nd\n>>>>>>> feature\ne\n"
DIFF3 = "<<<<<<< HEAD\nb\n||||||| 1f3a\nold\n=======\nc\n>>>>>>> feature\n"
KEEPS: tuple[Keep, ...] = ("ours", "theirs", "both")


def resolved(text: str, keep: Keep, number: int = 0) -> str:
    document = scan(text)
    return after(text, resolve(document, document.conflicts[number], keep))


@pytest.mark.parametrize(
    "text, keep, expected",
    [
        (BOTH, "ours", "a\nb\ne\n"),
        (BOTH, "theirs", "a\nc\nd\ne\n"),
        (BOTH, "both", "a\nb\nc\nd\ne\n"),
        (DIFF3, "ours", "b\n"),
        (DIFF3, "theirs", "c\n"),
        (DIFF3, "both", "b\nc\n"),
        (BOTH.replace("\n", "\r\n"), "theirs", "a\r\nc\r\nd\r\ne\r\n"),
        ("<<<<<<< x\n=======\nc\n>>>>>>> y", "ours", ""),
        ("<<<<<<< x\n=======\nc\n>>>>>>> y", "theirs", "c\n"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n" + DIFF3 + "| 3 | 4 |\n", "ours", "| a | b |\n|---|---|\n| 1 | 2 |\nb\n| 3 | 4 |\n"),
        # A carriage return above and a line feed below stay two newlines.
        ("a\r<<<<<<< x\n\nb\n=======\n>>>>>>> y\n", "ours", "a\r\r\nb\n"),
        ("- [ ] a\n<<<<<<<\n```\n=======\n>>>>>>>\n- [ ] b", "ours", "- [ ] a\n```\n- [ ] b"),
    ],
)  # fmt: skip
def test_a_side_is_kept(text: str, keep: Keep, expected: str) -> None:
    assert resolved(text, keep) == expected


def test_the_change_names_what_is_kept() -> None:
    document = scan(BOTH)
    titles = [resolve(document, document.conflicts[0], keep).title for keep in KEEPS]
    assert titles == ["keep HEAD", "keep feature", "keep both"]
    bare = scan("<<<<<<<\na\n=======\nb\n>>>>>>>\n")
    assert read_labels(bare, bare.conflicts[0]) == ("ours", "theirs")


def test_a_conflict_that_is_resolved_already_is_refused() -> None:
    document = scan(BOTH)
    again = scan(resolve(document, document.conflicts[0], "ours").apply(BOTH))
    with pytest.raises(EditRefused, match="no longer in the file"):
        resolve(again, document.conflicts[0], "ours")


def test_each_of_several_is_resolved_alone() -> None:
    text = f"{BOTH}## h\n{DIFF3}{BOTH}"
    once = resolved(text, "theirs", 1)
    assert once == f"{BOTH}## h\nc\n{BOTH}"
    assert resolved(resolved(once, "ours", 1), "both") == "a\nb\nc\nd\ne\n## h\nc\na\nb\ne\n"


NEWLINES = st.sampled_from(["\n", "\r\n", "\r"])
LINES = st.lists(
    st.sampled_from(
        ["", "- [ ] a", "  - b", "| a | b |", "|---|---|", "```", "<!--", "-->", "# h", "text", "---", "> q", "\x85"]
    ),
    max_size=5,
)  # fmt: skip
PARTS = st.tuples(LINES, LINES | st.none(), LINES, st.sampled_from(["", " HEAD", " a b: c"]))


@given(st.lists(st.tuples(LINES, PARTS), min_size=1, max_size=3), LINES, st.data())
@example([(["```", "a"], (["b"], None, ["c"], ""))], ["```"], None)
def test_any_conflict_is_resolved_as_lines(
    written: list[tuple[list[str], tuple[list[str], list[str] | None, list[str], str]]],
    behind: list[str],
    data: st.DataObject | None,
) -> None:
    lines: list[str] = []
    for before, (ours, base, theirs, label) in written:
        lines += [*before, f"<<<<<<<{label}", *ours]
        lines += [] if base is None else ["||||||| base", *base]
        lines += ["=======", *theirs, f">>>>>>>{label}"]
    lines += behind
    ends = ["\n" if data is None else data.draw(NEWLINES) for _ in lines]
    if data is not None and data.draw(st.booleans()):
        ends[-1] = ""
    text = "".join(line + end for line, end in zip(lines, ends, strict=True))
    document = scan(text)
    for conflict in document.conflicts:
        for keep in KEEPS:
            new = after(text, resolve(document, conflict, keep))
            assert split(new) == reference(document, conflict, keep)
            if "\r\n" not in text and not ("\r" in text and "\n" in text):
                assert new == "".join(ended(text, line) for line in kept(document, conflict, keep))


def kept(document: Document, conflict: Conflict, keep: Keep) -> list[int]:
    """Return the lines that stay, read off the markers one line after the other."""
    found, side = [], "outside"
    for number in range(1, len(document.lines) + 1):
        if number == conflict.line:
            side = "ours"
        elif number == conflict.base_line:
            side = "base"
        elif number == conflict.middle_line:
            side = "theirs"
        elif number == conflict.end_line:
            side = "outside"
        elif side in {"outside", keep} or (keep == "both" and side != "base"):
            found.append(number)
    return found


def reference(document: Document, conflict: Conflict, keep: Keep) -> list[str]:
    lines = document.lines
    left = [lines.line_range(number).of(document.text) for number in kept(document, conflict, keep)]
    ends_there = conflict.end_line == len(lines)
    return [*left, ""] if ends_there else left


def ended(text: str, number: int) -> str:
    return scan(text).lines.full_range(number).of(text)


def split(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text)
