"""Run a program and say what it took; run two in turn and say what each took.

CPU time comes from `wait4`, which counts the children that the program waited for. Memory is
taken in runs of its own, since looking costs time.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

PYTHON = (sys.executable,)
MEGABYTE = 1 << 20


class CannotMeasureError(Exception):
    """Says in one sentence why there is no figure."""


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    argv: Sequence[str]
    cwd: Path
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    accepts: frozenset[int] = frozenset({0})
    """Exit statuses that are no failure. Careful with 1: a Python program that crashes ends with it too."""


@dataclass(frozen=True, slots=True)
class Took:
    wall: float
    """Seconds from start to end."""
    cpu: float
    """User and system seconds, children included."""


def specui() -> list[str]:
    """Return how to start specui: the installed command where there is one."""
    script = Path(sys.executable).with_name("specui")
    return [str(script)] if script.exists() else [sys.executable, "-m", "specui"]


def run(command: Command) -> Took:
    """Run to the end, output thrown away; CannotMeasureError when it fails."""
    start = time.perf_counter()
    process = _start(command)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    _check(command, process.returncode)
    return Took(wall, usage.ru_utime + usage.ru_stime)


def alternate(*commands: Command, runs: int) -> list[Took]:
    """Return the medians of `runs` runs of each, taken in turn after one run that does not count."""
    took: list[list[Took]] = [[] for _ in commands]
    for command in commands:
        run(command)
    for _ in range(runs):
        for command, results in zip(commands, took, strict=True):
            results.append(run(command))
    return [
        Took(statistics.median(t.wall for t in results), statistics.median(t.cpu for t in results))
        for results in took
    ]


def peak_memory(command: Command) -> float:
    """Return the most that the program and its children held together, in MB.

    Pages that processes share count once (PSS) where the system tells; looked at every 5 ms, and never
    less than the largest single process according to the kernel.
    """
    process = _start(command)
    watched = psutil.Process(process.pid)
    most = 0.0
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        most = max(most, tree_memory(watched))
        time.sleep(0.005)
    process.returncode = os.waitstatus_to_exitcode(status)
    _check(command, process.returncode)
    kilobyte = 1 if sys.platform == "darwin" else 1024
    return max(most, usage.ru_maxrss * kilobyte / MEGABYTE)


def tree_memory(process: psutil.Process) -> float:
    """Return what a process and its children hold now, in MB; 0 when it has ended."""
    total = 0
    try:
        family = [process, *process.children(recursive=True)]
    except psutil.Error:
        return 0.0
    for member in family:
        try:
            total += getattr(member.memory_full_info(), "pss", None) or member.memory_info().rss
        except (psutil.Error, OSError):
            continue
    return total / MEGABYTE


def _start(command: Command) -> subprocess.Popen[bytes]:
    null = subprocess.DEVNULL
    try:
        return subprocess.Popen(
            command.argv, cwd=command.cwd, env=command.env, stdin=null, stdout=null, stderr=null
        )
    except OSError as error:
        msg = f"{command.name} cannot be started: {error.strerror}"
        raise CannotMeasureError(msg) from error


def output(command: Command) -> str:
    """Return what it prints; CannotMeasureError when it fails."""
    try:
        done = subprocess.run(
            command.argv, cwd=command.cwd, env=command.env, capture_output=True, text=True, check=False
        )
    except OSError as error:
        msg = f"{command.name} cannot be started: {error.strerror}"
        raise CannotMeasureError(msg) from error
    if done.returncode not in command.accepts:
        last = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()[-1]
        msg = f"{command.name} ended with {done.returncode}: {last}"
        raise CannotMeasureError(msg)
    return done.stdout


def _check(command: Command, status: int) -> None:
    if status not in command.accepts:
        output(command)  # once more, to hear why
        msg = f"{command.name} ended with {status}, and then did not"
        raise CannotMeasureError(msg)
