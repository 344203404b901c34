"""The table of the benchmark: each row has a figure, its peer from the same run, and the goal."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

HEAD = ("what", "measured", "beside", "ratio", "goal", "")


@dataclass(frozen=True, slots=True)
class Goal:
    """At most `limit`: `times` the peer, `over` the peer (in the row's unit), or `in all`."""

    limit: float
    kind: Literal["times", "over", "in all"]

    def text(self, unit: str) -> str:
        if self.kind == "times":
            return f"≤ {self.limit:g} ×"
        return f"≤ {self.limit:g} {unit}" + (" more" if self.kind == "over" else "")


@dataclass(frozen=True, slots=True)
class Row:
    """`measured` and `peer` in `unit`; `measured` is None, with a `reason`, if the measurement failed."""

    what: str
    unit: str = ""
    measured: float | None = None
    peer: float | None = None
    peer_name: str = ""
    goal: Goal | None = None
    reason: str = ""

    @property
    def ratio(self) -> float | None:
        if self.measured is None or not self.peer:
            return None
        return self.measured / self.peer

    @property
    def met(self) -> bool | None:
        """Whether the figure meets the goal; None without a goal or without the peer that it needs."""
        if self.goal is None or self.measured is None:
            return None
        if self.goal.kind == "in all":
            return self.measured <= self.goal.limit
        if self.peer is None or self.ratio is None:
            return None
        reached = self.ratio if self.goal.kind == "times" else self.measured - self.peer
        return reached <= self.goal.limit

    def cells(self) -> tuple[str, ...]:
        goal = self.goal.text(self.unit) if self.goal else "–"
        if self.measured is None:
            return (self.what, "not measured", "", "", goal, self.reason)
        beside = "–" if self.peer is None else f"{self.peer_name} {_figure(self.peer, self.unit)}"
        ratio = "–" if self.ratio is None else f"{self.ratio:.2f}"
        verdict = {True: "met", False: "MISSED", None: ""}[self.met]
        if self.goal and self.met is None:
            verdict = "not judged"
        remark = f"{verdict} ({self.reason})" if self.reason else verdict
        return (self.what, _figure(self.measured, self.unit), beside, ratio, goal, remark.strip())


def render(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown table with aligned columns."""
    table = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(HEAD))]
    lines = ["| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in table]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def machine() -> str:
    """Return what the figures depend on: processor, memory, system, versions, and load."""
    cores = os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    versions = ", ".join(f"{name} {_version(name)}" for name in ("specui", "textual", "mistune", "rumdl"))
    busy = " — BUSY: trust only the ratios" if load > cores * 0.5 else ""
    return (
        f"{_processor()}, {cores} cores, {memory:.0f} GB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}\n{versions}\nload {load:.1f}{busy}"
    )


def _figure(value: float, unit: str) -> str:
    digits = f"{value:,.0f}" if value >= 100 or unit == "bytes" else f"{value:.3g}"
    return f"{digits} {unit}".strip()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
