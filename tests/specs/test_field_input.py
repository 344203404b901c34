"""Fields as somebody types them, and whether that claims that all is done."""

from __future__ import annotations

import pytest

from specui.specs.approval import approves
from specui.specs.edits.places import EditRefused
from specui.specs.field_input import set_field
from tests.specs.edits.changing import after, changed_lines
from tests.specs.reading import contents_of, job

HEAD = """\
# Production Spec: Lamp Timer

**Last updated:** 2026-01-02
**Spec status:** 🟡 Draft (pilot)
**Owner agent(s):** Ada (gardener)
**Tier:** 2 — Core Product
**Budget:** 100 €

## 1. Feature Overview

Lamps.
"""


@pytest.mark.parametrize(
    "field, value, line",
    [
        ("status", "approved", "**Spec status:** 🟢 Approved (pilot)"),
        ("Spec status", "APPROVED", "**Spec status:** 🟢 Approved (pilot)"),
        ("stat", "appr", "**Spec status:** 🟢 Approved (pilot)"),
        ("status", "🔴", "**Spec status:** 🔴 Gaps Identified (pilot)"),
        ("status", "gaps", "**Spec status:** 🔴 Gaps Identified (pilot)"),
        ("status", "Approved (by all)", "**Spec status:** 🟢 Approved (by all)"),
        ("tier", "3", "**Tier:** 3 — Core Product"),
        ("Tier", "3 — Support", "**Tier:** 3 — Support"),
        ("updated", "2026-03-04", "**Last updated:** 2026-03-04"),
        ("last updated", "today", "**Last updated:** 2026-05-06"),
        ("owner", "Bo, Ada", "**Owner agent(s):** Bo, Ada"),
        ("budget", "200 €", "**Budget:** 200 €"),
    ],
)
def test_names_and_values_are_taken_as_they_are_meant(field: str, value: str, line: str) -> None:
    change = set_field(contents_of(HEAD), field, value, today="2026-05-06")
    gone, come = changed_lines(HEAD, after(HEAD, change))
    assert (len(gone), come) == (1, [f"{line}\n"])


def test_a_missing_field_is_added_in_its_place() -> None:
    text = HEAD.replace("**Tier:** 2 — Core Product\n", "")
    new = after(text, set_field(contents_of(text), "tier", "4"))
    assert "**Owner agent(s):** Ada (gardener)\n**Tier:** 4\n" in new


@pytest.mark.parametrize(
    "field, value, said",
    [
        ("status", "done", "takes one of these: Draft, Approved, Gaps Identified"),
        ("status", "aproved", "Did you mean Approved?"),
        ("tier", "7", "takes one of these"),
        ("updated", "soon", "takes a date"),
        ("colour", "red", "Unknown field “colour”; the fields are Last updated"),
        ("owner", " ", "needs a value"),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(field: str, value: str, said: str) -> None:
    with pytest.raises(EditRefused, match=said):
        set_field(contents_of(HEAD), field, value)


@pytest.mark.parametrize(
    "field, value, claims",
    [
        ("status", "approved", True),
        ("Spec status", "🟢 Approved (audit)", True),
        ("stat", "a", True),
        ("status", "draft", False),
        ("status", "unapproved", False),
        ("tier", "approved", False),
        ("no such", "approved", False),
    ],
)
def test_setting_approved_is_noticed(field: str, value: str, claims: bool) -> None:
    assert approves(contents_of(HEAD).spec, field, value) is claims


def test_what_is_approved_already_claims_nothing_new() -> None:
    text = HEAD.replace("🟡 Draft (pilot)", "🟢 Approved")
    assert not approves(contents_of(text).spec, "status", "approved")


def test_leave_to_begin_is_no_claim() -> None:
    spec = contents_of(
        "## Job Spec: X\n\n**Date:** 2026-01-01\n**State:** 🟡 Draft\n\n### 1. Intent (Why)\n\nx\n", job()
    )
    assert not approves(spec.spec, "State", "Go")
    assert not approves(contents_of("# X\n").spec, "status", "approved")
