"""Commands of the home view: each number opens the list behind it."""

from __future__ import annotations

from specui.tui.commands.model import PANES, Command, at

NUMBERS = 8
"""Numbers of the home view at most, each with its digit as key."""

# fmt: off
HOME: tuple[Command, ...] = (
    Command("home", "Home", "Show the home view: the numbers of this folder, and what has most to do.",
            ("D",), PANES, "home", 23, when=lambda here: here.names and not here.lone),
    Command("home-open", "Open", "Open the list behind the number, or the spec.",
            ("enter",), at("home"), "open", 96, palette=False),
    *(
        Command(f"home-{n}", f"Number {n}", f"Open the list behind number {n}.",
                (str(n),), at("home"), "list" if n == 1 else "", 95 if n == 1 else 0, palette=False,
                shown="1 2 3…" if n == 1 else "", group="home-numbers",
                pair="Open the list behind a number." if n == 1 else "")
        for n in range(1, NUMBERS + 1)
    ),
    Command("home-close", "Close", "Close the home view: show the open spec, or the first one.",
            ("escape", "D"), at("home"), "close", 66, palette=False),
)
# fmt: on
