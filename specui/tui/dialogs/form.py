"""A form: rows to fill in, what comes of them shown below as one types, and what is wrong beside the row.

What the rows are and what they mean comes from outside; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from specui.tui.bindings import bindings
from specui.tui.dialogs.answers import Answer
from specui.tui.dialogs.dialog import LOW, AnswerLine, DialogTitle
from specui.tui.dialogs.form_fields import DateLine, Field, Line
from specui.tui.rendering.paint import CURSOR, Cell, wrap_words
from specui.tui.rendering.safe_text import fit, safe, width
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.command_screen import CommandScreen
from specui.tui.widgets.drawn import Drawn

WIDEST, SIDES = 76, 6
"""Columns of the form at most, and those beside its rows; `form.tcss` says the same."""
FRAME, AIR = 2, 2
"""Lines of the frame, and of the air between the parts."""


class Checked(NamedTuple):
    """What comes of the values as they are: a line that tells it, and what is wrong, by the keys of the rows."""

    result: str
    faults: Mapping[str, str] = {}


Values = Mapping[str, str]


class Form(CommandScreen, ModalScreen[dict[str, str] | None], inherit_bindings=False):
    """Returns the values, or None where it was left."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("form")

    def __init__(
        self,
        title: str,
        rows: Callable[[Values], Sequence[Field]],
        check: Callable[[Values], Checked],
        verb: str,
    ) -> None:
        """`rows` gives the rows for the values so far, which may change them; `verb` is what enter does."""
        super().__init__()
        self._title = title
        self._rows = rows
        self._check = check
        self._fields = tuple(rows({}))
        self.values = {field.key: field.value for field in self._fields}
        self._touched: set[str] = set()
        self.answers = (
            Answer(("form-keep",), verb, "keep", "form"),
            *([Answer(("form-next",), "next row", "next", "form")] if len(self._fields) > 1 else []),
            Answer(("form-leave",), "leave it", "", "form"),
        )

    def compose(self) -> ComposeResult:
        with Vertical(id="form"):
            yield DialogTitle(self._title)
            with VerticalScroll(id="form-rows", can_focus=False):
                yield from map(FormRow, self._fields)
            yield ResultLine()
            yield AnswerLine(self.answers)

    def on_mount(self) -> None:
        self._tell()
        self.focus_row(0)

    def on_resize(self) -> None:
        self._limit()

    def _limit(self) -> None:
        """Leave room for the title, the result and the answers, however many rows there are."""
        low = self.size.height < LOW
        self.set_class(low, "-low")
        columns = min(WIDEST, int(self.size.width * 0.96)) - SIDES
        bars = (self.query_one(kind) for kind in (DialogTitle, ResultLine, AnswerLine))
        used = sum(bar.fit_height(columns) for bar in bars)
        self.query_one("#form-rows").styles.max_height = max(
            2, self.size.height - used - FRAME - (0 if low else AIR)
        )

    @property
    def rows(self) -> list[FormRow]:
        """The rows, from above."""
        return list(self.query(FormRow))

    def focus_row(self, index: int) -> None:
        """Give a row the keyboard."""
        rows = self.rows
        self.set_focus(rows[index % len(rows)].answer)  # at once: keys typed ahead are for it

    async def changed(self, key: str, value: str) -> None:
        """A row holds something else now."""
        if self.values.get(key) == value:
            return
        self.values[key] = value
        self._touched.add(key)
        fields = tuple(self._rows(self.values))
        if [f._replace(value="") for f in fields] != [f._replace(value="") for f in self._fields]:
            await self._rebuild(fields, key)
        self._tell()

    async def _rebuild(self, fields: Sequence[Field], key: str) -> None:
        """Show other rows; what was said in a row that stays is kept."""
        self._fields = tuple(fields)
        kept = self.values
        self.values = {field.key: kept.get(field.key, field.value) for field in fields}
        holder = self.query_one("#form-rows")
        await holder.remove_children()
        await holder.mount(*(FormRow(field._replace(value=self.values[field.key])) for field in fields))
        self.focus_row(next((i for i, field in enumerate(fields) if field.key == key), 0))

    def _tell(self, *, all_: bool = False) -> Checked:
        checked = self._check(self.values)
        for row in self.rows:
            fault = checked.faults.get(row.field.key, "")
            row.tell(fault if all_ or row.field.key in self._touched else "")
        self.query_one(ResultLine).show(checked.result, wrong=bool(checked.faults))
        self._limit()
        return checked

    def action_step(self, by: int) -> None:
        rows = self.rows
        at = next((i for i, row in enumerate(rows) if row.answer is self.focused), 0)
        self.focus_row(at + by)

    async def action_keep(self) -> None:
        for row in self.rows:  # typed ahead of what was told
            await self.changed(row.field.key, row.value)
        checked = self._tell(all_=True)
        wrong = [i for i, row in enumerate(self.rows) if row.field.key in checked.faults]
        if wrong:
            self.focus_row(wrong[0])
        else:
            self.dismiss(dict(self.values))

    def action_leave(self) -> None:
        self.dismiss(None)

    async def answer(self, value: str) -> None:
        """Take the answer that was clicked."""
        if value == "keep":
            await self.action_keep()
        elif value == "next":
            self.action_step(1)
        else:
            self.action_leave()


