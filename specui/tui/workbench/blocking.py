"""What stands between the open spec and Approved: listed, gone to, and said before somebody approves it all the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from specui.tui.commands import said
from specui.tui.workbench.finding import Finding

if TYPE_CHECKING:
    from specui.tui.rendering.location_list import Item, Listing
    from specui.workspace.files.spec_file import SpecFile


class Blocking(Finding):
    """Opens the list of blockers, and the way back to where one was in it."""

    _blocker: tuple[str, str, int] = ("", "", 0)
    """The file, the key and the number of the blocker that was gone to last."""

    def action_blockers(self) -> None:
        """List what stands between the open spec and Approved."""
        file = self.file
        if file is None or file.kind != "spec":
            self.hint("This file fits no template, so nothing says what stands between it and Approved")
            return
        self.list_blockers(file)

    def list_blockers(self, file: SpecFile, back: Callable[[], None] | None = None) -> None:
        """List what stands between a spec and Approved, and go to what is chosen in it, or `back`."""
        from specui.tui.dialogs.location_dialog import LocationDialog

        name, key, number = self._blocker
        chosen = (key, number) if name == file.name else ("", 0)
        screen = LocationDialog(lambda: self._blockers_of(file.name), *chosen, toggle="blockers")

        def found(item: Item | None) -> None:
            if item is not None:
                self._blocker = (item.file, item.key, screen.number)
                self.call_later(self._go_to_blocker, item)
            elif back is not None:
                self.call_later(back)

        self.app.push_screen(screen, found)

    def _blockers_of(self, name: str) -> Listing:
        from specui.markdown.file_suffix import label_of
        from specui.tui.rendering.blocker_rows import blocker_listing, blocker_title
        from specui.tui.rendering.location_list import Listing

        if name not in self.specui.workspace.names:
            return Listing("Blockers", (), (), f"{name} is gone from disk.")
        file = self.specui.session.file(name)
        title = file.contents.spec.title or label_of(name.rpartition("/")[2])
        called = blocker_title(file.contents, title)
        return blocker_listing(called, name, file.readiness, file.blockers, key_words())

    def _go_to_blocker(self, item: Item) -> None:
        """Go to an item; to an error as to the problem that it is, so that the key that fixes means it."""
        from specui.tui.rendering.blocker_rows import error_key

        file = self.specui.session.file(item.file)
        for problem in self._problems.of(file):
            if error_key(problem.diagnostic.rule, problem.diagnostic.message) == item.key:
                self.leap()
                self.go_to_problem(problem)
                return
        self.go_to_line(item.file, item.line)

    def go_to_line(self, name: str, line: int) -> None:
        """Go to a line of a file, with the cursor on what stands there."""
        file = self.specui.session.file(name)
        lines = file.contents.spec.document.lines
        self.go_to_offset(name, lines.offset(min(line, len(lines))))


def key_words() -> dict[str, str]:
    """Return the keys that a list of blockers speaks of, as they are used."""
    return {"fix": said("fix"), "tick": said("tick")}
