"""The place and layout at the end of the last session, for each folder or file: restored at the next start.

One small file for each, in the user's state folder and never in a repository.  Unreadable or malformed files are
ignored.  Read before the first frame, so it imports next to nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple
from zlib import adler32, crc32

from specui.workspace.storage.small_files import read_small
from specui.workspace.user_folders import private_folder, remove_oldest, replace_file, state_folder

MOST = 200
"""Folders that are remembered."""
MOST_BYTES = 1 << 16
FOLDER = "places"
_HEAD = "specui place 1"
PANES = ("tree", "section", "problems")


class LastSeen(NamedTuple):
    """The place, and the layout of the screen.

    `spec` is the file's name in the folder, `section` the section's; the cursor was on an item that began at `offset`
    with the text `said`. `sizes` are the pane sizes that the user set, 0 for none; `top` is the first visible row of
    the tree; `problems` says whether the problems of all specs were listed, `grouped` whether the tree puts documents
    below the specs; `documents` are the first of them, because only a reader knows which files are documents.
    """

    spec: str = ""
    section: str = ""
    offset: int = 0
    said: str = ""
    pane: str = "tree"
    zoomed: bool = False
    sizes: tuple[int, ...] = ()
    filter: str = ""
    folded: tuple[str, ...] = ()
    top: int = 0
    hides_done: bool = False
    problems: bool = False
    grouped: bool = False
    documents: tuple[str, ...] = ()


def load_last_session(path: str) -> LastSeen | None:
    """Return the last session on a folder or a file; None where there is none."""
    place = _place(path)
    data = read_small(_file(place), follow=False, most=MOST_BYTES)
    return None if data is None else decode(data, place)


def last_visit(path: str) -> int | None:
    """Return when the last session on a folder or a file ended, in nanoseconds; None where there is none."""
    try:
        return os.stat(_file(_place(path))).st_mtime_ns
    except OSError:
        return None


def save_last_session(path: str, seen: LastSeen) -> None:
    """Store the session for the next start, in place of the one before; write errors are ignored."""
    place = _place(path)
    data = encode(seen, place)
    if len(data) > MOST_BYTES:
        data = encode(seen._replace(folded=(), filter="", documents=()), place)
    with suppress(OSError, ValueError):
        private_folder(state_folder())
        file = _file(place)
        folder = private_folder(state_folder() / FOLDER)
        replace_file(file, data)
        remove_oldest(folder, MOST)


def encode(seen: LastSeen, place: str) -> bytes:
    """Return a session as text: a line for each value."""
    lines = [_HEAD, f"of\t{_escaped(place)}"]
    for name, value in zip(seen._fields, seen, strict=True):
        if isinstance(value, tuple):
            lines += [f"{name}\t{_escaped(str(part))}" for part in value]
        elif value != LastSeen._field_defaults[name]:
            lines.append(f"{name}\t{_escaped(str(int(value) if isinstance(value, bool) else value))}")
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogatepass")


def decode(data: bytes, place: str) -> LastSeen | None:
    """Return the session stored for a place; None for anything else."""
    if len(data) > MOST_BYTES or not data.endswith(b"\n"):
        return None
    try:
        head, *lines = data.decode("utf-8", "surrogatepass").split("\n")[:-1]
        pairs = [(name, _plain(value)) for name, _, value in (line.partition("\t") for line in lines)]
        if head != _HEAD or pairs[:1] != [("of", place)]:
            return None
        values = dict(pairs)
        seen = LastSeen(
            spec=values.get("spec", ""),
            section=values.get("section", ""),
            offset=_number(values, "offset"),
            said=values.get("said", ""),
            pane=values.get("pane", "tree"),
            zoomed=bool(_number(values, "zoomed")),
            sizes=tuple(_count(value) for name, value in pairs if name == "sizes"),
            filter=values.get("filter", ""),
            folded=tuple(value for name, value in pairs if name == "folded"),
            top=_number(values, "top"),
            hides_done=bool(_number(values, "hides_done")),
            problems=bool(_number(values, "problems")),
            grouped=bool(_number(values, "grouped")),
            documents=tuple(value for name, value in pairs if name == "documents"),
        )
    except ValueError:
        return None
    return seen if seen.pane in PANES and len(seen.sizes) in {0, 3} else None


def _number(values: dict[str, str], name: str) -> int:
    return _count(values.get(name, "0"))


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(text)
    return int(text)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")


def _plain(text: str) -> str:
    return "".join(_unescaped(text)) if "\\" in text else text


def _unescaped(text: str) -> Iterator[str]:
    characters = iter(text)
    for character in characters:
        if character == "\\":
            after = next(characters, "")
            yield {"n": "\n", "r": "\r"}.get(after, after)
        else:
            yield character


def _place(path: str) -> str:
    return os.path.realpath(path)


def _file(place: str) -> str:
    data = os.fsencode(place)
    return os.path.join(state_folder(), FOLDER, f"{crc32(data):08x}{adler32(data):08x}-{len(data)}")
