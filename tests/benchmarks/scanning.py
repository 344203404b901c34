"""The scanner compared with the AST of mistune, on the same texts in this process."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

import mistune

from tests.benchmarks.ground import Ground
from tests.benchmarks.table import Row
from tests.support.generate import production_spec

SPECS = 40


def scan_beside_mistune(ground: Ground) -> Iterator[Row]:
    from specui.markdown.scanner import scan

    texts = [production_spec(number) for number in range(SPECS)]
    tree = mistune.create_markdown(renderer="ast", plugins=["table", "task_lists"])
    ours, peer = _in_turn(scan, tree, texts, ground.runs)
    yield Row("scan one spec", "ms", ours, peer, "mistune")


def _in_turn(
    ours: Callable[[str], object], peer: Callable[[str], object], texts: list[str], runs: int
) -> tuple[float, float]:
    """Return the median milliseconds per text of each function."""
    took: dict[Callable[[str], object], list[float]] = {ours: [], peer: []}
    for _ in range(runs + 1):
        for function, results in took.items():
            start = time.perf_counter()
            for text in texts:
                function(text)
            results.append((time.perf_counter() - start) / len(texts) * 1000)
    return statistics.median(took[ours][1:]), statistics.median(took[peer][1:])
