"""Short ways to make a change and to look at it, for the tests of this folder."""

from __future__ import annotations

from difflib import SequenceMatcher

from specui.markdown.blocks import Document, ListItem, Table, TableRow
from specui.markdown.edits import Transaction
from specui.markdown.scanner import scan
from specui.specs.spec import Group, Spec
from tests.specs.reading import spec_of

HEAD = "# Production Spec: Lamp Timer\n\n**Last updated:** 2026-01-02\n**Spec status:** 🟡 Draft\n\n"


def after(text: str, change: Transaction) -> str:
    """Return the text with the change made; holds the laws that are the same for every verb."""
    new = change.apply(text)
    assert change.title
    assert change.invert(text).apply(new) == text
    return new


def item_of(document: Document, words: str) -> ListItem:
    return next(i for i in document.items if document.flat(i.text_start, i.text_end).startswith(words))


def group_of(spec: Spec, name: str) -> Group:
    return next(g for s in spec.sections for g in s.groups if name in {g.name, s.name})


def table_in(text: str) -> tuple[Document, Table, tuple[TableRow, ...]]:
    document = scan(text)
    table = document.tables[0]
    return document, table, table.rows


def with_head(body: str) -> tuple[str, Spec]:
    text = HEAD + body
    return text, spec_of(text)


def changed_lines(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return the lines that went and those that came, newlines included."""
    before, behind = _lines(old), _lines(new)
    gone, come = [], []
    for tag, i, j, k, m in SequenceMatcher(None, before, behind, autojunk=False).get_opcodes():
        if tag != "equal":
            gone += before[i:j]
            come += behind[k:m]
    return gone, come


def outline_of(document: Document) -> list[tuple[int, str, bool | None]]:
    """Return depth, text and tick of each item, in file order."""
    return [
        (i.depth, document.flat(i.text_start, i.text_end), i.checked if i.is_task else None)
        for i in document.items
    ]


def _lines(text: str) -> list[str]:
    lines = scan(text).lines
    return [lines.full_range(number).of(text) for number in range(1, len(lines) + 1)]
