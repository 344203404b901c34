"""Where the three panes stand, which of them has the keyboard, and what is left of them where there is little room."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.screen import Screen
from textual.widget import Widget

from specui.tui.bindings import bindings, screen_bindings
from specui.tui.commands import PANES, Place
from specui.tui.widgets.bars import Bar, Crumbs, KeyFooter, MessageLine, PaneTitle, TooSmall
from specui.tui.widgets.command_screen import CommandScreen
from specui.tui.widgets.notice import Notice
from specui.tui.widgets.problems_panel import ProblemsPanel
from specui.tui.widgets.section_view import SectionView
from specui.tui.widgets.spec_header import SectionTabs, SpecHeader
from specui.tui.widgets.spec_tree import SpecTree
from specui.tui.workbench.pane_layout import (
    AUTOMATIC,
    LOW,
    WIDE,
    Grid,
    Shared,
    Sizes,
    grid,
    one_pane,
    shared,
    too_small,
)

if TYPE_CHECKING:
    from specui.tui.app import SpecuiApp
    from specui.tui.models.draft import Draft
    from specui.tui.workbench.section_editor import EditorPane


class OpenSection(SectionView):
    """The open section, with the keys of its place."""

    BINDINGS = bindings("section")

    def on_click(self, event: events.Click) -> None:
        """A click elsewhere ends what is edited in place, unless something typed would be lost."""
        if isinstance(self.screen, Arrangement) and not self.screen.free():
            event.prevent_default()


class SectionNotice(Notice):
    """What stands in its place, with the same keys."""

    BINDINGS = bindings("section")


class Arrangement(CommandScreen, Screen[None], inherit_bindings=False):
    """The panes as widgets; what they show is not known here."""

    BINDINGS = screen_bindings()
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self.pane: Place = "tree"
        self.zoomed = False
        self._grid: Grid | None = None
        self._sizes = AUTOMATIC
        self._problem_lines = 0
        self._editor: EditorPane | None = None
        self._held = True
        self._to_hear_of = 0

    @property
    def specui(self) -> SpecuiApp:
        return cast("SpecuiApp", self.app)

    def compose(self) -> ComposeResult:
        yield Crumbs(id="crumbs", classes="-hidden")
        with Container(id="panes"):
            with Vertical(id="tree-pane"):
                yield PaneTitle(id="tree-title")
                yield SpecTree(id="tree")
            with Vertical(id="section-pane"):
                yield SpecHeader(id="header")
                yield SectionTabs(id="tabs")
                yield OpenSection(id="section")
                yield SectionNotice(id="notice", classes="-hidden")
            with Vertical(id="problems-pane"):
                yield PaneTitle(id="problems-title")
                yield ProblemsPanel(id="problems")
        yield TooSmall(id="small", classes="-hidden")
        yield MessageLine(id="message")
        yield KeyFooter(id="footer")

    def begin(self) -> None:
        """Find the panes and give them their places. No `on_mount`: Textual would call it besides the subclass's."""
        self.tree_view = self.query_one(SpecTree)
        self.section_view = self.query_one(SectionView)
        self.notice = self.query_one(Notice)
        self.panel = self.query_one(ProblemsPanel)
        self.set_class(self.specui.session.single is not None, "-lone")
        self._arrange()

    # -- the first picture

    def _compositor_refresh(self) -> None:
        """Paint nothing until the panes have heard their sizes: what they show depends on them."""
        if not self._held:
            super()._compositor_refresh()

    def _wait_for_panes(self) -> None:
        """Paint when each pane is done with what it was told with the first layout."""
        waiting = {self.tree_view, self.section_view, self.notice, self.panel, *self.query(Bar)}
        self._to_hear_of = len(waiting)
        for widget in waiting:
            widget.call_later(self._heard)

    def _heard(self) -> None:
        self._to_hear_of -= 1
        if not self._to_hear_of:
            self.call_later(self._paint)

    def _paint(self) -> None:
        """Paint the first picture, all of it and once."""
        self._on_timer_update()  # what is still to be laid out
        self._held = False
        self.refresh()
        self._on_timer_update()

    def pane_changed(self) -> None:
        """Another pane has the keyboard."""

    def hint(self, text: str) -> None:
        """Say why a key does nothing here."""

    # -- the editor, which is made when it is first asked for

    @property
    def draft(self) -> Draft | None:
        """What is being written in; None at rest."""
        return self._editor.draft if self._editor is not None else None

    @property
    def at_rest(self) -> bool:
        """Whether nothing is being written or edited."""
        return self.draft is None

    def free(self) -> bool:
        """Say whether one can go elsewhere in the section."""
        return True

    @property
    def editor(self) -> EditorPane:
        """The pane to write in, after `make_editor`."""
        assert self._editor is not None
        return self._editor

    async def make_editor(self) -> None:
        """Make the pane to write in, where that has not been done yet."""
        if self._editor is None:
            from specui.tui.workbench.section_editor import EditorPane

            pane = EditorPane(id="editor-pane", classes="-hidden")
            await self.query_one("#section-pane").mount(pane)
            self._editor = pane

    # -- the keyboard

    @property
    def place(self) -> Place:
        """What the keyboard is talking to."""
        if self.focused is not None and self.focused.id == "filter":
            return "filter"
        if self.focused is not None and self.focused.id == "search-input":
            return "search"
        if self.pane == "section" and self.draft is not None:
            return "editor"
        return self.pane

    @property
    def _section_widget(self) -> SectionView | Notice:
        return self.section_view if self.notice.has_class("-hidden") else self.notice

    def focus_pane(self, pane: Place) -> None:
        """Give a pane the keyboard, showing it if it is hidden."""
        if pane == "tree" and self.has_class("-lone"):
            pane = "section"
        self.pane = pane
        self._show_panes()
        if pane == "section" and self.draft is not None:
            self.editor.take_focus()
        else:
            self._focus({"tree": self.tree_view, "problems": self.panel}.get(pane, self._section_widget))
        self.pane_changed()

    def _focus(self, widget: Widget) -> None:
        self.set_focus(widget, scroll_visible=False)

    @on(events.DescendantFocus)
    def _pane_follows(self) -> None:
        if self.focused is None:
            return
        panes: tuple[Place, ...] = ("tree", "section", "problems")
        for pane in panes:
            if self.query_one(f"#{pane}-pane") in self.focused.ancestors:
                if pane != self.pane:
                    self.pane = pane
                    self._show_panes()
                self.pane_changed()

    # -- room

    def on_resize(self) -> None:
        self._arrange()
        if self._held and not self._to_hear_of:
            self._wait_for_panes()

    def _arrange(self) -> None:
        columns, rows = self.size or self.app.size  # the screen has no size before it is laid out
        if not columns:
            return
        tiny = too_small(columns, rows)
        narrow = one_pane(columns, rows)
        self.set_class(columns >= WIDE, "-wide")
        self.set_class(rows < LOW, "-low")
        self.set_class(narrow, "-narrow")
        self.query_one(TooSmall).set_class(not tiny, "-hidden")
        for part in ("#panes", "#message", "#footer"):
            self.query_one(part).set_class(tiny, "-hidden")
        self._show_panes()
        self.query_one(
            SectionTabs
        ).fit_height()  # how many lines they may have goes by the rows of the screen
        if not tiny and self.focused is None:
            self.call_after_refresh(self._refocus)

    def _refocus(self) -> None:
        if self.focused is None and self.is_current:
            self.focus_pane(self.pane)

    def _show_panes(self) -> None:
        one = self.zoomed or self.has_class("-narrow")
        self.set_class(one, "-one")
        lone = self.has_class("-lone")
        for pane in PANES:
            hidden = (one and pane != self.pane) or (lone and pane == "tree")
            self.query_one(f"#{pane}-pane").set_class(hidden, "-hidden")
        tiny = not self.query_one(TooSmall).has_class("-hidden")
        self.query_one(Crumbs).set_class(not one or tiny or (lone and not self.zoomed), "-hidden")
        self.query_one("#tree-title").set_class(one, "-hidden")
        self.share_room()

    def share_room(self) -> None:
        """Give each pane the room that it needs, as far as there is room."""
        columns, rows = self.size or self.app.size
        wanted = grid(
            columns, rows, tree=self.tree_view.columns_wanted, problems=self._problem_lines,
            one=self.has_class("-one"), lone=self.has_class("-lone"), sizes=self._sizes,
        )  # fmt: skip
        if wanted != self._grid:
            self._grid = wanted
            styles = self.query_one("#panes").styles
            styles.grid_size_columns, styles.grid_size_rows = wanted.size
            styles.grid_columns, styles.grid_rows = wanted.columns, wanted.rows

    @property
    def sizes(self) -> Sizes:
        """What a person has given the panes; set, the panes take it, as far as there is room."""
        return self._sizes

    @sizes.setter
    def sizes(self, sizes: tuple[int | None, ...]) -> None:
        self._sizes = Sizes(*sizes)
        self.share_room()

    @property
    def shared(self) -> Shared:
        """What the panes have where all of them show."""
        return shared(
            *(self.size or self.app.size), tree=self.tree_view.columns_wanted, problems=self._problem_lines,
            lone=self.has_class("-lone"), sizes=self._sizes,
        )  # fmt: skip

    @property
    def section_columns(self) -> int:
        """How many columns the section has, known before it is laid out."""
        beside = self._grid.columns.split() if self._grid is not None else []
        return self.app.size.width - sum(int(part) for part in beside if part.isdigit())

    def want_problem_lines(self, lines: int, *, anew: bool) -> None:
        """Let the problems have so many lines with their title; they shrink only where a list is begun `anew`."""
        lines = lines if anew else max(lines, self._problem_lines)
        if lines != self._problem_lines:
            self._problem_lines = lines
            self.share_room()

    def action_next_pane(self, by: int) -> None:
        if self.place == "editor":
            return
        order: list[Place] = (
            ["section", "problems"] if self.has_class("-lone") else ["tree", "section", "problems"]
        )
        self.focus_pane(order[(order.index(self.pane) + by) % len(order)])

    def on_crumbs_chosen(self, event: Crumbs.Chosen) -> None:
        event.stop()
        self.action_go_pane(event.pane)

    def action_go_pane(self, index: int) -> None:
        order: tuple[Place, ...] = ("tree", "section", "problems")
        self.focus_pane(order[index])

    def action_zoom(self) -> None:
        if self.has_class("-narrow"):
            self.hint("One pane shows at a time here already")
            return
        self.zoomed = not self.zoomed
        self._show_panes()
        self.pane_changed()

    def action_focus_tree(self) -> None:
        if self.section_view.marking:
            self.section_view.unmark()
            return
        if self.zoomed:
            self.action_zoom()
        self.focus_pane("tree")
