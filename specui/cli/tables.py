"""Print rows: as a table that fits the terminal, as JSON, as CSV, or as a Markdown table."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from specui.cli import output
from specui.cli.json_output import array_lines, to_json
from specui.markdown.printable import cell_width, printable
from specui.specs.phrases import format_count

Row = Mapping[str, Any]

_GAP = 2
_LEAST = 12
"""The width that columns shrink to where nothing else helps."""
_NOTHING_MORE = -1
"""Stands for the try after the last column that can be dropped."""


def write_table(
    head: Sequence[str],
    body: Sequence[Sequence[str]],
    paint: output.Painter,
    *,
    cut: Sequence[tuple[int, int]] = (),
    spare: Sequence[int] = (),
    paths: Sequence[int] = (),
    advice: str = "",
) -> None:
    """Print rows below their column titles, in columns as wide as their widest cell. Texts are made printable.

    On a terminal, columns shrink until a row fits: those in `cut`, in its order, down to the given width in cells; if
    that is not enough, columns in `spare` are dropped, which a note says. Those in `paths` are cut in the middle, so
    that two long paths differ; what is after the last slash stays whole. Piped output is never cut.
    """
    rows = [tuple(printable(cell) for cell in row) for row in (head, *body)]
    widths = [max(map(cell_width, column)) for column in zip(*rows, strict=True)]
    kept = [*range(len(widths))]
    if cut and output.is_terminal():
        kept = shrink_columns(widths, output.width(), cut, spare)
    for number, row in enumerate(rows):
        shown = [(shorten_path if index in paths else shorten)(row[index], widths[index]) for index in kept]
        line = (" " * _GAP).join(
            cell + " " * (widths[index] - cell_width(cell)) for cell, index in zip(shown, kept, strict=True)
        )
        output.write(paint(line.rstrip(), bold=number == 0) + "\n")
    if hidden := [name for index, name in enumerate(head) if index not in kept]:
        counted = format_count(len(hidden), "column")
        output.note(f"{counted} hidden ({', '.join(hidden)}); widen the terminal{advice}.")


def name_width(paths: Iterable[str]) -> int:
    """Return the cells that the longest path needs if only what is after its last slash is kept."""
    return max((cell_width(path.rpartition("/")[2]) + 2 for path in paths), default=0)


def shrink_columns(
    widths: list[int], room: int, cut: Sequence[tuple[int, int]], spare: Sequence[int] = ()
) -> list[int]:
    """Reduce `widths` in place until the columns fit in `room` cells; return the indexes of the remaining columns.

    Room that a dropped column leaves goes back to the columns that were reduced last. If dropping all of `spare` is not
    enough, the columns in `cut` shrink further.
    """
    kept, wanted = [*range(len(widths))], [*widths]
    for dropped in (None, *spare, _NOTHING_MORE):
        if dropped == _NOTHING_MORE:
            cut = [*cut, *((index, _LEAST) for index, _ in cut)]
        elif dropped is not None:
            kept.remove(dropped)
        over = sum(widths[index] for index in kept) + _GAP * (len(kept) - 1) - room
        for index, least in cut if over > 0 else ():
            if index not in kept:
                continue
            take = min(max(over, 0), max(widths[index] - least, 0))
            widths[index] -= take
            over -= take
        if over <= 0:
            break
    spare_room = room - sum(widths[index] for index in kept) - _GAP * (len(kept) - 1)
    for index, _ in reversed(cut):
        if index in kept and spare_room > 0:
            more = min(spare_room, wanted[index] - widths[index])
            widths[index] += more
            spare_room -= more
    return kept


def fold_line(text: str, indent: int) -> str:
    """Return a printable line, folded to the terminal's width below `indent` cells; piped output is never folded."""
    if not output.is_terminal() or cell_width(text) <= output.width():
        return text
    return "\n".join(
        textwrap.wrap(
            text,
            output.width(),
            subsequent_indent=" " * indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )


def shorten(text: str, room: int) -> str:
    """Return text cut to `room` cells, ending in an ellipsis if it was cut."""
    if cell_width(text) <= room:
        return text
    used = 0
    for at, char in enumerate(text):
        used += cell_width(char)
        if used > room - 1:
            return f"{text[:at]}…"
    return text


def shorten_path(text: str, room: int) -> str:
    """Return a path cut to `room` cells in the middle, of its folders only as long as there is room for its name."""
    if cell_width(text) <= room:
        return text
    folders, slash, name = text.rpartition("/")
    if slash and folders and cell_width(name) + 2 <= room:
        return f"{shorten_path(folders, room - cell_width(name) - 1)}/{name}"
    tail = ""
    for char in reversed(text):
        if cell_width(char + tail) > (room - 1) * 2 // 3:
            break
        tail = char + tail
    head = shorten(text, room - cell_width(tail))
    return f"{head}{tail}"


def choose_columns(wanted: str | None, known: Sequence[str], default: Sequence[str]) -> list[str]:
    """Return the columns that --columns names, or the default. Raises click.UsageError for one that is unknown."""
    if wanted is None:
        return list(default)
    named = [name.strip().casefold() for name in wanted.split(",") if name.strip()]
    for name in named:
        if name not in known:
            msg = f"unknown column “{name}”; known are {', '.join(known)}"
            raise click.UsageError(msg)
    return named or list(default)


def write_json(version: int, name: str, rows: Sequence[Row], extra: Row | None = None) -> None:
    """Print rows as one JSON object, one per line under the key `name`, followed by the keys of `extra`."""
    lines = "".join(array_lines(map(to_json, rows)))
    more = "".join(f', "{key}": {to_json(value)}' for key, value in (extra or {}).items())
    output.write_data(f'{{"schema_version": {version}, "{name}": [{lines}]{more}}}\n')


def write_csv(columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Print rows as CSV; values that look like formulas are escaped with an apostrophe."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _csv_field(row[name]) for name in columns} for row in rows)
    output.write_data(buffer.getvalue())


def write_markdown(head: Sequence[str], body: Sequence[Sequence[str]]) -> None:
    """Print rows as a Markdown table; pipes are escaped."""
    from specui.specs.edits.cells import escaped

    lines = [head, ["---"] * len(head), *([escaped(printable(cell)) for cell in row] for row in body)]
    output.write("".join(f"| {' | '.join(line)} |\n" for line in lines))


def _csv_field(value: object) -> object:
    if isinstance(value, (list, tuple)):
        value = "; ".join(map(str, value))
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
