"""List items: checklists, bullets, labelled bullets, questions with their decisions."""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content

from specui.markdown.blocks import Document, ListItem
from specui.specs.items.entries import entry_of
from specui.specs.items.questions import Question, state_after
from specui.specs.tasks import Task
from specui.specs.template import label_of
from specui.tui.rendering.ascii_fallback import boxes
from specui.tui.rendering.safe_text import safe, width as cell_width
from specui.tui.rendering.section.canvas import hang
from specui.tui.rendering.section.model import EditArea, Line, Picture
from specui.tui.rendering.section.text_flow import flow, wrap

BULLETS = ("•", "◦")
NOTHING: Line = (("–", "faint"),)
"""Where a text is still to come."""

STATES = {
    "open": ("○", "open", "info"),
    "answered": ("●", "answered", "success"),
    "deferred": ("◷", "deferred", "muted"),
    "assigned": ("▸", "assigned", "warning"),
    "dropped": ("–", "dropped", "muted"),
}
"""Sign, word and style of each state of a question."""

_NARROWEST = 30  # a question's first line beside its state


class Place(NamedTuple):
    """Where an item is drawn: blanks before its mark, cells from the mark to the text, total width."""

    left: int
    hang: int
    width: int

    @property
    def room(self) -> int:
        """Cells for the text."""
        return max(8, self.width - self.left - self.hang)


def place_item(item: ListItem, left: int, digits: int, width: int) -> Place:
    """Return where an item is drawn: ``left`` is the column of its container's text, ``digits`` the widest marker of its list."""
    if item.is_task:
        mark = cell_width(boxes().open) + 1
    elif item.number >= 0:
        mark = digits + 1
    else:
        mark = 2
    return Place(min(left, max(0, width // 2 - mark)), mark, width)


def draw_task(document: Document, task: Task, place: Place, base: str) -> Picture:
    """Draw a checkbox and its text; a ticked one is faint, any other state shows its own mark."""
    source = document.slice(task.start, task.end)
    if task.checked:
        return _item((boxes().ticked, "tick"), place, flow(source, place.room, over="done"))
    lines = list(flow(source, place.room, base=base))
    if task.state == "todo" or task.item is None:
        return _item((boxes().open, "box"), place, lines)
    sign = own_box(document.text[task.item.check], starred=task.state == "optional")
    word = "state unknown" if task.state == "unknown" else task.state
    used = sum(cell_width(text) for text, _ in lines[-1])
    if used + 2 + cell_width(word) <= place.room:
        lines[-1] = (*lines[-1], (f"  {word}", "muted"))
        return _item((sign, "box"), place, lines)
    return _item((sign, "box"), place, [*lines, ((word, "muted"),)], below=1)


def own_box(mark: str, *, starred: bool) -> str:
    """Return a box for a state other than open or ticked, as wide as those."""
    width = cell_width(boxes().open)
    shown = safe("*" if starred else mark)
    if cell_width(shown) != 1:
        shown = "?"
    return f"[{shown}]" if width >= 3 else shown.ljust(width)


def draw_bullet(document: Document, item: ListItem, place: Place, base: str, over: str) -> Picture:
    """Draw a bullet, or a number as in the file."""
    source = document.slice(item.text_start, item.text_end)
    return _item(_mark(item, place), place, flow(source, place.room, base=base, over=over))


def draw_labelled(document: Document, item: ListItem, place: Place) -> Picture:
    """Draw a bullet that begins with a bold label: the label, and below it the text, which is its area."""
    found = label_of(document, item)
    if found is None:
        return draw_bullet(document, item, place, "", "")
    label, rest_at = found
    rest = document.slice(rest_at, item.text_end).strip()
    lines = list(flow(label.rstrip(":"), place.room, base="label"))
    above = len(lines)
    lines += flow(rest, place.room) if rest else [NOTHING]
    return _item(_mark(item, place), place, lines, above)


def deferred_state(due: str, today: str) -> tuple[str, str, str]:
    """Return sign, word and style of a question that is deferred to a day, or whose day has come."""
    if due and today and due <= today:
        return STATES["deferred"][0], f"due since {due}", "warning"
    return STATES["deferred"]


def draw_question(
    document: Document, question: Question, item: ListItem, place: Place, today: str = ""
) -> Picture:
    """Draw a question with its number, and its state at the right of the first line."""
    deferred = question.state == "deferred"
    sign, word, style = deferred_state(question.due, today) if deferred else STATES[question.state]
    state: Line = ((f"{sign} {word}", style),)
    source = document.slice(question.start, question.end)
    taken = cell_width(state[0][0])
    over = "" if question.is_open else "done"
    first = place.room - taken - 2
    if first < _NARROWEST and question.entries:  # the last decision shows the state
        return _item(_mark(item, place), place, flow(source, place.room, over=over))
    if first < _NARROWEST:
        lines = [*flow(source, place.room, over=over), state]
        return _item(_mark(item, place), place, lines, below=1)
    lines = list(flow(source, place.room, first, over=over))
    used = sum(cell_width(text) for text, _ in lines[0])
    lines[0] = (*lines[0], (" " * (place.room - taken - used), ""), *state)
    return _item(_mark(item, place), place, lines)


def draw_entry(document: Document, item: ListItem, place: Place) -> Picture:
    """Draw a decision under its question: verb, date and name, and its text beside or below them."""
    found = entry_of(document, item)
    if found is None:
        return draw_bullet(document, item, place, "", "muted")
    entry, rest_at = found
    sign, _, style = STATES[state_after(entry.verb)]
    head = safe(" ".join(filter(None, (entry.verb, entry.date, entry.by and f"by {entry.by}"))))
    head += ":" if entry.text else ""
    words = document.slice(rest_at, item.text_end).strip()
    taken = cell_width(head) + 1
    beside = flow(words, max(1, place.room - taken))
    if taken < place.room and len(beside) == 1:
        line: Line = ((f"{head} ", "muted"), *(beside[0] if words else NOTHING))
        found_at = EditArea(place.left + place.hang + taken, 0, place.room - taken, 1)
        return _item((sign, style), place, [line])._replace(areas=(found_at,))
    heading = list(wrap(Content(head), place.room, place.room, "muted", ""))
    lines = [*heading, *(flow(words, place.room) if words else [NOTHING])]
    return _item((sign, style), place, lines, len(heading))


def _item(
    mark: tuple[str, str], place: Place, lines: list[Line] | tuple[Line, ...], above: int = 0, below: int = 0
) -> Picture:
    """Put an item's mark before its lines; they are its area, except for so many above and below."""
    sign, style = mark
    blanks = " " * place.left
    gap = " " * max(0, place.hang - cell_width(sign))
    prefix: Line = ((blanks, ""), (sign, style), (gap, "")) if blanks else ((sign, style), (gap, ""))
    column = place.left + place.hang
    area = EditArea(column, above, place.room, len(lines) - above - below)
    return Picture(hang(prefix, column, lines), (area,))


def _mark(item: ListItem, place: Place) -> tuple[str, str]:
    if item.number >= 0:
        return safe(item.marker).rjust(place.hang - 1), "number"
    return BULLETS[item.depth % 2], "bullet"
