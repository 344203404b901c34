"""Commands of the section editor."""

from __future__ import annotations

from specui.tui.commands.model import Command, at

# fmt: off
EDITOR: tuple[Command, ...] = (
    Command("save-section", "Save", "Save the section and close the editor.",
            ("ctrl+s", "f2"), at("editor"), "save", 100),
    Command("cancel-section", "Cancel", "Close the editor; asks first if something would be lost.",
            ("escape",), at("editor"), "cancel", 95),
    Command("preview-typed", "Preview Markdown", "Show the text rendered.",
            ("f4",), at("editor", "preview"), "preview", 60, palette=False),
)
# fmt: on
