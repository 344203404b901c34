"""The order of entries, and the headings that group them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, get_args

from specui.specs import names
from specui.specs.triage.model import KINDS, Entry, Key

Sort = Literal["tier", "severity", "age", "spec"]
SORTS: tuple[Sort, ...] = get_args(Sort)

Grouping = Literal["none", "spec", "tier", "owner", "kind"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)

Ages = Mapping[Key, str]
"""Since when entries have been there: ISO days, "" if unknown. For entries left out, the last update counts."""

_NO_DAY = "9999"


class EntryGroup(NamedTuple):
    """Entries under one heading; `title` is "" if they are not grouped, or lack what they are grouped by."""

    title: str
    entries: tuple[Entry, ...]


def ordered(entries: Iterable[Entry], sort: Sort, since: Ages | None = None) -> tuple[Entry, ...]:
    """Return entries in order.

    Tier: tier 1 first, within a tier the worst severity. Severity: the worst first, then by tier. Age: the oldest first,
    unknown ages last. Spec: as given. Equal entries stay in the order given, which is that of the specs and lines.
    """
    return tuple(entries) if sort == "spec" else tuple(sorted(entries, key=_sort_key(sort, since or {})))


def arranged(
    entries: Iterable[Entry], sort: Sort, by: Grouping = "none", since: Ages | None = None
) -> tuple[EntryGroup, ...]:
    """Return entries in order under their headings, without empty groups."""
    found = ordered(entries, sort, since)
    if not found:
        return ()
    if by == "none":
        return (EntryGroup("", found),)
    groups: dict[str, list[Entry]] = {}
    for entry in found:
        groups.setdefault(_GROUP[by](entry), []).append(entry)
    return tuple([EntryGroup(title, tuple(groups[title])) for title in _in_order([*groups], by)])


def owner_of(entry: Entry) -> str:
    """Return who has to act first: whom an item is assigned to, else the spec's first owner, without remark."""
    owner = entry.assignee or next(iter(entry.owners), "")
    return names.display(owner)


def tier_key(tier: str) -> tuple[bool, int, str]:
    """Return the sort key of a tier: 2 before 10, none last."""
    return not tier, len(tier) if tier.isdigit() else 99, tier


def _sort_key(sort: Sort, since: Ages) -> Callable[[Entry], Any]:
    kinds = {kind: number for number, kind in enumerate(KINDS)}
    if sort == "tier":
        return lambda e: (tier_key(e.tier), e.rank, kinds[e.kind])
    if sort == "severity":
        return lambda e: (e.rank, tier_key(e.tier), kinds[e.kind])
    return lambda e: since.get(e.key, e.updated) or _NO_DAY


def _in_order(titles: Sequence[str], by: Grouping) -> Sequence[str]:
    if by == "tier":
        return sorted(titles, key=tier_key)
    if by == "kind":
        return [kind for kind in KINDS if kind in titles]
    if by == "owner":
        return sorted(titles, key=lambda title: (not title, title.casefold(), title))
    return titles


_GROUP: Mapping[Grouping, Callable[[Entry], str]] = {
    "spec": lambda entry: entry.name,
    "tier": lambda entry: entry.tier,
    "owner": owner_of,
    "kind": lambda entry: entry.kind,
}
