"""`make bench`: measures everything that specui promises in figures, each next to its peer or floor in the same run.

make bench                              about three minutes, folders of 1,000 specs
make bench BENCH_ARGS="--full"          10,000 specs too
make bench BENCH_ARGS="--only screen"   the benches whose name contains the word
make bench BENCH_ARGS="--against PATH"  this checkout against another one, side by side
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks import (
    checking,
    comparison,
    documents,
    finding,
    history,
    interaction,
    scanning,
    screens,
    starting,
)
from tests.benchmarks.ground import Ground
from tests.benchmarks.measure import CannotMeasureError
from tests.benchmarks.table import Row, machine, render
from tests.support.pty_app import ScreenTimeoutError

Bench = Callable[[Ground], Iterator[Row]]


def main(argv: list[str]) -> int:
    options = _options(argv)
    rows: list[Row] = []
    print(machine(), file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="specui-bench-") as folder:
        ground = Ground(Path(folder), options.runs)
        benches = comparison.comparisons(options.against) if options.against else _benches(full=options.full)
        for name, bench in benches:
            if options.only in name:
                print(f"… {name}", file=sys.stderr)
                rows += _measure(name, bench, ground)
    print(f"{machine()}\n\n{render(rows)}\n\n{_summary(rows)}")
    return 0


def _benches(*, full: bool) -> Iterator[tuple[str, Bench]]:
    yield "scan", scanning.scan_beside_mistune
    yield "start", starting.small_commands
    for count in (1_000, 10_000) if full else (1_000,):
        yield f"check-{count}", partial(checking.without_cache, count=count)
        yield f"cached-check-{count}", partial(checking.with_cache, count=count)
        yield f"screen-{count}", partial(screens.first_screen, count=count)
        yield f"session-{count}", partial(screens.at_work, count=count)
    yield "finder", finding.a_letter_more
    yield "history", history.by_week
    yield "hostile-read", documents.read
    yield "hostile-screen", documents.shown
    yield "typing", interaction.typing
    yield "ticking", interaction.ticking
    yield "panel", interaction.panel
    yield "outside-change", interaction.outside_change


def _measure(name: str, bench: Bench, ground: Ground) -> list[Row]:
    """Run one bench; a failure becomes a row with the reason, and the other benches continue."""
    rows: list[Row] = []
    try:
        rows.extend(bench(ground))
    except CannotMeasureError as error:
        rows.append(Row(name, reason=str(error)))
    except ScreenTimeoutError as error:
        rows.append(Row(name, reason=str(error).splitlines()[0]))
    except ImportError as error:
        rows.append(Row(name, reason=f"specui cannot import it: {error}"))
    return rows


def _summary(rows: list[Row]) -> str:
    met, missed = sum(row.met is True for row in rows), sum(row.met is False for row in rows)
    unknown = sum(row.met is None and row.goal is not None for row in rows)
    failed = sum(row.measured is None and row.goal is None for row in rows)
    goals = f"{met} goals met, {missed} missed, {unknown} not measured, " if met + missed + unknown else ""
    return f"{goals}{failed} benches failed"


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make bench", description="Measure the figures that specui promises."
    )
    parser.add_argument("--full", action="store_true", help="also folders of 10,000 specs")
    parser.add_argument(
        "--only", default="", metavar="WORD", help="only the benches whose name contains WORD"
    )
    parser.add_argument(
        "--against", type=Path, metavar="PATH", help="compare with the checkout at PATH, and run nothing else"
    )
    parser.add_argument("--runs", type=int, default=5, help="runs of each pair; the median counts")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
