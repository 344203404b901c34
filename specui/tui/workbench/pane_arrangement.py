"""The panes on the screen: which of them show, how they share the room, and the drag of their borders."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.screen import Screen

from specui.tui.commands import PANES
from specui.tui.models.pane_layout import LOW, WIDE, Grid, Shared, grid, one_pane, shared, too_small
from specui.tui.widgets.bars import Crumbs, TooSmall
from specui.tui.widgets.spec_header import SectionTabs
from specui.tui.widgets.spec_tree import SpecTree
from specui.tui.workbench.border_drag import LEFT_BUTTON, BorderDrag, border_at
from specui.tui.workbench.state import WorkbenchState


class PaneArrangement:
    """Arranges the panes of a screen by its size and the state; `changed` is called after their room has changed."""

    def __init__(self, screen: Screen[None], state: WorkbenchState, changed: Callable[[], None]) -> None:
        self._screen, self._state, self._changed = screen, state, changed
        self._grid: Grid | None = None
        self._problem_lines = 0
        self._drag = BorderDrag()

    # -- the size of the screen

    @property
    def room(self) -> tuple[int, int]:
        """Columns and rows of the screen; of the app before the screen's first layout."""
        size = self._screen.size or self._screen.app.size
        return size.width, size.height

    @property
    def is_tiny(self) -> bool:
        """Whether the screen is too small to show anything."""
        return too_small(*self.room)

    @property
    def section_columns(self) -> int:
        """Columns of the section, known before its layout."""
        beside = self._grid.columns.split() if self._grid is not None else []
        return self.room[0] - sum(int(part) for part in beside if part.isdigit())

    def arrange(self) -> None:
        """Arrange everything for the size of the screen."""
        columns, rows = self.room
        if not columns:
            return
        screen, tiny = self._screen, self.is_tiny
        screen.set_class(columns >= WIDE, "-wide")
        screen.set_class(rows < LOW, "-low")
        screen.set_class(one_pane(columns, rows), "-narrow")
        screen.query_one(TooSmall).set_class(not tiny, "-hidden")
        for part in ("#panes", "#message", "#footer"):
            screen.query_one(part).set_class(tiny, "-hidden")
        self.show()
        screen.query_one(SectionTabs).fit_height()  # its lines depend on the rows of the screen

    # -- which panes show, and how large

    def show(self) -> None:
        """Show or hide panes after the zoom, the pane or the room has changed."""
        screen, pane = self._screen, self._state.pane
        lone = screen.has_class("-lone")
        one = self._state.zoomed or screen.has_class("-narrow")
        screen.set_class(one, "-one")
        for other in PANES:
            hidden = (one and other != pane) or (lone and other == "tree")
            screen.query_one(f"#{other}-pane").set_class(hidden, "-hidden")
        crumbs = one and not self.is_tiny and (self._state.zoomed or not lone)
        screen.query_one(Crumbs).set_class(not crumbs, "-hidden")
        screen.query_one("#tree-title").set_class(one, "-hidden")
        self.share()

    def share(self) -> None:
        """Share out the room among the panes again."""
        wanted = grid(
            *self.room, tree=self._tree_columns, problems=self._problem_lines,
            one=self._screen.has_class("-one"), lone=self._screen.has_class("-lone"), sizes=self._state.sizes,
        )  # fmt: skip
        if wanted != self._grid:
            self._grid = wanted
            styles = self._screen.query_one("#panes").styles
            styles.grid_size_columns, styles.grid_size_rows = wanted.size
            styles.grid_columns, styles.grid_rows = wanted.columns, wanted.rows
        self._changed()

    def give_problems(self, lines: int, *, shrink: bool) -> None:
        """Give the problems so many lines with their title; without `shrink` they keep what they have."""
        lines = lines if shrink else max(lines, self._problem_lines)
        if lines != self._problem_lines:
            self._problem_lines = lines
            self.share()

    @property
    def shared(self) -> Shared:
        """The room of each pane."""
        return shared(
            *self.room, tree=self._tree_columns, problems=self._problem_lines,
            lone=self._screen.has_class("-lone"), sizes=self._state.sizes,
        )  # fmt: skip

    @property
    def _tree_columns(self) -> int:
        return self._screen.query_one(SpecTree).columns_wanted

    # -- the mouse

    def drag(self, event: events.MouseEvent) -> bool:
        """Press, move or release a border; says whether the event was about one."""
        screen, panes = self._screen, self._screen.query_one("#panes").region
        if isinstance(event, events.MouseDown) and event.button == LEFT_BUTTON:
            section, problems = screen.query_one("#section-pane"), screen.query_one("#problems-pane")
            at = int(event.screen_x), int(event.screen_y)
            border = border_at(at, panes, section.region, problems.region, self.shared)
            return self._drag.press(None if screen.has_class("-one") else border)
        sizes = self._drag.follow(event, panes, self._state.sizes)
        if sizes is None:
            return False
        if isinstance(event, events.MouseUp) and self._drag.moved:
            screen.app._mouse_down_widget = None  # noqa: SLF001 - a drag is no click, wherever it ends
        if sizes != self._state.sizes:
            self._state.sizes = sizes
            self.share()
        return True
