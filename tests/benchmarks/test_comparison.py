"""The comparison of two checkouts runs the checkout that it names, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import comparison
from tests.benchmarks.__main__ import main
from tests.benchmarks.ground import CHECKOUT, Ground
from tests.benchmarks.measure import CannotMeasureError, output

PROGRAM = "import sys\nprint('an earlier specui', *sys.argv[1:])\n"


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return Ground(tmp_path / "ground")


@pytest.fixture(autouse=True)
def _make_root(tmp_path: Path) -> None:
    (tmp_path / "ground").mkdir()


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A checkout of a program called specui, with a module layout of its own."""
    package = tmp_path / "earlier" / "specui"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "__main__.py").write_text(PROGRAM, encoding="utf-8")
    return package.parent


def test_each_checkout_runs_its_own_program(ground: Ground, earlier: Path) -> None:
    baseline = comparison.find_checkout("baseline", earlier, ground)
    assert output(baseline.command("check", cwd=ground.root)) == "an earlier specui check\n"
    this = comparison.find_checkout("this", CHECKOUT, ground)
    assert "Usage: specui" in output(this.command("--help", cwd=ground.root))


def test_caches_and_journals_of_the_checkouts_are_separate(ground: Ground, earlier: Path) -> None:
    this = comparison.find_checkout("this", CHECKOUT, ground)
    baseline = comparison.find_checkout("baseline", earlier, ground)
    homes = [name for name in this.env if name == "HOME" or name.startswith("XDG_")]
    assert "XDG_CACHE_HOME" in homes
    assert all(this.env[name] != baseline.env[name] for name in homes)


def test_a_folder_without_specui_is_refused(ground: Ground, tmp_path: Path) -> None:
    with pytest.raises(CannotMeasureError):
        comparison.find_checkout("baseline", tmp_path, ground)


def test_lines_and_files_are_those_of_the_program(earlier: Path) -> None:
    (earlier / "tests").mkdir()
    (earlier / "tests" / "test_it.py").write_text("pass\n", encoding="utf-8")
    assert comparison.count_lines(earlier) == len(PROGRAM.splitlines())
    assert comparison.count_files(earlier) == 2


def test_the_table_shows_both_and_their_ratio(earlier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--against", str(earlier), "--only", "compare-lines"]) == 0
    row = next(line for line in capsys.readouterr().out.splitlines() if "files of specui" in line)
    files = comparison.count_files(CHECKOUT)
    assert f" {files:,} " in row and "baseline 2" in row and f" {files / 2:.2f} " in row
