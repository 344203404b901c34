"""Print unified diffs: exact bytes for programs such as `patch`, printable text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from specui.cli import output
from specui.cli.output import Painter
from specui.markdown.lazy import lazy_pattern
from specui.markdown.printable import printable
from specui.markdown.source import decode

_LINE = lazy_pattern(r"[^\n]*\n|[^\n]+")
_COLORS = {"+": "green", "-": "red", "@": "cyan"}
_SIDES = ("a/", "b/")
_NOTHING = "/dev/null"
_NEEDS_QUOTES = lazy_pattern(r'[\x00-\x1f\x7f"\\]')
_ESCAPES = {
    "\a": r"\a", "\b": r"\b", "\t": r"\t", "\n": r"\n", "\v": r"\v", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"
}  # fmt: skip


def diff_lines(
    before: str, after: str, name: str = "", *, context: int = 3, new: bool = False
) -> Iterator[str]:
    """Yield the lines of the unified diff, without newlines; nothing if the texts are equal.

    With a name, the diff starts with a header for `patch -p1`; a `new` file has /dev/null as its old name.
    """
    from difflib import unified_diff

    lines = unified_diff(_LINE.findall(before), _LINE.findall(after), n=context)
    for number, line in enumerate(lines):
        if number < 2:
            if name:
                yield f"{line[:3]} {_NOTHING if new and number == 0 else _header_path(_SIDES[number] + name)}"
            continue
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


def write_diff(before: bytes, after: bytes, name: str, paint: Painter, *, new: bool = False) -> None:
    """Print the unified diff of the bytes of a file.

    Programs get exact bytes. On a terminal, and with colours, the diff is made printable.
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


def _header_path(path: str) -> str:
    """Return a path as git and patch read it: quoted if it has control characters, followed by a tab if it has blanks."""
    if _NEEDS_QUOTES.search(path):
        return '"' + _NEEDS_QUOTES.sub(lambda odd: _ESCAPES.get(odd[0], f"\\{ord(odd[0]):03o}"), path) + '"'
    return f"{path}\t" if " " in path else path
