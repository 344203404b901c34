"""What is typed for a decision: a form below the item, which stays in sight; from the core's form to the screen's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from specui.specs.forms.model import Form as Meant
from specui.tui.dialogs.form import Form
from specui.tui.dialogs.form_fields import Checked, Values, field_of
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

    def edited(self) -> None:
        super().edited()
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
    begun = tuple(field.value for field in meant.fields)
    fields = [
        field_of(str(number), field, value, owners if field.kind == "owners" else ())
        for number, (field, value) in enumerate(
            zip(meant.fields, typed if typed is not None else begun, strict=True)
        )
    ]
    shown = Typing(meant.title, lambda _: fields, lambda _: Checked(told or title), "Save", today=today)
    shown.begun = begun
    return shown


def texts_of(values: Values) -> tuple[str, ...]:
    """Return what was typed, a text for each field."""
    return tuple(values[str(number)] for number in range(len(values)))
