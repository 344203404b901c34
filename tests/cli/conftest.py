"""Fixtures that run commands: in this process for most tests, in a real process if the process itself is tested."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from specui.cli.program import program
from tests.support.corpus import CHECKOUT

Run = Callable[..., Result]
Start = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder; standard output and error apart."""
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()

    def invoke(*args: str | Path, stdin: bytes | str | None = None) -> Result:
        result = runner.invoke(program, [str(arg) for arg in args], input=stdin, prog_name="specui")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Run `python -m specui` as a process of its own."""

    def execute(
        *args: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        environ = {**os.environ, "PYTHONPATH": str(CHECKOUT), **(env or {})}
        argv = [sys.executable, "-m", "specui", *map(str, args)]
        return subprocess.run(
            argv, input=stdin, capture_output=True, check=False, cwd=cwd or tmp_path, env=environ
        )

    return execute
