"""Widgets that paint themselves line by line."""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from specui.tui.rendering.paint import Cell, Paint


class Painted(Widget):
    """Knows the colours of the theme in use. For a Widget, or beside ScrollView."""

    _paint: Paint | None = None

    @property
    def paint(self) -> Paint:
        """What turns cells into strips, in the colours of the theme."""
        if self._paint is None:
            self._paint = Paint(self.app.theme_variables)
        return self._paint

    def notify_style_update(self) -> None:
        self._paint = None
        super().notify_style_update()


class Drawn(Painted):
    """Draws what `line_at` returns, and repaints only the lines that have changed."""

    _was: dict[int, tuple[tuple[Cell, ...], str]]

    def line_at(self, y: int) -> tuple[list[Cell], str]:
        """Return the cells of a line of the view, and the look of the line."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        cells, base = self.line_at(y)
        self._drawn[y] = (tuple(cells), base)
        return self.paint.line(cells, self.size.width, base)

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

    @property
    def _drawn(self) -> dict[int, tuple[tuple[Cell, ...], str]]:
        try:
            return self._was
        except AttributeError:
            self._was = {}
            return self._was
