"""Files that are known but not open: their bytes, packed, and what was found; the rest is read again when asked for.

A spec that has been understood takes some fifteen times its size. A folder of ten thousand holds few that are
looked at.
"""

from __future__ import annotations

import zlib
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from specui.markdown.scanner import scan
from specui.markdown.source import Source, decode
from specui.rules.diagnostic import Diagnostic
from specui.specs.contents import Contents
from specui.specs.spec import read_as, read_spec
from specui.workspace.files.spec_file import Context, FileKind, SpecFile


class Fold(NamedTuple):
    """A file in little space, without the context that it was read in: what one process can hand to another."""

    path: Path
    name: str
    kind: FileKind
    packed: bytes
    diagnostics: tuple[Diagnostic, ...]
    error: str
    version: int


def fold(file: SpecFile) -> SpecFile:
    """Return the same file in little space; one that could not be read comes back as it is."""
    return file if file.error or isinstance(file, _Folded) else _Folded(folded(file), file.context)


def folded(file: SpecFile) -> Fold:
    """Return what there is to hand over of a file."""
    packed = zlib.compress(file.data, 1)
    return Fold(file.path, file.name, file.kind, packed, file.diagnostics, file.error, file.version)


def unfold(fold: Fold, context: Context) -> SpecFile:
    """Return the file that was handed over, in the same context as it was read in there; in little space still."""
    return _Folded(fold, context)


class _Folded(SpecFile):
    """Gives what a SpecFile gives. Its fields are set here, since three of them are made on demand."""

    def __init__(self, fold: Fold, context: Context) -> None:
        for field, value in zip(fold._fields, fold, strict=True):
            object.__setattr__(self, field, value)
        object.__setattr__(self, "context", context)

    @property
    def data(self) -> bytes:
        """The bytes that were read."""
        packed: bytes = self.__dict__["packed"]
        return zlib.decompress(packed)

    @cached_property
    def source(self) -> Source:
        """The decoded text."""
        return decode(self.data)

    @cached_property
    def contents(self) -> Contents:
        """What the text means."""
        document = scan(self.source.text)
        plain = self.kind in {"template", "unreadable"}
        return Contents(read_as(document, None) if plain else read_spec(document, self.context.templates))


def glance(file: SpecFile) -> Contents:
    """Return what a file means; one in little space stays so."""
    if isinstance(file, _Folded) and "contents" not in file.__dict__:
        return _Folded(folded(file), file.context).contents
    return file.contents
