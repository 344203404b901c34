"""Fields of a head in a form that is not read as a field, so that they are never written twice."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from specui.markdown.blocks import Block, Document, Fence, FrontMatter, Heading, HtmlBlock, IndentedCode
from specui.markdown.text import TextRange
from specui.specs import names
from specui.specs.head import key_of
from specui.specs.spec import Spec


class Unread(NamedTuple):
    """A field that is not read: its trimmed range, its line, and its form."""

    name: str
    place: TextRange
    line: int
    kind: str
    value: str

    @property
    def refusal(self) -> str:
        """The refusal to set the field: what, where, and what to do."""
        how = (
            f"write it there as {self.name}: value"
            if self.kind == "front matter"
            else f"write **{self.name}:** value"
        )
        return (
            f"“{self.name}” is on line {self.line} {_AS[self.kind]}, which specui does not write; "
            f"change it by hand, or {how} in its place."
        )


_AS = {
    "front matter": "of the front matter, with a value of more than one line or part",
    "heading": "as a heading",
    "html": "in HTML",
    "code": "in a code block",
    "text": "in a form that may not be a field",
}


def standing_unread(spec: Spec, name: str) -> Unread | None:
    """Return where the head, or a heading of the file, says a field that none of its fields is; None where nowhere."""
    return _in_matter(spec, name) or _in_text(spec, name) or _as_section(spec, name)


def field_in_conflict(document: Document, name: str, end: int) -> bool:
    """Say whether a conflict that begins before ``end`` has a line with a field of this name: ``**Tier:** 2``."""
    found = document.conflicts_within(0, end)
    if not found:
        return False
    words = r"[ \t]+".join(re.escape(word) for word in names.field_key(name).split())
    field = re.compile(rf"(?<!\w){words}s?(?:\(s\))?[*_` \t]*[:：|]", re.IGNORECASE)
    return any(field.search(document.text, conflict.start, conflict.end) for conflict in found)


def _in_matter(spec: Spec, name: str) -> Unread | None:
    document = spec.document
    if not document.blocks or type(document.blocks[0]) is not FrontMatter:
        return None
    from specui.specs.matter import keys_of

    wanted = {names.field_key(name), key_of(name)}
    block = document.blocks[0]
    for line in range(block.line + 1, block.end_line):
        row = document.slice(*document.lines.line_range(line))
        if row[:1] in {" ", "\t"} and key_of(row.strip(" \t-").partition(":")[0]) in wanted and ":" in row:
            return Unread(name, document.lines.line_range(line), line, "front matter", "")
    for key, line in keys_of(document):
        if key_of(key) in wanted:
            return Unread(name, document.lines.line_range(line), line, "front matter", "")
    return None


def _in_text(spec: Spec, name: str) -> Unread | None:
    document, text = spec.document, spec.document.text
    start, end = spec.head
    if document.blocks and type(document.blocks[0]) is FrontMatter:
        start = max(start, document.blocks[0].end)
    for match in _pattern(names.field_key(name)).finditer(text, start, end):
        place = TextRange(match.start("field"), match.start("field") + len(match["field"].rstrip()))
        kind, value = _kind(_block_at(document, place.start)), match["value"].strip()
        if kind and (match["colon"] or _stands_alone(kind, match["label"], value)):
            return Unread(name, place, document.lines.line_at(place.start), kind, value)
    return None


def _block_at(document: Document, offset: int) -> Block | None:
    """Return the innermost block that holds an offset."""
    index = bisect_right(document.blocks, offset, key=lambda block: block.start) - 1
    block = document.blocks[index] if index >= 0 else None
    return block if block is not None and offset < block.end else None


def _stands_alone(kind: str, label: str, value: str) -> bool:
    """Whether a name without a colon is a label all the same: in HTML or a heading, or in bold before a word or two."""
    return kind in {"html", "heading"} or (kind == "text" and label[0] in "*_" and len(value.split()) <= 4)


def _kind(block: Block | None) -> str:
    """Return as what a line is there; empty for a comment, which says nothing to readers."""
    if type(block) is HtmlBlock:
        return "" if block.comment else "html"
    if isinstance(block, Fence | IndentedCode):
        return "code"
    return "heading" if type(block) is Heading else "text"


def _as_section(spec: Spec, name: str) -> Unread | None:
    """Return a section that the template lacks and that is called as the field: ``## Status``."""
    wanted = names.field_key(name)
    for section in spec.sections:
        if section.schema is None and names.field_key(section.name) == wanted:
            heading = section.heading
            return Unread(name, TextRange(heading.start, heading.end), heading.line, "heading", "")
    return None


@lru_cache(maxsize=256)
def _pattern(key: str) -> re.Pattern[str]:
    """Return what finds a line that begins with a name: after marks, a heading's or an item's, or a tag."""
    words = r"[ \t]+".join(re.escape(word) for word in key.split())
    return re.compile(
        r"^[ \t>]*(?P<field>(?P<lead>(?:[-*+|]|\d{1,9}[.)]|#{1,6})[ \t]+(?:\[.\][ \t]+)?|(?:</?\w[^<>\n]*+>[ \t]*+)++)?"
        rf"(?P<label>[*_`]{{0,3}}{words}s?(?:\(s\))?(?![\w-])[*_`]{{0,3}})[ \t]*"
        r"(?:</?\w[^<>\n]*+>[ \t]*+)*+(?P<colon>[:|=\uff1a])?[*_`]{0,3}[ \t]*(?P<value>[^\r\n|]*))",
        re.IGNORECASE | re.MULTILINE,
    )
