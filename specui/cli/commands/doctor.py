"""`specui doctor`: what this terminal can do, and for what is off, the line to put into which file."""

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
from specui.markdown.printable import printable
from specui.terminal import diagnosis as findings
from specui.terminal.diagnosis import Finding, State
from specui.terminal.multiplexer import Multiplexer

SCHEMA_VERSION = 1
COUNT_SECONDS = 3.0
"""How long folders are counted: somebody may ask in the folder that holds everything."""

_INDENT = 22
_LOOK = {"ok": ("✓", "green"), "note": ("i", "cyan"), "off": ("✖", "red"), "unasked": ("?", "yellow")}


@click.command(name="doctor")
@click.argument("path", default=".", type=click.Path())
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), help="Whether to use colours.")
@click.pass_context
def command(ctx: click.Context, path: str, format_: str, color: str | None) -> int:
    """Say what this terminal can do, and how to mend what is off.

    PATH is the folder whose size is held against the limits of this machine. Exit status 1 if something is off
    that matters.
    """
    found = list(_findings(Path(path), ascii_=bool((ctx.find_root().params or {}).get("ascii"))))
    if format_ == "json":
        rows = [{**item._asdict(), "mends": [mend._asdict() for mend in item.mends]} for item in found]
        told = {"schema_version": SCHEMA_VERSION, "ok": not _is_off(found), "findings": rows}
        output.write_data(json.dumps(told, ensure_ascii=True, indent=1) + "\n")
    else:
        paint = output.painter(ctx, color)
        for item in found:
            sign, hue = _LOOK[item.state]
            head = paint(f"{sign} {item.state:<7}", hue, bold=item.state == "off")
            first, *more = _wrapped(printable(item.text))
            output.write(f"{head}  {item.subject:<9}  {first}\n")
            output.write("".join(f"{'':{_INDENT}}{line}\n" for line in more))
            for mend in item.mends:
                output.write(
                    f"{'':{_INDENT}}put  {paint(printable(mend.line), bold=True)}  into {printable(mend.file)}\n"
                )
    return int(_is_off(found))


def _wrapped(text: str) -> list[str]:
    """Return a finding in lines of the terminal's width; in one where nobody looks at it."""
    if not output.is_terminal():
        return [text]
    return wrap(text, max(24, output.width() - _INDENT), break_on_hyphens=False, break_long_words=False)


def _is_off(found: list[Finding]) -> bool:
    return any(item.state == "off" for item in found)


def _findings(path: Path, *, ascii_: bool) -> Iterator[Finding]:
    from specui.terminal.charset import charset
    from specui.terminal.clipboard import way_from_here
    from specui.terminal.display_mode import choose_manner
    from specui.terminal.multiplexer import multiplexer
    from specui.terminal.queries import ask_terminal
    from specui.workspace.config.settings import config_file, load_settings

    environ = dict(os.environ)
    term = environ.get("TERM", "")
    settings = load_settings()
    manner = choose_manner(ascii=ascii_ or settings.ascii, lean=settings.lean, mouse=settings.mouse)
    answers = ask_terminal(findings.SIGNS, [findings.SYNCHRONIZED]) if term not in {"", "dumb"} else None
    outside = multiplexer(environ)
    yield _colours(environ, settings.color, outside)
    yield findings.locale(charset(), manner)
    yield findings.signs(answers, os.fspath(config_file()))
    yield _size()
    yield findings.around(outside, term)
    yield findings.clipboard(way_from_here(environ), environ, outside, answers)
    yield findings.mouse(manner, outside, term)
    yield findings.frames(answers, manner)
    yield findings.keys(answers)
    yield from _here(path)


def _colours(environ: dict[str, str], wish: str, outside: Multiplexer) -> Finding:
    from specui.terminal.colours import TerminalError, choose_colours, decided_by

    wanted = {"always": "auto", "never": "none"}.get(wish, wish)
    try:
        depth = choose_colours(wanted, dict(environ)).depth  # type: ignore[arg-type]
    except TerminalError as error:
        return Finding("colours", "off", str(error))
    return findings.colours(depth, decided_by(wanted, environ), environ, outside)  # type: ignore[arg-type]


def _size() -> Finding:
    for descriptor in (1, 2, 0):
        try:
            return findings.size(*os.get_terminal_size(descriptor))
        except OSError:
            continue
    return Finding("size", "unasked", "there is no terminal to ask")


def _here(path: Path) -> Iterator[Finding]:
    """What has nothing to do with a terminal, and is asked about as often."""
    from specui.terminal.machine import compiled, inotify_instance, inotify_watches, writable
    from specui.workspace.user_folders import config_folder, state_folder

    if path.is_dir():
        folders, all_of_them = _count_folders(path)
        yield findings.watching(folders, inotify_watches(), inotify_instance(), whole=all_of_them)
    yield _versions()
    yield compiled()
    yield writable("settings", config_folder(), "where your settings are kept", "SPECUI_CONFIG_DIR")
    yield writable(
        "state", state_folder(), "where typing is kept safe and undo remembered", "SPECUI_STATE_DIR"
    )


def _count_folders(path: Path) -> tuple[int, bool]:
    """Return how many folders would be watched, and whether all were counted within COUNT_SECONDS."""
    from specui.workspace.files.discovery import find_markdown
    from specui.workspace.storage.errors import StorageError

    count, until = 0, time.monotonic() + COUNT_SECONDS

    def counted(_folder: object) -> None:
        nonlocal count
        count += 1
        if time.monotonic() > until:
            raise TimeoutError

    try:
        for _ in find_markdown(path, on_folder=counted):
            pass
    except TimeoutError:
        return count, False
    except StorageError:
        return count, True
    return count, True


def _versions() -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    from specui import __version__

    try:
        textual = f"Textual {version('textual')}"
    except PackageNotFoundError:
        textual = "Textual is missing: install specui anew"
    python = ".".join(map(str, sys.version_info[:3]))
    state: State = "ok" if textual[-1].isdigit() else "off"
    return Finding("versions", state, f"specui {__version__}, Python {python}, {textual}")
