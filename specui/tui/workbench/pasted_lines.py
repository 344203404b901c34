"""Lines pasted into a new item: what is typed there, as an item for each line. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from specui.specs.forms.several import MOST, objection, rows_of, without_signs
from specui.tui.editors.form_state import FormState
from specui.tui.workbench.inline_edit import InlineEdit


class Pasted(NamedTuple):
    """Lines of which each can be an item.

    `rows` are the values of the form for each item, `texts` the lines without the signs of a list. `counted` says a
    number of items in words.
    """

    rows: tuple[tuple[str, ...], ...]
    texts: tuple[str, ...]
    counted: Callable[[int], str]


def lines_pasted(edit: InlineEdit, form: FormState, lines: Sequence[str], today: str) -> Pasted | str | None:
    """Return what is typed as items, or why it can't be several; None where only one can be added, or it is one line."""
    found = edit.intent.form(edit.base.contents, edit.item.element.target, today)
    if found is None or found.counted is None:
        return None
    typed = lines_typed(form.values[form.at], lines)
    rows = rows_of(found, form.values, form.at, typed)
    if len(rows) < 2:
        return None
    if len(rows) > MOST:
        return f"Pasted as {found.counted(1)}: at most {MOST} can be added at once."
    refused = objection(found, rows)
    if refused:
        return f"Pasted as {found.counted(1)}: {refused}"
    return Pasted(rows, without_signs(typed), found.counted)


def lines_typed(value: str, pasted: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of a field into which lines were pasted; a field of one line joined them with blanks."""
    if "\n" in value:
        return tuple(value.split("\n"))
    before, joined, after = value.partition(" ".join(pasted))
    if not joined:
        return tuple(pasted)
    first, *between, last = pasted
    return (before.lstrip() + first, *between, last + after.rstrip())
