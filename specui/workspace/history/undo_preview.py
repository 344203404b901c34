"""What undoing a step would change, with nothing written."""

from __future__ import annotations

import os
from collections.abc import Iterator

from specui.markdown.source import encode
from specui.workspace.files.file_steps import Created, Rewritten, Trashed
from specui.workspace.history.change_group import way
from specui.workspace.history.open_history import OpenHistory
from specui.workspace.history.steps import AnyStep, Step, StepGroup
from specui.workspace.storage import file_store as storage
from specui.workspace.storage.errors import Refused


def preview(session: OpenHistory, step: AnyStep) -> list[tuple[str, bytes, bytes]]:
    """Return the files that undoing a step would change: name, bytes now, bytes then; a renamed file's do not change.

    Raises Refused where the step would be refused as things stand on disk, StorageError where that cannot be read.
    """
    return [*_texts(session, step)] if isinstance(step, Step | StepGroup) else [*_whole(session, step)]


def _texts(session: OpenHistory, step: Step | StepGroup) -> Iterator[tuple[str, bytes, bytes]]:
    steps, unsure = (step.steps, step.unsure) if type(step) is StepGroup else ((step,), frozenset[str]())
    for part in steps:
        assert type(part) is Step
        file = session.read(part.name)
        made = None if file.read_only else way(part, file.text, back=True, unsure=part.name in unsure)
        if made is None:
            reason = file.read_only.rstrip(".") or f"the text of {part.name} has moved on"
            raise Refused(f"“{step.told}” cannot be undone: {reason}")
        yield part.name, file.data, encode(made.apply(file.text), file.source.bom)


def _whole(session: OpenHistory, step: AnyStep) -> Iterator[tuple[str, bytes, bytes]]:
    path = session.root / step.name
    if type(step) is Trashed:
        if os.path.lexists(path):
            raise Refused(f"{step.name} exists already")
        yield step.name, b"", step.kept.data
        return
    if not os.path.lexists(path):
        raise Refused(f"“{step.told}” cannot be undone: {step.name} is gone")
    bytes_around = (step.kept.data, b"") if type(step) is Created else None
    if type(step) is Rewritten:
        bytes_around = step.after, step.before
    if bytes_around is not None:
        there, then = bytes_around
        if storage.load(path).data != there:
            raise Refused(f"“{step.told}” cannot be undone: the file has been changed since")
        yield step.name, there, then
