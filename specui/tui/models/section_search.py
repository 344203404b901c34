"""Search in one spec: the texts of its items, the hits, and where a hit is in a drawn row. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from specui.markdown.blocks import ListItem
from specui.markdown.lazy import lazy_pattern
from specui.markdown.text_folding import TextQuery
from specui.specs.contents import Contents
from specui.tui.models.outline import HEAD, Entry
from specui.tui.rendering.safe_text import width
from specui.tui.rendering.section import Layout, lay_out
from specui.tui.rendering.section.window import parts_of

BLOCKS, CHARACTERS = 5_000, 300_000
"""A spec with more is searched as Markdown, since drawing all of it takes seconds."""
_MARKS = lazy_pattern(r"[*_`~]+")

UNWRAPPED = 4_000
"""So many columns that no cell of a table wraps."""


class Place(NamedTuple):
    """The location of an item: the number of its section, and its offset in the text."""

    section: int
    start: int


class Text(NamedTuple):
    """The drawn text of an item, on one line."""

    place: Place
    words: str


class Step(NamedTuple):
    """A hit to go to; `wrapped` if the search went past the end of the spec."""

    place: Place
    wrapped: bool


def sought(typed: str) -> TextQuery | None:
    """Return the search for a typed text, or None for an empty one."""
    found = TextQuery(typed)
    return found or None


def is_large(contents: Contents) -> bool:
    """Say whether a spec is searched as Markdown, in another thread."""
    document = contents.spec.document
    return len(document.blocks) > BLOCKS or len(document.text) > CHARACTERS


def texts_of(contents: Contents, entries: Sequence[Entry]) -> tuple[Text, ...]:
    """Return the items of all sections as drawn, from the head on; those of a very large spec as Markdown."""
    found: list[Text] = []
    large = is_large(contents)
    for entry in entries:
        if entry.section is None and entry.number != HEAD:
            continue
        if large:
            found += _written(contents, entry)
            continue
        layout = lay_out(contents, entry.section, UNWRAPPED)
        for element in layout.elements:
            rows = layout.rows[element.first : element.last + 1]
            said = " ".join(word for row in rows for word in row.text.split())
            found.append(Text(Place(entry.number, element.start), said))
    return tuple(found)


def _written(contents: Contents, entry: Entry) -> Iterator[Text]:
    """Yield the items of a section as Markdown, without marks of emphasis and code."""
    document, section = contents.spec.document, entry.section
    blocks, sections = document.blocks, contents.spec.sections
    if section is not None:
        first, last = section.first - 1, section.last
    else:
        first, last = 0, sections[0].first - 1 if sections else len(blocks)
    for index in range(first, last):
        block = blocks[index]
        parts = parts_of(block)
        end = block.text_end if isinstance(block, ListItem) else block.end
        ranges = [(part.start, part.end) for part in parts] or [(block.start, end)]
        if parts and parts[0].start > block.start:
            ranges.insert(0, (block.start, parts[0].start))
        for start, until in ranges:
            said = " ".join(_MARKS.sub("", document.text[start:until]).split())
            yield Text(Place(entry.number, start), said)


def hits_in(texts: Sequence[Text], wanted: TextQuery | None) -> tuple[Place, ...]:
    """Return the items that match, in order."""
    if wanted is None:
        return ()
    return tuple(text.place for text in texts if wanted.is_in(text.words))


def hit_from(hits: Sequence[Place], here: Place) -> Place | None:
    """Return the hit at a location or the next one, else the first of all."""
    if not hits:
        return None
    at = bisect_left(hits, here)
    return hits[at] if at < len(hits) else hits[0]


def step(hits: Sequence[Place], here: Place, by: int) -> Step | None:
    """Return the next hit (1) or the previous one (-1) from a location; wraps."""
    if not hits:
        return None
    at = bisect_right(hits, here) if by > 0 else bisect_left(hits, here) - 1
    return Step(hits[at % len(hits)], not 0 <= at < len(hits))


def hit_count(hits: Sequence[Place], here: Place, *, wrapped: bool = False) -> str:
    """Return the number of the current hit and how many there are, in words."""
    if not hits:
        return "no matches"
    count = f"{len(hits)} hit{'' if len(hits) == 1 else 's'}"
    if here in hits:
        count = f"{hits.index(here) + 1} of {len(hits)}"
    return f"wrapped · {count}" if wrapped else count


def spans(layout: Layout, wanted: TextQuery) -> dict[int, list[tuple[int, int]]]:
    """Return the ranges of cells that match, by row; a hit that wraps has a range in each of its rows."""
    found: dict[int, list[tuple[int, int]]] = {}
    for element in layout.elements:
        rows = [row.text for row in layout.rows[element.first : element.last + 1]]
        begins = [0]
        for text in rows:
            begins.append(begins[-1] + len(text) + 1)
        for start, end in wanted.spans("\n".join(rows)):
            for index in range(bisect_right(begins, start) - 1, len(rows)):
                if begins[index] >= end:
                    break
                text = rows[index]
                blanks = len(text) - len(text.lstrip())
                first = max(start - begins[index], blanks if begins[index] > start else 0)
                last = min(end - begins[index], len(text))
                if first < last:
                    cells = width(text[:first])
                    found.setdefault(element.first + index, []).append(
                        (cells, cells + width(text[first:last]))
                    )
    return found
