"""Before many files change: how many items in how many files, and each line that goes or comes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from specui.tui.dialogs.answers import CANCEL, yes
from specui.tui.dialogs.dialog import Question
from specui.tui.rendering.diff_lines import diff_paragraphs, unified
from specui.tui.rendering.paragraphs import Para
from specui.tui.rendering.safe_text import safe

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.workspace.files.spec_file import SpecFile

TOLD = 5
"""Of so many that cannot be changed the reason is told; of more, how many there are."""


def confirmation(
    title: str,
    count: int,
    changes: Sequence[tuple[SpecFile, tuple[Transaction, ...]]],
    refused: Sequence[str],
) -> Question:
    """Return the question whether all this is to be changed: `yes` or nothing."""
    files = f"{len(changes)} file{'s' * (len(changes) != 1)}"
    items = f"{count} item{'s' * (count != 1)}"
    body = [Para(f"{items} in {files}; one undo takes all of it back.")]
    body += [Para(f"Left as it is: {safe(reason)}", "warning") for reason in refused[:TOLD]]
    if len(refused) > TOLD:
        body.append(Para(f"… and {len(refused) - TOLD} more are left as they are.", "warning"))
    for file, parts in changes:
        text = file.text
        for part in parts:
            text = part.apply(text)
        body += [Para(), Para(safe(file.name), "text bold"), *diff_paragraphs(unified(file.text, text, 0))]
    return Question(f"{title}: {items} in {files}", body, (yes(f"Change {items}"), CANCEL))
