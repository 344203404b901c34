"""Opening the screen: what was asked for, looked at before anything of the screen is imported.

The plain ways to ask for it are read here without click, because the first frame is to stand before click could be
imported; everything else, and everything that is wrong, is click's to read and to explain.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from specui.specs.triage import Sort

COLOR_CHOICES = ("auto", "always", "never", "16", "256", "truecolor")


class Wish(NamedTuple):
    """What the command line asks for, as `open_screen` takes it; None where the user's settings decide."""

    path: str | None = None
    demo: bool = False
    theme: str | None = None
    color: str | None = None
    ascii: bool | None = None
    lean: bool | None = None
    mouse: bool | None = None


def wish_of(arguments: Sequence[str], commands: Sequence[str]) -> Wish | None:
    """Return what is asked for, where these are arguments of the screen in their plain form; else None."""
    wish, rest = Wish(), list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--demo":
            wish = wish._replace(demo=True)
        elif word == "--ascii":
            wish = wish._replace(ascii=True)
        elif word == "--lean":
            wish = wish._replace(lean=True)
        elif word == "--theme" and rest and rest[0][:1] != "-":
            wish = wish._replace(theme=rest.pop(0))
        elif word == "--color" and rest and rest[0] in COLOR_CHOICES:
            wish = wish._replace(color=rest.pop(0))
        elif word == "--no-mouse":
            wish = wish._replace(mouse=False)
        elif word and word[0] != "-" and wish.path is None and word not in commands:
            wish = wish._replace(path=word)
        else:
            return None
    return wish


def open_screen(wish: Wish) -> int:
    """Open the screen and return its exit status. Raises Failure where there is nothing to open, or no terminal."""
    if wish.demo and wish.path is not None:
        raise _failure("--demo opens the sample specs; leave out the path, or leave out --demo.")
    target = None if wish.demo else _target(wish.path)
    from specui.cli.launch import run, run_demo
    from specui.workspace.config.settings import load_settings

    settings = load_settings().with_flags(
        theme=wish.theme, color=wish.color, ascii=wish.ascii, lean=wish.lean, mouse=wish.mouse
    )
    return run_demo(settings) if target is None else run(target, settings)


def open_triage(places: Sequence[str], wanted: str, sort: Sort) -> int:
    """Open the screen where one decides what waits in these files and folders, or in all.

    `wanted` is a filter as it is typed. Raises Failure where there is nothing to open, or no terminal.
    """
    targets = [_target(place) for place in places]
    target = targets[0] if len(targets) == 1 else _target(None)
    within: tuple[str, ...] = ()
    if len(targets) > 1:
        paths = [os.path.abspath(one) for one in targets]
        target = Path(
            os.path.commonpath([path if os.path.isdir(path) else os.path.dirname(path) for path in paths])
        )
        within = tuple(Path(os.path.relpath(path, target)).as_posix() for path in paths)
    from specui.cli.launch import Triage, run
    from specui.workspace.config.settings import load_settings

    run(target, load_settings(), Triage(within, wanted, sort))


def _target(path: str | None) -> Path:
    if path is None:
        return _default_folder()
    if os.path.isdir(path):
        if not os.access(path, os.R_OK | os.X_OK):
            raise _failure(f"{path} cannot be opened: permission is denied; ask for access to the folder.")
        return Path(path)
    from specui.workspace.storage.errors import StorageError
    from specui.workspace.storage.file_reader import close_quietly, open_regular

    try:
        close_quietly(open_regular(path, Path(path)))
    except StorageError as failure:
        raise _failure(str(failure)) from failure
    except FileNotFoundError as error:
        raise _failure(_nothing(path)) from error
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise _failure(f"{path} cannot be opened: {reason.lower()}; see to that and try again.") from error
    except ValueError as error:
        raise _failure(f"{path!r} is no path; name a folder or a Markdown file.") from error
    return Path(path)


def _default_folder() -> Path:
    """Return the folder of the nearest configuration, else this one."""
    from specui.workspace.files.discovery import is_configured

    if not is_configured(os.getcwd()):
        return Path()
    from specui.workspace.config.repository_config import read_config

    config = read_config(Path.cwd())
    return config.root if config.file is not None else Path()


def _nothing(path: str) -> str:
    from difflib import get_close_matches

    from specui.cli import COMMANDS

    near = get_close_matches(path, COMMANDS, 1)
    hint = f"did you mean specui {near[0]}?" if near else "check the name, or see specui --help."
    return f"there is no file, folder or command {path}; {hint}"


def _failure(sentence: str) -> Exception:
    from specui.cli.errors import Failure

    return Failure(sentence)
