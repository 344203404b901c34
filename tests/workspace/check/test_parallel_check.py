"""Reading many files over several processes: the same results, in order, whatever happens to one of them."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from specui.workspace.check.parallel_check import Target, WorkerFailed, map_files, read
from specui.workspace.files.spec_file import Context, SpecFile
from tests.support.corpus import CHECKOUT

# Test runners have threads; specui has none where it forks.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


@pytest.fixture
def targets(tmp_path: Path) -> list[Target]:
    found = []
    for number in range(150):
        path = tmp_path / f"spec-{number}.md"
        path.write_text(f"# Spec {number}\n", encoding="utf-8")
        found.append(Target(str(path), str(path), Context(date(2026, 1, 1), ())))
    return found


def title(file: SpecFile) -> str:
    return file.contents.spec.title


@pytest.mark.parametrize("jobs", [0, 1, 2, 5])
def test_results_are_in_order(targets: list[Target], jobs: int) -> None:
    assert map_files(targets, title, jobs=jobs) == [f"Spec {number}" for number in range(150)]


def test_several_processes_share_the_work(targets: list[Target]) -> None:
    seen = map_files(targets, lambda _: os.getpid(), jobs=3)
    assert len(seen) == len(targets)
    assert os.getpid() in seen or len(set(seen)) > 1


def test_no_files() -> None:
    assert map_files([], title, jobs=2) == []


def test_a_file_that_cannot_be_read_is_one_that_says_so(targets: list[Target], tmp_path: Path) -> None:
    (tmp_path / "spec-7.md").unlink()
    (tmp_path / "spec-8.md").unlink()
    os.mkfifo(tmp_path / "spec-8.md")
    errors = map_files(targets, lambda file: file.error, jobs=2)
    assert "does not exist" in errors[7]
    assert "named pipe" in errors[8]
    assert [error for error in errors if error] == errors[7:9]


def test_a_failure_in_another_process_is_told(targets: list[Target]) -> None:
    here = os.getpid()

    def work(file: SpecFile) -> int:
        if os.getpid() != here:
            raise ZeroDivisionError
        return _wait_for_a_child(file)

    with pytest.raises(WorkerFailed, match="ZeroDivisionError"):
        map_files(targets, work, jobs=2)


def test_the_end_of_another_process_is_told(targets: list[Target]) -> None:
    here = os.getpid()

    def work(file: SpecFile) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return _wait_for_a_child(file)

    with pytest.raises(WorkerFailed, match="--jobs 1"):
        map_files(targets, work, jobs=2)


def _wait_for_a_child(file: SpecFile) -> int:
    """Let the child end before this process has done all the work; its status is left for who started it."""
    if title(file) == "Spec 0":  # which is read before there are children
        return 0
    os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
    return 0


def test_the_collector_is_as_before(targets: list[Target]) -> None:
    assert gc.isenabled()
    map_files(targets[:3], title)
    assert gc.isenabled()


def test_links_are_followed(targets: list[Target], tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to("spec-3.md")
    link = targets[0]._replace(filename=str(tmp_path / "link.md"), name=str(tmp_path / "link.md"))
    assert title(read(link)) == "Spec 3"


ORPHANS = """
import os, signal, sys
from datetime import date
from specui.workspace.check.parallel_check import Target, map_files
from specui.workspace.files.spec_file import Context

here = os.getpid()
targets = [Target(name, name, Context(date(2026, 1, 1), ())) for name in sys.argv[1:]]

def work(file):
    if file.name == sys.argv[1]:
        return ""  # read before there are children
    if os.getpid() == here:
        signal.pause()
    os.write(1, b".")
    return "x" * 100_000

map_files(targets, work, jobs=3)
"""


def test_nobody_works_on_for_a_process_that_is_gone(targets: list[Target]) -> None:
    """Their answers are larger than a pipe: a child that could still be read from would wait for ever."""
    argv = [sys.executable, "-c", ORPHANS, *(target.filename for target in targets)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, cwd=CHECKOUT) as process:
        assert process.stdout is not None
        assert process.stdout.read(1) == b"."
        process.kill()
        process.communicate(timeout=20)  # until the last of its children has ended, too
