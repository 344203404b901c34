"""The one grammar of filters: the screen's filter line, `[views]` in specui.toml, the options of commands.

    kind:gap,question tier:1,2 owner:linus older:30d spec:tier1* -severity:low soft "hard block"

Blanks separate terms, all of which must match; commas separate values, one of which must match. A leading `-` negates
a term. A term without a key searches the item's words, its topic and the title of its spec. Case does not matter. Quotes
keep blanks and commas together; inside them a backslash escapes the next character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from specui.markdown import text_folding
from specui.markdown.file_suffix import stem_of
from specui.markdown.lazy import lazy_pattern
from specui.specs.dates import parse as day_of
from specui.specs.items import kinds
from specui.specs.triage.model import KINDS, STATES, Entry

_KEY = lazy_pattern(r"(?P<key>[A-Za-z]+):(?!//)")
_AGE = lazy_pattern(r"(?P<number>\d{1,4})(?P<unit>[dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_NONE = "none"
WAITING = "waiting"
"""What `state:` takes besides the states: items that somebody has to decide or do today."""
DUE = "due"
"""Questions that were deferred to a day that has come."""
STATE_WORDS: tuple[str, ...] = (*STATES, DUE, WAITING, _NONE)
"""All that `state:` takes; none is for criteria that have no checkbox and are neither open nor done."""


class FilterFault(NamedTuple):
    """Why a text is not a valid filter: one sentence."""

    sentence: str

    def __str__(self) -> str:
        return self.sentence


class Term(NamedTuple):
    """One condition. `key` is "" for search words; `values` are alternatives, normalised."""

    key: str
    values: tuple[str, ...]
    negative: bool = False

    def __str__(self) -> str:
        told = ",".join(_quoted(value, in_list=bool(self.key)) for value in self.values)
        return f"{'-' * self.negative}{f'{self.key}:' if self.key else ''}{told}"


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: every term must match; no terms match everything. ``str`` gives the text that parses to it."""

    terms: tuple[Term, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Filter | FilterFault:
        """Return the filter of a text, or why it is invalid; never raises."""
        found = []
        for token in _tokens(text):
            term = _term(token)
            if isinstance(term, FilterFault):
                return term
            found.append(term)
        return cls(tuple(found))

    @classmethod
    def of(cls, key: str, *values: str) -> Filter | FilterFault:
        """Return the filter of one term from its values; an empty filter where there are none."""
        wanted = tuple(value for value in values if value.strip())
        term = _term(_Token(key, wanted, False)) if wanted else None
        return term if isinstance(term, FilterFault) else cls((term,) if term else ())

    def __str__(self) -> str:
        return " ".join(map(str, self.terms))

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __and__(self, other: Filter) -> Filter:
        """Return the filter that matches where both do."""
        return Filter((*self.terms, *(term for term in other.terms if term not in self.terms)))

    @property
    def names_state(self) -> bool:
        """Whether it says which states are shown; otherwise only open items are."""
        return any(term.key == "state" for term in self.terms)

    def values(self, key: str) -> tuple[str, ...]:
        """Return the values that it requires for a key, without negated ones."""
        return tuple(v for term in self.terms if term.key == key and not term.negative for v in term.values)

    def matches(self, entry: Entry, since: str | None = None) -> bool:
        """Whether an entry is shown.

        `since` is the ISO day since which it has been there; None where that was not looked up: then the last update of
        its spec counts, and an entry without that has no age. "" is unknown: no age either.
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
    """Return the value that begins at an offset and where it ends; an unclosed quote ends with the text."""
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
    """Return a value quoted where needed, so that it parses to itself."""
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
        there = f"Write “{near}”" if near else f"Use {', '.join(known)}"
        return FilterFault(f"Unknown filter “{key}:”. {there}, or quote it to search for the text.")
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


def _suggestion(word: str, known: Sequence[str]) -> str:
    near = _nearest(word, known)
    return f"did you mean “{near}”?" if near else f"there are {', '.join(known)}."


def _nearest(word: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word[:40].lower(), known, 1)), "")


def _kind(value: str) -> str | FilterFault:
    word = value.strip().lower()
    found = _KIND_WORDS.get(word)
    return found or FilterFault(f"Unknown kind “{value}”; {_suggestion(word, KINDS)}")


def _state(value: str) -> str | FilterFault:
    word = value.strip().lower()
    if word in STATE_WORDS:
        return word
    return FilterFault(f"Unknown state “{value}”; {_suggestion(word, STATE_WORDS)}")


def _age(value: str) -> str | FilterFault:
    word = value.strip().lower()
    if _AGE.fullmatch(word):
        return word
    return FilterFault(f"“older:{value}” isn't an age; write 30d, 4w, 6m or 1y.")


_KIND_WORDS: Mapping[str, str] = {
    word: kind.id for kind in kinds.KINDS.values() for word in (kind.id, kind.listing)
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


def _of_owner(entry: Entry, value: str, _since: str | None) -> bool:
    people = (entry.assignee,) if entry.assignee else entry.owners
    wanted = _or_none(value)
    return any(wanted in text_folding.fold(person) for person in people) if wanted else not people


def _of_severity(entry: Entry, value: str, _since: str | None) -> bool:
    wanted = _or_none(value)
    return text_folding.fold(entry.severity).startswith(wanted) if wanted else not entry.severity


def _is_older(entry: Entry, value: str, since: str | None) -> bool:
    day, today = day_of(entry.updated if since is None else since), day_of(entry.today)
    match = _AGE.fullmatch(value)
    if day is None or today is None or match is None:
        return False
    return today.toordinal() - day.toordinal() > int(match["number"]) * _DAYS[match["unit"]]


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


def _has_state(entry: Entry, value: str, _since: str | None) -> bool:
    if value == WAITING:
        return entry.waiting
    if value == DUE:
        return entry.state == "deferred" and entry.waiting
    return entry.state == ("" if value == _NONE else value)


def _or_none(value: str) -> str:
    folded = text_folding.fold(value.strip())
    return "" if folded == _NONE else folded


_HOLDS: Mapping[str, Callable[[Entry, str, str | None], bool]] = {
    "": _in_words,
    "kind": lambda entry, value, _since: entry.kind == value,
    "tier": lambda entry, value, _since: text_folding.fold(entry.tier) == _or_none(value),
    "owner": _of_owner,
    "severity": _of_severity,
    "state": _has_state,
    "older": _is_older,
    "spec": lambda entry, value, _since: _spec_fits(value, entry.name, entry.title),
    "status": _of_status,
}
