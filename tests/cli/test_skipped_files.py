"""Skipped files are reported: by `check` if no file is left, by lists always; a named file is always read."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from specui.cli.reports.text import NO_FINDINGS
from tests.cli.conftest import Run
from tests.support.corpus import CHECKOUT

LISTINGS = {"criteria": "criteria", "questions": "questions", "gaps": "gaps", "tests": "missing_tests"}
NO_SPEC = "# Notes\n\nNothing.\n"
SKIPPED = "specui: skipped 9 of 31 Markdown files: "


@pytest.fixture
def mixed(run: Run, samples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The samples with one file or folder for each reason to leave it out."""
    (samples / ".git").mkdir()
    (samples / ".gitignore").write_text("ignored*\nbuild/\n")
    (samples / "specui.toml").write_text('exclude = ["runbooks/", "kept.md"]\n')
    for name in ("ignored.md", "kept.md", "build/a.md", "empty/x.txt", "notes/a.md", "notes/b.markdown"):
        (samples / name).parent.mkdir(exist_ok=True)
        (samples / name).write_text(NO_SPEC)
    (samples / ".hidden").mkdir()
    (samples / "gone.md").symlink_to("nowhere.md")
    monkeypatch.chdir(samples)
    return samples


@pytest.mark.parametrize(
    "arguments, why",
    [
        (["empty"], "no file to check in empty: no Markdown files;"),
        (["notes"], "no file to check in notes: 2 Markdown files match no template (specui list --all);"),
        (["runbooks"], "1 Markdown file excluded by specui.toml"),
        (["empty", "notes"], "in notes: 2 Markdown files"),
        (["tier1-revenue", "empty"], "in empty: no Markdown files"),
        (["tier1-revenue/refunds.md", "empty"], "in empty: no Markdown files"),
        (["notes", "--diff"], "in notes: 2 Markdown files"),
        (["notes", "--fix"], "in notes: 2 Markdown files"),
        (["notes", "--exit-zero"], "in notes: 2 Markdown files"),
        (["notes", "--format", "sarif", "--jobs", "2", "--no-cache"], "in notes: 2 Markdown files"),
    ],
)
def test_a_folder_in_which_nothing_is_checked_is_no_all_clear(
    run: Run, mixed: Path, arguments: list[str], why: str
) -> None:
    result = run("check", *arguments)
    assert result.exit_code == 2
    assert why in result.stderr and "--allow-empty" in result.stderr
    assert NO_FINDINGS not in result.stdout or "tier1" in arguments[0]
    allowed = run("check", *arguments, "--allow-empty", "--exit-zero")
    assert allowed.exit_code == 0
    assert why.rstrip(";") in allowed.stderr and "--allow-empty" not in allowed.stderr


def test_hidden_folders_and_ignored_ones_are_named_where_there_is_nothing_else(run: Run, mixed: Path) -> None:
    (mixed / "empty" / ".cache").mkdir()
    (mixed / "empty" / "build").mkdir()
    said = run("check", "empty").stderr
    assert "no Markdown files (1 hidden folder, 1 folder ignored by git not searched)" in said


def test_a_folder_within_another_one_has_what_was_taken_there(run: Run, mixed: Path) -> None:
    assert run("check", ".", "tier1-revenue", "--fail-on", "error", "--exit-zero").exit_code == 0
    assert "in notes: " in run("check", ".", "notes").stderr


