"""Diagnostics and their fixes, as every front end gets them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from specui.markdown.edits import TextEdit


class Severity(IntEnum):
    """How bad it is: an error breaks the spec or contradicts it, a warning is to be acted on."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


class Fix(NamedTuple):
    """Edits that mend a finding; ``safe`` where they cannot change what the author means."""

    title: str
    edits: tuple[TextEdit, ...]
    safe: bool = True


class Finding(NamedTuple):
    """What a rule reports: a range of the text, a sentence, maybe a fix.

    ``key`` stands for the marked text in the fingerprint, where the finding is not
    about that text: a missing section is marked at the title.
    """

    start: int
    end: int
    message: str
    fix: Fix | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its rule, as it is shown: offsets are characters of the decoded text."""

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
    """Return what stays the same when the file is edited elsewhere: 16 hexadecimal digits."""
    from hashlib import blake2b  # 2 ms that a file without findings need not pay

    normal = " ".join(text.split())
    source = f"{rule}\0{section}\0{normal}".encode("utf-8", "surrogatepass")
    return blake2b(source, digest_size=8).hexdigest()
