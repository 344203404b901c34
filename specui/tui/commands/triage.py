"""What can be done in triage: an item at a time, decided with one key."""

from __future__ import annotations

from collections.abc import Callable

from specui.specs.decisions import DECISIONS
from specui.tui.commands.here import Here
from specui.tui.commands.model import PANES, Command, Place, at

HERE: frozenset[Place] = at("triage")
TYPING: frozenset[Place] = at("triage-filter")


def _way(*ways: str) -> Callable[[Here], bool]:
    return lambda here: not here.case.ways.isdisjoint(ways)


def _shown(here: Here) -> bool:
    return here.case.shown > 0


# fmt: off
TRIAGE: tuple[Command, ...] = (
    Command("triage", "Triage", "Shows what waits for a decision in all specs, one item at a time: questions, gaps, tests, criteria.",
            ("t",), PANES | at("overview"), "triage", "triage", 47, when=lambda here: here.names),
    *(
        Command(f"take-{n}", f"Answer with alternative {n}", f"Answer with option {n}.",
                (str(n),), HERE, f"take({n - 1})", "take it" if n == 1 else "", 97 if n == 1 else 0, palette=n < 4, group="take",
                when=lambda here, n=n: here.case.alternatives >= n and "take" in here.case.ways,  # type: ignore[misc]
                word=(lambda here: "take it" if here.case.alternatives < 2 else f"… {here.case.alternatives} take one") if n == 1 else None)
        for n in range(1, 10)
    ),
    Command("triage-answer", DECISIONS["answer"].label, DECISIONS["answer"].help,
            ("a",), HERE, "way('answer')", "answer", 96, when=_way("answer")),
    Command("triage-severity", DECISIONS["severity"].label, DECISIONS["severity"].help,
            ("s",), HERE, "way('severity')", "severity", 96, when=_way("severity")),
    Command("triage-notes", DECISIONS["notes"].label, DECISIONS["notes"].help,
            ("n",), HERE, "way('notes')", "notes", 95, when=_way("notes")),
    Command("triage-resolve", DECISIONS["resolve"].label, DECISIONS["resolve"].help,
            ("r",), HERE, "resolve", "resolve", 97, when=lambda here: here.case.kind == "gap"),
    Command("triage-tick", DECISIONS["tick"].label, DECISIONS["tick"].help,
            ("space",), HERE, "tick", "tick", 97, when=_way("tick", "untick"),
            word=lambda here: "untick" if "untick" in here.case.ways else "tick"),
    Command("triage-defer", DECISIONS["defer"].label, DECISIONS["defer"].help,
            ("d",), HERE, "way('defer')", "defer", 94, when=_way("defer")),
    Command("triage-assign", DECISIONS["assign"].label, DECISIONS["assign"].help,
            ("@",), HERE, "way('assign')", "assign", 93, when=_way("assign")),
    Command("triage-drop", DECISIONS["drop"].label, DECISIONS["drop"].help,
            ("w",), HERE, "way('drop')", "drop", 92, when=_way("drop")),
    Command("triage-gap", DECISIONS["to-gap"].label, DECISIONS["to-gap"].help,
            ("g",), HERE, "way('to-gap')", "gap", 91, when=_way("to-gap")),
    Command("triage-criterion", DECISIONS["to-criterion"].label, DECISIONS["to-criterion"].help,
            ("c",), HERE, "way('to-criterion')", "criterion", 90, when=_way("to-criterion")),
    Command("triage-question", DECISIONS["to-question"].label, DECISIONS["to-question"].help,
            ("x",), HERE, "way('to-question')", "question", 89, when=_way("to-question")),
    Command("triage-reopen", DECISIONS["reopen"].label, DECISIONS["reopen"].help,
            ("R",), HERE, "way('reopen')", "reopen", 88, when=_way("reopen")),
    Command("triage-open", "Go to it in its spec", "Opens the spec at the item; triage comes back to this place.",
            ("enter",), HERE, "go_there", "in its spec", 70, when=_shown, brief="spec"),
    Command("triage-up", "Item before", "Goes to the item before, or to the next one.",
            ("up", "k"), HERE, "step(-1)", palette=False, group="triage-move"),
    Command("triage-down", "Next item", "Goes to the next item, and leaves this one as it is.",
            ("down", "j"), HERE, "step(1)", "next", 80, shown="jk", palette=False, group="triage-move", when=lambda here: here.case.shown > 1),
    Command("triage-page-up", "Read up", "Moves the text of a long item up or down.",
            ("pageup",), HERE, "page(-1)", palette=False, group="triage-page"),
    Command("triage-page-down", "Read on", "Moves the text of a long item down.",
            ("pagedown",), HERE, "page(1)", palette=False, group="triage-page"),
    Command("triage-first", "First item", "Goes to the first or the last item of the queue.",
            ("home",), HERE, "step(-99999)", palette=False, group="triage-ends"),
    Command("triage-last", "Last item", "Goes to the last item.",
            ("end",), HERE, "step(99999)", palette=False, group="triage-ends"),
    Command("triage-select", "Select", "Selects the item; what is decided then is decided for all that are selected.",
            ("v",), HERE, "select", "select", 62, when=_shown,
            word=lambda here: f"{here.case.chosen} selected" if here.case.chosen else "select"),
    Command("triage-select-all", "Select all shown", "Selects all that the queue shows, or none.",
            ("V",), HERE, "select_all", when=_shown),
    Command("triage-filter", "Filter", "Shows only what you type: kind:gap tier:1 owner:linus older:30d, or words.",
            ("/",), HERE, "filter", "filter", 66),
    Command("triage-views", "Views", "Shows the filters that are kept under a name, and keeps this one.",
            ("F",), HERE, "views", "views", 60),
    Command("triage-order", "Order", "Sorts the queue by tier, severity, age or spec.",
            ("O",), HERE, "next_order", "order", 58),
    Command("triage-group", "Group", "Groups the queue by spec, tier, owner, kind, or not at all.",
            ("G",), HERE, "next_grouping", "group", 57),
    Command("triage-decided", "What is decided too", "Shows what is decided already, or hides it.",
            ("H",), HERE, "show_decided", "decided", 56,
            word=lambda here: "hide decided" if here.case.decided else "show decided"),
    Command("triage-pane", "Queue or item", "Where both do not fit, shows the queue in the item's place, and back.",
            ("tab", "shift+tab"), HERE, "turn", "queue", 98, when=lambda here: here.case.turns,
            word=lambda here: "item" if here.case.queue else "queue"),
    Command("triage-leave", "Leave triage", "Goes back to where you came from.",
            ("q", "escape", "t", "ctrl+q", "ctrl+c"), HERE, "leave_triage", "back", 64),
    Command("filter-keep", "Keep the filter", "Keeps the filter and goes back to the queue.",
            ("enter", "down"), TYPING, "keep_filter", "keep it", 90, palette=False),
    Command("filter-undo", "Leave the filter", "Goes back to the filter that there was.",
            ("escape", "ctrl+q", "ctrl+c"), TYPING, "leave_filter", "as it was", 89, palette=False),
    Command("filter-complete", "Complete the word", "Takes the rest of a word that is offered.",
            ("tab",), TYPING, "complete_filter", "complete", 88, palette=False),
)
# fmt: on
