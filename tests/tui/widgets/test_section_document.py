from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, strategies as st
from rich.cells import get_character_cell_size

from specui.markdown.edits import TextEdit, Transaction
from specui.tui.models.text_edits import text_edits
from specui.tui.widgets.section_document import SectionDocument

TEXTS = st.text(
    st.sampled_from("ab \t\n\r\u2028\x85\x0c\x1c\x1b\u202e⚠\ufe0f👩\u200d🇫\U00100000\U0010fffd\x00")
    | st.characters()
)
LINES = st.lists(st.tuples(st.text("ab|", max_size=3), st.sampled_from(["\n", "\r\n", "\r"])), max_size=8)
SECTIONS = LINES.map(lambda lines: "".join(text + newline for text, newline in lines))


@given(TEXTS)
@example("\r\n\r\n\r")
@example("\U00100000\x1b\U00100001\U00100000")
def test_every_text_comes_back(text: str) -> None:
    document = SectionDocument(text)
    assert document.value == text
    assert document.line_count == len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


@given(TEXTS)
def test_what_is_drawn_is_harmless_and_character_for_character(text: str) -> None:
    document = SectionDocument(text)
    for row, line in enumerate(document.lines):
        drawn = document.picture(row)
        assert len(drawn) == len(line)
        assert [get_character_cell_size(c) for c in drawn] == [get_character_cell_size(c) for c in line]
        assert not any(c != "\t" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0) for c in drawn)
        assert not {"\u202e", "\u2028", "\ufe0f", "\u200d"} & set(drawn)


def test_pictures() -> None:
    document = SectionDocument("⚠️ \x1b[1m\u2028 👩‍💻 🇫🇷 \U00100005")
    assert document.picture(0) == "⚠  ␛[1m␤ 👩·💻 FR \U00100005"


@pytest.mark.parametrize(
    "text, newline",
    [("a\nb\r\nc\r\n", "\r\n"), ("a\nb", "\n"), ("a\rb\r", "\r"), ("a", "\r\n"), ("", "\r\n")],
)
def test_new_lines_get_the_newline_of_most(text: str, newline: str) -> None:
    document = SectionDocument(text, newline="\r\n")
    document.replace_range((0, 0), (0, 0), document.incoming("x\ny\u2028"))
    assert document.value == f"x{newline}y\u2028" + text


EDITS = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.integers(0, 4),
        st.integers(0, 9),
        st.integers(0, 4),
        st.text("xy\n\u2028", max_size=3),
    ),
    max_size=5,
)


def clamp(document: SectionDocument, row: int, column: int) -> tuple[int, int]:
    row = min(row, document.line_count - 1)
    return row, min(column, len(document.get_line(row)))


@given(SECTIONS, EDITS)
@example("a\rb\n", [(1, 0, 1, 1, "")])
def test_edits_and_their_undoing(text: str, edits: list[tuple[int, int, int, int, str]]) -> None:
    document = SectionDocument(text)
    done = []
    for top_row, top_column, row, column, inserted in edits:
        start, end = sorted((clamp(document, top_row, top_column), clamp(document, row, column)))
        expected = document.lines.copy()
        result = document.replace_range(start, end, document.incoming(inserted))
        done.append((start, result))
        # Textual's own document is the judge of lines; it has one kind of newline.
        kept_above = "\n".join([*expected[: start[0]], expected[start[0]][: start[1]]])
        kept_below = "\n".join([expected[end[0]][end[1] :], *expected[end[0] + 1 :]])
        added = document.incoming(inserted).replace(document.newline, "\n")
        assert document.lines == (kept_above + added + kept_below).split("\n")
        assert document.line_count == len(SectionDocument(document.value).lines)
        transaction = Transaction.of(text, text_edits(text, document.value))
        assert transaction.apply(text) == document.value
        untouched_above = SectionDocument(
            text[: min((e.start for e in transaction.edits), default=len(text))]
        )
        assert document.value.startswith(untouched_above.value)
    for start, result in reversed(done):
        document.replace_range(start, result.end_location, result.replaced_text)
    assert document.value == text
    assert text_edits(text, document.value) == []


@given(SECTIONS, SECTIONS)
@example("a\r\n", "a\n")
@example("a\r", "a\r\n")
@example("a\rb", "a\r\n")
def test_any_two_texts(before: str, after: str) -> None:
    edits = text_edits(before, after)
    assert Transaction.of(before, edits).apply(before) == after
    assert all(one.end < other.start for one, other in pairwise(edits))
    for edit in edits:
        assert before[edit.start - 1 : edit.start + 1] != "\r\n"
        assert before[edit.end - 1 : edit.end + 1] != "\r\n"


@pytest.mark.parametrize(
    "before, after, edits",
    [
        ("one\r\ntwo\nthree\r", "one\r\ntwo!\nthree\r", [(8, 8, "!")]),
        ("- [ ] a\n- [ ] b\n", "- [x] a\n- [x] b\n", [(3, 4, "x"), (11, 12, "x")]),
        ("a\nb\nc\n", "a\nc\n", [(2, 4, "")]),
        ("a\nb\nc\n", "a\nb\nnew\nc\n", [(4, 4, "new\n")]),
        ("a\nb\nc\nd\n", "A\nb\nc\nD\n", [(0, 1, "A"), (6, 7, "D")]),
        ("same", "same", []),
    ],
)
def test_edits_are_least(before: str, after: str, edits: list[tuple[int, int, str]]) -> None:
    assert text_edits(before, after) == [TextEdit(*edit) for edit in edits]


@given(SECTIONS, st.integers(0, 30))
def test_places(text: str, index: int) -> None:
    document = SectionDocument(text)
    index = min(index, len(text))
    row, column = document.get_location_from_index(index)
    back = document.get_index_from_location((row, column))
    assert back == index or text[index - 1 : index + 1] == "\r\n"


def test_a_place_that_is_none() -> None:
    with pytest.raises(ValueError, match="no place"):
        SectionDocument("ab").get_location_from_index(3)


def test_a_range_beyond_the_end_is_as_with_textual() -> None:
    document = SectionDocument("a\r\nb")
    result = document.replace_range((1, 0), (2, 0), "")
    assert (result.replaced_text, document.value) == ("b", "a\r\n")
    document.replace_range((1, 0), result.end_location, result.replaced_text)
    assert document.value == "a\r\nb"


def test_too_many_private_characters_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be edited"):
        SectionDocument("".join(map(chr, range(0x100000, 0x10FFFE))) + "\x1b")
