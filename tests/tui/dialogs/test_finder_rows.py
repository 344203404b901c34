from __future__ import annotations

from hypothesis import example, given, strategies as st

from specui.specs.search import KINDS, Hit, Item
from specui.tui.dialogs.finder_rows import MATCH, PREFIXES, SIGNS, legend, matched, row, split
from specui.tui.rendering.paint import cells_width


def test_the_first_sign_selects_a_kind() -> None:
    assert split("?who") == ("question", "who")
    assert split(" ! ") == ("gap", " ")
    assert split("who?") == (None, "who?")
    assert set(SIGNS) == set(KINDS)
    assert all(len(sign) == 1 and sign.isascii() for sign in PREFIXES), "a keyboard has them"


@given(st.text(max_size=80), st.sets(st.integers(0, 79), max_size=8), st.integers(8, 60))
def test_text_is_never_wider_than_its_room(text: str, letters: set[int], columns: int) -> None:
    known = sorted(at for at in letters if at < len(text))
    assert cells_width(matched(text, known, columns)) <= columns


def test_matches_are_highlighted_and_visible() -> None:
    cells = matched("x" * 70 + "needle" + "y" * 70, range(70, 76), 30)
    assert [cell.text for cell in cells if cell.look == MATCH] == ["needle"]
    assert cells[0].text == "…" and cells[-1].text.endswith("…")


@example(text="\t000", place="", columns=20)
@given(st.text(max_size=60), st.text(max_size=60), st.integers(20, 120))
def test_a_row_is_as_wide_as_asked_for(text: str, place: str, columns: int) -> None:
    item = Item("gap", "a.md", place, "Gaps", 0, text, "", "", "")
    assert cells_width(row(Hit(item), columns, current=True)) <= columns


def test_the_legend_names_every_sign_in_any_width() -> None:
    for columns in (30, 50, 100, 200):
        lines = legend("gap", columns)
        assert max(map(cells_width, lines)) <= columns + 2
        text = "".join(cell.text for line in lines for cell in line)
        assert all(f"{sign} {word}" in text for sign, (_, word) in PREFIXES.items())
