"""Commands of dialogs: finder, palette, themes, forms, preview, questions.

No command of a pane works in a dialog unless it lists the dialog's place. A few answers serve many questions, so that
`y` and `escape` mean the same in all of them.
"""

from __future__ import annotations

from specui.tui.commands.model import Command, Place, at
from specui.tui.commands.ranges import range_command

LISTS: frozenset[Place] = at("finder", "palette", "themes", "locations")

# fmt: off
DIALOGS: tuple[Command, ...] = (
    Command("list-choose", "Choose", "Choose the line under the cursor.",
            ("enter",), LISTS, "choose", palette=False),
    Command("list-cancel", "Cancel", "Close the list.",
            ("escape", "q", "ctrl+c", "ctrl+q"), LISTS, "cancel", palette=False),
    Command("list-up", "Up", "Go up in the list.",
            ("up", "k", "ctrl+p", "shift+tab"), LISTS, palette=False),
    Command("list-down", "Down", "Go down in the list.",
            ("down", "j", "ctrl+n", "tab"), LISTS, palette=False),
    Command("list-page-up", "Page up", "Go up by a page.",
            ("pageup",), LISTS, palette=False, group="list-page",
            pair="Go up or down by a page."),
    Command("list-page-down", "Page down", "Go down by a page.",
            ("pagedown",), LISTS, palette=False, group="list-page"),
    Command("list-first", "First", "Go to the first line.",
            ("home", "g"), at("themes", "locations"), palette=False, group="list-ends",
            pair="Go to the first or last line."),
    Command("list-last", "Last", "Go to the last line.",
            ("end", "G"), at("themes", "locations"), palette=False, group="list-ends"),

    Command("form-accept", "Save", "Save the form; for a decision, go to the next field first. On a suggestion, choose it.",
            ("enter",), at("form"), palette=False),
    Command("form-save", "Save all", "Save the whole form from any field.",
            ("f2", "ctrl+s"), at("form"), palette=False),
    Command("form-cancel", "Cancel", "Close the form; nothing is changed.",
            ("escape", "ctrl+c", "ctrl+q"), at("form"), "cancel", palette=False),
    Command("form-next", "Next field", "Go to the next field.",
            ("tab",), at("form"), "next field", palette=False, group="form-row",
            pair="Go to the next or previous field."),
    Command("form-before", "Previous field", "Go to the previous field.",
            ("shift+tab",), at("form"), palette=False, group="form-row"),
    Command("form-down", "Down", "Go to the next choice or field; move a date back by a day.",
            ("down",), at("form"), palette=False, group="form-step",
            pair="Go to the next or previous choice or field; move a date by a day."),
    Command("form-up", "Up", "Go to the previous choice or field; move a date by a day.",
            ("up",), at("form"), palette=False, group="form-step"),

    Command("preview-close", "Close", "Close the preview.",
            ("escape", "q", "ctrl+c", "ctrl+q"), at("preview"), "close", palette=False),
    Command("preview-go", "Go to heading", "Go to this heading in the spec.",
            ("enter",), at("preview"), "go to heading", palette=False),
    Command("preview-next", "Next heading", "Go to the next heading.",
            ("right", "l", "n"), at("preview"), "next heading", palette=False, group="preview-step",
            pair="Go to the next or previous heading."),
    Command("preview-before", "Previous heading", "Go to the previous heading.",
            ("left", "h", "N"), at("preview"), "previous heading", palette=False, group="preview-step"),
    Command("read-on", "Page down", "Scroll down by a page.",
            ("space",), at("preview", "dialog", "confirmation"), "page", palette=False),

    Command("dialog-close", "Close", "Close the dialog.",
            ("escape", "q", "enter"), at("dialog"), "close", palette=False),

    Command("changes-apply", "Apply", "Apply the selected changes.",
            ("enter", "ctrl+s", "f2"), at("changes"), "apply", palette=False),
    Command("changes-toggle", "Select", "Select the change, or all of a range; again to deselect.",
            ("space", "x"), at("changes"), "select", palette=False),
    Command("changes-toggle-all", "Select all", "Select all changes, or only the one that always applies.",
            ("a",), at("changes"), "all", palette=False),
    range_command("changes-range", "changes"),
    Command("changes-cancel", "Cancel", "End a range; else close the list, and change nothing.",
            ("escape", "q", "ctrl+c", "ctrl+q"), at("changes"), "cancel", palette=False),
    Command("changes-up", "Up", "Go to the previous change.",
            ("up", "k", "shift+tab"), at("changes"), palette=False, group="changes-move",
            pair="Go to the previous or next change."),
    Command("changes-down", "Down", "Go to the next change.",
            ("down", "j", "tab"), at("changes"), palette=False, group="changes-move"),

    Command("answer-yes", "Yes", "Confirm what the dialog asks.",
            ("enter", "y"), at("confirmation"), palette=False),
    Command("answer-one", "One item", "Join the pasted lines into one item.",
            ("o",), at("confirmation"), palette=False),
    Command("answer-cancel", "Cancel", "Close the dialog; nothing is changed.",
            ("escape", "n", "q"), at("confirmation"), palette=False),
    Command("answer-save", "Save", "Save your edit.",
            ("s", "ctrl+s", "f2"), at("confirmation"), palette=False),
    Command("answer-mine", "Save mine", "Overwrite the lines on disk with yours.",
            ("m",), at("confirmation"), palette=False),
    Command("answer-restore", "Restore", "Open the unsaved edit again.",
            ("r",), at("confirmation"), palette=False),
    Command("answer-copy", "Copy text", "Copy the unsaved text.",
            ("c",), at("confirmation"), palette=False),
    Command("answer-discard", "Discard", "Discard your edit, or your lines in a conflict.",
            ("d",), at("confirmation"), palette=False),
    Command("answer-trash", "Move to trash", "Move the file to the trash.",
            ("t",), at("confirmation"), palette=False),
    Command("answer-approve", "Approve anyway", "Approve the spec although it has blockers.",
            ("A",), at("confirmation"), palette=False),
    Command("answer-blockers", "Show blockers", "List what blocks approval instead.",
            ("b", "B"), at("confirmation"), palette=False),
    Command("answer-ours", "Keep the first side", "Resolve a merge conflict with the first side.",
            ("(",), at("confirmation"), palette=False, group="answer-conflict",
            pair="Resolve a merge conflict with the first side, the second or both."),
    Command("answer-theirs", "Keep the second side", "Resolve a merge conflict with the second side.",
            (")",), at("confirmation"), palette=False, group="answer-conflict"),
    Command("answer-both", "Keep both sides", "Resolve a merge conflict with both sides.",
            ("&",), at("confirmation"), palette=False, group="answer-conflict"),
    Command("answer-all", "Fix all", "Apply all safe fixes of the file.",
            ("a",), at("confirmation"), palette=False),
)
# fmt: on
