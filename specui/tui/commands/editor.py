"""What can be done while one writes."""

from __future__ import annotations

from specui.tui.commands.model import Command, at

# fmt: off
EDITOR: tuple[Command, ...] = (
    Command("keep", "Keep what is typed", "Saves what was typed, and leaves the editor.",
            ("ctrl+s", "f2"), at("editor"), "keep", "keep", 100),
    Command("leave-editor", "Leave the editor", "Leaves; asks first if something would be lost.",
            ("escape",), at("editor"), "leave_editor", "leave", 95),
    Command("preview-typed", "Read it rendered", "Shows what is typed as a Markdown viewer does.",
            ("f4",), at("editor", "preview"), "preview", "preview", 60, palette=False),
)
# fmt: on
