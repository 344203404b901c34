"""What an editor in place is about: the fields, the text that they were read from, and what keeping them means."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from specui.markdown.edits import Transaction
from specui.specs.edits.places import EditRefused

if TYPE_CHECKING:
    from specui.specs.editable import Editable
    from specui.tui.editing import Draft
    from specui.tui.editors.form import Filling
    from specui.tui.layout import Stop
    from specui.workspace.files import SpecFile

Commit = Callable[[Sequence[str]], Transaction]


@dataclass(frozen=True, slots=True)
class Opened:
    """Something opened for editing in place.

    ``base`` is the file as it was then, ``draft`` its section. The editor stands over the ``spot`` of ``stop``, or
    ``under`` the stop where something new is made. ``again`` gives what commits the same fields against a later
    reading of the file; None where it is not there any more. ``pick`` takes what was chosen, where nothing is saved by
    choosing; in a ``free`` list anything else that is typed is kept as ``commit`` says, and ``verbs`` say what its lines do. ``done`` is told the change and the file as it was saved.
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

    @property
    def quick(self) -> bool:
        """Whether it is a list that one chooses from, and nothing else."""
        return self.pick is not None


def as_typed(opened: Opened, filling: Filling) -> str:
    """Return the section as it would be if what is typed were kept: what the journal keeps of it.

    What cannot be kept as it is, or would change other places too, stands behind the section, with its labels.
    """
    draft = opened.draft
    try:
        edits = opened.commit(filling.values).edits
    except (EditRefused, ValueError):
        edits = ()
    inside = all(draft.start <= edit.start and edit.end <= draft.end for edit in edits)
    if edits and inside and draft.start < draft.end:
        text = draft.file.text
        after = Transaction.of(text, edits).apply(text)
        return after[draft.start : len(after) - (len(text) - draft.end)]
    pairs = zip(filling.fields, filling.values, strict=True)
    typed = [f"{found.label}: {value}" for found, value in pairs if value and value != found.value]
    return "\n\n".join([*([draft.source] if draft.source else []), *typed])
