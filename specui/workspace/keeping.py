"""Keeping a choice that was made on the screen: one line of the user's ``config.toml``, and no other.

The file is the user's, with comments and an order of its own, so it is never written anew: the line that sets the
value is exchanged, or one is put in front of the first table. There is no second file beside it that would have to
be known of, and that one of the two would have to win. What would come out is read before it is written.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from specui.workspace.failures import StorageError
from specui.workspace.settings import Fault, config_file, line_of, read_source


class NotKept(Exception):
    """The choice could not be kept; the message is one sentence that says why."""


def keep(name: str, value: str | bool, file: Path | None = None) -> Path:
    """Set a top-level value in the file, which is made where there is none; returns it. Raises NotKept."""
    file = config_file() if file is None else file
    source = read_source(file)
    if isinstance(source, Fault):
        raise NotKept(f"it is not kept: {source}")
    text = with_value(source or "", name, value)
    if text is None:
        raise NotKept(f"it is not kept: {file} is not TOML as it stands, and is left alone")
    if text == source:
        return file
    from specui.workspace.storage import save

    try:
        os.makedirs(file.parent, exist_ok=True)
        save(file, text.encode("utf-8"), expected=None if source is None else file.read_bytes())
    except StorageError as failure:
        raise NotKept(f"it is not kept: {failure}") from failure
    except OSError as error:
        raise NotKept(
            f"it is not kept: {file} cannot be written: {(error.strerror or '').lower()}"
        ) from error
    return file


def with_value(source: str, name: str, value: str | bool) -> str | None:
    """Return a TOML text in which `name` has this value, and else nothing is different; None where that cannot be."""
    import tomllib

    import tomli_w

    try:
        before = tomllib.loads(source)
    except (ValueError, RecursionError):
        return None
    newline = "\r\n" if "\r\n" in source else "\n"
    entry = tomli_w.dumps({name: value}).strip()
    lines = source.split(newline)
    if name in before:
        at = line_of(name, lines) - 1
        lines[at] = f"{entry}{_remark(lines[at])}"
    else:
        lines.insert(_first_place(lines), entry)
        if len(lines) == 2 and not lines[1]:
            lines[1:] = [""]
    text = newline.join(lines)
    try:
        after = tomllib.loads(text)
    except ValueError:
        return None
    return text if after == {**before, name: value} else None


def _first_place(lines: list[str]) -> int:
    """Return before which line a value comes: behind the last one that stands before any table, and its remarks."""
    place = 0
    for number, line in enumerate(lines):
        if line.lstrip().startswith("["):
            break
        if line.strip() and not line.lstrip().startswith("#"):
            place = number + 1
    else:
        return place or _behind_remarks(lines)
    return place or _behind_remarks(lines[:number])


def _behind_remarks(lines: list[str]) -> int:
    """Return the line behind the remarks that open a file."""
    for number, line in enumerate(lines):
        if not line.lstrip().startswith("#"):
            return number
    return len(lines)


_VALUE = re.compile(r"""^[^=]*=\s*(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^"'#\s]+)(?P<rest>\s*#.*|\s*)$""")


def _remark(line: str) -> str:
    """Return the comment at a line's end, with the blanks before it."""
    found = _VALUE.match(line)
    return found["rest"].rstrip() if found else ""
