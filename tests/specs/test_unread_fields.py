"""A field that stands in a form which is not read is never written a second time."""

from __future__ import annotations

import pytest
from hypothesis import given, note, strategies as st

from specui.markdown.scanner import scan
from specui.rules.engine import apply_fixes, diagnose
from specui.specs.contents import Contents
from specui.specs.edits.places import EditRefused
from specui.specs.field_input import set_field
from specui.specs.spec import read_as
from specui.specs.unread_fields import standing_unread
from tests.rules.reading import subject
from tests.specs.heads import Head, heads
from tests.specs.reading import spec_of
from tests.specs.test_heads import TEMPLATE

BODY = "\n\n## Acceptance Criteria\n\n- [x] A full boat is refused\n\n## Known Gaps\n\nNone.\n"
PROSE = "Draft, as of last week, and nobody has looked at it since then."

UNREAD = [
    ("**Status** Draft", 3, "in a form that may not be a field"),
    ("<p><b>Status</b>: Draft</p>", 3, "in HTML"),
    ("<table><tr><td>Status</td><td>Draft</td></tr></table>", 3, "in HTML"),
    ("```yaml\nstatus: draft\n```", 4, "in a code block"),
    ("Prose first.\nStatus: Draft", 4, "in a form that may not be a field"),
    ("- [ ] Status: Draft", 3, "in a form that may not be a field"),
    (f"#### Status\n\n{PROSE}", 3, "as a heading"),
    (f"**Owner:** Ada\n\n## Status\n\n{PROSE}", 5, "as a heading"),
]


def test_a_status_below_its_heading_is_read_and_set_there() -> None:
    text = f"# 1. Ferry\n\nDate: 2026-11-30\n\n## Status\n\nAccepted\n\nSupercedes [2. B](b.md){BODY}"
    contents = Contents(read_as(scan(text), None))
    assert contents.status_raw == "Accepted"
    assert set_field(contents, "status", "Deprecated").apply(text) == text.replace("Accepted", "Deprecated")


@pytest.mark.parametrize("template", [None, TEMPLATE])
@pytest.mark.parametrize("head, line, where", UNREAD)
def test_it_is_refused_with_its_place(head: str, line: int, where: str, template: object) -> None:
    contents = Contents(read_as(scan(f"# Spec: Ferry\n\n{head}{BODY}"), template))  # type: ignore[arg-type]
    with pytest.raises(EditRefused, match=f"“Status” is on line {line} {where}"):
        set_field(contents, "Status", "Draft")


@pytest.mark.parametrize(
    "value", ["\n  state: draft", " |\n  draft", " {a: b}", " *mark", ' "a\\n"', " a: b"]
)
def test_front_matter_that_is_not_plain_is_refused(value: str) -> None:
    contents = Contents(read_as(scan(f"---\nstatus:{value}\n---\n# Spec: Ferry{BODY}"), TEMPLATE))
    with pytest.raises(EditRefused, match="“Status” is on line 2 of the front matter"):
        set_field(contents, "Status", "Draft")


@pytest.mark.parametrize(
    "head",
    [
        "<!-- Status: one of Draft, Approved -->",
        "Status is a long story.",
        "A status: none.",
        "- Statuses differ",
    ],
)
def test_what_says_no_field_hinders_nothing(head: str) -> None:
    spec = read_as(scan(f"# Spec: Ferry\n\n{head}{BODY}"), TEMPLATE)
    assert standing_unread(spec, "Status") is None
    text = spec.document.text
    assert "**Status:** Draft\n" in set_field(Contents(spec), "Status", "Draft").apply(text)


@given(heads(), st.sampled_from(["Status", "Owner", "Tier"]))
def test_a_field_that_is_set_stands_there_once(head: Head, name: str) -> None:
    note(head.text)
    spec = read_as(scan(head.text), TEMPLATE)
    new = set_field(Contents(spec), name, "Zed").apply(head.text)
    note(new)
    after = read_as(scan(new), TEMPLATE)
    had = {field.name for field in spec.fields}
    assert [f.name for f in after.fields if f.schema and f.schema.name == name] == [name]
    assert len(after.fields) == len(had | {name})
    others = [(f.name, f.raw) for f in spec.fields if f.name != name]
    assert [(f.name, f.raw) for f in after.fields if f.name != name] == others
    assert new.count("\n## ") == head.text.count("\n## ")


@given(heads())
def test_no_fix_writes_a_field_a_second_time(head: Head) -> None:
    text = head.text.replace("Acceptance Criteria", "Current State").replace("Spec: ", "Production Spec: ")
    spec = spec_of(text)
    had = [f.name for f in spec.fields]
    assert len(had) == len(head.fields)
    found = [d for d in diagnose(subject(text)) if d.rule == "missing-field"]
    assert found
    new = apply_fixes(text, found, safe_only=False).apply(text)
    note(new)
    names = [f.name for f in spec_of(new).fields]
    assert len(names) == len(set(names)) > len(had)
    assert [name for name in names if name in had] == had
