"""Titles of sections and groups, with their progress, and the template's guidance below."""

from __future__ import annotations

from typing import Final, NamedTuple

from specui.markdown.blocks import FieldLine, Heading
from specui.specs.targets import Target
from specui.tui.rendering.section.canvas import Canvas, cells, hang
from specui.tui.rendering.section.model import EditArea, ElementKind, Line, Picture
from specui.tui.rendering.section.text_flow import flow

PENCIL: Final = "✎ "

_UNTITLED: Final[tuple[Line, ...]] = ((("(no title)", "missing"),),)
_BAR = 10  # cells of a group's progress
_BAR_FROM = 44  # a narrower title has no bar


class Tally(NamedTuple):
    """The counts under a title: ticked boxes, boxes, items or rows if there are no boxes, and unread lines."""

    done: int = 0
    total: int = 0
    size: int = 0
    unread: int = 0


NO_TALLY: Final = Tally()


def draw_title(
    canvas: Canvas,
    block: Heading | FieldLine,
    title: str,
    kind: ElementKind,
    style: str,
    target: Target,
    tally: Tally = NO_TALLY,
) -> None:
    """Draw a heading or a label with a blank row above; a section's title has one below too."""
    canvas.blank()
    drawn = flow(title, canvas.measure, base=style) if title else _UNTITLED
    lines = list(drawn)
    tail = _tail(tally, canvas.width)
    if tail and cells(lines[-1]) + cells(tail) <= canvas.width:
        lines[-1] = (*lines[-1], *tail)
    area = EditArea(0, 0, max(map(cells, drawn)), len(drawn))
    canvas.add_element(
        kind,
        lines,
        start=block.start,
        end=block.end,
        line=block.line,
        text=title,
        target=target,
        areas=(area,),
    )
    if kind == "title":
        canvas.blank()


def draw_guidance(text: str, width: int) -> Picture:
    """Draw a sentence of guidance from the template."""
    lines = hang(((PENCIL, "guidance"),), 2, flow(text, width - 2, over="guidance"))
    return Picture(lines, (EditArea(2, 0, width - 2, len(lines)),))


def _tail(tally: Tally, width: int) -> Line:
    """Draw ``4/10`` and, if there is room, a thin bar; unread lines count as not done."""
    done, total, size, unread = tally
    if not total:
        return ((f"  {size}", "count"),) if size else ()
    if unread:
        return ((f"  {done}/{total}", "count"), (f" · {unread} unread", "warning"))
    if done == total:
        return ((f"  {done}/{total} ✓", "success"),)
    count = (f"  {done}/{total}", "count")
    if not done or width < _BAR_FROM:
        return (count,)
    filled = max(1, done * _BAR // total)
    return (count, ("  ", ""), ("━" * filled, "bar-done"), ("─" * (_BAR - filled), "bar-left"))
