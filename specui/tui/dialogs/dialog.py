"""A dialog: a title, text that scrolls, and a line of keys of which each gives an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from specui.tui.bindings import bindings
from specui.tui.commands import GAP, Place, key_name, used
from specui.tui.rendering.paint import Cell, wrap_words
from specui.tui.rendering.paragraphs import Para, Paragraphs
from specui.tui.rendering.safe_text import safe, width
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.command_screen import CommandScreen

WIDEST, SIDES = 100, 6
"""Columns of a dialog at most, if it asks for no more, and those beside its text; `dialog.tcss` says the same."""
LOW = 20
"""Under so many rows the air in and around it goes."""
AIR, FRAME = 4, 2
"""Lines of it, and of the frame."""


class Answer(NamedTuple):
    """What one can say to a dialog: the commands that say it, its word, and the value that the dialog returns."""

    commands: tuple[str, ...]
    hint: str
    value: str
    place: Place = "question"

    @property
    def key(self) -> str:
        """The key to show; "" where the user has taken all keys from it."""
        keys = used().at(self.place, self.commands[0])
        return key_name(keys[0]) if keys else ""


@runtime_checkable
class Answered(Protocol):
    """A screen with a line of answers."""

    def answer(self, value: str) -> None:
        """Take the answer that was clicked."""


CLOSE = Answer(("dialog-close",), "close", "", "dialog")


class TextDialog(CommandScreen, ModalScreen[str], inherit_bindings=False):
    """Shows text, returns the value of the answer that was given; the empty string for escape."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "#dialog-body"
    BINDINGS = bindings("dialog")

    def __init__(
        self,
        title: str,
        body: Sequence[Para],
        answers: Sequence[Answer] = (CLOSE,),
        *,
        toggle: str = "",
        widest: int = WIDEST,
    ) -> None:
        """`toggle` is the command that has opened it, whose key closes it again; `widest` its columns at most."""
        super().__init__()
        self._title = title
        self._widest = widest
        self._body = body
        self._toggle = toggle
        self.answers = tuple(answers)

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield DialogTitle(self._title)
            with VerticalScroll(id="dialog-body"):
                yield Paragraphs(self._body)
            yield AnswerLine(self.answers)

    def on_mount(self) -> None:
        self.query_one("#dialog").styles.width = self._widest
        self._limit()

    def on_resize(self) -> None:
        self._limit()

    def _limit(self) -> None:
        """Leave room for the title and the answers, however long the text is."""
        low = self.size.height < LOW
        self.set_class(low, "-low")
        columns = min(self._widest, int(self.size.width * 0.96)) - SIDES
        used = sum(bar.fit_height(columns) for bar in self.query(Bar))
        self.query_one("#dialog-body").styles.max_height = max(
            2, self.size.height - used - FRAME - (0 if low else AIR)
        )

    @property
    def _text(self) -> VerticalScroll:
        return self.query_one("#dialog-body", VerticalScroll)

    def action_cursor_up(self) -> None:
        self._text.scroll_up(animate=False)

    def action_cursor_down(self) -> None:
        self._text.scroll_down(animate=False)

    def action_page_up(self) -> None:
        self._text.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        self._text.scroll_page_down(animate=False)

    def action_first(self) -> None:
        self._text.scroll_home(animate=False)

    def action_last(self) -> None:
        self._text.scroll_end(animate=False)

    def action_close(self) -> None:
        self.dismiss("")

    def action_help(self) -> None:
        self._toggled("help")

    def action_manual(self) -> None:
        self._toggled("manual")

    def _toggled(self, command: str) -> None:
        if command == self._toggle:
            self.dismiss("")

    def action_say(self, command: str) -> None:
        """Give the answer that a command stands for, where there is one; leaving is always one."""
        found = next((answer for answer in self.answers if command in answer.commands), None)
        if found is not None:
            self.dismiss(found.value)
        elif command == "answer-leave":
            self.dismiss("")

    def answer(self, value: str) -> None:
        """Give an answer by the mouse."""
        self.dismiss(value)


class Question(TextDialog):
    """Asks something: the answers have keys of their own, and the text behind them can be read."""

    BINDINGS = bindings("question")


class DialogTitle(Bar):
    """The dialog's name."""

    base = "text on panel"

    def __init__(self, title: str) -> None:
        super().__init__(id="dialog-title")
        self._text = safe(title)

    def lines(self, columns: int) -> list[list[Cell]]:
        return [[Cell(line, "pane-title pane-title-style")] for line in wrap_words(self._text, columns)]


class AnswerLine(Bar):
    """The answers with their keys, in as many lines as they need; each can be clicked."""

    base = "muted on panel"

    def __init__(self, answers: Sequence[Answer]) -> None:
        super().__init__(id="dialog-keys")
        self._answers = answers
        self._areas: list[tuple[int, int, int, str]] = []

    def lines(self, columns: int) -> list[list[Cell]]:
        lines: list[list[Cell]] = [[]]
        self._areas = []
        at = 0
        for answer in self._answers:
            key = answer.key
            if not key:
                continue
            size = width(key) + 1 + width(answer.hint)
            if at and at + size > columns:
                lines.append([])
                at = 0
            self._areas.append((len(lines) - 1, at, at + size, answer.value))
            lines[-1] += [Cell(key, "key-hint bold"), Cell(f" {answer.hint}{' ' * (GAP + 1)}")]
            at += size + GAP + 1
        return lines

    def on_click(self, event: events.Click) -> None:
        for line, start, end, value in self._areas:
            if line == event.y and start <= event.x < end and isinstance(self.screen, Answered):
                self.screen.answer(value)
                return
