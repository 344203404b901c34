"""`specui undo [FILE]`: undo the last change in a folder or file, made by a command or on the screen."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from specui.cli import output
from specui.cli.errors import Failure
from specui.cli.options import dry_run_option
from specui.workspace.files.file_steps import Renamed
from specui.workspace.history.steps import AnyStep, Step, StepGroup

if TYPE_CHECKING:
    from specui.workspace.session import Session


@click.command(name="undo")
@click.argument("path", metavar="[FILE]", required=False, type=click.Path())
@dry_run_option
@click.pass_context
def command(ctx: click.Context, path: str | None, dry_run: bool) -> int:
    """Undo the last change.

    Changes made by commands, except specui init, and on the screen can be undone. FILE is a file or a folder; it defaults to the folder of
    the nearest specui.toml, or the current folder. Repeat the command to undo earlier changes. A change of several files
    is undone in all of them. If the changed text was edited since, nothing is written, and the next specui undo
    undoes the change before it.

    Exit status: 0 if a change was undone; 2 if there is nothing to undo, or it was refused.
    """
    from specui.cli.files.targets import default_folder

    place = path if path is not None else os.fspath(default_folder())
    session, step = _last_of_folder(place) if os.path.isdir(place) else _last_of_file(place)
    if dry_run:
        _show(ctx, session, step)
        return 0
    undone = session.undo()
    output.note(f"Undone: {_describe(session, undone)}")
    return 0


def _last_of_folder(folder: str) -> tuple[Session, AnyStep]:
    from specui.workspace.session import Session

    session = Session(Path(folder))
    session.history.include_running_programs()
    step = session.history.next_to_undo()
    if step is None:
        raise Failure(f"nothing to undo in {os.path.abspath(folder)}.")
    return session, step


def _last_of_file(path: str) -> tuple[Session, AnyStep]:
    """Return the last step that changed a file, and a session on the folder that has all files of the step."""
    from specui.workspace.history.journal import Journal
    from specui.workspace.session import Session

    absolute = os.path.abspath(path)
    folder = os.path.realpath(os.path.dirname(absolute))
    journal = Journal(Path(folder))
    found = journal.steps_changing(os.path.join(folder, os.path.basename(absolute)))
    if not found and not os.path.lexists(path):
        raise Failure(f"file not found: {path}; check the name.")
    if not found:
        raise Failure(f"nothing to undo in {path}.")
    root, step = found[-1]
    session = Session(root)
    session.history.offer_only(journal, step)
    return session, step


def _describe(session: Session, step: AnyStep) -> str:
    """Return the description of a step, with paths relative to the current folder."""
    if type(step) is Renamed:
        return f"{step.title} {_shown(session, step.former)} to {_shown(session, step.name)}"
    if type(step) is StepGroup:
        steps = tuple(replace(part, name=_shown(session, part.name)) for part in step.steps)
        return replace(step, steps=steps).description
    shown = _shown(session, step.name)
    return (
        replace(step, name=shown).description
        if type(step) is Step
        else step.description.replace(step.name, shown)
    )


def _shown(session: Session, name: str) -> str:
    from specui.cli.files.targets import show_path

    return show_path(os.path.join(session.root, name))


def _show(ctx: click.Context, session: Session, step: AnyStep) -> None:
    """Print what undoing a step would change as a unified diff. Raises Refused if undoing would be refused."""
    from specui.cli.diffs import write_diff
    from specui.cli.edit import note_dry_run
    from specui.workspace.history.undo_preview import preview

    paint = output.painter(ctx)
    for name, before, after in preview(session, step):
        write_diff(before, after, _shown(session, name), paint)
    output.flush()
    output.note(f"Would undo: {_describe(session, step)}")
    note_dry_run(dry_run=True)
