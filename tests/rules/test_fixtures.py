"""Every rule finds its bad fixtures and ignores its near misses, and its fixes work."""

from __future__ import annotations

from collections import Counter

import pytest

from specui.markdown.edits import Transaction
from specui.markdown.scanner import scan
from specui.rules.diagnostic import Diagnostic
from specui.rules.engine import apply_fixes
from specui.rules.registry import all_rules
from tests.rules.reading import FIXTURES, Fixture, fixtures, listed, rewritten

BAD = [pytest.param(f, id=f"{f.rule}/{f.path.stem}") for f in fixtures("bad")]
UTF_8 = [pytest.param(f, id=f"{f.rule}/{f.path.stem}") for f in fixtures("bad") if f.source.error is None]
GOOD = [pytest.param(f, id=f"{f.rule}/{f.path.stem}") for f in fixtures("good")]
TEXT_AND_STRUCTURE = {"structure", "fields", "criteria", "status", "gaps", "unread", "text"}


@pytest.mark.parametrize("name", [r.name for r in all_rules() if r.about in TEXT_AND_STRUCTURE])
def test_a_rule_has_a_bad_fixture_and_a_near_miss(name: str) -> None:
    assert list(FIXTURES.glob(f"{name}/bad-*.md"))
    assert list(FIXTURES.glob(f"{name}/good-*.md"))


def test_fixtures_belong_to_rules() -> None:
    folders = {path.name for path in FIXTURES.iterdir() if path.is_dir() and not path.name.startswith("_")}
    assert folders <= {r.name for r in all_rules()}


@pytest.mark.parametrize("fixture", BAD)
def test_bad_fixture_is_found_as_it_says(fixture: Fixture) -> None:
    source, lines = fixture.source, []
    for d in _of_rule(fixture, fixture.diagnose()):
        line = source.text.replace("\r\n", "\n").replace("\r", "\n").count("\n", 0, d.start) + 1
        if "\r" in source.text:
            line = source.text.count("\n", 0, d.start) + 1
        lines.append({"line": line, "text": source.text[d.start : d.end], "message": d.message})
    assert lines == fixture.expected["finding"]


@pytest.mark.parametrize("fixture", GOOD)
def test_near_miss_is_not_found(fixture: Fixture) -> None:
    found = _of_rule(fixture, fixture.diagnose())
    assert not found, listed(tuple(found), fixture.source.text)


@pytest.mark.parametrize("fixture", BAD)
def test_safe_fixes_leave_no_finding_and_cause_none(fixture: Fixture) -> None:
    found = fixture.diagnose()
    own = _of_rule(fixture, found)
    fixed = apply_fixes(fixture.source.text, own).apply(fixture.source.text)
    after = fixture.diagnose(rewritten(fixture.source, fixed)) if fixed != fixture.source.text else found
    assert not [d for d in _of_rule(fixture, after) if d.fix and d.fix.safe]
    unfixable = [d for d in own if not (d.fix and d.fix.safe)]
    assert len(_of_rule(fixture, after)) == len(unfixable)
    new = Counter(d.fingerprint for d in after) - Counter(d.fingerprint for d in found)
    assert not new, listed(after, fixed)


@pytest.mark.parametrize("fixture", BAD)
def test_each_fix_removes_its_finding(fixture: Fixture) -> None:
    text = fixture.source.text
    for d in _of_rule(fixture, fixture.diagnose()):
        if d.fix is None:
            continue
        fixed = Transaction.of(text, d.fix.edits).apply(text)
        left = _of_rule(fixture, fixture.diagnose(rewritten(fixture.source, fixed)))
        assert d.fingerprint not in {other.fingerprint for other in left}, d.message


@pytest.mark.parametrize("fixture", UTF_8)
def test_a_comment_above_the_title_allows_every_finding_below(fixture: Fixture) -> None:
    text = fixture.source.text
    title = scan(text).headings[0].start
    comment = f"<!-- specui: allow {fixture.rule}: a test -->{fixture.source.newline * 2}"
    source = rewritten(fixture.source, text[:title] + comment + text[title:])
    assert not [d for d in _of_rule(fixture, fixture.diagnose(source)) if d.start > title]


@pytest.mark.parametrize("fixture", BAD)
def test_rules_have_the_fixes_that_they_declare(fixture: Fixture) -> None:
    fixable = {r.name for r in all_rules() if r.fixable}
    reviewable = {r.name for r in all_rules() if r.reviewable}
    assert {d.rule for d in fixture.diagnose() if d.fix and d.fix.safe} <= fixable
    assert {d.rule for d in fixture.diagnose() if d.fix} <= fixable | reviewable


def _of_rule(fixture: Fixture, found: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    return [d for d in found if d.rule == fixture.rule]
