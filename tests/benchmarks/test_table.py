"""The table shows a missed goal as missed, and a failed measurement as not measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.measure import CannotMeasureError, Command, run
from tests.benchmarks.table import Goal, Row, machine, render


@pytest.mark.parametrize(
    "goal,measured,peer,met",
    [
        (Goal(0.8, "times"), 0.7, 1.0, True),
        (Goal(0.8, "times"), 0.9, 1.0, False),
        (Goal(0.8, "times"), 0.9, None, None),
        (Goal(80, "over"), 95.0, 15.0, True),
        (Goal(80, "over"), 96.0, 15.0, False),
        (Goal(80, "over"), 96.0, None, None),
        (Goal(0, "in all"), 0.0, None, True),
        (Goal(40, "in all"), 41.0, 500.0, False),
        (Goal(40, "in all"), None, None, None),
        (None, 41.0, 500.0, None),
    ],
)
def test_verdict(goal: Goal | None, measured: float | None, peer: float | None, met: bool | None) -> None:
    assert Row("x", "s", measured, peer, "peer", goal).met is met


def test_table_says_met_missed_and_why_not() -> None:
    lines = render(
        [
            Row("fast", "s", 0.5, 1.0, "rumdl", Goal(0.8, "times")),
            Row("slow", "s", 1.5, 1.0, "rumdl", Goal(0.8, "times")),
            Row("gone", "s", goal=Goal(0.8, "times"), reason="rumdl is not installed"),
        ]
    ).splitlines()
    assert len({len(line) for line in lines[:2]}) == 1
    assert "| 0.5 s " in lines[2] and "rumdl 1 s" in lines[2] and "met" in lines[2]
    assert "1.50" in lines[3] and "MISSED" in lines[3]
    assert "not measured" in lines[4] and "rumdl is not installed" in lines[4]


def test_machine_names_python_and_load() -> None:
    assert "Python 3." in machine()
    assert "load " in machine()


def test_a_program_that_fails_is_no_figure(tmp_path: Path) -> None:
    command = Command("false", ["sh", "-c", "echo broken >&2; exit 2"], cwd=tmp_path)
    with pytest.raises(CannotMeasureError, match="false ended with 2: broken"):
        run(command)
    with pytest.raises(CannotMeasureError, match="cannot be started"):
        run(Command("none", ["specui-no-such-program"], cwd=tmp_path))
