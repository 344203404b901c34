"""A list of locations to go to, in groups, and its lines. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from specui.tui.rendering.paint import Cell, cells_width, wrap_words
from specui.tui.rendering.safe_text import fit, safe, width

MOST = 3
"""Lines of a text at most; the location has all of it."""
NARROW = 70
"""A list of fewer columns has no column for labels."""


class Detail(NamedTuple):
    """A detail of an item, with a label; `look` highlights it."""

    label: str
    text: str
    look: str = ""


class Item(NamedTuple):
    """A location: a line of a file, counted from 1. `key` stays the same while other parts of the file change."""

    key: str
    file: str
    line: int
    text: str
    place: str = ""
    details: tuple[Detail, ...] = ()
    look: str = ""


class Group(NamedTuple):
    """Items under a heading; `remark` is shown beside it."""

    title: str
    items: tuple[Item, ...]
    remark: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its title, the facts under it, and the groups, or the text for an empty list."""

    title: str
    facts: tuple[Cell, ...]
    groups: tuple[Group, ...]
    empty: str = ""

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in order."""
        return tuple(item for group in self.groups for item in group.items)


class Row(NamedTuple):
    """A line; `item` is the number of its item, -1 for none."""

    cells: tuple[Cell, ...]
    item: int = -1


def rows(listing: Listing, columns: int) -> tuple[Row, ...]:
    """Return the lines of a list at a width."""
    if not listing.groups:
        return tuple(
            Row((Cell(f"  {line}", "muted"),)) for line in wrap_words(safe(listing.empty), columns - 3)
        )
    found: list[Row] = []
    number = 0
    for group in listing.groups:
        if found:
            found.append(Row(()))
        found.append(_head(group, columns))
        for item in group.items:
            found += [Row(tuple(cells), number) for cells in _item(item, columns)]
            number += 1
    return tuple(found)


def _head(group: Group, columns: int) -> Row:
    cells = [Cell(" "), Cell(fit(safe(group.title), max(8, columns - 3)), group.look or "accent bold")]
    room = columns - cells_width(cells) - 4
    if group.remark and room >= min(12, width(safe(group.remark))):
        cells.append(Cell(f"  {fit(safe(group.remark), room)}", "muted"))
    return Row(tuple(cells))


def _item(item: Item, columns: int) -> Iterator[list[Cell]]:
    place = fit(safe(item.place), columns // 3)
    text = _cut(safe(item.text), max(8, columns - 5 - (width(place) + 2 if place else 0)))
    gap = columns - 3 - width(text[0]) - width(place) - 1
    yield [Cell("   "), Cell(text[0], item.look), Cell(" " * max(1, gap)), Cell(place, "muted")]
    for line in text[1:]:
        yield [Cell("   "), Cell(line, item.look)]
    widest = max((width(detail.label) for detail in item.details), default=0)
    for detail in item.details:
        yield from _detail(detail, columns, widest)


def _detail(detail: Detail, columns: int, widest: int) -> Iterator[list[Cell]]:
    label, text = safe(detail.label), safe(detail.text)
    if columns < NARROW:
        for number, line in enumerate(_cut(f"{label}: {text}", max(8, columns - 7))):
            before = min(len(label) + 1, len(line)) if not number else 0
            yield [Cell("     "), Cell(line[:before], "muted"), Cell(line[before:], detail.look)]
        return
    indent = 5 + widest + 2
    for number, line in enumerate(_cut(text, max(8, columns - indent - 2))):
        lead = f"     {label}" if not number else ""
        yield [Cell(lead + " " * (indent - width(lead)), "muted"), Cell(line, detail.look)]


def _cut(text: str, columns: int) -> list[str]:
    """Return a text in at most MOST lines."""
    lines = wrap_words(" ".join(text.split()), columns)
    return lines if len(lines) <= MOST else [*lines[: MOST - 1], fit(" ".join(lines[MOST - 1 :]), columns)]
