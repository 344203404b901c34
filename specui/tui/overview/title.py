"""The title of the overview: the totals of all specs, and how the specs are sorted."""

from __future__ import annotations

from specui.tui.models.figures import Overview, Sort
from specui.tui.overview.spec_rows import sort_label
from specui.tui.rendering.paint import Cell, spread
from specui.tui.widgets.bars import Bar


class OverviewTitle(Bar):
    """One line over the overview."""

    base = "text on panel"

    def __init__(self) -> None:
        super().__init__(id="overview-title")
        self._texts: tuple[str, str] = ("", "")

    def show(self, overview: Overview, sort: Sort, uncounted: int) -> None:
        """Show the totals; `uncounted` is the number of specs that are not counted yet."""
        gaps = sum(count for _, count, _ in overview.gaps)
        questions = sum(spec.questions for spec in overview.specs)
        parts = [
            _count(len(overview.specs), "spec"),
            f"{overview.done:,} of {overview.total:,} ready",
            _count(gaps, "gap"),
            _count(questions, "question"),
        ]
        if uncounted:
            parts.append(f"counting {uncounted:,} more…")
        texts = (" · ".join(parts), sort_label(sort))
        if texts != self._texts:
            self._texts = texts
            self.refresh_changed()

    def lines(self, columns: int) -> list[list[Cell]]:
        totals, sort = self._texts
        left = [Cell("Overview", "pane-title pane-title-style"), Cell(f"  {totals}", "muted")]
        return [spread(left, [Cell(f"sorted {sort}", "faint")], columns)]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
