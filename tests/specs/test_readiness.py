from __future__ import annotations

from specui.specs.readiness import Fault, blockers, objection, readiness
from tests.specs.reading import contents_of
from tests.specs.test_spec import WHOLE


def test_readiness_counts_what_is_done() -> None:
    contents = contents_of(WHOLE)
    # three criteria (two done, one of them nested), a missing test, two questions (one answered), a critical gap
    assert str(readiness(contents)) == "3/7"
    assert str(readiness(contents, errors=2)) == "3/9"
    assert not readiness(contents).ready


def test_blockers_are_what_is_not_done_easiest_first() -> None:
    contents = contents_of(WHOLE)
    faults = [Fault("missing-field", "No tier", 9), Fault("invalid-date", "No day", 3, fixable=True)]
    count = readiness(contents, errors=len(faults))
    found = blockers(contents, faults)
    assert len(found) == count.total - count.done
    assert [b.kind for b in found] == [
        "error",
        "question",
        "error",
        "criterion",
        "missing test",
        "critical gap",
    ]
    assert [b.ref for b in found if b.kind == "error"] == ["invalid-date", "missing-field"]
    assert [b.ref for b in found if b.kind == "critical gap"] == [contents.critical_gaps[0].ref]
    assert all(b.line > 0 and b.text and b.ref for b in found)


def test_an_offered_answer_is_cheaper_than_a_sentence() -> None:
    text = "# Production Spec: X\n\n**Tier:** 1\n\n## 8. Open Questions\n\n1. How long?\n2. Soft block, or hard block?\n"
    assert [b.line for b in blockers(contents_of(text))] == [8, 7]


def test_what_blocks_approval_is_said_in_a_sentence() -> None:
    assert objection(()) == ""
    found = blockers(contents_of(WHOLE))
    assert objection(found) == (
        "1 open question, 1 open criterion, 1 missing test and 1 critical gap block approval."
    )
    assert objection(found[:1]) == "1 open question blocks approval."
    assert objection([found[0], found[0]]) == "2 open questions block approval."


def test_a_severity_that_still_lists_all_is_none() -> None:
    table = "| Gap | Severity | Notes |\n|---|---|---|\n| No bell | 🔴 Critical / 🟡 High / 🟢 Low | |\n"
    contents = contents_of(f"# Production Spec: X\n\n**Tier:** 1\n\n## 4. Known Gaps\n\n{table}")
    (gap,) = contents.gaps
    assert (gap.severity, gap.known, contents.critical_gaps) == ("", False, ())


def test_nothing_to_do_is_not_ready() -> None:
    assert not readiness(contents_of("# X\n")).ready
