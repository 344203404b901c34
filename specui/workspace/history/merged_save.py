"""Saving a change of one file: carried over where another writer was faster, or refused."""

from __future__ import annotations

from specui.markdown.edits import Transaction
from specui.markdown.source import Source, decode, encode
from specui.workspace.files.spec_file import SpecFile, with_data
from specui.workspace.history.steps import Step
from specui.workspace.storage import file_store as storage
from specui.workspace.storage.errors import Changed, Conflict, Refused
from specui.workspace.storage.merge import Merged, merge

_ATTEMPTS = 8


def save_change(file: SpecFile, transaction: Transaction) -> tuple[Step, SpecFile]:
    """Save a change made against ``file``; returns the step, and the file with its new text.

    The new text is scanned and judged once, after it is on disk.  Raises Conflict (another writer changed the same
    lines, or the file is gone), Refused (others keep writing it) and StorageError; nothing was written then.
    """
    known, source = file.data, file.source
    for _ in range(_ATTEMPTS):
        data = encode(transaction.apply(source.text), source.bom)
        try:
            storage.save(file.path, data, expected=known, within=file.context.within)
        except Changed as failure:
            known, source, transaction = _carry_over(file.name, source.text, transaction, failure.current)
            continue
        return step_of(file.name, source.text, transaction), with_data(file, data)
    raise Refused(f"{file.name} keeps changing on disk. Try again.")


def step_of(name: str, text: str, transaction: Transaction) -> Step:
    """Return the step that records a change of a file's text."""
    return Step(name, transaction.title, text, transaction.apply(text), transaction, transaction.invert(text))


def _carry_over(
    name: str, text: str, transaction: Transaction, current: bytes | None
) -> tuple[bytes, Source, Transaction]:
    """Return the bytes and text on disk, and the change as one of that text.  Raises Conflict."""
    if current is None:
        raise Conflict(f"{name} is gone from disk. Nothing was saved.", name, gone=True)
    theirs = decode(current)
    if theirs.error is not None:
        raise Conflict(f"{name} on disk is no longer UTF-8. Nothing was saved.", name)
    found = merge(text, theirs.text, transaction)
    if found.clashes:
        raise clashing(name, found)
    return current, theirs, found.carried


def clashing(name: str, found: Merged) -> Conflict:
    """Return the conflict that holds what clashes in a file."""
    return Conflict(f"Conflict: the same lines of {name} changed on disk. Nothing was saved.", name, found)
