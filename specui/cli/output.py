"""The two streams of a command: what it was asked for, and what it says beside."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import click

from specui.markdown.printable import printable

_spell: dict[str, bool] = {}


def spell_if(*, ascii: bool) -> None:  # noqa: A002 - the option's name
    """Take it that the user asks for `--ascii`, or leaves it to the settings and the locale."""
    _spell.clear()
    if ascii:
        _spell["wanted"] = True


def spelled(text: str) -> str:
    """Return text for people as it can be shown: in ASCII where that is wished for, or the locale is not UTF-8."""
    if text.isascii():
        return text
    if "wanted" not in _spell:
        from specui.terminal.display_mode import choose_signs
        from specui.workspace.config.settings import load_settings

        _spell["wanted"] = choose_signs({}, ascii=load_settings().ascii) == "ascii"
    if not _spell["wanted"]:
        return text
    from specui.markdown.ascii_text import spell

    return spell(text)


def write(text: str) -> None:
    """Write to standard output, as UTF-8 or as the terminal's encoding allows; a broken pipe is silent.

    What comes from a file goes through `printable` before, unless the output is data for a program.
    """
    write_bytes(spelled(text).encode(_encoding(sys.stdout), "replace"))


def write_data(text: str) -> None:
    """Write what a program reads: UTF-8 whatever the terminal's encoding."""
    write_bytes(text.encode("utf-8", "replace"))


def write_bytes(data: bytes) -> None:
    """Write to standard output as it is."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.buffer.write(data)
    except BrokenPipeError:
        silence()


def write_text_of_file(text: str, data: bytes) -> None:
    """Write a file's content: the very bytes for a program, line by line as it may be shown on a terminal."""
    if is_terminal():
        write("".join(f"{printable(line)}\n" for line in text.removesuffix("\n").split("\n")))
    else:
        write_bytes(data)


def note(text: str) -> None:
    """Write one line to standard error; control characters in it are pictures."""
    if sys.stderr is None:
        return
    line = spelled(printable(text)) + "\n"
    try:
        sys.stderr.buffer.write(line.encode(_encoding(sys.stderr), "replace"))
        sys.stderr.flush()
    except (BrokenPipeError, OSError):
        pass  # there is nobody left to tell


@contextmanager
def to_stderr() -> Iterator[None]:
    """Let what the block writes go to standard error, where standard output holds something else."""
    before, sys.stdout = sys.stdout, sys.stderr
    try:
        if before is not None:
            before.flush()
        yield
    finally:
        sys.stdout = before


def flush() -> None:
    """Send what is buffered; a broken pipe is silent. Raises OSError for what else can be (a full disk)."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        silence()


def silence() -> None:
    """Let everything that is still written to standard output vanish: nobody reads it any more."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError, AttributeError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def is_terminal() -> bool:
    """Whether standard output is a terminal, where nothing unfiltered may go."""
    return sys.stdout is not None and sys.stdout.isatty()


def width() -> int:
    """How many cells a line may take: the terminal's, within reason; 120 where there is none."""
    if not is_terminal():
        return 120
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        return 80
    return min(max(columns or 80, 40), 160)


def wants_color(choice: str) -> bool:
    """Whether to colour: `--color` decides, then NO_COLOR, then whether there is a terminal that can."""
    if choice != "auto":
        return choice != "never"
    if os.environ.get("NO_COLOR"):
        return False
    return is_terminal() and os.environ.get("TERM") != "dumb"


class Painter:
    """Styles of click's, or none at all."""

    def __init__(self, *, colors: bool) -> None:
        self.colors = colors

    def __call__(self, text: str, fg: str | None = None, *, bold: bool = False, dim: bool = False) -> str:
        """Return the text in a colour; `text` is printable already."""
        if not self.colors or not (fg or bold or dim):
            return text
        return click.style(text, fg=fg, bold=bold or None, dim=dim or None)


def painter(ctx: click.Context, choice: str | None = None) -> Painter:
    """Return the styles for a command: its own --color, else the one before the command."""
    return Painter(colors=wants_color(choice or (ctx.obj or {}).get("color", "auto")))


def _encoding(stream: IO[str] | None) -> str:
    return getattr(stream, "encoding", None) or "utf-8"
