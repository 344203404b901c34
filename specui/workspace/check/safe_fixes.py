"""Apply the safe fixes of a file until none is left: what `check --fix` writes and `--diff` shows."""

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
"""Rounds at most: a fix may allow another one, and two rules could undo each other for ever."""


@dataclass(frozen=True, slots=True)
class FixedFile:
    """A file before and after its fixes, and the change; `counts` is the number of fixed findings of each rule."""

    before: SpecFile
    after: SpecFile
    transaction: Transaction
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """The number of fixed findings."""
        return sum(self.counts.values())


def fix(file: SpecFile) -> FixedFile:
    """Apply the safe fixes of a file; writes nothing.  A file that is not UTF-8 stays unchanged."""
    before, counts, seen = file, Counter[str](), {file.text}
    whole = Transaction.of(file.text, ())
    for _ in range(ROUNDS):
        transaction = apply_fixes(file.text, file.diagnostics) if not file.read_only else None
        text = transaction.apply(file.text) if transaction else file.text
        if transaction is None or text in seen:
            break
        seen.add(text)
        counts.update(_fixed_rules(file.diagnostics, transaction))
        whole = whole.then(transaction)
        file = with_data(file, encode(text, file.source.bom))
    return FixedFile(before, file, whole, dict(counts))


def fix_on_disk(path: Path, name: str, context: Context) -> FixedFile:
    """Apply the safe fixes of a file on disk, while no other specui can write it.  Raises StorageError."""
    fixed: list[FixedFile] = []

    def change(data: bytes) -> bytes:
        fixed.append(fix(parse_file(path, name, data, context)))
        return fixed[-1].after.data

    storage.update(path, change)
    return fixed[-1]


def _fixed_rules(diagnostics: Iterable[Diagnostic], transaction: Transaction) -> Iterator[str]:
    """Yield the rule of each finding whose fix is in the transaction, which has each fix as a whole or not at all."""
    taken = frozenset(transaction.edits)
    for diagnostic in diagnostics:
        if diagnostic.fix is not None and diagnostic.fix.safe and not taken.isdisjoint(diagnostic.fix.edits):
            yield diagnostic.rule
