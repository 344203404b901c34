"""The caret in every text that is typed: it goes by what is seen as one character, and is never inside one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st
from textual.app import ComposeResult
from textual.document._document import Selection as Range
from textual.strip import Strip
from textual.widgets.input import Selection

from specui.markdown import graphemes
from specui.tui.editors.field_text import FieldText
from specui.tui.terminal.terminal_app import TerminalApp
from specui.tui.widgets import caret_words as words
from specui.tui.widgets.text_editor import MarkdownEditor
from specui.tui.widgets.text_input import TextInput

FAMILY, FLAG, HAND, SIGN, ACUTE, HAN, KSHI = (
    "👨\u200d👩\u200d👧",
    "🇹🇷",
    "👍🏽",
    "⚠\ufe0f",
    "e\u0301",
    "\u1112\u1161\u11ab",
    "क्षि",
)
ONES = (FAMILY, FLAG, HAND, SIGN, ACUTE, HAN, KSHI)
KEYS = st.lists(
    st.sampled_from(
        "left right up down home end ctrl+left ctrl+right shift+left shift+right backspace delete ctrl+w ctrl+f".split()
    ),
    max_size=12,
)
TEXTS = st.lists(st.sampled_from([*ONES, "a", " ", "b", "\n", "\u0301", "\u200d", "🇩"]), max_size=14).map(
    "".join
)


class CaretApp(TerminalApp[None]):
    def compose(self) -> ComposeResult:
        yield MarkdownEditor("")
        yield TextInput(select_on_focus=False)
        yield FieldText(lambda _: False, lambda _: False, lambda _: None)

    @property
    def editor(self) -> MarkdownEditor:
        return self.query_one(MarkdownEditor)

    @property
    def line(self) -> TextInput:
        return self.query_one(TextInput)


def is_between(text: str, at: int) -> bool:
    return graphemes.floor(text, at) == at


@pytest.mark.parametrize("one", ONES)
async def test_one_key_goes_over_it_and_one_takes_it_away(one: str) -> None:
    app = CaretApp()
    async with app.run_test(size=(60, 20)) as pilot:
        for widget in (app.editor, app.query_one(FieldText)):
            widget.load(f"a{one}b")
            widget.focus()
            widget.move_cursor((0, 0))
            columns = []
            for _ in range(3):
                await pilot.press("right")
                columns.append(widget.cursor_location[1])
            assert columns == [1, 1 + len(one), 2 + len(one)]
            await pilot.press("left", "left")
            assert widget.cursor_location == (0, 1)
            await pilot.press("shift+right")
            assert widget.selected_text == one
            await pilot.press("left", "delete")
            assert widget.value == "ab"
            await pilot.press("ctrl+z", "right", "right")
            widget.move_cursor((0, 1 + len(one)))
            await pilot.press("backspace")
            assert widget.value == "ab"
        line = app.line
        line.focus()
        line.value = f"a{one}b"
        line.cursor_position = 0
        await pilot.press("right", "right")
        assert line.cursor_position == 1 + len(one)
        await pilot.press("left")
        assert line.cursor_position == 1
        await pilot.press("shift+right")
        assert line.selected_text == one
        await pilot.press("left", "delete")
        assert line.value == "ab"
        line.value = f"a{one}b"
        line.cursor_position = 1 + len(one)
        await pilot.press("shift+left")
        assert line.selected_text == one
        await pilot.press("right", "backspace")
        assert line.value == "ab"


@pytest.mark.parametrize("one", ONES)
async def test_a_click_never_lands_inside(one: str) -> None:
    app = CaretApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.editor.load(f"a{one}b")
        app.line.value = f"a{one}b"
        for x in range(14):
            await pilot.click(MarkdownEditor, offset=(x, 0))
            assert is_between(f"a{one}b", app.editor.cursor_location[1]), x
            await pilot.click(TextInput, offset=(x, 0))
            assert is_between(f"a{one}b", app.line.cursor_position), x
        app.editor.selection = Range((0, 2), (0, 2))
        assert is_between(f"a{one}b", app.editor.cursor_location[1])
        app.line.selection = Selection(2, 2)
        assert is_between(f"a{one}b", app.line.cursor_position)


async def test_what_is_typed_in_front_of_a_mark_stays_in_its_order() -> None:
    app = CaretApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.editor.load("\u0301")
        app.editor.focus()
        app.editor.move_cursor((0, 0))
        await pilot.press("x", "y")
        assert app.editor.value == "x\u0301y"
        app.line.value = "🇷"
        app.line.cursor_position = 0
        app.line.focus()
        app.line.insert_text_at_cursor("🇹")
        await pilot.press("!")
        assert app.line.value == "🇹🇷!"


@settings(max_examples=10, deadline=None)
@given(TEXTS, KEYS)
async def test_no_key_leads_into_a_grapheme_or_cuts_one(text: str, keys: list[str]) -> None:
    app = CaretApp()
    async with app.run_test(size=(12, 20)) as pilot:
        app.editor.load(text)
        app.line.value = text.replace("\n", " ")
        for key in keys:
            app.editor.focus()
            await pilot.press(key)
            for row, column in app.editor.selection:
                assert is_between(app.editor.document.outgoing(app.editor.document.get_line(row)), column)
            app.line.focus()
            await pilot.press(key)
            for at in app.line.selection:
                assert is_between(app.line.value, at)


async def test_down_goes_on_through_a_row_that_begins_inside_of_one() -> None:
    app = CaretApp()
    async with app.run_test(size=(10, 20)) as pilot:
        app.editor.load(FAMILY * 8 + "\nend")
        app.editor.focus()
        for _ in range(30):
            await pilot.press("down")
        assert app.editor.cursor_location == (1, 3)


async def test_the_caret_covers_all_of_it() -> None:
    app = CaretApp()
    async with app.run_test(size=(60, 20)) as pilot:
        app.editor.load(f"a{ACUTE}b")
        app.editor.focus()
        app.editor.move_cursor((0, 1))
        await pilot.pause()
        assert lit(app.editor.render_line(0)) == ACUTE
        app.line.value = f"a{ACUTE}b"
        app.line.focus()
        app.line.cursor_position = 1
        await pilot.pause()
        assert lit(app.line.render_line(0)) == ACUTE


def lit(strip: Strip) -> str:
    """Return what is drawn as the character with an accent is, in one row."""
    segments = [(segment.text, segment.style) for segment in strip]
    (look,) = [style for text, style in segments if text[:1] == "e"]
    return "".join(text for text, style in segments if style == look)


@given(TEXTS, st.data())
def test_words_have_no_edge_inside_of_a_grapheme(text: str, data: st.DataObject) -> None:
    at = graphemes.floor(text, data.draw(st.integers(0, len(text))))
    for move in (words.edge_before, words.start_before):
        assert is_between(text, move(text, at))
        assert move(text, at) < at or at == 0
    for move in (words.edge_after, words.start_after, words.end_after):
        assert is_between(text, move(text, at))
        assert at < move(text, at) or at == len(text)


def test_a_word_with_marks_is_one_word() -> None:
    text = "ne\u0301e ab"
    assert words.edge_after(text, 0) == 4
    assert words.edge_before(text, 4) == 0
    assert words.start_after(text, 0) == 5
    assert words.end_after(text, 0) == 4
