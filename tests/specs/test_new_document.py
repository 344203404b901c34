"""A new spec from a template: title, fields and history filled in, and nothing else touched."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given, strategies as st

from specui.markdown.scanner import scan
from specui.specs.edits.places import EditRefused
from specui.specs.new_document import draft_text, fields_left
from specui.specs.spec import read_as
from specui.specs.template import Template, read_template

TEXT = """\
# Production Spec: `[FEATURE_NAME]`

**Last updated:** YYYY-MM-DD
**Spec status:** 🟡 Draft | 🟢 Approved
**Owner agent(s):** [agent name(s)]
**Tier:** 1 | 2 | 3

---

## 1. Feature Overview

_What is it?_

## 5. Golden Sets

| Set | Last Run |
|-----|----------|
| [set] | YYYY-MM-DD |

## Revision History

| Date | Author | Change |
|------|--------|--------|
| YYYY-MM-DD | [name] | Initial draft |
"""

TASK = """\
# Template for jobs

> Read me first.

---

## Job: `[NAME]`

**Date:** YYYY-MM-DD
**Requested by:** [who]

---

### 1. Why

_One sentence._

### 2. Steps

1. [step]

---

_Then begin._
"""


def _template(text: str = TEXT) -> Template:
    template = read_template(scan(text), "t")
    assert template is not None
    return template


def _changed(before: str, after: str) -> list[str]:
    told = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in told if line[:1] in "+-" and line[:3] not in {"+++", "---"}]


def test_title_fields_and_history_are_filled_in_and_nothing_else() -> None:
    text = draft_text(
        _template(), "Pier & Quay", {"owner": "Ada (CTO)", "Tier": "2"}, today="2026-11-25", by="Grace"
    )
    assert [line for line in _changed(TEXT, text) if line[0] == "+"] == [
        "+# Production Spec: Pier & Quay",
        "+**Last updated:** 2026-11-25",
        "+**Spec status:** 🟡 Draft",
        "+**Owner agent(s):** Ada (CTO)",
        "+**Tier:** 2",
        "+| 2026-11-25 | Grace | Initial draft |",
    ]


def test_what_is_not_said_stays_as_the_template_has_it() -> None:
    text = draft_text(_template(), "Pier", {}, today="2026-11-25")
    assert "**Tier:** 1 | 2 | 3\n" in text
    assert "**Owner agent(s):** [agent name(s)]\n" in text
    assert "| 2026-11-25 | [name] | Initial draft |" in text
    assert "| [set] | YYYY-MM-DD |" in text


def test_what_stands_before_the_title_is_about_the_template() -> None:
    text = draft_text(_template(TASK), "Second Key", {"requested by": "Ines"}, today="2026-11-25")
    assert text.startswith(
        "## Job: Second Key\n\n**Date:** 2026-11-25\n**Requested by:** Ines\n\n---\n\n### 1. Why\n"
    )
    assert text.endswith("_Then begin._\n")


def test_a_template_with_windows_newlines_gives_a_spec_with_them() -> None:
    text = draft_text(_template(TEXT.replace("\n", "\r\n")), "Pier", {"tier": "1"}, today="2026-11-25")
    assert text.replace("\r\n", "\n") == draft_text(_template(), "Pier", {"tier": "1"}, today="2026-11-25")
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize(
    "title, values, said",
    [
        ("", {}, "needs a name"),
        ("  \n ", {}, "needs a name"),
        ("[Pier]", {}, "square brackets"),
        ("Pier #", {}, "choose another name"),
        ("Pier", {"Tier": "7"}, "1, 2, 3"),
        ("Pier", {"Colour": "red"}, "Last updated, Spec status"),
        ("Pier", {"Last updated": "tomorrow"}, "2026-01-31"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(title: str, values: dict[str, str], said: str) -> None:
    with pytest.raises(EditRefused, match=said):
        draft_text(_template(), title, values, today="2026-11-25")


@given(title=st.text(max_size=40), owner=st.text(max_size=30))
def test_a_draft_says_what_was_typed_or_is_refused(title: str, owner: str) -> None:
    template = _template()
    try:
        text = draft_text(template, title, {"owner": owner}, today="2026-11-25")
    except EditRefused:
        return
    spec = read_as(scan(text), template)
    assert spec.template is template
    assert [section.name for section in spec.sections] == [s.name for s in template.sections]
    assert spec.outline.title is not None
    status = spec.field("Spec status")
    assert status is not None and status.value == "Draft"


MATTER = """\
---
# Kept for the site.
status: draft | done
team: [team]
owners: [name, name] # who
opened: YYYY-MM-DD
decided: {YYYY-MM-DD when it was decided}
layout: page
---

<!-- Copy this file. -->

# Svc [NAME]

## Goals

- [Goal]
"""


def test_front_matter_stays_and_its_fields_are_filled_in() -> None:
    values = {"team": "Harbour", "owners": "Ada, Linus"}
    text = draft_text(_template(MATTER), "Pier", values, today="2026-11-25")
    assert _changed(MATTER, text) == [
        "-status: draft | done",
        "-team: [team]",
        "-owners: [name, name] # who",
        "-opened: YYYY-MM-DD",
        "-decided: {YYYY-MM-DD when it was decided}",
        "+status: draft",
        "+team: Harbour",
        "+owners: [Ada, Linus] # who",
        "+opened: 2026-11-25",
        "+decided: 2026-11-25",
        "-<!-- Copy this file. -->",
        "-",
        "-# Svc [NAME]",
        "+# Svc Pier",
    ]
    windows = draft_text(_template(MATTER.replace("\n", "\r\n")), "Pier", values, today="2026-11-25")
    assert windows == text.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "line, field, written",
    [
        ("service: [service name]", "service", "service: Night Ferry"),
        ("service_name: '{name}'", "service_name", "service_name: Night Ferry"),
        ("title:", "", "title: Night Ferry"),
        ('title: "[title]"', "", "title: Night Ferry"),
        ("title: Template", "", "title: Template"),
    ],
)
def test_the_field_that_holds_the_title_gets_the_name(line: str, field: str, written: str) -> None:
    template = _template(f"---\n{line}\n---\n# [NAME]\n\n## Goals\n")
    text = draft_text(template, "Night Ferry", {}, today="2026-11-25", title_field=field)
    assert text == f"---\n{written}\n---\n# Night Ferry\n\n## Goals\n"


def test_a_list_of_statuses_in_braces_begins_with_the_first() -> None:
    head = '---\nstatus: "{proposed | accepted | … | replaced by ADR-0123"\n---\n\n'
    template = read_template(scan(f"{head}# {{short title}}\n\n## Context\n"), "t", named=True)
    assert template is not None
    text = draft_text(template, "Use tides", {}, today="2026-11-25")
    assert text == "---\nstatus: proposed\n---\n\n# Use tides\n\n## Context\n"


def test_only_fields_without_a_value_are_left() -> None:
    template = _template(
        MATTER.replace("## Goals", "**Tier:** 1 | 2\n**State:** Draft\n**Asked by:** [who]\n\n## Goals")
    )
    text = draft_text(template, "Pier", {"Asked by": "Ines"}, today="2026-11-25")
    assert fields_left(template, text) == ["team", "Tier"]


def test_a_template_without_fields_says_so() -> None:
    with pytest.raises(EditRefused, match="has no fields"):
        draft_text(_template("# [NAME]\n\n## Goals\n"), "Pier", {"team": "x"}, today="2026-11-25")
