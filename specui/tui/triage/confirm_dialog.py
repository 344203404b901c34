"""The question before many files change: how many items in how many files, and each line as a diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specui.tui.dialogs.answers import CANCEL, yes
from specui.tui.dialogs.dialog import Question
from specui.tui.rendering.diff_lines import diff_paragraphs, unified
from specui.tui.rendering.paragraphs import Para
from specui.tui.rendering.safe_text import safe

if TYPE_CHECKING:
    from specui.tui.triage.bulk_change import BulkChange

MOST_REASONS = 5
"""Reasons shown for items that cannot change; the others are counted."""


def confirmation(bulk: BulkChange) -> Question:
    """Return the question whether to change all this; its answer is `yes` or nothing."""
    files = f"{len(bulk.files)} file{'s' * (len(bulk.files) != 1)}"
    items = f"{bulk.items} item{'s' * (bulk.items != 1)}"
    body = [Para(f"One undo reverts {'it' if bulk.items == 1 else 'all of them'}.")]
    body += [Para(f"Skipped: {safe(reason)}", "warning") for reason in bulk.refused[:MOST_REASONS]]
    if len(bulk.refused) > MOST_REASONS:
        body.append(Para(f"… and {len(bulk.refused) - MOST_REASONS} more skipped.", "warning"))
    for file, parts in bulk.files:
        text = file.text
        for part in parts:
            text = part.apply(text)
        body += [Para(), Para(safe(file.name), "text bold"), *diff_paragraphs(unified(file.text, text, 0))]
    return Question(f"{bulk.title} {items} in {files}?", body, (yes(f"Change {items}"), CANCEL))
