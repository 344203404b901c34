"""Paths: completed from the files of the repository, relative to its root, never outside."""

from __future__ import annotations

from collections.abc import Sequence

from specui.markdown import text_folding
from specui.markdown.lazy import lazy_pattern
from specui.tui.editors.field_input import MOST, FieldInput, Suggestion, TextAt

_ENDS = lazy_pattern(r"[\s`,;|<>\"']")


class PathInput(FieldInput):
    """``files`` are the paths to complete from; they may come after the first letters."""

    steps = "choose"

    def __init__(self, files: Sequence[str] = ()) -> None:
        self.files = files

    def suggestions(self, typed: TextAt) -> Sequence[Suggestion]:
        """Return the files whose path contains the word at the cursor; those whose name begins with it first."""
        start, end = _token(typed)
        wanted = text_folding.fold(typed.text[start : typed.at]).removeprefix("./")
        if len(wanted) < 2 and typed.text.strip():
            return ()
        whole = typed.text[start:end]
        named, begun, holding = [], [], []
        for path in self.files:
            folded = text_folding.fold(path)
            if wanted not in folded or path == whole:
                continue
            if folded.rpartition("/")[2].startswith(wanted):
                named.append(path)
            elif folded.startswith(wanted):
                begun.append(path)
            else:
                holding.append(path)
        return [Suggestion(path, word=path) for path in (*named, *begun, *holding)[:MOST]]

    def accept(self, typed: TextAt, suggestion: Suggestion) -> TextAt:
        """Replace the word at the cursor by the path; among other words as code."""
        start, end = _token(typed)
        before, after = typed.text[:start], typed.text[end:]
        inside = before.count("`") % 2 == 1
        path = suggestion.text if inside or not (before + after).strip() else f"`{suggestion.text}`"
        return TextAt(f"{before}{path}{after}", len(before) + len(path))


def _token(typed: TextAt) -> tuple[int, int]:
    """Return the start and end of the word at the cursor."""
    text, at = typed
    before = [match.end() for match in _ENDS.finditer(text, 0, at)]
    after = _ENDS.search(text, at)
    return (before[-1] if before else 0), (after.start() if after else len(text))
