"""The commands of triage: one item at a time, decided with one key.

Each ends in a handler of the controllers in `specui.tui.triage`.
"""

from __future__ import annotations

from collections.abc import Callable

from specui.specs.decisions import DECISIONS, DecisionId
from specui.tui.commands.here import Here
from specui.tui.commands.model import VIEWS, Command, Place, at
from specui.tui.commands.ranges import range_command

HERE: frozenset[Place] = at("triage")
TYPING: frozenset[Place] = at("triage-filter")


def _applies(*decisions: DecisionId) -> Callable[[Here], bool]:
    return lambda here: not here.case.ways.isdisjoint(decisions)


def _shown(here: Here) -> bool:
    return here.case.shown > 0


def _answers(n: int) -> Callable[[Here], bool]:
    return lambda here: here.case.alternatives >= n and "take" in here.case.ways


def _take(here: Here) -> str:
    return (
        "answer"
        if here.case.alternatives < 2
        else f"{'2' if here.case.alternatives == 2 else f'… {here.case.alternatives}'} answer"
    )


def _write(here: Here) -> str:
    if "reopen" in here.case.ways and "defer" not in here.case.ways:
        return "change answer"
    return "another answer" if here.case.alternatives else "answer"


def _decision(
    one: DecisionId, priority: int, *, hint: str = "", word: Callable[[Here], str] | None = None
) -> Command:
    """Return the command of a decision, in the words of the table; ``hint`` is shorter, for the footer."""
    row = DECISIONS[one]
    name = f"triage-{one.removeprefix('to-')}"
    return Command(
        name, row.label, row.help, (row.key,), HERE, hint or row.word, priority, when=_applies(one), word=word
    )


# fmt: off
TRIAGE: tuple[Command, ...] = (
    Command("triage", "Triage", "Decide open items in turn: questions, gaps, missing tests, criteria, tasks.",
            ("t",), VIEWS | at("overview"), "triage", 47, when=lambda here: here.names),
    *(
        Command(f"answer-{n}", f"Answer {n}", f"Choose suggested answer {n}.", (str(n),), HERE, "answer" if n == 1 else "", 97 if n == 1 else 0,
                palette=n < 4, group="take", when=_answers(n), word=_take if n == 1 else None,
                pair=DECISIONS["take"].help if n == 1 else "")
        for n in range(1, 10)
    ),
    _decision("answer", 96, word=_write),
    _decision("severity", 96, hint="severity"),
    _decision("notes", 95, hint="notes"),
    _decision("resolve", 97),
    Command("triage-tick", DECISIONS["tick"].label, "Tick the test, criterion or task, or untick it.", (DECISIONS["tick"].key,), HERE, "tick", 97,
            when=_applies("tick", "untick"), word=lambda here: "tick" if "tick" in here.case.ways else "untick"),
    _decision("defer", 94),
    _decision("assign", 93),
    _decision("drop", 92),
    _decision("to-gap", 91, hint="to gap"),
    _decision("to-criterion", 90, hint="to criterion"),
    _decision("to-question", 89, hint="to question"),
    _decision("reopen", 88),
    Command("triage-open", "Open in the spec", "Open the spec at the item. Triage comes back to this place.",
            ("enter",), HERE, "open", 70, when=_shown),
    Command("triage-up", "Previous item", "Go to the previous item.", ("up", "k"), HERE, palette=False, group="triage-move",
            pair="Go to the previous or next item."),
    Command("triage-down", "Next item", "Go to the next item.", ("down", "j"), HERE, "next", 80, shown="jk", palette=False, group="triage-move",
            when=lambda here: here.case.shown > 1),
    Command("triage-page-up", "Page up", "Scroll a long item up by a page; else move up by a page in the queue.",
            ("pageup",), HERE, palette=False, group="triage-page",
            pair="Scroll a long item by a page; else move by a page in the queue."),
    Command("triage-page-down", "Page down", "Scroll a long item down by a page; else move in the queue.",
            ("pagedown",), HERE, palette=False, group="triage-page"),
    Command("triage-half-up", "Half a page up", "Scroll a long item up by half a page; else move up by half a page in the queue.",
            ("ctrl+u",), HERE, palette=False, group="triage-half",
            pair="Scroll a long item by half a page; else move by half a page in the queue."),
    Command("triage-half-down", "Half a page down", "Scroll a long item down by half a page; else move in the queue.",
            ("ctrl+d",), HERE, palette=False, group="triage-half"),
    Command("triage-first", "First item", "Go to the first item.", ("home", "g"), HERE, palette=False, group="triage-ends",
            pair="Go to the first or last item."),
    Command("triage-last", "Last item", "Go to the last item.", ("end", "G"), HERE, palette=False, group="triage-ends"),
    Command("triage-select", "Select", "Select the item, or all of a range; again to deselect. Decisions apply to all of them.",
            ("space",), HERE, "select", 62, when=_shown,
            word=lambda here: f"{here.case.chosen} selected" if here.case.chosen else "select"),
    range_command("triage-range", "triage", 59, when=_shown),
    Command("triage-select-all", "Select all", "Select all items in the queue, or none.", ("V",), HERE, when=_shown),
    Command("triage-filter", "Filter", "Filter as you type: kind:gap tier:1 owner:linus older:30d, or words.", ("/",), HERE, "filter", 66),
    Command("triage-views", "Views", "Show a saved view, or save this filter as one.", ("F",), HERE, "views", 60),
    Command("triage-order", "Sort", "Sort by tier, severity, age or spec, in turn.", ("O",), HERE, "sort", 58),
    Command("triage-group", "Group", "Group by spec, tier, owner, kind or not at all, in turn.", ("b",), HERE, "group", 57),
    Command("triage-decided", "Show decided items", "Show or hide decided items.", ("H",), HERE, "show decided", 56,
            word=lambda here: "hide decided" if here.case.decided else "show decided"),
    Command("triage-pane", "Switch pane", "Switch between item and queue, if only one of them fits.",
            ("tab", "shift+tab"), HERE, "queue", 98, when=lambda here: here.case.turns,
            word=lambda here: "item" if here.case.queue else "queue"),
    Command("triage-back", "Clear, or leave", "Clear the selection, then the filter, then leave triage.", ("escape",), HERE, palette=False),
    Command("triage-leave", "Leave triage", "Go back to where you came from.", ("q", "t", "ctrl+q", "ctrl+c"), HERE, "back", 64),
    Command("triage-filter-apply", "Apply the filter", "Apply the filter and go back to the queue.", ("enter", "down"), TYPING, "apply", 90, palette=False),
    Command("triage-filter-cancel", "Cancel the filter", "Go back to the previous filter.", ("escape", "ctrl+q", "ctrl+c"), TYPING, "cancel", 89, palette=False),
    Command("filter-complete", "Complete the word", "Complete the word with the suggestion.", ("tab",), TYPING, "complete", 88, palette=False),
)
# fmt: on
