"""What if something is down: which specs lean on a system or a service, and what they say happens then.

Names are matched by their words, as people write the same thing in many ways: ``Firestore`` is meant by ``Firestore
`schedules` collection``; a slip of the pen is forgiven. A spec is found by what it lists among its dependencies, by
what only its degraded modes speak of, and through other specs that it leans on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from specui.markdown import text_folding
from specui.specs import names
from specui.specs.contents import Contents

LeaningKind = Literal["system", "service", "mode"]

_WORD = re.compile(r"[^\W_]+")
_IDLE = frozenset({"the", "a", "an", "of", "and", "our", "system", "service", "is", "are", "down", "out"})
_ALIKE = 0.8
_LEAST = 4
"""Letters below which a word must be there as it is."""

Alike = Callable[[str, str], bool]


class ModeSaid(NamedTuple):
    """A degraded mode: what happens under a condition, and the line where it stands."""

    condition: str
    behavior: str
    line: int


class Leaning(NamedTuple):
    """One thing that a spec leans on.

    `kind` is the table in which it stands, or "mode" where only a degraded mode speaks of it; `without` is what
    happens without it, the failure mode or the fallback; `line` is 1-based.
    """

    kind: LeaningKind
    name: str
    why: str
    without: str
    line: int

    @property
    def has_fallback(self) -> bool:
        """Whether something is said of what happens without it, and not that there is nothing to fall back on."""
        first = re.split(r"[\u2013\u2014;:,.(-]", self.without, maxsplit=1)[0]
        return bool(self.without.strip()) and not names.says_none(first)


@dataclass(frozen=True, slots=True)
class Leans:
    """A spec with all that it leans on. `file` is its name, relative to the root."""

    file: str
    title: str
    tier: str
    status: str
    owners: tuple[str, ...]
    leanings: tuple[Leaning, ...]
    modes: tuple[ModeSaid, ...]


@dataclass(frozen=True, slots=True)
class Dependent:
    """A spec that depends on what is down: by one of its leanings, with the modes that are about it.

    `through` are the titles of the specs by which it does, the nearest first; () where it does itself.
    """

    spec: Leans
    leaning: Leaning
    modes: tuple[ModeSaid, ...]
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outage:
    """What happens when something is down.

    `meant` are the names in the specs by which it is called there; `near` are like ones where none of them is meant.
    """

    name: str
    meant: tuple[str, ...]
    dependents: tuple[Dependent, ...]
    near: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether any spec knows a thing of that name."""
        return bool(self.meant)


def leans(file: str, contents: Contents) -> Leans:
    """Return what one spec leans on, in file order."""
    found = [
        Leaning("system", d.system, d.why_needed, d.failure_mode, d.line)
        for d in contents.internal_dependencies
        if not d.none
    ]
    found += [
        Leaning("service", s.service, s.purpose, s.fallback, s.line)
        for s in contents.external_services
        if not s.none
    ]
    modes = tuple(ModeSaid(m.condition, m.behavior, m.line) for m in contents.degraded_modes)
    return Leans(
        file,
        names.strip_marks(contents.spec.title),
        contents.short_tier,
        contents.status or names.strip_signs(contents.status_raw),
        contents.owners,
        tuple(sorted(found, key=lambda leaning: leaning.line)),
        modes,
    )


def what_if_down(specs: Iterable[Leans], name: str) -> Outage:
    """Return who depends on what is called so, in the order of the specs: those who do themselves come first."""
    known = tuple(specs)
    wanted = _words(name)
    if not wanted:
        return Outage(name, (), (), ())
    for alike in (_begins, _same):  # a slip of the pen is one only where nothing is called so
        direct = [one for spec in known for one in _direct(spec, wanted, alike)]
        meant = [one.leaning.name for one in direct if one.leaning.kind != "mode"]
        meant += [spec.title for spec in known if spec.title and _is_meant(wanted, spec.title, alike)]
        meant = meant or [one.leaning.name for one in direct]
        if meant:
            every = (*direct, *_indirect(known, direct))
            return Outage(name, tuple(dict.fromkeys(map(shown_name, meant))), every)
    return Outage(name, (), (), _near(name, known))


