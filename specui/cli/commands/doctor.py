"""`specui doctor`: diagnose this terminal, and say which line of configuration fixes a problem."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

import click

from specui.cli import output
from specui.cli.options import color_option, format_option
from specui.markdown.printable import printable
from specui.terminal import diagnosis
from specui.terminal.diagnosis import Finding, State
from specui.terminal.multiplexer import Multiplexer
from specui.workspace.config.settings import Settings, config_file, load_settings

SCHEMA_VERSION = 1
COUNT_SECONDS = 3.0
"""The time limit for counting folders: the folder may hold the whole disk."""

_INDENT = 23
_LOOK = {
    "ok": ("✓", "ok", "green"),
    "note": ("i", "note", "cyan"),
    "problem": ("✖", "problem", "red"),
    "unknown": ("?", "unknown", "yellow"),
}
"""The sign, the word and the colour of each state."""


@click.command(name="doctor")
@click.argument("path", default=".", type=click.Path())
@format_option("text", "json")
@color_option
@click.pass_context
def command(ctx: click.Context, path: str, format_: str, color: str | None) -> int:
    """Diagnose this terminal and suggest fixes.

    PATH is the folder to check against inotify limits; it defaults to the current folder.

    Exit status: 0 if all is well; 1 if there is a problem.
    """
    found = list(_diagnose(Path(path), ascii_=bool((ctx.find_root().params or {}).get("ascii"))))
    if format_ == "json":
        _print_json(found)
    else:
        _print_text(found, output.painter(ctx, color))
    return int(_has_problem(found))


def _print_json(found: list[Finding]) -> None:
    rows = [
        {
            "subject": one.subject,
            "state": one.state,
            "text": one.text,
            "fixes": [fix._asdict() for fix in one.fixes],
        }
        for one in found
    ]
    data = {"schema_version": SCHEMA_VERSION, "ok": not _has_problem(found), "findings": rows}
    output.write_data(json.dumps(data, ensure_ascii=True, indent=1) + "\n")


def _print_text(found: list[Finding], paint: output.Painter) -> None:
    for one in found:
        sign, word, hue = _LOOK[one.state]
        head = paint(f"{sign} {word:<7}", hue, bold=one.state == "problem")
        first, *more = _wrap(printable(one.text))
        output.write(f"{head}  {one.subject:<9}   {first}\n")
        output.write("".join(f"{'':{_INDENT}}{line}\n" for line in more))
        for fix in one.fixes:
            line = paint(printable(fix.line), bold=True)
            output.write(f"{'':{_INDENT}}add to {printable(fix.file)}:  {line}\n")


def _wrap(text: str) -> list[str]:
    """Return the lines of a finding: wrapped on a terminal, one line otherwise."""
    if not output.is_terminal():
        return [text]
    return wrap(text, max(24, output.width() - _INDENT), break_on_hyphens=False, break_long_words=False)


def _has_problem(found: list[Finding]) -> bool:
    return any(one.state == "problem" for one in found)


def _diagnose(path: Path, *, ascii_: bool) -> Iterator[Finding]:
    from specui.terminal.charset import charset
    from specui.terminal.clipboard import choose_way
    from specui.terminal.display_mode import choose_display_mode
    from specui.terminal.multiplexer import multiplexer
    from specui.terminal.queries import ask_terminal

    environ = dict(os.environ)
    term = environ.get("TERM", "")
    settings = load_settings()
    display_mode = choose_display_mode(
        ascii=ascii_ or settings.ascii, lean=settings.lean, mouse=settings.mouse
    )
    answers = ask_terminal(diagnosis.SIGNS, [diagnosis.SYNCHRONIZED]) if term not in {"", "dumb"} else None
    outside = multiplexer(environ)
    yield _check_colours(environ, settings.color, outside)
    yield diagnosis.check_locale(charset(), display_mode)
    yield diagnosis.check_signs(answers, os.fspath(config_file()))
    yield _check_size()
    yield diagnosis.check_multiplexer(outside, term)
    yield diagnosis.check_clipboard(choose_way(environ), environ, outside, answers)
    yield diagnosis.check_mouse(display_mode, outside, term)
    yield diagnosis.check_frames(answers, display_mode)
    yield diagnosis.check_keys(answers)
    yield from _check_settings(settings)
    yield from _check_machine(path)


def _check_colours(environ: dict[str, str], setting: str, outside: Multiplexer) -> Finding:
    from specui.terminal.colours import TerminalError, choose_colours, decided_by

    wanted = {"always": "auto", "never": "none"}.get(setting, setting)
    try:
        depth = choose_colours(wanted, dict(environ)).depth  # type: ignore[arg-type]
    except TerminalError as error:
        return Finding("colours", "problem", str(error))
    return diagnosis.check_colours(depth, decided_by(wanted, environ), environ, outside)  # type: ignore[arg-type]


def _check_settings(settings: Settings) -> Iterator[Finding]:
    """Yield whether the user's config.toml can be written, and each value and key in it that cannot be used."""
    from specui.cli.screen.key_list import settings_faults
    from specui.terminal.machine import check_writable
    from specui.workspace.user_folders import config_folder

    yield check_writable("settings", config_folder(), "your settings", "SPECUI_CONFIG_DIR")
    if settings.file is None:
        return
    faults = settings_faults(settings)
    yield from (Finding("settings", "problem", str(fault)) for fault in faults)
    if not faults:
        yield Finding("settings", "ok", f"{settings.file}: all settings and keys are valid")


def _check_size() -> Finding:
    for descriptor in (1, 2, 0):
        try:
            return diagnosis.check_size(*os.get_terminal_size(descriptor))
        except OSError:
            continue
    return Finding("size", "unknown", "no terminal to ask")


def _check_machine(path: Path) -> Iterator[Finding]:
    """Yield what is not about the terminal: watching, versions, compiled modules, the state folder."""
    from specui.terminal.machine import check_compiled, check_writable, inotify_instance, inotify_watches
    from specui.workspace.user_folders import state_folder

    if path.is_dir():
        folders, whole = _count_folders(path)
        yield diagnosis.check_watching(folders, inotify_watches(), inotify_instance(), whole=whole)
    yield _check_versions()
    yield check_compiled()
    yield check_writable("state", state_folder(), "undo history and crash recovery", "SPECUI_STATE_DIR")


def _count_folders(path: Path) -> tuple[int, bool]:
    """Return how many folders would be watched, and whether all were counted within COUNT_SECONDS."""
    from specui.workspace.files.discovery import find_markdown
    from specui.workspace.storage.errors import StorageError

    count, deadline = 0, time.monotonic() + COUNT_SECONDS

    def count_folder(_folder: object) -> None:
        nonlocal count
        count += 1
        if time.monotonic() > deadline:
            raise TimeoutError

    try:
        for _ in find_markdown(path, on_folder=count_folder):
            pass
    except TimeoutError:
        return count, False
    except StorageError:
        return count, True
    return count, True


def _check_versions() -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    from specui import __version__

    state: State = "ok"
    try:
        textual = f"Textual {version('textual')}"
    except PackageNotFoundError:
        state, textual = "problem", "Textual is missing: reinstall specui"
    python = ".".join(map(str, sys.version_info[:3]))
    return Finding("versions", state, f"specui {__version__}, Python {python}, {textual}")
