"""`specui criteria`: the tasks that name each criterion, and those that no task names; columns of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.specs.test_tracing import REQUIREMENTS, TASKS


@pytest.fixture
def feature(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    del run  # it changes the folder, too
    folder = tmp_path / "work" / ".kiro" / "specs" / "pier"
    folder.mkdir(parents=True)
    (folder / "requirements.md").write_text(REQUIREMENTS, encoding="utf-8")
    (folder / "tasks.md").write_text(TASKS, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "work")
    return folder


@pytest.mark.parametrize("path", [".", ".kiro/specs/pier/requirements.md"])
def test_each_criterion_has_its_tasks_even_if_only_its_file_is_named(
    feature: Path, path: str, run: Run
) -> None:
    rows = json.loads(run("criteria", path, "--format", "json").stdout)["criteria"]
    assert {row["id"]: row["tasks"] for row in rows} == {"1.1": ["1"], "1.2": [], "1.3": [], "2.1": ["2.1"]}
    untraced = run("criteria", path, "--untraced", "--columns", "line,tasks,text").stdout.splitlines()
    assert [line.split()[:2] for line in untraced[:3]] == [["LINE", "TASKS"], ["16", "none"], ["17", "none"]]


def test_where_no_task_names_a_criterion_that_is_said(feature: Path, run: Run) -> None:
    (feature / "tasks.md").write_text("# Tasks\n\n- [ ] 1. Light\n", encoding="utf-8")
    result = run("criteria", "--untraced")
    assert "no task here names a criterion" in result.stderr
    assert "TASKS" not in run("criteria").stdout


def test_columns_are_chosen_for_markdown_too_and_an_unknown_one_is_an_error(feature: Path, run: Run) -> None:
    lines = run("criteria", "--format", "md", "--columns", "tasks,ref").stdout.splitlines()
    assert lines[0].split() == ["|", "Tasks", "|", "Ref", "|"] and lines[2].startswith("| 1 |")
    result = run("criteria", "--columns", "nonsense")
    assert result.exit_code == 2 and "known are path, line, ref, tier, state, tasks, text" in result.stderr
