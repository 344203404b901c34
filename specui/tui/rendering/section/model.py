"""A drawn section: rows for the screen, elements for the cursor, and the maps between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Literal, NamedTuple, Protocol, TypeAlias

from specui.markdown.blocks import Document
from specui.markdown.lazy import lazy
from specui.markdown.text import TextRange
from specui.rules.diagnostic import Severity
from specui.specs.schema import SectionSchema
from specui.specs.spec import Section
from specui.specs.targets import Target
from specui.specs.tasks import Task
from specui.tui.rendering.section.window import Window

GUTTER = 2
"""Cells at the left of every row for the cursor and the sign of a problem; not part of a row's segments."""

MIN_WIDTH = 24
"""Narrower than this nothing is drawn: the widget cuts what does not fit."""

ElementKind = Literal[
    "title",
    "heading",
    "label",
    "task",
    "item",
    "entry",
    "question",
    "table",
    "row",
    "paragraph",
    "field",
    "code",
    "quote",
    "comment",
    "conflict",
    "rule",
    "empty",
    "missing",
]

TITLES: frozenset[ElementKind] = frozenset({"title", "heading", "label", "table"})
"""What stands over something else."""

STYLES = (
    "title", "heading", "subheading", "label", "count", "bar-done", "bar-left",
    "box", "tick", "done", "bullet", "number", "header", "rule",
    "strong", "emphasis", "struck", "code", "link", "muted", "faint",
    "guidance", "placeholder", "missing", "quote", "code-block",
    "error", "warning", "success", "info",
)  # fmt: skip
"""Every style that a segment may name; several are parted by blanks, a later one on top."""

Segment: TypeAlias = tuple[str, str]
Line: TypeAlias = tuple[Segment, ...]


class Row(NamedTuple):
    """A line of cells right of the gutter, and the index of its element (-1 for none).

    ``mark`` is the worst severity at the element that begins here: ``error``, ``warning``, ``info`` or "".
    """

    segments: Line
    element: int = -1
    mark: str = ""

    @property
    def text(self) -> str:
        """The row's characters without their styles."""
        return "".join(text for text, _ in self.segments)


class EditArea(NamedTuple):
    """A part of an element that is edited on its own: an item's text, a field's value, a cell.

    In cells: ``x`` right of the gutter, ``y`` below the element's first row.  Nothing else is drawn in it,
    but the state at the end of a question's first line.
    """

    x: int
    y: int
    width: int
    height: int


class Picture(NamedTuple):
    """The drawing of an element: its lines, and its areas in them."""

    lines: list[Line]
    areas: tuple[EditArea, ...] = ()


class Element(NamedTuple):
    """A position of the cursor: an item, a row, a field, a paragraph, a title.

    ``first`` and ``last`` are its rows, ``start:end`` what it draws of the document's text (without
    what is nested in it), ``line`` the 1-based line where that begins.  ``text`` is its text in one
    line, ``address`` its place as the core names it (``functional/3``, ``gap5``) or "".
    ``areas`` are its parts, those of a row one a column of the header, written or not.
    """

    number: int
    kind: ElementKind
    first: int
    last: int
    start: int
    end: int
    line: int
    depth: int
    text: str
    address: str
    target: Target | None
    areas: tuple[EditArea, ...] = ()

    @property
    def height(self) -> int:
        """How many rows the element takes."""
        return self.last - self.first + 1

    @property
    def task(self) -> Task | None:
        """The checkbox of the element, if it has one."""
        return self.target if isinstance(self.target, Task) else None


class Placed(Protocol):
    """A diagnostic, as far as the gutter needs it."""

    @property
    def start(self) -> int: ...
    @property
    def severity(self) -> Severity: ...


_start = itemgetter(0)


def table_number(document: Document, start: int, offset: int) -> int:
    """Return the number of the table at an offset: how many tables begin from ``start`` up to there, less one."""
    tables = document.tables
    return bisect_right(tables, offset, key=_start) - bisect_left(tables, start, key=_start) - 1


