"""The one door from the command line to the screen, and the demo's copy of the samples."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

ENDING = (signal.SIGHUP, signal.SIGTERM)


def run(path: Path, theme: str | None = None, *, demo: bool = False) -> int:
    """Open the screen on a folder or a file; returns the exit status."""
    from specui.tui import app

    gc.freeze()
    gc.enable()
    return app.run(path, demo=demo, theme=theme)


def run_demo(theme: str | None = None) -> int:
    """Open the screen on a copy of the sample specs, which is removed afterwards."""
    with demo_copy() as folder:
        return run(folder, theme, demo=True)


@contextmanager
def demo_copy() -> Iterator[Path]:
    """A writable copy of the sample specs; removed at the end, also when the terminal goes or we are told to."""
    from specui.resources import samples_dir

    before = {number: signal.signal(number, _leave) for number in ENDING}
    place = Path(tempfile.mkdtemp(prefix="specui-demo-"))
    try:
        yield _copy(samples_dir(), place / "sample_specs")
    finally:
        for number in ENDING:  # a second signal must not stop the removal half-way
            signal.signal(number, signal.SIG_IGN)
        shutil.rmtree(place, ignore_errors=True)
        for number, handler in before.items():
            signal.signal(number, handler)


def _copy(source: Path, target: Path) -> Path:
    """Copy contents only: what a package manager installed read-only must be writable here."""
    shutil.copytree(source, target, copy_function=shutil.copyfile)
    for folder, _, names in os.walk(target):
        os.chmod(folder, 0o700)
        for name in names:
            os.chmod(os.path.join(folder, name), 0o600)
    return target


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)
