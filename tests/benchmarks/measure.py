"""Measures the time and memory of programs, of one alone or of several in turn.

CPU time comes from `wait4`, which includes the children that the program waited for. Memory needs separate runs, since
sampling costs time.
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
    """There is no figure; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    argv: Sequence[str]
    cwd: Path
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    accepts: frozenset[int] = frozenset({0})
    """Exit statuses that count as success. A Python program that crashes ends with 1."""


@dataclass(frozen=True, slots=True)
class Took:
    wall: float
    """Seconds from start to end."""
    cpu: float
    """User and system seconds, children included."""


def specui() -> list[str]:
    """Return the command that starts specui: the installed script, if there is one."""
    script = Path(sys.executable).with_name("specui")
    return [str(script)] if script.exists() else [sys.executable, "-m", "specui"]


def run(command: Command) -> Took:
    """Run a command without its output; raises CannotMeasureError if it fails."""
    start = time.perf_counter()
    process = _start(command)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    _check(command, process.returncode)
    return Took(wall, usage.ru_utime + usage.ru_stime)


def alternate(*commands: Command, runs: int) -> list[Took]:
    """Return the medians of `runs` runs of each command, in turn, after one run that does not count."""
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
    """Return the peak memory of a program and its children together, in MB.

    Samples every 5 ms. Shared pages count once (PSS) if the system reports it. The result is at least the kernel's
    figure for the largest single process.
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
    """Return the memory of a process and its children now, in MB; 0 if it has ended."""
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
    """Return the standard output of a command; raises CannotMeasureError if it fails."""
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
        output(command)  # again, for the reason
        msg = f"{command.name} ended with {status}, and then did not"
        raise CannotMeasureError(msg)
