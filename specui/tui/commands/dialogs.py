"""What can be done in what stands over the workbench: finder and palette, themes, forms, the preview, questions.

Their places are no panes: nothing of the workbench works there but what says so. Answers to questions are few words
for many questions, so that `y` and `escape` mean the same in all of them.
"""

from __future__ import annotations

from specui.tui.commands.model import Command, Place, at

LISTS: frozenset[Place] = at("finder", "palette", "themes", "listing")

# fmt: off
DIALOGS: tuple[Command, ...] = (
    Command("list-choose", "Choose it", "Goes to what the cursor is on, does it, or keeps it.",
            ("enter",), LISTS, "choose", "choose", palette=False),
    Command("list-leave", "Leave the list", "Goes back; all is as it was.",
            ("escape", "q", "ctrl+c", "ctrl+q"), LISTS, "leave", "back", palette=False),
    Command("list-up", "Up in a list", "Moves up in a list.",
            ("up", "k", "ctrl+p", "shift+tab"), LISTS, "move(-1)", palette=False),
    Command("list-down", "Down in a list", "Moves down in a list.",
            ("down", "j", "ctrl+n", "tab"), LISTS, "move(1)", palette=False),
    Command("list-page-up", "Page up in a list", "Moves a page up or down in a list.",
            ("pageup",), LISTS, "page(-1)", palette=False, group="list-page"),
    Command("list-page-down", "Page down in a list", "Moves a page down in a list.",
            ("pagedown",), LISTS, "page(1)", palette=False, group="list-page"),
    Command("list-first", "First in a list", "Goes to the first or the last of a list.",
            ("home", "g"), at("themes", "listing"), "move(-999)", palette=False, group="list-ends"),
    Command("list-last", "Last in a list", "Goes to the last of a list.",
            ("end", "G"), at("themes", "listing"), "move(999)", palette=False, group="list-ends"),

    Command("form-keep", "Make it so", "Does what the form is for, with what stands in it.",
            ("enter", "ctrl+s", "f2"), at("form"), "keep", palette=False),
    Command("form-leave", "Leave the form", "Leaves the form; nothing is done.",
            ("escape", "ctrl+c", "ctrl+q"), at("form"), "leave", "leave it", palette=False),
    Command("form-next", "Next row", "Goes to the next row of the form, or to the one before.",
            ("tab",), at("form"), "step(1)", "next row", palette=False, group="form-row"),
    Command("form-before", "Row before", "Goes to the row before.",
            ("shift+tab",), at("form"), "step(-1)", palette=False, group="form-row"),
    Command("form-down", "Choice below, a day earlier", "Selects the choice below, or goes to the next field; on a date a day earlier.",
            ("down",), at("form"), "", palette=False, group="form-step"),
    Command("form-up", "Choice above, a day later", "Selects the choice above, or goes to the field before; on a date a day later.",
            ("up",), at("form"), "", palette=False, group="form-step"),

    Command("preview-leave", "Leave the preview", "Goes back to where you were.",
            ("escape", "q", "ctrl+c", "ctrl+q"), at("preview"), "leave", "back", palette=False),
    Command("preview-go", "Go to what is read", "Goes to the heading that is read.",
            ("enter",), at("preview"), "go", "go to what is read here", palette=False),
    Command("preview-next", "Next heading", "Goes to the next heading, or to the one before.",
            ("right", "l", "n"), at("preview"), "step(1)", "next heading", palette=False, group="preview-step"),
    Command("preview-before", "Heading before", "Goes to the heading before.",
            ("left", "h", "N"), at("preview"), "step(-1)", "heading before", palette=False, group="preview-step"),
    Command("read-on", "Read on", "Moves a page down in the preview, and in a long notice or question.",
            ("space",), at("preview", "dialog", "question"), "page_down", "page", palette=False),

    Command("dialog-close", "Close it", "Closes the help, a page of the manual, or a notice.",
            ("escape", "q", "enter"), at("dialog"), "close", "close", palette=False),

    Command("boxes-apply", "Apply what is ticked", "Makes all changes that are ticked, as one.",
            ("enter", "ctrl+s", "f2"), at("boxes"), "apply", "apply", palette=False),
    Command("boxes-tick", "Tick a change", "Takes a change in, or leaves it out.",
            ("space", "x"), at("boxes"), "tick", "tick", palette=False),
    Command("boxes-all", "Tick all changes", "Takes all changes in, or none but those that must be.",
            ("a",), at("boxes"), "tick_all", "all", palette=False),
    Command("boxes-leave", "Leave it", "Goes back; nothing is changed.",
            ("escape", "q", "ctrl+c", "ctrl+q"), at("boxes"), "leave", "leave", palette=False),
    Command("boxes-up", "Change before", "Goes to the change before, or to the next one.",
            ("up", "k", "shift+tab"), at("boxes"), "move(-1)", palette=False, group="boxes-move"),
    Command("boxes-down", "Next change", "Goes to the next change.",
            ("down", "j", "tab"), at("boxes"), "move(1)", palette=False, group="boxes-move"),

    Command("answer-yes", "Yes", "Does what is asked: applies a fix, approves a spec, moves a file to the trash.",
            ("enter", "y"), at("question"), "say('answer-yes')", palette=False),
    Command("answer-leave", "No, or back", "Changes nothing and goes back to where you were.",
            ("escape", "n", "q"), at("question"), "say('answer-leave')", palette=False),
    Command("answer-keep", "Keep it", "Keeps what is typed.",
            ("k", "ctrl+s", "f2"), at("question"), "say('answer-keep')", palette=False),
    Command("answer-throw", "Throw it away", "Throws away what is typed.",
            ("t",), at("question"), "say('answer-throw')", palette=False),
    Command("answer-mine", "Save mine", "Saves your lines where someone else changed the same ones.",
            ("m",), at("question"), "say('answer-mine')", palette=False),
    Command("answer-restore", "Restore it", "Puts typing that was not saved back into the editor, or its form.",
            ("r",), at("question"), "say('answer-restore')", palette=False),
    Command("answer-copy", "Copy text", "Copies typing that was not saved and has no place any more.",
            ("c",), at("question"), "say('answer-copy')", palette=False),
    Command("answer-discard", "Away with it", "Discards typing that was not saved, or your lines in a conflict; moves a file to the trash.",
            ("d",), at("question"), "say('answer-discard')", palette=False),
    Command("answer-blockers", "Go to what stands between", "Lists what is not done, instead of approving it.",
            ("b", "B"), at("question"), "say('answer-blockers')", palette=False),
    Command("answer-ours", "Keep our side", "Keeps our side of a merge conflict, theirs, or both.",
            ("(",), at("question"), "say('answer-ours')", palette=False, group="answer-conflict"),
    Command("answer-theirs", "Keep their side", "Keeps their side of a merge conflict.",
            (")",), at("question"), "say('answer-theirs')", palette=False, group="answer-conflict"),
    Command("answer-both", "Keep both sides", "Keeps both sides of a merge conflict.",
            ("&",), at("question"), "say('answer-both')", palette=False, group="answer-conflict"),
    Command("answer-all", "All of them", "Applies all safe fixes of the file.",
            ("a",), at("question"), "say('answer-all')", palette=False),
)
# fmt: on
