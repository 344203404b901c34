"""Lists over the workbench: blockers of a spec, impact of an outage. The cursor goes to what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from specui.tui.commands import said
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.workbench.bench import Bench

if TYPE_CHECKING:
    from specui.specs.outage import SpecDependencies
    from specui.tui.rendering.location_list import Item, Listing
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.workspace import Workspace

AT_ONCE = 40
"""Files to read while the user waits; more are read in a thread."""


class ListingController:
    """Opens lists of locations, at the location chosen last."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._blocker = ("", "", 0)
        """The file, key and number of the blocker chosen last."""
        self._outage = ("", "", 0)
        """The dependency asked about last, and the key and number of the location chosen in its list."""
        self._dependencies: dict[str, tuple[SpecFile, SpecDependencies | None]] = {}

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        return {"blockers": Handler(self._blockers, self._why_no_blockers), "outage": Handler(self._outages)}

    # -- blockers

    def _why_no_blockers(self) -> str:
        file = self._bench.navigator.file
        if file is None:
            return "Open a spec to list its blockers."
        return "" if file.is_counted else "No template matches this file, so blockers can't be listed."

    def _blockers(self) -> None:
        file = self._bench.navigator.file
        if file is not None:
            self.list_blockers(file.name)

    def list_blockers(self, name: str, back: Callable[[], None] | None = None) -> None:
        """List the blockers of a spec; `back` is called when none is chosen."""
        from specui.tui.dialogs.location_dialog import LocationDialog

        last, key, number = self._blocker
        chosen = (key, number) if last == name else ("", 0)
        screen = LocationDialog(
            self._bench.ports.files, lambda: self._blockers_of(name), *chosen, toggle="blockers"
        )

        def found(item: Item | None) -> None:
            if item is not None:
                self._blocker = (item.file, item.key, screen.number)
                self._bench.view.call_later(self._go_to_blocker, item)
            elif back is not None:
                self._bench.view.call_later(back)

        self._bench.view.push(screen, found)

    def _blockers_of(self, name: str) -> Listing:
        from specui.markdown.file_suffix import label_of
        from specui.specs.readiness import left_out
        from specui.tui.rendering.blocker_rows import blocker_listing, blocker_title
        from specui.tui.rendering.location_list import Listing

        files = self._bench.ports.files
        if name not in files.workspace.names:
            return Listing("Blockers", (), (), f"{name} was deleted on disk.")
        file = files.session.file(name)
        title = file.contents.spec.title or label_of(name.rpartition("/")[2])
        keys = {"open": said("list-choose", "locations"), "fix": said("fix"), "tick": said("tick")}
        heading, aside = blocker_title(file.contents, title), left_out(file.contents)
        return blocker_listing(heading, name, file.readiness, file.blockers, keys, aside)

    def _go_to_blocker(self, item: Item) -> None:
        """Go to an item; for an error, to its problem, so that the key for its fix means that one."""
        from specui.tui.rendering.blocker_rows import error_key

        navigator = self._bench.navigator
        file = self._bench.ports.files.session.file(item.file)
        for problem in navigator.problems.of(file):
            if error_key(problem.diagnostic.rule, problem.diagnostic.message) == item.key:
                navigator.go_to_problem(problem)
                return
        navigator.go_to_line(item.file, item.line)

    # -- outages

    def _outages(self) -> None:
        """Choose a dependency, then list the specs that an outage affects."""
        stale = self._unread(self._bench.ports.files.workspace)
        if len(stale) <= AT_ONCE:
            self._read_dependencies(stale)
            self._choose_dependency()
            return
        self._bench.ports.notify.say(f"Reading dependencies of {len(stale):,} files…")
        view = self._bench.view

        def read() -> None:
            self._read_dependencies(stale)
            view.from_thread(self._choose_dependency)

        view.in_background(read, "outage", exclusive=True)

    def _unread(self, workspace: Workspace) -> list[SpecFile]:
        known = self._dependencies
        return [file for name, file in workspace.files.items() if known.get(name, (None,))[0] is not file]

    def _read_dependencies(self, files: list[SpecFile]) -> None:
        from specui.specs.outage import dependencies_of
        from specui.workspace.files.packed_file import read_contents

        known = dict(self._dependencies)
        for file in files:
            known[file.name] = (
                file,
                dependencies_of(file.name, read_contents(file)) if file.is_counted else None,
            )
        self._dependencies = known

    def _known(self) -> list[SpecDependencies]:
        names = self._bench.ports.files.workspace.names
        found = (self._dependencies[name][1] for name in names if name in self._dependencies)
        return [one for one in found if one is not None]

    def _choose_dependency(self) -> None:
        from specui.tui.dialogs.palette import Palette, run_chosen
        from specui.tui.dialogs.palette_search import Choice
        from specui.tui.rendering.outage_rows import names_of
        from specui.tui.rendering.safe_text import safe

        view = self._bench.view
        if not view.is_on_top:
            return
        names = names_of(self._known())
        if not names:
            self._bench.ports.notify.hint("No dependencies listed in these specs.")
            return
        last = self._outage[0]
        choices = [
            Choice(
                safe(named.name),
                f"{named.what} · named by {named.specs} spec{'s' * (named.specs != 1)}"
                if named.specs
                else named.what,
                "",
                partial(self._show_outage, named.name),
            )
            for named in sorted(names, key=lambda named: named.name != last)
        ]

        view.push(Palette(choices, "Type to filter dependencies", verb="Show"), run_chosen)

    def _show_outage(self, name: str) -> None:
        from specui.tui.dialogs.location_dialog import LocationDialog

        last, key, number = self._outage
        chosen = (key, number) if last == name else ("", 0)
        screen = LocationDialog(self._bench.ports.files, lambda: self._outage_of(name), *chosen)

        def found(item: Item | None) -> None:
            self._outage = (name, item.key if item is not None else "", screen.number)
            if item is not None:
                self._bench.view.call_later(self._bench.navigator.go_to_line, item.file, item.line)

        self._bench.view.push(screen, found)

    def _outage_of(self, name: str) -> Listing:
        from specui.specs.outage import impact_of
        from specui.tui.rendering.outage_rows import outage_listing

        workspace = self._bench.ports.files.workspace
        stale = self._unread(workspace)
        self._read_dependencies(stale[:AT_ONCE])
        unread = workspace.loading + max(0, len(stale) - AT_ONCE)
        return outage_listing(impact_of(self._known(), name), unread)
