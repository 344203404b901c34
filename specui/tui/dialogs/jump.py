"""Jumping: a label over each place on the screen; typing a label goes there. The picture below the labels stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.strip import Strip

from specui.tui.rendering.paint import Cell, Paint
from specui.tui.widgets.drawn import Painted

KEYS = "asdfghjklqwertyuiopzxcvbnm"
"""Letters in the order of use: the home row first."""
MOST = len(KEYS) ** 2
"""The number of labels that two letters give."""
LOOK, TYPED = "accent bold reverse on background", "muted reverse on background"
FOOTER = (
    Cell(" "),
    Cell("a-z", "key-hint bold"),
    Cell(" Go to  "),
    Cell("esc", "key-hint bold"),
    Cell(" Cancel"),
)
"""Replaces the footer of the screen below."""


class Target(NamedTuple):
    """A place on the screen, in cells, and what goes there."""

    x: int
    y: int
    go: Callable[[], None]


class Jump(Screen[Callable[[], None]], inherit_bindings=False):
    """Returns what goes to the chosen target, or None. `below` is the picture of the screen below."""

    CSS = "Jump { layout: vertical; overflow: hidden; } Labelled { width: 100%; height: 100%; }"

    def __init__(self, below: Sequence[Strip], targets: Sequence[Target]) -> None:
        super().__init__()
        self._labelled = Labelled(below, targets)

    def compose(self) -> ComposeResult:
        yield self._labelled

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        if event.key == "backspace" and self._labelled.typed:
            self._labelled.type("")
            return
        letter = (event.character or "").lower()
        found = self._labelled.type(self._labelled.typed + letter) if len(letter) == 1 else None
        if found is None or len(found) == 1:
            self.dismiss(found[0].go if found else None)

    def on_resize(self, event: events.Resize) -> None:
        if self.is_current and event.size != self._labelled.size_below:
            self.dismiss(None)

    def on_click(self) -> None:
        self.dismiss(None)


class Labelled(Painted):
    """The picture of the screen below, with labels."""

    def __init__(self, below: Sequence[Strip], targets: Sequence[Target]) -> None:
        super().__init__()
        self.typed = ""
        self._below = below
        self._targets = targets
        self._labels = labels(len(targets))

    @property
    def size_below(self) -> tuple[int, int]:
        """Columns and rows of the screen below."""
        return (self._below[0].cell_length if self._below else 0), len(self._below)

    def type(self, typed: str) -> list[Target] | None:
        """Take all letters typed so far; returns the targets that match, or None for no match."""
        kept = narrowed(self._labels, typed)
        if not kept:
            return None
        self.typed = typed
        self.refresh()
        return [self._targets[number] for number in kept]

    def render_line(self, y: int) -> Strip:
        strip = self._below[y] if y < len(self._below) else Strip.blank(self.size.width)
        if y == len(self._below) - 1:
            return self.paint.line(FOOTER, self.size.width, "muted on panel")
        for number in narrowed(self._labels, self.typed):
            target, label = self._targets[number], self._labels[number]
            if target.y == y:
                strip = _over(strip, target.x, label, len(self.typed), self.paint)
        return strip


def _over(strip: Strip, x: int, label: str, typed: int, paint: Paint) -> Strip:
    end = x + len(label)
    drawn = [Segment(label[:typed], paint.style(TYPED)), Segment(label[typed:], paint.style(LOOK))]
    return Strip.join([strip.crop(0, x), Strip([s for s in drawn if s.text]), strip.crop(end)])


def labels(count: int) -> list[str]:
    """Return this many labels, with as few of two letters as possible; never more than two letters can give."""
    count = min(count, MOST)
    doubled = 0
    while (len(KEYS) - doubled) + doubled * len(KEYS) < count:
        doubled += 1
    single = KEYS[: len(KEYS) - doubled]
    firsts = KEYS[len(KEYS) - doubled :]
    return [*single, *(first + second for first in firsts for second in KEYS)][:count]


def narrowed(found: Sequence[str], typed: str) -> list[int]:
    """Return the numbers of the labels that start with what is typed."""
    return [number for number, label in enumerate(found) if label.startswith(typed)]
