"""The text of a list item: as it is edited, and written back with the fewest characters."""

from __future__ import annotations

from difflib import SequenceMatcher

from specui.markdown.blocks import Document, ListItem
from specui.markdown.edits import TextEdit, Transaction
from specui.markdown.lazy import lazy_pattern
from specui.specs.edits import items as reading
from specui.specs.edits.guard import guarded, shapes
from specui.specs.edits.lists import other_text
from specui.specs.edits.places import BREAK, EditRefused, indent, line_text, newline_at, smallest, text_lines

_WORD = lazy_pattern(r"\s+|[^\s]+")
_LONG = 800


def item_text(document: Document, item: ListItem) -> str:
    """Return an item's text for an editor: its lines without indentation, joined by ``\\n``."""
    return BREAK.sub("\n", document.text[item.text_start : item.text_end])


def set_text(document: Document, item: ListItem, text: str, *, name: str = "item") -> Transaction:
    """Replace an item's text; its marker, its checkbox and its nested items stay.

    ``text`` with newlines says where lines break; its lines are indented to the item's text.  On one
    line it is taken for the words only: an item that runs over several lines keeps the breaks between
    words that stay.  Blank lines are left out.
    """
    index = reading.index_of(document, item)
    words = text_lines(text)
    if not words:
        raise EditRefused("An item needs a text; delete the item if there is nothing to say.")
    old = document.text[item.text_start : item.text_end]
    blanks = newline_at(document, item.line) + _continuation(document, item)
    expected = shapes(document)
    expected[index] = expected[index]._replace(text=" ".join(words).strip())
    ways = [by_lines(old, "\n".join(words), item.text_start, blanks)]
    if ("\n" in old or "\r" in old) and len(words) == 1:
        # Words at a line break may begin another block there; then the text is written on one line.
        ways.insert(0, _by_words(old, words[0], item.text_start))
    for number, edits in enumerate(ways, 1):
        if not old and document.text[item.text_start - 1] not in " \t":
            edits = [TextEdit(e.start, e.end, " " + e.replacement) for e in edits]
        try:
            return guarded(document, edits, f"edit {name}", expected, other_text(text))
        except EditRefused:
            if number == len(ways):
                raise
    raise AssertionError("one of the ways returns or raises")


def by_lines(old: str, new: str, start: int, blanks: str) -> list[TextEdit]:
    """Compare line breaks as ``\\n``, whatever the newline and indentation after it."""
    view, places = _view(old, "\n")
    mine, theirs = view.split("\n"), new.split("\n")
    pairs = [(0, view, new)]
    if len(mine) == len(theirs):
        # As many lines: each by itself, so that a hard break between two that change stays.
        pairs, at = [], 0
        for one, other in zip(mine, theirs, strict=True):
            pairs.append((at, one, other))
            at += len(one) + 1
    return [
        TextEdit(start + places[e.start], start + places[e.end], e.replacement.replace("\n", blanks))
        for at, one, other in pairs
        for e in smallest(at, one, other)
    ]


def _by_words(old: str, new: str, start: int) -> list[TextEdit]:
    """Compare line breaks as blanks; only words that differ are replaced."""
    view, places = _view(old, " ")
    mine, theirs = _WORD.findall(view), _WORD.findall(new)
    if len(mine) + len(theirs) > _LONG:
        pairs = [(e.start, e.end, e.replacement) for e in smallest(0, view, new)]
    else:
        offsets = [0]
        for word in mine:
            offsets.append(offsets[-1] + len(word))
        pairs = [
            (offsets[i], offsets[j], "".join(theirs[k:m]))
            for tag, i, j, k, m in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
            if tag != "equal"
        ]
    edits = []
    for begin, end, replacement in pairs:
        edits += [
            TextEdit(start + places[begin + e.start], start + places[begin + e.end], e.replacement)
            for e in smallest(0, view[begin:end], replacement)
        ]
    return edits


def _view(text: str, newline: str) -> tuple[str, list[int]]:
    """Return ``text`` with its line breaks as one character each, and where each character is in it."""
    parts, places, position = [], list[int](), 0
    for match in BREAK.finditer(text):
        parts += [text[position : match.start()], newline]
        places += range(position, match.start() + 1)
        position = match.end()
    parts.append(text[position:])
    places += range(position, len(text) + 1)
    return "".join(parts), places


def _continuation(document: Document, item: ListItem) -> str:
    """Return the indentation of lines after the first: as the item's own second line has it, if it has one."""
    first = document.lines.line_at(item.text_start)
    if document.lines.line_at(item.text_end) > first:
        line = line_text(document, first + 1)
        return line[: len(line) - len(line.lstrip(" \t"))]
    return indent(item.indent, reading.style_of(document, item).lead)
