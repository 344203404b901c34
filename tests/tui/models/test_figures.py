from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from specui.specs.triage import Filter, entries
from specui.tui.models.figures import SORTS, Counting, Figures, Overview, figures, in_order
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.session import Session

TODAY = date(2026, 11, 25)
SAMPLES = Path(__file__).parents[3] / "sample_specs"
SPEC = """\
# Production Spec: {title}

**Last updated:** {updated}
**Spec status:** 🟡 Draft
**Owner agent(s):** {owner}
**Tier:** {tier}

## 3. Acceptance Criteria

### Functional
- [ ] Boats land
- [x] Boats leave

## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|-----|----------|-------|
| Rot in the planks | 🔴 Critical | wet |
| No lamps | 🟢 Low | dark |
| Odd smell | Strange | who knows |

## 8. Open Questions

1. Who pays?
2. Until when?
   - **Assigned 2026-11-20 (Ada):** Linus
3. How deep?
   - **Deferred to 2026-12-15 (Ada):** waits for the tide
"""


@pytest.fixture(scope="module")
def samples() -> list[SpecFile]:
    session = Session(SAMPLES, today=TODAY)
    session.discover()
    return [file for name in session.workspace.names if (file := session.file(name)).kind == "spec"]


def read(tmp_path: Path, **fields: str) -> Figures:
    values = {"title": "Pier", "updated": "2026-11-20", "owner": "Ada (Harbour)", "tier": "1"} | fields
    (tmp_path / "pier.md").write_text(SPEC.format(**values), encoding="utf-8")
    session = Session(tmp_path, today=TODAY)
    session.discover()
    return figures(session.file("pier.md"), TODAY)


def test_a_spec_is_counted(tmp_path: Path) -> None:
    spec = read(tmp_path)
    assert (spec.title, spec.tier, spec.owner, spec.age) == ("Pier", "1", "Ada", 5)
    assert [(weight.word, count) for weight, count in spec.gaps] == [
        ("Critical", 1),
        ("Low", 1),
        ("Strange", 1),
    ]
    assert (spec.gap_count, spec.criteria, spec.tests, spec.critical) == (3, 1, 0, 1)
    assert spec.questions == 2, "one is put off until a day that has not come"


def test_an_assigned_item_counts_for_its_assignee(tmp_path: Path) -> None:
    assert Overview((read(tmp_path),)).owners == (("Ada", 5), ("Linus", 1))


def test_items_without_an_owner_count_for_none(tmp_path: Path) -> None:
    assert ("none", 5) in Overview((read(tmp_path, owner=""),)).owners


def test_an_invalid_date_gives_no_age(tmp_path: Path) -> None:
    assert read(tmp_path, updated="soon").age is None


def test_each_number_is_the_length_of_its_list(samples: list[SpecFile]) -> None:
    overview = Overview(tuple(figures(file, TODAY) for file in samples))
    waiting = [e for file in samples for e in entries(file.name, file.contents, TODAY) if e.waiting]

    def found(*terms: tuple[str, str]) -> int:
        filters = [Filter.of(key, value) for key, value in terms]
        return sum(all(isinstance(f, Filter) and f.matches(entry) for f in filters) for entry in waiting)

    assert overview.gaps and overview.owners
    for word, count, _ in overview.gaps:
        assert found(("kind", "gap"), ("severity", word)) == count, word
    for name, count in overview.owners:
        assert found(("owner", name)) == count, name
    for spec in overview.specs:
        assert found(("kind", "question"), ("spec", spec.name)) == spec.questions, spec.name
        assert found(("kind", "gap"), ("spec", spec.name)) == spec.gap_count, spec.name
    counts = {one.name: one.items for one in overview.obstacles}
    assert counts["criteria"] == found(("kind", "criterion"))
    assert counts["questions"] == found(("kind", "question"))
    assert counts["missing tests"] == found(("kind", "test"))


def test_readiness_adds_up(samples: list[SpecFile]) -> None:
    overview = Overview(tuple(figures(file, TODAY) for file in samples))
    assert overview.done == sum(file.readiness.done for file in samples)
    assert overview.total == sum(file.readiness.total for file in samples)


def test_blockers_of_most_specs_come_first(samples: list[SpecFile]) -> None:
    found = Overview(tuple(figures(file, TODAY) for file in samples)).obstacles
    assert [one.specs for one in found] == sorted((one.specs for one in found), reverse=True)


@pytest.mark.parametrize("sort", SORTS)
def test_an_order_holds_all_specs(sort: str, samples: list[SpecFile]) -> None:
    specs = [figures(file, TODAY) for file in samples]
    assert sorted(s.name for s in in_order(specs, sort)) == sorted(s.name for s in specs)  # type: ignore[arg-type]


def test_orders_start_with_most_to_do(samples: list[SpecFile]) -> None:
    specs = [figures(file, TODAY) for file in samples]
    assert in_order(specs, "questions")[0].questions == max(spec.questions for spec in specs)
    assert in_order(specs, "updated")[0].age == max(spec.age or 0 for spec in specs)
    assert in_order(specs, "gaps")[0].critical == max(spec.critical for spec in specs)
    least = in_order(specs, "ready")[0]
    assert least.done / least.total == min(spec.done / spec.total for spec in specs if spec.total)


def test_a_file_is_counted_once_for_each_version_of_it(samples: list[SpecFile]) -> None:
    counting = Counting()
    assert counting.missing(samples) == samples
    counting.count(samples[:1], TODAY)
    assert counting.missing(samples) == samples[1:]
    assert [spec.name for spec in counting.overview(samples).specs] == [samples[0].name]
