"""Readiness by week from the history of a repository: 1,000 commits of 50 specs, with and without a cache."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from specui.workspace.config.repository_config import Config
from specui.workspace.config.template_library import TemplateLibrary
from specui.workspace.git.readiness_history import ReadinessHistory, read_history
from tests.benchmarks.ground import Ground
from tests.benchmarks.measure import CannotMeasureError
from tests.benchmarks.table import Goal, Row
from tests.support.generate import production_spec

COMMITS, SPECS, TOUCHED = 1_000, 50, 5
TODAY = date(2026, 11, 25)


def by_week(ground: Ground) -> Iterator[Row]:
    """Read the history of all specs with an empty cache and with a full one; `git log` alone is the floor."""
    if shutil.which("git") is None:
        raise CannotMeasureError("git is not installed")
    root = ground.root / "history"
    names = make_repository(root, touched=TOUCHED)
    library = TemplateLibrary(Config(root=root), TODAY)
    firsts, agains, floors = list[float](), list[float](), list[float]()
    for run in range(ground.runs):
        cache = ground.root / f"history-cache-{run}"
        for times in (firsts, agains):
            start = time.perf_counter()
            past = read_history(root, names, lambda _: library.templates(root), today=TODAY, cache=cache)
            times.append(time.perf_counter() - start)
            assert (
                isinstance(past, ReadinessHistory) and len(past.by_name) == SPECS and past.total()[-1].total
            )
        start = time.perf_counter()
        subprocess.run(["git", "log", "--raw", "-z", "-M"], cwd=root, check=True, stdout=subprocess.DEVNULL)
        floors.append(time.perf_counter() - start)
    first, again, floor = (sorted(times)[len(times) // 2] for times in (firsts, agains, floors))
    what = f"readiness by week, {COMMITS:,} commits × {SPECS} specs"
    yield Row(f"{what}, first", "s", first, floor, "git log --raw", Goal(10, "in all"))
    yield Row(f"{what}, again", "s", again, floor, "git log --raw")


def make_repository(root: Path, *, touched: int) -> list[str]:
    """Create a repository in which each commit, one per day, changes some of the specs; return their names."""
    root.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    chance = random.Random(7)
    texts = [production_spec(number) for number in range(SPECS)]
    with subprocess.Popen(["git", "fast-import", "--quiet"], cwd=root, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        for commit in range(COMMITS):
            day = TODAY - timedelta(days=COMMITS - commit)
            seconds = (day - date(1970, 1, 1)).days * 86_400
            some = range(SPECS) if commit == 0 else chance.sample(range(SPECS), touched)
            parts = [
                f"commit refs/heads/main\ncommitter Ada <a@example.org> {seconds} +0000\ndata 1\nx\n".encode()
            ]
            for number in some:
                texts[number] = _moved_on(texts[number], commit)
                data = texts[number].encode()
                parts.append(b"M 100644 inline spec-%d.md\ndata %d\n%s\n" % (number, len(data), data))
            process.stdin.write(b"".join(parts))
        process.stdin.close()
        if process.wait():
            raise CannotMeasureError("git fast-import failed")
    subprocess.run(["git", "symbolic-ref", "HEAD", "refs/heads/main"], cwd=root, check=True)
    return [f"spec-{number}.md" for number in range(SPECS)]


def _moved_on(text: str, commit: int) -> str:
    """Tick a checkbox, or untick all, and add a unique line."""
    before, line, _ = text.partition("\n<!-- state ")
    ticked = before.replace("[ ]", "[x]", 1) if "[ ]" in before else before.replace("[x]", "[ ]")
    return f"{ticked if line or commit else before}\n<!-- state {commit} -->\n"
