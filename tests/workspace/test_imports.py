"""The files of the workspace stand below the screen and the command line, and start fast."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
MODULES = ["files.discovery", "state.recovery", "files.watch_snapshot", "storage.file_store", "files.watcher"]
FOREIGN = [
    "click",
    "platformdirs",
    "rich",
    "specui.rules",
    "specui.specs",
    "textual",
    "watchfiles",
]


@pytest.mark.parametrize("module", MODULES)
def test_nothing_foreign_is_imported(module: str) -> None:
    program = (
        f"import sys, specui.workspace.{module}; print([name for name in {FOREIGN} if name in sys.modules])"
    )
    output = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )
    assert output.stdout == "[]\n"
