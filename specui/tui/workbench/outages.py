"""What if something is down: which one is chosen by a few letters, then who depends on it, and the way there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specui.tui.workbench.blocking import Blocking

if TYPE_CHECKING:
    from specui.specs.outage import Leans
    from specui.tui.rendering.location_list import Item, Listing
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.workspace import Workspace

AT_ONCE = 40
"""So many files are read while one waits; more in a thread."""


class Outages(Blocking):
    """Knows what each file leans on, as long as it is asked for."""

    _leaning: dict[str, tuple[SpecFile, Leans | None]] | None = None
    _outage: tuple[str, str, int] = ("", "", 0)
    """What was asked about last, and where one was in the answer: its key and number."""

    def action_outage(self) -> None:
        """Choose what may be down, then see who depends on it."""
        workspace = self.specui.workspace
        stale = self._unread(workspace)
        if len(stale) <= AT_ONCE:
            self._read_leaning(stale)
            self._choose_outage()
            return
        self.specui.say(f"Reading what {len(stale):,} files lean on …")

        def read() -> None:
            self._read_leaning(stale)
            self.app.call_from_thread(self._choose_outage)

        self.run_worker(read, thread=True, group="outage", exclusive=True, exit_on_error=False)

    def _unread(self, workspace: Workspace) -> list[SpecFile]:
        """Return the files of which it is not known, as they are now, what they lean on."""
        known = self._leaning or {}
        return [file for name, file in workspace.files.items() if known.get(name, (None,))[0] is not file]

    def _read_leaning(self, files: list[SpecFile]) -> None:
        from specui.specs.outage import leans
        from specui.workspace.files.folded_file import glance

        known = dict(self._leaning or {})
        for file in files:
            known[file.name] = (file, leans(file.name, glance(file)) if file.kind == "spec" else None)
        self._leaning = known

    def _known(self) -> list[Leans]:
        """Return what all specs lean on, in their order."""
        known = self._leaning or {}
        found = (known[name][1] for name in self.specui.workspace.names if name in known)
        return [one for one in found if one is not None]

    def _choose_outage(self) -> None:
        from specui.tui.dialogs.palette import Choice, Palette
        from specui.tui.rendering.outage_rows import names_of
        from specui.tui.rendering.safe_text import safe

        if self.specui.in_dialog:
            return
        names = names_of(self._known())
        if not names:
            self.hint("No spec here says what it leans on: there is no name in any table of dependencies")
            return
        last = self._outage[0]
        ordered = sorted(
            names, key=lambda named: named.name != last
        )  # what was asked last is asked again soon
        choices = [
            Choice(
                safe(named.name),
                f"{named.what} · named by {named.specs} spec{'' if named.specs == 1 else 's'}"
                if named.specs
                else named.what,
                "",
                partial(self._show_outage, named.name),
            )
            for named in ordered
        ]

        def chosen(run: object) -> None:
            if callable(run):
                self.call_later(run)

        self.app.push_screen(Palette(choices, "what is down? a few letters of it"), chosen)

    def _show_outage(self, name: str) -> None:
        from specui.tui.dialogs.location_dialog import LocationDialog

        last, key, number = self._outage
        chosen = (key, number) if last == name else ("", 0)
        screen = LocationDialog(lambda: self._outage_of(name), *chosen)

        def found(item: Item | None) -> None:
            self._outage = (name, item.key if item is not None else "", screen.number)
            if item is not None:
                self.call_later(self.go_to_line, item.file, item.line)

        self.app.push_screen(screen, found)

    def _outage_of(self, name: str) -> Listing:
        from specui.specs.outage import what_if_down
        from specui.tui.rendering.outage_rows import outage_listing

        stale = self._unread(self.specui.workspace)
        self._read_leaning(stale[:AT_ONCE])
        unread = self.specui.workspace.loading + max(0, len(stale) - AT_ONCE)
        return outage_listing(what_if_down(self._known(), name), unread)
