"""In a merge conflict, rules find only the conflict itself, and no fix changes its lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from specui.markdown.edits import TextEdit
from specui.markdown.scanner import scan
from specui.markdown.source import decode
from specui.rules import engine
from specui.rules.diagnostic import Diagnostic, Finding, Fix, Severity
from specui.rules.engine import apply_fixes, diagnose
from specui.rules.registry import all_rules
from specui.rules.rule import Subject
from specui.specs.search.searchable_items import items_of
from specui.specs.show import describe
from specui.specs.triage.model import entries
from tests.rules.reading import TODAY, fixtures, subject
from tests.rules.test_hostile import FACTS

HEAD = "# Production Spec: X\n\n**Spec status:** 🟡 Draft\n{}\n\n## 1. Feature Overview\n\nText.\n"
CONFLICT = "<<<<<<< HEAD\n**Tier:** 2\n=======\nTier: 3\n>>>>>>> other"


ABOUT_TEXT = {rule.name for rule in all_rules() if rule.about == "text"}


def found(text: str, rule: str) -> list[Diagnostic]:
    return [d for d in diagnose(subject(decode(text.encode()), FACTS)) if d.rule == rule]


def test_a_field_in_a_conflict_is_not_missing() -> None:
    assert [d.message for d in found(HEAD.format(""), "missing-field") if "Tier" in d.message]
    assert not [d.message for d in found(HEAD.format(CONFLICT), "missing-field") if "Tier" in d.message]
    other = CONFLICT.replace("Tier:", "Tiers of the frontier").replace("**", "")
    assert [d.message for d in found(HEAD.format(other), "missing-field") if "Tier" in d.message]
    for line in ("- **Owner agents:** Ada", "Owner agent: Ada", "| owner agent(s) | Ada |"):
        held = CONFLICT.replace("Tier: 3", line)
        assert not [d.message for d in found(HEAD.format(held), "missing-field") if "Owner" in d.message], (
            line
        )


def test_a_placeholder_in_a_conflict_is_not_a_finding() -> None:
    text = HEAD.replace("Text.", "<<<<<<< HEAD\n- [What works]\n=======\n>>>>>>> other")
    assert not found(text, "template-text-left")
    assert found(HEAD.replace("Text.", "- [What works]"), "template-text-left")


def test_a_finding_has_no_fix_within_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEAD.format(CONFLICT)
    kinds = engine._rules_by_kind()
    places = [(text.index("=======") - 3, 1), (text.index(">>>>>>> other") + 13, 1), (text.index("Text."), 4)]

    def check(_subject: Subject) -> Iterator[Finding]:
        for at, size in places:
            yield Finding(
                at, at + size, f"at {at}", Fix("Take it away", (TextEdit(at, at + size, ""),), safe=True)
            )

    monkeypatch.setattr(engine, "_rules_by_kind", lambda: (*kinds[:2], (replace(kinds[2][0], check=check),)))
    told = [d for d in diagnose(subject(decode(text.encode()), FACTS)) if d.message.startswith("at ")]
    assert [d.fix is not None for d in told] == [False, False, True]


def test_each_conflict_is_an_error_in_every_block() -> None:
    places = [
        f"---\na: b\n{CONFLICT}\n---\n{{}}",
        f"<!--\n{CONFLICT}\n-->\n{{}}",
        f"{{}}\n{CONFLICT}",
        f"- a\n  ```\n{CONFLICT}\n\n{{}}",
    ]
    for place in places:
        errors = found(place.format(HEAD.format("")), "conflict-markers")
        assert [d.severity for d in errors] == [Severity.ERROR]


@st.composite
def conflicted(draw: st.DrawFn) -> Subject:
    """A rule's fixture with some of its lines on both sides of a conflict."""
    fixture = draw(st.sampled_from([f for f in fixtures("bad") if f.source.error is None]))
    lines = fixture.source.text.split("\n")
    first, last = sorted(draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    side = lines[first:last]
    lines[first:last] = ["<<<<<<< HEAD", *side, "=======", *side, ">>>>>>> other"]
    return subject(decode("\n".join(lines).encode()), fixture.facts)


@given(conflicted())
def test_no_fix_touches_a_conflict(told: Subject) -> None:
    diagnostics = diagnose(told)
    fixed = apply_fixes(told.text, [d for d in diagnostics if d.rule not in ABOUT_TEXT], safe_only=False)
    assert conflicts(fixed.apply(told.text)) == conflicts(told.text)


@given(conflicted())
def test_nothing_in_a_conflict_is_found_listed_or_judged(told: Subject) -> None:
    document, contents = told.document, told.contents
    lines = {n for c in document.conflicts for n in range(c.line, c.end_line + 1)}
    judged = [
        d.rule
        for d in diagnose(told)
        if document.lines.line_at(d.start) in lines and document.text[d.start :][:7] != "<<<<<<<"
    ]
    assert set(judged) <= ABOUT_TEXT
    found = [item for item in items_of("a.md", "a", contents) if item.kind != "spec"]
    assert not lines & {document.lines.line_at(item.start) for item in found}
    assert not lines & {entry.line for entry in entries("a.md", contents, TODAY)}
    shown = describe(contents, "a.md")
    listed = [
        one
        for key in ("criteria", "tasks", "gaps", "missing_tests", "questions", "revisions", "sections")
        for one in shown[key]
    ]
    assert not lines & {one["line"] for one in listed}


def conflicts(text: str) -> list[str]:
    document = scan(text)
    return [document.slice(c.start, c.end) for c in document.conflicts]