def _direct(spec: Leans, wanted: frozenset[str], alike: Alike) -> Iterator[Dependent]:
    hits = [leaning for leaning in spec.leanings if _is_meant(wanted, leaning.name, alike)]
    for leaning in hits:
        yield Dependent(spec, leaning, _modes_about(spec, wanted, leaning, hits, alike))
    if not hits:
        about = tuple(mode for mode in spec.modes if _speaks_of(mode, wanted, alike))
        if about:
            first = about[0]
            leaning = Leaning("mode", first.condition, "", first.behavior, first.line)
            yield Dependent(spec, leaning, about)


def _modes_about(
    spec: Leans, wanted: frozenset[str], leaning: Leaning, hits: Sequence[Leaning], alike: Alike
) -> tuple[ModeSaid, ...]:
    """Return the modes that speak of a leaning by its own name; else those that speak of what is down at all.

    A mode that speaks of another leaning by its name is not about this one.
    """
    said = _words(leaning.name)
    about = [mode for mode in spec.modes if _speaks_of(mode, wanted, alike) or _speaks_of(mode, said)]
    own = [mode for mode in about if said - wanted and _speaks_of(mode, said)]
    if own:
        return tuple(own)
    others = [other for other in hits if other is not leaning and _words(other.name) - wanted]
    return tuple(mode for mode in about if not any(_speaks_of(mode, _words(o.name)) for o in others))


def _indirect(known: Sequence[Leans], direct: Sequence[Dependent]) -> Iterator[Dependent]:
    """Yield the specs that lean on a spec that depends on it, by that one's title; each once, by the shortest way."""
    paths: dict[str, tuple[str, ...]] = {one.spec.file: (one.spec.title,) for one in direct}
    frontier = [*paths]
    titles = {spec.file: _words(spec.title) for spec in known}
    while frontier:
        reached: list[str] = []
        for spec in known:
            if spec.file in paths:
                continue
            for leaning in spec.leanings:
                by = next((f for f in frontier if titles[f] and titles[f] == _words(leaning.name)), None)
                if by is not None:
                    through = paths[by]
                    modes = tuple(mode for mode in spec.modes if _speaks_of(mode, _words(leaning.name)))
                    yield Dependent(spec, leaning, modes, through)
                    paths[spec.file] = (spec.title, *through)
                    reached.append(spec.file)
                    break
        frontier = reached


def _speaks_of(mode: ModeSaid, wanted: frozenset[str], alike: Alike | None = None) -> bool:
    said, alike = _words(mode.condition), alike or _begins
    return bool(wanted) and all(any(alike(word, other) for other in said) for word in wanted)


def _is_meant(wanted: frozenset[str], name: str, alike: Alike) -> bool:
    """Whether all words that are asked for stand in a name, or all words of the name are asked for."""
    said = _words(name)
    if not said:
        return False
    if all(any(alike(word, other) for other in said) for word in wanted):
        return True
    return all(any(alike(word, other) for other in wanted) for word in said)


def _begins(one: str, other: str) -> bool:
    return one == other or (len(one) >= _LEAST and other.startswith(one))


@lru_cache(maxsize=8192)
def _same(one: str, other: str) -> bool:
    if _begins(one, other):
        return True
    if min(len(one), len(other)) < _LEAST or one[0] != other[0] or abs(len(one) - len(other)) > 2:
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


@lru_cache(maxsize=8192)
def _words(name: str) -> frozenset[str]:
    """Return the words of a name that matter, in the singular."""
    found = _WORD.findall(text_folding.fold(name))
    kept = [word for word in found if word not in _IDLE] or found
    return frozenset(map(_singular, kept))


def _singular(word: str) -> str:
    if len(word) <= _LEAST or not word.endswith("s") or word.endswith("ss"):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


def _near(name: str, known: Sequence[Leans]) -> tuple[str, ...]:
    """Return the names that are most like one that nobody knows."""
    from difflib import SequenceMatcher

    every = dict.fromkeys(shown_name(leaning.name) for spec in known for leaning in spec.leanings)
    every.update(dict.fromkeys(spec.title for spec in known if spec.title))
    wanted = text_folding.fold(name)
    scored = [(SequenceMatcher(None, wanted, text_folding.fold(one)).ratio(), one) for one in every]
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    return tuple(one for _, one in scored[:3])


def shown_name(name: str) -> str:
    """Return a name without the marks of bold and code."""
    return name.replace("**", "").replace("`", "")
