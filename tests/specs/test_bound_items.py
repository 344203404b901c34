"""What is read as an item in the files of a family, and by which id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from specui.markdown.scanner import scan
from specui.specs.contents import Contents
from specui.specs.spec import Bound, read_spec
from specui.specs.template import read_template
from tests.specs.reading import contents_of, production


def bound(text: str, parts: Mapping[str, tuple[str, ...]], ids: str = "") -> Contents:
    template = replace(production(), parts=parts, ids=ids)
    return Contents(read_spec(scan(text), (), Bound(template)))


def numbered(body: str) -> list[tuple[str, str]]:
    text = f"# Requirements\n\n## Requirements\n\n{body}\n"
    found = bound(text, {"criteria": ("Requirements",)}, "heading.item").criteria
    return [(one.id, one.text) for one in found]


def test_an_id_may_end_with_a_letter() -> None:
    found = bound(
        "# Tasks\n\n- [ ] T005 Sail\n- [ ] T005a Moor\n- [ ] CHK002b [US1] Ask\n", {"tasks": ("*",)}
    )
    assert [one.id for one in found.work] == ["T005", "T005a", "CHK002b"]


def test_the_first_number_of_a_heading_is_its_number() -> None:
    body = "### Requirement 8: Sail on IPv6\n\n#### Rules\n\n1. A SHALL b\n2. C SHALL d"
    assert numbered(body) == [("8.1", "A SHALL b"), ("8.2", "C SHALL d")]


def test_a_numbered_criterion_with_a_list_is_one_criterion() -> None:
    body = "### Requirement 1: Book\n\n1. The shop SHALL ask for:\n   - a name\n   - a day\n2. A SHALL b"
    assert numbered(body) == [("1.1", "The shop SHALL ask for:"), ("1.2", "A SHALL b")]


def test_a_criterion_with_an_id_and_a_list_is_one_criterion() -> None:
    body = "- **FR-001**: The shop MUST ask for:\n  - a name\n  - a day\n- **FR-002**: C MUST d\n"
    found = bound(f"# Spec\n\n## Criteria\n\n{body}", {"criteria": ("Criteria",)}).criteria
    assert [one.id for one in found] == ["FR-001", "FR-002"]


def test_a_remark_on_a_range_of_ids_does_not_hide_what_it_is_about() -> None:
    body = "*(FR-001–FR-002 hold everywhere.)*\n\n- **FR-001**: A MUST b\n- **FR-002**: C MUST d\n"
    found = bound(f"# Spec\n\n## Criteria\n\n{body}", {"criteria": ("Criteria",)}).criteria
    assert [one.id for one in found] == ["FR-001", "FR-002"]


def test_a_list_of_ids_is_not_the_detail_of_the_line_above() -> None:
    body = "AC-1: all of these hold\n\n- **FR-001**: A MUST b\n- **FR-002**: C MUST d\n"
    found = bound(f"# Spec\n\n## Criteria\n\n{body}", {"criteria": ("Criteria",)}).criteria
    assert [one.id for one in found] == ["AC-1", "FR-001", "FR-002"]


PLAN = """# Plan

## Gates

- [x] One boat only
- [ ] No new pier

## Acceptance Criteria

- [ ] It sails
"""


def test_boxes_of_other_sections_are_tasks_where_no_template_names_the_sections() -> None:
    for contents in (bound(PLAN, {}), contents_of(PLAN)):
        assert [(one.text, one.state) for one in contents.work] == [
            ("One boat only", "done"),
            ("No new pier", "todo"),
        ]
        assert [one.text for one in contents.criteria] == ["It sails"]


def test_a_part_is_named_by_the_heading_as_written_or_by_the_section_that_it_means() -> None:
    for name in ("Tech Debt", "Known Gaps / Tech Debt"):
        found = bound("# Spec\n\n## Tech Debt\n\n- A MUST b\n", {"criteria": (name,)}).criteria
        assert [one.text for one in found] == ["A MUST b"]


def test_a_heading_may_begin_with_its_number() -> None:
    body = "### Requirement 8: Boats\n\n#### 8.4 Sail by night\n\n##### 2. Success Criteria\n\n1. A SHALL b"
    assert numbered(body) == [("8.4.1", "A SHALL b")]


def test_an_id_may_stand_in_bold_with_its_marks() -> None:
    found = bound("# Tasks\n\n- [ ] **T003 [P]** Sail\n- [ ] **3 boats** moor\n", {"tasks": ("*",)}).work
    assert [(one.own_id, one.place) for one in found] == [("T003", "tasks/1"), ("", "tasks/2")]


def test_a_dotted_number_before_a_box_is_its_id_in_any_file() -> None:
    found = contents_of("# Story\n\n## Tasks\n\n- [ ] 1 Boat\n  - [ ] 1.1 Hull\n  - [ ] 1.2 Mast\n").work
    assert [one.id for one in found] == ["tasks/1", "1.1", "1.2"]


def test_tests_to_write_are_tasks_in_a_file_of_tasks() -> None:
    text = "# Tasks\n\n## Night sale\n\n- [ ] T001 Sell\n\n### Test Plan\n\n- [ ] T002 Test it\n"
    found = bound(text, {"tasks": ("*",)})
    assert [one.id for one in found.work] == ["T001", "T002"]
    assert not found.missing_tests


def test_a_place_may_name_groups_by_a_part_of_their_names() -> None:
    text = "# Spec\n\n## Requirements\n\n### Quay Requirements\n\n- A MUST b\n\n### Entities\n\n- Boat\n"
    found = bound(text, {"criteria": ("Requirements > * Requirements",)}).criteria
    assert [one.text for one in found] == ["A MUST b"]


def test_a_first_section_that_holds_a_part_is_no_title() -> None:
    text = "## ADDED Requirements\n\n### Requirement: Boats sail\n\nBoats SHALL sail.\n\n### Requirement: Boats moor\n\nBoats SHALL moor.\n"
    for above in ("", "# Boats\n\n"):
        found = bound(above + text, {"criteria": ("ADDED Requirements",)})
        assert [section.title for section in found.spec.sections] == ["ADDED Requirements"]
        assert [one.text for one in found.criteria] == ["Boats SHALL sail.", "Boats SHALL moor."]


def test_a_longer_name_that_ends_with_acceptance_criteria_holds_criteria() -> None:
    found = contents_of("# Story\n\n## Testable Acceptance Criteria (final)\n\n- **AC-1**: A\n").criteria
    assert [one.id for one in found] == ["AC-1"]


def test_the_groups_of_a_section_hold_its_part_without_its_heading() -> None:
    template = read_template(
        scan("# [Name]\n\n## Purpose\n\n## Rules\n\n### Rule: [Name]\n\nA SHALL b.\n"), "rules"
    )
    assert template is not None
    template = replace(template, parts={"criteria": ("Rules",)})
    for above in ("", "# Boats\n\n"):
        text = f"{above}### Rule: Sail\n\nBoats SHALL sail.\n\n### Rule: Moor\n\nBoats SHALL moor.\n"
        found = Contents(read_spec(scan(text), (), Bound(template))).criteria
        assert [one.text for one in found] == ["Boats SHALL sail.", "Boats SHALL moor."]
