"""ASCII text has the same width, and known signs have their own spelling."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.markdown.ascii_text import spell, spell_cell
from specui.markdown.printable import cell_width, printable


@given(st.text())
def test_the_result_is_ascii_of_equal_width(text: str) -> None:
    text = printable(text)
    spelled = spell(text)
    assert spelled.isascii()
    assert len(spelled) == cell_width(text)


@given(st.text(st.characters(min_codepoint=0x80), min_size=1, max_size=8), st.sampled_from([1, 2]))
def test_a_cell_keeps_its_width_in_ascii_and_on_the_console(cell: str, columns: int) -> None:
    assert spell_cell(cell, columns).isascii()
    assert len(spell_cell(cell, columns)) == len(spell_cell(cell, columns, console=True)) == columns


@pytest.mark.parametrize(
    "text, ascii_, console",
    [
        ("Zoë’s café – “draft” …", 'Zoe\'s cafe - "draft" ~', 'Zoë\'s café - "draft" ~'),
        ("🟡 Draft 🔴 ✅", "~  Draft !! + ", "~  Draft !! + "),
        ("✖2 ▲3 ✓", "E2 W3 +", "E2 W3 +"),
        ("├─ ━━ │", "+- == |", "├─ ══ │"),
        ("日本 Привет", "???? ??????", "???? ??????"),
        ("e\u0301te\u0301", "ete", "ete"),
        ("\ufffd\u241b", "??", "??"),
    ],
)
def test_known_signs_have_a_spelling(text: str, ascii_: str, console: str) -> None:
    assert spell(text) == ascii_
    assert spell(text, console=True) == console
