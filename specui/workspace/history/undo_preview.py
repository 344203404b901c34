"""What undoing a step would change; writes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator

from specui.markdown.source import encode
from specui.workspace.files.file_steps import Created, Rewritten, Trashed
from specui.workspace.history.change_group import OpenHistory, find_transaction
from specui.workspace.history.steps import AnyStep, Step, StepGroup
from specui.workspace.storage import file_store as storage
from specui.workspace.storage.errors import Refused


def preview(session: OpenHistory, step: AnyStep) -> list[tuple[str, bytes, bytes]]:
    """Return the files that undoing a step would change: name, bytes now, bytes after; none for a renamed file.

    Raises Refused where the step would be refused, StorageError where a file cannot be read.
    """
    return [*_texts(session, step)] if isinstance(step, Step | StepGroup) else [*_files(session, step)]


def _texts(session: OpenHistory, step: Step | StepGroup) -> Iterator[tuple[str, bytes, bytes]]:
    steps, in_doubt = (step.steps, step.in_doubt) if type(step) is StepGroup else ((step,), frozenset[str]())
    for part in steps:
        assert type(part) is Step
        file = session.read(part.name)
        transaction = None
        if not file.read_only:
            transaction = find_transaction(part, file.text, back=True, in_doubt=part.name in in_doubt)
        if transaction is None:
            reason = file.read_only.rstrip(".") or f"the text of {part.name} has changed since"
            raise Refused(f"Can't undo “{step.description}”: {reason}")
        yield part.name, file.data, encode(transaction.apply(file.text), file.source.bom)


def _files(session: OpenHistory, step: AnyStep) -> Iterator[tuple[str, bytes, bytes]]:
    path = session.root / step.name
    if type(step) is Trashed:
        if os.path.lexists(path):
            raise Refused(f"{step.name} already exists")
        yield step.name, b"", step.snapshot.data
        return
    if not os.path.lexists(path):
        raise Refused(f"Can't undo “{step.description}”: {step.name} is gone")
    now_and_after = (step.snapshot.data, b"") if type(step) is Created else None
    if type(step) is Rewritten:
        now_and_after = step.after, step.before
    if now_and_after is not None:
        now, after = now_and_after
        if storage.load(path).data != now:
            raise Refused(f"Can't undo “{step.description}”: the file has changed since")
        yield step.name, now, after
