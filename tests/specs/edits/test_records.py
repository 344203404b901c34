"""Rows of a part's table by the names of its columns."""

from __future__ import annotations

import pytest

from specui.specs.edits import records
from specui.specs.edits.places import EditRefused
from tests.specs.edits.changing import after, changed_lines, with_head
from tests.specs.reading import contents_of, row_of

GAPS = "## 4. Known Gaps / Tech Debt\n\n| Gap | Severity | Notes |\n|-----|----------|-------|\n"


@pytest.mark.parametrize(
    "rows, expected",
    [
        ("| a | 🔴 Critical | x |\n", "| new | 🟡 High | why |"),
        ("| a | Critical | x |\n", "| new | High | why |"),
        ("", "| new | 🟡 High | why |"),
    ],
)
def test_a_gap_is_added_as_the_others_are_written(rows: str, expected: str) -> None:
    text, spec = with_head(GAPS + rows)
    new = after(text, records.add_gap(spec, "new", "high", "why"))
    assert changed_lines(text, new) == ([], [expected + "\n"])
    assert contents_of(new).gaps[-1].severity == "High"


def test_columns_stand_in_the_files_order() -> None:
    text, spec = with_head("## 4. Known Gaps\n\n| Severity | Gap | Comment | Ticket |\n|--|--|--|--|\n")
    new = after(text, records.add_gap(spec, "new", "low", "why"))
    assert new.endswith("\n| 🟢 Low | new | why | |\n")


def test_a_row_that_says_none_makes_room() -> None:
    text, spec = with_head(GAPS + "| None | — | — |\n")
    new = after(text, records.add_gap(spec, "new", "Low", "why"))
    assert changed_lines(text, new) == (["| None | — | — |\n"], ["| new | 🟢 Low | why |\n"])


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_where_prose_stands_the_templates_table_is_made(newline: str) -> None:
    body = "## 5. Test Coverage\n\n### Golden Set Eval\nNot applicable.\n\n---\n\n## 6. Dependencies\n"
    text, spec = with_head(body.replace("\n", newline))
    new = after(text, records.add_record(spec, "golden_sets", {"Golden Set": "a|b", "Threshold": "90 %"}))
    table = (
        "Not applicable.\n\n| Golden Set | Location | Threshold | Last Run |\n"
        "|------------|----------|-----------|---------|\n| a\\|b | | 90 % | |\n\n---"
    )
    assert table.replace("\n", newline) in new
    assert contents_of(new).golden_sets[0].golden_set == "a|b"


def test_a_value_is_set_by_its_column() -> None:
    text, spec = with_head(GAPS + "| a | 🔴 Critical (since May) | x |\n| b | 🟢 Medium | y |\n")
    gaps = contents_of(text).gaps
    new = after(text, records.set_value(spec, row_of(gaps[0]), "severity", "Low"))
    assert "| a | 🟢 Low (since May) | x |" in new
    new = after(text, records.set_value(spec, row_of(gaps[1]), "Severity", "High"))
    assert "| b | 🟡 High | y |" in new
    new = after(text, records.set_value(spec, row_of(gaps[1]), "Notes", "why\nnot"))
    assert "| b | 🟢 Medium | why not |" in new


def test_what_cannot_be_is_refused() -> None:
    text, spec = with_head(GAPS + "| a | 🔴 Critical | x |\n")
    with pytest.raises(EditRefused, match="takes one of these: Critical, High, Low; not “huge”"):
        records.add_gap(spec, "new", "huge")
    with pytest.raises(EditRefused, match="at least one cell"):
        records.add_gap(spec, " ")
    with pytest.raises(EditRefused, match="no column “Owner”"):
        records.add_record(spec, "gaps", {"Gap": "x", "Owner": "y"})
    with pytest.raises(EditRefused, match="no column “Owner”"):
        records.set_value(spec, row_of(contents_of(text).gaps[0]), "Owner", "y")
    with pytest.raises(EditRefused, match="add its section first"):
        records.add_record(spec, "external_services", {"Service": "x"})
    _, spec = with_head("## 4. Known Gaps / Tech Debt\n\n- a list\n")
    with pytest.raises(EditRefused, match="holds a list"):
        records.add_gap(spec, "new")
