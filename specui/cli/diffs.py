"""Unified diffs: for `patch` where a program reads them, harmless pictures where a terminal shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from specui.cli import output
from specui.cli.output import Painter
from specui.markdown.printable import printable

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_COLORS = {"+": "green", "-": "red", "@": "cyan"}


def diff_lines(before: str, after: str, name: str = "", *, context: int = 3) -> Iterator[str]:
    """Yield the lines of the unified diff without their final newline; nothing where the texts are the same."""
    from difflib import unified_diff

    told = unified_diff(_LINE.findall(before), _LINE.findall(after), f"a/{name}", f"b/{name}", n=context)
    for number, line in enumerate(told):
        if number < 2:
            if name:
                yield line.rstrip("\n")
            continue
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


def write_diff(before: str, after: str, name: str, paint: Painter) -> None:
    """Print the unified diff. Read by a program it is the very text; on a terminal it is made printable."""
    if not output.is_terminal():
        lines = list(diff_lines(before, after, name))
        output.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape"))
        return
    for number, line in enumerate(diff_lines(before, after, name)):
        shown = printable(line.removesuffix("\r") if line[:1] == " " else line)
        color = None if number < 2 else _COLORS.get(line[:1])
        output.write(paint(shown, color, bold=number < 2) + "\n")
