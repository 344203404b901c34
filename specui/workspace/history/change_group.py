"""Changes of several files as one step: applied, undone and redone with one key, after a restart too.

Each file is written whole or not at all; a folder cannot be.  So every file that can be written is, and the others
are returned with the reason: fifty decisions are not lost because one file is read-only.  The journal records each
file before it is written and after, so that the next start can undo what a killed program has written.

Undo checks first: where one file has changed since, nothing is written, and the step is split: first the files that
have changed, then the rest, which comes next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from specui.markdown.edits import EditError, Transaction
from specui.workspace.files.open_files import OpenFiles
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.history.merged_save import clashing, save_change, step_of
from specui.workspace.history.steps import AnyStep, Step, StepGroup, group_steps
from specui.workspace.history.undo_history import History
from specui.workspace.storage.errors import Refused, StorageError
from specui.workspace.storage.merge import merge, rebase_step


class OpenHistory(OpenFiles, Protocol):
    """The open files, and all that was done to them: the session."""

    @property
    def history(self) -> History:
        """Where each change is recorded, with the journal behind it."""


@dataclass(frozen=True, slots=True)
class NotApplied:
    """A file that was not written, and why."""

    name: str
    failure: Refused | StorageError

    @property
    def reason(self) -> str:
        """The reason as a sentence that names the file, without its full stop."""
        return str(self.failure).rstrip(".")


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of changes of several files.

    ``step`` is the one step of the history, None where nothing was written; ``files`` are those that were
    written, with their new text; ``refused`` the others.
    """

    step: AnyStep | None
    files: tuple[SpecFile, ...]
    refused: tuple[NotApplied, ...]


def apply(
    session: OpenHistory,
    changes: Iterable[tuple[str, Transaction]],
    *,
    title: str = "",
    bases: Iterable[SpecFile] = (),
) -> Applied:
    """Apply and save changes, by file name, as one step of the history; returns what could not be written too.

    Several changes of one file follow each other: each is made for the text after the one before.  The first is
    made for the file as the session knows it, or for its reading in ``bases``, from which it is carried over.  A
    file gets all of its changes or none.  ``title`` names the step; the default is the title that all changes share.
    """
    wanted = _by_file(changes)
    title = title or _shared_title(wanted)
    known = {base.name: base for base in bases}
    refused, ready = list[NotApplied](), list[tuple[SpecFile, Transaction]]()
    for name, parts in wanted.items():
        try:
            file, transaction = _plan(session, name, parts, known.get(name))
        except Refused as failure:
            refused.append(NotApplied(name, failure))
            continue
        if transaction:
            ready.append((file, replace(transaction, title=title)))
    steps, files = list[Step](), list[SpecFile]()
    try:
        for step, file, failed in _write(session, ready):
            if failed is not None:
                refused.append(NotApplied(file.name, failed))
                continue
            steps.append(step)
            files.append(file)
    finally:  # whatever happens, what was written can be undone
        done = group_steps(steps) if steps else None
        if done is not None:
            session.history.add(done)
    return Applied(done, tuple(files), tuple(refused))


def find_transaction(part: Step, text: str, *, back: bool, in_doubt: bool) -> Transaction | None:
    """Return the transaction that undoes a part, or redoes it (not ``back``), as one of this text.

    It is empty where the text is there already, None where there is none.
    """
    start, end = (part.after, part.before) if back else (part.before, part.after)
    if text == end:
        return Transaction.of(text, (), part.title)
    there = rebase_step(start, text, part.backward if back else part.forward)
    if text == start or not in_doubt:
        return there
    # The program was killed while it wrote the file, and others have changed it since: go on only where exactly one
    # of both directions fits.
    other = rebase_step(end, text, part.forward if back else part.backward)
    if other is not None:
        return None if there is not None else Transaction.of(text, (), part.title)
    return there


# -- applying


def _by_file(changes: Iterable[tuple[str, Transaction]]) -> dict[str, list[Transaction]]:
    wanted: dict[str, list[Transaction]] = {}
    for name, transaction in changes:
        wanted.setdefault(name, []).append(transaction)
    return wanted


def _shared_title(wanted: dict[str, list[Transaction]]) -> str:
    titles = [part.title for parts in wanted.values() for part in parts if part]
    return titles[0] if len(set(titles)) == 1 else f"{len(titles)} changes"


