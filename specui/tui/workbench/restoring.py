"""The last session taken up again: spec, section, cursor, and how the screen was shared out."""

from __future__ import annotations

import os
from typing import cast

from specui.tui.commands import Place
from specui.tui.models.trail import Spot, offset_in
from specui.tui.workbench.searching import Searching
from specui.workspace.state.last_session import LastSeen
from specui.workspace.workspace import Workspace


class Restoring(Searching):
    """Begins where one left off, as far as that is still there; nothing is said of the rest."""

    _seen: LastSeen | None = None

    def begin(self) -> None:
        super().begin()
        seen = self._seen = self.specui.last_seen
        if seen is None:
            return
        self.zoomed = seen.zoomed
        self.all_problems = seen.problems
        if seen.sizes:
            self.sizes = tuple(size or None for size in seen.sizes)
        tree = self.tree_view
        tree.collapsed = set(seen.folded)
        tree.wanted = seen.filter if not self.has_class("-lone") else ""
        if tree.wanted:
            from specui.tui.widgets.filter_line import FilterLine

            self.query_one("#tree-pane").mount(FilterLine(tree.wanted), before=tree)
        self.section_name = seen.section

    @property
    def first_pane(self) -> Place:
        """Which pane has the keyboard at first."""
        seen = self.specui.last_seen
        if seen is None or (self.has_class("-lone") and seen.pane == "tree"):
            return super().first_pane
        return cast("Place", seen.pane)

    def _first_spec(self, workspace: Workspace) -> str:
        seen = self._seen
        if seen is None or not seen.spec:
            return super()._first_spec(workspace)
        if seen.spec in workspace.names:
            return seen.spec
        if self.specui.session.partial and os.path.isfile(workspace.root / seen.spec):
            return ""  # it is among those that have not been listed yet
        self._seen = None
        return super()._first_spec(workspace)

    def _first_offset(self, name: str) -> int | None:
        seen, self._seen = self._seen, None
        if seen is None or name != seen.spec:
            return None
        if seen.hides_done:
            self.call_later(self._hide_done)
        file = self.specui.session.file(name)
        place = Spot(name, seen.section, seen.offset, seen.said)
        section = next((s for s in file.contents.spec.sections if s.name == seen.section), None)
        if section is None:
            return offset_in(place, file.text, 0, file.contents.spec.head_end)
        return offset_in(place, file.text, section.start, section.end)

    def _hide_done(self) -> None:
        self.section_view.hide_done = True

    def place_now(self) -> LastSeen:
        """Return where one is, and how the screen is shared out."""
        here = self._trail.here or Spot("", "", 0)
        sizes = tuple(size or 0 for size in self.sizes)
        return LastSeen(
            spec=here.file,
            section=here.section,
            offset=here.offset,
            said=here.said,
            pane=self.pane if self.pane in {"tree", "section", "problems"} else "section",
            zoomed=self.zoomed,
            sizes=sizes if any(sizes) else (),
            filter=self.tree_view.wanted,
            folded=tuple(sorted(self.tree_view.collapsed)),
            top=round(self.tree_view.scroll_offset.y),
            hides_done=self.section_view.hide_done,
            problems=self.all_problems,
        )
