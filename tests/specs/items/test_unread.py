"""Each line in the section of a part is an item, part of one, a note, or is said to be unread."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, strategies as st

from specui.markdown.blocks import Conflict, Heading, HtmlBlock, ListItem, Table, ThematicBreak
from specui.specs.contents import Contents
from specui.specs.readiness import blockers, readiness
from tests.specs.items.test_reader import LINES, TITLES, under
from tests.specs.reading import contents_of

FIRST = 7  # the line at which the body of `under` begins

UNREAD = [
    ("Known Gaps", "| Gap | Severity |\n|---|---|\n| A | Low |\n\n| B | Critical |", [(5, "row")]),
    ("Known Gaps", "| A | Critical |", [(1, "row")]),
    ("Known Gaps", "• A\n• B", [(1, "marker"), (2, "marker")]),
    ("Known Gaps", "-A", [(1, "marker")]),
    ("Known Gaps", "1)A", [(1, "marker")]),
    ("Known Gaps", "a) A", [(1, "marker")]),
    ("Known Gaps", "These are known:\n2. A", [(2, "marker")]),
    ("Known Gaps", "-", [(1, "no words")]),
    ("Known Gaps", "    - A", [(1, "code")]),
    ("Known Gaps", "<ul>\n<li>A</li>\n</ul>", [(1, "html"), (2, "html"), (3, "html")]),
    ("Known Gaps", "<table><tr><td>A</td></tr></table>", [(1, "html")]),
    ("Known Gaps", "<details>\n<summary>More</summary>\n\n- A\n\n</details>", []),
    ("Known Gaps", "<!-- - A -->", []),
    ("Known Gaps", "```\n- A\n```", []),
    ("Known Gaps", "Prose — with | signs (2) and -dashes.", []),
    ("Known Gaps", "*Emphasis* and **bold** are prose.", []),
    ("Known Gaps", "*Emphasis that goes on\nand ends here.*", []),
    ("Tasks", "1)A\n\n• B\n\n- [ ] C\n[x] D", [(6, "box")]),
    ("Known Gaps", "A. Turing wrote this.", []),
    ("Known Gaps", "> | A | Critical |", [(1, "row")]),
    ("Acceptance Criteria", "[ ] A", [(1, "box")]),
    ("Acceptance Criteria", "☐ A\n☑ B", [(1, "box"), (2, "box")]),
    ("Acceptance Criteria", "\\[x\\] A", [(1, "box")]),
    ("Acceptance Criteria", "- [ ] A\n[x] B", [(2, "box")]),
    ("Acceptance Criteria", "- [ ]", [(1, "no words")]),
    ("Acceptance Criteria", "[a link](b) begins this line", []),
    ("Open Questions", "• Who pays?", []),
    ("Open Questions", "1. Who pays?\n   - **Answered 2026-01-02 (Ada):** us\nQ2: When?", [(3, "marker")]),
    ("Open Questions", "1. Who pays, and\n   for whom?", []),
    ("Dependencies", "| A | B | C |", [(1, "row")]),
    ("Dependencies", "• A", []),
    (
        "Known Gaps",
        "<pre>\n- A\n<<<<<<< a\n- B\n=======\n>>>>>>> b\n</pre>",
        [(1, "html"), (2, "html"), (7, "html"), *((n, "conflict") for n in range(3, 7))],
    ),
    ("Known Gaps", "<<<<<<< a\n- A\n=======\n- B\n>>>>>>> b", [(n, "conflict") for n in range(1, 6)]),
]


@pytest.mark.parametrize("title, body, told", UNREAD)
def test_what_is_unread(title: str, body: str, told: list[tuple[int, str]]) -> None:
    assert [(line.line - FIRST + 1, line.reason) for line in under(title, body).unread] == told


def test_an_unread_line_blocks_and_counts_as_not_done() -> None:
    contents = under("Known Gaps", "| A | Critical |")
    assert str(readiness(contents)) == "0/1"
    assert [(b.kind, b.line) for b in blockers(contents)] == [("unread", FIRST)]
    assert not readiness(contents).ready


def test_neither_side_of_a_conflict_is_counted() -> None:
    contents = under(
        "Acceptance Criteria",
        "- [x] A\n<<<<<<< HEAD\n- [ ] B\n=======\n- [x] B\n- [x] C\n>>>>>>> other\n- [x] D",
    )
    assert [task.text for task in contents.criteria] == ["A", "D"]
    assert contents.tasks == contents.criteria


def test_a_file_without_items_says_that_nothing_was_counted() -> None:
    assert readiness(contents_of("# X\n\n## Open Questions\n\nNone.\n")).nothing
    assert not readiness(under("Known Gaps", "| A | B |")).nothing


def accounted(contents: Contents) -> set[int]:
    """Return the lines of all items, with what belongs to them, notes, unread lines, and what says nothing."""
    document = contents.spec.document
    found = {line.line for line in contents.unread}
    items: list[Any] = [*contents.criteria, *contents.gaps, *contents.questions, *contents.missing_tests]
    notes = "\n".join(contents.notes.values())
    spans: list[tuple[int, int]] = []
    for item in items:
        spans.append((item.line, document.lines.line_at(max(item.start, item.end - 1))))
        if item.item is not None and not getattr(item, "quoted", False):
            spans.append((item.item.line, item.item.end_line))
        spans += [(block.line, block.end_line) for block in getattr(item, "below", ())]
    for block in document.blocks:
        if type(block) in {Heading, Conflict, ThematicBreak} or (type(block) is HtmlBlock and block.comment):
            spans.append((block.line, block.end_line))
        if type(block) is Table:
            spans.append((block.line, block.line + 1))
        if type(block) is ListItem and not document.text[block.text_start : block.end].strip():
            spans.append((block.line, block.end_line))
    for first, last in spans:
        found.update(range(first, last + 1))
    for line in range(1, len(document.lines) + 1):
        text = document.slice(*document.lines.line_range(line)).strip("> \t").lstrip("-*+0123456789.) \t")
        if text and text in notes:
            found.add(line)
    return found


@given(TITLES, st.lists(LINES, max_size=12))
@example("Known Gaps", ["- [ ] a", "", "| k | l |", "|---|---|", "", "| m | n |"])
@example("Missing Tests", ["text", "- a", "  - [~] c"])
def test_no_line_is_silent(title: str, lines: list[str]) -> None:
    contents = under(title, "\n".join(lines))
    spec = contents.spec
    part = {
        "Acceptance Criteria": "criteria",
        "Known Gaps": "gaps",
        "Open Questions": "questions",
        "Missing Tests": "missing_tests",
    }
    if title not in part:
        return
    known = accounted(contents)
    for group in spec.groups(part[title]):  # type: ignore[arg-type]
        for block in group.blocks:
            if type(block) is ThematicBreak:
                break  # what stands behind a rule closes the section
            for line in range(block.line, block.end_line + 1):
                text = spec.document.slice(*spec.document.lines.line_range(line)).strip()
                assert not text.strip("> \t") or line in known or _is_mark(text), (line, text)


def _is_mark(text: str) -> bool:
    """Whether a line says nothing: a fence, a row of dashes, a tag, a label of a group, an end of a comment."""
    bare = text.strip("> \t-*+")
    return bare in {"```", "|---|---|", "|", "-->", "<ul>", "**h:** i", "**j**", ""} or bare.startswith("<")
