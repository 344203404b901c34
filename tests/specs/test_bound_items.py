"""What is read as an item in the files of a family, and by which id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from specui.markdown.scanner import scan
from specui.specs.contents import Contents
from specui.specs.spec import Bound, read_spec
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
