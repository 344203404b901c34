"""What can be done in the overview: every number opens the list behind it."""

from __future__ import annotations

from specui.tui.commands.model import PANES, Command, Place, at

HERE: frozenset[Place] = at("overview")

# fmt: off
OVERVIEW: tuple[Command, ...] = (
    Command("overview", "Overview", "Shows how far all specs are: readiness, gaps, questions, age and owners, and how it came to be so.",
            ("o",), PANES | HERE | at("triage"), "overview", "overview", 46, when=lambda here: here.names),
    Command("overview-open", "Open what is counted", "Opens the spec, or the list that the number counts; the name of a column sorts by it.",
            ("enter",), HERE, "open", "open", 90, palette=False),
    Command("overview-left", "Number before", "Goes to the number before, or to the next one.",
            ("left", "h"), HERE, "step(-1)", "numbers", 85, palette=False, shown="←→", group="overview-step"),
    Command("overview-right", "Next number", "Goes to the next number.",
            ("right", "l"), HERE, "step(1)", palette=False, group="overview-step"),
    Command("overview-part", "Next part", "Goes to the next part: the specs, gaps, what blocks them, owners, over time; or to the one before.",
            ("tab",), HERE, "part(1)", "next part", 80, palette=False, group="overview-part", brief="part"),
    Command("overview-part-before", "Part before", "Goes to the part before.",
            ("shift+tab",), HERE, "part(-1)", palette=False, group="overview-part"),
    Command("overview-sort", "Sort the specs", "Sorts by tier, readiness, gaps, questions, age, owner or title, in turn.",
            ("s",), HERE, "sort", "sort", 75, palette=False),
    Command("overview-past", "This spec over time", "Draws over time what has become of the spec under the cursor alone, or of all again.",
            ("space",), HERE, "past", "over time", 70, palette=False,
            when=lambda here: here.past),
    Command("overview-leave", "Leave the overview", "Goes back to where you were.",
            ("escape", "q", "ctrl+c", "ctrl+q"), HERE, "leave", "back", 95, palette=False),
)
# fmt: on
