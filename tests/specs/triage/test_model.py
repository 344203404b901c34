from __future__ import annotations

from specui.specs.triage import entries
from tests.specs.reading import contents_of
from tests.specs.triage.using import PIER, TODAY, pier


def test_entries_come_in_file_order_with_what_is_said_of_them() -> None:
    found = pier()
    assert [(e.kind, e.id, e.state) for e in found] == [
        ("criterion", "functional/1", "open"),
        ("criterion", "functional/2", "done"),
        ("gap", "gap2", "open"),
        ("gap", "gap3", "open"),
        ("gap", "gap4", "open"),
        ("test", "missing-tests/1", "open"),
        ("question", "q1", "open"),
        ("question", "q2", "answered"),
        ("question", "q3", "deferred"),
        ("question", "q4", "deferred"),
        ("question", "q5", "assigned"),
        ("question", "q6", "deferred"),
    ]
    lines = PIER.split("\n")
    assert all(e.text.split("—")[0][:6] in lines[e.line - 1] for e in found)
    assert {(e.title, e.status, e.tier, e.updated, e.owners) for e in found} == {
        ("Pier", "Gaps Identified", "1", "2026-01-10", ("Linus (CTO)", "Priya Nair (piers)"))
    }


def test_severities_rank_the_worst_first_and_unknown_ones_behind() -> None:
    assert [(e.severity, e.rank) for e in pier() if e.kind == "gap"] == [
        ("Critical", 0),
        ("Low", 2),
        ("odd", 3),
    ]


def test_a_question_that_was_put_off_comes_back_on_its_day() -> None:
    waiting = {e.id: e.waiting for e in pier() if e.kind == "question"}
    assert waiting == {"q1": True, "q2": False, "q3": True, "q4": False, "q5": True, "q6": True}
    by_id = {e.id: e for e in pier()}
    assert (by_id["q3"].due, by_id["q5"].assignee, by_id["q2"].assignee) == ("2026-03-20", "Bo", "")
    assert by_id["q1"].alternatives == ("soft light", "hard light")
    assert by_id["q1"].topic == "Lamps"


def test_what_an_entry_is_known_by_does_not_change_with_its_place_or_its_decision() -> None:
    moved = PIER.replace("1. **Lamps**", "1. Who counts?\n2. **Lamps**").replace(
        "| Rust |", "| Rain |  |\n| Rust |"
    )
    before = {e.text: e for e in pier()}
    after = {e.text: e for e in entries("tier1-pier.md", contents_of(moved), TODAY)}
    assert set(after) - set(before) == {"Who counts?", "Rain"}
    assert all(after[text].key == e.key for text, e in before.items())
    assert after["Rust"].id == "gap4"


def test_a_status_that_is_on_no_list_is_told_without_its_sign() -> None:
    odd = PIER.replace("🔴 Gaps Identified", "🟡 Partial - Union Review")
    assert entries("a.md", contents_of(odd), TODAY)[0].status == "Partial - Union Review"
