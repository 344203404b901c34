"""`specui list`: one line per spec, and why a file is not one. `show`, `rule` and `template` as text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from specui.cli import output
from specui.markdown.printable import cell_width
from specui.workspace.config.template_library import built_in_text
from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def _in_samples(run: Run, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(samples)


def test_table_has_a_line_for_each_spec(run: Run) -> None:
    head, *lines = run("list").stdout.splitlines()
    assert head.split() == [
        "PATH",
        "STATUS",
        "TIER",
        "OWNER",
        "READY",
        "CRITERIA",
        "TASKS",
        "GAPS",
        "QUESTIONS",
        "PROBLEMS",
    ]
    paths = [line.split()[0] for line in lines]
    assert paths == [spec["path"] for spec in json.loads(run("list", "--format", "json").stdout)["specs"]]
    column = head.index("TIER")
    assert {line for line in lines if cell_width(line.partition("Approved")[0]) > column} == {
        line for line in lines if "Approved" not in line
    }


def test_json(run: Run) -> None:
    told = json.loads(run("list", "tier1-revenue/refunds.md", "--format", "json").stdout)
    assert told["schema_version"] == 1
    (spec,) = told["specs"]
    assert spec == {
        "path": "tier1-revenue/refunds.md",
        "feature": "",
        "document": "",
        "template": "production-spec",
        "title": "Refunds",
        "status": "Approved",
        "status_raw": "🟢 Approved",
        "tier": "1",
        "owners": ["Marlow (payments agent)", "Priya Nair (payments engineering)"],
        "readiness": {"done": 20, "total": 20},
        "sections": None,
        "criteria": {"done": 14, "total": 14, "without_checkbox": 0},
        "tasks": {"done": 0, "total": 0},
        "gaps": {"Critical": 0, "High": 0, "Low": 3},
        "open_questions": 0,
        "problems": {"errors": 0, "warnings": 0, "infos": 0},
        "parts": ["questions", "gaps", "missing_tests", "criteria"],
    }


def test_what_a_spec_lacks_and_what_is_not_open_differ(run: Run) -> None:
    wanted = "tier1-revenue/refunds.md", "waterbus"
    columns = "path,criteria,tasks,gaps,questions,problems"
    rows = [line.split("  ") for line in run("list", *wanted, "--columns", columns).stdout.splitlines()]
    found = [[cell.strip() for cell in row if cell.strip()] for row in rows[1:]]
    assert [row[1:] for row in found] == [
        ["14/14", "–", "3 low", "none", "none"],
        ["13 listed", "7/17", "–", "2", "none"],
    ]
    assert run("list", "tier3-supporting/crew-rostering.md").stdout.rstrip().endswith("11 warnings, 3 info")


def test_columns_that_do_not_fit_are_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setattr(output, "width", lambda: 80)
    result = run("list", "tier1-revenue")
    assert "🟢 Approved " in result.stdout
    assert "columns hidden (" in result.stderr and "widen the terminal or use --columns.\n" in result.stderr


def test_a_status_that_is_not_allowed_is_shown_as_such(run: Run) -> None:
    told = run("list", "tier3-supporting/crew-rostering.md").stdout
    assert "🟡 Partial - Union Review (?)" in told


def test_all_tells_why(run: Run, samples: Path) -> None:
    (samples / ".gitignore").write_text("ignored.md\n")
    (samples / "specui.toml").write_text('exclude = ["runbooks/"]\n')
    (samples / "ignored.md").write_text("# A\n")
    (samples / "gone.md").symlink_to("nowhere.md")
    files = json.loads(run("list", ".", "--all", "--format", "json").stdout)["files"]
    why = {file["path"]: (file["taken"], file["reason"]) for file in files}
    assert why["ignored.md"] == (False, "ignored by .gitignore")
    assert why["runbooks/weather-hold.md"] == (False, "excluded by specui.toml")
    assert why["README.md"] == (False, "no items; matches no template (production-spec)")
    assert why["tasks/task-template.md"] == (False, "is a template")
    assert why["tier1-revenue/refunds.md"] == (True, "matches production-spec: 9 of 9 sections")
    assert why["gone.md"][0] is False
    assert len(files) == sum(1 for path in samples.rglob("*.md"))


def test_no_specs_is_said(run: Run, samples: Path) -> None:
    result = run("list", "runbooks")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "specui list --all" in result.stderr


def test_show_as_text(run: Run) -> None:
    told = run("show", "tier1-revenue/refunds.md", "--format", "text").stdout
    for part in (
        "Refunds\n",
        "20/20 done",
        "Spec status     🟢 Approved",
        "Criteria, 14 of 14 done",
        "[x] functional/1~",
    ):
        assert part in told


def test_show_reads_standard_input(run: Run, samples: Path) -> None:
    data = (samples / "tier1-revenue/refunds.md").read_bytes()
    from_disk = json.loads(run("show", "tier1-revenue/refunds.md").stdout)
    piped = json.loads(run("show", "-", "--stdin-filename", "tier1-revenue/refunds.md", stdin=data).stdout)
    assert piped == from_disk


def test_template_and_config_and_rules(run: Run, samples: Path) -> None:
    assert run("template", "show", "task", "--folder", "tasks").stdout == (
        (samples / "tasks/task-template.md").read_text(encoding="utf-8")
    )
    assert "8 sections" in run("template", "check", "tasks").stdout
    assert "8 sections" in run("template", "check").stdout, "in a subfolder"
    (samples / "tasks/pier-template.md").write_text("# Pier [NAME]\n\n## Known Gaps\n\n[gaps]\n")
    assert run("template", "check", "tasks/pier-template.md").stdout.endswith(
        ": pier: no fields, 1 section (Known Gaps)\n"
    )
    (samples / "tasks/pier-template.md").unlink()
    (samples / "tasks/poem-template.md").write_text("# A poem\n")
    assert run("template", "check", "tasks").exit_code == 1
    (samples / "specui.toml").write_text('stale_days = 90\n[rules]\nvague-wording = "off"\n')
    told = run("config", "show").stdout
    assert "stale_days = 90  (specui.toml)" in told
    assert 'rules.vague-wording = "off"  (specui.toml)' in told
    assert "exclude = []  (default)" in told
    assert run("rule", "sp110").stdout == run("rule", "malformed-table").stdout
    assert "## What is wrong" in run("rule", "SP110").stdout
    assert "SP110  malformed-table" in run("rule").stdout


def test_a_new_draft_says_how_much_is_to_be_filled_in(run: Run, tmp_path: Path) -> None:
    text = built_in_text().replace("`[FEATURE_NAME]`", "Night Ferry")
    folder = tmp_path / "drafts"
    folder.mkdir()
    (folder / "ferry.md").write_text(text, encoding="utf-8")
    assert "to fill in 0/9" in run("list", str(folder)).stdout
    (row,) = json.loads(run("list", "--format", "json", str(folder)).stdout)["specs"]
    assert row["sections"] == {"filled": 0, "total": 9} and row["criteria"]["total"] == 0


def test_a_feature_with_a_draft_says_how_much_is_to_be_filled_in(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "work"
    (folder / ".specify").mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert run("new", "Quay Display").exit_code == 0
    (folder / "specs" / "001-quay-display" / "tasks.md").write_text(
        "# Tasks\n\n- [x] T001 A\n", encoding="utf-8"
    )
    assert "to fill in 0/" in run("list").stdout


def test_columns_are_those_of_csv_too(run: Run) -> None:
    lines = run(
        "list", "tier1-revenue/refunds.md", "--columns", "title,ready", "--format", "csv"
    ).stdout.splitlines()
    assert lines == ["title,ready", "Refunds,20/20"]
