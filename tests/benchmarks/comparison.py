"""This checkout against an earlier one, side by side: `make bench BENCH_ARGS="--against PATH"`.

Each bench runs both programs in turn, in the same run, and reports the medians and their ratio. It drives
`python -m specui` from outside and imports no module of specui, since an earlier checkout may lay its modules out in
another way. Both programs run on the same interpreter and the same specs; each has its own home folder, since the
formats of caches and journals may differ.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.benchmarks.ground import CHECKOUT, Ground
from tests.benchmarks.measure import PYTHON, CannotMeasureError, Command, alternate, output
from tests.benchmarks.screens import (
    COLUMNS,
    EMPTY_APP,
    EMPTY_SCREEN,
    QUIET,
    ROWS,
    time_of_picture,
    wait_until_whole,
)
from tests.benchmarks.table import Row
from tests.support.generate import production_spec
from tests.support.pty_app import PtyApp

BASELINE = "baseline"
SCREEN_SPECS = 1_000
CHECKED_SPECS = 400
TICKS = 30
MOVES = 15
PAUSE = 0.15


@dataclass(frozen=True, slots=True)
class Checkout:
    """A checkout of specui and the environment in which `python -m specui` runs it."""

    name: str
    path: Path
    env: dict[str, str]

    @property
    def argv(self) -> list[str]:
        """The command that starts specui."""
        return [*PYTHON, "-m", "specui"]

    def command(self, *arguments: str, cwd: Path) -> Command:
        return Command(self.name, [*self.argv, *arguments], cwd, self.env)

    def app(self, folder: Path) -> PtyApp:
        """Start the screen on a folder."""
        return PtyApp([*self.argv, str(folder)], columns=COLUMNS, rows=ROWS, cwd=folder, env=self.env)


def find_checkout(name: str, path: Path, ground: Ground) -> Checkout:
    """Return a checkout; raises CannotMeasureError if Python would run another one."""
    path = path.resolve()
    home = ground.root / f"home-{name}"
    home.mkdir(exist_ok=True)
    env = {**ground.env, "HOME": str(home), "PYTHONPATH": str(path)}
    for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
        env[f"XDG_{kind}_HOME"] = str(home / kind.lower())
    where = "import pathlib, specui; print(pathlib.Path(specui.__file__).resolve().parents[1])"
    found = output(Command(name, [*PYTHON, "-c", where], home, env)).strip()
    if found != str(path):
        msg = f"{path} is not a checkout of specui: Python finds {found}"
        raise CannotMeasureError(msg)
    return Checkout(name, path, env)


def comparisons(against: Path) -> Iterator[tuple[str, Callable[[Ground], Iterator[Row]]]]:
    """Yield the name and the function of each bench that compares this checkout with another."""

    def compare(
        bench: Callable[[Ground, Checkout, Checkout], Iterator[Row]],
    ) -> Callable[[Ground], Iterator[Row]]:
        def run(ground: Ground) -> Iterator[Row]:
            yield from bench(
                ground, find_checkout("this", CHECKOUT, ground), find_checkout(BASELINE, against, ground)
            )

        return run

    yield "compare-screen", compare(first_screens)
    yield "compare-tick", compare(ticks)
    yield "compare-check", compare(checks)
    yield "compare-lines", compare(lines_of_code)


def first_screens(ground: Ground, this: Checkout, baseline: Checkout) -> Iterator[Row]:
    """The time from the start until the first picture is complete, and the bytes of a `down` in the tree.

    The CPU time is that of the main process until the screen rests: other programs on the machine affect it less
    than the time on the clock.
    """
    folder = ground.specs(SCREEN_SPECS)
    took: dict[str, list[float]] = {this.name: [], baseline.name: []}
    cpu: dict[str, list[float]] = {this.name: [], baseline.name: []}
    sent: dict[str, list[float]] = {this.name: [], baseline.name: []}
    moves: dict[str, list[float]] = {this.name: [], baseline.name: []}
    empty: list[float] = []
    for _ in range(ground.runs + 1):
        with PtyApp(EMPTY_APP, columns=COLUMNS, rows=ROWS, cwd=folder, env=ground.env) as app:
            app.wait_for(lambda app: app.written > EMPTY_SCREEN)
            empty.append(app.wait_quiet(QUIET) * 1000)
        for checkout in (baseline, this):
            with checkout.app(folder) as app:
                wait_until_whole(app)
                cpu[checkout.name].append(_cpu_seconds(app.pid) * 1000)
                seconds, written = time_of_picture(app)
                took[checkout.name].append(seconds * 1000)
                sent[checkout.name].append(written)
                moves[checkout.name].append(statistics.median(_bytes_of(app, "down") for _ in range(MOVES)))
    what = f"the whole screen, {SCREEN_SPECS:,} specs"
    # The first run warms the caches of files and of compiled modules.
    yield _row(what, "ms", took[this.name][1:], took[baseline.name][1:])
    for checkout in (this, baseline):
        yield _row(f"{what}: {checkout.name}", "ms", took[checkout.name][1:], empty[1:], "empty Textual app")
    yield _row(f"{what}: CPU until it rests", "ms", cpu[this.name][1:], cpu[baseline.name][1:])
    yield _row(f"{what}: written", "bytes", sent[this.name][1:], sent[baseline.name][1:])
    yield _row("one `down` in the tree", "bytes", moves[this.name][1:], moves[baseline.name][1:])


def ticks(ground: Ground, this: Checkout, baseline: Checkout) -> Iterator[Row]:
    """The CPU time and the bytes of `space` on a criterion; each session ticks one box on and off."""
    cpu: dict[str, list[float]] = {this.name: [], baseline.name: []}
    sent: dict[str, list[float]] = {this.name: [], baseline.name: []}
    for number in range(max(1, ground.runs // 2)):
        for checkout in (baseline, this):
            folder = ground.root / f"tick-{checkout.name}-{number}"
            folder.mkdir()
            spec = folder / "tier1-spec.md"
            spec.write_bytes(production_spec(0).encode())
            milliseconds, written = _tick(checkout, spec)
            cpu[checkout.name].append(milliseconds)
            sent[checkout.name].append(written)
    yield _row(f"one tick, mean of {TICKS}: CPU", "ms", cpu[this.name], cpu[baseline.name])
    yield _row("one tick", "bytes", sent[this.name], sent[baseline.name])


def checks(ground: Ground, this: Checkout, baseline: Checkout) -> Iterator[Row]:
    """`specui check` without a cache."""
    folder = ground.specs(CHECKED_SPECS)
    arguments = ("check", "--no-cache", "--exit-zero", ".")
    ours, theirs = alternate(
        *(checkout.command(*arguments, cwd=folder) for checkout in (this, baseline)), runs=ground.runs
    )
    yield Row(f"check {CHECKED_SPECS}, no cache: wall", "s", ours.wall, theirs.wall, BASELINE)
    yield Row(f"check {CHECKED_SPECS}, no cache: CPU", "s", ours.cpu, theirs.cpu, BASELINE)


def lines_of_code(ground: Ground, this: Checkout, baseline: Checkout) -> Iterator[Row]:
    """The lines and files of the program."""
    del ground
    for what, count in (("lines of specui/**/*.py", count_lines), ("files of specui/**/*.py", count_files)):
        yield Row(what, "", count(this.path), count(baseline.path), BASELINE)


def count_lines(checkout: Path) -> int:
    """Return the number of lines of the program's modules."""
    return sum(len(path.read_bytes().splitlines()) for path in checkout.glob("specui/**/*.py"))