@dataclass(frozen=True, eq=False)
class Layout:
    """One section, or a spec's head, drawn for a width; there is at least one element.

    ``section`` is None for the head, a schema for a section that the spec lacks.  ``hidden`` is what is in the
    file and not drawn.  Elements stand as they are drawn: rows of a sorted table are not in file order.
    ``shown`` says which part of a very large section is drawn; None: all of it.
    """

    document: Document = field(repr=False)
    section: Section | SectionSchema | None = field(repr=False)
    width: int
    start: int
    end: int
    rows: Sequence[Row] = field(repr=False)
    elements: Sequence[Element] = field(repr=False)
    hidden: Sequence[TextRange] = field(default=(), repr=False)
    shown: Window | None = None

    def element_at(self, offset: int) -> Element:
        """Return the element at an offset of the text, or the nearest one."""
        starts, numbers = self._anchors
        return self.elements[numbers[max(0, bisect_right(starts, offset) - 1)]]

    def reaches(self, offset: int) -> bool:
        """Say whether an offset of the section is in the part that is drawn."""
        shown = self.shown
        if shown is None:
            return True
        return (shown.start <= offset or not shown.above) and (offset < shown.end or not shown.below)

    def is_hidden(self, offset: int) -> bool:
        """Say whether the text at an offset is hidden."""
        return any(found.start <= offset < found.end for found in self.hidden)

    def element_at_row(self, row: int) -> Element:
        """Return the element drawn at a row, or the one above it."""
        return self.elements[max(0, bisect_right(self._firsts, row) - 1)]

    def table_of(self, element: Element) -> int:
        """Return the number of the table of a header or a row, counted from 0; -1 for other elements."""
        if element.kind not in {"table", "row"}:
            return -1
        return table_number(self.document, self.start, element.start)

    def same_element(self, old: Element) -> Element:
        """Return the element of this layout that an element of an earlier one has become: by its text, its address, its offset."""
        found = [self.elements[number] for number in self._by_text.get((old.kind, old.text), ())]
        if found:
            return min(
                found,
                key=lambda s: (s.address != old.address, s.start != old.start, abs(s.number - old.number)),
            )
        if old.address:
            standing = next((element for element in self.elements if element.address == old.address), None)
            if standing is not None:
                return standing
        if old.kind == "missing":
            made = self._made_of(old.target)
            if made is not None:
                return made
        if old.number < len(self.elements) and self.elements[old.number].kind == old.kind:
            return self.elements[old.number]
        return self.element_at(old.start)

    def _made_of(self, schema: Target | None) -> Element | None:
        """Return the element to edit in a part that was missing and has been added."""
        made = next(
            (element for element in self.elements if getattr(element.target, "schema", None) is schema), None
        )
        return self.below_titles(made) if made is not None else None

    def below_titles(self, element: Element) -> Element:
        """Return the first element below a title that is neither a title nor missing; the element itself if it is no title."""
        if element.kind not in TITLES:
            return element
        following = self.elements[element.number + 1 :]
        return next((s for s in following if s.kind not in TITLES and s.kind != "missing"), element)

    def marked(self, diagnostics: Iterable[Placed]) -> Layout:
        """Return this layout with a mark at the element of each diagnostic."""
        worst: dict[int, Severity] = {}
        start, end = (self.start, self.end) if self.shown is None else (self.shown.start, self.shown.end)
        end = max(end, start + 1)
        for diagnostic in diagnostics:
            if start <= diagnostic.start < end:
                index = self.element_at(diagnostic.start).number
                worst[index] = max(diagnostic.severity, worst.get(index, Severity.INFO))
        marks = {self.elements[index].first: str(severity) for index, severity in worst.items()}
        rows = list(self.rows)
        for number, row in enumerate(rows):
            mark = marks.get(number, "")
            if row.mark != mark:
                rows[number] = row._replace(mark=mark)
        return replace(self, rows=rows)

    @lazy
    def _anchors(self) -> tuple[list[int], list[int]]:
        """The offsets of the elements, and their numbers; sorted rows are out of order."""
        placed = [element for element in self.elements if element.kind != "missing"] or self.elements
        ordered = sorted(placed, key=lambda element: element.start)
        return [element.start for element in ordered], [element.number for element in ordered]

    @lazy
    def _firsts(self) -> list[int]:
        return [element.first for element in self.elements]

    @lazy
    def _by_text(self) -> dict[tuple[str, str], list[int]]:
        found: dict[tuple[str, str], list[int]] = {}
        for element in self.elements:
            found.setdefault((element.kind, element.text), []).append(element.number)
        return found
