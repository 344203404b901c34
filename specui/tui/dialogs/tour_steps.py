"""The tour: what is where, in a few steps, each pointing at a part of the workbench. Pure: words, and places.

It is read in under a minute; the keys in it are the user's.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from specui.tui.commands import Place, said

Side = Literal["left", "right", "up", "down"]
WIDTH = 50
"""Columns of a card at most, its frame included."""


class Step(NamedTuple):
    """One card: what it points at (a widget of the workbench), in which pane that is, and what is said."""

    target: str
    pane: Place
    title: str
    text: tuple[str, ...]


class Area(NamedTuple):
    """A rectangle of cells."""

    x: int
    y: int
    width: int
    height: int


class Spot(NamedTuple):
    """Where a card stands, and on which of its sides, how far along, it points at what it is about."""

    x: int
    y: int
    side: Side
    along: int


def steps(*, demo: bool) -> tuple[Step, ...]:
    """Return the steps; `demo` says that the specs are a copy, with which nothing can go wrong."""
    end = (
        "These are copies of samples: try anything."
        if demo
        else f"specui --demo opens samples to try things on; {said('commands')} and “tour” shows this again."
    )
    return (
        Step("#tree", "tree", "Your specs", (
            "Every spec of the folder, with what is wrong, its status, and what is done of all there is to do.",
            f"{said('up')} {said('down')} move; the spec under the cursor is shown at once. {said('enter-spec')} goes into it.",
        )),
        Step("#header", "section", "Where it stands", (
            "The open spec: its status, owner and how far it is from ready. Below are its sections with their counts.",
            f"{said('section-1')} … 9 go to a section, {said('section-before')} {said('section-after')} to the one before or after.",
        )),
        Step("#section", "section", "Tick and write", (
            f"{said('tick')} ticks the box at the cursor, {said('edit')} lets you write there. It is saved at once; {said('undo')} takes back whatever you did.",
            f"{said('sign-off', 'section')} signs the spec off when you are done: its date, and a row in its history.",
        )),
        Step("#problems", "problems", "What is wrong", (
            f"What its owner would act on. {said('problem-after')} goes to the next one, in whatever pane you are.",
            f"{said('fix')} shows what a fix would change, and writes it when you say so; {said('manual')} says why; {said('problems-scope')} lists those of all specs.",
        )),
        Step("#footer", "tree", "Which keys do something", (
            f"The last line names them, for the place where you are. {said('help')} lists them all.",
            f"{said('commands')} finds any command, section, spec or theme by a few letters.",
        )),
        Step("#message", "tree", "You are not alone", (
            "What others change on disk, people or agents, is on the screen at once, and told here. Nothing of yours or theirs is overwritten.",
            f"{said('quit')} leaves. {end}",
        )),
    )  # fmt: skip


def spot(card: tuple[int, int], target: Area, screen: tuple[int, int]) -> Spot:
    """Return where a card of so many columns and rows stands beside its target, on a screen of that size.

    Where there is room on no side it stands on the target's lower end, and points up at what is over it.
    """
    width, height = card
    columns, rows = screen
    middle_y = target.y + min(target.height, 6) // 2
    middle_x = target.x + min(target.width, 40) // 2
    if target.x + target.width + width <= columns:
        y = _within(middle_y - 2, height, rows)
        return Spot(target.x + target.width, y, "left", _within(middle_y - y, 3, height))
    if target.y + target.height + height <= rows:
        x = _within(middle_x - width // 2, width, columns)
        return Spot(x, target.y + target.height, "up", _within(middle_x - x, 3, width))
    if target.y - height >= 0:
        x = _within(middle_x - width // 2, width, columns)
        return Spot(x, target.y - height, "down", _within(middle_x - x, 3, width))
    if target.x - width >= 0:
        y = _within(middle_y - 2, height, rows)
        return Spot(target.x - width, y, "right", _within(middle_y - y, 3, height))
    x = _within(target.x + target.width - width - 1, width, columns)
    return Spot(x, _within(target.y + target.height - height, height, rows), "up", 4)


def _within(at: int, size: int, room: int) -> int:
    return max(0, min(at, room - size))