class FormRow(Vertical):
    """A name, what is answered, and below it what is wrong with that."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.answer: Widget = _answer(field)

    def compose(self) -> ComposeResult:
        with Horizontal(classes="form-answer"):
            yield RowLabel(self.field.label)
            yield self.answer
        yield Told(self.field.remark)

    @property
    def value(self) -> str:
        """What is answered."""
        answer = self.answer
        return answer.value if isinstance(answer, Line | Choices) else ""

    @property
    def fault(self) -> str:
        """What is told to be wrong."""
        return self.query_one(Told).fault

    def tell(self, fault: str) -> None:
        """Say what is wrong, or nothing."""
        self.query_one(Told).show(fault)

    def on_descendant_focus(self) -> None:
        self.query_one(Told).remind(shown=True)

    def on_descendant_blur(self) -> None:
        self.query_one(Told).remind(shown=False)

    async def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        await self._changed(event.value)

    async def on_choices_changed(self, event: Choices.Changed) -> None:
        event.stop()
        await self._changed(event.value)

    async def _changed(self, value: str) -> None:
        if isinstance(self.screen, Form):
            self.screen.call_later(self.screen.changed, self.field.key, value)


def _answer(field: Field) -> Widget:
    if field.kind == "choice":
        return Choices(field)
    return DateLine(field) if field.kind == "date" else Line(field)


class Choices(Drawn, Widget, can_focus=True):
    """One of several values, all of them in sight where there is room."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l,space", "choose(1)", show=False),
        Binding("left,h", "choose(-1)", show=False),
    ]

    class Changed(Message):
        """Another value is chosen."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._choices = field.choices
        self._at = field.choices.index(field.value) if field.value in field.choices else 0
        self._areas: list[tuple[int, int, int, int]] = []

    @property
    def value(self) -> str:
        """The value that is chosen."""
        return self._choices[self._at]

    def action_choose(self, by: int) -> None:
        self._choose((self._at + by) % len(self._choices))

    def _choose(self, index: int) -> None:
        self._at = index
        self.refresh_changed()
        self.post_message(self.Changed(self.value))

    def on_key(self, event: events.Key) -> None:
        """A letter or a digit goes to the next value that begins with it."""
        letter = (event.character or "").casefold()
        order = [*range(self._at + 1, len(self._choices)), *range(self._at + 1)]
        if letter.isalnum() and letter not in {"h", "l"}:
            found = next((i for i in order if _bare(self._choices[i]).startswith(letter)), None)
            if found is not None:
                event.stop()
                self._choose(found)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        for line, start, end, index in self._areas:
            if line == event.y and start <= event.x < end:
                self._choose(index)
                return

    def on_resize(self) -> None:
        self.styles.height = len(self._lines(self.size.width))

    def line_at(self, y: int) -> tuple[list[Cell], str]:
        lines = self._lines(self.size.width)
        return lines[y] if y < len(lines) else [], "text on panel"

    def _lines(self, columns: int) -> list[list[Cell]]:
        """Return the values in as many lines as they need."""
        lines: list[list[Cell]] = [[]]
        self._areas, at = [], 0
        for index, choice in enumerate(self._choices):
            chosen = index == self._at
            text = fit(f"{'●' if chosen else '○'} {safe(choice)}", max(4, columns))
            if at and at + width(text) > columns:
                lines.append([])
                at = 0
            look = (CURSOR if self.has_focus else "text bold") if chosen else "muted"
            lines[-1] += [Cell(text, look), Cell("  ")]
            self._areas.append((len(lines) - 1, at, at + width(text), index))
            at += width(text) + 2
        return lines


class RowLabel(Bar):
    """What a row is about."""

    base = "muted on panel"

    def __init__(self, label: str) -> None:
        super().__init__()
        self._label = safe(label)

    def lines(self, columns: int) -> list[list[Cell]]:
        return [[Cell(fit(self._label, columns - 1))]]


class Told(Bar):
    """What is wrong with an answer, or a remark while there is none."""

    base = "text on panel"

    def __init__(self, remark: str) -> None:
        super().__init__()
        self._remark = safe(remark)
        self.fault = ""
        self._reminds = False

    def remind(self, *, shown: bool) -> None:
        """Show the remark, or do not."""
        self._reminds = shown
        self.fit_height()
        self.refresh_changed()

    def show(self, fault: str) -> None:
        """Say it; an empty string says nothing."""
        self.fault = safe(fault)
        self.fit_height()
        self.refresh_changed()

    def on_resize(self) -> None:
        self.fit_height()

    def lines(self, columns: int) -> list[list[Cell]]:
        if not self.fault:
            shown = self._remark if self._reminds else ""
            return [[Cell(line, "faint")] for line in wrap_words(shown, columns)] if shown else [[]]
        first, *others = wrap_words(self.fault, max(8, columns - 2))
        return [
            [Cell("✖ ", "error bold"), Cell(first, "error")],
            *([Cell("  "), Cell(line, "error")] for line in others),
        ]


class ResultLine(Bar):
    """What comes of it."""

    base = "text on panel"

    def __init__(self) -> None:
        super().__init__(id="form-result")
        self.text, self._wrong = "", False

    def show(self, text: str, *, wrong: bool) -> None:
        """Tell what would be made."""
        self.text, self._wrong = safe(text), wrong
        self.fit_height()
        self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        first, *others = wrap_words(self.text, max(8, columns - 2))
        look = "muted" if self._wrong else "accent bold"
        return [[Cell("→ ", "muted"), Cell(first, look)], *([Cell("  "), Cell(x, look)] for x in others)]


def _bare(choice: str) -> str:
    return "".join(c for c in choice if c.isalnum() or c == " ").strip().casefold()
