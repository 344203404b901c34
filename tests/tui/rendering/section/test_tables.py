from __future__ import annotations

import pytest

from tests.tui.rendering.section.drawing import drawn, picture, styles_of

TABLE = """\
## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|-----|----------|-------|
| No second gauge | 🔴 Critical | When the only gauge fails the office sees the last reading, and nobody knows how old it is |
| Clock drift | High | `ntp` is off |
| Odd row | 🟢 Low |
| Wide row | 🟢 Low | here | and more |

Severity follows the harbour scale.
"""

TABLE_DRAWN = {
    100: """\
  4. Known Gaps / Tech Debt

  Gap              Severity     Notes
  ──────────────────────────────────────────────────────────────────────────────────────────────────
  No second gauge  🔴 Critical  When the only gauge fails the office sees the last reading, and
                                nobody knows how old it is
  Clock drift      🟡 High      ntp is off
  Odd row          🟢 Low
  ▲ 2 of 3 cells
  Wide row         🟢 Low       here
  ▲ 4 cells in 3 columns: and more

  Severity follows the harbour scale.""",
    76: """\
  4. Known Gaps / Tech Debt

  Gap              Severity     Notes
  ──────────────────────────────────────────────────────────────────────────
  No second gauge  🔴 Critical  When the only gauge fails the office sees
                                the last reading, and nobody knows how old
                                it is
  Clock drift      🟡 High      ntp is off
  Odd row          🟢 Low
  ▲ 2 of 3 cells
  Wide row         🟢 Low       here
  ▲ 4 cells in 3 columns: and more

  Severity follows the harbour scale.""",
    56: """\
  4. Known Gaps / Tech Debt

  Gap       No second gauge
  Severity  🔴 Critical
  Notes     When the only gauge fails the office sees
            the last reading, and nobody knows how old
            it is

  Gap       Clock drift
  Severity  🟡 High
  Notes     ntp is off

  Gap       Odd row
  Severity  🟢 Low
  Notes     –
  ▲ 2 of 3 cells

  Gap       Wide row
  Severity  🟢 Low
  Notes     here
  ▲ 4 cells in 3 columns: and more

  Severity follows the harbour scale.""",
}

WIDTHS = (100, 76, 56)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_table(width: int) -> None:
    assert picture(drawn(TABLE, width)) == TABLE_DRAWN[width]


def rows_of(table: str, width: int) -> list[str]:
    layout = drawn(f"## 4. Known Gaps / Tech Debt\n\n{table}", width)
    return [row.text.rstrip() for row in layout.rows[2:]]


def test_a_choice_without_its_sign_gets_the_template_s() -> None:
    layout = drawn(TABLE, 100)
    assert styles_of(layout, "🟡 High") == {"warning"}
    assert styles_of(layout, "🔴 Critical") == {"error"}
    assert styles_of(layout, "🟢 Low") == {"success"}


def test_a_word_that_is_no_choice_stands_as_it_is() -> None:
    assert rows_of("| Gap | Severity |\n|--|--|\n| a | Dreadful |\n", 80)[-1] == "a    Dreadful"


def test_the_row_that_says_none_steps_back() -> None:
    layout = drawn("## 4. Known Gaps / Tech Debt\n\n| Gap | Severity |\n|--|--|\n| None | — |\n", 80)
    assert styles_of(layout, "None") == {"muted"}


def test_empty_cells_are_seen() -> None:
    assert rows_of("| Gap | Notes | X |\n|--|--|--|\n| a | | b |\n", 80)[-1] == "a    –      b"


def test_alignment_is_that_of_the_file() -> None:
    assert rows_of("| A | Count | Mid |\n|--|--:|:-:|\n| a | 7 | x |\n| b | 12 | yyy |\n", 80) == [
        "A  Count  Mid",
        "─────────────",
        "a      7   x",
        "b     12  yyy",
    ]


def test_cells_are_cut_into_columns_by_cells_of_the_screen() -> None:
    assert rows_of("| A | B |\n|--|--|\n| 漢字 | x |\n| ⚠️ | y |\n", 80)[2:] == ["漢字  x", "⚠     y"]


def test_a_pipe_in_code_and_a_break_in_a_cell() -> None:
    assert rows_of("| A | B |\n|--|--|\n| `x \\| y` | one<br>two |\n", 80)[2:] == ["x | y  one", "       two"]


def test_columns_in_any_number_fall_back_to_records() -> None:
    names = [f"column {n}" for n in range(12)]
    table = "|".join(["", *names, ""]) + "\n" + "|--" * 12 + "|\n" + "|".join(["", *names, ""]) + "\n"
    assert rows_of(table, 80)[:2] == ["column 0   column 0", "column 1   column 1"]


def test_a_header_without_rows_shows_its_names() -> None:
    assert rows_of("| Gap | Severity | Notes |\n|--|--|--|\n", 80) == [
        "Gap  Severity  Notes",
        "────────────────────",
    ]


def test_elements_are_rows_with_what_stands_behind_them() -> None:
    layout = drawn(TABLE, 100)
    assert [(s.kind, s.address) for s in layout.elements[1:-1]] == [
        ("table", ""), ("row", "gap1"), ("row", "gap2"), ("row", "gap3"), ("row", "gap4"),
    ]  # fmt: skip
    first = layout.elements[2]
    assert layout.document.text[first.start : first.end].startswith("| No second gauge |")
    assert first.height == 2


def test_records_have_no_header_row_and_its_lines_belong_to_the_first() -> None:
    layout = drawn(TABLE, 56)
    text = layout.document.text
    assert [s.kind for s in layout.elements[1:3]] == ["row", "row"]
    assert (
        layout.element_at(text.index("| Gap |"))
        == layout.element_at(text.index("|-----"))
        == layout.elements[1]
    )
