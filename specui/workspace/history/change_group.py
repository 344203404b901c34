"""Changes of several files as one step: made, taken back and made again with one key, by the next start too.

Each file is written whole or not at all; a folder is not. So what can be written is, and what cannot is told: fifty
decisions are not lost for one file that is read-only. The journal hears of each file before it is written and after,
so that a program killed between two of them leaves nothing that cannot be taken back.

The way back asks first: where one file has moved on nothing is written, and the step falls into what stands in the way
and the rest, which is next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from specui.markdown.edits import EditError, Transaction
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.history.merged_save import clashing, save_change, step_of
from specui.workspace.history.open_history import OpenHistory
from specui.workspace.history.steps import AnyStep, Step, StepGroup, group_steps
from specui.workspace.storage.errors import Refused, StorageError
from specui.workspace.storage.merge import merge, rebase_step


@dataclass(frozen=True, slots=True)
class NotApplied:
    """A file that was not written, and why."""

    name: str
    failure: Refused | StorageError

    @property
    def reason(self) -> str:
        """The reason in a sentence that names the file, without its full stop."""
        return str(self.failure).rstrip(".")


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of changes of several files.

    ``step`` is the one step of the history, None where nothing was written; ``files`` are those that were
    written, as they are now; ``refused`` the others.
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
    """Make and save changes, by file name, as one step of the history; what could not be written is told.

    Several changes of one file follow each other: each is made for the text behind the one before. The first is
    made for the file as it is known here, or for its reading in ``bases``, from which it is carried over. A file
    gets all of its changes or none. ``title`` names the step; without one it is the changes' own, if they share it.
    """
    wanted = _by_file(changes)
    title = title or _shared_title(wanted)
    known = {base.name: base for base in bases}
    refused, ready = list[NotApplied](), list[tuple[SpecFile, Transaction]]()
    for name, parts in wanted.items():
        try:
            file, transaction = _planned(session, name, parts, known.get(name))
        except Refused as failure:
            refused.append(NotApplied(name, failure))
            continue
        if transaction:
            ready.append((file, replace(transaction, title=title)))
    steps, files = list[Step](), list[SpecFile]()
    try:
        for step, file, failed in _written(session, ready):
            if failed is not None:
                refused.append(NotApplied(file.name, failed))
                continue
            steps.append(step)
            files.append(file)
    finally:  # whatever happens, what was written can be taken back
        done = group_steps(steps) if steps else None
        if done is not None:
            session.history.add(done)
    return Applied(done, tuple(files), tuple(refused))


def take_back(session: OpenHistory, step: StepGroup) -> None:
    """Take one step back.  Raises Refused: nothing was written, or the history has what is left of it."""
    _go(session, step, back=True)


def make_again(session: OpenHistory, step: StepGroup) -> None:
    """Make a step again that was taken back.  Raises as ``take_back`` does."""
    _go(session, step, back=False)


# -- there


def _by_file(changes: Iterable[tuple[str, Transaction]]) -> dict[str, list[Transaction]]:
    wanted: dict[str, list[Transaction]] = {}
    for name, transaction in changes:
        wanted.setdefault(name, []).append(transaction)
    return wanted


def _shared_title(wanted: dict[str, list[Transaction]]) -> str:
    titles = [part.title for parts in wanted.values() for part in parts if part]
    return titles[0] if len(set(titles)) == 1 else f"{len(titles)} changes"


def _planned(
    session: OpenHistory, name: str, parts: Sequence[Transaction], base: SpecFile | None
) -> tuple[SpecFile, Transaction]:
    """Return a file as it is known, and all its changes as one for it.  Raises Refused."""
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
        raise Refused(f"{name} has changed since; look again and repeat") from error
    found = merge(text, file.text, whole)
    if found.clashes:
        raise clashing(name, found)
    return file, found.carried


def _written(
    session: OpenHistory, ready: Sequence[tuple[SpecFile, Transaction]]
) -> Iterable[tuple[Step, SpecFile, Refused | StorageError | None]]:
    """Write one file after the other; yields what was done, the file, and why it failed."""
    journal = session.history.journal
    planned = [step_of(file.name, file.text, transaction) for file, transaction in ready]
    journal.begin(planned)
    for plan, (file, transaction) in zip(planned, ready, strict=True):
        journal.intend(session.root, plan)
        try:
            step, saved = save_change(file, transaction)
        except (Refused, StorageError) as failure:
            journal.forget(plan)
            yield plan, file, failure
            continue
        journal.made(plan, step)
        session.put_files(saved)
        yield step, saved, None


# -- and back


def _go(session: OpenHistory, whole: StepGroup, *, back: bool) -> None:
    ready, stuck = list[tuple[Step, SpecFile, Transaction]](), list[Step]()
    reasons = list[str]()
    for part in whole.steps:
        file = session.read(part.name)
        transaction = (
            None if file.read_only else way(part, file.text, back=back, unsure=part.name in whole.unsure)
        )
        if transaction is not None:
            ready.append((part, file, transaction))
            continue
        stuck.append(part)
        reasons.append(file.read_only.rstrip(".") or f"the text of {part.name} has moved on")
    if stuck:
        rest = [part for part, _, _ in ready]
        _divide(session, whole, stuck, rest)
        raise Refused(_refusal(whole, reasons, len(rest), back))
    if back and whole.unsure and not any(transaction for _, _, transaction in ready):
        raise Refused(f"There is nothing of “{whole.told}” to undo: the program ended in the midst of it")
    done, left = list[Step](), list[Step]()
    for part, failure in _gone(session, ready, back=back):
        if failure is None:
            done.append(part)
            continue
        left.append(part)
        reasons.append(str(failure).rstrip("."))
    if left:
        session.history.part(whole, [group_steps(left, whole.unsure)], group_steps(done) if done else None)
        raise Refused(_broken_off(whole, reasons, len(done), back))


def way(part: Step, text: str, *, back: bool, unsure: bool) -> Transaction | None:
    """Return the change that takes a part back, or makes it again: an empty one where that is so; None if there is none."""
    start, end = (part.after, part.before) if back else (part.before, part.after)
    if text == end:
        return Transaction.of(text, (), part.title)
    there = rebase_step(start, text, part.backward if back else part.forward)
    if text == start or not unsure:
        return there
    # Killed while it was written, and changed by others since: only one of both ways may lead on.
    other = rebase_step(end, text, part.forward if back else part.backward)
    if other is not None:
        return None if there is not None else Transaction.of(text, (), part.title)
    return there


def _gone(
    session: OpenHistory, ready: Sequence[tuple[Step, SpecFile, Transaction]], *, back: bool
) -> Iterable[tuple[Step, Refused | StorageError | None]]:
    journal = session.history.journal
    if not back:
        journal.begin([part for part, _, _ in ready])
    for part, file, transaction in ready:
        if back:
            journal.doubt(part)
        else:
            journal.intend(session.root, part)
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
            journal.made(part, part)
        yield part, failure


def _divide(session: OpenHistory, whole: StepGroup, stuck: Sequence[Step], rest: Sequence[Step]) -> None:
    if rest:
        parts = [group_steps(some, whole.unsure) for some in (stuck, rest)]
        session.history.part(whole, parts)


def _refusal(whole: StepGroup, reasons: Sequence[str], rest: int, back: bool) -> str:
    verb, again, does = ("undone", "undo", "takes back") if back else ("made again", "redo", "makes")
    said = f"“{whole.told}” cannot be {verb}: {'; '.join(reasons)}"
    return f"{said}; {again} again {does} the other {_files(rest)}" if rest else said


def _broken_off(whole: StepGroup, reasons: Sequence[str], done: int, back: bool) -> str:
    verb, again = ("undone", "undo") if back else ("made again", "redo")
    said = f"“{whole.title}” was {verb} in {done} of {_files(len(whole.steps))}: {'; '.join(reasons)}"
    return f"{said}; {again} again tries the rest"


def _files(number: int) -> str:
    return f"{number} files" if number != 1 else "file"
