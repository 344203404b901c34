"""Bold labels that open a group, and bold sentences that do not."""

from __future__ import annotations

import pytest

from tests.specs.reading import contents_of

SPEC = """\
# Production Spec: Ferry

**Last updated:** 2026-03-02
**Tier:** 2

## 2. Current State

{state}

## 3. Acceptance Criteria

- [ ] It sails

## 4. Known Gaps

None.
"""


@pytest.mark.parametrize(
    "label",
    [
        "**Shipped**",
        "**Shipped ✅**",
        "**Shipped** ✅",
        "**✅ Shipped**:",
        "**Shipped** (as of March):",
        "**Shipped:**",
    ],
)
def test_a_bold_label_opens_a_group_with_or_without_a_colon(label: str) -> None:
    contents = contents_of(SPEC.format(state=f"{label}\n\n- One\n- Two\n\n**Not Implemented**\n- Three"))
    assert {name: len(items) for name, items in contents.state.items()} == {
        "Shipped": 2,
        "Partially Working": 0,
        "Not Implemented": 1,
    }
    assert "state" not in contents.notes


@pytest.mark.parametrize(
    "text",
    [
        "**All of this is out of date.**\n- One",
        "**Nothing yet**",
        "**Nothing** of **this**\n- One",
        "**Note**\n\nWords.",
    ],
)
def test_a_bold_sentence_is_prose(text: str) -> None:
    contents = contents_of(SPEC.format(state=text))
    assert len(contents.spec.section("Current State").groups) == 1  # type: ignore[union-attr]
    assert contents.notes["state"].startswith("**")


def test_a_label_that_the_template_has_counts_above_prose_too() -> None:
    contents = contents_of(SPEC.format(state="**Shipped**\n\nThe first boat."))
    assert [g.name for g in contents.spec.groups("state")] == ["", "Shipped"]
    assert contents.notes["state"] == "The first boat."
