"""What can be done while one edits an item in its place."""

from __future__ import annotations

from specui.tui.commands.model import Command, at

# fmt: off
INLINE: tuple[Command, ...] = (
    Command("inline-keep", "Keep it", "Saves what was typed; in a form it goes to the next field, and saves at the last.",
            ("enter",), at("inline"), "inline_keep", priority=100, palette=False,
            word=lambda here: here.item.enter or "keep"),
    Command("inline-save", "Keep all of it", "Saves all of a form, wherever one is in it.",
            ("f2", "ctrl+s"), at("inline"), "inline_save", "keep all", 90, palette=False,
            when=lambda here: here.item.more),
    Command("inline-leave", "Cancel", "Leaves it as it was; asks first if something typed would be lost.",
            ("escape",), at("inline"), "inline_leave", "cancel", 95, palette=False),
    Command("inline-next", "Keep it and go on", "Saves what was typed and opens the next cell, field or item, or the one before.",
            ("tab",), at("inline"), "inline_next(1)", "next", 80, palette=False, group="inline-next",
            when=lambda here: not here.item.listed),
    Command("inline-before", "Keep it and go back", "Saves what was typed and opens the one before.",
            ("shift+tab",), at("inline"), "inline_next(-1)", palette=False, group="inline-next"),
    Command("inline-newline", "New line", "Starts a new line, where a text may have several.",
            ("ctrl+j", "alt+enter"), at("inline"), "inline_newline", "new line", 70, palette=False,
            when=lambda here: here.item.multiline),
    Command("inline-up", "Choice above, a day later", "Goes to another choice or line; on a date a day later or earlier.",
            ("up",), at("inline"), "inline_step(-1)", palette=False, group="inline-step"),
    Command("inline-down", "Choice below, a day earlier", "Goes to the choice or line below; on a date a day earlier.",
            ("down",), at("inline"), "inline_step(1)", palette=False, group="inline-step", shown="↑↓", priority=97,
            word=lambda here: here.item.steps),
)
# fmt: on
