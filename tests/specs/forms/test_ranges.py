from __future__ import annotations

from specui.specs.contents import Contents
from specui.specs.forms import Target, range_groups, range_verbs
from tests.specs.edits.changing import HEAD, after, item_of
from tests.specs.reading import contents_of

CRITERIA = HEAD + (
    "## 3. Acceptance Criteria\n\n### Functional\n- [ ] A\n- [x] B\n  - inner\n- [ ] C\n- [ ] D\n\n"
    "### Performance\n- [ ] P\n\n## 8. Open Questions\n\n1. Q1?\n2. Q2?\n3. Q3?\n4. Q4?\n"
)
STATE = (
    HEAD + "## 2. Current State\n\n### Shipped ✅\n- S\n\n### Not Implemented ❌\n- A\n  - inner\n- B\n- C\n"
)


def _items(contents: Contents, *words: str) -> list[Target]:
    return [item_of(contents.spec.document, one) for one in words]


def test_a_range_moves_to_another_group_in_its_order() -> None:
    contents = contents_of(CRITERIA)
    groups = dict(range_groups(contents, _items(contents, "A", "B", "inner", "C")))
    new = after(CRITERIA, groups["Performance"]())
    assert (
        "### Functional\n- [ ] D\n\n### Performance\n- [ ] P\n- [ ] A\n- [x] B\n  - inner\n- [ ] C\n" in new
    )


def test_a_range_is_deleted_and_numbers_follow() -> None:
    contents = contents_of(CRITERIA)
    new = after(CRITERIA, range_verbs(contents, list(contents.questions[1:3]))["delete"]())
    assert new.endswith("1. Q1?\n2. Q4?\n")
    assert new[: new.index("## 8.")] == CRITERIA[: CRITERIA.index("## 8.")]


def test_siblings_move_together() -> None:
    contents = contents_of(CRITERIA)
    able = range_verbs(contents, _items(contents, "B", "C"))
    assert "- [x] B\n  - inner\n- [ ] C\n- [ ] A\n- [ ] D\n" in after(CRITERIA, able["move_up"]())
    assert "- [ ] A\n- [ ] D\n- [x] B\n  - inner\n- [ ] C\n" in after(CRITERIA, able["move_down"]())
    assert "move_up" not in range_verbs(contents, _items(contents, "A", "B"))
    assert "move_down" not in range_verbs(contents, _items(contents, "A", "C"))


def test_a_range_is_nested_and_taken_out_again_in_its_order() -> None:
    contents = contents_of(CRITERIA)
    nested = after(CRITERIA, range_verbs(contents, _items(contents, "C", "D"))["indent"]())
    assert "- [x] B\n  - inner\n  - [ ] C\n  - [ ] D\n" in nested
    later = contents_of(nested)
    assert after(nested, range_verbs(later, _items(later, "C", "D"))["outdent"]()) == CRITERIA


def test_a_range_is_promoted_to_a_group_that_is_made_for_it() -> None:
    contents = contents_of(STATE)
    new = after(STATE, range_verbs(contents, _items(contents, "A", "B"))["promote"]())
    assert new == HEAD + (
        "## 2. Current State\n\n### Shipped ✅\n- S\n\n### Partially Working ⚠️\n- A\n  - inner\n- B\n\n"
        "### Not Implemented ❌\n- C\n"
    )


def test_rows_are_deleted_and_moved_together() -> None:
    text = HEAD + "## 4. Known Gaps\n\n| Gap | Severity |\n|---|---|\n| a | x |\n| b | y |\n| c | z |\n"
    contents = contents_of(text)
    able = range_verbs(contents, list(contents.gaps[1:]))
    assert after(text, able["delete"]()).endswith("|---|---|\n| a | x |\n")
    assert after(text, able["move_up"]()).endswith("| b | y |\n| c | z |\n| a | x |\n")
    assert range_verbs(contents, []) == {}
