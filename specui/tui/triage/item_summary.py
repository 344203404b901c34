"""What the screen says about an entry: gathers it from its file, the queue and git."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from specui.specs.forms.decision_forms import item_of
from specui.specs.items.entries import Entry as Decided
from specui.specs.items.gaps import Gap
from specui.specs.items.kinds import KINDS, Item
from specui.specs.items.questions import Question
from specui.specs.state import StateItem
from specui.specs.triage import Entry
from specui.tui.triage.item_rows import Neighbour, Shown
from specui.tui.triage.state import TriageState

if TYPE_CHECKING:
    from specui.specs.contents import Contents
    from specui.specs.resolve.related_items import Pair
    from specui.workspace.files.spec_file import SpecFile

_NOUNS: Mapping[str, str] = {kind.id: kind.noun for kind in KINDS.values()}


class ItemSummaries:
    """Remembers the neighbours of the last entry: finding them takes long in a large spec."""

    def __init__(self, state: TriageState) -> None:
        self._state = state
        self._last: tuple[object, tuple[Neighbour, ...]] = (None, ())

    def of(self, entry: Entry, file: SpecFile | None, keys: Sequence[tuple[str, str]]) -> Shown:
        """Return what to draw of an entry; `keys` are those that decide about it."""
        queue = self._state.queue
        same = [one for one in queue.shown if one.kind == entry.kind]
        number = next((n for n, one in enumerate(same, 1) if one.key == entry.key), 1)
        item = item_of(file.contents, entry) if file is not None else None
        since = self._state.ages.get(entry.key)
        return Shown(
            entry,
            number,
            len(same),
            signed=item.written_severity if isinstance(item, Gap) else "",
            notes=_notes(item),
            since=since.date if since else "",
            by=since.author if since else "",
            blames=since is not None,
            neighbours=self._neighbours(file, entry, item) if file is not None and item is not None else (),
            ways=keys,
            beyond=since is not None and not since.known,
        )

    def _neighbours(self, file: SpecFile, entry: Entry, item: Item) -> tuple[Neighbour, ...]:
        key = (file, entry.key)
        if self._last[0] != key:
            self._last = (key, _neighbours(file.contents, entry, item))
        return self._last[1]


def _notes(item: Item | None) -> tuple[str, ...]:
    if isinstance(item, Gap):
        return (item.notes,) if item.notes.strip() else ()
    if isinstance(item, Question):
        return tuple(map(_decision, item.entries))
    return ()


def _neighbours(contents: Contents, entry: Entry, item: Item) -> tuple[Neighbour, ...]:
    """Return what else in the spec is about the same, sure matches first."""
    from specui.specs.resolve.related_items import gap_behind, of_gap, pairs

    known = pairs(contents)
    found: list[Neighbour] = []
    gap = item if isinstance(item, Gap) else None
    if gap is None:
        pair = gap_behind(known, item)  # type: ignore[arg-type]
        if pair is not None:
            gap = pair.gap
            found.append(
                Neighbour(_NOUNS["gap"], f"{gap.written_severity}  {gap.gap}".strip(), gap.line, pair.sure)
            )
    if gap is not None:
        found += [
            Neighbour(_noun(pair), pair.item.text, pair.item.line, pair.sure)
            for pair in of_gap(known, gap)
            if pair.item.line != entry.line
        ]
    return tuple(sorted(found, key=lambda neighbour: not neighbour.sure))


def _decision(entry: Decided) -> str:
    """Return a decision as a row of a table has it: ``Deferred to 2026-12-15 (Ada): waits for legal``."""
    head = " ".join(filter(None, (entry.verb, entry.date, entry.by and f"({entry.by})")))
    return f"{head}: {' '.join(entry.text.split())}" if entry.text.strip() else head


def _noun(pair: Pair) -> str:
    """Return what a related item is called: its kind, or the group of the current state that it is in."""
    return pair.item.group if isinstance(pair.item, StateItem) else _NOUNS[pair.kind]
