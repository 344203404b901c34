"""The blocks that the scanner returns, kind by kind, and properties of every scan."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from specui.markdown.blocks import (
    Block,
    Document,
    Fence,
    FrontMatter,
    Heading,
    HtmlBlock,
    ListItem,
    Paragraph,
    Quote,
    Table,
)
from specui.markdown.scanner import scan
from tests.markdown.strategies import documents


def kinds(text: str) -> list[str]:
    return [type(block).__name__ for block in scan(text).blocks]


def item_texts(text: str) -> list[str]:
    document = scan(text)
    return [document.flat(item.text_start, item.text_end) for item in document.items]


@pytest.mark.parametrize(
    "text, level, content",
    [
        ("# a", 1, "a"),
        ("###### a ##", 6, "a"),
        ("  ## a #b#", 2, "a #b#"),
        ("#", 1, ""),
        ("# #", 1, ""),
        ("## a \\#", 2, "a \\#"),
        ("a\n===", 1, "a"),
        ("a\n  b\n--", 2, "a b"),
        ("#\ta", 1, "a"),
    ],
)
def test_heading(text: str, level: int, content: str) -> None:
    document = scan(text)
    (heading,) = document.headings
    assert (heading.level, document.flat(heading.text_start, heading.text_end)) == (level, content)


@pytest.mark.parametrize(
    "text", ["#a", "####### a", "\\# a", "    # a", "```\n# a", "> # a", "<!--\n# a\n-->", "a\n    ==="]
)
def test_no_heading(text: str) -> None:
    assert scan(text).headings == ()


def test_a_heading_in_an_item_starts_no_section() -> None:
    document = scan("- # a\n\n# b")
    assert [(h.level, h.parent) for h in document.blocks if isinstance(h, Heading)] == [(1, 0), (1, -1)]
    assert [h.line for h in document.headings] == [3]


@pytest.mark.parametrize(
    "text, check, checked, content",
    [
        ("- [ ] a", " ", False, "a"),
        ("- [x] a\n  b", "x", True, "a b"),
        ("1) [X]  a ", "X", True, "a"),
        ("- [ ]", " ", False, ""),
        ("-\n  [x] a", "x", True, "a"),
        ("- [ ]\ta\nlazy", " ", False, "a lazy"),
    ],
)
def test_task(text: str, check: str, checked: bool, content: str) -> None:
    (item,) = scan(text).items
    assert item.is_task
    assert text[item.check - 1 : item.check + 2] == f"[{check}]"
    assert item.checked is checked
    assert item_texts(text) == [content]


@pytest.mark.parametrize(
    "text",
    [
        "- [ ]a",
        "- [y] a",
        "- []",
        "-     [ ] a",
        "- a [ ]",
        "- [ ] a\n  ===",
        "- [ ] a | b\n  --|--",
        "- `[ ]`",
    ],
)
def test_no_task(text: str) -> None:
    assert [item.is_task for item in scan(text).items] == [False]


def test_items_nest_and_know_their_list() -> None:
    text = "1. a\n   more\n   - b\n\n   - c\n2. d\n\n- e\n* f\n"
    document = scan(text)
    assert [(i.marker, i.number, i.depth, i.parent, i.list_id, i.indent) for i in document.items] == [
        ("1.", 1, 0, -1, 1, 3),
        ("-", -1, 1, 0, 2, 5),
        ("-", -1, 1, 0, 2, 5),
        ("2.", 2, 0, -1, 1, 3),
        ("-", -1, 0, -1, 3, 2),
        ("*", -1, 0, -1, 4, 2),
    ]
    assert item_texts(text) == ["a more", "b", "c", "d", "e", "f"]
    assert [(i.line, i.end_line) for i in document.items] == [(1, 5), (3, 3), (5, 5), (6, 6), (8, 8), (9, 9)]


def test_item_ends_before_blank_lines() -> None:
    document = scan("- a\n\n  b  \n\n\n# c")
    (item,) = document.items
    assert document.slice(item.start, item.end) == "- a\n\n  b  "
    assert [b.parent for b in document.blocks if isinstance(b, Paragraph)] == [0]


@pytest.mark.parametrize(
    "text, count",
    [
        ("a\n2. b", 0),
        ("a\n1. b", 1),
        ("a\n-", 0),
        ("a\n- b", 1),
        ("- a\n\n2. b\n3. c", 3),
        ("- - -", 0),
        ("-a", 0),
        ("1234567890. a", 0),
        ("> - a", 0),
        ("- a\n    - b", 2),
        ("١. a", 0),
    ],
)
def test_what_begins_an_item(text: str, count: int) -> None:
    assert len(scan(text).items) == count


def test_table() -> None:
    text = "Intro\n| a | `b \\| c` |\n|:--|--:|\n| 1 |\n 2 | 3 | 4\n|  |\n# end"
    document = scan(text)
    (table,) = document.tables
    assert (table.line, table.end_line, table.alignments) == (2, 6, ("left", "right"))
    assert [document.cell(cell) for cell in table.header.cells] == ["a", "`b | c`"]
    assert [[document.cell(cell) for cell in row.cells] for row in table.rows] == [
        ["1"],
        ["2", "3", "4"],
        [""],
    ]
    assert kinds(text) == ["Paragraph", "Table", "Heading"]


@pytest.mark.parametrize(
    "text", ["| a |\n|---|---|", "a\n-|-", "| a\n\n|---|", "    | a |\n|---|", "| a |\n|- -|", "a | b\n- | -"]
)
def test_no_table(text: str) -> None:
    assert scan(text).tables == ()


@pytest.mark.parametrize("end", ["", "> q", "- i", "2. i", "```", "---", "# h", "<div>", "    code"])
def test_what_ends_a_table(end: str) -> None:
    (table,) = scan(f"a | b\n--|--\n1 | 2\n{end}\nx").tables
    assert len(table.rows) == 1


def test_fields() -> None:
    text = "**Last updated:** 2026-01-02  \n**Tier**: 2 \n**Owner(s):**\nno field **a:** b\n**not** one\n**:** x\n"
    document = scan(text)
    (paragraph,) = document.blocks
    assert isinstance(paragraph, Paragraph)
    pairs = [
        (text[f.key_start : f.key_end], text[f.value_start : f.value_end], f.line) for f in paragraph.fields
    ]
    assert pairs == [("Last updated", "2026-01-02", 1), ("Tier", "2", 2), ("Owner(s)", "", 3)]
    assert text[paragraph.fields[0].start : paragraph.fields[0].end] == "**Last updated:** 2026-01-02"


def test_field_above_a_table_of_one_line_is_the_header() -> None:
    document = scan("**a:** 1\n**b:** | c\n---|---")
    assert [type(b) for b in document.blocks] == [Paragraph, Table]
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert [f.line for f in first.fields] == [1]


@pytest.mark.parametrize(
    "text", ["```\n{}\n```", "<!--\n{}\n-->", "> {}", "<script>\n{}\n</script>", "~~~\n{}"]
)
@pytest.mark.parametrize("inner", ["# a", "- [ ] a", "a | b\n--|--"])
def test_code_html_and_comments_contain_no_blocks(text: str, inner: str) -> None:
    inner = inner.replace("\n", "\n> ") if text.startswith(">") else inner
    assert len(scan(text.format(inner)).blocks) == 1


def test_comment_and_fence() -> None:
    document = scan("<!-- specui: allow x: y -->\n- a <!-- no block -->\n\n  ```py x \n  b\n")
    comment, _, fence = document.blocks
    assert isinstance(comment, HtmlBlock)
    assert comment.comment
    assert isinstance(fence, Fence)
    assert (fence.info, fence.closed, fence.line, fence.end_line, fence.parent) == ("py x", False, 4, 5, 1)


@pytest.mark.parametrize(
    "text, end_line, closed",
    [
        ("```\na\n```\nb", 3, True),
        ("```\na\n````  \nb", 3, True),
        ("````\na\n```\nb", 4, False),
        ("```\na\n~~~\nb\n\n", 4, False),
        ("```\n``` x\n   ```\nb", 3, True),
        ("```\n    ```\nb", 3, False),
        ("- ```\n  a\n\nb", 2, False),
        ("```", 1, False),
    ],
)
def test_where_a_fence_ends(text: str, end_line: int, closed: bool) -> None:
    (fence,) = [block for block in scan(text).blocks if isinstance(block, Fence)]
    assert (fence.end_line, fence.closed) == (end_line, closed)


def test_what_continues_a_quote_or_a_table() -> None:
    assert kinds("> > a\n>\n> b") == ["Quote"]
    assert kinds("> > a\n\n> b") == ["Quote", "Quote"]
    assert kinds("- a | b\n  --|--\nx | y") == ["ListItem", "Table", "Paragraph"]
    assert kinds("- a | b\n|--|--|") == ["ListItem"]
    assert kinds("> a\n- b") == ["Quote", "ListItem"]


def test_an_item_may_begin_with_one_blank_line_only() -> None:
    assert [b.parent for b in scan("-\n  a").blocks] == [-1]
    assert [type(b) for b in scan("-\n\n  a").blocks] == [ListItem, Paragraph]
    assert scan("-\n\n  a").blocks[1].parent == -1


def test_a_lazy_line_continues_a_quote() -> None:
    assert [(b.line, b.end_line) for b in scan("> a\nb\n\nc").blocks if isinstance(b, Quote)] == [(1, 2)]
    assert kinds("> ```\nb") == ["Quote", "Paragraph"]


@pytest.mark.parametrize(
    "text, end_line",
    [
        ("---\ntitle: a\n---\n", 3),
        ("---\ntitle: a\ntags:\n  - b\n- c\n\nother: d\n...\n# e", 8),
        ('---  \n"quoted": a\n# comment\n---', 4),
        ("---\r\ntitle: a\r\n---\r\n", 3),
        ("---\n# About\n\n# this file\ntitle: a\n---\n", 6),
        ("---\n\ntitle: a\n---\n", 4),
        ("---\r\n\r\n# By hand\r\n# since 2026\r\ntitle: a\r\n...\r\n", 6),
    ],
)
def test_front_matter(text: str, end_line: int) -> None:
    first = scan(text).blocks[0]
    assert isinstance(first, FrontMatter)
    assert (first.start, first.line, first.end_line) == (0, 1, end_line)


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: a\n",
        "---\n---\n",
        "---\n# Title\n\n---\n",
        "---\n\n# Title\n\nStatus: Draft\n\n---\n",
        "---\n\n- item\n---\n",
        "---\n\n---\n",
        "---\n# Title\n---\n",
        "---\nA rule above prose.\n---\n",
        "---\nkey: a\n\n# Title\n\n## 1. Overview\n---\n",
        "---\nkey: a\nprose\n---\n",
        "\n---\ntitle: a\n---\n",
        " ---\ntitle: a\n---\n",
        "----\ntitle: a\n----\n",
    ],
)
def test_no_front_matter(text: str) -> None:
    assert not any(isinstance(block, FrontMatter) for block in scan(text).blocks)


def test_only_newlines_end_lines() -> None:
    assert kinds("a\u2028# b\x0c# c\x0b# d\x85# e") == ["Paragraph"]
    assert [b.line for b in scan("a\r# b\r\n# c\n\r# d").headings] == [2, 3, 5]


def test_tabs_are_columns() -> None:
    assert [(i.depth, i.indent) for i in scan("-\ta\n\n\t- b\n\t\tc").items] == [(0, 4), (1, 6)]
    assert kinds("- a\n\n\t no code") == ["ListItem", "Paragraph"]
    assert kinds("- a\n\n\t\tcode") == ["ListItem", "IndentedCode"]


def ranges(block: Block) -> list[tuple[int, int]]:
    found = [(block.start, block.end)]
    if isinstance(block, Heading | ListItem):
        found.append((block.text_start, block.text_end))
    if isinstance(block, Paragraph):
        for line in block.fields:
            found += [
                (line.start, line.end),
                (line.key_start, line.key_end),
                (line.value_start, line.value_end),
            ]
    if isinstance(block, Table):
        for row in (block.header, *block.rows):
            found += [(row.start, row.end), *row.cells]
    return found


def assert_sound(document: Document) -> None:
    text, blocks = document.text, document.blocks
    for index, block in enumerate(blocks):
        for start, end in ranges(block):
            assert 0 <= block.start <= start <= end <= block.end <= len(text)
        assert document.lines.line_at(block.start) == block.line
        assert document.lines.line_at(block.end) == block.end_line
        assert block.end in document.lines.ends
        assert block.start < block.end
        assert not text[block.start].isspace() or text[block.start] not in " \t\r\n"
        if index:
            assert blocks[index - 1].start <= block.start
        if block.parent >= 0:
            parent = blocks[block.parent]
            assert block.parent < index
            assert isinstance(parent, ListItem)
            assert parent.start < block.start
            assert block.end <= parent.end
        for other in blocks[index + 1 : index + 2]:
            assert other.start >= block.end or other.parent == index
        if isinstance(block, ListItem):
            assert block.depth == (0 if block.parent < 0 else document.blocks[block.parent].depth + 1)  # type: ignore[union-attr]
            assert text.startswith(block.marker, block.start)
            assert block.number == (int(block.marker[:-1]) if block.marker[:-1] else -1)
            assert (
                text[block.text_start : block.text_end].strip(" \t")
                == text[block.text_start : block.text_end]
            )
            if block.is_task:
                assert text[block.check] in " xX"
                assert text[block.check - 1] + text[block.check + 1] == "[]"
                assert block.checked == (text[block.check] != " ")
        if isinstance(block, Table):
            assert len(block.header.cells) == len(block.alignments) > 0
            for row in (block.header, *block.rows):
                for cell in row.cells:
                    assert "|" not in cell.of(text).replace("\\|", "")
                    assert cell.of(text).strip(" \t") == cell.of(text)


@settings(max_examples=300)
@given(documents)
def test_ranges_are_valid(text: str) -> None:
    assert_sound(scan(text))


@settings(max_examples=300)
@given(
    st.text(st.characters(), max_size=80) | st.text("\x00\r\n\t >-*#`|[]x1.:<!=_\\\ud800\u2028", max_size=60)
)
def test_accepts_any_text(text: str) -> None:
    assert_sound(scan(text))


@given(documents)
def test_newline_style_changes_no_block(text: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    expected = [(type(b), b.line, b.end_line) for b in scan(plain).blocks]
    for newline in ("\r\n", "\r"):
        found = scan(plain.replace("\n", newline)).blocks
        assert [(type(b), b.line, b.end_line) for b in found] == expected


@pytest.mark.parametrize(
    "line, key, value",
    [
        ("**Key:** value", "Key", "value"),
        ("**Key**: value", "Key", "value"),
        ("**Key** : value  ", "Key", "value"),
        ("__Key:__ value", "Key", "value"),
        ("__Key__: value", "Key", "value"),
        ("**Key：** value", "Key", "value"),
        ("**Key**：value", "Key", "value"),
        ("**Key:** value\\", "Key", "value"),
        ("**Key:** value \\", "Key", "value"),
        ("**Key:** a\\\\", "Key", "a\\\\"),
        ("**Key:** \\", "Key", ""),
        ("**Key:**", "Key", ""),
    ],
)
def test_field_lines(line: str, key: str, value: str) -> None:
    text = f"{line}\nand more"
    (paragraph,) = scan(text).paragraphs
    (field,) = paragraph.fields
    assert (text[field.key_start : field.key_end], text[field.value_start : field.value_end]) == (key, value)


@pytest.mark.parametrize(
    "line", ["**Key** value", "**Key", "****: a", "__init__ is: a", "_Key:_ a", "** Key:** a", "__:__ a"]
)
def test_no_field_lines(line: str) -> None:
    (paragraph,) = scan(line).paragraphs
    assert paragraph.fields == ()
