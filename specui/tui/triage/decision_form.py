"""The form of a decision, at the foot of the screen: the item above stays visible."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from specui.specs.forms.model import Editable, Form as Meant
from specui.tui.dialogs.form import Checked, Form, Values
from specui.tui.dialogs.form_fields import DateLine, Field
from specui.tui.ports import TypingJournal
from specui.tui.services.typing_journal import JOURNAL_CHARACTERS, JOURNAL_SECONDS, Kept

Keep = Callable[[tuple[str, ...]], Kept]
"""Turns what is typed into what the journal keeps."""


class Typing(Form):
    """A form at the foot of the screen; the journal keeps what is typed, if it is given one."""

    CSS_PATH = "../dialogs/form.tcss"
    CSS = "Typing { align: center bottom; }"
    begun: tuple[str, ...] = ()
    """The values before the user typed anything."""
    keep: Keep | None = None
    _journal: TypingJournal | None = None
    _journaled: tuple[str, ...] = ()

    def journal(self, journal: TypingJournal, keep: Keep) -> None:
        """Keep in a journal what is typed, from now on."""
        self._journal, self.keep = journal, keep

    def on_mount(self) -> None:
        super().on_mount()
        if self._journal is not None:
            self.set_interval(JOURNAL_SECONDS, self.keep_journal)

    def focus_row(self, index: int) -> None:
        """Give a row the keyboard; a date is selected, so that typing replaces it."""
        super().focus_row(index)
        if isinstance(self.focused, DateLine):
            self.focused.action_select_all()

    @property
    def _texts(self) -> tuple[str, ...]:
        return texts_of(self.values)

    def unsaved(self) -> Kept | None:
        """Return what is typed and not saved; None if nothing would be lost."""
        if self.keep is None or self._texts == self.begun:
            return None
        return self.keep(self._texts)

    async def changed(self, key: str, value: str) -> None:
        await super().changed(key, value)
        if abs(sum(map(len, self._texts)) - sum(map(len, self._journaled))) >= JOURNAL_CHARACTERS:
            self.keep_journal()

    def keep_journal(self) -> None:
        """Write what is typed to the recovery folder, in a thread."""
        kept, journal = self.unsaved(), self._journal
        if kept is None or journal is None or self._texts == self._journaled:
            return
        self._journaled = self._texts
        # The app's worker: it goes on when the form is closed.
        self.app.run_worker(lambda: journal.write(*kept), thread=True, group="journal", exit_on_error=False)


def typing(
    title: str,
    meant: Meant,
    *,
    owners: Sequence[str] = (),
    today: str = "",
    typed: Sequence[str] | None = None,
    remark: str = "",
) -> Typing:
    """Return the form of a decision; `typed` is what was typed before, `remark` a line to show."""
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
        return Checked(remark or title, faults)

    shown = Typing(meant.title, lambda _: rows, check, "save")
    shown.begun = tuple(_row("", field, field.value, owners, today).value for field in fields)
    return shown


def texts_of(values: Values) -> tuple[str, ...]:
    """Return the values, a text for each field."""
    return tuple(values[str(number)] for number in range(len(values)))


def _row(key: str, field: Editable, value: str, owners: Sequence[str], today: str) -> Field:
    if field.kind == "choice" and field.choices:
        words = tuple(choice.text for choice in field.choices)
        now = next((c.text for c in field.choices if value in {c.word, c.text}), words[0])
        return Field(key, field.label, now, "choice", words)
    if field.kind == "date":
        return Field(
            key,
            field.label,
            value,
            "date",
            remark="a date, 2w or fri; + and - change it by a day",
            today=today,
        )
    if field.kind == "owners":
        return Field(key, field.label, value, known=tuple(owners), remark="right completes the name")
    return Field(key, field.label, value.replace("\n", " "))
