"""The list of problems: one line each, two if the pane is narrow; messages whole under the cursor, or all if they fit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView

from specui.markdown.file_suffix import label_of
from specui.tui.bindings import bindings
from specui.tui.models.problem_list import Problem
from specui.tui.rendering.paint import CURSOR, CURSOR_BELOW, CURSOR_ELSEWHERE, Cell, cells_width, wrap_words
from specui.tui.rendering.safe_text import fit, safe, width
from specui.tui.rendering.signs import SIGNS
from specui.tui.widgets.drawn import Drawn

WIDE = 100
"""A pane of at least so many cells shows a problem on one line."""
FEW = 10
"""The heights of this many problems are measured; more are estimated."""


class ProblemsPanel(Drawn, ScrollView, can_focus=True):
    """Shows problems; the cursor stays on its problem while others come and go."""

    BINDINGS = bindings("problems")

    class Moved(Message):
        """The cursor is on another problem."""

    class Chosen(Message):
        """A problem was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.problems: Sequence[Problem] = ()
        self.cursor = 0
        self.empty = ""
        self._several = False
        self._place_width = 0
        self._measured: tuple[object, Size, Sequence[int]] = (None, Size(), ())

    @property
    def problem(self) -> Problem | None:
        """The problem under the cursor."""
        return self.problems[self.cursor] if 0 <= self.cursor < len(self.problems) else None

    @property
    def lines_wanted(self) -> int:
        """How many lines show all problems whole; if there are many, only the one under the cursor."""
        count = len(self.problems)
        if not count:
            return 1
        wholes = [self._whole(problem) for problem in self.problems[:FEW]]
        return sum(wholes) if count <= FEW else (count - 1) * self._plain + max(wholes)

    def show(self, problems: Sequence[Problem], *, several: bool, empty: str) -> None:
        """Show these problems; `several` says that they are of more than one file, `empty` is the text for none."""
        here = self.problem
        self.problems, self._several, self.empty = problems, several, empty
        self._place_width = min(26, max((width(problem.place) for problem in problems), default=0))
        if here is not None and here not in problems:
            place = next((i for i, p in enumerate(problems) if p.key == here.key), None)
            self.cursor = place if place is not None else min(self.cursor, max(0, len(problems) - 1))
        elif here is not None:
            self.cursor = list(problems).index(here)
        self._resized()

    def select(self, problem: Problem) -> None:
        """Put the cursor on a problem."""
        if problem in self.problems:
            self._go(list(self.problems).index(problem), post=False)

    def _resized(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self._top(len(self.problems)))
        self._refresh_scrollbars()  # lines wrap by the width, and a layout that keeps the size does not update the scrollbars
        self._show_cursor()
        self.refresh_changed()

    def _go(self, index: int, *, post: bool = True) -> None:
        before = self.cursor
        self.cursor = max(0, min(index, len(self.problems) - 1))
        if self.cursor != before:
            self._resized()
            if post:
                self.post_message(self.Moved())

    def _show_cursor(self) -> None:
        if self.size.height and self.problems:
            height = self._height(self.cursor)
            self.scroll_to_region(Region(0, self._top(self.cursor), 1, height), animate=False, force=True)

    # -- where each stands

    @property
    def _plain(self) -> int:
        return 1 if self.scrollable_content_region.width >= WIDE else 2

    @property
    def _tops(self) -> Sequence[int]:
        """The first line of each problem, and the line after the last, if all fit whole; else empty."""
        room = self.scrollable_content_region.size
        problems, measured, tops = self._measured
        if problems is not self.problems or measured != room:
            tops = self._whole_tops(room.height)
            self._measured = (self.problems, room, tops)
        return tops

    def _whole_tops(self, most: int) -> Sequence[int]:
        tops = [0]
        if len(self.problems) <= most:
            for problem in self.problems:
                tops.append(tops[-1] + self._whole(problem))
        return tops if len(tops) > 1 and tops[-1] <= most else ()

    def _height(self, index: int) -> int:
        return self._whole(self.problems[index]) if self._tops or index == self.cursor else self._plain

    def _whole(self, problem: Problem) -> int:
        """Return how many lines a problem takes with its whole message."""
        return len(self._lines(problem, current=False, whole=True))

    def _top(self, index: int) -> int:
        """Return the line where a problem begins."""
        if self._tops:
            return self._tops[index]
        top = index * self._plain
        if index > self.cursor and self.problems:
            top += self._height(self.cursor) - self._plain
        return top

    def _at(self, line: int) -> tuple[int, int]:
        """Return which problem is drawn at a line, and the line within it."""
        if not self.problems:
            return -1, 0
        if self._tops:
            index = bisect_right(self._tops, line) - 1
            return index, line - self._tops[index]
        top, height = self._top(self.cursor), self._height(self.cursor)
        if top <= line < top + height:
            return self.cursor, line - top
        if line >= top + height:
            line -= height - self._plain
        return line // self._plain, line % self._plain

    def beginnings(self) -> Sequence[tuple[int, int]]:
        """Return the first line of each problem in view, with its index."""
        found = ((y, *self._at(y + self.scroll_offset.y)) for y in range(self.size.height))
        return [(y, index) for y, index, line in found if line == 0 and 0 <= index < len(self.problems)]

    # -- moving

    def action_cursor_up(self) -> None:
        self._go(self.cursor - 1)

    def action_cursor_down(self) -> None:
        self._go(self.cursor + 1)

    def action_page_up(self) -> None:
        self._go(self.cursor - max(1, (self.size.height - 1) // self._plain))

    def action_page_down(self) -> None:
        self._go(self.cursor + max(1, (self.size.height - 1) // self._plain))

    def action_half_page_up(self) -> None:
        self._go(self.cursor - max(1, self.size.height // 2 // self._plain))

    def action_half_page_down(self) -> None:
        self._go(self.cursor + max(1, self.size.height // 2 // self._plain))

    def action_first(self) -> None:
        self._go(0)

    def action_last(self) -> None:
        self._go(len(self.problems) - 1)

    def on_click(self, event: events.Click) -> None:
        index, _ = self._at(event.y + self.scroll_offset.y)
        if 0 <= index < len(self.problems):
            self._go(index)
            self.post_message(self.Chosen())

    def on_resize(self) -> None:
        self._resized()

    # -- drawing

    def line_at(self, y: int) -> tuple[list[Cell], str]:
        index, line = self._at(y + self.scroll_offset.y)
        if not self.problems and y == 0:
            return [Cell(f"  {fit(self.empty, self.size.width - 3)}", "muted")], "text on background"
        if not 0 <= index < len(self.problems):
            return [], "text on background"
        base = "text on background"
        if index == self.cursor:
            base = CURSOR if self.has_focus else CURSOR_BELOW if line else CURSOR_ELSEWHERE
        current = index == self.cursor
        return self._lines(self.problems[index], current=current, whole=current or bool(self._tops))[
            line
        ], base

    def _lines(self, problem: Problem, *, current: bool, whole: bool) -> list[list[Cell]]:
        """Return the lines of a problem: location, message and rule; a `whole` message takes as many as it needs."""
        sign = SIGNS[problem.diagnostic.severity]
        muted = "" if current else "muted"
        message = safe(problem.diagnostic.message)
        columns = max(20, self.scrollable_content_region.width)
        rule = problem.diagnostic.rule + (" · fix" if problem.diagnostic.fix else "")
        head = [Cell(f" {sign.sign} {sign.word:<8}", sign.role)]
        if columns >= WIDE:
            place_width = min(46 if self._several else self._place_width, columns // 3)
            place = self._place(problem, place_width)
            head.append(Cell(place + " " * (place_width + 2 - width(place)), muted))
            left = cells_width(head)
            room = columns - left - width(rule) - 3
            if room < 30:
                rule, room = "", columns - left - 2
            wrapped = wrap_words(message, room) if whole else [fit(message, room)]
            first = [
                *head,
                Cell(wrapped[0]),
                Cell(" " * max(1, columns - left - width(wrapped[0]) - width(rule) - 1)),
            ]
            first.append(Cell(rule, "" if current else "faint"))
            return [first, *([Cell(" " * left), Cell(text)] for text in wrapped[1:])]
        room = columns - 4
        head.append(Cell(self._place(problem, columns - cells_width(head) - 2), muted))
        gap = columns - cells_width(head) - width(rule) - 1
        if gap >= 2:
            head += [Cell(" " * gap), Cell(rule, "" if current else "faint")]
        wrapped = wrap_words(message, room) if whole else [fit(message, room)]
        return [head, *([Cell("   "), Cell(text)] for text in wrapped)]

    def _place(self, problem: Problem, columns: int) -> str:
        """Return a problem's location; if it is too long, the folders go first, then the end of the name."""
        if not self._several:
            return fit(problem.place, columns)
        room = columns - width(problem.place) - 3
        name = safe(problem.name)
        if width(name) > room:
            name = fit(label_of(problem.name.rpartition("/")[2]), max(8, room))
        return fit(f"{name} · {problem.place}", columns)
