"""Which files and folders a command skipped, and why: as one line for people, and as rows for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from specui.specs.phrases import format_count
from specui.workspace.files.discovery import IGNORED, LEFTOVER, LINKED
from specui.workspace.files.spec_file import SpecFile

NO_TEMPLATE = "matches no template"
DOCUMENT = "is a document without items"
TEMPLATE = "is a template"
ARCHIVED = "archived"

_WORDING = {
    NO_TEMPLATE: ("matches no template", "match no template"),
    DOCUMENT: ("is a document without items", "are documents without items"),
    TEMPLATE: ("is a template", "are templates"),
    ARCHIVED: ("archived", "archived"),
    LINKED: ("is a link to a listed file", "are links to listed files"),
    IGNORED: ("ignored by git", "ignored by git"),
    "hidden": ("hidden", "hidden"),
}
_NOT_COUNTED = frozenset({LEFTOVER})
_MORE = "specui list --all"


class SkippedEntry(NamedTuple):
    """A file or folder that was skipped: its shown name, the reason, and the argument that it was found in."""

    shown: str
    reason: str
    is_folder: bool = False
    argument: str = ""


def skip_reason(file: SpecFile) -> str:
    """Return why a file that was read is skipped; "" for a spec and for a file that was named."""
    if file.is_counted or file.error or file.context.named:
        return ""
    if file.is_archived:
        return ARCHIVED
    if file.kind == "template":
        return TEMPLATE
    return DOCUMENT if file.context.binding is not None else NO_TEMPLATE


class SkippedCounts:
    """How many files and folders were skipped, by reason."""

    def __init__(self, skipped: Iterable[SkippedEntry] = (), reasons: Iterable[str] = ()) -> None:
        self.files = Counter[str](reason for reason in reasons if reason)
        self.folders = Counter[str]()
        for one in {one.shown: one for one in skipped}.values():  # a folder may be given twice
            if one.is_folder:
                self.folders[one.reason] += 1
            elif one.reason not in _NOT_COUNTED:
                self.files[one.reason] += 1

    def summary(self, read: int) -> str:
        """Return one line about skipped files; "" if there are none. `read` is how many files were not skipped."""
        skipped = self.files.total()
        if not skipped:
            return "" if read else f"{self.explain_none()}."
        files = format_count(skipped + read, "Markdown file")
        return f"skipped {skipped} of {files}: {self._reasons()} ({_MORE})."

    def explain_none(self) -> str:
        """Return why no file was read at all."""
        skipped = self.files.total()
        if not skipped:
            folders = self._folders(hidden=True)
            return "no Markdown files" + (f" ({folders} not searched)" if folders else "")
        if len(self.files) == 1:
            (reason,) = self.files
            files = format_count(skipped, "Markdown file")
            return f"{files} {_phrase(reason, skipped)}{self._ignored_folders()} ({_MORE})"
        return f"{skipped} Markdown files skipped: {self._reasons()} ({_MORE})"

    def rows(self) -> list[dict[str, Any]]:
        """Return one row per reason, for JSON."""
        reasons = [*self.files, *(reason for reason in self.folders if reason not in self.files)]
        return [
            {"reason": reason, "files": self.files[reason], "folders": self.folders[reason]}
            for reason in sorted(reasons, key=lambda reason: -self.files[reason])
        ]

    def _reasons(self) -> str:
        counts = self.files.most_common()
        return (
            ", ".join(f"{count} {_phrase(reason, count)}" for reason, count in counts)
            + self._ignored_folders()
        )

    def _ignored_folders(self) -> str:
        folders = self._folders(hidden=False)
        return f"; {folders} not searched" if folders else ""

    def _folders(self, *, hidden: bool) -> str:
        """Return how many folders were not searched: those that git ignores and, with `hidden`, those with a dot."""
        parts = []
        if hidden and (count := self.folders["hidden"]):
            parts.append(format_count(count, "hidden folder"))
        if count := self.folders[IGNORED]:
            parts.append(f"{format_count(count, 'folder')} ignored by git")
        return ", ".join(parts)


def _phrase(reason: str, count: int) -> str:
    if reason in _WORDING:
        return _WORDING[reason][count != 1]
    return reason if reason.startswith("excluded by ") else "not read"
