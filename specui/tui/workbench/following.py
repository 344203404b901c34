"""Where a link of an item leads, and what can be done with it. Imported when somebody follows one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from specui.specs.links import Link
from specui.tui.dialogs.palette import Choice
from specui.tui.models.outline import entry_at
from specui.tui.rendering.safe_text import safe
from specui.workspace.files.citations import CitationError, CitedFile, locate
from specui.workspace.files.discovery import repository_root

if TYPE_CHECKING:
    from specui.tui.workbench.outside import Outside


def ways_of(bench: Outside, link: Link) -> list[Choice]:
    """Return what can be done with a link: a file is opened, an address copied, or opened if the user chooses so."""
    name = safe(str(link))
    if link.kind != "web":
        return [Choice(name, "", "", partial(_follow, bench, link))]
    found = [Choice(f"Copy {name}", "", "", partial(bench.specui.copy, link.target, name))]
    if opener := _opener():
        found.append(
            Choice(f"Open {name}", "in the browser", "", partial(_browse, bench, opener, link.target))
        )
    return found


def _follow(bench: Outside, link: Link) -> None:
    """Open a cited file: a spec here, any other in the editor or pager."""
    file = bench.file
    if file is None:
        return
    folder = Path(os.path.realpath(file.path.parent))
    root = repository_root(folder) or Path(os.path.realpath(bench.specui.session.root))
    try:
        cited = locate(link, root, folder)
    except CitationError as refusal:
        bench.specui.say(f"{refusal}", "warning")
        return
    name = _spec_named(bench, cited)
    if name is None or bench.draft is not None:
        bench.specui.read_outside(cited.path, cited.line, cited.remark)
        return
    bench.go_to_file(name)
    if link.line and bench.file is not None:
        offset = bench.file.contents.spec.document.lines.line_range(cited.line).start
        bench.go_to_entry(entry_at(bench.entries, offset), offset)


def _spec_named(bench: Outside, cited: CitedFile) -> str | None:
    """Return the name of a file that is open here as one of the specs."""
    workspace = bench.specui.workspace
    try:
        name = cited.path.relative_to(os.path.realpath(workspace.root)).as_posix()
    except ValueError:
        return None
    return name if name in workspace.files else None


def _opener() -> str:
    """Return the platform's program for addresses, where somebody would see what it opens."""
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        return ""
    if sys.platform == "darwin":
        return "open"
    seen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return "xdg-open" if seen and shutil.which("xdg-open") else ""


def _browse(bench: Outside, opener: str, address: str) -> None:
    """Start the opener and let it go: what it says is not for this screen."""
    nowhere = subprocess.DEVNULL
    try:
        subprocess.Popen(
            [opener, address], stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
        )
    except OSError as error:
        bench.specui.say(f"{opener} cannot be started: {error.strerror}", "error")
    else:
        bench.specui.say(f"Opened {address} with {opener}", "ok")
