"""The parser of `triage --plain`: a table of lines; no line raises or is guessed at."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, strategies as st

from specui.cli.prompt.parser import Asked, Decision, Fault, Meaning, Move, parse, which
from specui.specs.items.gaps import DEFAULT_SEVERITIES
from specui.specs.triage import Kind

GROUPS = ("Functional", "Compliance / Security", "Performance")
QUESTION = Asked("question", "2026-11-22", ("soft light", "hard light"), DEFAULT_SEVERITIES, GROUPS)
PLAIN = QUESTION._replace(alternatives=())
GAP = QUESTION._replace(kind="gap", alternatives=())
TEST = GAP._replace(kind="test")
BOX = GAP._replace(kind="criterion")


@pytest.mark.parametrize(
    "asked, line, meaning",
    [
        (QUESTION, "1", Decision("answer", "soft light")),
        (QUESTION, "  2 \r", Decision("answer", "hard light")),
        (QUESTION, "a 30 days, no more", Decision("answer", "30 days, no more")),
        (QUESTION, "A\tboth", Decision("answer", "both")),
        (QUESTION, "d 2026-12-15", Decision("defer", "", "2026-12-15")),
        (QUESTION, "d 2w waits for legal", Decision("defer", "waits for legal", "2026-12-06")),
        (QUESTION, "d 2026-11-22", Decision("defer", "", "2026-11-22")),
        (QUESTION, "@ Linus (CTO)", Decision("assign", "", "Linus (CTO)")),
        (QUESTION, "@Linus", Decision("assign", "", "Linus")),
        (QUESTION, "w law changed", Decision("drop", "law changed")),
        (QUESTION, "g", Decision("gap")),
        (QUESTION, "g high", Decision("gap", "", "High")),
        (QUESTION, "g Low: lamps fail", Decision("gap", "lamps fail", "Low")),
        (QUESTION, "g lamps fail", Decision("gap", "lamps fail")),
        (QUESTION, "c", Decision("criterion")),
        (QUESTION, "c performance lit in 2 s", Decision("criterion", "lit in 2 s", "Performance")),
        (
            QUESTION,
            "c Compliance / Security: locked",
            Decision("criterion", "locked", "Compliance / Security"),
        ),
        (QUESTION, "c perf: lit in 2 s", Decision("criterion", "lit in 2 s", "Performance")),
        (
            QUESTION,
            "c performances are held: nightly",
            Decision("criterion", "performances are held: nightly"),
        ),
        (GAP, "s crit", Decision("severity", "", "Critical")),
        (GAP, "s 🟢", Decision("severity", "", "Low")),
        (GAP, "n seen on monday", Decision("notes", "seen on monday")),
        (GAP, "r", Decision("resolve")),
        (GAP, "r with new lamps", Decision("resolve", "with new lamps")),
        (GAP, "c lamps are lit", Decision("criterion", "lamps are lit")),
        (GAP, "x", Decision("question")),
        (TEST, "tick", Decision("tick")),
        (BOX, "t", Decision("tick")),
        (QUESTION, "", Move("skip")),
        (QUESTION, " \r\n", Move("skip")),
        (None, "", Move("skip")),
        (BOX, "/ kind:gap  tier:1", Move("filter", "kind:gap  tier:1")),
        (BOX, "/", Move("filter")),
        (None, "/kind:gap", Move("filter", "kind:gap")),
        (BOX, "u", Move("undo")),
        (BOX, "U", Move("redo")),
        (BOX, "b", Move("back")),
        (BOX, "i", Move("again")),
        (BOX, "?", Move("help")),
        (BOX, "Q", Move("quit")),
    ],
)
def test_a_line_means(asked: Asked | None, line: str, meaning: Meaning) -> None:
    assert parse(line, asked) == meaning


@pytest.mark.parametrize(
    "asked, line, words",
    [
        (QUESTION, "3", "no alternative 3; the last one is 2"),
        (QUESTION, "0", "no alternative 0"),
        (QUESTION, "1 please", "stands alone"),
        (PLAIN, "1", "offers no alternatives"),
        (GAP, "1", "Numbers answer questions"),
        (QUESTION, "soft light", "an answer in words begins with a; there are 1 to 2, a, d, @, w, g and c"),
        (QUESTION, "a", "The answer is missing"),
        (QUESTION, "d", "A day is missing"),
        (QUESTION, "d soon", "“soon” is no date"),
        (QUESTION, "d 2026-02-30", "is no date"),
        (QUESTION, "d 2026-11-21", "has passed"),
        (QUESTION, "@", "A name is missing"),
        (QUESTION, "w", "A reason is missing"),
        (QUESTION, "r", "“r” is for gaps, and this is a question"),
        (GAP, "s", "there are Critical, High, Low"),
        (GAP, "s medium", "“medium” is no severity"),
        (GAP, "n", "The notes are missing"),
        (GAP, "a soft light", "“a” is for questions, and this is a gap"),
        (BOX, "x", "“x” is for gaps, and this is a criterion; there is tick"),
        (BOX, "tick it", "stands alone"),
        (BOX, "q now", "stands alone"),
        (BOX, "\x1b[A", "no text"),
        (QUESTION, "a soft\x1b[Dlight", "no text"),
        (QUESTION, "a b\ufffdr", "no text"),
        (QUESTION, "a one\u2028two", "no text"),
        (None, "1", "There is no item here"),
    ],
)
def test_a_line_that_means_nothing_says_why(asked: Asked | None, line: str, words: str) -> None:
    meaning = parse(line, asked)
    assert isinstance(meaning, Fault)
    assert words in meaning.sentence


heads = st.sampled_from([*"adwgcsnrxtubiqh@/?123456789U", "tick", "d 2w", "d 9999m", "g high", "c perf:"])
lines = st.one_of(st.text(), st.builds(" ".join, st.tuples(heads, st.text())))
kinds = st.sampled_from(get_args(Kind))


@given(line=lines, kind=kinds, offers=st.booleans())
def test_no_line_raises_and_none_does_what_is_another_kinds(line: str, kind: Kind, offers: bool) -> None:
    asked = (QUESTION if offers and kind == "question" else PLAIN)._replace(kind=kind)
    meaning = parse(line, asked)
    if isinstance(meaning, Fault):
        assert meaning.sentence.endswith(".") and "\n" not in meaning.sentence
    if isinstance(meaning, Decision):
        allowed = {
            "question": {"answer", "defer", "assign", "drop", "gap", "criterion"},
            "gap": {"severity", "notes", "resolve", "criterion", "question"},
        }
        assert meaning.verb in allowed.get(kind, {"tick"})
        assert meaning.verb not in {"answer", "drop", "notes"} or meaning.text
        assert meaning.verb not in {"defer", "assign", "severity"} or meaning.value
        assert "\n" not in meaning.text and "\r" not in meaning.text and "\x1b" not in meaning.text


@pytest.mark.parametrize(
    "line, chosen",
    [
        ("", (1, 2)),
        (" \n", (1, 2)),
        ("all", (1, 2, 3)),
        ("n", None),
        ("None", None),
        ("3", (3,)),
        ("3, 1 3", (1, 3)),
    ],
)
def test_which_parts(line: str, chosen: tuple[int, ...] | None) -> None:
    assert which(line, 3, (1, 2)) == chosen


@given(line=st.text(), count=st.integers(1, 12))
def test_which_never_raises_nor_names_what_is_not_there(line: str, count: int) -> None:
    chosen = which(line, count, (1,))
    assert chosen is None or isinstance(chosen, Fault) or set(chosen) <= set(range(1, count + 1))