def _plan(
    session: OpenHistory, name: str, parts: Sequence[Transaction], base: SpecFile | None
) -> tuple[SpecFile, Transaction]:
    """Return a file as it is known, and all its changes as one transaction for it.  Raises Refused."""
    file = session.file(name)
    if file.read_only:
        raise Refused(file.read_only)
    text = (base or file).text
    try:
        whole = parts[0]
        for part in parts[1:]:
            whole = whole.then(part)
        whole.apply(text)
    except EditError as error:
        raise Refused(f"{name} has changed since; reload and retry") from error
    found = merge(text, file.text, whole)
    if found.clashes:
        raise clashing(name, found)
    return file, found.carried


def _write(
    session: OpenHistory, ready: Sequence[tuple[SpecFile, Transaction]]
) -> Iterable[tuple[Step, SpecFile, Refused | StorageError | None]]:
    """Write one file after the other; yields the step, the file, and why it failed."""
    journal = session.history.journal
    planned = [step_of(file.name, file.text, transaction) for file, transaction in ready]
    journal.begin_group(planned)
    for plan, (file, transaction) in zip(planned, ready, strict=True):
        journal.record_intent(session.root, plan)
        try:
            step, saved = save_change(file, transaction)
        except (Refused, StorageError) as failure:
            journal.forget(plan)
            yield plan, file, failure
            continue
        journal.confirm(plan, step)
        session.put_files(saved)
        yield step, saved, None


# -- undoing and redoing


def revert(session: OpenHistory, whole: StepGroup, *, back: bool) -> None:
    """Undo a step (``back``), or redo it.

    Raises Refused: nothing was written, or the history has what is left of the step.
    """
    ready, stuck = list[tuple[Step, SpecFile, Transaction]](), list[Step]()
    reasons = list[str]()
    for part in whole.steps:
        file = session.read(part.name)
        in_doubt = part.name in whole.in_doubt
        transaction = (
            None if file.read_only else find_transaction(part, file.text, back=back, in_doubt=in_doubt)
        )
        if transaction is not None:
            ready.append((part, file, transaction))
            continue
        stuck.append(part)
        reasons.append(file.read_only.rstrip(".") or f"the text of {part.name} has changed since")
    if stuck:
        rest = [part for part, _, _ in ready]
        if rest:
            session.history.split(whole, [group_steps(some, whole.in_doubt) for some in (stuck, rest)])
        raise Refused(_refusal(whole, reasons, len(rest), back))
    if back and whole.in_doubt and not any(transaction for _, _, transaction in ready):
        raise Refused(f"Can't undo “{whole.description}”: it was interrupted.")
    done, left = list[Step](), list[Step]()
    for part, failure in _write_back(session, ready, back=back):
        if failure is None:
            done.append(part)
            continue
        left.append(part)
        reasons.append(str(failure).rstrip("."))
    if left:
        session.history.split(whole, [group_steps(left, whole.in_doubt)], group_steps(done) if done else None)
        raise Refused(_interruption(whole, reasons, len(done), back))


def _write_back(
    session: OpenHistory, ready: Sequence[tuple[Step, SpecFile, Transaction]], *, back: bool
) -> Iterable[tuple[Step, Refused | StorageError | None]]:
    """Write one file after the other; yields its step, and why it failed."""
    journal = session.history.journal
    if not back:
        journal.begin_group([part for part, _, _ in ready])
    for part, file, transaction in ready:
        if back:
            journal.mark_in_doubt(part)
        else:
            journal.record_intent(session.root, part)
        failure: Refused | StorageError | None = None
        if transaction:
            try:
                _, file = save_change(file, transaction)
            except (Refused, StorageError) as failed:
                failure = failed
        if failure is None:
            session.put_files(file)
        if back == (failure is None):
            journal.forget(part)
        else:
            journal.confirm(part, part)
        yield part, failure


def _refusal(whole: StepGroup, reasons: Sequence[str], rest: int, back: bool) -> str:
    verb = "undo" if back else "redo"
    sentence = f"Can't {verb} “{whole.description}”: {'; '.join(reasons)}"
    return f"{sentence}. {verb.capitalize()} again to {verb} the other {_files(rest)}." if rest else sentence


def _interruption(whole: StepGroup, reasons: Sequence[str], done: int, back: bool) -> str:
    verb, past = ("undo", "Undid") if back else ("redo", "Redid")
    sentence = f"{past} “{whole.title}” in {done} of {_files(len(whole.steps))}: {'; '.join(reasons)}"
    return f"{sentence}. {verb.capitalize()} again to try the rest."


def _files(number: int) -> str:
    return f"{number} files" if number != 1 else "file"
