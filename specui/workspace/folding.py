"""Files that are known but not open: their bytes, packed, and what was found; the rest is read again when asked for.

A spec that has been understood takes some fifteen times its size. A folder of ten thousand holds few that are
looked at.
"""

from __future__ import annotations

import zlib
from functools import cached_property

from specui.markdown.source import Source
from specui.specs.contents import Contents
from specui.workspace.files import SpecFile, understand


def fold(file: SpecFile) -> SpecFile:
    """Return the same file in little space; one that could not be read comes back as it is."""
    return file if file.error or isinstance(file, _Folded) else _Folded(file)


class _Folded(SpecFile):
    """Gives what a SpecFile gives. Its fields are set here, since three of them are made on demand."""

    def __init__(self, file: SpecFile) -> None:
        for field in ("path", "name", "kind", "context", "diagnostics", "error", "version"):
            object.__setattr__(self, field, getattr(file, field))
        object.__setattr__(self, "_packed", zlib.compress(file.data, 1))

    @property
    def data(self) -> bytes:
        """The bytes that were read."""
        packed: bytes = self.__dict__["_packed"]
        return zlib.decompress(packed)

    @cached_property
    def source(self) -> Source:
        """The decoded text."""
        return self._whole.source

    @cached_property
    def contents(self) -> Contents:
        """What the text means."""
        return self._whole.contents

    @cached_property
    def _whole(self) -> SpecFile:
        return understand(self.path, self.name, self.data, self.context, self.version)
