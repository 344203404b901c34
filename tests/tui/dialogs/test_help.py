"""The help: which keys a row names, and how."""

from __future__ import annotations

import pytest

from specui.tui.commands import Place
from specui.tui.dialogs.help import help_dialog


@pytest.mark.parametrize(
    "place, keys, text",
    [
        ("home", "1 2 3 …", "Open the list behind a number."),
        ("section", "0 … 9", "Go to the fields at the top of the spec (0), or to a section by its number."),
        ("themes", "↑  k  ctrl+p  shift+tab", "Go up in the list."),
        ("changes", "↑  k  shift+tab  ↓  j  tab", "Go to the previous or next change."),
    ],
)
def test_the_keys_of_a_row_stand_on_the_line_of_its_text(place: Place, keys: str, text: str) -> None:
    rows = {para.text: "".join(cell.text for cell in para.lead).strip() for para in help_dialog(place)._body}
    assert rows[text] == keys
