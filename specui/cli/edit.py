"""What the commands that change one file share: what stands on disk is read, changed and saved in one step.

No other specui process comes between, so that of many writers none loses anything. With --dry-run the change is a
unified diff, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click
from click.shell_completion import CompletionItem

from specui.cli import output
from specui.cli.errors import Failure
from specui.markdown.edits import Transaction
from specui.markdown.scanner import scan
from specui.markdown.source import decode, encode
from specui.specs.addresses import AddressError, beside_conflicts
from specui.specs.contents import Contents
from specui.specs.spec import read_spec
from specui.workspace.check.parallel_check import Target
from specui.workspace.history import command_journal as noted
from specui.workspace.history.command_journal import TextChange
from specui.workspace.storage import file_store as storage

if TYPE_CHECKING:
    from specui.specs.readiness import Fault

T = TypeVar("T")


class Standing(NamedTuple):
    """A file as it stands on disk while its lock is held."""

    target: Target
    data: bytes
    contents: Contents

    @property
    def today(self) -> str:
        """The day on which this is."""
        return self.target.context.today.isoformat()

    def faults(self) -> tuple[Fault, ...]:
        """Return the errors that the rules find in it."""
        return faults_in(self.target, self.data)


Edit = Callable[[Standing], tuple[Transaction | None, T]]
"""Makes a transaction of what stands there, or none, and what there is to tell of it."""


def change_file(ctx: click.Context, file: str, edit: Edit[T], *, dry_run: bool) -> tuple[str, T]:
    """Change a file; returns the name by which it is told, and what `edit` has to tell.

    `edit` may be called again, where a program that takes no locks wrote meanwhile. Raises what it raises, Failure,
    StorageError; nothing is written then.
    """
    from specui.cli.targets import named_target

    target = named_target(file)
    told: list[tuple[bytes, bytes, T]] = []
    made: list[tuple[str, str, Transaction | None]] = []

    def change(data: bytes) -> bytes:
        source = decode(data)
        if source.error is not None:
            raise Failure(
                f"{target.name} {source.error.message}; specui repair {target.name} offers a way out."
            )
        contents = Contents(read_spec(scan(source.text), target.context.templates))
        try:
            transaction, said = edit(Standing(target, data, contents))
        except AddressError as error:
            raise beside_conflicts(error, contents.spec.document) from None
        text = transaction.apply(source.text) if transaction is not None else source.text
        after = encode(text, source.bom)
        told.append((data, after, said))
        made.append((source.text, text, transaction))
        return after

    path = Path(target.name)
    if not dry_run:
        storage.update(path, change)
        old, new, transaction = made[-1]
        if transaction is not None:
            note_step(transaction.title, [TextChange(target.filename, old, new, transaction)])
        return target.name, told[-1][2]
    from specui.cli.diff_output import write_diff

    change(storage.load(path).data)
    before, after, said = told[-1]
    write_diff(before, after, target.name, output.painter(ctx))
    return target.name, said


def note_step(title: str, changes: Sequence[TextChange]) -> None:
    """Keep for `specui undo` what was written; where that cannot be, say so."""
    changed = [change for change in changes if change.before != change.after]
    _say(noted.record_changes(title, changed) if changed else "")


def note_rewriting(title: str, path: str, before: bytes, after: bytes) -> None:
    """Keep for `specui undo` that a file got other bytes; where that cannot be, say so."""
    _say(noted.record_rewrite(title, path, before, after))


def _say(failure: str) -> None:
    if failure:
        output.note(f"specui: this change was made, but specui undo cannot undo it: {failure}")


def faults_in(target: Target, data: bytes) -> tuple[Fault, ...]:
    """Return the errors that the rules find in a file of these bytes."""
    from specui.rules.diagnostic import Severity
    from specui.specs.readiness import Fault
    from specui.workspace.files.spec_file import parse_file

    file = parse_file(Path(target.filename), target.name, data, target.context)
    line_at = file.contents.spec.document.lines.line_at
    return tuple(
        Fault(d.rule, d.message, line_at(d.start), d.fix is not None and d.fix.safe)
        for d in file.diagnostics
        if d.severity is Severity.ERROR
    )


def signed(by: str | None, file: str) -> str:
    """Return who decides: as --by says, else git's user.name; "" where neither does."""
    if by is not None:
        return by
    from specui.workspace.git.identity import git_author

    return git_author(Path(file).absolute().parent)


def completing(
    items: Callable[[Contents], list[tuple[str, str]]],
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Return what offers addresses, or other names, in the file that stands before, each with its text."""

    from specui.markdown import text_folding

    def complete(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from specui.cli.targets import named_target

        try:
            target = named_target(ctx.params["file"])
            text = decode(storage.load(Path(target.filename)).data).text
            found = items(Contents(read_spec(scan(text), target.context.templates)))
        except Exception:  # noqa: BLE001 - a shell that waits for proposals is told nothing
            return []
        return [
            CompletionItem(name, help=said[:60])
            for name, said in found
            if text_folding.fold(name).startswith(text_folding.fold(incomplete))
        ]

    return complete


dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Show the change as a unified diff, and write nothing."
)
by_option = click.option("--by", metavar="NAME", help="Who decides; else git's user.name.")


def decorated(function: Callable[..., Any], *decorators: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function with decorators, the first of which is the outermost."""
    for decorator in reversed(decorators):
        function = decorator(function)
    return function
