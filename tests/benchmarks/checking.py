"""`specui check` compared with `rumdl check` on the same files."""

from __future__ import annotations

import json
import shutil
import statistics
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.ground import Ground
from tests.benchmarks.measure import CannotMeasureError, Command, alternate, output, peak_memory, run
from tests.benchmarks.table import Goal, Row


def without_cache(ground: Ground, count: int) -> Iterator[Row]:
    """Wall time, CPU time and memory of a check that reads every file."""
    folder = ground.specs(count)
    ours = ground.specui("check", "--no-cache", "--exit-zero", ".", cwd=folder)
    _reads_all(ours, count)
    peer = _rumdl(ground, folder, "--no-cache")
    yield from _pair(f"check {count:,}, no cache", ours, peer, ground.runs, Goal(0.8, "times"))
    yield Row(
        f"check {count:,}, no cache: memory",
        "MB",
        peak_memory(ours),
        peak_memory(peer) if peer else None,
        "rumdl",
        Goal(0.5, "times"),
    )


def with_cache(ground: Ground, count: int) -> Iterator[Row]:
    """Check again after no change, then after a change of one file."""
    folder = ground.specs(count)
    ours = ground.specui("check", "--exit-zero", ".", cwd=folder)
    _reads_all(ours, count)
    peer = _rumdl(ground, folder, "--cache-dir", str(ground.root / "rumdl-cache"))
    unchanged, *rest = _pair(f"check {count:,}, nothing changed", ours, peer, ground.runs, Goal(0.2, "times"))
    yield from (unchanged, *rest)
    spec = next(folder.rglob("spec-*.md"))
    changed = []
    for number in range(ground.runs):
        with spec.open("a", encoding="utf-8") as file:
            file.write(f"| 2026-12-01 | Quill | Change {number} |\n")
        changed.append(run(ours).wall)
    yield Row(
        f"check {count:,}, one changed: wall",
        "s",
        statistics.median(changed),
        unchanged.measured,
        "unchanged",
        Goal(1.2, "times"),
    )


def _pair(what: str, ours: Command, peer: Command | None, runs: int, goal: Goal) -> Iterator[Row]:
    if peer is None:
        (took,), beside = alternate(ours, runs=runs), None
    else:
        took, beside = alternate(ours, peer, runs=runs)
    reason = "" if beside else "rumdl is not installed"
    yield Row(f"{what}: wall", "s", took.wall, beside.wall if beside else None, "rumdl", goal, reason)
    yield Row(f"{what}: CPU", "s", took.cpu, beside.cpu if beside else None, "rumdl", goal, reason)


def _reads_all(command: Command, count: int) -> None:
    """Raise CannotMeasureError unless the command reports on every spec: a command that does nothing would win."""
    told = output(replace(command, argv=[*command.argv, "--format", "json"]))
    try:
        files = json.loads(told)["summary"]["files"]
    except (ValueError, KeyError, TypeError) as error:
        msg = f"specui check --format json prints no valid report: {error}"
        raise CannotMeasureError(msg) from error
    if files < count:
        msg = f"specui check saw {files} of {count} specs"
        raise CannotMeasureError(msg)


def _rumdl(ground: Ground, folder: Path, *options: str) -> Command | None:
    program = shutil.which("rumdl", path=str(Path(sys.executable).parent)) or shutil.which("rumdl")
    if program is None:
        return None
    findings = frozenset({0, 1})
    return Command("rumdl", [program, "check", *options, "."], folder, ground.env, findings)
