"""Unified diffs: for `patch` where a program reads them, harmless pictures where a terminal shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from specui.cli import output
from specui.cli.output import Painter
from specui.markdown.printable import printable
from specui.markdown.source import decode

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_COLORS = {"+": "green", "-": "red", "@": "cyan"}
_SIDES = ("a/", "b/")
_NOTHING = "/dev/null"
_QUOTED = re.compile(r'[\x00-\x1f\x7f"\\]')
_ESCAPES = {
    "\a": r"\a", "\b": r"\b", "\t": r"\t", "\n": r"\n", "\v": r"\v", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"
}  # fmt: skip


def diff_lines(
    before: str, after: str, name: str = "", *, context: int = 3, new: bool = False
) -> Iterator[str]:
    """Yield the lines of the unified diff without their final newline; nothing where the texts are the same.

    With a name they begin with the names that `patch -p1` takes; a `new` file comes from nothing.
    """
    from difflib import unified_diff

    told = unified_diff(_LINE.findall(before), _LINE.findall(after), n=context)
    for number, line in enumerate(told):
        if number < 2:
            if name:
                yield f"{line[:3]} {_NOTHING if new and number == 0 else _named(_SIDES[number] + name)}"
            continue
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


def write_diff(before: bytes, after: bytes, name: str, paint: Painter, *, new: bool = False) -> None:
    """Print the unified diff of a file's bytes, or of a `new` file's.

    A program that reads it gets the very bytes. On a terminal, and wherever colours are asked for, it is made printable.
    """
    if not output.is_terminal() and not paint.colors:
        old, now = (data.decode("utf-8", "surrogateescape") for data in (before, after))
        lines = list(diff_lines(old, now, name, new=new))
        output.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape"))
        return
    for number, line in enumerate(diff_lines(decode(before).text, decode(after).text, name, new=new)):
        ignored = "\t" if number < 2 else "\r" if line[:1] == " " else ""
        shown = printable(line.removesuffix(ignored))
        color = None if number < 2 else _COLORS.get(line[:1])
        output.write(paint(shown, color, bold=number < 2) + "\n")


def _named(path: str) -> str:
    """Return a path as patch and git read it: odd signs in quotes, and a tab behind one with blanks."""
    if _QUOTED.search(path):
        return '"' + _QUOTED.sub(lambda odd: _ESCAPES.get(odd[0], f"\\{ord(odd[0]):03o}"), path) + '"'
    return f"{path}\t" if " " in path else path
