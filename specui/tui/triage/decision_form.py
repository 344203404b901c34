"""The form of a decision, at the foot of the screen: the item above stays visible."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from specui.specs.forms.model import Form as Meant
from specui.tui.dialogs.form import Form
from specui.tui.dialogs.form_fields import Checked, Values, field_of
from specui.tui.ports import JOURNAL_CHARACTERS, JOURNAL_SECONDS, Kept, RecoveryJournal

Keep = Callable[[tuple[str, ...]], Kept]
"""Turns what is typed into what the journal keeps."""


class DecisionForm(Form):
    """A form at the foot of the screen; the journal keeps what is typed, if it is given one."""

    CSS_PATH = "../dialogs/form.tcss"
    CSS = "DecisionForm { align: center bottom; }"
    stepwise = True
    begun: tuple[str, ...] = ()
    """The values before the user typed anything."""
    keep: Keep | None = None
    _journal: RecoveryJournal | None = None
    _journaled: tuple[str, ...] = ()

    def journal(self, journal: RecoveryJournal, keep: Keep) -> None:
        """Keep in a journal what is typed, from now on."""
        self._journal, self.keep = journal, keep

    def on_mount(self) -> None:
        super().on_mount()
        if self._journal is not None:
            self.set_interval(JOURNAL_SECONDS, self.keep_journal)

    @property
    def _texts(self) -> tuple[str, ...]:
        return texts_of(self.values)

    def unsaved(self) -> Kept | None:
        """Return what is typed and not saved; None if nothing would be lost."""
        if self.keep is None or self._texts == self.begun:
            return None
        return self.keep(self._texts)

    def edited(self) -> None:
        super().edited()
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


def decision_form(
    title: str,
    meant: Meant,
    *,
    owners: Sequence[str] = (),
    today: str = "",
    typed: Sequence[str] | None = None,
    remark: str = "",
) -> DecisionForm:
    """Return the form of a decision; `typed` is what was typed before, `remark` a line to show."""
    begun = tuple(field.value for field in meant.fields)
    fields = [
        field_of(str(number), field, value, owners if field.kind == "owners" else ())
        for number, (field, value) in enumerate(
            zip(meant.fields, typed if typed is not None else begun, strict=True)
        )
    ]
    shown = DecisionForm(
        meant.title, lambda _: fields, lambda _: Checked(remark or title), "Save", today=today
    )
    shown.begun = begun
    return shown


def texts_of(values: Values) -> tuple[str, ...]:
    """Return the values, a text for each field."""
    return tuple(values[str(number)] for number in range(len(values)))
