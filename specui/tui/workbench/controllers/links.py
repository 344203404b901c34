"""Links and citations of the item under the cursor: opened here, in another program, or copied."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from specui.specs.links import Link, links_in
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.models.outline import entry_at
from specui.tui.rendering.safe_text import safe
from specui.tui.workbench.bench import Bench
from specui.workspace.files.citations import CitationError, CitedFile, locate
from specui.workspace.files.discovery import repository_root

if TYPE_CHECKING:
    from specui.specs.tracing import Place, Tracing
    from specui.tui.dialogs.palette_search import Choice
    from specui.tui.rendering.section import Element
    from specui.workspace.files.spec_file import SpecFile


class LinkController:
    """Follows links: a spec opens here, another file in the editor or pager, an address is copied or opened."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        return {"open-link": Handler(self._open, self._why_not)}

    def _why_not(self) -> str:
        if self._links() or self._traces():
            return ""
        file, element, tracing = self._here()
        untraced = (
            tracing.untraced_id(file.name, element.start, element.end) if file and element and tracing else ""
        )
        return f"No task is for {safe(untraced)}." if untraced else "No link or citation in this item."

    # -- traces: from a task to what it is for, and back

    def _here(self) -> tuple[SpecFile | None, Element | None, Tracing | None]:
        """Return the open file, the element under the cursor, and the ids of the feature that the file belongs to."""
        file, files = self._bench.navigator.file, self._bench.ports.files.workspace.files
        element = self._bench.view.section_view.element
        if file is None or not file.unit:
            return file, element, None
        from specui.specs.tracing import tracing_of
        from specui.workspace.files.packed_file import read_contents

        around = [one for one in files.values() if one.unit == file.unit]
        return file, element, tracing_of((one.name, read_contents(one)) for one in around)

    def _traces(self) -> tuple[Place, ...]:
        """Return what the task under the cursor is for, or the tasks for the criterion or story there."""
        file, element, tracing = self._here()
        if file is None or element is None or tracing is None:
            return ()
        return tracing.related(file.name, element.start, element.end)

    def _go_to(self, place: Place) -> None:
        navigator = self._bench.navigator
        if place.file != self._bench.state.at.file:
            navigator.open_from_tree(place.file)
        navigator.go_to_offset(place.file, place.start)

    def _links(self) -> tuple[Link, ...]:
        """Return the links of the item under the cursor, as written."""
        file, element = self._bench.navigator.file, self._bench.view.section_view.element
        if file is None or element is None or not self._bench.view.shows_section:
            return ()
        return links_in(file.text[element.start : element.end])

    def _open(self) -> None:
        choices = [self._choice_of(place) for place in self._traces()]
        choices += [choice for link in self._links() for choice in self._choices(link)]
        if len(choices) == 1:
            choices[0].run()
            return
        from specui.tui.dialogs.palette import Palette, run_chosen

        self._bench.view.push(Palette(choices, "Type to filter links", verb="Open"), run_chosen)

    def _choice_of(self, place: Place) -> Choice:
        from specui.tui.dialogs.palette_search import Choice

        words = place.text if place.text.startswith(place.id) else f"{place.id} {place.text}"
        return Choice(safe(words), safe(f"{place.file}:{place.line}"), "", partial(self._go_to, place))

    def _choices(self, link: Link) -> list[Choice]:
        """Return what can be done with a link."""
        from specui.tui.dialogs.palette_search import Choice

        name = safe(str(link))
        if link.kind != "web":
            return [Choice(name, "", "", partial(self._follow, link))]
        copy = partial(self._bench.ports.clipboard.copy, link.target, name)
        found = [Choice(f"Copy {name}", "", "", copy)]
        if opener := _opener():
            found.append(
                Choice(f"Open {name}", "in the browser", "", partial(self._browse, opener, link.target))
            )
        return found

    def _follow(self, link: Link) -> None:
        """Open a cited file: a spec here, any other in the editor or pager."""
        navigator, ports = self._bench.navigator, self._bench.ports
        file = navigator.file
        if file is None:
            return
        folder = Path(os.path.realpath(file.path.parent))
        root = repository_root(folder) or Path(os.path.realpath(ports.files.session.root))
        try:
            cited = locate(link, root, folder)
        except CitationError as refusal:
            ports.notify.say(f"{refusal}.", "warning")
            return
        name = self._spec_of(cited)
        if name is None or self._bench.desk.draft is not None:
            ports.programs.read_path(cited.path, cited.line, cited.remark)
            return
        navigator.open_from_tree(name)
        if link.line and navigator.file is not None:
            offset = navigator.file.contents.spec.document.lines.line_range(cited.line).start
            navigator.go_to_entry(entry_at(navigator.entries, offset), offset)

    def _spec_of(self, cited: CitedFile) -> str | None:
        """Return the name of a cited file, if it is one of the open specs."""
        workspace = self._bench.ports.files.workspace
        try:
            name = cited.path.relative_to(os.path.realpath(workspace.root)).as_posix()
        except ValueError:
            return None
        return name if name in workspace.files else None

    def _browse(self, opener: str, address: str) -> None:
        """Start the browser; its output isn't for this screen."""
        nowhere, notify = subprocess.DEVNULL, self._bench.ports.notify
        try:
            subprocess.Popen(
                [opener, address], stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
            )
        except OSError as error:
            notify.say(f"Can't start {opener}: {error.strerror}.", "error")
        else:
            notify.say(f"Opened {address} with {opener}.", "ok")


def _opener() -> str:
    """Return the platform's program for addresses, if its window would be seen."""
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        return ""
    if sys.platform == "darwin":
        return "open"
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return ""
    from shutil import which

    return "xdg-open" if which("xdg-open") else ""
