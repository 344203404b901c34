"""Commands of the open section."""

from __future__ import annotations

from collections.abc import Callable

from specui.specs.decisions import DECISIONS
from specui.tui.commands.here import Here
from specui.tui.commands.model import Command, at
from specui.tui.commands.ranges import range_command


def _possible(verb: str) -> Callable[[Here], bool]:
    return lambda here: here.writable and verb in here.item.verbs


# fmt: off
SECTION: tuple[Command, ...] = (
    Command("tick", "Tick or choose", "Toggle the checkbox, or all of a range; list the values of a field, or the decisions about a question.",
            ("space",), at("section"), priority=95, word=lambda here: here.item.space,
            when=lambda here: here.writable and bool(here.item.space)),
    Command("edit", "Edit in place", "Edit the value under the cursor, or add what the file lacks.",
            ("enter", "e"), at("section"), priority=94, word=lambda here: here.item.enter, brief="edit",
            when=lambda here: here.writable and bool(here.item.enter)),
    Command("add", "Add", "Add an item, a row or a field below the cursor.",
            ("a",), at("section"), priority=92, word=lambda here: f"add {here.item.adds}" if here.item.adds else "", brief="add",
            when=lambda here: here.writable and bool(here.item.adds)),
    Command("sign-off", "Sign off", "Set Last updated and add a row to the revision history.",
            ("S",), at("section"), "sign off", 46,
            when=lambda here: here.writable, first=lambda here: here.signs),
    Command("promote", "Move forward", "Move a state item to the next group; move a date by a day.",
            ("+",), at("section"), priority=93, word=lambda here: here.item.later, group="shift", brief="later",
            when=lambda here: here.writable and bool(here.item.later)),
    Command("demote", "Move back", "Move a state item to the previous group; move a date back by a day.",
            ("-",), at("section"), priority=57, word=lambda here: here.item.earlier, group="shift",
            when=lambda here: here.writable and bool(here.item.earlier)),
    Command("delete", "Delete", "Delete the item, or all selected items.",
            ("d",), at("section"), "delete", 56, when=_possible("delete")),
    Command("move-up", "Move up", "Move the item up or down.",
            ("K",), at("section"), group="move-item", when=_possible("move_up")),
    Command("move-down", "Move down", "Move the item down.",
            ("J",), at("section"), "move", 52, shown="JK", group="move-item",
            when=lambda here: here.writable and bool({"move_up", "move_down"} & here.item.verbs)),
    Command("indent", "Indent", "Nest the item under the one above, or move it out again.",
            (">",), at("section"), group="indent", when=_possible("indent")),
    Command("outdent", "Outdent", "Move the item out of the one around it.",
            ("<",), at("section"), group="indent", when=_possible("outdent")),
    Command("regroup", "Move to group…", "Move the item, or all selected items, to another group.",
            ("M",), at("section"), "move to…", 48,
            when=lambda here: here.writable and here.item.regroups),
    Command("resolve", "Resolve the gap", "Close the gap and its related items, after a preview.",
            (DECISIONS["resolve"].key,), at("section"), priority=87, word=lambda here: "resolve" if "resolve" in here.item.decisions else "",
            when=lambda here: here.writable and "resolve" in here.item.decisions),
    Command("assign", DECISIONS["assign"].label, DECISIONS["assign"].help,
            (DECISIONS["assign"].key,), at("section"), DECISIONS["assign"].word, 58,
            when=lambda here: here.writable and "assign" in here.item.decisions),
    Command("keep-ours", "Keep our side", "Resolve a merge conflict with our side, their side or both.",
            ("(",), at("section"), priority=96, group="conflict",
            when=lambda here: here.writable and bool(here.sides), word=lambda here: f"keep {here.sides[0]}" if here.sides else ""),
    Command("keep-theirs", "Keep their side", "Resolve a merge conflict with their side.",
            (")",), at("section"), priority=96, group="conflict",
            when=lambda here: here.writable and bool(here.sides), word=lambda here: f"keep {here.sides[1]}" if here.sides else ""),
    Command("keep-both", "Keep both sides", "Resolve a merge conflict with our side, then theirs.",
            ("&",), at("section"), priority=96, group="conflict",
            when=lambda here: here.writable and bool(here.sides), word=lambda here: "keep both" if here.sides else ""),
    Command("write", "Edit the section", "Edit the whole section as Markdown.",
            ("w",), at("section"), "edit section", 54,
            when=lambda here: here.writable, brief="Markdown"),
    Command("open-link", "Open the link", "Open the link or the cited file of the item.",
            ("O",), at("section"), "open link", 23, passing=True, when=lambda here: here.links),
    range_command("mark", "section", 12, when=lambda here: here.items),
    Command("hide-done", "Hide completed items", "Hide or show completed items.",
            ("H",), at("section"), "hide done", 34, when=lambda here: bool(here.hides),
            word=lambda here: f"{here.hides} done"),
    Command("table-sort", "Sort the table", "Sort by the column under the cursor: up, down, file order. The file stays as it is.",
            ("s",), at("section"), "sort", 57, when=lambda here: here.cells),
    Command("section-before", "Previous cell or section",
            "Go to the previous or next cell of the row; elsewhere to the previous or next section.",
            ("left", "h"), at("section"), group="step"),
    Command("section-after", "Next cell or section",
            "Go to the next cell of the row; elsewhere to the next section.",
            ("right", "l"), at("section"), "section", 50, shown="←→", group="step",
            when=lambda here: here.cells or here.sections > 1, word=lambda here: "cell" if here.cells else "section"),
    Command("search", "Search in the spec", "Search all sections of this spec; n and N go to the next and previous match.",
            ("/",), at("section"), "search", 60, when=lambda here: here.names),
    Command("hit-after", "Next match", "Go to the next or previous match.",
            ("n",), at("section"), "match", 61, shown="nN", group="hit", when=lambda here: here.searched),
    Command("hit-before", "Previous match", "Go to the previous match.",
            ("N",), at("section"), group="hit", when=lambda here: here.searched),
    Command("search-keep", "Accept the search", "Stay at the match; n and N go on from there.",
            ("enter",), at("search"), "accept", 90, palette=False),
    Command("search-leave", "Cancel the search", "Go back to where the search began.",
            ("escape",), at("search"), "cancel", 89, palette=False),
    Command("search-after", "Next match", "Go to the next or previous match while you type.",
            ("down",), at("search"), "match", 88, shown="↑↓", palette=False, group="typing-hit"),
    Command("search-before", "Previous match", "Go to the previous match while you type.",
            ("up",), at("search"), palette=False, group="typing-hit"),
)
# fmt: on
