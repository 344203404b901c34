"""Several items added as one change: what pasted lines are, and where they go."""

from __future__ import annotations

import pytest

from specui.specs.contents import Contents
from specui.specs.edits.places import EditRefused
from specui.specs.forms import Form, Target, addition
from specui.specs.forms.several import MOST, add_each, objection, rows_of, without_signs
from tests.specs.edits.changing import HEAD, after, group_of, item_of
from tests.specs.forms.using import TODAY
from tests.specs.reading import contents_of

TEXT = HEAD + (
    "## 2. Current State\n\n### Shipped ✅\n- Boats land\n\n"
    "## 3. Acceptance Criteria\n\n### Functional\n- [ ] A\n  - [ ] inner\n- [x] B\n\n### Performance\n\n"
    "## 4. Known Gaps / Tech Debt\n\n| Gap | Severity | Notes |\n|---|---|---|\n| a | 🔴 Critical | x |\n| b | 🟢 Low | y |\n\n"
    "## 7. Degraded Mode\n\n- **If Pilots is down:** nobody lands.\n- **Data loss risk:** None\n\n"
    "## 8. Open Questions\n\n9. Q1?\n   - **Answered 2026-11-22 (Ada):** yes\n10. Q2?\n"
)


def _form(contents: Contents, target: Target) -> Form:
    found = addition(contents, target, today=TODAY)
    assert found is not None
    return found


def _added(target: Target, contents: Contents, *rows: tuple[str, ...]) -> str:
    return after(TEXT, add_each(contents, target, rows, today=TODAY))


def test_signs_of_a_list_are_left_out_and_lines_without_text() -> None:
    lines = ["- [ ] one", "* two", "  3. three", "4) four", "- [x] five", "[ ] six", "- ", "", "-", "- [ ]"]
    assert without_signs(lines) == ("one", "two", "three", "four", "five", "six")
    kept = ["*so* it is", "-1 boats", "[x](a.md)", "1.5 metres", "[a] b", "2026-01-01"]
    assert without_signs(kept) == tuple(kept)


@pytest.mark.parametrize(
    "words, come",
    [
        ("A", "  - [ ] inner\n- [ ] one\n- [ ] two\n- [ ] three\n- [x] B\n"),
        ("inner", "  - [ ] inner\n  - [ ] one\n  - [ ] two\n  - [ ] three\n- [x] B\n"),
        ("Boats land", "- Boats land\n- one\n- two\n- three\n"),
        ("Q1?", "yes\n10. one\n11. two\n12. three\n13. Q2?\n"),
    ],
)
def test_items_come_behind_the_one_under_the_cursor_in_their_order(words: str, come: str) -> None:
    contents = contents_of(TEXT)
    target = item_of(contents.spec.document, words)
    assert come in _added(target, contents, ("one",), ("two",), ("three",))


def test_an_empty_group_gets_all_of_them() -> None:
    contents = contents_of(TEXT)
    target = group_of(contents.spec, "Performance")
    assert "### Performance\n- [ ] one\n- [ ] two\n\n## 4." in _added(target, contents, ("one",), ("two",))


def test_rows_and_degraded_modes_are_added_likewise() -> None:
    contents = contents_of(TEXT)
    rows = _added(contents.gaps[0], contents, ("c", "", ""), ("d|e", "High", "z"))
    assert "| x |\n| c | | |\n| d\\|e | 🟡 High | z |\n| b |" in rows
    target = item_of(contents.spec.document, "**If Pilots")
    modes = _added(target, contents, ("Ice", "wait"), ("Fog", "stay"))
    assert "lands.\n- **If Ice is down:** wait\n- **If Fog is down:** stay\n- **Data loss" in modes


def test_it_is_one_change_that_says_how_many() -> None:
    contents = contents_of(TEXT)
    target = item_of(contents.spec.document, "A")
    change = add_each(contents, target, [("one",), ("two",)], today=TODAY)
    assert change.title == "add 2 criteria"
    assert len(change.edits) == 1
    assert change.invert(TEXT).apply(change.apply(TEXT)) == TEXT


def test_what_one_item_refuses_all_refuse() -> None:
    contents = contents_of(TEXT)
    target = item_of(contents.spec.document, "Boats land")
    with pytest.raises(EditRefused, match="one item"):
        add_each(contents, target, [("one",), ("# two",)], today=TODAY)
    with pytest.raises(EditRefused, match="At most"):
        add_each(contents, target, [("one",)] * (MOST + 1), today=TODAY)
    with pytest.raises(EditRefused, match="No items"):
        add_each(contents, contents.spec.fields[0], [("one",)], today=TODAY)


def test_lines_fill_the_field_with_the_cursor_and_cells_the_fields_in_their_order() -> None:
    contents = contents_of(TEXT)
    form = _form(contents, contents.gaps[0])
    lines = [
        "Gap\tSeverity\tNotes",
        "- Waves",
        "Ice\tLow",
        "| Gap | Severity | Notes |",
        "|---|:-:|---|",
        "| Fog | | a\\|b |",
    ]
    assert rows_of(form, ("typed", "High", "n"), 0, lines) == (
        ("Waves", "High", "n"),
        ("Ice", "Low", "n"),
        ("Fog", "", "a|b"),
    )
    assert objection(form, [("Waves", "High", "n"), ("Ice", "Low", "")]) == ""
    criterion = _form(contents, item_of(contents.spec.document, "A"))
    assert rows_of(criterion, ("",), 0, ["| a | b |"]) == (("| a | b |",),)


def test_a_field_that_needs_a_text_of_its_own_keeps_lines_from_being_items() -> None:
    contents = contents_of(TEXT)
    form = _form(contents, item_of(contents.spec.document, "**If Pilots"))
    assert objection(form, rows_of(form, ("", ""), 0, ["Ice", "Fog"]))
    assert objection(form, rows_of(form, ("", "wait"), 0, ["Ice", "Fog"])) == ""


def test_a_form_counts_what_it_adds() -> None:
    contents = contents_of(TEXT)
    document = contents.spec.document
    for target, counted in (
        (item_of(document, "A"), "2 criteria"),
        (item_of(document, "inner"), "2 items"),
        (contents.gaps[0], "2 gaps"),
        (item_of(document, "**If Pilots"), "2 degraded modes"),
    ):
        form = _form(contents, target)
        assert form.counted is not None and form.counted(2) == counted
