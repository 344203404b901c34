"""What can be done with problems."""

from __future__ import annotations

from specui.tui.commands.model import Command, at

# fmt: off
PROBLEMS: tuple[Command, ...] = (
    Command("go-to-problem", "Go to the problem", "Shows the place that the problem is about.",
            ("enter",), at("problems"), "go_to_problem", "go there", 96,
            when=lambda here: here.problems),
    Command("manual", "What the rule means", "Shows the manual page of the rule that found the problem.",
            ("m",), at("problems", "section", "dialog"), "manual", "why", 45, passing=True,
            when=lambda here: here.explained),
    Command("to-tree", "Back to the specs", "Goes back to the tree of specs.",
            ("escape",), at("section", "problems"), "focus_tree", "specs", 66, palette=False,
            when=lambda here: here.marking or not here.lone, word=lambda here: "unmark" if here.marking else "specs"),
)
# fmt: on
