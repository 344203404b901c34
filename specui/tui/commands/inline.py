"""Commands of the inline editor."""

from __future__ import annotations

from specui.tui.commands.model import Command, at

# fmt: off
INLINE: tuple[Command, ...] = (
    Command("inline-accept", "Save", "Save the value; in a form, go to the next field and save at the last.",
            ("enter",), at("inline"), priority=100, palette=False,
            word=lambda here: here.item.enter or "save"),
    Command("inline-save", "Save all", "Save the whole form from any field.",
            ("f2", "ctrl+s"), at("inline"), "save all", 90, palette=False,
            when=lambda here: here.item.more),
    Command("inline-cancel", "Cancel", "Discard the edit; asks first if something would be lost.",
            ("escape",), at("inline"), "cancel", 95, palette=False),
    Command("inline-next", "Save and go on", "Save, and edit the next cell, field or item.",
            ("tab",), at("inline"), "save, next", 80, palette=False, group="inline-next",
            when=lambda here: not here.item.listed,
            word=lambda here: "next" if here.item.more else "save, next",
            pair="Save, and edit the next or previous cell, field or item."),
    Command("inline-before", "Save and go back", "Save, and edit the previous cell, field or item.",
            ("shift+tab",), at("inline"), palette=False, group="inline-next"),
    Command("inline-newline", "New line", "Start a new line.",
            ("ctrl+j", "alt+enter"), at("inline"), "new line", 70, palette=False,
            when=lambda here: here.item.multiline),
    Command("inline-up", "Up", "Go to the previous choice or line; move a date by a day.",
            ("up",), at("inline"), palette=False, group="inline-step",
            pair="Go to the previous or next choice or line; move a date by a day."),
    Command("inline-down", "Down", "Go to the next choice or line; move a date back by a day.",
            ("down",), at("inline"), palette=False, group="inline-step", shown="↑↓", priority=97,
            word=lambda here: here.item.steps),
)
# fmt: on
