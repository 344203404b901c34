"""What can be done in the tree of specs."""

from __future__ import annotations

from specui.tui.commands.model import Command, at

# fmt: off
TREE: tuple[Command, ...] = (
    Command("enter-spec", "Go into the spec", "Goes into the spec under the cursor; opens or closes a folder.",
            ("enter",), at("tree"), "enter_spec", "open", 90, palette=False,
            when=lambda here: bool(here.row)),
    Command("fold", "Fold or unfold", "Opens or closes the folder under the cursor.",
            ("space",), at("tree"), ".fold", "fold", 62, palette=False,
            when=lambda here: here.row == "folder"),
    Command("fold-close", "Close the folder", "Closes the folder, or goes up to the one around it.",
            ("left", "h"), at("tree"), ".close", palette=False),
    Command("fold-open", "Open the folder", "Opens the folder, or goes into the spec.",
            ("right", "l"), at("tree"), "open_row", palette=False),
    Command("filter-clear", "Show all specs", "Takes the filter away and shows all specs again.",
            ("escape",), at("filter", "tree"), "clear_filter", "all specs", 70, palette=False,
            when=lambda here: here.filtered),
    Command("filter-accept", "Keep the filter", "Goes back to the tree and keeps the filter.",
            ("enter", "down"), at("filter"), "accept_filter", "to the specs", 80, palette=False),
)
# fmt: on
