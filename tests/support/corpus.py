"""Real specs of other projects, if a copy is next to the checkout; never part of this repository."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def shared_corpus(pattern: str = "**/*.md") -> Iterator[Path]:
    """Yield the files of `../shared/corpus`, sorted; nothing if it does not exist.

    A test that uses them also asserts something about the samples of the project, so that it can fail everywhere.
    """
    folder = CHECKOUT.parent / "shared" / "corpus"
    yield from sorted(path for path in folder.glob(pattern) if path.is_file())
