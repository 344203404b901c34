"""A text as a Markdown viewer shows it: mistune's blocks as lines; tables from the scanner's cells.

Only for reading: no cursor, and of the source only the offsets of headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from specui.markdown.blocks import Block, Conflict, Document, FrontMatter, Heading, Paragraph, Table
from specui.markdown.lazy import lazy_pattern
from specui.tui.rendering.ascii_fallback import boxes
from specui.tui.rendering.section import prose, tables
from specui.tui.rendering.section.canvas import MEASURE, cells, hang
from specui.tui.rendering.section.conflicts import draw_conflict
from specui.tui.rendering.section.lists import BULLETS
from specui.tui.rendering.section.model import Line
from specui.tui.rendering.section.text_flow import flow, one_line, verbatim
from specui.tui.rendering.section.view_options import KeyHints, ViewOptions

if TYPE_CHECKING:
    from mistune import Markdown

MAX_CHARACTERS = 100_000
"""A stretch between two headings of more is shown as it stands: the block parser may be slow on it."""

_COMMENT = lazy_pattern(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_READING = ViewOptions(keys=KeyHints("", "", "", "", "", ""))
_LOOKS = ("title", "heading", "subheading")


class Rendered(NamedTuple):
    """The lines; `headings` are pairs of an offset in the text and the number of the first line, in order."""

    lines: tuple[Line, ...]
    headings: tuple[tuple[int, int], ...]

    def line_of(self, offset: int) -> int:
        """Return the number of the line for an offset of the text."""
        found = [line for start, line in self.headings if start <= offset]
        return found[-1] if found else 0


def render(document: Document, width: int) -> Rendered:
    """Draw a whole document for `width` cells. Never raises."""
    drawing = _Drawing(max(16, width))
    headings = []
    for first, stretch in _stretches(document):
        drawing.blank()
        if first is not None:
            headings.append((first.start, len(drawing.lines)))
        drawing.stretch(document, first, stretch)
    while drawing.lines and not drawing.lines[-1]:
        drawing.lines.pop()
    return Rendered(tuple(drawing.lines), tuple(headings))


def _stretches(document: Document) -> Iterator[tuple[Heading | None, Sequence[Block]]]:
    """Yield each heading with its top-level blocks; None with the blocks before the first heading."""
    heading: Heading | None = None
    held: list[Block] = []
    for block in document.blocks:
        if block.parent >= 0:
            continue
        if type(block) is Heading:
            if heading is not None or held:
                yield heading, held
            heading, held = block, []
        else:
            held.append(block)
    if heading is not None or held:
        yield heading, held


class _Drawing:
    """The lines that are drawn so far."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.measure = min(width, MEASURE)
        self.lines: list[Line] = []

    def blank(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append(())

    def stretch(self, document: Document, heading: Heading | None, blocks: Sequence[Block]) -> None:
        if heading is not None:
            self._heading(heading.level, document.slice(heading.text_start, heading.text_end))
        run: list[Block] = []
        for block in blocks:
            if isinstance(block, Table | FrontMatter | Conflict) or (
                type(block) is Paragraph and block.fields
            ):
                self._run(document, run)
                run = []
                self.blank()
                self.lines += self._own(document, block)
            else:
                run.append(block)
        self._run(document, run)

    def _own(self, document: Document, block: Block) -> list[Line]:
        """Draw blocks that only the scanner reads: ragged tables, front matter, conflicts, and a line for each field."""
        if isinstance(block, Table):
            return _table(block, self.width)
        if isinstance(block, FrontMatter):
            return prose.draw_front_matter(document, block, self.measure)
        if isinstance(block, Conflict):
            return draw_conflict(document, block, self.width, _READING)
        assert isinstance(block, Paragraph)
        return [
            line
            for piece in prose.pieces(block, block.fields)
            for line in flow(document.slice(piece.start, piece.end).strip(), self.measure)
        ]

    def _run(self, document: Document, run: Sequence[Block]) -> None:
        if not run:
            return
        start = document.lines.line_range(run[0].line).start  # an item's indentation belongs to it
        source = document.slice(start, max(block.end for block in run))
        self.blank()
        if len(source) > MAX_CHARACTERS:
            self.lines += [
                line for text in re.split(r"\r\n|\r|\n", source) for line in verbatim(text, self.measure, "")
            ]
            return
        self.lines += _blocks(_parsed(source), self.measure, 0)

    def _heading(self, level: int, source: str) -> None:
        look = _LOOKS[min(level, len(_LOOKS)) - 1]
        lines = list(flow(source.strip() or "(no title)", self.measure, base=look))
        self.lines += lines
        if level == 1:
            self.lines.append((("━" * min(self.measure, max(map(cells, lines))), "rule"),))
        self.blank()


def _table(table: Table, width: int) -> list[Line]:
    grid = tables.measure(table, {}, lambda _text: False, width)
    lines = tables.draw_header(grid) or ([] if table.rows else tables.draw_names(grid))
    airy = tables.is_airy(grid)
    for index in range(len(table.rows)):
        if index and airy:
            lines.append(())
        lines += tables.draw_row(grid, index).lines
    return lines


def _blocks(
    tokens: Sequence[Mapping[str, Any]], width: int, depth: int, *, tight: bool = False
) -> list[Line]:
    """Draw tokens one below the other, with blank lines between them except in a tight list."""
    lines: list[Line] = []
    for token in tokens:
        drawn = _block(token, width, depth)
        if not drawn:
            continue
        if lines and not tight:
            lines.append(())
        lines += drawn
    return lines


def _block(token: Mapping[str, Any], width: int, depth: int) -> list[Line]:
    kind = token["type"]
    match kind:
        case "paragraph" | "block_text" | "heading":
            base = "subheading" if kind == "heading" else ""
            return list(flow(token.get("text", "").strip(), width, base=base))
        case "list":
            return _list(token, width, depth)
        case "block_quote":
            inner = _blocks(token["children"], max(8, width - 2), depth)
            return [(("▎ ", "quote"), *line) for line in inner]
        case "block_code":
            return _code(token, width)
        case "thematic_break":
            return [(("─" * min(width, 24), "rule"),)]
        case "block_html":
            left = _COMMENT.sub("", token["raw"]).strip()
            return (
                [line for text in left.split("\n") for line in verbatim(text, width, "faint")] if left else []
            )
        case _:
            return _blocks(token["children"], width, depth) if "children" in token else []


def _code(token: Mapping[str, Any], width: int) -> list[Line]:
    lines: list[Line] = []
    info = one_line(token.get("attrs", {}).get("info") or "")
    if info:
        lines += [(("▏ ", "faint"), *line) for line in verbatim(info, width - 2, "faint")[:1]]
    for text in token["raw"].rstrip("\n").split("\n"):
        lines += [(("▏ ", "faint"), *line) for line in verbatim(text, max(8, width - 2), "code-block")]
    return lines


def _list(token: Mapping[str, Any], width: int, depth: int) -> list[Line]:
    attrs = token.get("attrs", {})
    tight = bool(token.get("tight", True))
    first = int(attrs.get("start", 1))
    last = first + len(token["children"]) - 1
    lines: list[Line] = []
    for number, item in enumerate(token["children"], first):
        checked = item.get("attrs", {}).get("checked")
        over = ""
        if checked is not None:
            sign, look = (boxes().ticked, "tick") if checked else (boxes().open, "box")
            over = "done" if checked else ""
        elif attrs.get("ordered"):
            sign, look = f"{number}.".rjust(len(str(last)) + 1), "number"
        else:
            sign, look = BULLETS[depth % len(BULLETS)], "bullet"
        indent = len(sign) + 1
        inner = _blocks(item["children"], max(8, width - indent), depth + 1, tight=tight) or [()]
        if over:
            inner = [tuple((text, f"{style} {over}".strip()) for text, style in line) for line in inner]
        if lines and not tight:
            lines.append(())
        lines += hang(((sign, look), (" ", "")), indent, inner)
    return lines


def _parsed(source: str) -> Sequence[Mapping[str, Any]]:
    """Return mistune's blocks without parsing their inline text: `flow` does, within its limits."""
    markdown = _parser()
    state = markdown.block.state_cls()
    state.process(re.sub(r"\r\n?", "\n", source))
    try:
        markdown.block.parse(state)
        for hook in markdown.before_render_hooks:
            hook(markdown, state)
    except RecursionError:
        return ({"type": "block_code", "raw": source},)
    return state.tokens


@lru_cache(maxsize=1)
def _parser() -> Markdown:
    import mistune
    from mistune.plugins.task_lists import task_lists

    return mistune.Markdown(renderer=None, plugins=[task_lists])
