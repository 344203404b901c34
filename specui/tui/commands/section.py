"""What can be done in an open section."""

from __future__ import annotations

from collections.abc import Callable

from specui.tui.commands.here import Here
from specui.tui.commands.model import Command, at


def _possible(verb: str) -> Callable[[Here], bool]:
    return lambda here: here.writable and verb in here.item.verbs


# fmt: off
SECTION: tuple[Command, ...] = (
    Command("tick", "Tick, choose, answer", "Ticks the box under the cursor; opens the list of what a value can be; answers a question.",
            ("space",), at("section"), "tick", priority=95, word=lambda here: here.item.space,
            when=lambda here: here.writable and bool(here.item.space)),
    Command("edit", "Edit in place", "Edits what is under the cursor where it stands; makes what the file lacks.",
            ("enter", "e"), at("section"), "edit", priority=94, word=lambda here: here.item.enter, brief="edit",
            when=lambda here: here.writable and bool(here.item.enter)),
    Command("add", "Add one", "Adds an item, a row or a field after the cursor; makes a section or a part that the file lacks.",
            ("a",), at("section"), "add", priority=92, word=lambda here: f"add {here.item.adds}" if here.item.adds else "", brief="add",
            when=lambda here: here.writable and bool(here.item.adds)),
    Command("sign-off", "Sign off", "Signs the spec off: sets Last updated and adds a row to the history, with what changed.",
            ("S",), at("section"), "sign_off", "sign off", 46,
            when=lambda here: here.writable, first=lambda here: here.signs),
    Command("promote", "Move on, a day later", "Moves an item of the state on to the next group; a date a day later, or earlier.",
            ("+",), at("section"), "shift_item(1)", priority=93, word=lambda here: here.item.later, group="shift", brief="later",
            when=lambda here: here.writable and bool(here.item.later)),
    Command("demote", "Move back, a day earlier", "Moves an item of the state back; a date a day earlier.",
            ("-",), at("section"), "shift_item(-1)", priority=57, word=lambda here: here.item.earlier, group="shift",
            when=lambda here: here.writable and bool(here.item.earlier)),
    Command("delete", "Delete it", "Deletes the item under the cursor, or all that are marked; undo takes it back.",
            ("d",), at("section"), "delete", "delete", 56, when=_possible("delete")),
    Command("move-up", "Move it up", "Moves the item up or down.",
            ("K",), at("section"), "item_verb('move_up')", group="move-item", when=_possible("move_up")),
    Command("move-down", "Move it down", "Moves the item down.",
            ("J",), at("section"), "item_verb('move_down')", "move", 52, shown="JK", group="move-item",
            when=lambda here: here.writable and bool({"move_up", "move_down"} & here.item.verbs)),
    Command("indent", "Indent it", "Puts the item under the one above it, or takes it out again.",
            (">",), at("section"), "item_verb('indent')", group="indent", when=_possible("indent")),
    Command("outdent", "Outdent it", "Takes the item out of the one around it.",
            ("<",), at("section"), "item_verb('outdent')", group="indent", when=_possible("outdent")),
    Command("regroup", "Move to another group", "Moves the item, or all that are marked, to another group of the section.",
            ("M",), at("section"), "regroup", "move to …", 48,
            when=lambda here: here.writable and here.item.regroups),
    Command("resolve", "Resolve the gap", "Closes the gap and all that says the same, after a look at each line: the bullet is shipped, tests and criteria ticked.",
            ("r",), at("section"), "resolve", priority=87, word=lambda here: "resolve" if here.gap else "",
            when=lambda here: here.writable and here.gap),
    Command("write", "Write the whole section", "Opens the section as Markdown, at the line of the cursor.",
            ("w",), at("section"), "write", "write section", 54,
            when=lambda here: here.writable, brief="write"),
    Command("open-link", "Open the link", "Opens the file or link that the item cites; asks which if there are several.",
            ("O",), at("section"), "open_link", "open link", 23, passing=True, when=lambda here: here.links),
    Command("mark", "Mark a range", "Begins to mark items or rows, which j and k then extend; again, or escape, lets them go.",
            ("v",), at("section"), "mark", "mark", 12, when=lambda here: here.items,
            word=lambda here: "unmark" if here.marking else "mark"),
    Command("hide-done", "Hide what is done", "Hides the ticked boxes that have nothing open under them, or shows them.",
            ("H",), at("section"), "hide_done", "hide done", 34, when=lambda here: bool(here.hides),
            word=lambda here: f"{here.hides} done"),
    Command("table-sort", "Sort the table", "Sorts by the column of the cursor: up, down, as in the file; the file stays as it is.",
            ("s",), at("section"), "sort_table", "sort", 57, when=lambda here: here.cells),
    Command("section-before", "Cell or section before",
            "In a row, goes to the cell to the left, or the right, and stays at its ends; elsewhere to the section beside this one.",
            ("left", "h"), at("section"), "step_section(-1)", group="step"),
    Command("section-after", "Cell or section after",
            "In a row, goes to the cell to the right; elsewhere to the section after this one.",
            ("right", "l"), at("section"), "step_section(1)", "section", 50, shown="←→", group="step",
            when=lambda here: here.cells or here.sections > 1, word=lambda here: "cell" if here.cells else "section"),
    Command("search", "Search in the spec", "Finds words in all sections of this spec; n and N go from one hit to the next.",
            ("/",), at("section"), "search", "search", 60, when=lambda here: here.names),
    Command("hit-after", "Next hit", "Goes to the next hit of the search, or to the one before.",
            ("n",), at("section"), "step_hit(1)", "hit", 61, shown="nN", group="hit", when=lambda here: here.searched),
    Command("hit-before", "Hit before", "Goes to the hit before.",
            ("N",), at("section"), "step_hit(-1)", group="hit", when=lambda here: here.searched),
    Command("search-keep", "Keep the search", "Stays at the hit; n and N go on from there.",
            ("enter",), at("search"), "keep_search", "stay here", 90, palette=False),
    Command("search-leave", "Leave the search", "Goes back to where you were.",
            ("escape",), at("search"), "leave_search", "back", 89, palette=False),
    Command("search-after", "Next hit", "Goes to the next hit while you type, or to the one before.",
            ("down",), at("search"), "step_hit(1)", "hit", 88, shown="↑↓", palette=False, group="typing-hit"),
    Command("search-before", "Hit before", "Goes to the hit before while you type.",
            ("up",), at("search"), "step_hit(-1)", palette=False, group="typing-hit"),
)
# fmt: on
