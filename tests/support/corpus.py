"""Real specs of other people, when a copy lies beside the checkout; never part of this repository."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def shared_corpus(pattern: str = "**/*.md") -> Iterator[Path]:
    """Yield the files of `../shared/corpus`, sorted; nothing when there is none.

    A test that uses it asserts something on the project's own samples too, so that it can fail anywhere.
    """
    folder = CHECKOUT.parent / "shared" / "corpus"
    yield from sorted(path for path in folder.glob(pattern) if path.is_file())
