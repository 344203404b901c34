"""What a command has left out of the folders that it was given, and why: as one line, and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from specui.workspace.files.discovery import IGNORED, LEFTOVER
from specui.workspace.files.spec_file import SpecFile

NO_TEMPLATE = "fits no template"
TEMPLATE = "is a template"

_WORDS = {
    NO_TEMPLATE: ("fits no template", "fit no template"),
    TEMPLATE: ("is a template", "are templates"),
    IGNORED: ("ignored by git", "ignored by git"),
    "hidden": ("hidden", "hidden"),
}
_NO_FILES = frozenset({LEFTOVER})
_ASK = "specui list --all"


class Passed(NamedTuple):
    """A file or a folder that was passed over: its shown name, the reason, the path on the command line it came by."""

    shown: str
    reason: str
    is_folder: bool = False
    place: str = ""


def reason_of(file: SpecFile) -> str:
    """Return why a file that was read is not taken; "" where it is: a spec, or a file that was named."""
    if file.kind == "spec" or file.error or file.context.named:
        return ""
    return TEMPLATE if file.kind == "template" else NO_TEMPLATE


class LeftOut:
    """Files and folders that were left out, counted by reason."""

    def __init__(self, passed: Iterable[Passed] = (), reasons: Iterable[str] = ()) -> None:
        self.files = Counter[str](reason for reason in reasons if reason)
        self.folders = Counter[str]()
        for one in {one.shown: one for one in passed}.values():  # folders may be given twice
            if one.is_folder:
                self.folders[one.reason] += 1
            elif one.reason not in _NO_FILES:
                self.files[one.reason] += 1

    def line(self, taken: int) -> str:
        """Return what is said of it beside `taken` files, "" where no file was left out of those that were found."""
        left = self.files.total()
        if not left:
            return "" if taken else f"{self.why()}."
        total = left + taken
        files = "file" if total == 1 else "files"
        return f"{left} of {total} Markdown {files} left out: {self._reasons()} ({_ASK})."

    def why(self) -> str:
        """Return why no file was taken at all."""
        left = self.files.total()
        if not left:
            folders = self._folders(hidden=True)
            return "no Markdown files" + (f" ({folders} not searched)" if folders else "")
        if len(self.files) == 1:
            (reason,) = self.files
            files = "Markdown file" if left == 1 else "Markdown files"
            return f"{left} {files} {_worded(reason, left)}{self._beside()} ({_ASK})"
        return f"{left} Markdown files left out: {self._reasons()} ({_ASK})"

    def rows(self) -> list[dict[str, Any]]:
        """Return the same for programs."""
        reasons = [*self.files, *(reason for reason in self.folders if reason not in self.files)]
        return [
            {"reason": reason, "files": self.files[reason], "folders": self.folders[reason]}
            for reason in sorted(reasons, key=lambda reason: -self.files[reason])
        ]

    def _reasons(self) -> str:
        counts = self.files.most_common()
        return ", ".join(f"{count} {_worded(reason, count)}" for reason, count in counts) + self._beside()

    def _beside(self) -> str:
        folders = self._folders(hidden=False)
        return f"; {folders} not searched" if folders else ""

    def _folders(self, *, hidden: bool) -> str:
        """Return how many folders were not searched: those that git ignores, and the `hidden` ones."""
        parts = []
        if hidden and (count := self.folders["hidden"]):
            parts.append(f"{count} hidden {_folder(count)}")
        if count := self.folders[IGNORED]:
            parts.append(f"{count} {_folder(count)} ignored by git")
        return ", ".join(parts)


def _folder(count: int) -> str:
    return "folder" if count == 1 else "folders"


def _worded(reason: str, count: int) -> str:
    if reason in _WORDS:
        return _WORDS[reason][count != 1]
    return reason if reason.startswith("excluded by ") else "not read"
