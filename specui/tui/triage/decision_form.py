"""What is typed for a decision: a form below the item, which stays in sight; from the core's form to the screen's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from specui.specs.forms.model import Editable, Form as Meant
from specui.tui.dialogs.form import Checked, Form, Values
from specui.tui.dialogs.form_fields import Field
from specui.tui.services.typing_journal import JOURNAL_CHARACTERS, JOURNAL_SECONDS, Kept

if TYPE_CHECKING:
    from specui.tui.app import SpecuiApp


Keep = Callable[[tuple[str, ...]], Kept]
"""Makes of what is typed what the journal keeps."""


class Typing(Form):
    """A form at the foot of the screen; what is typed in it is kept in the journal, if it is given `keep`."""

    CSS_PATH = "../dialogs/form.tcss"
    CSS = "Typing { align: center bottom; }"
    keep: Keep | None = None
    begun: tuple[str, ...] = ()
    """What it would hold if nothing had been typed."""
    _journaled: tuple[str, ...] = ()

    def on_mount(self) -> None:
        super().on_mount()
        if self.keep is not None:
            self.set_interval(JOURNAL_SECONDS, self.keep_journal)

    @property
    def _texts(self) -> tuple[str, ...]:
        return texts_of(self.values)

    def unsaved(self) -> Kept | None:
        if self.keep is None or self._texts == self.begun:
            return None
        return self.keep(self._texts)

    async def changed(self, key: str, value: str) -> None:
        await super().changed(key, value)
        if abs(sum(map(len, self._texts)) - sum(map(len, self._journaled))) >= JOURNAL_CHARACTERS:
            self.keep_journal()

    def keep_journal(self) -> None:
        """Keep what is typed where a killed program finds it again, in a thread."""
        kept = self.unsaved()
        if kept is None or self._texts == self._journaled:
            return
        self._journaled = self._texts
        app = cast("SpecuiApp", self.app)
        app.run_worker(lambda: app.journal.write(*kept), thread=True, group="journal", exit_on_error=False)


def typing(
    title: str,
    meant: Meant,
    *,
    owners: Sequence[str] = (),
    today: str = "",
    typed: Sequence[str] | None = None,
    told: str = "",
) -> Typing:
    """Return the form in which a decision is filled in; `typed` is what was typed before, `told` what was wrong."""
    fields = meant.fields
    values = list(typed) if typed is not None else [field.value for field in fields]
    rows = tuple(
        _row(str(number), field, value, owners, today)
        for number, (field, value) in enumerate(zip(fields, values, strict=True))
    )

    def check(now: Values) -> Checked:
        faults = {}
        for number, field in enumerate(fields):
            sentence = field.check(now[str(number)])
            if sentence:
                faults[str(number)] = sentence
        return Checked(told or title, faults)

    shown = Typing(meant.title, lambda _: rows, check, "keep")
    shown.begun = tuple(_row("", field, field.value, owners, today).value for field in fields)
    return shown


def texts_of(values: Values) -> tuple[str, ...]:
    """Return what was typed, a text for each field."""
    return tuple(values[str(number)] for number in range(len(values)))


def _row(key: str, field: Editable, value: str, owners: Sequence[str], today: str) -> Field:
    if field.kind == "choice" and field.choices:
        words = tuple(choice.text for choice in field.choices)
        now = next((c.text for c in field.choices if value in {c.word, c.text}), words[0])
        return Field(key, field.label, now, "choice", words)
    if field.kind == "date":
        return Field(key, field.label, value, "date", remark="+ and - go a day on or back", today=today)
    if field.kind == "owners":
        return Field(key, field.label, value, known=tuple(owners), remark="right takes the name offered")
    return Field(key, field.label, value.replace("\n", " "))
