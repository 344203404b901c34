"""Items come into groups, empty or not, and go from one to another."""

from __future__ import annotations

import pytest

from specui.specs.contents import Contents
from specui.specs.edits import group_moves as placing, state
from specui.specs.edits.places import EditRefused
from tests.specs.edits.changing import after, group_of, item_of, with_head
from tests.specs.reading import spec_of

ADDED = [
    ("## 2. Current State\n\n### Shipped ✅\n\n### Not Implemented ❌\n- x\n", "Shipped",
     "### Shipped ✅\n- new\n\n### Not"),
    ("## 2. Current State\n\n### Shipped ✅\n\n### Not Implemented ❌\n\n* x\n", "Shipped",
     "### Shipped ✅\n\n* new\n\n### Not"),
    ("## 2. Current State\n### Shipped ✅\n### Not Implemented ❌\n- x\n## 3. Acceptance Criteria\n", "Shipped",
     "### Shipped ✅\n- new\n\n### Not"),
    ("## 2. Current State\n\n### Shipped ✅", "Shipped", "### Shipped ✅\n- new"),
    ("## 2. Current State\n\n### Shipped\n- None\n", "Shipped", "### Shipped\n- new\n"),
    ("## 2. Current State\n\n### Shipped\n- a\n  - n\n\n---\n\n## 3. Acceptance Criteria\n", "Shipped",
     "- a\n  - n\n- new\n\n---"),
    ("## 3. Acceptance Criteria\n\n### Functional\n\n---\n\n## 4. Known Gaps\n", "Functional",
     "### Functional\n- [ ] new\n\n---"),
    ("## 3. Acceptance Criteria\n\n### Functional\n\n_Guidance._\n", "Functional",
     "_Guidance._\n\n- [ ] new\n"),
    ("## 8. Open Questions\n\n---\n\n## Revision History\n", "Open Questions",
     "## 8. Open Questions\n\n1. new\n\n---"),
    ("## 8. Open Questions\n\n<!-- specui: allow x: y -->\n## Revision History\n", "Open Questions",
     "## 8. Open Questions\n\n1. new\n\n<!-- specui"),
    ("## 8. Open Questions\n\n4) a\n5) b\n", "Open Questions", "5) b\n6) new\n"),
]  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("body, group, expected", ADDED)
def test_an_item_is_added_to_a_group(body: str, group: str, expected: str, newline: str) -> None:
    text, spec = with_head(body.replace("\n", newline))
    new = after(text, placing.add_to_group(group_of(spec, group), "new"))
    assert expected.replace("\n", newline) in new


def test_an_item_is_added_as_the_first_of_a_group() -> None:
    text, spec = with_head("## 8. Open Questions\n\n1. a\n2. b\n")
    assert after(text, placing.add_to_group(group_of(spec, "Open Questions"), "new", first=True)).endswith(
        "\n1. new\n2. a\n3. b\n"
    )


MOVED = [
    ("### Functional\n- [x] a\n  - n\n- [ ] b\n\n### Performance\n* [ ] c\n", "a", "Performance",
     "### Functional\n- [ ] b\n\n### Performance\n* [ ] c\n* [x] a\n  - n\n"),
    ("### Functional\n- a\n\n### Performance\n1. [ ] c\n2. [ ] d\n", "a", "Performance",
     "### Functional\n\n### Performance\n1. [ ] c\n2. [ ] d\n3. [ ] a\n"),
    ("### Functional\n1. a\n   more\n2. b\n\n### Performance\n- c\n", "a", "Performance",
     "### Functional\n1. b\n\n### Performance\n- c\n- a\n  more\n"),
    ("### Functional\n\n### Performance\n- [ ] c\n  - d\n", "d", "Functional",
     "### Functional\n- [ ] d\n\n### Performance\n- [ ] c\n"),
    ("### Functional\n- N/A\n\n### Performance\n- c\n- d", "d", "Functional",
     "### Functional\n- d\n\n### Performance\n- c"),
]  # fmt: skip


@pytest.mark.parametrize("body, at, group, expected", MOVED)
def test_an_item_is_moved_to_another_group(body: str, at: str, group: str, expected: str) -> None:
    text, spec = with_head(f"## 3. Acceptance Criteria\n\n{body}")
    item = item_of(spec.document, at)
    new = after(text, placing.move_to_group(spec.document, item, group_of(spec, group)))
    assert new == with_head(f"## 3. Acceptance Criteria\n\n{expected}")[0]


def test_an_item_is_not_moved_to_where_it_stands() -> None:
    _, spec = with_head("## 3. Acceptance Criteria\n\n### Functional\n- a\n  - n\n")
    for words in ("a", "n"):
        with pytest.raises(EditRefused, match="already in “Functional”"):
            placing.move_to_group(spec.document, item_of(spec.document, words), group_of(spec, "Functional"))


STATE = "## 2. Current State\n\n### Shipped ✅\n- a\n\n### Partially Working ⚠️\n\n### Not Implemented ❌\n- b\n  - n\n- c\n"


def test_an_item_of_the_state_goes_forth_and_back() -> None:
    text, spec = with_head(STATE)
    item = Contents(spec).state["Not Implemented"][0]
    new = after(text, state.promote(spec, item))
    assert "### Partially Working ⚠️\n- b\n  - n\n\n### Not Implemented ❌\n- c\n" in new
    spec = spec_of(new)
    item = Contents(spec).state["Partially Working"][0]
    new = after(spec.document.text, state.promote(spec, item))
    assert "### Shipped ✅\n- a\n- b\n  - n\n\n### Partially Working ⚠️\n\n### Not" in new
    back = after(spec.document.text, state.demote(spec, item))
    assert back.endswith("### Not Implemented ❌\n- c\n- b\n  - n\n")


def test_the_state_ends_where_the_template_ends() -> None:
    _, spec = with_head(STATE)
    found = Contents(spec).state
    with pytest.raises(EditRefused, match="“Shipped” is the first group"):
        state.promote(spec, found["Shipped"][0])
    with pytest.raises(EditRefused, match="“Not Implemented” is the last group"):
        state.demote(spec, found["Not Implemented"][0])
    with pytest.raises(EditRefused, match="no group “Planned”"):
        state.move_state(spec, found["Shipped"][0], "Planned")


def test_a_group_that_is_missing_is_made_for_what_moves_there() -> None:
    text, spec = with_head("## 2. Current State\n\n### Not Implemented ❌\n- a\n- b\n")
    new = after(text, state.promote(spec, Contents(spec).state["Not Implemented"][0]))
    assert new == text.replace(
        "### Not Implemented ❌\n- a\n", "### Partially Working ⚠️\n- a\n\n### Not Implemented ❌\n"
    )


def test_a_list_that_ends_a_file_without_a_newline_is_left_so() -> None:
    text, spec = with_head("## 3. Acceptance Criteria\n\n### Functional\n- a\n\n### Performance\n- b")
    new = after(
        text,
        placing.move_to_group(spec.document, item_of(spec.document, "b"), group_of(spec, "Functional")),
    )
    assert new.endswith("### Functional\n- a\n- b\n\n### Performance")
