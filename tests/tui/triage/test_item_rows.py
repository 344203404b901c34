"""An entry and the queue as lines: what is said, what is never wider than there is room, what no text can break."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from specui.specs.triage import Entry, Filter, Queue, entries
from specui.tui.rendering.paint import cells_width
from specui.tui.rendering.section.canvas import cells
from specui.tui.triage.item_rows import Neighbour, Shown, age, item_lines, words_of
from specui.tui.triage.queue_rows import empty_text, head_cells, queue_rows, row_cells
from tests.specs.reading import contents_of

TEXT = """\
# Production Spec: Quay

**Last updated:** 2026-02-19
**Spec status:** 🟡 Draft
**Owner agent(s):** Ada (quay)
**Tier:** 1

## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|-----|----------|-------|
| Fog horn rusts | 🔴 Critical | since May |

## 8. Open Questions

1. **Berth**: A soft limit, or a hard limit?
2. Who pays for the lamp?
"""


def entries_of(text: str = TEXT, name: str = "quay.md") -> tuple[Entry, ...]:
    return entries(name, contents_of(text), date(2026, 11, 25))


def drawn(shown: Shown, columns: int = 80) -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for line in item_lines(shown, columns)]


def test_a_question_is_told_with_its_place_its_topic_and_its_answers() -> None:
    question = next(e for e in entries_of() if e.topic)
    lines = drawn(
        Shown(question, 1, 2, since="2026-10-27", by="Ada", ways=(("a", "another answer"), ("d", "defer")))
    )
    assert lines[0].startswith("Question 1 of 2")
    assert lines[0].endswith("○ open")
    assert lines[1:] == [
        "Quay · Tier 1 · Draft · Ada",
        "quay.md:16 · since 2026-10-27 by Ada (29 days)",
        "",
        "Berth",
        "A soft limit, or a hard limit?",
        "",
        " 1  soft limit",
        " 2  hard limit",
        "",
        "a another answer · d defer",
    ]


def test_a_gap_is_told_with_its_severity_its_notes_and_what_says_the_same() -> None:
    gap = next(e for e in entries_of() if e.kind == "gap")
    near = (Neighbour("question", "Does it rust?", 40, sure=True), Neighbour("test", "Rust", 50, sure=False))
    lines = drawn(Shown(gap, 1, 1, signed="🔴 Critical", notes=("since May",), blames=True, neighbours=near))
    assert lines[0].endswith("🔴 Critical")
    assert "not committed yet" in lines[2]
    beyond = drawn(Shown(gap, 1, 1, blames=True, beyond=True))
    assert beyond[2].endswith("age unknown (shallow clone)")
    assert lines[4:7] == ["Fog horn rusts", "", "since May"]
    assert lines[-3] == "Also in this spec"
    assert [line.split() for line in lines[-2:]] == [
        ["question", *"Does it rust? related · line 40".split()],
        ["test", *"Rust possibly related · line 50".split()],
    ]


@pytest.mark.parametrize(
    "since, told",
    [
        ("2026-11-25", "today"),
        ("2026-11-24", "1 day"),
        ("2026-07-25", "4 months"),
        ("2023-01-01", "3 years"),
        ("2027-01-01", ""),
        ("soon", ""),
    ],
)
def test_ages_are_told_as_people_say_them(since: str, told: str) -> None:
    assert age(since, "2026-11-25") == told


def test_what_is_not_a_topic_stays() -> None:
    asked = next(e for e in entries_of() if e.kind == "question" and not e.topic)
    assert words_of(asked) == "Who pays for the lamp?"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=40), st.integers(20, 130), st.booleans())
def test_no_text_makes_a_line_wider_than_there_is_room(
    text: str, title: str, columns: int, low: bool
) -> None:
    one = replace(
        entries_of()[0], text=text, topic=title, title=title, owners=(title, text), alternatives=(text, title)
    )
    near = (Neighbour("gap", text, 4, sure=True),)
    shown = Shown(one, 1, 1, signed=title, notes=(text,), since="2026-01-01", by=text, neighbours=near)
    for line in item_lines(shown, columns, low=low):
        assert cells(line) <= max(20, columns)
        assert not any(ch in "\n\r\x1b" for part, _ in line for ch in part)
    queue = Queue.opened([one], by="spec")
    for row in queue_rows(queue):
        assert cells_width(row_cells(row, columns, here=True, marked=True)) <= columns
    assert cells_width(head_cells(queue, text, "tier", columns, narrow=False, filter_text=title)) <= columns


def test_heads_tell_what_is_left_under_them() -> None:
    queue = Queue.opened([*entries_of(), *entries_of(TEXT.replace("Quay", "Pier"), "pier.md")], by="spec")
    heads = [(row.title, row.left) for row in queue_rows(queue) if row.entry is None]
    assert heads == [("Quay", 3), ("Pier", 3)]
    by_kind = queue_rows(queue.with_order("tier", "kind"))
    assert [row.title for row in by_kind if row.entry is None] == ["Questions", "Gaps"]


def test_an_empty_queue_says_what_the_filter_hides() -> None:
    wanted = Filter.parse("kind:test")
    assert isinstance(wanted, Filter)
    queue = Queue.opened(entries_of(), wanted)
    assert empty_text(queue, "kind:test", loading=0)[1] == "The filter hides 3 open items."
    assert empty_text(Queue(), "", loading=0)[0].startswith("No open items: ")
    assert empty_text(Queue(), "", loading=3) == ("Reading specs…",)
