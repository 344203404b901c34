"""A safe fix changes no count except those that its title names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st

from specui.markdown.edits import Transaction
from specui.markdown.scanner import scan
from specui.markdown.source import decode
from specui.resources import samples_dir
from specui.rules.diagnostic import Diagnostic
from specui.rules.engine import diagnose
from specui.specs.contents import Contents
from specui.specs.spec import read_spec
from tests.rules.reading import fixtures, subject, templates
from tests.rules.test_hostile import FACTS, mutated_specs
from tests.support.corpus import shared_corpus

Count = dict[str, int]

PARTS = ["## Acceptance Criteria", "## Known Gaps", "## Missing Tests", "## Open Questions", "## Test Coverage", "### Functional"]  # fmt: skip
BODIES = [
    "- [ ] A boat is full", "- [x] A boat is empty", "- [~] A boat waits", "- [ ]* A boat may wait", "- [✓] A boat left",
    "- [\u00a0] A boat is late", "- [] no box", "- [x]glued", "-[ ] glued", "- [ x] wide", "- [*] star", "- \\[x\\] escaped",
    "[ ] without a marker", "☐ a sign", "- ☑ a sign", "- [ ]", "- plain", "1. numbered?", "2. **Topic**: soft, or hard?",
    "   - **Answered 2026-01-02 (Ada):** soft", "| Gap | Severity | Notes |", "|---|---|---|", "| Tides | Critical | twice |",
    "| ~~Ramp~~ | ~~Critical~~ | fixed |", "| Ramp | 🟢 Medium | |", "| short |", "| a | Low | b | c |", "a note below",
    "- **Critical**: tides", "- ~~struck~~", "### Q1: Who pays?", "### GAP-1: Tides", "**Severity:** Critical", "> - [ ] quoted",
    "> | Gap | Severity | Notes |", "##Open Questions", "## 3. Acceptance Criteria <!-- x -->", "```", "    - [ ] code", "<!--", "-->",
    "<<<<<<< HEAD", "=======", ">>>>>>> other", "---", "", "", "",
]  # fmt: skip


@st.composite
def drafts(draw: st.DrawFn) -> str:
    """A small spec with lines that people mistype."""
    lines = ["# Production Spec: Ferry", "", "**Spec status:** 🟢 Approved", "**Tier:** 1", ""]
    for _ in range(draw(st.integers(1, 4))):
        lines += [draw(st.sampled_from(PARTS)), "", *draw(st.lists(st.sampled_from(BODIES), max_size=8)), ""]
    return draw(st.sampled_from(["\n", "\n", "\r\n"])).join(lines)


def counted(text: str) -> Count:
    contents = Contents(read_spec(scan(text), templates()))
    return {
        "boxes": len(contents.tasks),
        "done": sum(task.checked for task in contents.tasks),
        "criteria": len(contents.criteria),
        "missing tests": len(contents.missing_tests),
        "gaps": len(contents.gaps),
        "open gaps": sum(gap.is_open for gap in contents.gaps),
        "critical gaps": len(contents.critical_gaps),
        "questions": len(contents.questions),
        "open questions": sum(question.is_open for question in contents.questions),
    }


def check(text: str) -> None:
    text = decode(text.encode("utf-8", "replace")).text
    before = counted(text)
    for found in safe(text):
        assert found.fix is not None
        fixed = Transaction.of(text, found.fix.edits).apply(text)
        after = counted(fixed)
        if "read" in found.fix.title:
            # An item that becomes readable may be done: the open ones may decrease, the items never.
            lost = {
                name
                for name in before
                if after[name] < before[name] and "open" not in name and "critical" not in name
            }
            assert not lost, (found.rule, found.fix.title, before, after)
        else:
            assert after == before, (found.rule, found.fix.title)


def safe(text: str) -> Iterator[Diagnostic]:
    found = diagnose(subject(decode(text.encode("utf-8", "replace")), FACTS))
    return (d for d in found if d.fix is not None and d.fix.safe)


@given(drafts())
@example(
    "# Production Spec: F\n\n**Tier:** 1\n\n## Known Gaps\n\n| Gap | Severity | Notes |\n|---|---|---|\n\n| a | Critical | b |\n| c | Critical | d |\n"
)
def test_safe_fixes_of_a_draft_keep_counts(text: str) -> None:
    check(text)


@given(mutated_specs())
def test_safe_fixes_of_a_mutated_spec_keep_counts(text: str) -> None:
    check(text)


def _files() -> list[Path]:
    return [
        *sorted(samples_dir().glob("tier*/*.md")),
        *shared_corpus("specs/*.md"),
        *[f.path for f in fixtures("bad")],
    ]


@pytest.mark.parametrize("path", _files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_safe_fixes_of_real_files_keep_counts(path: Path) -> None:
    check(decode(path.read_bytes()).text)


@pytest.mark.parametrize("row", ["| ~~Ramp~~ | ~~Critical~~ | fixed |"])
def test_a_struck_severity_has_no_fix(row: str) -> None:
    text = f"# Production Spec: F\n\n**Tier:** 1\n\n## Known Gaps\n\n| Gap | Severity | Notes |\n|---|---|---|\n{row}\n"
    assert not [d for d in safe(text) if d.rule == "unknown-severity"]
