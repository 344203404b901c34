from __future__ import annotations

from specui.specs.triage import arranged, ordered
from tests.specs.triage.using import entry, pier

GAP = {"kind": "gap", "severity": "Critical", "rank": 0}
ENTRIES = (
    entry(1, tier="10", updated="2026-01-03"),
    entry(2, tier="2", updated="2026-01-02", name="b.md", owners=("Bo (ferries)",)),
    entry(3, tier="", updated="", name="b.md", owners=()),
    entry(4, tier="2", updated="2026-01-04", **GAP),
)


def numbers(sort: str) -> list[int]:
    return [e.line for e in ordered(ENTRIES, sort)]  # type: ignore[arg-type]


def test_orders() -> None:
    assert numbers("spec") == [1, 2, 3, 4]
    assert numbers("tier") == [4, 2, 1, 3]
    assert numbers("severity") == [4, 2, 1, 3]
    assert numbers("age") == [2, 1, 4, 3]
    since = {ENTRIES[3].key: "2020-01-01"}
    assert [e.line for e in ordered(ENTRIES, "age", since)] == [4, 2, 1, 3]


def test_severity_goes_before_tier_or_the_other_way_round() -> None:
    low = entry(1, tier="1", kind="gap", rank=2)
    worst = entry(2, tier="2", kind="gap", rank=0)
    assert ordered((low, worst), "tier") == (low, worst)
    assert ordered((low, worst), "severity") == (worst, low)


def test_heaps() -> None:
    def told(by: str, sort: str = "spec") -> list[tuple[str, list[int]]]:
        return [(h.title, [e.line for e in h.entries]) for h in arranged(ENTRIES, sort, by)]  # type: ignore[arg-type]

    assert told("none") == [("", [1, 2, 3, 4])]
    assert told("spec") == [("a.md", [1, 4]), ("b.md", [2, 3])]
    assert told("spec", "tier") == [("a.md", [4, 1]), ("b.md", [2, 3])]
    assert told("tier") == [("2", [2, 4]), ("10", [1]), ("", [3])]
    assert told("kind") == [("question", [1, 2, 3]), ("gap", [4])]
    assert told("owner") == [("Ada", [1, 4]), ("Bo", [2]), ("", [3])]
    assert arranged((), "spec") == ()


def test_a_question_that_was_handed_on_is_its_assignees() -> None:
    groups = {group.title: [e.id for e in group.entries] for group in arranged(pier(), "spec", "owner")}
    assert groups["Bo"] == ["q5"]
    assert "Linus" in groups
