"""Findings, diagnostics and fixes: the values that rules produce and every front end shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from specui.markdown.edits import TextEdit


class Severity(IntEnum):
    """An error breaks the spec or contradicts it, a warning needs action, an info is worth a look."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()

    def counted(self, number: int) -> str:
        """Return a number of findings in words: ``1 error``, ``2 warnings``, ``3 info``."""
        return f"{number:,} {self}{'' if number == 1 or self is Severity.INFO else 's'}"


class Fix(NamedTuple):
    """Edits that fix a finding; ``safe`` if they cannot change what the author means."""

    title: str
    edits: tuple[TextEdit, ...]
    safe: bool = True


class Finding(NamedTuple):
    """What a rule reports about ``text[start:end]``: a message and perhaps a fix.

    ``key`` replaces the marked text in the fingerprint if the finding is not about that text: specui marks a missing
    section at the title.
    """

    start: int
    end: int
    message: str
    fix: Fix | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its rule, for display. Offsets count characters of the decoded text."""

    rule: str
    code: str
    severity: Severity
    message: str
    start: int
    end: int
    section: str
    fingerprint: str
    fix: Fix | None = None


def fingerprint(rule: str, section: str, text: str) -> str:
    """Return 16 hexadecimal digits that stay the same when someone edits the file elsewhere."""
    from hashlib import blake2b  # the import takes 2 ms, which a file without findings saves

    normal = " ".join(text.split())
    source = f"{rule}\0{section}\0{normal}".encode("utf-8", "surrogatepass")
    return blake2b(source, digest_size=8).hexdigest()
