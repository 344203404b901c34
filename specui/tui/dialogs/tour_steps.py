"""The steps of the tour: their texts, and where a card goes. Pure.

The tour takes less than a minute to read. The keys in it are the user's.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from specui.tui.commands import Place, said

Side = Literal["left", "right", "up", "down"]
WIDTH = 50
"""Columns of a card at most, with its frame."""


class Step(NamedTuple):
    """One card: the selector of its target, the pane that the target is in, a title and paragraphs."""

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


class Placement(NamedTuple):
    """Where a card goes, and at which cell of which of its sides it points at its target."""

    x: int
    y: int
    side: Side
    along: int


def steps(*, demo: bool) -> tuple[Step, ...]:
    """Return the steps; in a `demo` the specs are copies."""
    end = (
        "These specs are copies: try anything."
        if demo
        else f"specui --demo opens samples to try things on; {said('commands')} and “tour” show this again."
    )
    return (
        Step("#tree", "tree", "Your specs", (
            "Every spec of the folder, with its problems, its status, and how much of it is done.",
            f"{said('up')} {said('down')} move; the spec under the cursor is shown. {said('enter-spec')} opens it.",
        )),
        Step("#header", "section", "The open spec", (
            "Its status, owner and readiness. Below are its sections with their counts.",
            f"{said('section-1')} … 9 go to a section, {said('section-before')} {said('section-after')} to the previous or next one.",
        )),
        Step("#section", "section", "Tick and edit", (
            f"{said('tick')} ticks the box at the cursor, {said('edit')} edits in place. Changes are saved immediately; {said('undo')} undoes them.",
            f"{said('sign-off', 'section')} signs the spec off: it sets the date and adds a row to the revision history.",
        )),
        Step("#problems", "problems", "Problems", (
            f"What is wrong in the open spec, or in all specs. {said('problem-after')} goes to the next problem, from any pane.",
            f"{said('fix')} shows a fix before it is written; {said('explain-rule')} explains the rule; {said('problems-scope')} switches between this spec and all specs.",
        )),
        Step("#footer", "tree", "Keys", (
            f"The last line shows the keys that work where you are. {said('help')} lists them all.",
            f"{said('commands')} finds any command, section, spec or theme by a few letters.",
        )),
        Step("#message", "tree", "Other people's changes", (
            "Changes on disk by people or agents appear immediately, with a message here. Nobody's changes are overwritten.",
            f"{said('quit')} quits. {end}",
        )),
    )  # fmt: skip


def placement(card: tuple[int, int], target: Area, screen: tuple[int, int]) -> Placement:
    """Return where a card of this size, in columns and rows, goes beside its target on a screen of this size.

    When no side has room, the card covers the lower end of its target and points up.
    """
    width, height = card
    columns, rows = screen
    middle_y = target.y + min(target.height, 6) // 2
    middle_x = target.x + min(target.width, 40) // 2
    if target.x + target.width + width <= columns:
        y = _within(middle_y - 2, height, rows)
        return Placement(target.x + target.width, y, "left", _within(middle_y - y, 3, height))
    if target.y + target.height + height <= rows:
        x = _within(middle_x - width // 2, width, columns)
        return Placement(x, target.y + target.height, "up", _within(middle_x - x, 3, width))
    if target.y - height >= 0:
        x = _within(middle_x - width // 2, width, columns)
        return Placement(x, target.y - height, "down", _within(middle_x - x, 3, width))
    if target.x - width >= 0:
        y = _within(middle_y - 2, height, rows)
        return Placement(target.x - width, y, "right", _within(middle_y - y, 3, height))
    x = _within(target.x + target.width - width - 1, width, columns)
    return Placement(x, _within(target.y + target.height - height, height, rows), "up", 4)


def _within(at: int, size: int, room: int) -> int:
    return max(0, min(at, room - size))
