"""What every report format provides: the findings of one file, and the whole output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from specui.workspace.files.spec_file import SpecFile


class Totals(NamedTuple):
    """The counts of a run: files checked, findings by severity, and findings with a safe fix."""

    files: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    fixable: int = 0


class Report:
    """One format, in two halves, because files are read in several processes.

    Code hosts need paths relative to `root`, the repository's; it is "" outside of a repository.
    """

    def __init__(self, root: str = "") -> None:
        self.root = root

    def format_file(self, file: SpecFile) -> str:
        """Return the findings of one file, "" for none; a pure function of the file, called in any process."""
        raise NotImplementedError

    def assemble(self, parts: Iterable[str], totals: Totals) -> Iterator[str]:
        """Yield the output: the non-empty parts of all files, and what goes around them."""
        del totals
        yield from parts
