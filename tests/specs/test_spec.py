"""How real files drift, one row each: what a spec is still understood to say."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, strategies as st

from specui.markdown.scanner import scan
from specui.specs.contents import Contents
from specui.specs.names import split_names
from specui.specs.spec import match_choice, read_as, read_spec
from specui.specs.template import Choice, read_template
from tests.specs.reading import TASK_TEMPLATE, contents_of, job, production, spec_of

HEAD = (
    "# Production Spec: Ferry Search\n\n**Last updated:** 2026-02-19\n**Spec status:** 🔴 Gaps Identified\n\n"
)


def test_title_loses_the_prefix_of_any_template() -> None:
    assert (
        spec_of("# Production Spec: `Ferry Search`\n\n## 1. Feature Overview\n\nx\n").title == "Ferry Search"
    )
    other = TASK_TEMPLATE.replace("Job Spec: `[JOB_NAME]`", "Production Spec: Night Boats")
    assert spec_of(other).template is job()
    assert spec_of(other).title == "Night Boats"


def test_a_section_has_its_own_name_where_the_templates_stands_for_several() -> None:
    template = read_template(
        scan("# [NAME]\n\n## Known Gaps / Tech Debt\n\n## Phase 1: Setup\n\n## Phase N\n\n## [Category]\n"),
        "plan",
    )
    text = "# Pier\n\n## Gaps\n\n## Phase 1: Setup\n\n## Phase 2: Planks\n\n## Clarity\n\n## Fairness\n"
    spec = read_as(scan(text.replace("## Gaps", "## 2. Known Gaps")), template)
    assert [section.name for section in spec.sections] == [
        "Known Gaps / Tech Debt", "Phase 1: Setup", "Phase 2: Planks", "Clarity", "Fairness",
    ]  # fmt: skip
    assert all(section.schema for section in spec.sections)


@pytest.mark.parametrize("key", ["Owner agent(s)", "Owner agents", "Owner Agent", "OWNER AGENTS"])
def test_a_field_is_given_under_the_templates_name(key: str) -> None:
    spec = spec_of(
        f"{HEAD.rstrip()}\n**{key}:** Ada (ops), Bo (crew, nights)\n\n## 1. Feature Overview\n\nx\n"
    )
    found = spec.field("Owner agent(s)")
    assert found is not None
    assert found.name == "Owner agent(s)"
    assert found.value == ("Ada (ops)", "Bo (crew, nights)")


@pytest.mark.parametrize(
    "raw, value",
    [
        ("🟢 Approved (audit-driven)", "Approved"),
        ("Approved", "Approved"),
        ("🟡 Draft - needs review", "Draft"),
        ("🟡 Partial - Gaps Identified", None),
        ("🟢 Complete & Documented", None),
        ("⚫ Deprecated", "Deprecated"),
        ("🟡 Drafty", None),
        ("", None),
    ],
)
def test_a_choice_is_read_with_its_tail(raw: str, value: str | None) -> None:
    spec = spec_of(f"# Production Spec: X\n\n**Spec status:** {raw}\n\n## 1. Feature Overview\n\nx\n")
    found = spec.field("Spec status")
    assert found is not None
    assert (found.value, found.raw) == (value, raw)


def test_a_tail_behind_the_tier_is_kept_apart() -> None:
    choices = tuple(Choice("", str(n)) for n in range(1, 5))
    for raw in ("3 — Supporting Systems", "3 Priority 4 (Revenue)", "3"):
        found = match_choice(raw, choices)
        assert found is not None
        assert found.word == "3"
    assert match_choice("31", choices) is None


def test_names_split_at_commas_outside_brackets_only() -> None:
    assert split_names("A (x, y), B; C [d, e], ") == ("A (x, y)", "B", "C [d, e]")


def test_sections_one_level_deeper_are_the_same_sections() -> None:
    text = "\n".join("#" + line if line.startswith("#") else line for line in _whole().splitlines()) + "\n"
    spec = spec_of(text)
    assert spec.template is production()
    assert [s.name for s in spec.sections] == [s.name for s in spec_of(_whole()).sections]
    assert len(Contents(spec).criteria) == len(contents_of(_whole()).criteria) == 3


def test_a_single_section_that_slipped_a_level_is_found_by_name_and_number() -> None:
    text = _whole().replace("## 4. Known Gaps", "### 4. Known Gaps")
    assert [s.name for s in spec_of(text).sections] == [s.name for s in spec_of(_whole()).sections]
    assert len(contents_of(text).gaps) == 2


@pytest.mark.parametrize(
    "heading, name",
    [
        ("## Known Gaps", "Known Gaps / Tech Debt"),
        ("## 4) Tech Debt", "Known Gaps / Tech Debt"),
        ("## 4. Known Gaps and Tech Debt", "Known Gaps / Tech Debt"),
        ("## Gaps We Like", None),
    ],
)
def test_a_compound_name_is_known_by_each_half(heading: str, name: str | None) -> None:
    section = spec_of(_whole().replace("## 4. Known Gaps / Tech Debt", heading)).sections[3]
    assert (section.schema.name if section.schema else None) == name


@pytest.mark.parametrize(
    "heading", ["## 6. Dependancies", "## 6. Dependancies & Hosts", "## 6. Dependencies ⚙️", "## Dependencies"]
)
def test_a_slip_of_the_pen_is_still_the_section(heading: str) -> None:
    names = [s.name for s in spec_of(_whole().replace("## 6. Dependencies", heading)).sections]
    assert "Dependencies" in names


def test_state_groups_are_known_without_their_signs() -> None:
    text = (
        _whole()
        .replace("### Shipped ✅", "### Shipped")
        .replace("### Not Implemented ❌", "### Not Implemented")
    )
    assert {k: len(v) for k, v in contents_of(text).state.items()} == {
        "Shipped": 2,
        "Partially Working": 1,
        "Not Implemented": 0,
    }


def test_prose_where_a_table_belongs_is_a_note() -> None:
    text = _whole()
    assert contents_of(text).golden_sets == ()
    assert contents_of(text).notes["golden_sets"] == "Not applicable — no model behind it."


def test_a_none_row_is_a_row_that_says_none() -> None:
    (row,) = contents_of(_whole()).existing_tests
    assert (row.test, row.location, row.none) == ("None", "—", True)


def test_a_row_may_be_short_long_or_escaped() -> None:
    first, second = contents_of(_whole()).gaps
    assert (first.gap, first.severity, first.notes) == ("A | B", "Critical", "note")
    assert (second.gap, second.severity, second.known, second.notes) == ("Short row", "Medium", False, "")


def test_columns_are_found_by_name_in_any_order() -> None:
    text = (
        _whole()
        .replace("| Gap | Severity | Notes |", "| Severity | Note | Gap |")
        .replace("| A \\| B | 🔴 Critical | note |", "| 🔴 Critical | why | the gap |")
    )
    first = contents_of(text).gaps[0]
    assert (first.gap, first.severity, first.notes) == ("the gap", "Critical", "why")


def test_degraded_modes_and_the_risk_are_told_apart() -> None:
    contents = contents_of(_whole())
    assert [(m.condition, m.behavior) for m in contents.degraded_modes] == [
        ("Redis is down", "cached for an hour")
    ]
    assert contents.data_loss_risk is not None
    assert contents.data_loss_risk.text == "None — read only."


def test_a_file_of_another_family_is_read_by_its_own_template() -> None:
    spec = spec_of(TASK_TEMPLATE.replace("[JOB_NAME]", "Move the pier").replace("### ", "## "))
    assert spec.template is job()
    assert [s.schema is not None for s in spec.sections] == [True] * 7


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just words\n",
        "# Guide\n\n## Overview\n\nx\n\n## Dependencies\n\n- y\n\n## License\n\nMIT\n",
        "# Notes\n\n## Monday\n\n## Tuesday\n",
    ],
)
def test_other_documents_fit_none_and_open_by_their_own_headings(text: str) -> None:
    spec = spec_of(text)
    assert spec.template is None
    assert len(spec.sections) == text.count("\n## ")


def test_a_spec_just_begun_is_a_spec() -> None:
    spec = spec_of(f"{HEAD}## 1. Feature Overview\n\nWords.\n")
    assert spec.template is production()
    assert spec_of(HEAD).template is production()


def test_lines_of_sections_meet() -> None:
    sections = spec_of(_whole()).sections
    for one, two in itertools.pairwise(sections):
        assert one.end_line + 1 == two.line
    assert sections[-1].end_line == len(_whole().splitlines())


def test_configured_parts_win() -> None:
    from dataclasses import replace

    text = _whole().replace("## 8. Open Questions", "## 8. Riddles")
    assert contents_of(text).questions == ()
    template = replace(production(), parts={"questions": ("Riddles",)})
    assert len(Contents(read_spec(scan(text), (template,))).questions) == 2


@given(st.text(alphabet="#|-*[]x `~>:1.\n \t_aé✅", max_size=400))
def test_any_text_is_some_spec(text: str) -> None:
    contents = contents_of(text)
    for task in contents.tasks:
        assert task.item is not None
        assert text[task.item.check] in " xX"
    assert [s.start for s in contents.spec.sections] == sorted(s.start for s in contents.spec.sections)
    assert contents.notes is not None
    assert contents.state is not None


def _whole() -> str:
    return WHOLE


WHOLE = """\
# Production Spec: Ferry Search

