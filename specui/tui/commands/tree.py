"""What can be done in the tree of specs."""

from __future__ import annotations

from specui.tui.commands.model import Command, at

# fmt: off
TREE: tuple[Command, ...] = (
    Command("enter-spec", "Go into the spec", "Goes into the spec under the cursor; opens or closes a folder.",
            ("enter",), at("tree"), "enter_spec", "open", 96, palette=False,
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
    Command("new-spec", "New spec", "Makes a new spec from a template, in the folder of the cursor.",
            ("a",), at("tree"), "new_spec", "new", 57,
            when=lambda here: not here.lone),
    Command("rename-spec", "Rename the spec", "Gives the file under the cursor another name, or moves it to another folder.",
            ("r",), at("tree"), "rename_spec", "rename", 34,
            when=lambda here: here.row == "file"),
    Command("duplicate-spec", "Copy the spec", "Makes a copy of the file under the cursor, under another name.",
            ("c",), at("tree"), "duplicate_spec", "copy", 33,
            when=lambda here: here.row == "file"),
    Command("trash-spec", "Move the spec to the trash", "Asks, then moves the file under the cursor to your system's trash.",
            ("d",), at("tree"), "trash_spec", "trash", 32,
            when=lambda here: here.row == "file"),
    *(
        Command(f"{id_}-open", title, help_, (), at("section", "problems"), action)
        for id_, title, help_, action in (
            ("new-spec", "New spec", "Makes a new spec from a template, beside the one that is open.", "new_spec"),
            ("rename-spec", "Rename the spec", "Gives the open file another name, or moves it to another folder.", "rename_spec"),
            ("duplicate-spec", "Copy the spec", "Makes a copy of the open file, under another name.", "duplicate_spec"),
            ("trash-spec", "Move the spec to the trash", "Asks, then moves the open file to your system's trash.", "trash_spec"),
        )
    ),
)
# fmt: on
