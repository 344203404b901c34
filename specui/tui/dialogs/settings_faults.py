"""The faults of the user's settings, themes and keys: one dialog for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from specui.tui.dialogs.answers import CLOSE
from specui.tui.dialogs.dialog import TextDialog
from specui.tui.rendering.paint import Cell
from specui.tui.rendering.paragraphs import Para
from specui.tui.rendering.safe_text import safe

if TYPE_CHECKING:
    from textual.app import App

    from specui.tui.ports import Notify
    from specui.workspace.config.config_fault import Fault

_PLACE_CELLS = 9


class FaultsDialog(TextDialog):
    """Lists faults by file and line. It closes by itself once they are fixed."""


def faults_dialog(faults: Sequence[Fault]) -> FaultsDialog:
    """Return the dialog for faults, which are in the order of their files."""
    count = len(faults)
    body: list[Para] = []
    for path, found in groupby(faults, key=lambda fault: fault.path):
        body.append(Para(safe(str(path)), "accent bold"))
        body += [
            Para(safe(f.reason), "", (Cell(f"{f'line {f.line}':<{_PLACE_CELLS}} ", "muted"),)) for f in found
        ]
        body.append(Para())
    body.append(Para("Invalid settings are ignored. Fix them and they apply immediately.", "muted"))
    return FaultsDialog(f"{count} problem{'' if count == 1 else 's'} in your settings", body, (CLOSE,))


def show_faults(
    app: App[None], notify: Notify, faults: Sequence[Fault], *, at_rest: Callable[[], bool]
) -> None:
    """Show the dialog in place of the one before; only a message in another dialog or during an edit."""
    if isinstance(app.screen, FaultsDialog):
        app.pop_screen()
    if not faults:
        notify.say("Settings OK.", "ok")
    elif len(app.screen_stack) > 1 or not at_rest():
        more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
        notify.say(f"{faults[0]}{more}", "warning")
    else:
        app.push_screen(faults_dialog(faults))
