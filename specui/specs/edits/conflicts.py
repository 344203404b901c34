"""The verb on what a merge left: keep one side of a conflict, or both, and take the markers out."""

from __future__ import annotations

from typing import Literal

from specui.markdown.blocks import Conflict, Document
from specui.markdown.conflicts import find_sides, read_labels
from specui.markdown.edits import TextEdit, Transaction
from specui.specs.edits.guard import transact
from specui.specs.edits.places import EditRefused

Keep = Literal["ours", "theirs", "both"]

GONE = "This conflict is no longer in the file. Reload and retry."


def resolve(document: Document, conflict: Conflict, keep: Keep) -> Transaction:
    """Keep our side of a conflict, theirs, or ours followed by theirs; the markers go, and what was there before.

    The lines that stay keep every byte, their newlines too.  Raises EditRefused for a conflict of another text.
    """
    if conflict not in document.conflicts:
        raise EditRefused(GONE)
    found = find_sides(conflict)
    kept = {"ours": [found.ours], "theirs": [found.theirs], "both": [found.ours, found.theirs]}[keep]
    edits = list[TextEdit]()
    at = document.lines.full_range(conflict.line).start
    for first, last in kept:
        if first > last:
            continue
        start = document.lines.full_range(first).start
        edits.append(TextEdit(at, start, ""))
        at = document.lines.full_range(last).end
    edits.append(TextEdit(at, document.lines.full_range(conflict.end_line).end, ""))
    return transact(document.text, edits, f"keep {kept_name(document, conflict, keep)}")


def kept_name(document: Document, conflict: Conflict, keep: Keep) -> str:
    """Return the name of the kept side in the markers: ``HEAD``, ``feature`` or ``both``."""
    if keep == "both":
        return "both"
    return read_labels(document, conflict)[keep == "theirs"]
