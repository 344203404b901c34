"""What a typed line means: one decision, one step in the queue, or one sentence that says why it is neither. Pure.

Nothing is guessed: what does not belong to the kind of item that is asked about is a Fault, and changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from specui.markdown.lazy import lazy_pattern
from specui.specs.dates import NoDayError, coming_day
from specui.specs.decisions import DECISIONS, DecisionId
from specui.specs.edits.questions import NEEDS_ANSWER, NEEDS_NAME, NEEDS_REASON
from specui.specs.field_input import match_value
from specui.specs.items.kinds import KINDS, Kind
from specui.specs.phrases import join_words
from specui.specs.template import Choice

Step = Literal["skip", "back", "again", "undo", "redo", "filter", "help", "quit"]


class Instruction(NamedTuple):
    """A decision about the item. ``texts`` fill in its form, "" for a proposed value; ``number`` is an alternative, from 0."""

    decision: DecisionId
    texts: tuple[str, ...] = ()
    number: int = 0


class Move(NamedTuple):
    """A step in the queue; ``text`` is the filter of "filter"."""

    step: Step
    text: str = ""


class Fault(NamedTuple):
    """Why a line cannot be carried out: one sentence."""

    sentence: str


Meaning: TypeAlias = Instruction | Move | Fault


class Asked(NamedTuple):
    """The item that a line is about, as far as reading the line needs it.

    ``decisions`` are those that apply to it as it is; None stands for all of its kind.
    """

    kind: Kind
    today: str
    alternatives: tuple[str, ...] = ()
    severities: tuple[Choice, ...] = ()
    groups: tuple[str, ...] = ()
    decisions: tuple[DecisionId, ...] | None = None

    @property
    def offered(self) -> tuple[DecisionId, ...]:
        """The decisions to offer."""
        return KINDS[self.kind].decisions if self.decisions is None else self.decisions

    @property
    def choices(self) -> tuple[str, ...]:
        """The suggested answers that can be chosen by their numbers."""
        return self.alternatives if "take" in self.offered else ()


Read = Callable[[str, Asked], Meaning]
"""Reads what follows the letter of a decision."""


class Line(NamedTuple):
    """How a decision is typed: how to read what follows its key, what help says of that, and a word beside the key."""

    read: Read
    follows: str = ""
    word: str = ""


_WORD = lazy_pattern(r"(?P<head>\S+)\s*(?P<rest>.*)", re.DOTALL)

STEPS: Mapping[str, Step] = {
    "u": "undo", "U": "redo", "j": "skip", "k": "back", "i": "again", "?": "help", "h": "help", "help": "help", "q": "quit",
    "quit": "quit",
}  # fmt: skip
"""The keys of the steps, those of the screen where it has them, and words."""


def parse(line: str, asked: Asked | None) -> Meaning:
    """Return what a line means for an item; `asked` is None if there is no item. Never raises."""
    text = line.replace("\t", " ").strip()
    if any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char == "\ufffd" for char in text):
        return Fault(
            "The line has a control character, perhaps from an arrow key. Nothing was done; type it again."
        )
    if not text:
        return Move("skip")
    if text[0] == "/":
        return Move("filter", text[1:].strip())
    if text[0] in _SIGNS:
        text = f"{text[0]} {text[1:]}"
    word = _WORD.match(text)
    assert word is not None
    head, rest = word["head"], word["rest"].strip()
    known = head if head in STEPS or head in _TYPED else head.lower()
    step = STEPS.get(known)
    if step is not None and rest:
        return Fault(f"Type “{head}” alone on the line; ? shows help.")
    if step is not None and (step != "skip" or asked is not None):
        return Move(step)
    if asked is None:
        return Fault("No item here. / sets a filter, u undoes, q quits.")
    if head.isdecimal():
        return _alternative(head, rest, asked)
    meant = _decision_of(known, asked)
    if meant is not None:
        return LINES[meant].read(rest, asked)
    others = [kind for kind in KINDS if _decision_of(known, Asked(kind, asked.today)) is not None]
    if others:
        named = " and ".join(KINDS[kind].plural for kind in others)
        return Fault(f"“{head}” is for {named}, and this is {KINDS[asked.kind].a_noun}; {_known(asked)}.")
    hint = "; type a before an answer in your words" if asked.kind == "question" else ""
    return Fault(f"Unknown command “{head[:40]}”{hint}; {_known(asked)}.")


def which(line: str, count: int, sure: Sequence[int]) -> tuple[int, ...] | Fault | None:
    """Return the parts, counted from 1, that a line chooses of `count`; None where it says that none be done.

    An empty line means the sure ones.
    """
    words = line.lower().replace(",", " ").split()
    if not words:
        return tuple(sure)
    if words == ["all"]:
        return tuple(range(1, count + 1))
    if words in (["n"], ["no"], ["none"], ["q"]):
        return None
    if not all(word.isdecimal() and word.isascii() and 1 <= int(word[:9]) <= count for word in words):
        return Fault(
            f"Type numbers from 1 to {count}, all, or n for none; an empty line applies the certain ones."
        )
    return tuple(sorted({int(word) for word in words}))


# -- one decision each


def _alternative(head: str, rest: str, asked: Asked) -> Meaning:
    offered = asked.alternatives
    if "take" not in KINDS[asked.kind].decisions:
        return Fault(f"Numbers answer questions, and this is {KINDS[asked.kind].a_noun}; {_known(asked)}.")
    if not offered:
        return Fault(f"{DECISIONS['take'].refusal} Type a and your words.")
    if rest:
        return Fault("Type the number alone on the line; type a before an answer in your words.")
    if not head.isascii() or not 1 <= int(head[:9]) <= len(offered):
        return Fault(f"There is no answer {head[:9]}; the last one is {len(offered)}.")
    return Instruction("take", (), int(head) - 1)


def _defer(rest: str, asked: Asked) -> Meaning:
    word = _WORD.match(rest)
    if word is None:
        return Fault("The date is missing. Type d 2026-01-31 or d 2w, and optionally a reason.")
    try:
        return Instruction("defer", (coming_day(word["head"], asked.today), word["rest"].strip()))
    except NoDayError as error:
        return Fault(str(error))


def _to_gap(rest: str, asked: Asked) -> Meaning:
    word = _WORD.match(rest)
    if word is not None:
        for choice in asked.severities:
            if word["head"].rstrip(":").casefold() == choice.word.casefold():
                return Instruction("to-gap", (word["rest"].strip(), choice.word))
    return Instruction("to-gap", (rest, ""))


def _to_criterion(rest: str, asked: Asked) -> Meaning:
    group, text = _group(rest, asked.groups)
    return Instruction("to-criterion", (text, group))


def _group(text: str, groups: Sequence[str]) -> tuple[str, str]:
    """Split a text into the group that it begins with, in full or as ``perf:``, and what follows."""
    for group in sorted(groups, key=len, reverse=True):
        behind = text[len(group) :]
        if text[: len(group)].casefold() == group.casefold() and (not behind or behind[0] in ": "):
            return group, behind.lstrip(": ")
    head, colon, rest = text.partition(":")
    begun = [g for g in groups if len(head) >= 3 and g.casefold().startswith(head.strip().casefold())]
    return (begun[0], rest.strip()) if colon and len(begun) == 1 else ("", text)


def _severity(rest: str, asked: Asked) -> Meaning:
    known = ", ".join(choice.word for choice in asked.severities)
    if not rest:
        return Fault(f"The severity is missing; severities: {known}.")
    choice = match_value(rest, asked.severities)
    if choice is None:
        return Fault(f"Unknown severity “{rest[:40]}”; severities: {known}.")
    return Instruction("severity", (choice.word,))


def _optional(decision: DecisionId) -> Read:
    """Return the reader of a decision that may have words."""
    return lambda rest, _asked: Instruction(decision, (rest,))


def _worded(decision: DecisionId, missing: str, words: str) -> Read:
    """Return the reader of a decision that needs words; ``missing`` is the fault without them."""
    fault = Fault(f"{missing} Type {DECISIONS[decision].key} and {words}.")
    return lambda rest, _asked: Instruction(decision, (rest,)) if rest else fault


def _bare(decision: DecisionId) -> Read:
    """Return the reader of a decision that takes no words."""

    def read(rest: str, _asked: Asked) -> Meaning:
        if rest:
            return Fault(f"Type {DECISIONS[decision].key} alone on the line. Nothing was changed.")
        return Instruction(decision)

    return read


LINES: Mapping[DecisionId, Line] = {
    "answer": Line(_worded("answer", NEEDS_ANSWER, "your words"), "words"),
    "defer": Line(_defer, "a date, such as 2026-12-15 or 2w, and optionally a reason"),
    "assign": Line(_worded("assign", NEEDS_NAME, "a name"), "a name"),
    "drop": Line(_worded("drop", NEEDS_REASON, "the reason"), "a reason"),
    "reopen": Line(_optional("reopen"), "optionally why"),
    "resolve": Line(_optional("resolve"), "optionally how"),
    "to-gap": Line(_to_gap, "optionally a severity and words"),
    "to-criterion": Line(_to_criterion, "optionally a group and words"),
    "to-question": Line(_optional("to-question"), "optionally words"),
    "severity": Line(_severity, "a severity"),
    "notes": Line(_worded("notes", "The notes are missing.", "the notes"), "words"),
    "tick": Line(_bare("tick"), word="tick"),
    "untick": Line(_bare("untick"), word="untick"),
}
"""How each decision is typed, after its key in the table of decisions."""
_TYPED = frozenset(
    {typed for one, line in LINES.items() for typed in (DECISIONS[one].key, line.word) if typed}
)
_SIGNS = frozenset(typed for typed in _TYPED if not typed.isalnum())
"""The keys that need no blank after them."""


def usage(decision: DecisionId) -> str:
    """Return how a decision is typed: ``a and words``, ``x or tick``."""
    key, line = DECISIONS[decision].key, LINES[decision]
    return f"{key} and {line.follows}" if line.follows else f"{key} or {line.word}"


def _decision_of(typed: str, asked: Asked) -> DecisionId | None:
    """Return the decision of a key or word, for this kind of item; of two, the one that applies to it as it is."""
    found = [
        one
        for one in KINDS[asked.kind].decisions
        if one in LINES and typed and typed in (DECISIONS[one].key, LINES[one].word)
    ]
    return next((one for one in found if one in asked.offered), next(iter(found), None))


def _known(asked: Asked) -> str:
    """Return which letters can be typed for an item."""
    letters = list(dict.fromkeys(DECISIONS[one].key for one in asked.offered if one in LINES))
    if asked.choices:
        letters.insert(0, "1" if len(asked.choices) == 1 else f"1 to {len(asked.choices)}")
    if not letters:
        return "nothing can be decided here; type ? for help"
    return f"type {join_words(letters, 'or')}, or ? for help"
