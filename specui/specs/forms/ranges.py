"""The same verbs on a range of targets at once: one transaction, one step to take back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from specui.markdown.blocks import Document, ListItem, TableRow
from specui.markdown.edits import Transaction
from specui.specs.contents import Contents
from specui.specs.edits import items as reading, lists, tables
from specui.specs.edits.places import EditRefused
from specui.specs.edits.turns import Step, in_turn
from specui.specs.forms.item_verbs import groups_to, verbs
from specui.specs.forms.model import Change, Verb
from specui.specs.forms.target_places import item_of, row_of
from specui.specs.spec import Spec
from specui.specs.targets import Target

_IN_ORDER: tuple[Verb, ...] = ("promote", "demote", "indent", "mend")
_FROM_BEHIND: tuple[Verb, ...] = ("delete", "outdent")
_GONE = "What was marked does not stand in the text any more; mark it again."


def range_verbs(contents: Contents, targets: Sequence[Target]) -> Mapping[Verb, Change]:
    """Return what can be done to several targets at once; what is nested in a marked item goes with it.

    Rows and items are deleted, promoted, mended each; siblings without a gap move up or down together.
    """
    marked = _outermost(contents.spec.document, targets)
    if not marked:
        return {}
    able = [verbs(contents, target) for target in marked]
    found: dict[Verb, Change] = {}
    for verb in (*_IN_ORDER, *_FROM_BEHIND):
        if all(verb in one for one in able):
            found[verb] = partial(_each, contents, marked[::-1] if verb in _FROM_BEHIND else marked, verb)
    block = _block(contents.spec.document, marked)
    if block is not None and "move_up" in able[0]:
        found["move_up"] = partial(_moved, contents.spec, *block, up=True)
    if block is not None and "move_down" in able[-1]:
        found["move_down"] = partial(_moved, contents.spec, *block, up=False)
    return found


def range_groups(contents: Contents, targets: Sequence[Target]) -> tuple[tuple[str, Change], ...]:
    """Return the groups that all of several items can move to, in their order."""
    marked = _outermost(contents.spec.document, targets)
    offered = [[name for name, _ in groups_to(contents, target)] for target in marked]
    if not offered:
        return ()
    names = [name for name in offered[0] if all(name in other for other in offered)]
    return tuple((name, partial(_to_group, contents, marked, name)) for name in names)


def _outermost(document: Document, targets: Sequence[Target]) -> list[Target]:
    """Return the marked items and rows in file order, without those that are nested in another one."""
    places = [(start, target) for target in targets if (start := _start(document, target)) >= 0]
    found: list[Target] = []
    end = -1
    for start, target in sorted(places, key=lambda place: place[0]):
        if start >= end:
            found.append(target)
            item = item_of(target)
            end = item.end if item else start + 1
    return found


def _start(document: Document, target: Target) -> int:
    item, row = item_of(target), row_of(document, target)
    return item.start if item else row.row.start if row else -1


def _each(contents: Contents, marked: Sequence[Target], verb: Verb) -> Transaction:
    steps = [_step(contents, target, verb) for target in marked]
    return in_turn(contents.spec, steps, f"{verb} {_count(marked)}")


def _to_group(contents: Contents, marked: Sequence[Target], name: str) -> Transaction:
    steps = [_step(contents, target, "", name) for target in marked]
    return in_turn(contents.spec, steps, f"move {_count(marked)} to “{name}”")


def _step(contents: Contents, target: Target, verb: Verb | str, group: str = "") -> Step:
    start = _start(contents.spec.document, target)

    def make(now: Spec, done: Transaction) -> Transaction:
        later = Contents(now)
        there = _standing_at(now.document, done.map(start))
        able = groups_to(later, there) if group else verbs(later, there).items()
        change = next((found for name, found in able if name == (group or verb)), None)
        if change is None:
            raise EditRefused(_GONE)
        return change()

    return make


def _standing_at(document: Document, start: int) -> ListItem | TableRow:
    for item in document.items:
        if item.start == start:
            return item
    for row in _rows(document):
        if row.start == start:
            return row
    raise EditRefused(_GONE)


def _rows(document: Document) -> Iterator[TableRow]:
    for table in document.tables:
        yield from table.rows


def _block(document: Document, marked: Sequence[Target]) -> tuple[int, int, int] | None:
    """Return where a run of siblings stands: the start of their list or table, its first and last place there."""
    first = item_of(marked[0])
    if first is not None:
        items = [item_of(target) for target in marked]
        among = reading.siblings(document, first)
        places = [among.index(item) for item in items if item in among]
        start = among[0].start
    else:
        row = row_of(document, marked[0])
        if row is None:
            return None
        found = [one.row for target in marked if (one := row_of(document, target))]
        places = [row.table.rows.index(one) for one in found if one in row.table.rows]
        start = row.table.start
    if len(places) != len(marked) or places != list(range(places[0], places[0] + len(places))):
        return None
    return start, places[0], places[-1]


def _moved(spec: Spec, start: int, first: int, last: int, *, up: bool) -> Transaction:
    """Move a run of siblings by moving its neighbour past each of them."""
    places = range(first - 1, last) if up else range(last + 1, first, -1)

    def step(place: int) -> Step:
        def make(now: Spec, done: Transaction) -> Transaction:
            del done  # siblings are exchanged in place: their list begins where it did
            document = now.document
            head = next((item for item in document.items if item.start == start), None)
            if head is not None:
                one = reading.siblings(document, head)[place]
                return lists.move_down(document, one) if up else lists.move_up(document, one)
            table = next(table for table in document.tables if table.start == start)
            row = table.rows[place]
            return (tables.move_row_down if up else tables.move_row_up)(document, table, row)

        return make

    count = "item" if first == last else f"{last - first + 1} items"
    return in_turn(spec, [step(place) for place in places], f"move {count} {'up' if up else 'down'}")


def _count(marked: Sequence[Target]) -> str:
    return "item" if len(marked) == 1 else f"{len(marked)} items"
