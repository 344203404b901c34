"""A frozen snapshot of the folder, and queries across its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from specui.rules.diagnostic import Diagnostic
from specui.workspace.files.spec_file import SpecFile


@dataclass(frozen=True, eq=False)
class Workspace:
    """Names in natural order, and the files read so far.

    ``names`` are all Markdown files found, relative to ``root``; ``files`` those of them that have been read.  A
    workspace on one file has just that name.
    """

    root: Path
    names: tuple[str, ...] = ()
    files: Mapping[str, SpecFile] = field(default_factory=dict)

    @property
    def loading(self) -> int:
        """The number of files that are not read yet."""
        return len(self.names) - len(self.files)

    @property
    def specs(self) -> Iterator[SpecFile]:
        """The files that are specs of a known template, in order."""
        return (file for file in self.ordered if file.is_counted)

    @property
    def ordered(self) -> Iterator[SpecFile]:
        """The files read so far, in the order of ``names``."""
        return (self.files[name] for name in self.names if name in self.files)

    @property
    def problems(self) -> Iterator[tuple[SpecFile, Diagnostic]]:
        """Every diagnostic of every file, in order."""
        return ((file, diagnostic) for file in self.ordered for diagnostic in file.diagnostics)

    def with_files(self, *files: SpecFile) -> Workspace:
        """Return the workspace with these files added or replaced."""
        return replace(self, files={**self.files, **{file.name: file for file in files}})

    def with_names(self, names: tuple[str, ...]) -> Workspace:
        """Return the workspace with other names, and without the files that are no longer among them."""
        kept = {name: self.files[name] for name in names if name in self.files}
        return replace(self, names=names, files=kept)
