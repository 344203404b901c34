"""Change one file on behalf of a command: read it, change it and save it under a lock.

No other specui process can write in between, so no change is lost. With --dry-run, the change is printed as a unified
diff and nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click
from click.shell_completion import CompletionItem

from specui.cli import output
from specui.cli.errors import Failure
from specui.markdown.edits import Transaction
from specui.markdown.scanner import scan
from specui.markdown.source import decode, encode
from specui.specs.address_faults import explained
from specui.specs.addresses import AddressError
from specui.specs.contents import Contents
from specui.workspace.check.parallel_check import Target
from specui.workspace.history import command_journal
from specui.workspace.history.command_journal import TextChange
from specui.workspace.storage import file_store as storage

if TYPE_CHECKING:
    from specui.specs.readiness import Fault

T = TypeVar("T")


class CurrentFile(NamedTuple):
    """A file as it is on disk while its lock is held."""

    target: Target
    data: bytes
    contents: Contents

    @property
    def today(self) -> str:
        """Today's date in ISO format."""
        return self.target.context.today.isoformat()

    def faults(self) -> tuple[Fault, ...]:
        """Return the errors that the rules find in the file."""
        from specui.workspace.files.spec_file import parse_file

        filename, name, context = self.target
        return parse_file(Path(filename), name, self.data, context).faults


Edit = Callable[[CurrentFile], tuple[Transaction | None, T]]
"""Returns the change to make to the current file (None for no change), and a result for the caller."""


def change_file(ctx: click.Context, file: str, edit: Edit[T], *, dry_run: bool) -> tuple[str, T]:
    """Change a file; return its shown name and the result of `edit`.

    `edit` is called again if a program that takes no locks wrote in the meantime. Raises Failure, StorageError and what
    `edit` raises; the file is unchanged then.
    """
    from specui.cli.files.targets import named_target

    target = named_target(file)
    results: list[tuple[bytes, bytes, T]] = []
    changes: list[tuple[str, str, Transaction | None]] = []

    def change(data: bytes) -> bytes:
        source = decode(data)
        if source.error is not None:
            raise Failure(f"{target.name} {source.error.message}; run specui repair {target.name}.")
        contents = Contents(target.context.read(scan(source.text)))
        try:
            transaction, result = edit(CurrentFile(target, data, contents))
        except AddressError as error:
            raise explained(error, contents) from None
        text = transaction.apply(source.text) if transaction is not None else source.text
        after = encode(text, source.bom)
        results.append((data, after, result))
        changes.append((source.text, text, transaction))
        return after

    path = Path(target.name)
    if not dry_run:
        storage.update(path, change)
        old, new, transaction = changes[-1]
        if transaction is not None:
            record_step(transaction.title, [TextChange(target.filename, old, new, transaction)])
        return target.name, results[-1][2]
    from specui.cli.diffs import write_diff

    change(storage.load(path).data)
    before, after, result = results[-1]
    write_diff(before, after, target.name, output.painter(ctx))
    return target.name, result


def note_dry_run(*, dry_run: bool) -> None:
    """Say last, with --dry-run, that nothing was written."""
    if dry_run:
        output.note("Nothing written (dry run).")


def record_step(title: str, changes: Sequence[TextChange]) -> None:
    """Add a change to the history of `specui undo`; print a note if that fails."""
    changed = [change for change in changes if change.before != change.after]
    _print_failure(command_journal.record_changes(title, changed) if changed else "")


def record_rewrite(title: str, path: str, before: bytes, after: bytes) -> None:
    """Add a rewritten file to the history of `specui undo`; print a note if that fails."""
    _print_failure(command_journal.record_rewrite(title, path, before, after))


def _print_failure(failure: str) -> None:
    if failure:
        output.warn(f"the change was saved, but specui undo cannot undo it: {failure}")


def author_name(by: str | None, file: str) -> str:
    """Return who decides: the name after --by, else git's user.name, else ""."""
    if by is not None:
        return by
    from specui.workspace.git.identity import git_author

    return git_author(Path(file).absolute().parent)


def contents_of_argument(ctx: click.Context) -> Contents:
    """Return the contents of the file that is the argument FILE, for a completion. Raises what reading raises."""
    from specui.cli.files.targets import named_target

    target = named_target(ctx.params["file"])
    source = decode(storage.load(Path(target.filename)).data)
    return Contents(target.context.read(scan(source.text)))


def completion_of(
    items: Callable[[Contents], list[tuple[str, str]]],
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Return a completion of names in the file that is the argument before; `items` lists names and texts."""

    from specui.markdown import text_folding

    def complete(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        try:
            found = items(contents_of_argument(ctx))
        except Exception:  # noqa: BLE001 - completion stays silent about every error
            return []
        return [
            CompletionItem(name, help=text[:60])
            for name, text in found
            if text_folding.fold(name).startswith(text_folding.fold(incomplete))
        ]

    return complete
