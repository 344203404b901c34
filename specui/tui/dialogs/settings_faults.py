"""What is wrong with the user's own settings, themes and keys: one notice for all of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from specui.tui.dialogs.answers import CLOSE
from specui.tui.dialogs.dialog import TextDialog
from specui.tui.rendering.paint import Cell
from specui.tui.rendering.paragraphs import Para
from specui.tui.rendering.safe_text import safe

if TYPE_CHECKING:
    from specui.tui.app import SpecuiApp
    from specui.workspace.config.config_fault import Fault

_PLACE = 9


class FaultsDialog(TextDialog):
    """Lists faults by file and line; goes by itself when they are mended."""


def faults_dialog(faults: Sequence[Fault]) -> FaultsDialog:
    """Return the notice for faults, which are in the order of their files."""
    count = len(faults)
    body: list[Para] = []
    for path, found in groupby(faults, key=lambda fault: fault.path):
        body.append(Para(safe(str(path)), "accent bold"))
        body += [Para(safe(f.reason), "", (Cell(f"{f'line {f.line}':<{_PLACE}} ", "muted"),)) for f in found]
        body.append(Para())
    body.append(
        Para(
            "What is wrong is passed over, the rest holds. Mend it, and specui takes it up at once.", "muted"
        )
    )
    title = f"{count} thing{'' if count == 1 else 's'} in your settings cannot be used"
    return FaultsDialog(title, body, (CLOSE,))


def show_faults(app: SpecuiApp, faults: Sequence[Fault]) -> None:
    """Show the notice, in the place of the one before; a line only where something else is being done."""
    if isinstance(app.screen, FaultsDialog):
        app.pop_screen()
    if not faults:
        app.say("Your settings are all right again", "ok")
    elif app.in_dialog or not app.workbench.desk.is_idle:
        more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
        app.say(f"{faults[0]}{more}", "warning")
    else:
        app.push_screen(faults_dialog(faults))
