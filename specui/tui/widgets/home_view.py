"""The home view: the numbers of a folder, and the specs with most to do. Draws the rows of the model."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from specui.tui.bindings import bindings
from specui.tui.models import home
from specui.tui.models.home import Facts, Number, Target, Worst
from specui.tui.rendering.paint import Cell, bar_cells, cells_width, spread, wrap_words
from specui.tui.rendering.safe_text import fit, safe, width
from specui.tui.widgets.row_list import RowList, Rows
from specui.workspace.workspace import Workspace

BAR = 12
"""Cells of the bar of a spec."""
ROOMY = 56
"""With fewer columns than this, a spec has no bar."""
TITLE = "Specs with most to do"


class HomeView(RowList, can_focus=True):
    """A list of numbers, then of specs; posts Opened with what a click opens."""

    BINDINGS = bindings("home")
    DEFAULT_CSS = """
    HomeView { background: $surface; }
    """

    class Opened(Message):
        """A row was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(base="text on surface", id=id)
        self._heading = ""
        self._progress = ""
        self._numbers: Sequence[Number] = ()
        self._specs: Sequence[Worst] = ()
        self._sentence = ""

    @property
    def numbers(self) -> int:
        """How many rows have a number."""
        return len(self._numbers)

    @property
    def target(self) -> Target | None:
        """What the row under the cursor opens."""
        return self.target_of(self.cursor)

    def target_of(self, row: int) -> Target | None:
        """Return what a row opens, counted from 0; None for nothing."""
        rows: tuple[Number | Worst, ...] = (*self._numbers, *self._specs)
        return rows[row].target if 0 <= row < len(rows) else None

    @property
    def text(self) -> str:
        """Everything that it shows, line by line."""
        return "\n".join(
            "".join(cell.text for cell in self._rows.draw(n, False)[0]).rstrip()
            for n in range(self.line_count)
        )

    def show_start(self, workspace: Workspace, *, partial: bool) -> None:
        """Show a folder of which only the names are known, perhaps not all (`partial`)."""
        self.show_facts(workspace.root.name or str(workspace.root), Facts(len(workspace.names), 0, partial))

    def show_facts(self, heading: str, facts: Facts) -> None:
        """Show what is known of a folder; the cursor stays on its number or its spec."""
        numbers, specs = home.numbers(facts), home.worst(facts.specs)
        new = (heading, home.progress(facts), numbers, specs, home.sentence(facts))
        if new == (self._heading, self._progress, self._numbers, self._specs, self._sentence):
            return
        before = self.target
        on_spec = self.cursor - len(self._numbers)
        self._heading, self._progress, self._numbers, self._specs, self._sentence = new
        cursor = self.cursor
        if on_spec >= 0 and self._specs:
            names = [spec.target for spec in specs]
            cursor = len(numbers) + (names.index(before) if before in names else on_spec)
        self.show(len(numbers) + len(specs), self._rows_in, cursor=cursor)

    # -- moving

    def action_cursor_up(self) -> None:
        self.move(-1)

    def action_cursor_down(self) -> None:
        self.move(1)

    def action_page_up(self) -> None:
        self.page(-1)

    def action_page_down(self) -> None:
        self.page(1)

    def action_half_page_up(self) -> None:
        self.half_page(-1)

    def action_half_page_down(self) -> None:
        self.half_page(1)

    def action_first(self) -> None:
        self.first()

    def action_last(self) -> None:
        self.last()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        self.post_message(self.Opened())

    # -- drawing

    def _rows_in(self, columns: int) -> Rows:
        count = len(self._numbers)
        lines: list[list[Cell]] = [
            spread(
                [Cell(" "), Cell(safe(self._heading), "pane-title pane-title-style")],
                [Cell(self._progress, "muted"), Cell(" ")] if self._progress else [],
                columns,
            ),
            [],
        ]
        items = [-1, -1]
        lines += [_number(row, self._numbers, columns) for row in self._numbers]
        items += range(count)
        lines += [[], [Cell(" "), Cell(TITLE if self._specs else "", "bold")]]
        items += [-1, -1]
        if not self._specs:
            wrapped = wrap_words(safe(self._sentence), max(8, columns - 3))
            lines += [[Cell(" "), Cell(line, "muted")] for line in wrapped]
            items += [-1] * len(wrapped)
        head, items_head = lines, items
        widths = _Widths(self._specs, columns)

        def draw(line: int, current: bool) -> tuple[list[Cell], str]:
            cells = head[line] if line < len(head) else widths.spec(self._specs[line - len(head)])
            return (
                [Cell(cell.text, "bold" if "bold" in cell.look else "") for cell in cells]
                if current
                else cells
            ), ""

        return Rows(draw, [*items_head, *range(count, count + len(self._specs))])


def _number(row: Number, rows: Sequence[Number], columns: int) -> list[Cell]:
    label = min(max(width(one.label) for one in rows), max(8, columns - 18))
    value = max(3, *(width(one.value) for one in rows))
    text = fit(row.label, label)
    cells = [
        Cell(f" {row.key} ", "accent" if row.target else "faint"),
        Cell(f" {text}{' ' * (label - width(text))}"),
        Cell(f"  {' ' * (value - width(row.value))}"),
        Cell(row.value, f"{row.look} bold".strip() if row.target else "muted"),
    ]
    room = columns - cells_width(cells) - 3
    return [*cells, Cell(f"  {fit(safe(row.note), room)}", "muted")] if row.note and room >= 4 else cells


class _Widths:
    """The columns of the specs at a width."""

    def __init__(self, specs: Sequence[Worst], columns: int) -> None:
        self._done = max((len(f"{one.done:,}/{one.total:,}") for one in specs), default=0)
        self._critical = max((len(_critical(one)) for one in specs), default=0)
        self._bar = BAR if columns >= ROOMY else 0
        beside = (
            4 + self._done + (self._critical + 2) * bool(self._critical) + (self._bar + 2) * bool(self._bar)
        )
        longest = max((width(safe(one.title)) for one in specs[:500]), default=0)
        self._title = max(8, min(longest, columns - beside))

    def spec(self, spec: Worst) -> list[Cell]:
        """Return the cells of a spec."""
        title = fit(safe(spec.title), self._title)
        done, critical = f"{spec.done:,}/{spec.total:,}", _critical(spec)
        cells = [Cell(f" {title}{' ' * (self._title - width(title))}  ")]
        if self._bar:
            share = spec.done / spec.total if spec.total else 0.0
            cells += [*bar_cells(share, self._bar, "box"), Cell("  ")]
        cells.append(Cell(f"{done:>{self._done}}", "muted"))
        return [*cells, Cell(f"  {critical:>{self._critical}}", "error")] if critical else cells


def _critical(spec: Worst) -> str:
    return f"{spec.critical:,} critical" if spec.critical else ""
