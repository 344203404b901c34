"""Steps of the command line in the journal: appended with few imports.

All commands of one scope share a file.  They write it one after the other, holding the lock on the journal's folder,
as whoever undoes a step does.  `journal_records` says what the lines mean, `journal` reads them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from specui.workspace.history import journal_format
from specui.workspace.history.journal_format import (
    COMMANDS,
    LONGEST,
    VERSION,
    journal_folder,
    line_of,
    packed,
    scope_key,
)
from specui.workspace.storage.folder_lock import locked_folder
from specui.workspace.storage.temporary_files import write_all
from specui.workspace.user_folders import private_folder

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction

MOST_OF_A_STEP = 4 * journal_format.MOST
"""Bytes of the largest step of several files."""
PATIENCE = 5.0
"""Seconds that a command waits for other programs that write or undo."""


class TextChange(NamedTuple):
    """A change of one file by a command.  ``path`` is absolute, its folder resolved."""

    path: str
    before: str
    after: str
    transaction: Transaction


def record_changes(title: str, changes: Sequence[TextChange]) -> str:
    """Record a command's changes as one step; returns why that failed, or an empty string."""
    if any(len(text) > LONGEST for change in changes for text in (change.before, change.after)):
        return "the file is too large"
    records = [edit_record(change, title) for change in changes]
    return append(scope_key(os.path.dirname(changes[0].path)), records) if records else ""


def record_rewrite(title: str, path: str, before: bytes, after: bytes) -> str:
    """Record that a command rewrote a file's bytes; returns why that failed, or an empty string."""
    if len(before) > LONGEST or len(after) > LONGEST:
        return "the file is too large"
    record = _record(path, title) | {"kind": "rewrite", "before": packed(before), "after": packed(after)}
    return append(scope_key(os.path.dirname(path)), [record])


def edit_record(change: TextChange, title: str) -> dict[str, Any]:
    """Return a change of a text as its line holds it."""
    edits = [list(edit) for edit in change.transaction.invert(change.before).edits]
    return _record(change.path, title) | {
        "kind": "edit",
        "after": packed(change.after.encode()),
        "edits": edits,
    }


def _record(path: str, title: str) -> dict[str, Any]:
    return {"v": VERSION, "at": time.time(), "path": path, "title": title}


def append(key: str, records: Sequence[dict[str, Any]]) -> str:
    """Append the records of one step to the commands' file of a scope; returns why that failed, or an empty string."""
    folder = journal_folder()
    try:
        with locked_folder(os.fspath(private_folder(folder)), patience=PATIENCE):
            path = folder / f"{key}{COMMANDS}"
            number = time.time_ns()  # unique, because the lock is held
            group = {"with": number} if len(records) > 1 else {}
            data = b"".join(
                line_of(record | {"id": number + at} | group) for at, record in enumerate(records)
            )
            if len(data) > MOST_OF_A_STEP:
                return "the files together are too large"
            _write(path, data)
    except OSError as error:
        return f"{error.filename or folder}: {os.strerror(error.errno or 0)}"
    return ""


def _write(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o600)
    try:
        before = os.fstat(descriptor).st_size
        try:
            write_all(descriptor, data)
        except OSError:
            os.ftruncate(descriptor, before)  # all records of a step, or none
            raise
        size = before + len(data)
    finally:
        os.close(descriptor)
    if size == len(data) or size > journal_format.MOST:
        from specui.workspace.history.journal_file import keep_small

        keep_small(path, size)
