"""Commands of the list of problems."""

from __future__ import annotations

from specui.tui.commands.model import Command, at
from specui.tui.commands.ranges import END_RANGE

# fmt: off
PROBLEMS: tuple[Command, ...] = (
    Command("go-to-problem", "Go to problem", "Go to the location of the problem.",
            ("enter",), at("problems"), "go to", 96,
            when=lambda here: here.problems),
    Command("explain-rule", "Explain the rule", "Show the manual page of the problem's rule.",
            ("m",), at("problems", "section", "dialog"), "explain", 45, passing=True,
            when=lambda here: here.explained),
    Command("to-tree", "Back to the specs", "Go back to the tree; end a range or a search first.",
            ("escape",), at("section", "problems"), "specs", 66, palette=False,
            when=lambda here: here.marking or not here.lone, word=lambda here: END_RANGE if here.marking else "specs"),
)
# fmt: on
