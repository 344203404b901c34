"""The laws of every verb, over specs written in every way: that change and no other, and all the way back."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from hypothesis import assume, given, strategies as st

from specui.markdown.blocks import Document, ListItem
from specui.markdown.edits import Transaction
from specui.markdown.scanner import scan
from specui.specs.edits import (
    group_moves as placing,
    indentation as nesting,
    item_text as wording,
    lists,
    tables,
)
from specui.specs.edits.items import siblings
from specui.specs.edits.places import EditRefused
from tests.markdown.strategies import documents
from tests.specs.edits.changing import after, changed_lines, outline_of
from tests.specs.edits.strategies import spec_texts, table_texts
from tests.specs.reading import spec_of

Entry = tuple[int, str, bool | None]
_NUMBER = re.compile(r"^\d+([.)])")


def _chosen(text: str, data: st.DataObject) -> tuple[Document, int, ListItem]:
    document = scan(text)
    assume(document.items)
    index = data.draw(st.integers(0, len(document.items) - 1))
    return document, index, document.items[index]


def _family(found: list[Entry], index: int) -> int:
    """Return the index behind the last entry that is nested in one."""
    last = index + 1
    while last < len(found) and found[last][0] > found[index][0]:
        last += 1
    return last


def _bare(lines: list[str]) -> list[str]:
    """Return lines without what may change with a number: indentation, the number, and the newline."""
    return [_NUMBER.sub(r"N\1", re.sub(r"[ \t]+", " ", line).strip()) for line in lines]


def _unmarked(lines: list[str]) -> list[str]:
    """Return lines without their list markers too."""
    return sorted(re.sub(r"^(?:[-*+]|N[.)]) ", "", line) for line in _bare(lines) if line)


def _numbers_go_on(document: Document) -> None:
    """Each list counts up by one throughout, or not at all."""
    for item in document.items:
        among = siblings(document, item)
        steps = {b.number - a.number for a, b in pairwise(among)}
        assert len(steps) < 2, [i.marker for i in among]


@given(spec_texts(), st.data())
def test_an_item_that_is_added_and_deleted_leaves_no_trace(text: str, data: st.DataObject) -> None:
    document, index, item = _chosen(text, data)
    behind = data.draw(st.booleans())
    words = data.draw(st.sampled_from(["new", "new\nlines"]))
    verb = lists.add_after if behind else lists.add_before
    new = after(text, verb(document, item, words))
    found = outline_of(document)
    at = _family(found, index) if behind else index
    found.insert(at, (item.depth, words.replace("\n", " "), False if item.is_task else None))
    again = scan(new)
    assert outline_of(again) == found
    gone, come = changed_lines(text, new)
    kept = [line for line in _bare(come) if line]
    for line in _bare(gone):
        if line:
            kept.remove(line)
    assert len(kept) == len(words.split("\n"))
    if "\n" not in words:
        _numbers_go_on(again)
    # Of the two blank lines around an item in a loose list either may go: they may differ in their newlines.
    assert _split(after(new, lists.delete(again, again.items[at]))) == _split(text)


@given(spec_texts(), st.data())
def test_a_deleted_item_takes_only_its_own_lines(text: str, data: st.DataObject) -> None:
    document, index, item = _chosen(text, data)
    new = after(text, lists.delete(document, item))
    found = outline_of(document)
    del found[index : _family(found, index)]
    again = scan(new)
    assert outline_of(again) == found
    _numbers_go_on(again)
    lines = document.lines
    own = [lines.line_range(n).of(text) for n in range(item.line, item.end_line + 1)]
    kept = [line for line in _bare(_split(text)) if line]
    for line in _bare(own):
        if line:
            kept.remove(line)
    assert sorted(kept) == sorted(line for line in _bare(_split(new)) if line)


@given(spec_texts(), st.data())
def test_an_item_goes_down_and_up_again(text: str, data: st.DataObject) -> None:
    document, index, item = _chosen(text, data)
    among = siblings(document, item)
    assume(item is not among[-1])
    new = after(text, lists.move_down(document, item))
    found = outline_of(document)
    middle = _family(found, index)
    last = _family(found, middle)
    again = scan(new)
    assert outline_of(again) == [*found[:index], *found[middle:last], *found[index:middle], *found[last:]]
    assert [i.marker for i in siblings(again, again.items[index])] == [i.marker for i in among]
    moved = again.items[index + last - middle]
    assert after(new, lists.move_up(again, moved)) == text


@given(spec_texts(), st.data())
def test_an_item_goes_in_and_out_again(text: str, data: st.DataObject) -> None:
    document, index, item = _chosen(text, data)
    assume(item is not siblings(document, item)[0])
    new = after(text, nesting.indent_item(document, item))
    found = outline_of(document)
    last = _family(found, index)
    inner = [(depth + 1, *rest) for depth, *rest in found[index:last]]
    again = scan(new)
    assert outline_of(again) == [*found[:index], *inner, *found[last:]]
    gone, come = changed_lines(text, new)
    assert _unmarked(gone) == _unmarked(come)
    back = scan(after(new, nesting.outdent_item(again, again.items[index])))
    assert outline_of(back) == found


@given(spec_texts(), st.data())
def test_an_item_that_goes_out_leaves_the_others_in_place(text: str, data: st.DataObject) -> None:
    document, index, item = _chosen(text, data)
    assume(item.depth > 0)
    new = after(text, nesting.outdent_item(document, item))
    found = outline_of(document)
    last = _family(found, index)
    holder = max(i for i in range(index) if found[i][0] == item.depth - 1)
    behind = _family(found, holder)
    moved = [(depth - 1, *rest) for depth, *rest in found[index:last]]
    assert outline_of(scan(new)) == [*found[:index], *found[last:behind], *moved, *found[behind:]]


@given(spec_texts(), st.data())
def test_another_text_is_the_only_change(text: str, data: st.DataObject) -> None:
    document, index, item = _chosen(text, data)
    shown = wording.item_text(document, item)
    assert not wording.set_text(document, item, shown)
    words = data.draw(st.sampled_from(["other", f"{shown} more", f"more {shown}", "two\nlines"]))
    new = after(text, wording.set_text(document, item, words))
    found = outline_of(document)
    found[index] = (item.depth, " ".join(words.split("\n")), found[index][2])
    again = scan(new)
    assert outline_of(again) == found
    assert after(new, wording.set_text(again, again.items[index], shown)) is not None
    assert text[: item.start] == new[: item.start]
    assert text[item.text_end :] == new[len(new) - len(text) + item.text_end :]


@given(spec_texts(), st.data())
def test_an_item_goes_to_another_group(text: str, data: st.DataObject) -> None:
    spec = spec_of(text)
    document, index, item = _chosen(text, data)
    document, item = spec.document, spec.document.items[index]
    group = data.draw(st.sampled_from(spec.groups("criteria")[1:]))
    assume(item not in group.items)
    first = data.draw(st.booleans())
    new = after(text, placing.move_to_group(document, item, group, first=first))
    found = outline_of(document)
    family = found[index : _family(found, index)]
    again = spec_of(new)
    there = next(g for g in again.groups("criteria") if g.title == group.title)
    texts = [document.flat(i.text_start, i.text_end) for i in placing.top_items(group)]
    now = [again.document.flat(i.text_start, i.text_end) for i in placing.top_items(there)]
    assert now == ([family[0][1], *texts] if first else [*texts, family[0][1]])
    assert sorted(t for _, t, _ in outline_of(again.document)) == sorted(t for _, t, _ in found)
    _numbers_go_on(again.document)


@given(spec_texts(), st.booleans())
def test_a_group_gets_an_item(text: str, first: bool) -> None:
    spec = spec_of(text)
    for group in spec.groups("criteria")[1:]:
        new = after(text, placing.add_to_group(group, "new", first=first))
        there = next(g for g in spec_of(new).groups("criteria") if g.title == group.title)
        top = placing.top_items(there)
        assert len(top) == len(placing.top_items(group)) + 1
        added = top[0 if first else -1]
        assert spec_of(new).document.flat(added.text_start, added.text_end) == "new"


@given(table_texts(), st.data())
def test_a_table_changes_in_one_cell_or_row(text: str, data: st.DataObject) -> None:
    document = scan(text)
    table = document.tables[0]
    columns = len(table.header.cells)
    words = data.draw(st.sampled_from(["new", "", "a | b", "- x", "x\\", "# h", "a\r\nb"]))
    flat = " ".join(words.split())
    cells = [words, *["b"] * (columns - 1)]
    notes = [n for n, row in enumerate(table.rows) if "|" not in text[row.start : row.end] and columns > 1]
    at = data.draw(st.integers(0, notes[0] if notes else len(table.rows)))
    grown = after(text, tables.add_row(document, table, cells, at))
    again = scan(grown)
    rows = again.tables[0].rows
    assert len(rows) == len(table.rows) + 1
    if text.endswith(("\r", "\n")):
        assert changed_lines(text, grown)[0] == []
    assert after(grown, tables.delete_row(again, again.tables[0], rows[at])) == text
    if not table.rows:
        return
    row = data.draw(st.sampled_from(table.rows))
    column = data.draw(st.integers(0, columns - 1))
    new = after(text, tables.set_cell(document, table, row, column, words))
    lines = _split(new)
    assert [*lines[: row.line - 1], *lines[row.line :]] == [
        line for number, line in enumerate(_split(text), 1) if number != row.line
    ]
    again = scan(new)
    found = again.tables[0].rows[table.rows.index(row)]
    said = [again.cell(cell) for cell in found.cells]
    was = [document.cell(cell) for cell in row.cells]
    assert [*said, *[""] * columns][column] == flat
    assert [*said, *[""] * columns][:column] == [*was, *[""] * columns][:column]
    if "|" in text[row.start : row.end]:
        change = tables.mend_row(document, table, row)
        mended = scan(change.apply(text)).tables[0].rows[table.rows.index(row)]
        assert all(edit.start == edit.end for edit in change.edits)
        assert len(mended.cells) == columns


VERBS: list[Callable[[Document, ListItem], Transaction]] = [
    lambda d, i: lists.add_after(d, i, "new\nline"),
    lambda d, i: lists.add_before(d, i, "new"),
    lists.delete,
    lists.move_up,
    lists.move_down,
    nesting.indent_item,
    nesting.outdent_item,
    lambda d, i: wording.set_text(d, i, "other words"),
    lambda d, i: wording.set_text(d, i, wording.item_text(d, i) or "x"),
]


@given(documents, st.data())
def test_in_any_text_a_verb_does_what_it_says_or_refuses(text: str, data: st.DataObject) -> None:
    document, _, item = _chosen(text, data)
    for verb in VERBS:
        try:
            change = verb(document, item)
        except EditRefused:
            continue
        new = change.apply(text)
        assert change.invert(text).apply(new) == text
        grown = len(outline_of(scan(new))) - len(document.items)
        assert grown <= 1


def _split(text: str) -> list[str]:
    lines = scan(text).lines
    return [lines.line_range(number).of(text) for number in range(1, len(lines) + 1)]
