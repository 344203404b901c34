"""What is asked before an edit is saved: lines that others changed too, and an approval with open items."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from specui.tui.workbench.bench import Bench
from specui.workspace.storage.errors import Conflict

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.specs.readiness import Blocker
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.storage.merge import Merged

KEPT_THEIRS = "Kept the version on disk; your edit was discarded."
DELETED = "The file was deleted; your edit was discarded."


def ask_about_clashes(
    bench: Bench, conflict: Conflict, decided: Callable[[frozenset[int] | None], Awaitable[None]]
) -> None:
    """Ask about each place that both changed, one after the other.

    `decided` gets the clashes that are saved as the user's; None if the user goes on editing. It is called at once when
    there is nothing to ask.
    """
    merged = conflict.merged
    if merged is not None:
        _ask(bench, conflict, merged, merged.undecided, frozenset(), decided)


def _ask(
    bench: Bench,
    conflict: Conflict,
    merged: Merged,
    left: tuple[int, ...],
    mine: frozenset[int],
    decided: Callable[[frozenset[int] | None], Awaitable[None]],
) -> None:
    if not left:
        bench.view.call_later(decided, mine)
        return
    from specui.tui.dialogs.questions import clash

    async def answered(answer: str | None) -> None:
        if answer not in {"mine", "theirs"}:
            await decided(None)
            return
        chosen = mine | {left[0]} if answer == "mine" else mine
        if left[1:]:
            _ask(bench, conflict, merged, left[1:], chosen, decided)
        else:
            await decided(chosen)

    bench.view.push(clash(conflict.name, merged, left[0]), answered)


def save_decided(bench: Bench, conflict: Conflict, mine: frozenset[int]) -> SpecFile:
    """Save what was decided about a conflict. Raises as the session does."""
    assert conflict.merged is not None
    session, merged = bench.ports.files.session, conflict.merged
    base = session.file_with_text(conflict.name, merged.text)
    return session.apply_from(base, merged.resolve(mine))


def asks_before_approval(
    bench: Bench, file: SpecFile, transaction: Transaction, go_on: Callable[[], Awaitable[None]]
) -> bool:
    """Ask first if a change approves a spec that is not ready; `go_on` saves it anyway. Says whether it asks."""
    found = _open_items(bench, file, transaction)
    if found is None:
        return False
    from specui.tui.dialogs.questions import approve

    async def answered(answer: str | None) -> None:
        if answer == "approve":
            await go_on()
        elif answer == "list":
            bench.desk.close()
            bench.view.run_command("blockers")
        else:
            bench.desk.take_focus()

    title = file.contents.spec.title or file.name
    known = file.contents.spec.template is not None
    may_leave = bench.desk.draft is None
    bench.view.push(approve(title, file.name, found, may_leave=may_leave, known=known), answered)
    return True


def _open_items(bench: Bench, file: SpecFile, transaction: Transaction) -> tuple[Blocker, ...] | None:
    """Return what is open although a change approves the spec, which may be nothing without a template.

    None for every other change.
    """
    if all(edit.start > file.contents.spec.head.end for edit in transaction.edits):
        return None
    from specui.specs.approval import becomes_approved

    session = bench.ports.files.session
    after = session.file_with_text(file.name, transaction.apply(file.text))
    if not becomes_approved(file.contents.spec, after.contents.spec):
        return None
    found = session.workspace.files.get(file.name, file).blockers
    return found if found or file.contents.spec.template is None else None
