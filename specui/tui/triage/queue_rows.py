"""The queue as rows: headings with the number of open items, and a line for each entry. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from specui.specs import names
from specui.specs.items.kinds import KINDS
from specui.specs.triage import Entry, EntryGroup, Grouping, Key, Queue
from specui.tui.rendering.paint import Cell, cells_width, spread
from specui.tui.rendering.safe_text import fit, safe, width
from specui.tui.triage.item_rows import STATES, severity_style, words_of

MARKED = "▪"
_ROLES = {"success": "ok"}
_BAR = 12


class QueueRow(NamedTuple):
    """A row. If ``entry`` is None it is the heading of a group, with ``left`` open items."""

    entry: Entry | None
    title: str = ""
    left: int = 0

    @property
    def key(self) -> Key | None:
        """The key of its entry; None for a heading."""
        return self.entry.key if self.entry is not None else None


def queue_rows(queue: Queue) -> tuple[QueueRow, ...]:
    """Return all rows of a queue; headings only if it is grouped."""
    found = list[QueueRow]()
    for group in queue.groups:
        if queue.by != "none":
            left = sum(entry.key in queue.waiting for entry in group.entries)
            found.append(QueueRow(None, group_title(group, queue.by), left))
        found += [QueueRow(entry) for entry in group.entries]
    return tuple(found)


def group_title(group: EntryGroup, by: Grouping) -> str:
    """Return the heading of a group."""
    if by == "spec":
        return group.entries[0].title or group.title
    if by == "tier":
        return f"Tier {group.title}" if group.title else "No tier"
    if by == "kind":
        return next((kind.heading for kind in KINDS.values() if kind.id == group.title), group.title)
    return group.title or "Nobody"


def row_cells(row: QueueRow, columns: int, *, here: bool, marked: bool) -> list[Cell]:
    """Return one row in at most `columns` cells; `here` at the cursor, `marked` if it is selected."""
    if row.entry is None:
        return spread([Cell(f" {safe(row.title)}", "muted bold")], [Cell(f"{row.left} ", "muted")], columns)
    entry = row.entry
    look = severity_style(entry) or ("muted" if entry.kind != "question" else "info")
    state = "" if entry.waiting and entry.state == "open" else STATES[entry.state][0]
    lead = [
        Cell(MARKED if marked else " ", "accent bold"),
        Cell("›" if here else " ", "bold"),
        Cell(f"{KINDS[entry.kind].sign} ", f"{_ROLES.get(look, look)} bold"),
    ]
    tail = [Cell(f" {state} ", "muted")] if state else []
    words = words_of(entry)
    said = f"{entry.topic}: {words}" if entry.topic and entry.kind == "question" else words
    text = safe(" ".join(names.strip_marks(names.strip_links(said)).split()))
    room = max(1, columns - cells_width(lead) - cells_width(tail) - 1)
    drawn = fit(text, room)
    look = "" if entry.waiting else "muted"
    return [*lead, Cell(drawn, look), Cell(" " * max(0, room - width(drawn))), *tail]


def head_cells(
    queue: Queue, folder: str, sort: str, columns: int, *, narrow: bool, filter_text: str = ""
) -> list[Cell]:
    """Return the header: the folder, the progress, the filter and the order."""
    progress = queue.progress
    name = f" Triage · {safe(folder)}" if not narrow else " Triage"
    left = [Cell(name, "pane-title pane-title-style"), Cell(f"   {progress}", "text")]
    right: list[Cell] = []
    shown = safe(filter_text) or ("all kinds" if not narrow else "")
    order = f"by {sort}" if not narrow else ""
    marked = f"{len(queue.selected)} selected" if queue.selected else ""
    rest = " · ".join(part for part in (marked, shown, order) if part)
    if not narrow and progress.total and cells_width(left) + 2 + _BAR + 3 + width(rest) <= columns:
        done = min(_BAR, -(-progress.decided * _BAR // progress.total))
        left += [Cell("  "), Cell("━" * done, "ok"), Cell("─" * (_BAR - done), "table-rule")]
    room = columns - cells_width(left) - 3
    if rest and room >= 6:
        right = [Cell(fit(rest, room), "accent" if filter_text or marked else "muted"), Cell(" ")]
    return spread(left, right, columns)


def empty_text(queue: Queue, filter_text: str, *, loading: int) -> tuple[str, ...]:
    """Return the sentences to show if the queue is empty; `loading` files are still to be read."""
    if loading:
        return ("Reading specs…",)
    decided = queue.progress.decided
    done = f" {decided} decided since you opened triage." if decided else ""
    hidden = len(queue.waiting)
    if filter_text and hidden:
        return (
            f"No open items match “{safe(filter_text)}”.{done}",
            f"The filter hides {hidden} open item{'s' * (hidden != 1)}.",
        )
    if not filter_text and not queue.progress.total:
        kinds = [kind.plural for kind in KINDS.values()]
        return (f"No open items: no {', '.join(kinds[:-1])} or {kinds[-1]}.",)
    return (f"No open items.{done}",)


def nearest(rows: Sequence[QueueRow], at: Key | None) -> int:
    """Return the number of the row at the cursor; 0 if there is none."""
    return next((number for number, row in enumerate(rows) if at is not None and row.key == at), 0)
