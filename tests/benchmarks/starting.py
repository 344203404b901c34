"""The cost of the smallest commands compared with a bare interpreter."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.ground import Ground
from tests.benchmarks.measure import PYTHON, Command, alternate
from tests.benchmarks.table import Goal, Row


def small_commands(ground: Ground) -> Iterator[Row]:
    folder = ground.specs(1)
    (spec,) = (path.relative_to(folder) for path in folder.rglob("spec-*.md"))
    bare = Command("python", [*PYTHON, "-c", "pass"], folder, ground.env)
    for name, goal, arguments in (
        ("specui --help", 80, ("--help",)),
        ("specui check, one file", 120, ("check", "--no-cache", "--exit-zero", str(spec))),
    ):
        took, floor = alternate(ground.specui(*arguments, cwd=folder), bare, runs=ground.runs * 2 + 1)
        yield Row(name, "ms", took.wall * 1000, floor.wall * 1000, "bare Python", Goal(goal, "over"))
