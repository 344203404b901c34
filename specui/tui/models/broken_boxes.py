"""Broken checkboxes under the cursor, which Markdown reads as text, and their fix. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specui.markdown.edits import Transaction

if TYPE_CHECKING:
    from specui.tui.rendering.section import Element
    from specui.workspace.files.spec_file import SpecFile

RULE = "malformed-checkbox"


def mended_boxes(file: SpecFile, element: Element) -> Transaction | None:
    """Return the change that fixes all broken checkboxes of an element; None if there are none."""
    edits = [
        edit
        for found in file.diagnostics
        if found.rule == RULE and found.fix is not None and element.start <= found.start < element.end
        for edit in found.fix.edits
    ]
    return Transaction.of(file.text, edits, "fix the checkbox") if edits else None