@pytest.mark.parametrize("command", ["check", "list", "gaps"])
def test_a_folder_that_cannot_be_searched_is_said(
    run: Run, mixed: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    scandir = os.scandir

    def refusing(path: str) -> Iterator[os.DirEntry[str]]:
        if os.path.basename(path) == "tier2-core":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    result = run(command, ".")
    assert result.exit_code == 2
    assert "cannot search tier2-core: permission denied; its files are skipped." in result.stderr


def test_no_spec_that_is_named_is_only_mentioned(run: Run, mixed: Path) -> None:
    assert run("check", "notes/a.md").exit_code == 0
    assert "1 info" in run("check", "notes/a.md").stdout


# ------------------------------------------------------------------------------------ --force-exclude


def test_a_named_file_is_read_though_excluded_unless_the_hook_says_otherwise(run: Run, mixed: Path) -> None:
    assert "Checked 2 files" in run("check", "kept.md", "tier1-revenue/refunds.md").stdout
    result = run("check", "kept.md", "tier1-revenue/refunds.md", "--force-exclude")
    assert result.exit_code == 0
    assert "Checked 1 file:" in result.stdout
    assert result.stderr == "specui: skipped 1 named file: excluded by specui.toml.\n"


def test_only_excluded_files_are_no_fault_of_a_hook(run: Run, mixed: Path) -> None:
    result = run("check", "--force-exclude", "kept.md", "runbooks/weather-hold.md")
    assert (result.exit_code, result.stdout) == (0, "Checked 0 files\n")
    assert "2 named files" in result.stderr


def test_the_shipped_hook_forces_it() -> None:
    hook = (CHECKOUT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    assert "  entry: specui check --force-exclude\n" in hook


# ------------------------------------------------------------------------------------ listings


@pytest.mark.parametrize("command", ["list", *LISTINGS])
def test_listings_say_how_many_files_they_left_out_and_why(run: Run, mixed: Path, command: str) -> None:
    line = run(command, ".").stderr.splitlines()[-1]
    assert line.startswith(SKIPPED)
    assert line.endswith("; 1 folder ignored by git not searched (specui list --all).")
    assert set(line.removeprefix(SKIPPED).partition(";")[0].split(", ")) == {
        "3 match no template", "1 is a document without items", "2 excluded by specui.toml", "1 ignored by git", "1 not read", "1 is a template",
    }  # fmt: skip
    told = json.loads(run(command, ".", ".", "--format", "json").stdout)
    left = {row["reason"]: (row["files"], row["folders"]) for row in told["left_out"]}
    assert left == {
        "matches no template": (3, 0),
        "is a document without items": (1, 0),
        "is a template": (1, 0),
        "excluded by specui.toml": (2, 0),
        "ignored by .gitignore": (1, 1),
        "a broken link, or removed meanwhile": (1, 0),
        "hidden": (0, 2),
    }
    assert list(told)[:2] == ["schema_version", "specs" if command == "list" else command]


def test_list_all_says_of_every_file_why(run: Run, mixed: Path) -> None:
    files = json.loads(run("list", "--all", "--format", "json").stdout)["files"]
    there = {
        path.relative_to(mixed).as_posix()
        for ending in ("md", "markdown")
        for path in mixed.rglob(f"*.{ending}")
    }
    assert {
        file["path"] for file in files if not file["path"].endswith(("build", ".git", ".hidden"))
    } == there - {"build/a.md"}
    taken = json.loads(run("list", "--files", "--format", "json").stdout)["specs"]
    assert [file["path"] for file in files if file["taken"]] == [spec["path"] for spec in taken]
    named = json.loads(run("list", "--all", "ignored.md", "--format", "json").stdout)["files"]
    assert named == [
        {
            "path": "ignored.md",
            "taken": True,
            "kind": "document",
            "family": None,
            "reason": "is named; matches no template (production-spec)",
        }
    ]


@pytest.mark.parametrize("command", ["list", *LISTINGS])
def test_nothing_is_said_where_nothing_is_left_out(run: Run, mixed: Path, command: str) -> None:
    assert "skipped" not in run(command, "tier1-revenue").stderr
    assert run(command, "empty").stderr.splitlines()[-1] == "specui: no Markdown files."


# ------------------------------------------------------------------------------------ a file that is named

OWN_HEADINGS = """\
# Pier

## Acceptance Criteria
- [ ] Boats land
  - [x] at night
- [x] Boats are counted

## Known Gaps

| Gap | Severity | Notes |
|---|---|---|
| No lamp | High | |
| None | — | |

## Missing Tests
- [ ] The tide turns

## Open Questions

1. Who pays?
   - **Answered 2026-01-02 (Ada):** nobody
2. Who sweeps?
"""


def fixtures() -> list[str]:
    found = [
        path for folder in ("tests/fixtures", "sample_specs") for path in (CHECKOUT / folder).rglob("*.md")
    ]
    return sorted(path.relative_to(CHECKOUT).as_posix() for path in found)


def agrees(run: Run, path: str) -> int:
    """Hold what the listings say of one file against what show says; returns the number of rows."""
    shown = json.loads(run("show", path).stdout)
    count = 0
    for command, part in LISTINGS.items():
        result = run(command, path, "--all", "--sort", "spec", "--format", "json")
        assert result.exit_code == 0, (command, path, result.output)
        told: dict[str, Any] = json.loads(result.stdout)
        wanted = [(item["id"], item["line"]) for item in shown[part] if not item.get("none")]
        assert [(row["id"], row["line"]) for row in told[command]] == wanted, (command, path)
        assert told["left_out"] == []
        count += len(wanted)
    return count


@pytest.mark.parametrize("folder", ["tests/fixtures", "sample_specs"])
def test_listings_of_a_named_file_agree_with_show(run: Run, folder: str) -> None:
    names = [name for name in fixtures() if name.startswith(folder)]
    assert sum(agrees(run, os.fspath(CHECKOUT / name)) for name in names) > 50


@pytest.mark.parametrize(
    "how", ["plain", "ignored", "excluded", "a template by its name", "hidden", "another ending"]
)
@pytest.mark.parametrize("text", [OWN_HEADINGS, OWN_HEADINGS.replace("# Pier", "# [Name]", 1), "", "# x\n"])
def test_a_named_file_is_read_whatever_it_is(run: Run, tmp_path: Path, how: str, text: str) -> None:
    name = {
        "a template by its name": "pier-template.md",
        "hidden": ".pier.md",
        "another ending": "pier.txt",
    }.get(how, "pier.md")
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    if how == "ignored":
        (tmp_path / ".gitignore").write_text("*\n")
    if how == "excluded":
        (tmp_path / "specui.toml").write_text('exclude = ["*"]\n')
    agrees(run, name)
