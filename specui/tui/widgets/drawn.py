"""Widgets that draw themselves line by line and repaint only the lines that have changed."""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from specui.tui.rendering.paint import Cell, Paint


class Drawn(Widget):
    """Draws what `line_at` returns. For a Widget, or beside ScrollView."""

    _paint: Paint | None = None
    _was: dict[int, tuple[tuple[Cell, ...], str]]

    def line_at(self, y: int) -> tuple[list[Cell], str]:
        """Return the cells of a line of the view, and the look of the line."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        if self._paint is None:
            self._paint = Paint(self.app.theme_variables)
        cells, base = self.line_at(y)
        self._drawn[y] = (tuple(cells), base)
        return self._paint.line(cells, self.size.width, base)

    def refresh_changed(self) -> None:
        """Repaint the lines that differ from what was drawn; all of them when the widget is hidden."""
        drawn, size = self._drawn, self.size
        if not size.height:
            self.refresh()
            return
        for y in range(size.height):
            cells, base = self.line_at(y)
            if drawn.get(y) != (tuple(cells), base):
                self.refresh(Region(0, y, size.width, 1))

    def notify_style_update(self) -> None:
        self._paint = None
        super().notify_style_update()

    @property
    def _drawn(self) -> dict[int, tuple[tuple[Cell, ...], str]]:
        try:
            return self._was
        except AttributeError:
            self._was = {}
            return self._was
