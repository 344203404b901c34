"""`specui tick FILE ITEM...`, and what `untick` shares with it: one character an item, whoever else writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from specui.cli import output
from specui.cli.failures import Failure
from specui.markdown.scanner import scan
from specui.markdown.source import Source, decode, encode
from specui.specs.spec import Spec, read_spec
from specui.specs.tasks import Task, find_task, read_tasks, set_checked
from specui.workspace import storage
from specui.workspace.checking import Target


def complete_items(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the addresses in the file that stands before, with their texts."""
    from specui.cli.targets import named_target

    try:
        target = named_target(ctx.params["file"])
        spec = _spec(decode(storage.load(Path(target.filename)).data), target)
    except Exception:  # noqa: BLE001 - a shell that waits for proposals is told nothing
        return []
    return [CompletionItem(t.id, help=t.text[:60]) for t in read_tasks(spec) if t.id.startswith(incomplete)]


def arguments(function: Callable[..., Any]) -> Callable[..., Any]:
    """What `tick` and `untick` take."""
    for decorator in (
        click.pass_context,
        click.option("--dry-run", is_flag=True, help="Show the change as a unified diff, and write nothing."),
        click.argument("items", metavar="ITEM...", nargs=-1, required=True, shell_complete=complete_items),
        click.argument("file", type=click.Path()),
    ):
        function = decorator(function)
    return function


@click.command(name="tick")
@arguments
def command(ctx: click.Context, file: str, items: tuple[str, ...], dry_run: bool) -> int:
    """Tick checkboxes by their addresses.

    An ITEM is an address as specui show prints it: functional/3, missing-tests/2, or L57 for the box on that line.
    With the check of its text (functional/3~9f2c) it means that very item, wherever it stands by now.
    """
    return set_boxes(ctx, file, items, checked=True, dry_run=dry_run)


def set_boxes(ctx: click.Context, file: str, items: Sequence[str], *, checked: bool, dry_run: bool) -> int:
    """Tick or untick in one step with the reading of what stands on disk. Raises AddressError, StorageError."""
    from specui.cli.targets import named_target

    target = named_target(file)
    path = Path(target.name)
    told: list[tuple[Source, Source, list[Task]]] = []

    def change(data: bytes) -> bytes:
        source = decode(data)
        if source.error is not None:
            raise Failure(
                f"{target.name} {source.error.message}; specui repair {target.name} offers a way out."
            )
        spec = _spec(source, target)
        tasks = read_tasks(spec)
        found = list(dict.fromkeys(find_task(tasks, item) for item in items))
        text = set_checked(spec, found, checked=checked).apply(source.text)
        told.append((source, Source(text, source.bom), found))
        return encode(text, source.bom)

    if dry_run:
        from specui.cli.diffs import write_diff

        change(storage.load(path).data)
        before, after, _ = told[-1]
        write_diff(before.text, after.text, target.name, output.painter(ctx))
    else:
        storage.update(path, change)
    verb = "tick" if checked else "untick"
    for task in told[-1][2]:
        done = (
            f"is {verb}ed already"
            if task.checked == checked
            else f"would be {verb}ed"
            if dry_run
            else f"{verb}ed"
        )
        output.note(f"{target.name}:{task.line} {task.id} {done}: {task.text}")
    return 0


def _spec(source: Source, target: Target) -> Spec:
    return read_spec(scan(source.text), target.context.templates)
