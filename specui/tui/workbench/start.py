"""What the workbench opens on, beside a folder: triage of some files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from specui.tui.workbench.screen import WorkbenchScreen

if TYPE_CHECKING:
    from specui.specs.triage import Sort


def in_triage(within: tuple[str, ...], wanted: str, sort: Sort) -> Callable[[WorkbenchScreen], None]:
    """Return what opens triage on these files and folders, for `begin` of `run`."""

    def begin(workbench: WorkbenchScreen) -> None:
        workbench.wiring.reviews.open_triage(within, filter_text=wanted, sort=sort)

    return begin
