"""`specui new`: a spec from a template, named like its neighbours; never overwrites."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.markdown.scanner import scan
from specui.specs.spec import read_spec
from specui.workspace.config.template_library import _built_in
from tests.cli.conftest import Run

TEMPLATE = (
    "# Job: `[NAME]`\n\n**Date:** YYYY-MM-DD\n**Size:** Small | Large\n\n## Why\n\n## Steps\n\n1. [step]\n"
)


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    folder = tmp_path / "specs"
    folder.mkdir()
    for name in ("tier1-pier.md", "tier3-quay.md"):
        (folder / name).write_text("# Notes\n", encoding="utf-8")
    return folder


def test_the_path_is_printed_and_the_file_is_there(run: Run, specs: Path) -> None:
    result = run("new", "specs/Night Ferry", "--set", "tier=2", "--set", "owner=Ada, Linus", "--by", "Grace")
    assert result.exit_code == 0
    assert result.stdout == "specs/tier2-night-ferry.md\n"
    assert result.stderr == ""
    text = (specs / "tier2-night-ferry.md").read_text(encoding="utf-8")
    spec = read_spec(scan(text), (_built_in(),))
    assert spec.template is not None
    assert {f.name: f.value for f in spec.fields}["Owner agent(s)"] == ("Ada", "Linus")
    assert "**Tier:** 2\n" in text and "🟡 Draft\n" in text and "| Grace | Initial draft |" in text


def test_what_is_left_open_is_told_and_gits_name_is_the_author(run: Run, tmp_path: Path) -> None:
    result = run("new", "Night Ferry")
    assert (result.exit_code, result.stdout) == (0, "night-ferry.md\n")
    assert "fields left to fill in: Owner agent(s), Tier" in result.stderr
    assert "| Test Author | Initial draft |" in (tmp_path / "night-ferry.md").read_text(encoding="utf-8")


def test_dry_run_prints_the_diff_and_writes_nothing(run: Run, specs: Path) -> None:
    result = run("new", "specs/Night Ferry", "--set", "tier=2", "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.startswith("--- /dev/null\n+++ b/specs/tier2-night-ferry.md\n")
    assert "+# Production Spec: Night Ferry\n" in result.stdout
    assert sorted(path.name for path in specs.iterdir()) == ["tier1-pier.md", "tier3-quay.md"]


def test_markdown_counts_as_md(run: Run, tmp_path: Path) -> None:
    assert run("new", "night_ferry.markdown").stdout == "night_ferry.markdown\n"
    assert run("new", "Pier").stdout == "pier.markdown\n"
    (tmp_path / "job-template.markdown").write_text(TEMPLATE, encoding="utf-8")
    assert run("new", "Winch", "--template", "job").exit_code == 0
    assert (tmp_path / "winch.markdown").read_text(encoding="utf-8").startswith("# Job:")
    listed = run("list", "--format", "csv").stdout.splitlines()[1:]
    assert [line.split(",")[0] for line in listed] == [
        "night_ferry.markdown",
        "pier.markdown",
        "winch.markdown",
    ]
    assert run("questions", "gone.markdown").exit_code == 2


def test_a_name_that_ends_in_md_is_the_files(run: Run, tmp_path: Path) -> None:
    assert run("new", "night_ferry.md").stdout == "night_ferry.md\n"
    assert (
        (tmp_path / "night_ferry.md")
        .read_text(encoding="utf-8")
        .startswith("# Production Spec: Night ferry\n")
    )


def test_a_folders_own_template(run: Run, specs: Path) -> None:
    (specs / "job-template.md").write_text(TEMPLATE, encoding="utf-8")
    assert run("new", "specs/Paint", "--template", "job", "--set", "size=large").exit_code == 0
    assert "**Size:** Large\n" in (specs / "paint.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "args, said",
    [
        (["specs/Night", "--template", "none"], "unknown template “none”"),
        (["specs/Night", "--set", "tier=9"], "takes one of these: 1, 2, 3, 4"),
        (["specs/Night", "--set", "colour=red"], "no field “colour”"),
        (["specs/Night", "--set", "tier"], "FIELD=VALUE"),
        (["specs/Night", "--set", "tier="], "FIELD=VALUE"),
        (["specs/tier1-pier.md"], "already exists"),
        (["specs/[Night]"], "square brackets"),
        (["none/Night"], "folder not found: none"),
        ([""], "valid spec title"),
        (["specs/"], "valid spec title"),
        (["specs/.night.md"], "dot"),
        (["specs/ni\x1bght.md"], "control"),
        ([], "Missing argument"),
    ],
)
def test_what_cannot_be_is_one_line_and_nothing_is_written(
    run: Run, specs: Path, args: list[str], said: str
) -> None:
    result = run("new", *args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said.casefold() in result.stderr.casefold()
    assert len(result.stderr.splitlines()) == 1
    assert sorted(path.name for path in specs.iterdir()) == ["tier1-pier.md", "tier3-quay.md"]


def test_an_ignored_file_is_not_made(run: Run, specs: Path) -> None:
    (specs.parent / ".git").mkdir()
    (specs / ".gitignore").write_text("night*\n", encoding="utf-8")
    result = run("new", "specs/Night.md")
    assert result.exit_code == 0  # git tells names apart by case
    result = run("new", "specs/night.md")
    assert (result.exit_code, "ignored" in result.stderr) == (2, True)


def test_a_family_without_a_template_makes_no_file(run: Run, tmp_path: Path) -> None:
    family = '[families.review.documents.checklist]\nfiles = ["reviews/*.md"]\nnew = "reviews/{name}.md"\n'
    (tmp_path / "specui.toml").write_text(family, encoding="utf-8")
    result = run("new", "Pay")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "new files of review checklist need a template" in result.stderr
    assert run("new", "Pay", "--template", "production-spec").stdout == "pay.md\n"