def count_files(checkout: Path) -> int:
    """Return the number of the program's modules."""
    return sum(1 for _ in checkout.glob("specui/**/*.py"))


def _tick(checkout: Checkout, spec: Path) -> tuple[float, float]:
    """Return the milliseconds of CPU time for each of TICKS ticks, children included, and the median of the bytes."""
    with checkout.app(spec.parent) as app:
        wait_until_whole(app)
        app.press("3")
        app.wait_quiet(QUIET)
        _press_space(app, spec)  # the first tick imports what all ticks need
        app.wait_quiet(QUIET)
        start = _cpu_seconds(app.pid)
        written = [_press_space(app, spec) for _ in range(TICKS)]
        spent = _cpu_seconds(app.pid) - start
    return spent / TICKS * 1000, statistics.median(written)


def _press_space(app: PtyApp, spec: Path) -> int:
    """Press space and return the bytes that came; raises CannotMeasureError if the file does not change."""
    before = spec.read_bytes()
    written = _bytes_of(app, "space")
    end = time.monotonic() + 2
    while spec.read_bytes() == before:
        if time.monotonic() > end:
            msg = f"the keys `3` and `space` ticked nothing in {spec.name}"
            raise CannotMeasureError(msg)
        app.wait_quiet(PAUSE)
    return written


def _bytes_of(app: PtyApp, key: str) -> int:
    before = app.written
    app.press(key)
    app.wait_quiet(PAUSE)
    return app.written - before


def _cpu_seconds(pid: int) -> float:
    """Return the user and system time of a process and of its children that ended."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


def _row(what: str, unit: str, ours: list[float], theirs: list[float], name: str = BASELINE) -> Row:
    return Row(what, unit, statistics.median(ours), statistics.median(theirs), name)
