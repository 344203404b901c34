"""Bold labels: those that begin an item, and those that stand alone and open a group as a heading would."""

from __future__ import annotations

from collections.abc import Container

from specui.markdown.blocks import Document, FieldLine, ListItem, Paragraph, Table
from specui.markdown.lazy import lazy_pattern
from specui.specs import names

_LABEL = lazy_pattern(r"\*\*(?P<label>[^*\n]+?)(?P<colon>:?)\*\*(?P<after>:?)[ \t]*")
_BARE = lazy_pattern(r"\*\*(?P<label>[^*\s][^*\n]{0,79})\*\*(?P<rest>[^*\n]{0,80})")


def label_of(document: Document, item: ListItem) -> tuple[str, int] | None:
    """Return the bold label that begins an item, and the offset of what follows it."""
    match = _LABEL.match(document.text, item.text_start, item.text_end)
    if not match or not (match["colon"] or match["after"]):
        return None
    return match["label"].strip(), match.end()


def lone_label(document: Document, index: int, known: Container[str] = ()) -> FieldLine | None:
    """Return the bold label that a paragraph, the block ``index``, consists of.

    Without a colon it counts above a list or a table only, or where its key is among those ``known``.
    """
    block = document.blocks[index]
    if type(block) is not Paragraph or block.line != block.end_line:
        return None
    if block.fields:
        return block.lone_label
    match = _BARE.fullmatch(document.text, block.start, block.end)
    if not match or not _is_remark(match["rest"]):
        return None
    start, end = match.span("label")
    if names.key(match["label"]) not in known:
        following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
        if not isinstance(following, ListItem | Table) or match["label"][-1] in ".!?":
            return None
    return FieldLine(block.start, block.end, block.line, start, end, block.end, block.end)


def _is_remark(rest: str) -> bool:
    """Whether nothing but signs, a remark in brackets and a colon is after a label."""
    bare = names.strip_signs(rest).rstrip(": \t")
    return not bare or (bare[0] == "(" and bare[-1] == ")")
