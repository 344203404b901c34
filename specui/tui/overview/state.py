"""The state of the overview. The workbench keeps it while the overview is closed."""

from __future__ import annotations

from dataclasses import dataclass, field

from specui.tui.models.figures import Counting, Sort
from specui.tui.overview import Target
from specui.tui.overview.total_rows import OWNERS


@dataclass(slots=True)
class OverviewState:
    """The counts, the order, the cursor, and what is folded out."""

    counting: Counting = field(default_factory=Counting)
    sort: Sort = "tier"
    target: Target | None = None
    past_of: str = ""
    owners: int = OWNERS
