"""Names of new files: which may be, and which looks like its neighbours."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.workspace.files.file_names import (
    LONGEST,
    NamingStyle,
    copy_name,
    file_name,
    name_fault,
    naming_style_of,
    title_of,
)

TIERS = ["tier3-heartbeat.md", "tier2-playbooks.md", "tier1-billing.md", "README.md", "agent-vm.md"]


@pytest.mark.parametrize(
    "siblings, title, name",
    [
        (TIERS, "My Name", "tier2-my-name.md"),
        ([], "My Name", "my-name.md"),
        (["README.md", "tier-template.md"], "My Name", "my-name.md"),
        (["one-two.md"], "The Issuer’s Midnight & more", "the-issuers-midnight-more.md"),
        (["one-two.markdown", "three.MARKDOWN", "four.md"], "My Name", "my-name.markdown"),
        (["one-two.markdown", "three.md"], "My Name", "my-name.md"),
        (["one-two.md"], "Ærø Müller", "ærø-muller.md"),
        (["one-two.md"], "渡し船 2", "渡し船-2.md"),
        (["one_two.md", "three_four.md"], "My Name", "my_name.md"),
        (["One_Two.md", "Three_Four.md"], "My name", "My_Name.md"),
        (["OneTwo.md", "ThreeFour.md"], "My name", "MyName.md"),
        (["ONE-TWO.md"], "My name", "MY-NAME.md"),
        (["One two.md"], "My Name", "My name.md"),
        (["TIER1_BILLING.md", "TIER2_A_B.md"], "My name", "TIER2_MY_NAME.md"),
        (["001-a.md", "009-b-c.md"], "My name", "010-my-name.md"),
        (["2026-01-02-a.md", "2026-02-03-b.md"], "My name", "2026-11-25-my-name.md"),
        (["a-spec.md", "b-spec.md", "c-d-spec.md"], "My Spec", "my-spec.md"),
        (["a-spec.md", "b-spec.md", "c-d-spec.md"], "My name", "my-name-spec.md"),
        (["a.md", "B.md"], "???", "spec.md"),
    ],
)
def test_a_new_name_follows_the_folder(siblings: list[str], title: str, name: str) -> None:
    habit = naming_style_of(siblings, ["Spec status", "Tier"])
    assert file_name(title, habit, {"Tier": "2 — Core"}, "2026-11-25") == name


def test_a_field_that_is_not_chosen_leaves_no_gap() -> None:
    assert file_name("My Name", naming_style_of(TIERS, ["Tier"]), {}, "2026-11-25") == "my-name.md"


def test_a_habit_of_fewer_than_half_is_none() -> None:
    assert naming_style_of(["tier1-a.md", "b.md", "c.md"], ["Tier"]).field == ""


@pytest.mark.parametrize(
    "name, said",
    [
        ("", "give it a name"),
        ("a/b.md", "“/”"),
        ("../a.md", "“/”"),
        ("..", "end in .md"),
        ("a\\b.md", "some systems"),
        ("a.txt", "end in .md or .markdown"),
        (".markdown", "dot"),
        ("a .markdown", "blank"),
        (".md", "dot"),
        (".a.md", "dot"),
        ("a\x1b[31m.md", "control"),
        ("a\n.md", "control"),
        ("a\u202eb.md", "invisible"),
        ("a\udcff.md", "invisible"),
        (" a.md", "blank"),
        ("a .md", "blank"),
        ("x" * 300 + ".md", "255"),
        ("ü" * 127 + ".md", "255"),
    ],
)
def test_names_that_may_not_be(name: str, said: str) -> None:
    assert said in name_fault(name)


@pytest.mark.parametrize(
    "name",
    ["a.md", "A.MD", "tier2-my name.md", "渡し船.md", "a.b.md", "[b]x[].md", "a.markdown", "A.MarkDown"],
)
def test_names_that_may_be(name: str) -> None:
    assert name_fault(name) == ""


@given(
    st.text(max_size=300), st.lists(st.text(max_size=20).map("{}.md".format), max_size=6), st.text(max_size=9)
)
def test_whatever_is_typed_a_proposed_name_may_be(title: str, siblings: list[str], tier: str) -> None:
    for habit in (NamingStyle(), naming_style_of(siblings, ["Tier"])):
        assert name_fault(file_name(title, habit, {"Tier": tier}, "2026-11-25")) == ""


@given(st.text(min_size=1, max_size=120), st.integers(0, 4), st.sampled_from([".md", ".markdown", ".MD"]))
def test_a_copy_has_a_free_name(stem: str, taken: int, ending: str) -> None:
    name = f"{stem}{ending}"
    names = [name]
    for _ in range(taken):
        names.append(copy_name(name, names))
    copy = copy_name(name, names)
    assert copy.casefold() not in {other.casefold() for other in names}
    assert name_fault(name) or name_fault(copy) == ""
    assert copy.endswith(ending)
    assert len(copy.encode("utf-8", "surrogatepass")) <= LONGEST


def test_a_copy_says_that_it_is_one() -> None:
    assert copy_name("a-b.md", []) == "a-b-copy.md"
    assert copy_name("a_b.md", ["A_B_COPY.md"]) == "a_b_copy_2.md"
    assert title_of("tier2-my-name.md") == "Tier2 my name"
