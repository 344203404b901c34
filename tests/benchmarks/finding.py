"""The time of the finder for each typed letter, with ten thousand items, in this process."""

from __future__ import annotations

import time
from collections.abc import Iterator

from specui.markdown.scanner import scan
from specui.specs.contents import Contents
from specui.specs.search import Index, Query, items_of
from specui.specs.spec import read_spec
from specui.specs.template import read_template
from specui.workspace.config.template_library import built_in_text
from tests.benchmarks.ground import Ground
from tests.benchmarks.table import Goal, Row
from tests.support.generate import production_spec

ITEMS = 10_000
TYPED = ("e", "st", "rate limit", "heartbeat", "timeout ret", "tests pass", "oa oa", "xyzzy")


def a_letter_more(ground: Ground) -> Iterator[Row]:
    """Type queries letter by letter, and each as a whole."""
    index = _index()
    took = []
    for _ in range(ground.runs):
        for typed in TYPED:
            for end in (*range(1, len(typed) + 1), len(typed)):
                start = time.perf_counter()
                index.find(Query.of(typed[:end]))
                took.append((time.perf_counter() - start) * 1000)
    took.sort()
    yield Row(f"finder: a letter, {ITEMS:,} items, median", "ms", took[len(took) // 2])
    yield Row(
        f"finder: a letter, {ITEMS:,} items, p99", "ms", took[len(took) * 99 // 100], goal=Goal(50, "in all")
    )


def _index() -> Index:
    index = Index()
    names: list[str] = []
    count = 0
    template = read_template(scan(built_in_text()), "production-spec")
    assert template is not None
    while count < ITEMS:
        name = f"spec-{len(names)}.md"
        contents = Contents(read_spec(scan(production_spec(len(names))), (template,)))
        items = items_of(name, name, contents)
        index.put(name, contents, items)
        names.append(name)
        count += len(items)
    index.order(tuple(names))
    return index
