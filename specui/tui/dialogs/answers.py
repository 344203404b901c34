"""The answers of all dialogs: which commands give them, and their words. No other module words a button."""

from __future__ import annotations

from typing import NamedTuple

from specui.tui.commands import Place, key_name, used


class Answer(NamedTuple):
    """One answer: the commands that give it, its label, and the value that the dialog returns."""

    commands: tuple[str, ...]
    hint: str
    value: str
    place: Place = "confirmation"

    @property
    def key(self) -> str:
        """The key to show; "" where the user has removed all keys from it."""
        keys = used().at(self.place, self.commands[0])
        return key_name(keys[0]) if keys else ""


SAVE = Answer(("answer-save",), "Save", "keep")
DISCARD = Answer(("answer-discard",), "Discard", "throw")
KEEP_EDITING = Answer(("answer-cancel",), "Keep editing", "")
CANCEL = Answer(("answer-cancel",), "Cancel", "")
CLOSE = Answer(("dialog-close",), "Close", "", "dialog")

SAVE_AND_QUIT = SAVE._replace(hint="Save and quit")
DISCARD_AND_QUIT = DISCARD._replace(hint="Discard and quit")

SAVE_AGAIN = Answer(("answer-mine",), "Save the file again", "mine")
SAVE_MINE = Answer(("answer-mine",), "Save mine", "mine")
TAKE_THEIRS = Answer(("answer-discard",), "Discard", "theirs")
DISCARD_MINE = TAKE_THEIRS._replace(hint="Discard mine")

RESTORE = Answer(("answer-restore",), "Restore", "restore")
RESTORE_FILE = Answer(("answer-restore", "answer-mine"), "Save the file again", "restore")
COPY = Answer(("answer-copy",), "Copy text", "copy")
DROP = Answer(("answer-discard",), "Discard", "discard")
LATER = Answer(("answer-cancel",), "Later", "")

TRASH = Answer(("answer-trash",), "Move to trash", "trash")
APPROVE = Answer(("answer-approve",), "Approve anyway", "approve")
SHOW_BLOCKERS = Answer(("answer-blockers",), "Show blockers", "list")


def one(label: str) -> Answer:
    """Return the answer that does for one item what could be done for several, under the label of the action."""
    return Answer(("answer-one",), label, "one")


def yes(label: str, value: str = "yes") -> Answer:
    """Return the answer that does what is asked, under the label of the action."""
    return Answer(("answer-yes",), label, value)


def apply_all(count: int) -> Answer:
    """Return the answer that applies all safe fixes of a file."""
    return Answer(("answer-all",), f"Apply all {count} safe fixes", "all")


def keep_sides(ours: str, theirs: str) -> tuple[Answer, Answer, Answer]:
    """Return the answers to a merge conflict; the names of the sides are safe to draw."""
    return (
        Answer(("answer-ours",), f"Keep {ours}", "ours"),
        Answer(("answer-theirs",), f"Keep {theirs}", "theirs"),
        Answer(("answer-both",), "Keep both", "both"),
    )


def form_answers(verb: str, *, several: bool, stepwise: bool = False) -> tuple[Answer, ...]:
    """Return the answers of a form: `verb` is what it does, `several` says that it has more than one field.

    In a `stepwise` form the key goes to the next field, and saves at the last.
    """
    if stepwise and several:
        return (
            Answer(("form-accept",), f"Next field, then {verb[0].lower()}{verb[1:]}", "keep", "form"),
            Answer(("form-save",), verb, "keep", "form"),
            Answer(("form-cancel",), "Cancel", "", "form"),
        )
    return (
        Answer(("form-accept",), verb, "keep", "form"),
        *([Answer(("form-next",), "Next field", "next", "form")] if several else []),
        Answer(("form-cancel",), "Cancel", "", "form"),
    )


LOCATIONS = (
    Answer(("list-choose",), "Go to", "go", "locations"),
    Answer(("list-cancel",), "Close", "", "locations"),
    Answer(("help",), "Help", "help", "locations"),
)
THEMES = (
    Answer(("list-choose",), "Apply", "keep", "themes"),
    Answer(("list-cancel",), "Cancel", "", "themes"),
)
BOXES = (
    Answer(("changes-apply",), "Apply", "apply", "changes"),
    Answer(("changes-toggle",), "Select", "tick", "changes"),
    Answer(("changes-range",), "Range", "range", "changes"),
    Answer(("changes-toggle-all",), "Select all", "all", "changes"),
    Answer(("changes-cancel",), "Cancel", "", "changes"),
)
PREVIEW = (
    Answer(("preview-close",), "Close", "back", "preview"),
    Answer(("preview-go",), "Go to heading", "here", "preview"),
    Answer(("read-on",), "Page down", "page", "preview"),
    Answer(("preview-next",), "Next heading", "next", "preview"),
    Answer(("preview-before",), "Previous heading", "before", "preview"),
)
