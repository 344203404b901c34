"""The impact of an outage: the names of dependencies, and the specs that depend on one, as a list. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from specui.markdown import text_folding
from specui.specs.outage import Dependency, DependencyKind, Dependent, Outage, SpecDependencies, shown_name
from specui.tui.rendering.location_list import Detail, Group, Item, Listing
from specui.tui.rendering.paint import Cell

_SAYS: dict[DependencyKind, str] = {"system": "Failure mode", "service": "Fallback", "mode": "Degraded mode"}
_KINDS: dict[DependencyKind, str] = {"system": "system", "service": "service", "mode": ""}


class Named(NamedTuple):
    """A dependency: its most frequent name, what it is, and how many specs name it."""

    name: str
    what: str
    specs: int


def names_of(known: Iterable[SpecDependencies]) -> tuple[Named, ...]:
    """Return all dependencies of specs, and the specs themselves: the most frequent first, then by name."""
    spelled: dict[str, dict[str, set[str]]] = {}
    kinds: dict[str, str] = {}
    for spec in known:
        if spec.title:
            key = text_folding.fold(spec.title)
            spelled.setdefault(key, {}).setdefault(spec.title, set())
            kinds[key] = "spec"
        for dependency in spec.dependencies:
            name = shown_name(dependency.name).strip()
            if name:
                spelled.setdefault(text_folding.fold(name), {}).setdefault(name, set()).add(spec.file)
                kinds.setdefault(text_folding.fold(name), _KINDS[dependency.kind])
    found = [_named(ways, kinds[key]) for key, ways in spelled.items()]
    return tuple(sorted(found, key=lambda one: (-one.specs, one.name.casefold())))


def _named(ways: dict[str, set[str]], what: str) -> Named:
    name = max(ways, key=lambda way: len(ways[way]))
    return Named(name, what, len(set().union(*ways.values())))


def outage_listing(outage: Outage, unread: int = 0) -> Listing:
    """Return the specs that depend on a name: direct ones first, by tier, then indirect ones.

    `unread` files are not read yet.
    """
    ordered = sorted(outage.dependents, key=lambda one: (bool(one.through), _tier(one), one.spec.file))
    by_spec = [(file, list(ones)) for file, ones in groupby(ordered, key=lambda one: one.spec.file)]
    empty = f"No spec depends on {outage.name}."
    if outage.near:
        empty += f" Similar names: {', '.join(outage.near)}."
    return Listing(
        f"Impact of an outage of {outage.name}",
        tuple(_facts(by_spec, unread)),
        tuple(_group(ones) for _, ones in by_spec),
        empty,
    )


def _tier(one: Dependent) -> tuple[int, str]:
    return (0 if one.spec.tier else 1, one.spec.tier)


def _facts(by_spec: Sequence[tuple[str, list[Dependent]]], unread: int) -> Iterator[Cell]:
    direct = [ones for _, ones in by_spec if not ones[0].through]
    if direct:
        yield Cell(f"{len(direct)} spec{'' if len(direct) == 1 else 's'}", "text bold")
        yield Cell(f" depend{'s' if len(direct) == 1 else ''} on it", "text")
    if len(by_spec) > len(direct):
        yield Cell(f", {len(by_spec) - len(direct)} more indirectly", "text")
    bare = sum(any(not _has_fallback(one) for one in ones) for ones in direct)
    if bare:
        yield Cell(f"   ✖ {bare} with no fallback", "error")
    silent = sum(not any(one.modes for one in ones) for ones in direct)
    if silent:
        yield Cell(f"   ▲ {silent} with no degraded mode", "warning")
    if unread:
        yield Cell(f"   {unread:,} files not read yet", "muted")


def _has_fallback(one: Dependent) -> bool:
    return one.dependency.kind == "mode" or one.dependency.has_fallback


def _group(ones: Sequence[Dependent]) -> Group:
    spec = ones[0].spec
    facts = [
        f"Tier {spec.tier}" if spec.tier else "no tier",
        ", ".join(owner.partition(" (")[0].strip() or owner for owner in spec.owners) or "no owner",
        spec.status,
    ]
    if ones[0].through:
        facts.append(f"through {', '.join(ones[0].through)}")
    return Group(spec.title or spec.file, tuple(_items(ones)), " · ".join(filter(None, facts)))


def _items(ones: Sequence[Dependent]) -> Iterator[Item]:
    file = ones[0].spec.file
    for one in ones:
        if one.dependency.kind != "mode":
            yield _dependency(file, one.dependency, silent=not one.modes)
    for mode in dict.fromkeys(mode for one in ones for mode in one.modes):
        text = f"If {mode.condition}: {mode.behavior}" if mode.condition else mode.behavior
        yield Item(
            f"{file}:mode:{mode.condition}", file, mode.line, shown_name(text), f"L{mode.line}", (), "muted"
        )


def _dependency(file: str, dependency: Dependency, *, silent: bool) -> Item:
    name, why = shown_name(dependency.name), shown_name(dependency.why).strip()
    details = [
        Detail(
            _SAYS[dependency.kind],
            shown_name(dependency.without).strip() or "not specified",
            "" if dependency.has_fallback else "error",
        )
    ]
    if silent:
        details.append(Detail("Degraded mode", "not specified", "warning"))
    text = f"{name}: {why}" if why else name
    return Item(
        f"{file}:{dependency.kind}:{name}", file, dependency.line, text, f"L{dependency.line}", tuple(details)
    )
