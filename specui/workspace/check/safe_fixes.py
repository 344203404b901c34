"""Safe fixes of a file, made until none is left: what `check --fix` writes and `--diff` shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from specui.markdown.edits import Transaction
from specui.markdown.source import encode
from specui.rules.diagnostic import Diagnostic
from specui.rules.engine import apply_fixes
from specui.workspace.files.spec_file import Context, SpecFile, parse_file, with_data
from specui.workspace.storage import file_store as storage

ROUNDS = 16
"""A fix may make room for another; rules that answer each other for ever are stopped here."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file before and after, and the change; `counts` says how many findings of each rule were mended."""

    before: SpecFile
    after: SpecFile
    made: Transaction
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many findings were mended."""
        return sum(self.counts.values())


def fix(file: SpecFile) -> Fixed:
    """Return the file with its safe fixes made; nothing is written. What is not UTF-8 stays as it is."""
    before, counts, seen = file, Counter[str](), {file.text}
    whole = Transaction.of(file.text, ())
    for _ in range(ROUNDS):
        transaction = apply_fixes(file.text, file.diagnostics) if not file.read_only else None
        text = transaction.apply(file.text) if transaction else file.text
        if transaction is None or text in seen:
            break
        seen.add(text)
        counts.update(_mended(file.diagnostics, transaction))
        whole = whole.then(transaction)
        file = with_data(file, encode(text, file.source.bom))
    return Fixed(before, file, whole, dict(counts))


def fix_on_disk(path: Path, name: str, context: Context) -> Fixed:
    """Make the safe fixes of what stands on disk, in one step no other specui comes between. Raises StorageError."""
    made: list[Fixed] = []

    def change(data: bytes) -> bytes:
        made.append(fix(parse_file(path, name, data, context)))
        return made[-1].after.data

    storage.update(path, change)
    return made[-1]


def _mended(diagnostics: Iterable[Diagnostic], transaction: Transaction) -> Iterator[str]:
    """Yield the rule of each finding whose fix is in the transaction, which takes a fix as a whole or not at all."""
    taken = frozenset(transaction.edits)
    for diagnostic in diagnostics:
        if diagnostic.fix is not None and diagnostic.fix.safe and not taken.isdisjoint(diagnostic.fix.edits):
            yield diagnostic.rule
