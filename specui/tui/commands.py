"""The one list of what can be done: keys, footer, palette and help are all made from it.

A command applies in places; a place is what the keyboard is talking to. `everywhere` are the panes of the
workbench, not the editor, where letters are text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

from textual.binding import Binding, BindingType

Place = Literal["tree", "filter", "section", "editor", "problems"]
PLACES: tuple[Place, ...] = get_args(Place)
PANES: frozenset[Place] = frozenset({"tree", "section", "problems"})
ALL: frozenset[Place] = frozenset(PLACES)

TITLES: dict[Place, str] = {
    "tree": "In the tree of specs",
    "filter": "While filtering",
    "section": "In a section",
    "editor": "While writing",
    "problems": "In the problems",
}


class Command(NamedTuple):
    """One thing to do.

    `hint` is its word in the footer, which shows it where `priority` is above 0, the highest first.
    `help` is one sentence. `action` is run by the screen; one that starts with `.` belongs to the widget that
    has the keyboard, which alone knows what a move is. `palette` says whether it can be chosen by name; `shown`
    are keys as the footer shows them, where it speaks for two commands, and those of one `group` share a line in
    the help, with the sentence of the first. One that is `passing` does something at some items only: it stands
    behind the others in the footer, so that they keep their places while the cursor moves.
    """

    id: str
    title: str
    help: str
    keys: tuple[str, ...]
    where: frozenset[Place]
    action: str
    hint: str = ""
    priority: int = 0
    palette: bool = True
    shown: str = ""
    group: str = ""
    passing: bool = False

    @property
    def own(self) -> bool:
        """Whether the widget that has the keyboard does it itself."""
        return self.action.startswith(".")


def _at(*places: Place) -> frozenset[Place]:
    return frozenset(places)


# fmt: off
COMMANDS: tuple[Command, ...] = (
    # -- the tree
    Command("enter-spec", "Go into the spec", "Goes into the spec under the cursor; opens or closes a folder.",
            ("enter",), _at("tree"), "enter_spec", "open", 90, palette=False),
    Command("fold", "Fold or unfold", "Opens or closes the folder under the cursor.",
            ("space",), _at("tree"), ".fold", "fold", 62, palette=False),
    Command("fold-close", "Close the folder", "Closes the folder, or goes up to the one around it.",
            ("left", "h"), _at("tree"), ".close", palette=False),
    Command("fold-open", "Open the folder", "Opens the folder, or goes into the spec.",
            ("right", "l"), _at("tree"), "open_row", palette=False),
    Command("filter-clear", "Show all specs", "Takes the filter away and shows all specs again.",
            ("escape",), _at("filter", "tree"), "clear_filter", "all specs", 70, palette=False),
    Command("filter-accept", "Keep the filter", "Goes back to the tree and keeps the filter.",
            ("enter", "down"), _at("filter"), "accept_filter", "to the specs", 80, palette=False),
    # -- a section
    Command("tick", "Tick or untick", "Ticks or unticks the box under the cursor, and saves that one character.",
            ("space",), _at("section"), "tick", "tick", 95),
    Command("edit", "Write in this section", "Opens the section for writing, at the line of the cursor.",
            ("enter", "e"), _at("section"), "edit", "write", 90),
    Command("section-before", "Section before", "Goes to the section before this one, or after it.",
            ("left", "h"), _at("section"), "step_section(-1)", group="step"),
    Command("section-after", "Section after", "Goes to the section after this one.",
            ("right", "l"), _at("section"), "step_section(1)", "section", 50, shown="←→", group="step"),
    # -- the editor
    Command("keep", "Keep what is typed", "Saves what was typed, and leaves the editor.",
            ("ctrl+s", "f2"), _at("editor"), "keep", "keep", 100),
    Command("leave-editor", "Leave the editor", "Leaves; asks first if something would be lost.",
            ("escape",), _at("editor"), "leave_editor", "leave", 95),
    # -- the problems
    Command("go-to-problem", "Go to the problem", "Shows the place that the problem is about.",
            ("enter",), _at("problems"), "go_to_problem", "go there", 90),
    Command("manual", "What the rule means", "Shows the manual page of the rule that found the problem.",
            ("m",), _at("problems", "section"), "manual", "why", 45, passing=True),
    Command("to-tree", "Back to the specs", "Goes back to the tree of specs.",
            ("escape",), _at("section", "problems"), "focus_tree", palette=False),
    # -- every pane
    Command("up", "Up", "Moves up or down.", ("up", "k"), PANES, ".cursor_up", palette=False, group="move"),
    Command("down", "Down", "Moves down.", ("down", "j"), PANES, ".cursor_down", palette=False, group="move"),
    Command("page-up", "Page up", "Moves a page up or down.", ("pageup",), PANES, ".page_up", palette=False, group="page"),
    Command("page-down", "Page down", "Moves a page down.", ("pagedown",), PANES, ".page_down", palette=False, group="page"),
    Command("first", "First", "Goes to the first or the last line.", ("home", "g"), PANES, ".first", palette=False, group="ends"),
    Command("last", "Last", "Goes to the last line.", ("end", "G"), PANES, ".last", palette=False, group="ends"),
    *(
        Command(f"section-{n}", f"Section {n}", "Goes to section n; 0 to the fields at the top of the spec.",
                (str(n),), PANES, f"go_section({n})", palette=False, group="sections")
        for n in range(10)
    ),
    Command("filter", "Filter the specs", "Shows only specs whose path holds what you type.",
            ("/",), PANES, "filter", "filter", 60),
    Command("problem-before", "Problem before", "Goes to the problem before, or to the next one.",
            ("[",), PANES, "step_problem(-1)", group="problem"),
    Command("problem-after", "Next problem", "Goes to the next problem.",
            ("]",), PANES, "step_problem(1)", "problem", 58, shown="[]", group="problem"),
    Command("fix", "Fix the problem", "Shows what the fix would change; nothing is written before you say so.",
            ("f",), PANES, "fix", "fix", 55, passing=True),
    Command("problems-scope", "Problems of this spec or of all", "Lists the problems of this spec, or of all specs.",
            ("A",), PANES, "toggle_scope"),
    Command("undo", "Undo", "Takes the last change back, in whatever file it was.", ("u",), PANES, "undo", "undo", 35),
    Command("redo", "Redo", "Makes the change that was taken back again.", ("U",), PANES, "redo"),
    Command("next-pane", "Next pane", "Goes to the next pane, or to the one before.",
            ("tab",), ALL - {"editor"}, "next_pane(1)", "next pane", 65, group="pane"),
    Command("pane-before", "Pane before", "Goes to the pane before.",
            ("shift+tab",), ALL - {"editor"}, "next_pane(-1)", group="pane"),
    Command("zoom", "Zoom the pane", "Gives this pane the whole screen, and back.", ("z",), PANES, "zoom", "zoom", 25),
    Command("external-editor", "Open in $EDITOR", "Opens the file in your own editor at this line.",
            ("E",), PANES, "external_editor"),
    Command("commands", "Commands", "Finds a command, a section, a spec or a theme by its name.",
            (":", "ctrl+p"), ALL, "palette", "commands", 20, palette=False),
    Command("help", "Help for this place", "Lists the keys of this place, and what the signs mean.",
            ("?", "f1"), ALL, "help", "help", 99),
    Command("quit", "Leave", "Leaves specui; asks first if something typed would be lost.",
            ("q", "ctrl+q", "ctrl+c"), PANES, "quit", "leave", 64),
    Command("quit-typing", "Leave specui", "Leaves specui; asks first if something typed would be lost.",
            ("ctrl+q",), _at("editor", "filter"), "quit", "leave specui", 22, palette=False),
    Command("copy", "Copy, or leave", "Copies what is selected; with nothing selected it leaves as ctrl+q does.",
            ("ctrl+c",), _at("editor", "filter"), "copy_or_quit", palette=False),
)
# fmt: on

_TEXT_PLACES: frozenset[Place] = frozenset({"editor", "filter"})
_NAMES = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "esc",
    "shift+tab": "shift+tab",
    "f1": "F1",
    "f2": "F2",
}
_TEXTUAL = {
    "/": "slash",
    ":": "colon",
    "?": "question_mark",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
}


def commands_at(place: Place) -> tuple[Command, ...]:
    """Return the commands that have a key in a place, the most important for the footer first."""
    found = [command for command in COMMANDS if place in command.where and keys_at(command, place)]
    return tuple(sorted(found, key=lambda command: -command.priority))


def keys_at(command: Command, place: Place) -> tuple[str, ...]:
    """Return the keys that mean the command in a place; where one types, a letter is a letter."""
    if place not in _TEXT_PLACES:
        return command.keys
    return tuple(key for key in command.keys if len(key) > 1)


def bindings(place: Place) -> list[BindingType]:
    """Return the bindings of the widget that stands for a place.

    They are handled before the key is handed on to the widget, so that keys typed ahead find the keyboard where
    the ones before them have put it.
    """
    return [
        Binding(
            ",".join(_TEXTUAL.get(key, key) for key in keys),
            command.action[1:] if command.own else f"screen.{command.action}",
            command.title,
            show=False,
            priority=True,
        )
        for command in COMMANDS
        if place in command.where and (keys := keys_at(command, place))
    ]


def screen_bindings() -> list[BindingType]:
    """Return the bindings of the screen itself: what works in every pane, and where no pane has the keyboard."""
    shared = [c for c in COMMANDS if c.where >= PANES and not c.own]
    return [
        Binding(",".join(_TEXTUAL.get(key, key) for key in c.keys), c.action, c.title, show=False)
        for c in shared
    ]


def key_name(key: str) -> str:
    """Return a key as it is shown."""
    return _NAMES.get(key, key)


def fitting(commands: Iterable[Command], columns: int, place: Place) -> list[tuple[str, str, Command]]:
    """Return key, word and command of the footer, as many as fit whole, the most important first.

    Help is always there; what is passing stands behind it.
    """
    offered = [c for c in commands if c.hint and c.priority]
    helps = [c for c in offered if c.id == "help"]
    shown: list[tuple[str, str, Command]] = []
    used = sum(_hint_width(c, place) for c in helps)
    for command in offered:
        if command in helps:
            continue
        needed = _hint_width(command, place)
        if used + needed > columns:
            continue
        used += needed
        shown.append((hint_key(command, place), command.hint, command))
    shown += [(hint_key(c, place), c.hint, c) for c in helps]
    return sorted(shown, key=lambda hint: hint[2].passing)


def hint_key(command: Command, place: Place) -> str:
    """Return the key that the footer names."""
    return command.shown or key_name(keys_at(command, place)[0])


GAP = 2
"""Cells between two hints of the footer."""


def _hint_width(command: Command, place: Place) -> int:
    return len(hint_key(command, place)) + 1 + len(command.hint) + GAP
