"""Help for the place one is in: its keys, the keys of every pane, and what the signs mean."""

from __future__ import annotations

from textual.content import Content

from specui.tui.commands import COMMANDS, PANES, PLACES, TITLES, Command, Place, key_name, keys_at
from specui.tui.problem_list import SIGNS
from specui.tui.screens.dialog import Answer, TextDialog

_KEYS = 17


def help_dialog(place: Place) -> TextDialog:
    """Return the help for a place: its own keys first, then those of the others."""
    parts = [_heading(TITLES[place]), *_lines(place, shared=False)]
    parts += [Content(""), _heading("Everywhere"), *_lines(place, shared=True)]
    for other in PLACES:
        if other != place:
            parts += [Content(""), _heading(TITLES[other]), *_lines(other, shared=False)]
    parts += [Content(""), _heading("What the signs mean"), *_signs()]
    close = Answer(("escape", "q", "enter", "?", "f1"), "close", "")
    return TextDialog("Help", Content("\n").join(parts), (close,))


def _lines(place: Place, *, shared: bool) -> list[Content]:
    found = [c for c in COMMANDS if place in c.where and keys_at(c, place) and (c.where >= PANES) is shared]
    return [_line(command, place) for command in _joined(found)]


def _joined(commands: list[Command]) -> list[Command]:
    """Return the commands with the ten keys of the sections as one."""
    sections = [c for c in commands if c.id.startswith("section-") and c.id[8:].isdigit()]
    rest = [c for c in commands if c not in sections]
    if sections:
        rest.append(
            sections[0]._replace(
                keys=("0 … 9",), help="Goes to section n; 0 to the fields at the top of the spec."
            )
        )
    return rest


def _line(command: Command, place: Place) -> Content:
    keys = "  ".join(key_name(key) for key in keys_at(command, place))
    return Content.assemble((f"  {keys:<{_KEYS}}", "bold $key-hint"), f"{command.help}")


def _heading(text: str) -> Content:
    return Content.styled(text, "bold")


def _signs() -> list[Content]:
    told = {
        "error": "the spec is broken or contradicts itself",
        "warning": "its owner would act on it",
        "info": "worth a look",
    }
    lines = [
        Content.assemble((f"  {s.sign} {s.word:<{_KEYS - 2}}", f"${s.role}"), told[s.word])
        for s in SIGNS.values()
    ]
    rows = [
        ("12/30", "done of what must be done: criteria, tests, questions, critical gaps, errors"),
        ("12·4·5", "current state: shipped, in part, not yet"),
        ("● changed", "somebody else changed the file, and you have not looked at it since"),
        ("⚒", "the problem has a fix: f shows it"),
    ]
    return [*lines, *(Content.assemble((f"  {sign:<{_KEYS}}", "$muted"), text) for sign, text in rows)]
