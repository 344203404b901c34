"""The workbench: the tree of specs, the open section, its problems. Composes widgets, moves focus, refreshes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from specui.tui.bindings import screen_bindings
from specui.tui.commands import PANES, Place, said
from specui.tui.commands.handlers import Handlers
from specui.tui.models.loaded_file import Loaded
from specui.tui.models.pane_layout import too_small
from specui.tui.ports import Kept, Ports
from specui.tui.widgets.bars import Bar, Crumbs, KeyFooter, MessageLine, PaneTitle, TooSmall
from specui.tui.widgets.command_screen import CommandScreen
from specui.tui.widgets.notice import Notice
from specui.tui.widgets.problems_panel import ProblemsPanel
from specui.tui.widgets.section_view import SectionView
from specui.tui.widgets.spec_header import SectionTabs, SpecHeader
from specui.tui.widgets.spec_tree import SpecTree
from specui.tui.workbench.bench import Bench
from specui.tui.workbench.edit_desk import EditDesk
from specui.tui.workbench.here import Surroundings
from specui.tui.workbench.navigator import Navigator
from specui.tui.workbench.open_section import OpenSection
from specui.tui.workbench.pane_arrangement import PaneArrangement
from specui.tui.workbench.pane_titles import PaneTitles
from specui.tui.workbench.session_place import first_pane, restore_place
from specui.tui.workbench.state import WorkbenchState
from specui.tui.workbench.view import ALWAYS, Aspect, Found
from specui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from specui.tui.widgets.home_view import HomeView
    from specui.tui.workbench.wiring import Wiring


class WorkbenchScreen(CommandScreen, Screen[None], inherit_bindings=False):
    """The screen at the bottom. Controllers do the work; they reach it as `View`."""

    BINDINGS = screen_bindings()
    AUTO_FOCUS = ""

    def __init__(self, ports: Ports) -> None:
        super().__init__()
        self.ports = ports
        self.state = WorkbenchState()
        self.desk = EditDesk(self.state, ports.files, ports.notify, ports.journal, self)
        self.navigator = Navigator(self.state, ports.files, ports.notify, self, self.desk)
        self.surroundings = Surroundings(self.state, ports.files, self, self.navigator, self.desk)
        self.bench = Bench(ports, self.state, self, self.desk, self.navigator, self.surroundings)
        self.panes = PaneArrangement(self, self.state, self._room_changed)
        self._titles = PaneTitles(self.bench)
        self.home_view: HomeView | None = None
        self.last_key = ""
        self._stale = Aspect(0)
        self._offset: int | None = None
        self._listed: tuple[str | None, bool] = (None, False)
        self._shown: tuple[object, ...] = ()
        self._holds_picture = True
        self._bars_to_hear = 0

    def compose(self) -> ComposeResult:
        yield Crumbs(id="crumbs", classes="-hidden")
        with Container(id="panes"):
            with Vertical(id="tree-pane"):
                yield PaneTitle(id="tree-title")
                yield SpecTree(id="tree")
            with Vertical(id="section-pane"):
                yield SpecHeader(id="header")
                yield SectionTabs(id="tabs")
                yield OpenSection(lambda: self.desk.try_leave(None), id="section")
                yield Notice(id="notice", classes="-hidden")
                if self.ports.program.starts_at_home:
                    from specui.tui.widgets.home_view import HomeView

                    self.home_view = HomeView(id="home")
                    yield self.home_view
            with Vertical(id="problems-pane"):
                yield PaneTitle(id="problems-title")
                yield ProblemsPanel(id="problems")
        yield TooSmall(id="small", classes="-hidden")
        yield MessageLine(id="message")
        yield KeyFooter(id="footer")

    def on_mount(self) -> None:
        self.tree_view = self.query_one(SpecTree)
        self.section_view = self.query_one(SectionView)
        self.notice = self.query_one(Notice)
        self.panel = self.query_one(ProblemsPanel)
        self.set_class(self.ports.files.session.single is not None, "-lone")
        last = self.ports.program.last_session
        restore_place(self.bench, last)
        self._arrange()
        self.learn(self.ports.program.first_files())
        self.ports.files.subscribe(self, self._workspace_changed)
        self.watch(self.section_view, "scroll_y", self._scrolled, init=False)
        self._workspace_changed(self.ports.files.workspace)
        self.focus_pane("section" if self.shows_home else first_pane(last, lone=self.is_lone))
        self.query_one(SectionTabs).fit_height(self.panes.section_columns)

    # -- commands

    @cached_property
    def wiring(self) -> Wiring:
        """The controllers, built when the first of them is needed."""
        from specui.tui.workbench.wiring import wire

        return wire(self.bench)

    def handlers(self) -> Handlers:
        return self.wiring.handlers

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Run nothing that can't be seen."""
        always = action == "command" and parameters[0] in ALWAYS
        return always or not too_small(*self.app.size)

    async def action_command(self, name: str) -> None:
        self.query_one(MessageLine).forget()
        await super().action_command(name)
        self._settle_if_seen()

    def run_command(self, name: str) -> None:
        self.call_later(self.action_command, name)

    # -- refresh

    def refresh_view(self, aspects: Aspect = Aspect.ALL, *, offset: int | None = None) -> None:
        if not self._stale:
            self.call_later(self._settle_if_seen)
        self._stale |= aspects
        if offset is not None:
            self._offset = offset

    def _settle_if_seen(self) -> None:
        if not self._is_covered:
            self.settle()

    def settle(self) -> None:
        while self._stale:
            stale, self._stale = self._stale, Aspect(0)
            self._refresh(stale)

    def _refresh(self, stale: Aspect) -> None:
        offset, self._offset = self._offset, None
        if Aspect.TREE in stale:
            self.tree_view.show(self.ports.files.workspace)
            self.panes.share()
        if Aspect.SECTION in stale:
            self._show_section(offset)
        if Aspect.TITLES in stale:
            self._titles.show()
        if Aspect.PROBLEMS in stale:
            self._show_problems()
        if Aspect.KEYS in stale:
            self.query_one(KeyFooter).show(self.surroundings.place, self.surroundings.here)
            self._titles.show_crumbs()

    def _workspace_changed(self, workspace: Workspace) -> None:
        self._stale |= Aspect.TREE
        if not self._is_covered:
            self.tree_view.show(workspace)
            self.navigator.follow(workspace)
            self.settle()
            if "wiring" in self.__dict__:  # what it reads can wait until then
                self.wiring.home.read_changes()

    def on_screen_resume(self) -> None:
        """Take up what changed while another screen covered this one."""
        if Aspect.TREE in self._stale:
            self._workspace_changed(self.ports.files.workspace)
        self.settle()

    def _show_section(self, offset: int | None) -> None:
        home = self.shows_home
        had_keyboard = self.state.pane == "section" and self.focused_id != "search-input" and self.is_on_top
        self.set_class(home, "-home")
        if home:
            if not self._holds_picture:  # nothing is counted before the first picture
                self.wiring.home.refresh()
            elif self.home_view is not None:
                self.home_view.show_start(
                    self.ports.files.workspace, partial=self.ports.files.session.partial
                )
            if had_keyboard:
                self.focus_section()
            return
        file, entry = self.navigator.file, self.navigator.entry
        writing = self.desk.draft is not None
        instead = None if writing else self._titles.notice(file, entry)
        if instead is not None:
            self.notice.show(*instead)
        elif file is not None and entry is not None and not writing:
            section = entry.schema if entry.missing else entry.section
            today = self.ports.files.today
            shown = (file.contents, section, file.diagnostics, file.read_only, today)
            if shown != self._shown or self.section_view.layout_shown is None:
                self._shown = shown
                self.section_view.today = today
                self.section_view.show(
                    file.contents, section, file.diagnostics,
                    file=file.name, offset=offset, writable=not file.read_only,
                )  # fmt: skip
            elif offset is not None:
                self.section_view.go_to(offset)
        self.notice.set_class(instead is None, "-hidden")
        self.section_view.set_class(writing or instead is not None, "-hidden")
        for editor in self.find("#editor-pane", Widget):
            editor.set_class(not writing, "-hidden")
        if self.desk.inline_edit is not None:
            self.call_after_refresh(self.desk.place_inline)
        if had_keyboard and not writing:
            self.focus_section()
        self.navigator.track()

    def _show_problems(self) -> None:
        file, name = self.navigator.shown_file, self.state.at.file
        problems, empty = self._titles.problems(file)
        self.panel.show(problems, several=self.state.all_problems, empty=empty)
        listed = (name, self.state.all_problems)
        self.panes.give_problems(1 + self.panel.lines_wanted, shrink=listed != self._listed)
        self._listed = listed
        self._titles.show_problem_title(problems)

    def show_keys(self) -> None:
        """Show the keys again, which have changed."""
        for bar in self.query(Bar):
            bar.refresh_changed()
        self._shown = ()
        self.refresh_view()

    # -- the first picture

    def _compositor_refresh(self) -> None:
        """Paint nothing before the panes know their sizes, on which what they show depends."""
        if not self._holds_picture:
            super()._compositor_refresh()

    def _wait_for_panes(self) -> None:
        """Paint when each pane has handled its first size."""
        panes = (self.tree_view, self.section_view, self.notice, self.panel, self.home_view)
        waiting = {*filter(None, panes), *self.query(Bar)}
        self._bars_to_hear = len(waiting)
        for widget in waiting:
            widget.call_later(self._heard)

    def _heard(self) -> None:
        self._bars_to_hear -= 1
        if not self._bars_to_hear:
            self.call_later(self._paint_first)

    def _paint_first(self) -> None:
        self._on_timer_update()  # finishes pending layouts
        self._holds_picture = False
        self.refresh()
        self._on_timer_update()
        if self.shows_home:
            self.refresh_view(Aspect.SECTION)

    def on_resize(self) -> None:
        self._arrange()
        if self._holds_picture and not self._bars_to_hear:
            self._wait_for_panes()

    def _arrange(self) -> None:
        self.panes.arrange()
        if not self.panes.is_tiny and self.focused is None:
            self.call_after_refresh(self._refocus)

    def _refocus(self) -> None:
        if self.focused is None and self.is_current:
            self.focus_pane(self.state.pane)

    def _room_changed(self) -> None:
        if self.desk.inline_edit is not None:
            self.call_after_refresh(self.desk.place_inline)

    def _forward_event(self, event: events.Event) -> None:
        if isinstance(event, events.MouseEvent) and self.panes.drag(event):
            event._set_forwarded()  # noqa: SLF001 - as Screen does with what it has seen
            return
        super()._forward_event(event)

    # -- the keyboard

    def focus_pane(self, pane: Place) -> None:
        if pane == "tree" and self.is_lone:
            pane = "section"
        self.state.pane = pane
        self.panes.show()
        if pane == "section":
            self.focus_section()
        else:
            self.focus_widget(self.tree_view if pane == "tree" else self.panel)
        self._pane_changed()

    def _pane_changed(self) -> None:
        if self.state.pane != "tree":
            self.navigator.stay()
        self.refresh_view(Aspect.PLACE)

    def focus_section(self) -> None:
        if self.desk.is_idle:
            home = self.home_view if self.shows_home else None
            self.focus_widget(self.section_view if self.shows_section else home or self.notice)
        else:
            self.desk.take_focus()

    def focus_widget(self, widget: Widget) -> None:
        self.set_focus(widget, scroll_visible=False)

    @on(events.DescendantFocus)
    def _pane_follows(self) -> None:
        if self.focused is None:
            return
        for pane in PANES:
            if self.query_one(f"#{pane}-pane") in self.focused.ancestors:
                if pane != self.state.pane:
                    self.state.pane = pane
                    self.panes.show()
                self._pane_changed()

    # -- what widgets tell

    @on(SpecTree.Moved)
    def _tree_moved(self, event: SpecTree.Moved) -> None:
        self.navigator.walked = None
        if not self.desk.is_idle and self.state.pane != "tree":
            return  # files came and went under the cursor
        if self.state.home and self.state.pane != "tree":
            return  # nothing was chosen
        if event.name is not None and event.name != self.state.at.file:
            self.navigator.open_file(event.name)
        else:
            self.refresh_view(Aspect.KEYS)

    @on(SpecTree.Entered)
    async def _tree_entered(self) -> None:
        await self.action_command("enter-spec")

    async def on_home_view_opened(self) -> None:
        await self.action_command("home-open")

    @on(SectionTabs.Chosen)
    def _tab_chosen(self, event: SectionTabs.Chosen) -> None:
        self.wiring.navigation.go_to_section(event.number)

    @on(Crumbs.Chosen)
    def _crumb_chosen(self, event: Crumbs.Chosen) -> None:
        self.wiring.panes.go_to_pane(event.pane)

    @on(SectionView.ElementChanged)
    def _element_changed(self) -> None:
        self.refresh_view(Aspect.KEYS)
        self.navigator.track()
        if self.surroundings.searched:
            self.wiring.search.track()
        section = self.section_view
        if section.marking:
            self.settle()
            keys = f"{said('mark')} or {said('to-tree', 'section')}"
            self.hint(f"{len(section.marked)} selected. Press {keys} to end the range.")

    @on(SectionView.BoxClicked)
    async def _box_clicked(self) -> None:
        await self.action_command("tick")

    @on(SectionView.EditRequested)
    async def _edit_requested(self) -> None:
        await self.action_command("edit")

    @on(ProblemsPanel.Moved)
    def _problem_moved(self) -> None:
        self.navigator.walked = None
        self.refresh_view(Aspect.KEYS)

    @on(ProblemsPanel.Chosen)
    async def _problem_chosen(self) -> None:
        await self.action_command("go-to-problem")

    def on_input_changed(self, event: Any) -> None:
        line = self.wiring.tree_filter if event.input.id == "filter" else self.wiring.search
        line.type(event.value)

    def on_section_editor_checked(self) -> None:
        self.refresh_view(Aspect.PROBLEMS)

    def on_section_editor_failed(self, event: Any) -> None:
        self.ports.notify.say(event.sentence, "error")

    def on_inline_editor_grown(self) -> None:
        self.desk.place_inline()

    def on_inline_editor_changed(self) -> None:
        self.refresh_view(Aspect.KEYS)
        self.desk.keep_journal_if_much()

    async def on_inline_editor_picked(self) -> None:
        await self.action_command("inline-accept")

    def on_inline_editor_lines_pasted(self, event: Any) -> None:
        self.wiring.inline_edits.ask_about_lines(event.lines)

    def _scrolled(self) -> None:
        self.desk.follow_scroll()

    # -- View: what controllers ask

    @property
    def shows_section(self) -> bool:
        return self.notice.has_class("-hidden") and not self.shows_home

    @property
    def shows_home(self) -> bool:
        return self.state.home and bool(self.ports.files.workspace.names)

    @property
    def is_on_top(self) -> bool:
        return self.is_active

    @property
    def _is_covered(self) -> bool:
        """Whether another screen hides this one; a dialog does not, because this one shows around it."""
        stack = self.app.screen_stack
        above = stack[stack.index(self) + 1 :] if self in stack else ()
        return any(screen.styles.background.a == 1 for screen in above)

    @property
    def is_lone(self) -> bool:
        return self.has_class("-lone")

    @property
    def is_narrow(self) -> bool:
        return self.has_class("-narrow")

    @property
    def shows_one_pane(self) -> bool:
        return self.has_class("-one")

    @property
    def focused_id(self) -> str:
        return (self.focused.id or "") if self.focused is not None else ""

    def hint(self, text: str) -> None:
        self.query_one(MessageLine).show(text, passing=True)

    async def add_to_pane(self, pane: Place, widget: Widget, before: Widget | None = None) -> None:
        await self.query_one(f"#{pane}-pane").mount(widget, before=before)

    def find(self, selector: str, kind: type[Found]) -> list[Found]:
        try:
            return [self.query_one(selector, kind)]  # Textual remembers what it found
        except NoMatches:
            return []

    def push(self, screen: Screen[Any], answered: Callable[[Any], Any] | None = None) -> None:
        self.app.push_screen(screen, answered)

    def picture(self) -> Sequence[Strip]:
        return self._compositor.render_strips(self.size)

    def copy_selection(self) -> bool:
        from textual.widgets import Input, TextArea

        focused = self.focused
        if not isinstance(focused, TextArea | Input) or focused.selection.is_empty:
            return False
        focused.action_copy()
        return True

    def in_background(self, work: Callable[[], Any], group: str, *, exclusive: bool = False) -> None:
        self.app.run_worker(work, thread=True, group=group, exclusive=exclusive, exit_on_error=False)

    def from_thread(self, call: Callable[..., Any], *arguments: Any) -> None:
        self.app.call_from_thread(call, *arguments)

    # -- what the program asks

    def learn(self, found: Iterable[Loaded]) -> None:
        """Take what was computed of files in another thread, before the files come."""
        for file, summary, problems in found:
            self.tree_view.sums.learn(file, summary)
            self.navigator.problems.learn(file, problems)

    def unsaved(self) -> Kept | None:
        """Return what the recovery journal keeps of an open edit; None when nothing would be lost."""
        return self.desk.unsaved()
