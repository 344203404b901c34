"""Write to the two streams of a command: results to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import click

from specui.markdown.printable import printable

_ascii: dict[str, bool] = {}
_NAMES = frozenset({"Markdown"})
"""Names that a warning may begin with, besides paths; any other first word is lower case after “specui:”."""


def use_ascii_if(*, wanted: bool) -> None:
    """Write ASCII only if `--ascii` was given; else the settings and the locale decide."""
    _ascii.clear()
    if wanted:
        _ascii["wanted"] = True


def to_displayable(text: str) -> str:
    """Return text for people, in ASCII if the user wants that or the locale is not UTF-8."""
    if text.isascii():
        return text
    if "wanted" not in _ascii:
        from specui.terminal.display_mode import choose_signs
        from specui.workspace.config.settings import load_settings

        _ascii["wanted"] = choose_signs({}, ascii=load_settings().ascii) == "ascii"
    if not _ascii["wanted"]:
        return text
    from specui.markdown.ascii_text import spell

    return spell(text)


def write(text: str) -> None:
    """Write text for people to standard output, in the terminal's encoding; a broken pipe is silent.

    Pass text from files through `printable` first.
    """
    write_bytes(to_displayable(text).encode(_encoding(sys.stdout), "replace"))


def write_data(text: str) -> None:
    """Write data for a program to standard output: always UTF-8."""
    write_bytes(text.encode("utf-8", "replace"))


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output unchanged; a broken pipe is silent."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.buffer.write(data)
    except BrokenPipeError:
        discard_output()


def write_text_of_file(text: str, data: bytes) -> None:
    """Write the content of a file: its bytes for a program, printable lines on a terminal."""
    if is_terminal():
        write("".join(f"{printable(line)}\n" for line in text.removesuffix("\n").split("\n")))
    else:
        write_bytes(data)


def warn(*sentences: object) -> None:
    """Write sentences to standard error, a line for each, after the name of the program."""
    for sentence in sentences:
        note(f"specui: {as_sentence(str(sentence))}")


def as_sentence(message: str) -> str:
    """Return a message in the form of all errors after “specui:”: the first word in lower case, a full stop at the end."""
    first = message.partition(" ")[0]
    word = first.replace("'", "").isalpha() and first[1:].islower()
    if word and first not in _NAMES and not os.path.lexists(first):
        message = f"{first.lower()}{message[len(first) :]}"
    return message if message.endswith((".", "?", "!", "…")) else f"{message}."


def note(text: str) -> None:
    """Write one line to standard error, made printable."""
    if sys.stderr is None:
        return
    line = to_displayable(printable(text)) + "\n"
    try:
        sys.stderr.buffer.write(line.encode(_encoding(sys.stderr), "replace"))
        sys.stderr.flush()
    except (BrokenPipeError, OSError):
        pass  # nobody reads standard error


@contextmanager
def to_stderr() -> Iterator[None]:
    """Redirect what the block writes to standard error, because standard output holds something else."""
    before, sys.stdout = sys.stdout, sys.stderr
    try:
        if before is not None:
            before.flush()
        yield
    finally:
        sys.stdout = before


def flush() -> None:
    """Flush standard output; a broken pipe is silent. Raises OSError otherwise, such as for a full disk."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        discard_output()


def discard_output() -> None:
    """Discard everything that is written to standard output from now on: nobody reads it."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError, AttributeError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def is_terminal() -> bool:
    """Return whether standard output is a terminal, which must get printable text only."""
    return sys.stdout is not None and sys.stdout.isatty()


def width() -> int:
    """Return the width of a line in cells: the terminal's, between 40 and 160; 120 without a terminal."""
    if not is_terminal():
        return 120
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        return 80
    return min(max(columns or 80, 40), 160)


def wants_color(choice: str) -> bool:
    """Return whether to use colours: `--color` decides, then NO_COLOR, then the terminal."""
    if choice != "auto":
        return choice != "never"
    if os.environ.get("NO_COLOR"):
        return False
    return is_terminal() and os.environ.get("TERM") != "dumb"


class Painter:
    """Applies colours and styles to text, or returns it unchanged."""

    def __init__(self, *, colors: bool) -> None:
        self.colors = colors

    def __call__(self, text: str, fg: str | None = None, *, bold: bool = False, dim: bool = False) -> str:
        """Return the styled text; `text` must be printable."""
        if not self.colors or not (fg or bold or dim):
            return text
        return click.style(text, fg=fg, bold=bold or None, dim=dim or None)


def painter(ctx: click.Context, choice: str | None = None) -> Painter:
    """Return the painter for a command: its own --color wins over the one before the command."""
    return Painter(colors=wants_color(choice or (ctx.obj or {}).get("color", "auto")))


def _encoding(stream: IO[str] | None) -> str:
    return getattr(stream, "encoding", None) or "utf-8"
