"""Tasks and what they are for, across the files of a feature."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from specui.specs.tracing import Tracing, tracing_of
from specui.workspace.session import Session

REQUIREMENTS = """# Requirements Document

## Introduction

A pier.

## Requirements

### Requirement 1: Landing

**User Story:** As a skipper, I want to land, so that people get off.

#### Acceptance Criteria

1. WHEN a boat arrives THE pier SHALL be lit
2. WHEN it is dark THE bell SHALL ring
3. WHEN the tide is low THE ramp SHALL be steep

### Requirement 2: Leaving

**User Story:** As a skipper, I want to leave.

#### Acceptance Criteria

1. WHEN a boat leaves THE gate SHALL close
"""
TASKS = """# Implementation Plan

- [x] 1. Light the pier
  - _Requirements: 1.1_
- [ ] 2. Gates
- [ ] 2.1 Close the gate
  - _Requirements: 2_
- [ ] 2.2 Paint
"""


@pytest.fixture
def feature(tmp_path: Path) -> Path:
    folder = tmp_path / ".kiro" / "specs" / "pier"
    folder.mkdir(parents=True)
    (folder / "requirements.md").write_text(REQUIREMENTS, encoding="utf-8")
    (folder / "tasks.md").write_text(TASKS, encoding="utf-8")
    return tmp_path


def traced(folder: Path) -> Tracing:
    session = Session(folder, today=date(2026, 11, 25))
    files = session.load().files
    assert {file.unit for file in files.values()} <= {".kiro/specs/pier", "specs/001-pier"}
    return tracing_of((name, file.contents) for name, file in files.items())


def test_a_criterion_knows_its_tasks_and_a_task_what_it_is_for(feature: Path) -> None:
    found = traced(feature)
    assert [place.id for place in found.tasks_for("1.1") or ()] == ["1"]
    assert [place.id for place in found.tasks_for("2.1") or ()] == ["2.1"]
    assert [place.text for place in found.targets["1"]] == ["Requirement 1: Landing"]
    assert [id_ for id_ in found.targets if found.tasks_for(id_) == ()] == ["1.2", "1.3"]


@pytest.mark.parametrize(
    "written, named",
    [
        ("1.1-1.3", ["1.1", "1.2", "1.3"]),
        ("1.1 – 3", ["1.1", "1.2", "1.3"]),
        ("1.3-1.1", ["1.3", "1.1"]),
        ("FR-001, FR-002", ["FR-001", "FR-002"]),
        ("1.2, 2", ["1.2", "2"]),
    ],
)
def test_ranges_and_lists_of_ids(feature: Path, written: str, named: list[str]) -> None:
    path = feature / ".kiro" / "specs" / "pier" / "tasks.md"
    path.write_text(f"# Tasks\n\n- [ ] 1. A\n  - _Requirements: {written}_\n", encoding="utf-8")
    assert [*traced(feature).tasks] == named


def test_ids_of_a_form_that_no_task_names_are_not_untraced(tmp_path: Path) -> None:
    (tmp_path / ".specify").mkdir()
    folder = tmp_path / "specs" / "001-pier"
    folder.mkdir(parents=True)
    (folder / "spec.md").write_text(
        "# Feature Specification: Pier\n\n## User Scenarios & Testing\n\n### User Story 1 - Land (Priority: P1)\n\n"
        "A boat lands.\n\n### User Story 2 - Leave (Priority: P2)\n\nA boat leaves.\n\n## Requirements\n\n"
        "### Functional Requirements\n\n- **FR-001**: The pier MUST be lit\n",
        encoding="utf-8",
    )
    (folder / "tasks.md").write_text("# Tasks: Pier\n\n- [ ] T001 [US1] Light it\n", encoding="utf-8")
    found = traced(tmp_path)
    assert [place.id for place in found.tasks_for("US1") or ()] == ["T001"]
    assert found.tasks_for("FR-001") is None
    assert [id_ for id_ in found.targets if found.tasks_for(id_) == ()] == ["US2"]


def test_what_stands_in_a_range_is_followed_both_ways(feature: Path) -> None:
    found = traced(feature)
    criterion, task = found.targets["1.1"][0], found.tasks["1.1"][0]
    assert found.related(criterion.file, criterion.start, criterion.start + 1) == (task,)
    assert found.related(task.file, task.start, task.start + 1) == (criterion,)
    untraced = found.targets["1.2"][0]
    assert found.untraced_id(untraced.file, untraced.start, untraced.start + 1) == "1.2"
    assert found.untraced_id(criterion.file, criterion.start, criterion.start + 1) == ""
