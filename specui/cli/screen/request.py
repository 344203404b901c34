"""Open the screen: what the command line asks for, checked before any module of the screen is imported.

The common ways to ask for the screen are parsed here without click, because the first frame is drawn faster than click
is imported. click parses the rest, and explains every mistake.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from specui.specs.triage import Sort

COLOR_CHOICES = ("auto", "always", "never", "16", "256", "truecolor")


class ScreenRequest(NamedTuple):
    """What the command line asks of the screen; None means that the user's settings decide."""

    path: str | None = None
    demo: bool = False
    theme: str | None = None
    color: str | None = None
    ascii: bool | None = None
    lean: bool | None = None
    mouse: bool | None = None


_FLAGS: Mapping[str, Mapping[str, Any]] = {
    "--demo": {"demo": True}, "--ascii": {"ascii": True}, "--lean": {"lean": True}, "--no-mouse": {"mouse": False},
}  # fmt: skip


def parse_plain(arguments: Sequence[str], commands: Collection[str]) -> ScreenRequest | None:
    """Parse arguments that ask for the screen in their plain form; return None for all others."""
    request, rest = ScreenRequest(), list(arguments)
    while rest:
        word = rest.pop(0)
        if word in _FLAGS:
            request = request._replace(**_FLAGS[word])
        elif word == "--theme" and rest and rest[0][:1] != "-":
            request = request._replace(theme=rest.pop(0))
        elif word == "--color" and rest and rest[0] in COLOR_CHOICES:
            request = request._replace(color=rest.pop(0))
        elif word and word[0] != "-" and request.path is None and word not in commands:
            request = request._replace(path=word)
        else:
            return None
    return request


def open_screen(request: ScreenRequest) -> int:
    """Open the screen and return its exit status. Raises Failure if there is nothing to open, or no terminal."""
    if request.demo and request.path is not None:
        raise _failure("--demo opens the sample specs; remove the path, or remove --demo.")
    target = None if request.demo else _require_openable(request.path)
    from specui.cli.screen.launch import run, run_demo
    from specui.workspace.config.settings import load_settings

    settings = load_settings().with_flags(
        theme=request.theme,
        color=request.color,
        ascii=request.ascii,
        lean=request.lean,
        mouse=request.mouse,
    )
    return run_demo(settings) if target is None else run(target, settings)


def open_triage(paths: Sequence[str], filter_text: str, sort: Sort) -> int:
    """Open triage on items of these files and folders, or of the default folder.

    Raises Failure if there is nothing to open, or no terminal.
    """
    targets = [_require_openable(path) for path in paths]
    target = targets[0] if len(targets) == 1 else _require_openable(None)
    within: tuple[str, ...] = ()
    if len(targets) > 1:
        absolute = [os.path.abspath(one) for one in targets]
        target = Path(
            os.path.commonpath([path if os.path.isdir(path) else os.path.dirname(path) for path in absolute])
        )
        within = tuple(Path(os.path.relpath(path, target)).as_posix() for path in absolute)
    from specui.cli.screen.launch import Triage, run
    from specui.workspace.config.settings import load_settings

    run(target, load_settings(), Triage(within, filter_text, sort))


def _require_openable(path: str | None) -> Path:
    """Return the folder or file to open. Raises Failure if it cannot be read."""
    if path is None:
        return _default_folder()
    if os.path.isdir(path):
        if not os.access(path, os.R_OK | os.X_OK):
            raise _failure(f"cannot open {path}: permission denied; ask for access to the folder.")
        return Path(path)
    from specui.workspace.storage.errors import StorageError
    from specui.workspace.storage.file_reader import close_quietly, open_regular

    try:
        close_quietly(open_regular(path, Path(path)))
    except StorageError as failure:
        raise _failure(str(failure)) from failure
    except FileNotFoundError as error:
        raise _failure(explain_missing(path)) from error
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise _failure(f"cannot open {path}: {reason.lower()}; fix that and try again.") from error
    except ValueError as error:
        raise _failure(f"invalid path {path!r}; name a folder or a Markdown file.") from error
    return Path(path)


def _default_folder() -> Path:
    """Return the folder of the nearest configuration, or the current folder."""
    from specui.workspace.files.discovery import is_configured

    if not is_configured(os.getcwd()):
        return Path()
    from specui.workspace.config.repository_config import read_config

    config = read_config(Path.cwd())
    return config.root if config.file is not None else Path()


_OTHER_NAMES = {"explain": "rule", "fix": "check --fix", "lint": "check", "ls": "list"}
"""What other programs call a command, and its name here."""


def explain_missing(path: str) -> str:
    """Return the error for a first argument that is neither a path nor a command."""
    from difflib import get_close_matches

    from specui.cli.catalogue import COMMANDS

    near = [_OTHER_NAMES[path]] if path in _OTHER_NAMES else get_close_matches(path, COMMANDS, 1, cutoff=0.7)
    hint = f"did you mean “specui {near[0]}”?" if near else "check the name, or see specui --help."
    return f"no file, folder or command named “{path}”; {hint}"


def _failure(sentence: str) -> Exception:
    from specui.cli.errors import Failure

    return Failure(sentence)
