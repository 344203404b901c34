"""A change of one file on its way to disk: carried over where another writer was faster, or refused."""

from __future__ import annotations

from specui.markdown.edits import Transaction
from specui.markdown.source import decode, encode
from specui.workspace.files.spec_file import SpecFile, changed
from specui.workspace.history.steps import Step
from specui.workspace.storage import file_store as storage
from specui.workspace.storage.errors import Changed, Conflict, Refused
from specui.workspace.storage.merge import Merged, merge

_ATTEMPTS = 8


def save_change(file: SpecFile, transaction: Transaction) -> tuple[Step, SpecFile]:
    """Save a change made against ``file``; returns what was done, and the file as it is now.

    Raises Conflict (another writer changed the same lines, or the file is gone), Refused (it is being
    written without a pause) and StorageError; nothing was written then.
    """
    base = file
    for _ in range(_ATTEMPTS):
        text = transaction.apply(base.text)
        data = encode(text, base.source.bom)
        try:
            storage.save(file.path, data, expected=base.data, within=file.context.within)
        except Changed as failure:
            base, transaction = _carry_over(base, transaction, failure.current)
            continue
        return step_of(base, transaction), changed(base, data)
    raise Refused(f"{file.name} is being written by others without a pause; try again")


def step_of(file: SpecFile, transaction: Transaction) -> Step:
    """Return the step of the history that a change of this text is."""
    text = file.text
    return Step(
        file.name, transaction.title, text, transaction.apply(text), transaction, transaction.invert(text)
    )


def _carry_over(
    base: SpecFile, transaction: Transaction, current: bytes | None
) -> tuple[SpecFile, Transaction]:
    name = base.name
    if current is None:
        raise Conflict(f"{name} is gone from disk; nothing was saved", name, gone=True)
    theirs = decode(current)
    if theirs.error is not None:
        raise Conflict(f"{name} on disk is not UTF-8 any more; nothing was saved", name)
    found = merge(base.text, theirs.text, transaction)
    if found.clashes:
        raise clashing(name, found)
    return changed(base, current), found.carried


def clashing(name: str, found: Merged) -> Conflict:
    """Return the conflict that says what clashes in a file."""
    return Conflict(f"Conflict: {name} was changed on disk in the same lines; nothing was saved", name, found)
