"""What a typed line means: one decision, one step in the queue, or one sentence that says why it is neither. Pure.

Nothing is guessed: what does not belong to the kind of item that is asked about is a Fault, and changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from specui.specs.dates import NoDayError, coming_day
from specui.specs.field_input import value_meant
from specui.specs.template import Choice
from specui.specs.triage import Kind

Verb = Literal[
    "answer",
    "defer",
    "assign",
    "drop",
    "gap",
    "criterion",
    "severity",
    "notes",
    "resolve",
    "question",
    "tick",
]
Step = Literal["skip", "back", "again", "undo", "redo", "filter", "help", "quit"]


class Decision(NamedTuple):
    """What is done to the item. `value` is a day (ISO), a name, a severity's word or a group's name; else ""."""

    verb: Verb
    text: str = ""
    value: str = ""


class Move(NamedTuple):
    """What is done in the queue; `text` is the filter of "filter"."""

    step: Step
    text: str = ""


class Fault(NamedTuple):
    """Why a line means nothing here: one sentence."""

    sentence: str


Meaning: TypeAlias = Decision | Move | Fault


class Asked(NamedTuple):
    """The item that a line is about, as far as reading the line needs it."""

    kind: Kind
    today: str
    alternatives: tuple[str, ...] = ()
    severities: tuple[Choice, ...] = ()
    groups: tuple[str, ...] = ()


_WORD = re.compile(r"(?P<head>\S+)\s*(?P<rest>.*)", re.DOTALL)

_STEPS: Mapping[str, Step] = {
    "u": "undo",
    "U": "redo",
    "b": "back",
    "i": "again",
    "?": "help",
    "h": "help",
    "help": "help",
    "q": "quit",
    "quit": "quit",
}


def parse(line: str, asked: Asked | None) -> Meaning:
    """Return what a line means to an item; `asked` is None where there is none. Never raises."""
    text = line.replace("\t", " ").strip()
    if any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char == "\ufffd" for char in text):
        return Fault(
            "That line holds a sign that is no text, from an arrow key perhaps; nothing was done, type it again."
        )
    if not text:
        return Move("skip")
    if text[0] == "/":
        return Move("filter", text[1:].strip())
    if text[0] == "@":
        text = f"@ {text[1:]}"
    word = _WORD.match(text)
    assert word is not None
    head, rest = word["head"], word["rest"].strip()
    step = _STEPS.get(head) or _STEPS.get(head.lower())
    if step is not None:
        return Move(step) if not rest else Fault(f"“{head}” stands alone on its line; ? tells what there is.")
    if asked is None:
        return Fault("There is no item here; / takes another filter, u takes back, q leaves.")
    if head.isdecimal():
        return _alternative(head, rest, asked)
    read = _VERBS[asked.kind].get(head.lower())
    if read is not None:
        return read(rest, asked)
    others = [kind for kind, verbs in _VERBS.items() if head.lower() in verbs]
    if others:
        return Fault(f"“{head}” is for {_several(others)}, and this is {_A[asked.kind]}; {_known(asked)}.")
    hint = "; an answer in words begins with a" if asked.kind == "question" else ""
    return Fault(f"“{head[:40]}” means nothing here{hint}; {_known(asked)}.")


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
            f"Write numbers from 1 to {count}, all, or n for none of it; an empty line takes the sure ones."
        )
    return tuple(sorted({int(word) for word in words}))


# -- one verb each


def _alternative(head: str, rest: str, asked: Asked) -> Meaning:
    offered = asked.alternatives
    if asked.kind != "question":
        return Fault(f"Numbers answer questions, and this is {_A[asked.kind]}; {_known(asked)}.")
    if not offered:
        return Fault("This question offers no alternatives; a and your words answer it.")
    if rest:
        return Fault("A number stands alone on its line; an answer in words begins with a.")
    if not head.isascii() or not 1 <= int(head[:9]) <= len(offered):
        return Fault(f"There is no alternative {head[:9]}; the last one is {len(offered)}.")
    return Decision("answer", offered[int(head) - 1])


def _defer(rest: str, asked: Asked) -> Meaning:
    word = _WORD.match(rest)
    if word is None:
        return Fault("A day is missing: d 2026-01-31, or d 2w; words behind it say why.")
    try:
        return Decision("defer", word["rest"].strip(), coming_day(word["head"], asked.today))
    except NoDayError as error:
        return Fault(str(error))


def _gap(rest: str, asked: Asked) -> Meaning:
    word = _WORD.match(rest)
    if word is not None:
        for choice in asked.severities:
            if word["head"].rstrip(":").casefold() == choice.word.casefold():
                return Decision("gap", word["rest"].strip(), choice.word)
    return Decision("gap", rest)


def _criterion(rest: str, asked: Asked) -> Meaning:
    group, text = _group(rest, asked.groups)
    return Decision("criterion", text, group)


def _group(text: str, groups: Sequence[str]) -> tuple[str, str]:
    """Part a text into the group that it begins with, in full or as ``perf:``, and what follows."""
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
        return Fault(f"A severity is missing; there are {known}.")
    choice = value_meant(rest, asked.severities)
    if choice is None:
        return Fault(f"“{rest[:40]}” is no severity; there are {known}.")
    return Decision("severity", "", choice.word)


def _resolve(rest: str, _asked: Asked) -> Meaning:
    return Decision("resolve", rest)


def _to_question(rest: str, _asked: Asked) -> Meaning:
    return Decision("question", rest)


def _tick(rest: str, _asked: Asked) -> Meaning:
    return Decision("tick") if not rest else Fault("tick stands alone on its line; nothing was ticked.")


def _worded(verb: Verb, missing: str, *, as_value: bool = False) -> Callable[[str, Asked], Meaning]:
    """Return the reader of a verb that needs words."""

    def read(rest: str, _asked: Asked) -> Meaning:
        if not rest:
            return Fault(missing)
        return Decision(verb, "", rest) if as_value else Decision(verb, rest)

    return read


_BOX: Mapping[str, Callable[[str, Asked], Meaning]] = {"tick": _tick, "t": _tick}
_VERBS: Mapping[Kind, Mapping[str, Callable[[str, Asked], Meaning]]] = {
    "question": {
        "a": _worded("answer", "The answer is missing: a and your words."),
        "d": _defer,
        "@": _worded("assign", "A name is missing: @ and who is to decide.", as_value=True),
        "w": _worded("drop", "A reason is missing: w and why it needs no answer."),
        "g": _gap,
        "c": _criterion,
    },
    "gap": {
        "s": _severity,
        "n": _worded("notes", "The notes are missing: n and what they are to say."),
        "r": _resolve,
        "c": _criterion,
        "x": _to_question,
    },
    "test": _BOX,
    "criterion": _BOX,
}
_A: Mapping[Kind, str] = {
    "question": "a question",
    "gap": "a gap",
    "test": "a missing test",
    "criterion": "a criterion",
}
_MANY: Mapping[Kind, str] = {
    "question": "questions",
    "gap": "gaps",
    "test": "missing tests",
    "criterion": "criteria",
}


def _several(kinds: Sequence[Kind]) -> str:
    return " and ".join(_MANY[kind] for kind in kinds)


def _known(asked: Asked) -> str:
    """Say which letters there are for an item."""
    letters = [letter for letter in _VERBS[asked.kind] if letter != "t"]
    if asked.alternatives:
        letters.insert(0, "1" if len(asked.alternatives) == 1 else f"1 to {len(asked.alternatives)}")
    known = letters[0] if len(letters) == 1 else f"{', '.join(letters[:-1])} and {letters[-1]}"
    return f"there {'is' if len(letters) == 1 else 'are'} {known}, and ? for help"
