"""`specui families` and `specui init`, and what lists and checks say of a family's files."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SPEC = """\
# Feature Specification: Night Ferry

**Feature Branch**: `001-night-ferry`

**Created**: 2026-11-30

**Status**: Draft

**Input**: a ferry at night

## User Scenarios & Testing *(mandatory)*

### User Story 1 - Sail at night (Priority: P1)

Guests sail.

## Requirements *(mandatory)*

### Functional Requirements

- **FR-001**: The system MUST sell tickets
- **FR-002**: Tickets cost [NEEDS CLARIFICATION: who pays?]

## Success Criteria *(mandatory)*

### Measurable Outcomes

- **SC-001**: 90 % of guests buy within a minute
"""
TASKS = """\
# Tasks: Night Ferry

## Phase 1: Setup

- [x] T001 Make the folder
- [ ] T002 [P] [US1] Sell in src/sell.py

## Phase 2: Night Ferry

- [ ] T003 Sail
"""
REQUIREMENTS = """\
# Requirements Document

## Requirements

### Requirement 1: Sail

#### Acceptance Criteria

1. WHEN it is night THE ferry SHALL sail
2. WHEN it storms THE ferry SHALL stay
"""
KIRO_TASKS = "# Implementation Plan\n\n- [-] 1. Sail\n  - [ ]* 1.1 Test\n  - [~] 1.2 Wait\n"


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {
        ".specify/templates/spec-template.md": "# Feature Specification: [FEATURE]\n\n## Requirements\n\n[x y]\n",
        ".specify/memory/constitution.md": "# Constitution\n",
        "specs/001-night-ferry/spec.md": SPEC,
        "specs/001-night-ferry/tasks.md": TASKS,
        "README.md": "# Ferries\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def kiro(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / ".kiro" / "specs" / "night-ferry"
    folder.mkdir(parents=True)
    (folder / "requirements.md").write_text(REQUIREMENTS, encoding="utf-8")
    (folder / "tasks.md").write_text(KIRO_TASKS, encoding="utf-8")
    (tmp_path / ".kiro" / "settings").mkdir()
    (tmp_path / ".kiro" / "settings" / "rules.md").write_text("# Rules\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_family_is_found_by_its_marker_and_its_own_template_wins(run: Run, kit: Path) -> None:
    told = json.loads(run("families", "--format", "json").stdout)
    rows = {(row["family"], row["document"]): row for row in told["families"]}
    assert rows["spec-kit", "spec"]["template"] == ".specify/templates/spec-template.md"
    assert rows["spec-kit", "tasks"]["template"] == "built in"
    assert rows["documents", ""]["files"] == 1
    assert rows["spec-kit", "constitution"]["found_by"] == ".specify/"
    result = run("families")
    assert "not found: adr (docs/adr/, docs/adrs/, docs/decisions/, and 4 more)" in result.stderr
    assert "openspec/specs/, openspec/changes/)" in result.stderr


def test_a_feature_is_one_row_with_one_readiness(run: Run, kit: Path) -> None:
    (kit / "specs/001-night-ferry/plan.md").write_text(
        "# Implementation Plan: Night Ferry\n\n## Summary\n\nx\n"
    )
    (row,) = json.loads(run("list", "--format", "json").stdout)["specs"]
    assert (row["path"], row["title"], row["status"]) == ("specs/001-night-ferry", "Night Ferry", "Draft")
    assert row["readiness"] == {"done": 1, "total": 4}  # three tasks and a question
    assert {one["path"].rpartition("/")[2]: one["title"] for one in row["files"]} == {
        "plan.md": "Night Ferry plan", "spec.md": "Night Ferry", "tasks.md": "Night Ferry tasks",
    }  # fmt: skip
    assert len(json.loads(run("list", "--files", "--format", "json").stdout)["specs"]) == 3


def test_each_of_eleven_features_is_a_row_with_all_its_tasks(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = "# Tasks\n\n## Phase 1: Setup\n\n" + "".join(
        f"- [{mark}] T00{number} {text}\n"
        for number, (mark, text) in enumerate(zip(" xX-~", "ABCDE", strict=True))
    )
    for number in range(1, 12):
        folder = tmp_path / "specs" / f"{number:03}-boat"
        (folder / "checklists").mkdir(parents=True)
        (folder / "spec.md").write_text(SPEC, encoding="utf-8")
        (folder / "plan.md").write_text(
            "# Implementation Plan: Boat\n\n## Summary\n\nSail.\n", encoding="utf-8"
        )
        (folder / "tasks.md").write_text(tasks, encoding="utf-8")
        (folder / "checklists" / "ux.md").write_text("# UX\n\n- [ ] CHK001 Is it told?\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    rows = json.loads(run("list", "--format", "json").stdout)["specs"]
    assert [row["path"] for row in rows] == [f"specs/{number:03}-boat" for number in range(1, 12)]
    assert {(row["readiness"]["done"], row["readiness"]["total"]) for row in rows} == {(2, 7)}
    listed = json.loads(run("tasks", "--all", "--format", "json").stdout)["tasks"]
    assert len(listed) == 11 * 6


def test_every_file_says_why_it_was_taken(run: Run, kit: Path) -> None:
    files = json.loads(run("list", "--all", "--format", "json").stdout)["files"]
    why = {one["path"]: (one["taken"], one["reason"]) for one in files}
    assert why["specs/001-night-ferry/spec.md"] == (True, "spec-kit spec: specs/*/spec.md, below .specify/")
    assert why["README.md"] == (False, "no items; matches no template (production-spec)")
    assert ".specify/templates/spec-template.md" not in {path for path, (taken, _) in why.items() if taken}


def test_items_have_their_own_ids(run: Run, kit: Path) -> None:
    tasks = json.loads(run("tasks", "--all", "--format", "json").stdout)["tasks"]
    assert [task["id"] for task in tasks] == ["T001", "T002", "T003"]
    assert run("tick", "specs/001-night-ferry/tasks.md", "t003").exit_code == 0
    assert "- [x] T003 Sail" in (kit / "specs/001-night-ferry/tasks.md").read_text()
    (question,) = json.loads(run("questions", "--format", "json").stdout)["questions"]
    assert (question["id"], question["text"]) == ("q1", "who pays?")
    shown = json.loads(run("show", "specs/001-night-ferry/spec.md").stdout)
    assert [one["id"] for one in shown["criteria"]] == ["FR-001", "FR-002", "SC-001"]
    assert (shown["family"], shown["kind"]) == ("spec-kit", "spec")


def test_an_id_that_stands_twice_is_refused(run: Run, kit: Path) -> None:
    path = kit / "specs/001-night-ferry/tasks.md"
    path.write_text(TASKS + "- [ ] T003 Sail again\n", encoding="utf-8")
    result = run("tick", "specs/001-night-ferry/tasks.md", "T003")
    assert result.exit_code == 2
    assert "T003 names 2 items here; name one by its line: L10, L11" in result.stderr


def test_a_hidden_folder_of_a_family_is_read_without_its_settings(run: Run, kiro: Path) -> None:
    files = json.loads(run("list", "--all", "--format", "json").stdout)["files"]
    taken = [one["path"] for one in files if one["taken"]]
    assert taken == [".kiro/specs/night-ferry/requirements.md", ".kiro/specs/night-ferry/tasks.md"]
    shown = json.loads(run("show", ".kiro/specs/night-ferry/requirements.md").stdout)
    assert [one["id"] for one in shown["criteria"]] == ["1.1", "1.2"]
    assert shown["title"] == "night-ferry"
    tasks = json.loads(run("show", ".kiro/specs/night-ferry/tasks.md").stdout)["tasks"]
    assert [(one["id"], one["state"]) for one in tasks] == [
        ("1", "doing"),
        ("1.1", "optional"),
        ("1.2", "todo"),
    ]


def test_new_makes_the_folder_with_the_next_number(run: Run, kit: Path) -> None:
    result = run("new", "Day Ferry")
    assert result.stdout == "specs/002-day-ferry/spec.md\n"
    assert (
        (kit / "specs/002-day-ferry/spec.md").read_text().startswith("# Feature Specification: Day Ferry\n")
    )
    assert run("undo").exit_code == 0
    assert not (kit / "specs/002-day-ferry").exists()


def test_new_in_a_folder_of_decisions_takes_the_next_number(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs" / "decisions").mkdir(parents=True)
    (tmp_path / "docs" / "decisions" / "0009-sail.md").write_text(
        "# Sail\n\n## Status\n\nAccepted\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    assert (
        run("new", "Stay in port", "--dry-run").stdout.splitlines()[1]
        == "+++ b/docs/decisions/0010-stay-in-port.md"
    )
    (row,) = json.loads(run("list", "--format", "json").stdout)["specs"]
    assert row["status_raw"] == "Accepted"


def test_a_team_adds_its_own_family(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "1-2-sell.md").write_text(
        "# Story 1.2: Sell\n\n## Tasks\n\n- [ ] Do\n", encoding="utf-8"
    )
    (tmp_path / "story.md").write_text("# Story\n\n## Tasks\n\n## Notes (optional)\n", encoding="utf-8")
    (tmp_path / "specui.toml").write_text(
        '[families.own.documents.story]\nfiles = ["stories/*.md"]\ntemplate = "story.md"\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    (row,) = json.loads(run("list", "--format", "json").stdout)["specs"]
    assert (row["template"], row["readiness"]) == ("own story", {"done": 0, "total": 1})
    (tmp_path / "specui.toml").write_text("[families.own.documents.story]\nfiles = 3\n", encoding="utf-8")
    result = run("list")
    assert (
        result.exit_code == 2
        and "families.own.documents.story.files must be a list of paths" in result.stderr
    )


def test_init_writes_a_configuration_that_is_valid_and_names_the_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plans").mkdir()
    for name in ("a", "b"):
        (tmp_path / "plans" / f"{name}.md").write_text(
            "# A\n\n## Goal\n\nx\n\n## Steps\n\ny\n", encoding="utf-8"
        )
    monkeypatch.chdir(tmp_path)
    assert "+# Which files here are specs" in run("init", "--dry-run").stdout
    assert not (tmp_path / "specui.toml").exists()
    assert run("init").stdout == "specui.toml\n"
    text = (tmp_path / "specui.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["families"]["specs"]["documents"]["spec"]["files"] == ["plans/*.md"]
    assert "# Headings that most of these files have: Goal, Steps" in text
    assert run("check", "--allow-empty").exit_code == 0
    assert run("init").exit_code == 2


def test_init_writes_nothing_where_every_spec_is_read_already(run: Run, kit: Path) -> None:
    result = run("init")
    assert result.exit_code == 0 and "no specui.toml is needed" in result.stderr
    assert not (kit / "specui.toml").exists()
