"""One grammar for what is shown: the screen's filter line, `[views]` in specui.toml, the command line's options.

    kind:gap,question tier:1,2 owner:linus older:30d spec:tier1* -severity:low soft "hard block"

Blanks part terms, and all of them must hold; commas part values, and one of them must. A minus turns a term round.
What has no key is looked for in the item's words, its topic and its spec's title. Case counts for nothing, and quotes
hold blanks and commas together; within them a backslash takes the next character as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from specui.markdown import text_folding
from specui.markdown.file_suffix import stem_of
from specui.specs.dates import parse as day_of
from specui.specs.triage.model import KINDS, STATES, Entry

_KEY = re.compile(r"(?P<key>[A-Za-z]+):(?!//)")
_AGE = re.compile(r"(?P<number>\d{1,4})(?P<unit>[dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_NONE = "none"
WAITING = "waiting"
"""What `state:` takes beside the states: what somebody has to decide or do today."""


class FilterFault(NamedTuple):
    """Why a text is no filter: one sentence."""

    sentence: str

    def __str__(self) -> str:
        return self.sentence


class Term(NamedTuple):
    """One condition. `key` is "" for words that are looked for; `values` are alternatives, in their plain form."""

    key: str
    values: tuple[str, ...]
    negative: bool = False

    def __str__(self) -> str:
        told = ",".join(_quoted(value, in_list=bool(self.key)) for value in self.values)
        return f"{'-' * self.negative}{f'{self.key}:' if self.key else ''}{told}"


@dataclass(frozen=True, slots=True)
class Filter:
    """What is shown: every term must hold; none are everything. ``str`` gives the text from which it is read again."""

    terms: tuple[Term, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Filter | FilterFault:
        """Return the filter that a text says, or why it says none; never raises."""
        found = []
        for token in _tokens(text):
            term = _term(token)
            if isinstance(term, FilterFault):
                return term
            found.append(term)
        return cls(tuple(found))

    @classmethod
    def of(cls, key: str, *values: str) -> Filter | FilterFault:
        """Return the filter of one term, from values as a program has them; of none where there are no values."""
        wanted = tuple(value for value in values if value.strip())
        term = _term(_Token(key, wanted, False)) if wanted else None
        return term if isinstance(term, FilterFault) else cls((term,) if term else ())

    def __str__(self) -> str:
        return " ".join(map(str, self.terms))

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __and__(self, other: Filter) -> Filter:
        """Return what holds where both do."""
        return Filter((*self.terms, *(term for term in other.terms if term not in self.terms)))

    @property
    def names_state(self) -> bool:
        """Whether it says which states are shown; else only what waits is."""
        return any(term.key == "state" for term in self.terms)

    def values(self, key: str) -> tuple[str, ...]:
        """Return the values that it asks for under a key, those that it bars left out."""
        return tuple(v for term in self.terms if term.key == key and not term.negative for v in term.values)

    def matches(self, entry: Entry, since: str | None = None) -> bool:
        """Whether an entry is shown.

        `since` is the ISO day since when it stands there; None where nobody was asked or could tell: then the day of
        its spec's last update counts, and an entry that lacks that too is of no age. "" is unknown: of no age either.
        """
        for key, values, negative in self.terms:
            holds = _HOLDS[key]
            if any(holds(entry, value, since) for value in values) == negative:
                return False
        return True


class _Token(NamedTuple):
    key: str
    values: tuple[str, ...]
    negative: bool


def _tokens(text: str) -> Iterator[_Token]:
    at, end = 0, len(text)
    while at < end:
        if text[at].isspace():
            at += 1
            continue
        negative = text[at] == "-" and at + 1 < end and not text[at + 1].isspace()
        at += negative
        key = _KEY.match(text, at)
        if key is None:
            value, at = _value(text, at, in_list=False)
            if value.strip():
                yield _Token("", (value,), negative)
            continue
        values, at = [], key.end()
        while at < end and not text[at].isspace():
            value, at = _value(text, at, in_list=True)
            if value.strip():
                values.append(value)
            if at >= end or text[at] != ",":
                break
            at += 1
        yield _Token(key["key"].lower(), tuple(values), negative)


def _value(text: str, at: int, *, in_list: bool) -> tuple[str, int]:
    """Return the value that begins there and where it ends; a quote that is not closed ends with the text."""
    end = len(text)
    if at < end and text[at] == '"':
        found, at = [], at + 1
        while at < end and text[at] != '"':
            at += text[at] == "\\" and at + 1 < end
            found.append(text[at])
            at += 1
        return "".join(found), min(at + 1, end)
    start = at
    while at < end and not text[at].isspace() and not (in_list and text[at] == ","):
        at += 1
    return text[start:at], at


def _quoted(value: str, *, in_list: bool) -> str:
    """Return a value as it is read again."""
    plain = (
        value[0] not in '"-'
        and not any(char.isspace() or (in_list and char == ",") for char in value)
        and (in_list or _KEY.match(value) is None)
    )
    if plain:
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _term(token: _Token) -> Term | FilterFault:
    key, values, negative = token
    if key not in _HOLDS:
        known = [f"{name}:" for name in _HOLDS if name]
        near = _nearest(f"{key}:", known)
        there = f"write “{near}”" if near else f"there are {', '.join(known)}"
        return FilterFault(
            f"There is no filter “{key}:”; {there}, or put quotes around it to search for the words."
        )
    if not values:
        return FilterFault(f"“{key}:” needs a value, such as {_EXAMPLES[key]}.")
    read = _READ.get(key)
    if read is None:
        return Term(key, values, negative)
    found = []
    for value in values:
        plain = read(value)
        if isinstance(plain, FilterFault):
            return plain
        found.append(plain)
    return Term(key, tuple(dict.fromkeys(found)), negative)


def _meant(word: str, known: Sequence[str]) -> str:
    near = _nearest(word, known)
    return f"did you mean “{near}”?" if near else f"there are {', '.join(known)}."


def _nearest(word: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word[:40].lower(), known, 1)), "")


def _kind(value: str) -> str | FilterFault:
    word = value.strip().lower()
    found = _KIND_WORDS.get(word)
    return found or FilterFault(f"There is no kind “{value}”; {_meant(word, KINDS)}")


def _state(value: str) -> str | FilterFault:
    word, known = value.strip().lower(), [*STATES, WAITING]
    if word in known:
        return word
    return FilterFault(f"There is no state “{value}”; {_meant(word, known)}")


def _age(value: str) -> str | FilterFault:
    word = value.strip().lower()
    if _AGE.fullmatch(word):
        return word
    return FilterFault(f"“older:{value}” is no age; write 30d, 4w, 6m or 1y.")


_KIND_WORDS: Mapping[str, str] = {
    **{kind: kind for kind in KINDS},
    "questions": "question",
    "gaps": "gap",
    "tests": "test",
    "criteria": "criterion",
}
_READ: Mapping[str, Callable[[str], str | FilterFault]] = {"kind": _kind, "state": _state, "older": _age}
_EXAMPLES = {
    "kind": "kind:gap,question",
    "tier": "tier:1",
    "owner": "owner:linus",
    "severity": "severity:critical",
    "state": "state:open,assigned",
    "older": "older:30d",
    "spec": "spec:tier1*",
    "status": "status:draft",
}


def _in_words(entry: Entry, value: str, _since: str | None) -> bool:
    return text_folding.fold(value) in text_folding.fold(f"{entry.text}\n{entry.topic}\n{entry.title}")


def _in_tier(entry: Entry, value: str, _since: str | None) -> bool:
    return text_folding.fold(entry.tier) == _or_none(value)


def _of_owner(entry: Entry, value: str, _since: str | None) -> bool:
    people = (entry.assignee,) if entry.assignee else entry.owners
    wanted = _or_none(value)
    return any(wanted in text_folding.fold(person) for person in people) if wanted else not people


def _of_severity(entry: Entry, value: str, _since: str | None) -> bool:
    wanted = _or_none(value)
    return text_folding.fold(entry.severity).startswith(wanted) if wanted else not entry.severity


def _in_state(entry: Entry, value: str, _since: str | None) -> bool:
    return entry.waiting if value == WAITING else entry.state == value


def _is_older(entry: Entry, value: str, since: str | None) -> bool:
    day, today = day_of(entry.updated if since is None else since), day_of(entry.today)
    match = _AGE.fullmatch(value)
    if day is None or today is None or match is None:
        return False
    return today.toordinal() - day.toordinal() > int(match["number"]) * _DAYS[match["unit"]]


def _in_spec(entry: Entry, value: str, _since: str | None) -> bool:
    return _spec_fits(value, entry.name, entry.title)


@lru_cache(maxsize=4096)
def _spec_fits(value: str, name: str, title: str) -> bool:
    wanted, file, said = text_folding.fold(value), text_folding.fold(name), text_folding.fold(title)
    if "*" not in wanted and "?" not in wanted:
        return wanted in file or wanted in said
    pattern = re.compile("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in wanted), re.DOTALL)
    stem = stem_of(file)
    places = (file, stem, file.rpartition("/")[2], stem.rpartition("/")[2], said)
    return any(pattern.fullmatch(place) for place in places)


def _of_status(entry: Entry, value: str, _since: str | None) -> bool:
    wanted = _or_none(value)
    return wanted in text_folding.fold(entry.status) if wanted else not entry.status


def _or_none(value: str) -> str:
    folded = text_folding.fold(value.strip())
    return "" if folded == _NONE else folded


_HOLDS: Mapping[str, Callable[[Entry, str, str | None], bool]] = {
    "": _in_words,
    "kind": lambda entry, value, _since: entry.kind == value,
    "tier": _in_tier,
    "owner": _of_owner,
    "severity": _of_severity,
    "state": _in_state,
    "older": _is_older,
    "spec": _in_spec,
    "status": _of_status,
}
