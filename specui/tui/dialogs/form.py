"""A form as a dialog: the fields of the inline editor, the result below them, an error under each field.

Its owner says which fields there are, what the values come to and what is wrong with them; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Region
from textual.screen import ModalScreen

from specui.specs.forms.model import Editable
from specui.tui.bindings import bindings
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.dialogs.answers import form_answers
from specui.tui.dialogs.dialog import LOW, AnswerLine, DialogTitle
from specui.tui.dialogs.form_fields import Checked, Field, Values, editable_of
from specui.tui.dialogs.help import help_dialog
from specui.tui.editors.form_state import FormState, Sources
from specui.tui.editors.inline_editor import InlineEditor
from specui.tui.rendering.paint import Cell, wrap_words
from specui.tui.rendering.safe_text import safe
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.command_screen import CommandScreen

WIDEST, SIDES = 76, 6
"""Columns of the form at most, and those beside its fields; `form.tcss` says the same."""
FRAME, AIR = 2, 2
"""Lines of the frame, and empty lines between the parts."""


class Form(CommandScreen, ModalScreen[dict[str, str] | None], inherit_bindings=False):
    """Returns the values by the keys of the fields, or None when it was cancelled."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = ""
    BINDINGS = bindings("form")
    stepwise = False
    """Whether enter goes to the next field, and saves at the last."""

    def __init__(
        self,
        title: str,
        fields: Callable[[Values], Sequence[Field]],
        check: Callable[[Values], Checked],
        verb: str,
        *,
        today: str = "",
    ) -> None:
        """`fields` returns the fields for the values so far; `verb` is the label of what enter does.

        `today` is the day that dates are typed from.
        """
        super().__init__()
        self._title = title
        self._fields_for = fields
        self._check = check
        self._today = today
        self._fields = tuple(fields({}))
        self._touched: set[str] = set()
        self._answers = form_answers(verb, several=len(self._fields) > 1, stepwise=self.stepwise)
        self.editor = InlineEditor()
        self.values = {field.key: field.value for field in self._fields}

    def compose(self) -> ComposeResult:
        with Vertical(id="form"):
            yield DialogTitle(self._title)
            with VerticalScroll(id="form-rows", can_focus=False):
                yield self.editor
            yield Remark()
            yield ResultLine()
            yield AnswerLine(self._answers)

    def handlers(self) -> Handlers:
        save, leave = Handler(self._save), Handler(partial(self.dismiss, None))
        keep = Handler(self._save_or_step) if self.stepwise else save
        after, before = Handler(partial(self._go, 1)), Handler(partial(self._go, -1))
        down, up = Handler(partial(self._step, 1)), Handler(partial(self._step, -1))
        nothing = Handler(_do_nothing)
        return {
            "form-accept": keep,
            "form-save": save,
            "form-cancel": leave,
            "form-next": after,
            "form-before": before,
            "form-down": down,
            "form-up": up,
            "inline-accept": keep,
            "inline-save": save,
            "inline-cancel": leave,
            "inline-next": after,
            "inline-before": before,
            "inline-down": down,
            "inline-up": up,
            "inline-newline": Handler(self._start_line),
            "help": Handler(lambda: self.app.push_screen(help_dialog("form"))),
            "find": nothing,
            "commands": nothing,
            "copy": nothing,
            "quit-typing": leave,
        }

    def on_mount(self) -> None:
        self._open(FormState.of(self._editables()))

    def on_resize(self) -> None:
        self._limit()

    # What the fields hold

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields, from above."""
        return self._fields

    @property
    def errors(self) -> dict[str, str]:
        """The errors that are shown, by the keys of their fields."""
        form = self.editor.form
        errors = form.errors if form is not None else ()
        return {field.key: error for field, error in zip(self._fields, errors, strict=False) if error}

    def _editables(self) -> list[Editable]:
        return [editable_of(field, partial(self._error_of, field.key)) for field in self._fields]

    def _error_of(self, key: str, value: str) -> str:
        """Return what is wrong with a value of a field, given the others."""
        field = next(field for field in self._fields if field.key == key)
        return field.error_of(value) or self._check({**self.values, key: value}).faults.get(key, "")

    def check(self, values: Values) -> Checked:
        """Return what values come to, with the errors of each field."""
        found = self._check(values)
        own = {field.key: field.error_of(values[field.key]) for field in self._fields}
        return Checked(found.result, {**found.faults, **{key: error for key, error in own.items() if error}})

    # The editor

    def _open(self, form: FormState) -> None:
        self.editor.open(
            form,
            Sources(
                self._today, values={n: field.known for n, field in enumerate(self._fields) if field.known}
            ),
            labelled=True,
            strict=True,
            selections=tuple(field.selected for field in self._fields),
        )
        self._show_checked()
        self.set_focus(self.editor.text)  # at once: keys typed ahead are for it

    def on_inline_editor_changed(self) -> None:
        self.edited()

    def on_inline_editor_selected(self) -> None:
        self.edited()

    def on_inline_editor_picked(self) -> None:
        if len(self._fields) > 1:
            self._go(1)

    def on_inline_editor_grown(self) -> None:
        self._limit()

    def edited(self) -> None:
        """Take the values over from the editor: something was typed or selected."""
        self._take(self.editor.values)

    def _take(self, values: tuple[str, ...]) -> None:
        new = {field.key: value for field, value in zip(self._fields, values, strict=True)}
        if new == self.values:
            return
        self._touched |= {key for key, value in new.items() if value != self.values.get(key)}
        self.values = new
        fields = tuple(self._fields_for(new))
        if [field._replace(value="") for field in fields] != [
            field._replace(value="") for field in self._fields
        ]:
            self._replace_fields(fields)
        else:
            self._show_checked()

    def _replace_fields(self, fields: tuple[Field, ...]) -> None:
        """Show other fields; one that stays keeps its value, and the cursor stays in its field."""
        form = self.editor.form
        key = self._fields[form.at].key if form is not None else ""
        kept = self.values
        self._fields = tuple(field._replace(value=kept.get(field.key, field.value)) for field in fields)
        self.values = {field.key: field.value for field in self._fields}
        at = next((n for n, field in enumerate(self._fields) if field.key == key), 0)
        self._open(replace(FormState.of(self._editables()), at=at))

    def _show_checked(self, *, every: bool = False) -> Checked:
        """Show the result, and the errors of the fields that were edited, or of `every` field."""
        checked = self.check(self.values)
        shown = {key for key in checked.faults if every or key in self._touched}
        form = self.editor.form
        if form is not None:
            errors = tuple(checked.faults[f.key] if f.key in shown else "" for f in self._fields)
            self.editor.show(replace(form, errors=errors))
            self.query_one(Remark).show(self._fields[form.at].remark)
        self.query_one(ResultLine).show(checked.result, wrong=bool(checked.faults))
        self._limit()
        return checked

    # Commands

    def _go(self, by: int) -> None:
        """Go to another field; behind the last comes the first."""
        form = self.editor.settle()
        self.editor.show(replace(form, at=(form.at + by) % len(form.fields)))
        self.edited()
        self._show_checked()

    def _step(self, by: int) -> None:
        """Go up or down in the list of the field or by a day; without either, to another field."""
        if self.editor.steps:
            self.editor.step(by)
            self.edited()
        else:
            self._go(by)

    def _save_or_step(self) -> None:
        """Go to the next field if this one is valid; save at the last."""
        form = self.editor.form
        if form is None or form.at == len(form.fields) - 1:
            self._save()
        elif not self.editor.complete():
            settled = self.editor.settle()
            self._take(settled.values)
            if settled.errors[settled.at]:
                self._touched.add(self._fields[settled.at].key)
                self._show_checked()
            else:
                self._go(1)

    def _save(self) -> None:
        if self.editor.complete():
            return
        self._take(self.editor.settle().values)
        checked = self._show_checked(every=True)
        wrong = [n for n, field in enumerate(self._fields) if field.key in checked.faults]
        if not wrong:
            self.dismiss(dict(self.values))
            return
        self._touched |= set(checked.faults)
        form = self.editor.form
        if form is not None and form.at != wrong[0]:
            self.editor.show(replace(form, at=wrong[0]))
            self._show_checked()

    def _start_line(self) -> None:
        form = self.editor.form
        if form is not None and form.field.multiline:
            self.editor.text.newline()

    def _limit(self) -> None:
        """Leave room for the title, the result and the answers, however many fields there are."""
        if self.editor.form is None:
            return
        low = self.size.height < LOW
        self.set_class(low, "-low")
        columns = min(WIDEST, int(self.size.width * 0.96)) - SIDES
        taken = sum(bar.fit_height(columns) for bar in self.query(Bar)) + FRAME + (0 if low else AIR)
        rows = max(2, self.size.height - taken)
        holder = self.query_one("#form-rows", VerticalScroll)
        holder.styles.max_height = rows
        drawing = self.editor.place(Region(0, 0, columns - 1, 0), rows)
        top = drawing.field.y
        bottom = max((y for y in drawing.suggestions), default=top) + 1
        height = min(rows, max(bottom, top + drawing.field.height) - top)
        holder.scroll_to_region(Region(0, top, 1, height), animate=False, force=True)


class Remark(Bar):
    """What to know about the field with the cursor."""

    base = "faint on panel"

    def __init__(self) -> None:
        super().__init__(id="form-remark")
        self._text = ""

    def show(self, text: str) -> None:
        self._text = safe(text)
        self.fit_height()
        self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        return [[Cell(line)] for line in wrap_words(self._text, max(8, columns))]


class ResultLine(Bar):
    """What the values come to."""

    base = "text on panel"

    def __init__(self) -> None:
        super().__init__(id="form-result")
        self.text, self._wrong = "", False

    def show(self, text: str, *, wrong: bool) -> None:
        """Show what would be done; muted while something is `wrong`."""
        self.text, self._wrong = safe(text), wrong
        self.fit_height()
        self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        look = "muted" if self._wrong else "accent bold"
        return [[Cell(line, look)] for line in wrap_words(self.text, max(8, columns))]


def _do_nothing() -> None:
    """Ignore a command of the workbench that has no use in a form."""
