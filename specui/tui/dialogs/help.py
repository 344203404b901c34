"""Help for a place: its keys, the keys of all panes, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterator

from specui.specs.items.kinds import KINDS
from specui.tui.commands import COMMANDS, PANES, PLACES, TITLES, Command, Place, key_name, keys_at, said
from specui.tui.dialogs.answers import CLOSE
from specui.tui.dialogs.dialog import TextDialog
from specui.tui.rendering.ascii_fallback import key_label
from specui.tui.rendering.paint import Cell
from specui.tui.rendering.paragraphs import Para
from specui.tui.rendering.safe_text import width
from specui.tui.rendering.signs import SIGNS

_WIDEST = 154
"""Columns of the help at most: then each sentence fits on one line."""
_KEYS, _MOST_KEYS = 17, 26
"""Minimum and maximum of cells for the keys."""


def help_dialog(place: Place) -> TextDialog:
    """Return the help for a place: its own keys, then the keys of all panes, then the other places."""
    columns = _key_columns()
    parts = _part(TITLES[place], place, columns, shared=False if place in PANES else None)
    if place in PANES:
        parts += _part("In every pane", place, columns, shared=True)
    parts += _by_name(place, columns)
    for other in PLACES:
        if other != place:
            parts += _part(TITLES[other], other, columns, shared=False)
    parts += [_heading("Symbols"), *_signs(columns)]
    return TextDialog(f"Help · {key_label('↑↓')} scroll", parts, (CLOSE,), toggle="help", widest=_WIDEST)


def _part(title: str, place: Place, columns: int, *, shared: bool | None) -> list[Para]:
    """Return the keys of a place: those that all panes share, the others, or both (None)."""
    found = [
        c for c in COMMANDS if place in c.where and keys_at(c, place) and shared in {None, c.where >= PANES}
    ]
    if not found:
        return []
    return [
        _heading(title),
        *(row for keys, text in _rows(found, place) for row in _keys_row(keys, text, columns)),
        Para(),
    ]


def _by_name(place: Place, columns: int) -> list[Para]:
    """Return the commands without a key here, which the palette finds by name."""
    found = [c for c in COMMANDS if c.palette and place in c.where and not c.own and not keys_at(c, place)]
    if not found:
        return []
    return [
        _heading(f"By name, with {said('commands', place)}"),
        *(_row(c.title, c.help, columns=columns) for c in found),
        Para(),
    ]


def _rows(commands: list[Command], place: Place) -> list[tuple[str, str]]:
    """Return keys and sentences; two directions of one command share a line."""
    rows: dict[str, tuple[list[str], str]] = {}
    for command in commands:
        keys, _ = rows.setdefault(command.group or command.id, ([], command.pair or command.help))
        if command.id == "section-0" and keys_at(command, place) == ("0",):
            keys.append("0 … 9")
        elif command.id == "answer-1" and keys_at(command, place) == ("1",):
            keys.append("1 … 9")
        elif command.id == "home-1" and keys_at(command, place) == ("1",):
            keys.append("1 2 3 …")
        elif command.group not in {"sections", "take", "home-numbers"}:
            keys += [key_name(key) for key in keys_at(command, place)]
    return [("  ".join(keys), text) for keys, text in rows.values()]


def _key_columns() -> int:
    """Return the cells for the keys, the same in all parts."""
    rows = (keys for place in PLACES for keys, _ in _rows([c for c in COMMANDS if place in c.where], place))
    return min(_MOST_KEYS, max(_KEYS, *(width(keys) for keys in rows)))


def _keys_row(keys: str, text: str, columns: int) -> Iterator[Para]:
    """Yield the row of a command; keys that need more room go on below."""
    lines = [""]
    for key in keys.split("  "):
        longer = f"{lines[-1]}  {key}" if lines[-1] else key
        lines[-1:] = [longer] if width(longer) <= columns or not lines[-1] else [lines[-1], key]
    for number, line in enumerate(lines):
        yield _row(line, "" if number else text, columns=columns)


def _row(keys: str, text: str, look: str = "key-hint bold", columns: int = _KEYS) -> Para:
    return Para(text, "", (Cell(f"  {keys:<{columns}}  ", look),))


def _heading(text: str) -> Para:
    return Para(text, "text bold")


def _signs(columns: int) -> list[Para]:
    meanings = {
        "error": "the spec is broken or contradicts itself",
        "warning": "worth fixing",
        "info": "worth knowing",
    }
    rows = [
        ("12/30", "done and all: criteria, missing tests, tasks, questions, critical gaps, errors"),
        ("12·4·5", "current state: shipped, partially working, not implemented"),
        ("M A", "in the tree: changed or added since the last commit"),
        ("!2", "in the tree: critical gaps"),
        ("● changed", "someone else changed the file, and you have not opened it since"),
        ("☑ ☐ *", "ticked, open, optional"),
        ("○ ● ◷ ▸ –", "question: open, answered, deferred, assigned, dropped"),
        *((kind.sign, f"in triage and in the finder: {kind.noun}") for kind in KINDS.values()),
        ("› ▪ ✎", "the cursor, selected, what the template says of an empty part"),
        ("· fix", f"the problem has a fix; {said('fix')} shows it"),
    ]
    return [
        *(
            _row(f"{sign.sign} {sign.word}", meanings[sign.word], sign.role, columns)
            for sign in SIGNS.values()
        ),
        *(_row(sign, text, "muted", columns) for sign, text in rows),
    ]
