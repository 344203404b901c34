"""What a command is, and the places that it may apply in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, get_args

from specui.tui.commands.here import Here

Place = Literal[
    "tree", "filter", "section", "search", "inline", "editor", "problems",
    "triage", "triage-filter", "overview", "finder", "palette", "themes", "listing",
    "form", "preview", "dialog", "question", "boxes",
]  # fmt: skip
PLACES: tuple[Place, ...] = get_args(Place)
PANES: frozenset[Place] = frozenset({"tree", "section", "problems"})
ALL: frozenset[Place] = frozenset({"tree", "filter", "section", "search", "inline", "editor", "problems"})
"""The places of the workbench; the others stand over it, and nothing of the workbench works there but what says so."""
READING: frozenset[Place] = frozenset({"overview", "preview", "dialog", "question"})
"""Where there is more than fits, over the workbench: it is moved in as in a pane."""

TITLES: dict[Place, str] = {
    "tree": "In the tree of specs",
    "filter": "While filtering",
    "section": "In a section",
    "search": "While searching",
    "inline": "While editing in place",
    "editor": "While writing",
    "problems": "In the problems",
    "triage": "In triage",
    "triage-filter": "While filtering in triage",
    "overview": "In the overview",
    "finder": "While finding",
    "palette": "In the list of commands",
    "themes": "While choosing a theme",
    "listing": "In a list of places",
    "form": "In a form",
    "preview": "In the preview",
    "dialog": "In a notice, or a page of help",
    "question": "When something is asked",
    "boxes": "Before several changes are made at once",
}


FOREMOST = 91
"""The priority of what a place is for: behind editing, before all that can be done elsewhere too."""


class Command(NamedTuple):
    """One thing to do.

    `hint` is its word in the footer, which shows it where `priority` is above 0, the highest first; `brief` is what
    is left of it on a narrow screen.
    `help` is one sentence. `action` is run by the screen; one that starts with `.` belongs to the widget that
    has the keyboard, which alone knows what a move is. `palette` says whether it can be chosen by name; `shown`
    are keys as the footer shows them, where it speaks for two commands, and those of one `group` share a line in
    the help, with the sentence of the first. One that is `passing` does something at some items only: it stands
    behind the others in the footer, so that they keep their places while the cursor moves. `when` says whether
    it does anything here: without, it always does; `first` where it is what the place is for.
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
    when: Callable[[Here], bool] | None = None
    word: Callable[[Here], str] | None = None
    brief: str = ""
    first: Callable[[Here], bool] | None = None

    def hint_here(self, here: Here, *, brief: bool = False) -> str:
        """Return its word in the footer, in the words of what is under the cursor; `brief` leaves out of what."""
        word = self.word(here) if self.word is not None else self.hint
        return self.brief if brief and self.brief in word.split() else word

    def weight(self, here: Here) -> int:
        """Return its priority where one is."""
        return FOREMOST if self.first is not None and self.first(here) else self.priority

    @property
    def own(self) -> bool:
        """Whether the widget that has the keyboard does it itself."""
        return self.action.startswith(".")

    def does_something(self, here: Here) -> bool:
        """Say whether the command has anything to do here."""
        return self.when is None or self.when(here)


def at(*places: Place) -> frozenset[Place]:
    return frozenset(places)
