"""What a command is, and the places of the screen where commands apply."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, get_args

from specui.tui.commands.here import Here

Place = Literal[
    "tree", "filter", "home", "section", "search", "inline", "editor", "problems",
    "triage", "triage-filter", "overview", "finder", "palette", "themes", "locations",
    "form", "preview", "dialog", "confirmation", "changes",
]  # fmt: skip
PLACES: tuple[Place, ...] = get_args(Place)
PANE_ORDER: tuple[Place, ...] = ("tree", "section", "problems")
PANES: frozenset[Place] = frozenset(PANE_ORDER)
VIEWS: frozenset[Place] = PANES | {"home"}
"""The panes, and the home view, which stands in the place of a section."""
ALL: frozenset[Place] = frozenset(
    {"tree", "filter", "home", "section", "search", "inline", "editor", "problems"}
)
"""The places of the workbench. The other places cover it, and only commands that name them work there."""
READING: frozenset[Place] = frozenset({"overview", "preview", "dialog", "confirmation"})
"""Places that cover the workbench and scroll like a pane."""

TITLES: dict[Place, str] = {
    "tree": "In the tree of specs",
    "filter": "While filtering",
    "home": "In the home view",
    "section": "In a section",
    "search": "While searching",
    "inline": "While editing in place",
    "editor": "While editing a section",
    "problems": "In the problems",
    "triage": "In triage",
    "triage-filter": "While filtering in triage",
    "overview": "In the overview",
    "finder": "In the finder",
    "palette": "In the list of commands",
    "themes": "While choosing a theme",
    "locations": "In a list of locations",
    "form": "In a form",
    "preview": "In the preview",
    "dialog": "In a help page or notice",
    "confirmation": "In a confirmation",
    "changes": "In a list of changes",
}


FOREMOST = 91
"""The priority of a place's main command: below editing, above commands that also work elsewhere."""


class Command(NamedTuple):
    """A command: what a key, a hint in the footer, an entry of the palette and a line of the help refer to.

    - `title`: a verb and an object, for palette and help; `help`: one sentence about this command alone
    - `keys`: its default keys; `where`: the places where it works
    - `own`: the action of the widget with the focus that runs it; "" for a handler of the screen
    - `hint`: its word in the footer, shown if `priority` is above 0, the highest first; `word` returns the word for the
      item under the cursor instead; `brief`: the word on a narrow screen
    - `shown`: the keys in the footer, if the hint also represents another command
    - `group`: commands of one group share a line in the help; `pair` of the first is the sentence about all of them
    - `passing`: it applies to some items only, so its hint comes last and does not move the others
    - `palette`: the palette lists it
    - `when`: returns whether it does anything here; without, it always does
    - `first`: returns whether it is the main command of the place, which gives it the priority FOREMOST
    """

    id: str
    title: str
    help: str
    keys: tuple[str, ...]
    where: frozenset[Place]
    hint: str = ""
    priority: int = 0
    palette: bool = True
    shown: str = ""
    group: str = ""
    passing: bool = False
    when: Callable[[Here], bool] | None = None
    word: Callable[[Here], str] | None = None
    brief: str = ""
    first: Callable[[Here], bool] | None = None
    own: str = ""
    pair: str = ""

    def hint_here(self, here: Here, *, brief: bool = False) -> str:
        """Return its word in the footer for the item under the cursor; `brief` omits the object."""
        word = self.word(here) if self.word is not None else self.hint
        return self.brief if brief and self.brief in word.split() else word

    def weight(self, here: Here) -> int:
        """Return its priority in the footer here."""
        return FOREMOST if self.first is not None and self.first(here) else self.priority

    def does_something(self, here: Here) -> bool:
        """Return whether the command does anything here."""
        return self.when is None or self.when(here)


def at(*places: Place) -> frozenset[Place]:
    """Return the places as a set."""
    return frozenset(places)
