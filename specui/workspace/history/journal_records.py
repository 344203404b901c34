"""Steps of the history as records of the journal, and back.  A malformed record, or one of another folder, is no step."""

from __future__ import annotations

import base64
import os
import time
import zlib
from collections.abc import Sequence
from typing import Any, TypeGuard

from specui.markdown.edits import EditError, TextEdit, Transaction
from specui.workspace.files.file_moves import FileSnapshot
from specui.workspace.files.file_steps import Created, Renamed, Rewritten, Trashed
from specui.workspace.history.journal_format import LONGEST, VERSION, packed
from specui.workspace.history.steps import AnyStep, Step, group_steps

MOST_FOLDERS = 100
"""No file is created so many folders deep."""


def record_of(top: str, step: AnyStep) -> dict[str, Any] | None:
    """Return a step as its line holds it; None for a step that is too large."""
    record: dict[str, Any] = {
        "v": VERSION,
        "at": step.earlier or time.time(),
        "path": os.path.join(top, step.name),
        "title": step.title,
    }
    if type(step) is Step:
        if is_too_long(step):
            return None
        edits = [list(edit) for edit in step.backward.edits]
        return record | {"kind": "edit", "after": packed(step.after.encode()), "edits": edits}
    if type(step) is Renamed:
        return record | {"kind": "rename", "former": os.path.join(top, step.former), "made": step.made}
    if type(step) is Rewritten:
        if len(step.before) > LONGEST or len(step.after) > LONGEST:
            return None
        return record | {"kind": "rewrite", "before": packed(step.before), "after": packed(step.after)}
    assert isinstance(step, Created | Trashed), step
    if len(step.snapshot.data) > LONGEST:
        return None
    kind = "create" if type(step) is Created else "trash"
    snapshot = step.snapshot
    attributes = [[name, base64.b64encode(value).decode("ascii")] for name, value in snapshot.attributes]
    return record | {
        "kind": kind, "data": packed(snapshot.data), "mode": snapshot.mode, "link": snapshot.link,
        "mtime": snapshot.mtime, "attributes": attributes, "made": step.made if type(step) is Created else 0,
    }  # fmt: skip


def is_too_long(step: Step) -> bool:
    """Return whether a step is too large for the journal."""
    return len(step.after) > LONGEST or len(step.before) > LONGEST


def steps_of(records: list[dict[str, Any]], top: str) -> list[AnyStep]:
    """Return the steps of the records of one group: all of them, or none."""
    read = [_step(record, top) for record in records]
    found = [step for step in read if step is not None]
    return found if len(found) == len(read) and (len(found) == 1 or _are_texts(found)) else []


def _are_texts(steps: Sequence[AnyStep]) -> TypeGuard[Sequence[Step]]:
    return all(type(step) is Step for step in steps)


def grouped(records: Sequence[dict[str, Any]], steps: Sequence[AnyStep]) -> AnyStep:
    """Return the steps of one group as one step, with the files that are in doubt."""
    in_doubt = [step.name for step, record in zip(steps, records, strict=True) if record.get("open")]
    return group_steps(steps, in_doubt) if _are_texts(steps) else steps[0]


def _step(record: dict[str, Any], top: str) -> AnyStep | None:
    """Return the step of a record; None where it concerns another folder, or is malformed."""
    try:
        name, title, at = _name(record["path"], top), str(record["title"]), float(record["at"])
        if not name:
            return None
        kind = record["kind"]
        if kind == "rename":
            former = _name(record["former"], top)
            made = int(record.get("made", 0))
            return Renamed(name, title, former, at, made) if former and 0 <= made < MOST_FOLDERS else None
        if kind == "edit":
            return _edit(record, name, title, at)
        if kind == "rewrite":
            return Rewritten(name, title, _unpacked(record["before"]), _unpacked(record["after"]), at)
        link = record["link"]
        attributes = record.get("attributes", ())
        snapshot = FileSnapshot(
            _unpacked(record["data"]),
            int(record["mode"]) & 0o7777,
            None if link is None else str(link),
            int(record.get("mtime", 0)),
            tuple((str(name), base64.b64decode(str(value))) for name, value in attributes),
        )
        if kind == "create":
            made = int(record.get("made", 0))
            return Created(name, title, snapshot, at, made) if 0 <= made < MOST_FOLDERS else None
        return Trashed(name, title, snapshot, at) if kind == "trash" else None
    except (LookupError, TypeError, ValueError, OverflowError, zlib.error):
        return None


def _edit(record: dict[str, Any], name: str, title: str, at: float) -> Step | None:
    after = _unpacked(record["after"]).decode()
    edits = [TextEdit(int(start), int(end), str(text)) for start, end, text in record["edits"]]
    try:
        backward = Transaction.of(after, edits, title)
        before = backward.apply(after)
    except EditError:
        return None
    return Step(name, title, before, after, backward.invert(after), backward, at)


def _name(path: object, top: str) -> str:
    """Return a path relative to the open folder, or an empty string for a path outside it."""
    inside = top.rstrip(os.sep) + os.sep
    if not isinstance(path, str) or not path.startswith(inside) or os.path.normpath(path) != path:
        return ""
    return path[len(inside) :].replace(os.sep, "/")


def _unpacked(text: object) -> bytes:
    unpacker = zlib.decompressobj()
    return unpacker.decompress(base64.b64decode(str(text)), 8 * LONGEST)
