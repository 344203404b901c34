"""Commands of the overview: each number opens the list behind it."""

from __future__ import annotations

from specui.tui.commands.model import VIEWS, Command, Place, at

HERE: frozenset[Place] = at("overview")

# fmt: off
OVERVIEW: tuple[Command, ...] = (
    Command("overview", "Overview", "Show progress of all specs: readiness, gaps, questions, age, owners, history.",
            ("o",), VIEWS | HERE | at("triage"), "overview", 46, when=lambda here: here.names),
    Command("overview-open", "Open", "Open the spec, or the list behind the number; a column's name sorts by it.",
            ("enter",), HERE, "open", 90, palette=False),
    Command("overview-left", "Previous number", "Go to the previous number.",
            ("left", "h"), HERE, "numbers", 85, palette=False, shown="←→", group="overview-step",
            pair="Go to the previous or next number."),
    Command("overview-right", "Next number", "Go to the next number.",
            ("right", "l"), HERE, palette=False, group="overview-step"),
    Command("overview-part", "Next part", "Go to the next part: specs, gaps, blockers, owners, history.",
            ("tab",), HERE, "next part", 80, palette=False, group="overview-part", brief="part",
            pair="Go to the next or previous part: specs, gaps, blockers, owners, history."),
    Command("overview-part-before", "Previous part", "Go to the previous part.",
            ("shift+tab",), HERE, palette=False, group="overview-part"),
    Command("overview-sort", "Sort", "Sort by tier, readiness, gaps, questions, age, owner or title, in turn.",
            ("s",), HERE, "sort", 75, palette=False),
    Command("overview-history", "History of this spec", "Show the history of the spec under the cursor, or of all specs again.",
            ("space",), HERE, "history", 70, palette=False,
            when=lambda here: here.past),
    Command("overview-back", "Back", "Go back to where you were.",
            ("escape", "q", "ctrl+c", "ctrl+q"), HERE, "back", 95, palette=False),
)
# fmt: on
