"""The lines of a form in which one types: what a row is, names completed, days stepped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from textual import events
from textual.suggester import Suggester

from specui.markdown import letters
from specui.markdown.file_suffix import stem_of
from specui.tui.widgets.text_input import TextInput


class Field(NamedTuple):
    """A row: its key and name, what it holds, and what it is: a line of text, or one of ``choices``.

    ``known`` are names that a text is completed from; with ``several`` it holds some of them, between commas.
    ``remark`` stands below it while it has the keyboard. A date is typed, or stepped by a day from ``today``.
    """

    key: str
    label: str
    value: str = ""
    kind: Literal["text", "choice", "date"] = "text"
    choices: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    several: bool = False
    remark: str = ""
    today: str = ""


class Line(TextInput):
    """A line to type in; right takes the rest of a name that is known."""

    def __init__(self, field: Field) -> None:
        completing = Completing(field.known, several=field.several) if field.known else None
        super().__init__(field.value, compact=True, select_on_focus=False, suggester=completing)
        self.cursor_blink = False
        self.cursor_position = len(stem_of(field.value))  # the ending stays as it is


class DateLine(Line):
    """A line with a date, which + and - step by a day."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._today = field.today

    def on_key(self, event: events.Key) -> None:
        whole = self.cursor_position == len(self.value)
        if event.character not in {"+", "-"} or (event.character == "-" and not whole):
            return
        from specui.tui.editors.date_input import stepped

        found = stepped(self.value, 1 if event.character == "+" else -1, self._today)
        if found is not None:
            event.stop()
            event.prevent_default()
            self.value = found
            self.cursor_position = len(found)


class Completing(Suggester):
    """Completes the name that is being typed, after the last comma where there may be several."""

    def __init__(self, known: Sequence[str], *, several: bool) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = known
        self._several = several

    async def get_suggestion(self, value: str) -> str | None:
        """Return the whole line with the name completed."""
        return completed(value, self._known, several=self._several)


def completed(value: str, known: Sequence[str], *, several: bool) -> str | None:
    """Return the text with its last name completed; None where nothing fits, or nothing was typed of it."""
    before, comma, typed = value.rpartition(",") if several else ("", "", value)
    blank = typed[: len(typed) - len(typed.lstrip())]
    begun = typed.lstrip()
    if not begun:
        return None
    used = {letters.key(name.strip()) for name in before.split(",")}
    for name in known:
        where = letters.keyed(name)
        if where.key.startswith(letters.key(begun)) and where.key not in used:
            _, end = where.span(0, len(letters.key(begun)))
            return f"{before}{comma}{blank}{begun}{name[end:]}"
    return None
