"""Commands of the tree of specs."""

from __future__ import annotations

from specui.tui.commands.model import Command, at

# fmt: off
TREE: tuple[Command, ...] = (
    Command("enter-spec", "Open", "Open the spec under the cursor, or fold the folder.",
            ("enter",), at("tree"), "open", 96, palette=False,
            when=lambda here: bool(here.row)),
    Command("fold", "Fold or unfold", "Fold or unfold the folder under the cursor.",
            ("space",), at("tree"), "fold", 62, palette=False,
            when=lambda here: here.row == "folder", own="fold"),
    Command("fold-close", "Fold", "Fold the folder, or go to its parent.",
            ("left", "h"), at("tree"), palette=False, own="close"),
    Command("fold-open", "Unfold", "Unfold the folder, or open the spec.",
            ("right", "l"), at("tree"), palette=False),
    Command("documents", "Group documents", "Put documents, which have no items, in a group below the specs, or each in its folder.",
            ("H",), at("tree"), "documents", 20, when=lambda here: bool(here.row), own="documents"),
    Command("filter-clear", "Clear the filter", "Show all specs again.",
            ("escape",), at("filter", "tree"), "clear filter", 70, palette=False,
            when=lambda here: here.filtered),
    Command("filter-accept", "Apply the filter", "Apply the filter and go to the specs.",
            ("enter", "down"), at("filter"), "apply", 80, palette=False),
    Command("new-spec", "New spec", "Create a spec from a template, in the folder under the cursor.",
            ("a",), at("tree"), "new", 57,
            when=lambda here: not here.lone),
    Command("rename-spec", "Rename or move", "Rename the file, or move it to another folder.",
            ("r",), at("tree"), "rename", 34,
            when=lambda here: here.row == "file"),
    Command("duplicate-spec", "Copy file", "Copy the file to a new name.",
            ("c",), at("tree"), "copy", 33,
            when=lambda here: here.row == "file"),
    Command("move-to-trash", "Move to trash", "Move the file to your system's trash.",
            ("d",), at("tree"), "trash", 32,
            when=lambda here: here.row == "file"),
    *(
        Command(f"{id_}-open", title, help_, (), at("section", "problems"))
        for id_, title, help_ in (
            ("new-spec", "New spec", "Create a spec from a template, next to the open one."),
            ("rename-spec", "Rename or move", "Rename the open file, or move it to another folder."),
            ("duplicate-spec", "Copy file", "Copy the open file to a new name."),
            ("move-to-trash", "Move to trash", "Move the open file to your system's trash."),
        )
    ),
)
# fmt: on
