"""The cache of `specui check`: a second run reads changed files only, and prints the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.cli.commands import check
from specui.workspace.check import check_cache as cache, parallel_check as checking
from tests.cli.conftest import Run
from tests.support.generate import write_specs

# Test runners have threads; specui has none where it forks.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")

COUNT = 60


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files that are read from now on, of specs in the current folder."""
    write_specs(tmp_path / "specs", COUNT)
    names: list[str] = []

    def map_files(targets: list[checking.Target], work: object, **_: object) -> object:
        names.extend(target.name for target in targets)
        return checking.map_files(targets, work, jobs=1)  # type: ignore[arg-type]

    for module in (cache, check):  # changed files, and with --no-cache all files
        monkeypatch.setattr(module, "map_files", map_files)
    monkeypatch.setattr(cache, "_TICK", -(10**12))  # trust what has just been written
    monkeypatch.setenv("SPECUI_CACHE_DIR", str(tmp_path / "cache"))
    return names


def test_only_what_has_changed_is_read(run: Run, read: list[str], tmp_path: Path) -> None:
    first = run("check", "specs")
    assert len(read) == COUNT
    second = run("check", "specs")
    assert len(read) == COUNT
    assert (second.output, second.exit_code) == (first.output, first.exit_code)
    name = read[7]
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b"\n## Another Section\n\n- text\n")
    third = run("check", "specs")
    assert read[COUNT:] == [name]
    assert "unknown-section" in third.output
    assert third.output == run("check", "--no-cache", "specs").output


def test_without_cache_every_file_is_read(run: Run, read: list[str], tmp_path: Path) -> None:
    for _ in range(2):
        run("check", "--no-cache", "specs")
    assert len(read) == 2 * COUNT
    assert not (tmp_path / "cache").exists()


def test_every_format_remembers_its_own(run: Run, read: list[str]) -> None:
    told = [run("check", "--format", name, "specs").output for name in ("text", "json", "full")]
    assert len(read) == 3 * COUNT
    assert told == [run("check", "--format", name, "specs").output for name in ("text", "json", "full")]
    assert len(read) == 3 * COUNT


def test_a_file_that_cannot_be_read_is_tried_again(
    run: Run, read: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("specui.workspace.storage.file_reader.SIZE_LIMIT", 20_000)
    monkeypatch.setattr(checking, "SIZE_LIMIT", 20_000)
    large = next((tmp_path / "specs").rglob("spec-*.md"))
    large.write_bytes(large.read_bytes() * 3)
    for _ in range(2):
        result = run("check", "specs")
        assert result.exit_code == 2
        assert "split it into smaller files" in result.stderr
    assert read[COUNT:] == [str(large.relative_to(tmp_path))]


def test_a_setting_is_heard(run: Run, read: list[str], tmp_path: Path) -> None:
    run("check", "specs")
    (tmp_path / "specs" / "specui.toml").write_text('[rules]\nmissing-section = "off"\n', encoding="utf-8")
    run("check", "specs")
    assert len(read) == 2 * COUNT
