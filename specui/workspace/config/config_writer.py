"""Keeping a choice that was made on the screen: one line of ``config.toml`` or ``specui.toml``, and no other.

The file is its owner's, with comments and an order of its own, so it is never written anew: the line that sets the
value is exchanged, or one is put in front of the first table. There is no second file beside it that would have to
be known of, and that one of the two would have to win. What would come out is read before it is written.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from specui.workspace.config.config_fault import Fault, line_of
from specui.workspace.config.settings import config_file, read_source
from specui.workspace.storage.errors import StorageError


class NotKept(Exception):
    """The choice could not be kept; the message is one sentence that says why."""


def keep(name: str, value: str | bool, file: Path | None = None, table: str = "") -> Path:
    """Set a value in the file, which is made where there is none; returns it. Raises NotKept.

    `table` is the dotted name of the table that holds the value, "" for the top.
    """
    file = config_file() if file is None else file
    source = read_source(file)
    if isinstance(source, Fault):
        raise NotKept(f"it is not kept: {source}")
    text = with_value(source or "", name, value, table)
    if text is None:
        raise NotKept(f"it is not kept: {file} is not TOML that one line can be put into, and is left alone")
    if text == source:
        return file
    from specui.workspace.storage.file_store import save

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


def with_value(source: str, name: str, value: str | bool, table: str = "") -> str | None:
    """Return a TOML text in which `name` has this value, and else nothing is different; None where that cannot be.

    `table` is the dotted name of the table that holds it, which is made where there is none; "" is the top.
    """
    import tomllib

    try:
        before = tomllib.loads(source)
    except (ValueError, RecursionError):
        return None
    newline = "\r\n" if "\r\n" in source else "\n"
    keys = table.split(".") if table else []
    for entry in (_entry([name], value), _entry([*keys, name], value)):
        lines = source.split(newline)
        _put(lines, entry, name, table, known=name in _within(before, keys))
        text = newline.join(lines)
        try:
            after = tomllib.loads(text)
        except ValueError:
            continue
        if after == _with(before, [*keys, name], value):
            return text
    return None


def _entry(keys: list[str], value: str | bool) -> str:
    """Return the line that sets a value, by a dotted key where it is to stand outside of its table."""
    import tomli_w

    dotted = ".".join(tomli_w.dumps({key: 0}).partition(" = ")[0] for key in keys)
    return f"{dotted} = {tomli_w.dumps({'_': value}).strip().partition(' = ')[2]}"


def _put(lines: list[str], entry: str, name: str, table: str, *, known: bool) -> None:
    """Exchange the line that sets the value, else put one in: into its table, where there is none before or below."""
    if known:
        at = line_of(name, lines, table) - 1
        lines[at] = f"{entry}{_remark(lines[at])}"
        return
    place = _place_in(lines, table) if table else _first_place(lines)
    if place is None:
        while lines and not lines[-1]:
            lines.pop()
        lines += [*[""] * bool(lines), f"[{table}]", entry, ""]
        return
    lines.insert(place, entry)
    if len(lines) == 2 and not lines[1]:
        lines[1:] = [""]


def _place_in(lines: list[str], table: str) -> int | None:
    """Return before which line a value of a table comes: behind the last one that stands in it; None without one.

    Where its values stand in the table above by dotted keys, that is behind the last of them.
    """
    within, place, dotted = "", None, None
    for number, line in enumerate(lines):
        stripped = line.strip()
        if stripped.startswith("["):
            within = stripped.strip("[] ").partition("]")[0].strip(" \"'")
            place = number + 1 if within == table else place
        elif stripped and not stripped.startswith("#"):
            name = ".".join(filter(None, (within, stripped.partition("=")[0].strip())))
            place = number + 1 if within == table else place
            dotted = number + 1 if name.startswith(f"{table}.") and within != table else dotted
    return place if place is not None else dotted


def _within(data: dict[str, Any], keys: list[str]) -> dict[str, Any]:
    for key in keys:
        inner = data.get(key)
        data = inner if isinstance(inner, dict) else {}
    return data


def _with(data: dict[str, Any], keys: list[str], value: str | bool) -> dict[str, Any]:
    """Return the data with one value set, in tables that are there or not."""
    first, *rest = keys
    inner = data.get(first, {})
    if not rest:
        return {**data, first: value}
    return {**data, first: _with(inner if isinstance(inner, dict) else {}, rest, value)}


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
