"""The impact of an outage: which specs depend on a system or service that is down, and what they say happens then.

Names are matched by their words, since people write the same name in many ways: ``Firestore`` matches ``Firestore
`schedules` collection``; typos are tolerated. A spec is found by its listed dependencies, by names that only its
degraded modes mention, and through other specs that it depends on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from specui.markdown import text_folding
from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.degraded import DegradedMode

DependencyKind = Literal["system", "service", "mode"]

_WORD = lazy_pattern(r"[^\W_]+")
_IDLE = frozenset({"the", "a", "an", "of", "and", "our", "system", "service", "is", "are", "down", "out"})
_ALIKE = 0.8
_LEAST = 4
_NEAR = 0.5
"""The least similarity of a name that is suggested for an unknown one."""
"""Words with fewer letters must match exactly."""

Alike = Callable[[str, str], bool]


class Dependency(NamedTuple):
    """One dependency of a spec.

    `kind` is the table in which it is, or "mode" where only a degraded mode mentions it; `without` is what
    happens without it: the failure mode or the fallback; `line` is 1-based.
    """

    kind: DependencyKind
    name: str
    why: str
    without: str
    line: int

    @property
    def has_fallback(self) -> bool:
        """Whether the spec says what happens without it, other than that there is no fallback."""
        first = re.split(r"[\u2013\u2014;:,.(-]", self.without, maxsplit=1)[0]
        return bool(self.without.strip()) and not names.says_none(first)


@dataclass(frozen=True, slots=True)
class SpecDependencies:
    """A spec with all its dependencies. `file` is its name, relative to the root."""

    file: str
    title: str
    tier: str
    status: str
    owners: tuple[str, ...]
    dependencies: tuple[Dependency, ...]
    modes: tuple[DegradedMode, ...]


@dataclass(frozen=True, slots=True)
class Dependent:
    """A spec that depends on what is down, by one of its dependencies, with the degraded modes about it.

    `through` are the titles of the specs through which it does, the nearest first; () for a direct dependency.
    """

    spec: SpecDependencies
    dependency: Dependency
    modes: tuple[DegradedMode, ...]
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outage:
    """What happens when something is down.

    `matches` are its names in the specs; `near` are similar names where nothing matches.
    """

    name: str
    matches: tuple[str, ...]
    dependents: tuple[Dependent, ...]
    near: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether any spec mentions that name."""
        return bool(self.matches)


def dependencies_of(file: str, contents: Contents) -> SpecDependencies:
    """Return the dependencies of a spec, in file order."""
    found = [
        Dependency("system", d.system, d.why_needed, d.failure_mode, d.line)
        for d in contents.internal_dependencies
        if not d.none
    ]
    found += [
        Dependency("service", s.service, s.purpose, s.fallback, s.line)
        for s in contents.external_services
        if not s.none
    ]
    modes = tuple(DegradedMode(m.condition, m.behavior, m.line) for m in contents.degraded_modes)
    return SpecDependencies(
        file,
        names.strip_marks(contents.spec.title),
        contents.short_tier,
        contents.status or names.strip_signs(contents.status_raw),
        contents.owners,
        tuple(sorted(found, key=lambda dependency: dependency.line)),
        modes,
    )


def impact_of(specs: Iterable[SpecDependencies], name: str) -> Outage:
    """Return the specs that depend on a name, direct dependents first, each in the order of the specs."""
    known = tuple(specs)
    wanted = _words(name)
    if not wanted:
        return Outage(name, (), (), ())
    for alike in (_begins, _same):  # typos count only if nothing has the exact name
        direct = [one for spec in known for one in _direct(spec, wanted, alike)]
        meant = [one.dependency.name for one in direct if one.dependency.kind != "mode"]
        meant += [spec.title for spec in known if spec.title and _matches(wanted, spec.title, alike)]
        meant = meant or [one.dependency.name for one in direct]
        if meant:
            every = (*direct, *_indirect(known, direct))
            return Outage(name, tuple(dict.fromkeys(map(shown_name, meant))), every)
    return Outage(name, (), (), _near(name, known))


def _direct(spec: SpecDependencies, wanted: frozenset[str], alike: Alike) -> Iterator[Dependent]:
    hits = [dependency for dependency in spec.dependencies if _matches(wanted, dependency.name, alike)]
    for dependency in hits:
        yield Dependent(spec, dependency, _modes_about(spec, wanted, dependency, hits, alike))
    if not hits:
        about = tuple(mode for mode in spec.modes if _mentions(mode, wanted, alike))
        if about:
            first = about[0]
            dependency = Dependency("mode", first.condition, "", first.behavior, first.line)
            yield Dependent(spec, dependency, about)


def _modes_about(
    spec: SpecDependencies,
    wanted: frozenset[str],
    dependency: Dependency,
    hits: Sequence[Dependency],
    alike: Alike,
) -> tuple[DegradedMode, ...]:
    """Return the modes that mention a dependency by its own name; else those that mention what is down at all.

    A mode that mentions another dependency by its name is not about this one.
    """
    said = _words(dependency.name)
    about = [mode for mode in spec.modes if _mentions(mode, wanted, alike) or _mentions(mode, said)]
    own = [mode for mode in about if said - wanted and _mentions(mode, said)]
    if own:
        return tuple(own)
    others = [other for other in hits if other is not dependency and _words(other.name) - wanted]
    return tuple(mode for mode in about if not any(_mentions(mode, _words(o.name)) for o in others))


def _indirect(known: Sequence[SpecDependencies], direct: Sequence[Dependent]) -> Iterator[Dependent]:
    """Yield the specs that depend on a dependent spec, by its title; each once, by the shortest path."""
    paths: dict[str, tuple[str, ...]] = {one.spec.file: (one.spec.title,) for one in direct}
    frontier = [*paths]
    titles = {spec.file: _words(spec.title) for spec in known}
    while frontier:
        reached: list[str] = []
        for spec in known:
            if spec.file in paths:
                continue
            for dependency in spec.dependencies:
                by = next((f for f in frontier if titles[f] and titles[f] == _words(dependency.name)), None)
                if by is not None:
                    through = paths[by]
                    modes = tuple(mode for mode in spec.modes if _mentions(mode, _words(dependency.name)))
                    yield Dependent(spec, dependency, modes, through)
                    paths[spec.file] = (spec.title, *through)
                    reached.append(spec.file)
                    break
        frontier = reached


def _mentions(mode: DegradedMode, wanted: frozenset[str], alike: Alike | None = None) -> bool:
    said, alike = _words(mode.condition), alike or _begins
    return bool(wanted) and all(any(alike(word, other) for other in said) for word in wanted)


def _matches(wanted: frozenset[str], name: str, alike: Alike) -> bool:
    """Whether a name has all the words wanted, or all words of the name are wanted."""
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


def _near(name: str, known: Sequence[SpecDependencies]) -> tuple[str, ...]:
    """Return the names most similar to an unknown one."""
    from difflib import SequenceMatcher

    every = dict.fromkeys(shown_name(dependency.name) for spec in known for dependency in spec.dependencies)
    every.update(dict.fromkeys(spec.title for spec in known if spec.title))
    wanted = text_folding.fold(name)
    scored = [(SequenceMatcher(None, wanted, text_folding.fold(one)).ratio(), one) for one in every]
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    return tuple(one for score, one in scored[:3] if score >= _NEAR)


def shown_name(name: str) -> str:
    """Return a name without the marks of bold and code."""
    return name.replace("**", "").replace("`", "")
