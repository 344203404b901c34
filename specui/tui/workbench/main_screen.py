"""The workbench as the services of the program see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from specui.tui.models.loaded_file import Loaded
from specui.tui.workbench.screen import WorkbenchScreen
from specui.tui.workbench.session_place import place_now
from specui.tui.workbench.view import Aspect
from specui.workspace.state.last_session import LastSeen

if TYPE_CHECKING:
    from specui.workspace.state.recovery import UnsavedEdit


class WorkbenchAsMain:
    """Implements `MainScreen`."""

    def __init__(self, screen: WorkbenchScreen) -> None:
        self._screen = screen

    @property
    def open_name(self) -> str | None:
        return self._screen.state.at.file

    @property
    def at_rest(self) -> bool:
        return self._screen.desk.is_idle

    @property
    def takes_offers(self) -> bool:
        return self._screen.desk.is_idle and self._screen.is_on_top

    def visible_files(self) -> Sequence[str]:
        return self._screen.tree_view.files_shown

    def learn(self, loaded: Sequence[Loaded]) -> None:
        known = self._screen.ports.files.workspace.files
        self._screen.learn(one for one in loaded if one.file.name not in known)

    def mark_changed(self, names: frozenset[str]) -> None:
        self._screen.tree_view.mark(names)

    def show_watching(self) -> None:
        self._screen.refresh_view(Aspect.TITLES | Aspect.KEYS)

    def offer(self, entry: UnsavedEdit) -> None:
        self._screen.wiring.recovery.offer(entry)

    def place_now(self) -> LastSeen:
        return place_now(self._screen.bench)

    def key_typed(self, key: str) -> None:
        self._screen.last_key = key

    def mark_place(self) -> Callable[[], None]:
        screen, navigator = self._screen, self._screen.navigator
        element = screen.section_view.element if screen.shows_section else None
        at, pane, trail, walked = screen.state.at, screen.state.pane, screen.state.trail, navigator.walked
        zoomed = screen.state.zoomed

        def return_to_it() -> None:
            if screen.state.at.file == at.file and at.number < len(navigator.entries):
                screen.state.zoomed = zoomed
                navigator.return_to(at, trail, element.start if element is not None else None)
                screen.focus_pane(pane)
                navigator.walked = walked

        return return_to_it

    def start_tour(self) -> None:
        self._screen.run_command("tour")
