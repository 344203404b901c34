"""What an editor in place is about: the fields, the text that they were read from, and what keeping them means."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from specui.markdown.edits import Transaction
from specui.workspace.state.recovery import FormTyped

if TYPE_CHECKING:
    from specui.specs.forms import Editable
    from specui.tui.editors.form_state import FormState
    from specui.tui.models.draft import Draft
    from specui.tui.rendering.section import Stop
    from specui.workspace.files.spec_file import SpecFile

EDIT, ADD, DECIDE, ANSWER, SIGN_OFF = "edit", "add", "decide", "answer", "sign-off"
"""What opens a form, as the journal names it."""
TRIAGE = "triage"
"""The same for a form of the triage screen; its title is the way."""

Commit = Callable[[Sequence[str]], Transaction]


@dataclass(frozen=True, slots=True)
class Opened:
    """Something opened for editing in place.

    ``base`` is the file as it was then, ``draft`` its section. The editor stands over the ``spot`` of ``stop``, or
    ``under`` the stop where something new is made. ``again`` gives what commits the same fields against a later
    reading of the file; None where it is not there any more. ``pick`` takes what was chosen, where nothing is saved by
    choosing; in a ``free`` list anything else that is typed is kept as ``commit`` says, and ``verbs`` say what its lines do. ``done`` is told the change and the file as it was saved.
    ``how`` says what has opened it, so that it can be opened again by the next start; an ``overtaken`` one would
    write over what others wrote, so that it is asked about first.
    """

    base: SpecFile
    draft: Draft
    stop: Stop
    spot: int
    where: Literal["over", "under"]
    title: str
    fields: tuple[Editable, ...]
    commit: Commit
    said: str
    again: Callable[[SpecFile], Commit | None]
    pick: Callable[[str], Awaitable[None]] | None = None
    done: Callable[[Transaction, SpecFile], None] | None = None
    values: tuple[str, ...] = field(default=())
    free: bool = False
    verbs: tuple[str, ...] = ()
    how: str = ""
    overtaken: bool = False

    @property
    def quick(self) -> bool:
        """Whether it is a list that one chooses from, and nothing else."""
        return self.pick is not None


def form_typed(opened: Opened, filling: FormState) -> FormTyped:
    """Return what the journal keeps of it: the fields, and where its item stands in the file it was opened on."""
    stop, document = opened.stop, opened.base.contents.spec.document
    line = document.lines.line_range(stop.line)
    return FormTyped(
        opened.how,
        opened.title,
        stop.start,
        document.text[line.start : line.end],
        opened.spot,
        tuple(found.label for found in filling.fields),
        tuple(found.value for found in filling.fields),
        filling.values,
    )


def as_text(filling: FormState) -> str:
    """Return what is typed to be read and copied: a field a line, under their labels where there are several."""
    if len(filling.fields) == 1:
        return filling.values[0]
    pairs = zip(filling.fields, filling.values, strict=True)
    return "\n".join(f"{found.label}: {value}" for found, value in pairs if value.strip())


def refilled(opened: Opened, form: FormTyped) -> Opened | None:
    """Return what has just been opened with what was typed in it before; None where it is another form.

    It is ``overtaken`` where the value that was edited reads differently now than it did then.
    """
    labels = tuple(found.label for found in opened.fields)
    if (opened.how, opened.title, labels) != (form.how, form.title, form.labels):
        return None
    before = tuple(found.value for found in opened.fields)
    return replace(opened, values=form.values, overtaken=form.how == EDIT and before != form.before)
