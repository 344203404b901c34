"""The home view: counts what it shows, and opens the list behind each number."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.commands.home import NUMBERS
from specui.tui.models.home import ASKING, Facts, Target
from specui.tui.overview.spec_counter import SpecCounter
from specui.tui.workbench.bench import Bench
from specui.tui.workbench.folder_changes import ChangeReader, FolderChanges, listing_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from specui.tui.models.figures import Counting, Overview
    from specui.tui.rendering.location_list import Item, Listing


class HomeController:
    """Shows the home view, and opens what stands behind its rows. `counting` counts each version of a file once."""

    def __init__(
        self,
        bench: Bench,
        open_triage: Callable[[str], object],
        open_overview: Callable[[], None],
        counting: Counting,
    ) -> None:
        self._bench = bench
        self._open_triage = open_triage
        self._open_overview = open_overview
        view, files = bench.view, bench.ports.files
        self._overview: Overview | None = None
        self._uncounted = 0
        self._is_fresh = bench.ports.program.starts_at_home
        self._changes = FolderChanges()
        self._counter = SpecCounter(
            files,
            counting,
            partial(view.in_background, group="home", exclusive=True),
            view.from_thread,
            self._counted,
        )
        self._reader = ChangeReader(view.from_thread, self._changed, bench.ports.program.last_visit)

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        return {
            "home": Handler(self._show, self._why_not),
            "home-open": Handler(self._open_row),
            "home-close": Handler(self._close),
            **{f"home-{n}": Handler(partial(self.open_number, n)) for n in range(1, NUMBERS + 1)},
        }

    # -- showing it

    def _why_not(self) -> str:
        if self._bench.view.is_lone:
            return "Only one file is open."
        return (
            self._bench.desk.why_not_leave() if self._bench.ports.files.workspace.names else "No specs here."
        )

    async def _show(self) -> None:
        view = self._bench.view
        if view.home_view is None:
            from specui.tui.widgets.home_view import HomeView

            view.home_view = HomeView(id="home")
            await view.add_to_pane("section", view.home_view)
        if self._bench.navigator.go_home():
            view.refresh_view()
            view.focus_pane("section")

    def _close(self) -> None:
        was_open = self._bench.state.at.file is not None
        self._bench.navigator.leave_home()
        self._bench.view.focus_pane("section" if was_open else "tree")

    # -- the numbers

    def refresh(self) -> None:
        """Count what has changed, and show it. What takes long is shown later."""
        files = self._bench.ports.files
        workspace = files.workspace
        self._counter.count(workspace)
        self.read_changes()
        self._draw()

    def read_changes(self) -> None:
        """Read what the tree marks, and at home what has changed; once all files are read."""
        files = self._bench.ports.files
        workspace = files.workspace
        if not workspace.loading and not files.session.partial and not self._bench.view.is_lone:
            self._reader.read(workspace, marks_only=not self._bench.view.shows_home)

    def _counted(self, overview: Overview, uncounted: int) -> None:
        self._overview, self._uncounted = overview, uncounted
        self._draw()

    def _changed(self, found: FolderChanges) -> None:
        if found.since != ASKING:  # not only the marks were read
            self._changes = found
        if self._is_fresh:  # all files are read: nothing moves in the tree any more
            self._is_fresh = False
            if self._bench.view.shows_home:
                self._bench.view.tree_view.action_documents()
        self._bench.view.tree_view.mark_uncommitted(found.marks)
        self._draw()

    def _draw(self) -> None:
        bench = self._bench
        view = bench.view.home_view
        if view is None or not bench.view.shows_home:
            return
        files = bench.ports.files
        workspace, counted = files.workspace, self._overview.specs if self._overview is not None else ()
        specs = [*workspace.specs]
        facts = Facts(
            files=len(workspace.names),
            read=len(workspace.files),
            partial=files.session.partial,
            specs=counted,
            uncounted=max(0, len(specs) - len(counted)),
            features=len({file.unit for file in specs} - {""}),
            in_features=sum(bool(file.unit) for file in specs),
            others=len(workspace.files) - len(specs),
            changed=self._changes.since,
            uncommitted=self._changes.uncommitted,
        )
        view.show_facts(workspace.root.name or str(workspace.root), facts)

    # -- what is behind them

    def _open_row(self) -> None:
        view = self._bench.view.home_view
        if view is not None:
            self._open(view.target)

    def open_number(self, number: int) -> None:
        """Open the list behind a number, counted from 1."""
        view = self._bench.view.home_view
        if view is None:
            return
        if number > view.numbers:
            self._bench.ports.notify.hint(f"No number {number} here.")
            return
        view.go_to(number - 1)
        self._open(view.target)

    def _open(self, target: Target | None) -> None:
        bench = self._bench
        if target is None:
            bench.ports.notify.hint("Nothing to list here.")
        elif target.verb == "overview":
            self._open_overview()
        elif target.verb == "triage":
            self._open_triage(target.value)
        elif target.verb == "problems":
            bench.state.all_problems = True
            bench.view.refresh_view()
            bench.view.focus_pane("problems")
        elif target.verb == "spec":
            if target.value in bench.ports.files.workspace.names:
                bench.navigator.reveal(target.value)
                bench.navigator.open_from_tree(target.value)
        else:
            self._list_files(since=target.verb == "changed")

    def _list_files(self, *, since: bool) -> None:
        self.read_changes()  # a commit elsewhere is not told to this program
        from specui.tui.dialogs.location_dialog import LocationDialog

        def listing() -> Listing:
            return listing_of(self._changes, self._bench.ports.files.workspace, since=since)

        def found(item: Item | None) -> None:
            if item is not None:
                self._bench.view.call_later(self._open_file, item.file)

        self._bench.view.push(LocationDialog(self._bench.ports.files, listing), found)

    def _open_file(self, name: str) -> None:
        if name in self._bench.ports.files.workspace.names:
            self._open(Target("spec", name))
        else:
            self._bench.ports.notify.hint(f"{name} was deleted on disk.")
