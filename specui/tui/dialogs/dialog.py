"""A dialog: a title, text that scrolls, and a line of keys of which each gives an answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from specui.tui.bindings import bindings
from specui.tui.commands import COMMANDS, GAP
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.dialogs.answers import CLOSE, Answer
from specui.tui.dialogs.scroll_keys import scroll_handlers
from specui.tui.rendering.paint import Cell, wrap_words
from specui.tui.rendering.paragraphs import Para
from specui.tui.rendering.safe_text import safe, width
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.command_screen import CommandClicked, CommandScreen
from specui.tui.widgets.paragraphs import Paragraphs

WIDEST, SIDES = 100, 6
"""Default limit of a dialog's columns, and the columns beside its text; `dialog.tcss` says the same."""
LOW = 20
"""On a screen of fewer rows a dialog has no empty lines in it or around it."""
AIR, FRAME = 4, 2
"""Empty lines in and around a dialog, and the lines of its frame."""

_ANSWER_COMMANDS = tuple(command.id for command in COMMANDS if command.where == {"confirmation"})


class TextDialog(CommandScreen, ModalScreen[str], inherit_bindings=False):
    """Shows text; returns the value of the answer, or "" when it was cancelled."""

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
        """`toggle` is the command that opened it, whose key closes it again; `widest` limits its columns."""
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

    def handlers(self) -> Handlers:
        given = {command: answer.value for answer in self.answers for command in answer.commands}
        found = {name: Handler(partial(self.dismiss, value)) for name, value in given.items()}
        found.setdefault("answer-cancel", Handler(partial(self.dismiss, "")))
        found.setdefault("dialog-close", Handler(partial(self.dismiss, "")))
        for name in _ANSWER_COMMANDS:
            found.setdefault(name, Handler(_do_nothing))
        found |= scroll_handlers(lambda: self.scrolled)
        for name in ("help", "explain-rule"):
            found[name] = Handler(partial(self._close_by, name))
        return found

    def on_mount(self) -> None:
        self.query_one("#dialog").styles.width = self._widest
        self._limit()

    def on_resize(self) -> None:
        self._limit()

    @property
    def scrolled(self) -> VerticalScroll:
        return self.query_one("#dialog-body", VerticalScroll)

    def _limit(self) -> None:
        """Leave room for the title and the answers, however long the text is."""
        low = self.size.height < LOW
        self.set_class(low, "-low")
        columns = min(self._widest, int(self.size.width * 0.96)) - SIDES
        taken = sum(bar.fit_height(columns) for bar in self.query(Bar))
        self.scrolled.styles.max_height = max(2, self.size.height - taken - FRAME - (0 if low else AIR))

    def _close_by(self, command: str) -> None:
        """Close with the key that opened it."""
        if command == self._toggle:
            self.dismiss("")


class Question(TextDialog):
    """Asks something: each answer has a key of its own, and the text can be scrolled."""

    BINDINGS = bindings("confirmation")


class DialogTitle(Bar):
    """The dialog's title."""

    base = "text on panel"

    def __init__(self, title: str) -> None:
        super().__init__(id="dialog-title")
        self._text = safe(title)

    def lines(self, columns: int) -> list[list[Cell]]:
        return [[Cell(line, "pane-title pane-title-style")] for line in wrap_words(self._text, columns)]


class AnswerLine(Bar):
    """The answers with their keys, in as many lines as they need; a click gives one."""

    base = "muted on panel"

    def __init__(self, answers: Sequence[Answer]) -> None:
        super().__init__(id="dialog-keys")
        self._answers = answers
        self._areas: list[tuple[int, int, int, Answer]] = []

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
            self._areas.append((len(lines) - 1, at, at + size, answer))
            lines[-1] += [Cell(key, "key-hint bold"), Cell(f" {answer.hint}{' ' * (GAP + 1)}")]
            at += size + GAP + 1
        return lines

    def on_click(self, event: events.Click) -> None:
        event.stop()
        for line, start, end, answer in self._areas:
            if line == event.y and start <= event.x < end:
                self.post_message(CommandClicked(answer.commands[0]))
                return


def _do_nothing() -> None:
    """Ignore the key of an answer that this question does not have."""
