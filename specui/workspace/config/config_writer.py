"""Save one setting: change one line of ``config.toml`` or ``specui.toml``, and no other.

The file is the user's, with their comments and order, so it is never rewritten: the line that sets the value is
replaced, or a line is inserted before the first table.  There is no second file whose values would have to win or lose.
The result is parsed before it is written.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from specui.markdown.lazy import lazy_pattern
from specui.workspace.config.config_fault import Fault, line_of
from specui.workspace.config.settings import config_file, read_source
from specui.workspace.storage.errors import StorageError


class NotSaved(Exception):
    """The setting could not be saved; the message says why, and begins with a verb: ``not saved: …``."""


def save_value(name: str, value: str | bool, file: Path | None = None, table: str = "") -> Path:
    """Set a value in a file, which is created if missing; returns the file.  Raises NotSaved.

    `table` is the dotted name of the table that holds the value, "" for the top level.
    """
    file = config_file() if file is None else file
    source = read_source(file)
    if isinstance(source, Fault):
        raise NotSaved(f"not saved: {source}")
    text = with_value(source or "", name, value, table)
    if text is None:
        raise NotSaved(f"not saved: no line of {file} can be changed safely; edit it by hand")
    if text == source:
        return file
    from specui.workspace.storage.file_store import save

    try:
        os.makedirs(file.parent, exist_ok=True)
        save(file, text.encode("utf-8"), expected=None if source is None else file.read_bytes())
    except StorageError as failure:
        raise NotSaved(f"not saved: {failure}") from failure
    except OSError as error:
        raise NotSaved(f"not saved: {file} cannot be written: {(error.strerror or '').lower()}") from error
    return file


def with_value(source: str, name: str, value: str | bool, table: str = "") -> str | None:
    """Return a TOML text with `name` set to this value and nothing else changed; None where that is impossible.

    `table` is the dotted name of the table that holds it, which is created if missing; "" is the top level.
    """
    import tomllib

    try:
        before = tomllib.loads(source)
    except (ValueError, RecursionError):
        return None
    newline = "\r\n" if "\r\n" in source else "\n"
    keys = table.split(".") if table else []
    for entry in (_line_for([name], value), _line_for([*keys, name], value)):
        lines = source.split(newline)
        _set_line(lines, entry, name, table, known=name in _table_in(before, keys))
        text = newline.join(lines)
        try:
            after = tomllib.loads(text)
        except ValueError:
            continue
        if after == _set_in(before, [*keys, name], value):
            return text
    return None


def _line_for(keys: list[str], value: str | bool) -> str:
    """Return the line that sets a value, with a dotted key for a line outside its table."""
    import tomli_w

    dotted = ".".join(tomli_w.dumps({key: 0}).partition(" = ")[0] for key in keys)
    return f"{dotted} = {tomli_w.dumps({'_': value}).strip().partition(' = ')[2]}"


def _set_line(lines: list[str], entry: str, name: str, table: str, *, known: bool) -> None:
    """Replace the line that sets the value, or insert one into its table, which is added if missing."""
    if known:
        at = line_of(name, lines, table) - 1
        lines[at] = f"{entry}{_trailing_comment(lines[at])}"
        return
    place = _line_in_table(lines, table) if table else _line_before_tables(lines)
    if place is None:
        while lines and not lines[-1]:
            lines.pop()
        lines += [*[""] * bool(lines), f"[{table}]", entry, ""]
        return
    lines.insert(place, entry)
    if len(lines) == 2 and not lines[1]:
        lines[1:] = [""]


def _line_in_table(lines: list[str], table: str) -> int | None:
    """Return the index for a new value of a table: after its last value; None without the table.

    Where dotted keys of the table above set its values, it is after the last of those.
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


def _table_in(data: dict[str, Any], keys: list[str]) -> dict[str, Any]:
    for key in keys:
        inner = data.get(key)
        data = inner if isinstance(inner, dict) else {}
    return data


def _set_in(data: dict[str, Any], keys: list[str], value: str | bool) -> dict[str, Any]:
    """Return the data with one value set, adding missing tables."""
    first, *rest = keys
    inner = data.get(first, {})
    if not rest:
        return {**data, first: value}
    return {**data, first: _set_in(inner if isinstance(inner, dict) else {}, rest, value)}


def _line_before_tables(lines: list[str]) -> int:
    """Return the index for a new top-level value: after the last one before any table, and its comments."""
    place = 0
    for number, line in enumerate(lines):
        if line.lstrip().startswith("["):
            break
        if line.strip() and not line.lstrip().startswith("#"):
            place = number + 1
    else:
        return place or _line_after_comments(lines)
    return place or _line_after_comments(lines[:number])


def _line_after_comments(lines: list[str]) -> int:
    """Return the index after the comments that open a file."""
    for number, line in enumerate(lines):
        if not line.lstrip().startswith("#"):
            return number
    return len(lines)


_VALUE = lazy_pattern(r"""^[^=]*=\s*(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^"'#\s]+)(?P<rest>\s*#.*|\s*)$""")


def _trailing_comment(line: str) -> str:
    """Return the comment at the end of a line, with the blanks before it."""
    found = _VALUE.match(line)
    return found["rest"].rstrip() if found else ""
