"""`specui tick FILE ITEM...`, and what `untick` shares with it: each item changes one character of the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from specui.cli import output
from specui.cli.edit import CurrentFile, change_file, completion_of, note_dry_run
from specui.cli.options import dry_run_option, with_options
from specui.markdown.edits import Transaction
from specui.specs.contents import Contents
from specui.specs.tasks import Task, find_task, set_checked


def _boxes(contents: Contents) -> list[tuple[str, str]]:
    return [(task.id, task.text) for task in contents.tasks]


def arguments(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the arguments and options of `tick` and `untick`."""
    return with_options(
        function,
        click.argument("file", type=click.Path()),
        click.argument(
            "items", metavar="ITEM...", nargs=-1, required=True, shell_complete=completion_of(_boxes)
        ),
        dry_run_option,
        click.pass_context,
    )


@click.command(name="tick")
@arguments
def command(ctx: click.Context, file: str, items: tuple[str, ...], dry_run: bool) -> int:
    """Tick checkboxes.

    ITEM is an address as specui show prints it: functional/3, missing-tests/2, or L57 for the checkbox on line 57. A ref
    such as functional/3~9f2c means that item wherever it has moved.
    """
    return set_boxes(ctx, file, items, checked=True, dry_run=dry_run)


def set_boxes(ctx: click.Context, file: str, items: Sequence[str], *, checked: bool, dry_run: bool) -> int:
    """Tick or untick items of the file as it is on disk. Raises AddressError, StorageError."""

    def edit(current: CurrentFile) -> tuple[Transaction, list[Task]]:
        tasks = current.contents.all_tasks
        found = list(dict.fromkeys(find_task(tasks, item) for item in items))
        return set_checked(current.contents.spec, found, checked=checked), found

    name, found = change_file(ctx, file, edit, dry_run=dry_run)
    verb = "tick" if checked else "untick"
    for task in found:
        done = (
            f"is already {verb}ed"
            if task.checked == checked
            else f"would be {verb}ed"
            if dry_run
            else f"{verb}ed"
        )
        output.note(f"{name}:{task.line} {task.id} {done}: {task.text}")
    note_dry_run(dry_run=dry_run)
    return 0
