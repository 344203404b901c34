"""The parser of `triage --plain`: a table of lines; no line raises or is guessed at."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, strategies as st

from specui.cli.prompt.parser import STEPS, Asked, Fault, Instruction, Meaning, Move, parse, which
from specui.specs.decisions import DECISIONS
from specui.specs.edits.questions import NEEDS_ANSWER, NEEDS_NAME, NEEDS_REASON
from specui.specs.items.gaps import DEFAULT_SEVERITIES
from specui.specs.items.kinds import KINDS, Kind
from specui.tui.commands import commands_at, keys_at

GROUPS = ("Functional", "Compliance / Security", "Performance")
QUESTION = Asked("question", "2026-11-22", ("soft light", "hard light"), DEFAULT_SEVERITIES, GROUPS)
PLAIN = QUESTION._replace(alternatives=())
GAP = QUESTION._replace(kind="gap", alternatives=())
TEST = GAP._replace(kind="test")
BOX = GAP._replace(kind="criterion")


@pytest.mark.parametrize(
    "asked, line, meaning",
    [
        (QUESTION, "1", Instruction("take", (), 0)),
        (QUESTION, "  2 \r", Instruction("take", (), 1)),
        (QUESTION, "a 30 days, no more", Instruction("answer", ("30 days, no more",))),
        (QUESTION, "A\tboth", Instruction("answer", ("both",))),
        (QUESTION, "d 2026-12-15", Instruction("defer", ("2026-12-15", ""))),
        (QUESTION, "d 2w waits for legal", Instruction("defer", ("2026-12-06", "waits for legal"))),
        (QUESTION, "d 2026-11-22", Instruction("defer", ("2026-11-22", ""))),
        (QUESTION, "@ Linus (CTO)", Instruction("assign", ("Linus (CTO)",))),
        (QUESTION, "@Linus", Instruction("assign", ("Linus",))),
        (QUESTION, "w law changed", Instruction("drop", ("law changed",))),
        (QUESTION, "!", Instruction("to-gap", ("", ""))),
        (QUESTION, "! high", Instruction("to-gap", ("", "High"))),
        (QUESTION, "! Low: lamps fail", Instruction("to-gap", ("lamps fail", "Low"))),
        (QUESTION, "!lamps fail", Instruction("to-gap", ("lamps fail", ""))),
        (QUESTION, "c", Instruction("to-criterion", ("", ""))),
        (QUESTION, "c performance lit in 2 s", Instruction("to-criterion", ("lit in 2 s", "Performance"))),
        (
            QUESTION,
            "c Compliance / Security: locked",
            Instruction("to-criterion", ("locked", "Compliance / Security")),
        ),
        (QUESTION, "c perf: lit in 2 s", Instruction("to-criterion", ("lit in 2 s", "Performance"))),
        (
            QUESTION,
            "c performances are held: nightly",
            Instruction("to-criterion", ("performances are held: nightly", "")),
        ),
        (GAP, "s crit", Instruction("severity", ("Critical",))),
        (GAP, "s 🟢", Instruction("severity", ("Low",))),
        (GAP, "n seen on monday", Instruction("notes", ("seen on monday",))),
        (GAP, "r", Instruction("resolve", ("",))),
        (GAP, "r with new lamps", Instruction("resolve", ("with new lamps",))),
        (GAP, "c lamps are lit", Instruction("to-criterion", ("lamps are lit", ""))),
        (GAP, "Q", Instruction("to-question", ("",))),
        (GAP, "Q who?", Instruction("to-question", ("who?",))),
        (GAP, "@ Linus", Instruction("assign", ("Linus",))),
        (QUESTION, "R law changed", Instruction("reopen", ("law changed",))),
        (BOX, "untick", Instruction("untick")),
        (TEST, "tick", Instruction("tick")),
        (BOX, "x", Instruction("tick")),
        (BOX._replace(decisions=("untick",)), "x", Instruction("untick")),
        (QUESTION, "", Move("skip")),
        (QUESTION, " \r\n", Move("skip")),
        (None, "", Move("skip")),
        (BOX, "/ kind:gap  tier:1", Move("filter", "kind:gap  tier:1")),
        (BOX, "/", Move("filter")),
        (None, "/kind:gap", Move("filter", "kind:gap")),
        (BOX, "u", Move("undo")),
        (BOX, "U", Move("redo")),
        (BOX, "j", Move("skip")),
        (BOX, "k", Move("back")),
        (BOX, "i", Move("again")),
        (BOX, "?", Move("help")),
        (BOX, "Quit", Move("quit")),
    ],
)
def test_a_line_means(asked: Asked | None, line: str, meaning: Meaning) -> None:
    assert parse(line, asked) == meaning


@pytest.mark.parametrize(
    "asked, line, words",
    [
        (QUESTION, "3", "no answer 3; the last one is 2"),
        (QUESTION, "0", "no answer 0"),
        (QUESTION, "1 please", "alone on the line"),
        (PLAIN, "1", DECISIONS["take"].refusal),
        (GAP, "1", "Numbers answer questions"),
        (
            QUESTION,
            "soft light",
            "type a before an answer in your words; type 1 to 2, a, d, @, w, !, c or R",
        ),
        (QUESTION, "a", NEEDS_ANSWER),
        (QUESTION, "d", "The date is missing"),
        (QUESTION, "d soon", "“soon” isn't a date"),
        (QUESTION, "d 2026-02-30", "isn't a date"),
        (QUESTION, "d 2026-11-21", "has passed"),
        (QUESTION, "@", NEEDS_NAME),
        (QUESTION, "w", NEEDS_REASON),
        (QUESTION, "s", "“s” is for gaps, and this is a question"),
        (GAP, "s", "Critical, High, Low"),
        (GAP, "s medium", "Unknown severity “medium”"),
        (GAP, "n", "The notes are missing"),
        (GAP, "a soft light", "“a” is for questions, and this is a gap"),
        (BOX, "Q", "“Q” is for gaps, and this is a criterion; type x, or ? for help"),
        (QUESTION, "r", "“r” is for gaps, and this is a question"),
        (BOX._replace(decisions=()), "s", "nothing can be decided here; type ? for help"),
        (None, "j", "No item here"),
        (BOX, "tick it", "alone on the line"),
        (BOX, "q now", "alone on the line"),
        (BOX, "\x1b[A", "control character"),
        (QUESTION, "a soft\x1b[Dlight", "control character"),
        (QUESTION, "a b\ufffdr", "control character"),
        (QUESTION, "a one\u2028two", "control character"),
        (None, "1", "No item here"),
    ],
)
def test_a_line_that_means_nothing_says_why(asked: Asked | None, line: str, words: str) -> None:
    meaning = parse(line, asked)
    assert isinstance(meaning, Fault)
    assert words in meaning.sentence


heads = st.sampled_from([*"adw!csnrRQxujkiqh@/?123456789U", "tick", "d 2w", "d 9999m", "! high", "c perf:"])
lines = st.one_of(st.text(), st.builds(" ".join, st.tuples(heads, st.text())))
kinds = st.sampled_from(get_args(Kind))


@given(line=lines, kind=kinds, offers=st.booleans())
def test_no_line_raises_and_none_does_what_is_another_kinds(line: str, kind: Kind, offers: bool) -> None:
    asked = (QUESTION if offers and kind == "question" else PLAIN)._replace(kind=kind)
    meaning = parse(line, asked)
    if isinstance(meaning, Fault):
        assert meaning.sentence.endswith(".") and "\n" not in meaning.sentence
    if isinstance(meaning, Instruction):
        assert meaning.decision in KINDS[kind].decisions
        needed = meaning.decision in {"answer", "drop", "notes", "defer", "assign", "severity"}
        assert not needed or meaning.texts[0]
        assert not any(char in text for text in meaning.texts for char in "\n\r\x1b")


@pytest.mark.parametrize("kind", KINDS)
def test_each_decision_of_a_kind_has_a_key_of_its_own_but_ticking(kind: Kind) -> None:
    keys = [DECISIONS[one].key for one in KINDS[kind].decisions if one not in {"take", "untick"}]
    assert all(keys) and len(keys) == len(set(keys))


def test_a_key_is_the_same_thing_here_and_on_the_screen() -> None:
    steps = {"undo": "undo", "redo": "redo", "skip": "triage-down", "back": "triage-up", "help": "help"}
    steps |= {"quit": "triage-leave"}
    on_screen = {key: command.id for command in commands_at("triage") for key in keys_at(command, "triage")}
    for key, step in STEPS.items():
        assert on_screen.get(key, steps.get(step)) == steps.get(step), key
    for one, decision in DECISIONS.items():
        tick = {"tick": "triage-tick", "untick": "triage-tick"}
        assert not decision.key or on_screen[decision.key] == tick.get(
            one, f"triage-{one.removeprefix('to-')}"
        )


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
