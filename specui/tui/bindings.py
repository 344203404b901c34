"""The commands as Textual's bindings: of the widget that stands for a place, and of the screen."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from specui.tui.commands import COMMANDS, PANES, Place, keys_at

_TEXTUAL = {
    "/": "slash",
    ":": "colon",
    "?": "question_mark",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "{": "left_curly_bracket",
    "}": "right_curly_bracket",
    "=": "equals_sign",
}


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
