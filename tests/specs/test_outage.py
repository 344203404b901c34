from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.specs.outage import Dependency, SpecDependencies, dependencies_of, impact_of
from tests.specs.reading import contents_of

PIER = """\
# Production Spec: Pier System

**Spec status:** 🟡 Draft
**Owner agent(s):** Ada (CTO)
**Tier:** 1 — Boats

## 6. Dependencies

### Internal
| System | Why needed | Failure mode |
|---|---|---|
| Ledger `tides` table | tells the tides | boats wait |
| Ledger `boats` table | tells the boats | nobody lands |
| Winch | pulls | slow |

### External Services
| Service | Purpose | Fallback |
|---|---|---|
| Bell & Co. API | rings | None — silence |

## 7. Degraded Mode

- **If Ledger `tides` table is down:** read the pole
- **If the ledger times out:** wait a minute
- **If the lamp fails:** whistle
- **Data loss risk:** None
"""
FERRY = """\
# Production Spec: Ferry

## 6. Dependencies

### Internal
| System | Why needed | Failure mode |
|---|---|---|
| Pier | a place to land | circles |
"""
TICKETS = FERRY.replace("Ferry", "Tickets").replace("| Pier |", "| Ferries |")
SPECS = tuple(
    dependencies_of(name, contents_of(text))
    for name, text in (("tickets.md", TICKETS), ("pier.md", PIER), ("ferry.md", FERRY))
)


def told(name: str) -> list[tuple[str, str, list[str], tuple[str, ...]]]:
    return [
        (one.spec.file, one.dependency.name, [mode.behavior for mode in one.modes], one.through)
        for one in impact_of(SPECS, name).dependents
    ]


def test_those_who_depend_come_with_what_they_say_and_those_behind_them_after() -> None:
    assert told("ledger") == [
        ("pier.md", "Ledger `tides` table", ["read the pole"], ()),
        ("pier.md", "Ledger `boats` table", ["wait a minute"], ()),
        ("ferry.md", "Pier", [], ("Pier System",)),
        ("tickets.md", "Ferries", [], ("Ferry", "Pier System")),
    ]
    outage = impact_of(SPECS, "ledger")
    assert outage.matches == ("Ledger tides table", "Ledger boats table")
    assert (outage.dependents[0].spec.tier, outage.dependents[0].spec.owners) == ("1", ("Ada (CTO)",))


def test_names_are_matched_by_their_words() -> None:
    assert told("the winch service")[0][1] == "Winch"
    assert told("wnich")[0][1] == "Winch"
    assert told("boats ledger")[0][1] == "Ledger `boats` table"
    assert told("bell")[0][1] == "Bell & Co. API"


def test_a_spec_is_meant_by_its_title() -> None:
    outage = impact_of(SPECS, "pier")
    assert outage.matches == ("Pier", "Pier System")
    assert [one.spec.file for one in outage.dependents] == ["ferry.md", "tickets.md"]
    nobody = impact_of(SPECS, "tickets")
    assert nobody.known
    assert nobody.dependents == ()


def test_what_only_a_degraded_mode_speaks_of_counts() -> None:
    (one,) = [d for d in impact_of(SPECS, "lamp").dependents if not d.through]
    assert (one.dependency.kind, one.dependency.without, one.dependency.line) == (
        "mode",
        "whistle",
        PIER.split("\n").index("- **If the lamp fails:** whistle") + 1,
    )


@pytest.mark.parametrize(
    "without, has", [("None — silence", False), ("", False), ("N/A", False), ("read the pole", True)]
)
def test_none_is_no_fallback(without: str, has: bool) -> None:
    assert Dependency("service", "Bell", "", without, 1).has_fallback == has


def test_a_name_that_nobody_knows_is_told_the_nearest() -> None:
    outage = impact_of(SPECS, "edger dies")
    assert not outage.known
    assert outage.dependents == ()
    assert "Ledger tides table" in outage.near
    assert not impact_of(SPECS, " - ").known
    assert not impact_of((), "ledger").known


def test_circles_end() -> None:
    def one(file: str, title: str, on: str) -> SpecDependencies:
        return SpecDependencies(file, title, "", "", (), (Dependency("system", on, "", "", 1),), ())

    circle = (one("a.md", "Ash", "Birch"), one("b.md", "Birch", "Cedar"), one("c.md", "Cedar", "Ash"))
    assert [(d.spec.file, d.through) for d in impact_of(circle, "ash").dependents] == [
        ("c.md", ()),
        ("b.md", ("Cedar",)),
        ("a.md", ("Birch", "Cedar")),
    ]


@given(st.text())
def test_no_name_raises(name: str) -> None:
    outage = impact_of(SPECS, name)
    assert outage.known or not outage.dependents
