"""Several items added as one change: one for each line of a pasted text. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from specui.markdown.blocks import ListItem, TableRow
from specui.markdown.edits import Transaction
from specui.markdown.lazy import lazy_pattern
from specui.markdown.scanner import scan
from specui.specs.contents import Contents
from specui.specs.edits.cells import parted
from specui.specs.edits.places import EditRefused
from specui.specs.forms.additions import addition
from specui.specs.forms.model import Form
from specui.specs.spec import reread
from specui.specs.targets import Target

MOST = 200
"""Items that can be added at once: each is read again, which takes a few milliseconds in a long file."""

_SIGN = lazy_pattern(r"(?:(?:[-*+•]|\d{1,9}[.)])(?:[ \t]+|$))?(?:\[[ xX]?\](?:[ \t]+|$))?")
_RULE = lazy_pattern(r":?-+:?")


def without_signs(lines: Iterable[str]) -> tuple[str, ...]:
    """Return lines without the sign of a list item (``- [ ]``, ``1.``) before them, and without empty ones."""
    stripped = [line.strip() for line in lines]
    texts = [line[_found(line) :] for line in stripped]
    return tuple(text for text in texts if text)


def rows_of(form: Form, values: Sequence[str], at: int, lines: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return the values of the form for each line: the line in the field ``at``, ``values`` in the others.

    In a form of several fields a line with tabs or pipes between its cells fills the fields in their order. A line that
    repeats their names, or the rule under them, is left out.
    """
    return tuple(_rows(form, values, at, lines))


def objection(form: Form, rows: Iterable[Sequence[str]]) -> str:
    """Return why one of the rows cannot be added, or ""."""
    checks = [field.check for field in form.fields]
    errors = (check(value) for row in rows for check, value in zip(checks, row, strict=True))
    return next((error for error in errors if error), "")


def add_each(contents: Contents, target: Target, rows: Sequence[Sequence[str]], *, today: str) -> Transaction:
    """Add an item or a row for each of these values after a target, in their order.

    Raises EditRefused if one cannot be added.
    """
    form = addition(contents, target, today=today)
    if form is None or form.counted is None or not rows:
        raise EditRefused("No items can be added here.")
    if len(rows) > MOST:
        raise EditRefused(f"At most {MOST} items can be added at once.")
    length = len(contents.spec.document.text)
    whole = Transaction((), length)
    for row in rows:
        if form is None or len(form.fields) != len(row):
            raise EditRefused(f"“{row[0]}” can't be added here.")
        change = form.commit(row)
        text = change.apply(contents.spec.document.text)
        whole = whole.then(change)
        contents = Contents(reread(contents.spec, scan(text)))
        added = _block_at(contents, change.place_of_new(text))
        form = addition(contents, added, today=today) if added is not None else None
    counted = f"{len(rows)} items" if form is None or form.counted is None else form.counted(len(rows))
    return Transaction(whole.edits, length, f"add {counted}")


def _rows(form: Form, values: Sequence[str], at: int, lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    labels = tuple(field.label.casefold() for field in form.fields)
    for line in lines:
        cells = _cells(line.strip()) if len(labels) > 1 else ()
        if 1 < len(cells) <= len(labels):
            if not all(_RULE.fullmatch(cell) for cell in cells) and _folded(cells) != labels[: len(cells)]:
                yield (*cells, *values[len(cells) :])
            continue
        for text in without_signs([line]):
            yield (*values[:at], text, *values[at + 1 :])


def _cells(line: str) -> tuple[str, ...]:
    """Return the cells of a line that is copied from a sheet or a Markdown table; nothing for other lines."""
    if "\t" in line:
        return tuple(cell.strip() for cell in line.split("\t"))
    if line.startswith("|"):
        return tuple(cell.of(line).strip().replace("\\|", "|") for cell in parted(line))
    return ()


def _folded(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(cell.casefold() for cell in cells)


def _found(line: str) -> int:
    found = _SIGN.match(line)
    return found.end() if found is not None else 0


def _block_at(contents: Contents, offset: int) -> ListItem | TableRow | None:
    """Return the item or row that begins in the line of an offset."""
    document = contents.spec.document
    line = document.lines.line_at(offset)
    item = next((item for item in document.items if item.line == line), None)
    return item or next((row for table in document.tables for row in table.rows if row.line == line), None)