**Last updated:** 2026-02-19
**Spec status:** 🔴 Gaps Identified
**Owner agent(s):** Ada (ops)
**Tier:** 1 — Revenue

---

## 1. Feature Overview

Finds boats.

---

## 2. Current State

### Shipped ✅
- One
- Two
  - nested in two

### Partially Working ⚠️
- Half

### Not Implemented ❌

---

## 3. Acceptance Criteria

### Functional
- [ ] Finds a boat
  - [x] on weekdays
- [x] Finds none

```
- [ ] not a box
```

---

## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|-----|----------|-------|
| A \\| B | 🔴 Critical | note |
| Short row | 🟢 Medium |

---

## 5. Test Coverage

### Existing Tests
| Test | Location | Coverage |
|------|----------|---------|
| None | — | No tests yet |

### Missing Tests (Required for Production-Ready)
- [ ] `a.test` — checks a

### Golden Set Eval
Not applicable — no model behind it.

---

## 6. Dependencies

### Internal
| System | Why needed | Failure mode |
|--------|-----------|-------------|
| Redis | cache | slow |

### External Services
| Service | Purpose | Fallback |
|---------|---------|---------|
| Maps | tiles | none — hard dependency |

---

## 7. Degraded Mode

- **If Redis is down:** cached for an hour
- **Data loss risk:** None — read only.

---

## 8. Open Questions

1. **Limits**: soft block, or hard block?
   - **Answered 2026-11-22 (Ada):** soft block
2. Who owns it?

---

## Revision History

| Date | Author | Change |
|------|--------|--------|
| 2026-02-19 | Ada | Initial draft |
"""
