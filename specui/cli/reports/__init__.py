"""How findings are told: one file a format.

A report has two halves: `piece` tells one file's findings, in whatever process read the file; `whole` puts the
pieces together and knows the totals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import NamedTuple, Protocol

from specui.cli.output import Painter
from specui.workspace.files.spec_file import SpecFile

FORMATS = ("text", "full", "json", "sarif", "junit", "github", "gitlab")


class Totals(NamedTuple):
    """What a run found."""

    files: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    fixable: int = 0


class Report(Protocol):
    """One format."""

    def piece(self, file: SpecFile) -> str:
        """Return what is told of one file, empty where nothing is; a pure function of the file."""

    def whole(self, pieces: Iterable[str], totals: Totals) -> Iterator[str]:
        """Yield the output: the pieces that are not empty, and what stands around them."""


def report(name: str, paint: Painter, width: int, root: str = "") -> Report:
    """Return the report of that format.

    `width` is in cells, for formats that people read; `root` is the repository's root, to which paths are relative in
    formats for code hosts, "" outside of any repository.
    """
    if name in {"text", "full"}:
        from specui.cli.reports.text import TextReport

        return TextReport(paint, width, full=name == "full")
    made: Report = import_module(f"specui.cli.reports.{name}").make(root)
    return made
