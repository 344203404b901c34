"""Rows on standard output: a table that fits the terminal, JSON, CSV, or a table in Markdown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from specui.cli import output
from specui.markdown.printable import cell_width, escape_json, printable

Row = Mapping[str, Any]

_GAP = 2


def write_table(
    head: Sequence[str],
    body: Sequence[Sequence[str]],
    paint: output.Painter,
    *,
    cut: Sequence[tuple[int, int]] = (),
    spare: Sequence[int] = (),
) -> None:
    """Print rows under their heads, in columns as wide as what they hold.

    On a terminal columns give way until a line fits: those of `cut`, in its order, down to so many cells; where that
    is not enough, those that are `spare` go. What is piped is whole. Texts are made printable here.
    """
    rows = [tuple(printable(cell) for cell in row) for row in (head, *body)]
    widths = [max(map(cell_width, column)) for column in zip(*rows, strict=True)]
    kept = [*range(len(widths))]
    if cut and output.is_terminal():
        kept = fit(widths, output.width(), cut, spare)
    for number, row in enumerate(rows):
        told = [shortened(row[index], widths[index]) for index in kept]
        line = (" " * _GAP).join(
            cell + " " * (widths[index] - cell_width(cell)) for cell, index in zip(told, kept, strict=True)
        )
        output.write(paint(line.rstrip(), bold=number == 0) + "\n")


def fit(widths: list[int], room: int, cut: Sequence[tuple[int, int]], spare: Sequence[int] = ()) -> list[int]:
    """Take from the widths of columns what is too much; returns the columns that are left."""
    kept = [*range(len(widths))]
    for going in (None, *spare):
        if going is not None:
            kept.remove(going)
        over = sum(widths[index] for index in kept) + _GAP * (len(kept) - 1) - room
        for index, least in cut:
            take = min(max(over, 0), max(widths[index] - least, 0))
            widths[index] -= take
            over -= take
        if over <= 0:
            break
    return kept


def shortened(text: str, room: int) -> str:
    """Return text in so many cells, with an ellipsis where some of it is left out."""
    if cell_width(text) <= room:
        return text
    used = 0
    for at, char in enumerate(text):
        used += cell_width(char)
        if used > room - 1:
            return f"{text[:at]}…"
    return text


def write_json(version: int, name: str, rows: Sequence[Row], beside: Row | None = None) -> None:
    """Print rows as one JSON object, a line a row; behind them what else is said."""
    lines = ",\n".join(escape_json(json.dumps(row, ensure_ascii=False)) for row in rows)
    more = "".join(f', "{key}": {escape_json(json.dumps(value))}' for key, value in (beside or {}).items())
    output.write_data(f'{{"schema_version": {version}, "{name}": [\n{lines}\n]{more}}}\n')


def write_csv(columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Print rows as CSV. What a spreadsheet would run as a formula gets an apostrophe before it."""
    import csv
    import io

    told = io.StringIO()
    writer = csv.DictWriter(told, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _field(row[name]) for name in columns} for row in rows)
    output.write_data(told.getvalue())


def write_markdown(head: Sequence[str], body: Sequence[Sequence[str]]) -> None:
    """Print rows as a table in Markdown; pipes in them are escaped."""
    from specui.specs.edits.cells import escaped

    lines = [head, ["---"] * len(head), *([escaped(printable(cell)) for cell in row] for row in body)]
    output.write("".join(f"| {' | '.join(line)} |\n" for line in lines))


def _field(value: object) -> object:
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
