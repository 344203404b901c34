"""`specui [PATH]`: the path and the options of the screen, before anything of the screen is imported."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from specui.cli.failures import Failure


@click.command(name="", hidden=True)
@click.argument("path", type=click.Path())
@click.option("--demo", is_flag=True)
@click.option("--theme", metavar="NAME")
@click.option("--color", type=click.Choice(["auto", "always", "never", "16", "256", "truecolor"]))
@click.pass_obj
def command(options: dict[str, Any], path: str, demo: bool, theme: str | None, color: str | None) -> int:
    """Open the screen on PATH."""
    return open_screen(
        path,
        demo=demo or options.get("demo", False),
        theme=theme or options.get("theme"),
        color=color or options.get("color", "auto"),
    )


def open_screen(path: str | None, *, demo: bool, theme: str | None, color: str) -> int:
    """Open the screen and return its exit status. Raises Failure where there is nothing to open, or no terminal."""
    if demo and path is not None:
        raise Failure("--demo opens the sample specs; leave out the path, or leave out --demo.")
    target = None if demo else _target(path)
    from specui.cli.workbench import run, run_demo

    return run_demo(theme, color) if target is None else run(target, theme, color)


def _target(path: str | None) -> Path:
    if path is None:
        from specui.cli.targets import default_folder

        return default_folder()
    if os.path.isdir(path):
        if not os.access(path, os.R_OK | os.X_OK):
            raise Failure(f"{path} cannot be opened: permission is denied; ask for access to the folder.")
        return Path(path)
    from specui.workspace.failures import StorageError
    from specui.workspace.reading import close_quietly, open_regular

    try:
        close_quietly(open_regular(path, Path(path)))
    except StorageError as failure:
        raise Failure(str(failure)) from failure
    except FileNotFoundError as error:
        raise Failure(_nothing(path)) from error
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise Failure(f"{path} cannot be opened: {reason.lower()}; see to that and try again.") from error
    except ValueError as error:
        raise Failure(f"{path!r} is no path; name a folder or a Markdown file.") from error
    return Path(path)


def _nothing(path: str) -> str:
    from difflib import get_close_matches

    from specui.cli.program import COMMANDS

    near = get_close_matches(path, COMMANDS, 1)
    hint = f"did you mean specui {near[0]}?" if near else "check the name, or see specui --help."
    return f"there is no file, folder or command {path}; {hint}"
