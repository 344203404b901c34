"""Files in little memory: compressed bytes and diagnostics; text and contents are made again on demand.

A spec with its contents takes some fifteen times its size, and of a folder of ten thousand few are ever open.
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
from specui.specs.spec import read_as
from specui.workspace.files.spec_file import Context, FileKind, SpecFile


class PackedFile(NamedTuple):
    """A file as one process hands it to another: compressed, and without its context."""

    path: Path
    name: str
    kind: FileKind
    packed: bytes
    diagnostics: tuple[Diagnostic, ...]
    error: str
    version: int


def pack_file(file: SpecFile) -> SpecFile:
    """Return the same file in little memory; an unreadable file comes back as it is."""
    return file if file.error or isinstance(file, _LazyFile) else _LazyFile(pack(file), file.context)


def pack(file: SpecFile) -> PackedFile:
    """Return a file as it is handed to another process."""
    packed = zlib.compress(file.data, 1)
    return PackedFile(file.path, file.name, file.kind, packed, file.diagnostics, file.error, file.version)


def unpack_file(fold: PackedFile, context: Context) -> SpecFile:
    """Return the file that was handed over, in a context equal to its own there; still in little memory."""
    return _LazyFile(fold, context)


class _LazyFile(SpecFile):
    """A SpecFile that makes its data, source and contents on demand, and so sets its fields itself."""

    def __init__(self, fold: PackedFile, context: Context) -> None:
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
        """The text, read as a spec."""
        document = scan(self.source.text)
        plain = self.kind in {"template", "unreadable"}
        return Contents(read_as(document, None) if plain else self.context.read(document))


def read_contents(file: SpecFile) -> Contents:
    """Return a file's contents, without making a packed file keep them."""
    if isinstance(file, _LazyFile) and "contents" not in file.__dict__:
        return _LazyFile(pack(file), file.context).contents
    return file.contents
