from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widgets import Input

from specui.markdown.edits import Transaction
from specui.tui.terminal.terminal_app import TerminalApp
from specui.tui.themes.theme_file import shipped_theme, textual_theme
from specui.tui.widgets.section_document import SectionDocument
from specui.tui.widgets.text_editor import (
    MAX_HIGHLIGHTED_LINES,
    MAX_LINE_CHARACTERS,
    MarkdownEditor,
    _fenced_lines,
    fits,
)


class Editing(TerminalApp[None]):
    def __init__(self, text: str, **options: Any) -> None:
        super().__init__()
        self.given = text
        self.options = options
        self.register_theme(textual_theme(shipped_theme("specui-dark")))
        self.theme = "specui-dark"

    def compose(self) -> ComposeResult:
        yield MarkdownEditor(self.given, **self.options)
        yield Input()


def editor(app: App[None]) -> MarkdownEditor:
    return app.query_one(MarkdownEditor)


def rows(widget: MarkdownEditor) -> list[str]:
    return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]


async def test_typing_is_one_small_edit_and_undo_gives_every_byte_back() -> None:
    text = "one\r\ntwo\u2028half\nthree\x0c\rfour"
    async with Editing(text).run_test(size=(40, 10)) as pilot:
        widget = editor(pilot.app)
        assert (widget.value, widget.text, widget.changes(), widget.is_changed) == (text, text, [], False)
        assert rows(widget)[:5] == ["one", "two␤half", "three␌", "four", ""]
        widget.move_cursor((1, 3))
        await pilot.press("!", "enter", "x")
        assert widget.value == "one\r\ntwo!\r\nx\u2028half\nthree\x0c\rfour"
        assert widget.changes() == [(8, 8, "!\r\nx")]
        assert widget.is_changed
        assert Transaction.of(text, widget.changes()).apply(text) == widget.value
        await pilot.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert (widget.value, widget.changes()) == (text, [])
        await pilot.press("ctrl+y", "ctrl+y", "ctrl+y")
        assert widget.value == "one\r\ntwo!\r\nx\u2028half\nthree\x0c\rfour"


@settings(max_examples=15)
@given(st.text(st.sampled_from("ab\n\r\x0b\u2028\x1b\ufeff⚠\ufe0f\U00100000"), max_size=20))
async def test_any_text_is_loaded_and_comes_back(text: str) -> None:
    async with Editing("").run_test(size=(40, 10)) as pilot:
        widget = editor(pilot.app)
        widget.load(text)
        assert (widget.value, widget.changes()) == (text, [])
        await pilot.press("Z")
        assert widget.value == "Z" + text
        assert widget.changes() == [(0, 0, "Z")]


@pytest.mark.parametrize(
    "before, after",
    [
        ("- one|", "- one\n- |"),
        ("  * one|", "  * one\n  * |"),
        ("- [x] done|", "- [x] done\n- [ ] |"),
        ("9. nine|", "9. nine\n10. |"),
        ("1) a|b", "1) a\n2) |b"),
        ("- |", "|"),
        ("- [ ] |", "|"),
        ("|- one", "\n|- one"),
        ("prose|", "prose\n|"),
        ("| a | b ||", "| a | b |\n|"),
        ("```\n- one|\n```", "```\n- one\n|\n```"),
        ("**bold**|", "**bold**\n|"),
        ("-no item|", "-no item\n|"),
    ],
)
async def test_enter_carries_a_list_on(before: str, after: str) -> None:
    mark = before.rindex("|")
    async with Editing(before[:mark] + before[mark + 1 :]).run_test() as pilot:
        widget = editor(pilot.app)
        widget.move_cursor(widget.document.get_location_from_index(mark))
        await pilot.press("enter")
        at = widget.document.get_index_from_location(widget.cursor_location)
        assert widget.value[:at] + "|" + widget.value[at:] == after


async def test_tab_goes_on_and_escape_is_left_to_others() -> None:
    async with Editing("text").run_test() as pilot:
        assert editor(pilot.app).has_focus
        await pilot.press("escape")
        assert editor(pilot.app).has_focus
        await pilot.press("tab")
        assert pilot.app.query_one(Input).has_focus
        assert editor(pilot.app).value == "text"


async def test_copy_cut_and_paste_carry_the_bytes_of_the_file() -> None:
    async with Editing("a\u2028b\r\nc\x0b\n").run_test() as pilot:
        widget, app = editor(pilot.app), pilot.app
        widget.move_cursor((0, 0))
        widget.move_cursor((1, 2), select=True)
        assert widget.selected_text == "a\u2028b\r\nc\x0b"
        await pilot.press("ctrl+c")
        assert app.clipboard == "a\u2028b\r\nc\x0b"
        await pilot.press("ctrl+x")
        assert (app.clipboard, widget.value) == ("a\u2028b\r\nc\x0b", "\n")
        await pilot.press("ctrl+v")
        assert widget.value == "a\u2028b\r\nc\x0b\n"
        widget.load("one\ntwo")
        await pilot.press("ctrl+x")
        assert (app.clipboard, widget.value) == ("one\n", "two")


async def test_read_only_takes_nothing() -> None:
    async with Editing("- a", read_only=True).run_test() as pilot:
        await pilot.press("x", "enter", "ctrl+x", "backspace")
        assert editor(pilot.app).value == "- a"


async def test_rows_drawn_before_are_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    draw = MarkdownEditor._render_line

    def note(self: MarkdownEditor, y: int) -> Strip:
        drawn.append(y)
        return draw(self, y)

    monkeypatch.setattr(MarkdownEditor, "_render_line", note)
    text = "".join(f"line {number}\n" for number in range(5000))
    async with Editing(text).run_test(size=(60, 30)) as pilot:
        widget = editor(pilot.app)
        widget.move_cursor((100, 4))
        await pilot.pause()
        reads = 0

        def count(_document: SectionDocument) -> str:
            nonlocal reads
            reads += 1
            return ""

        monkeypatch.setattr(SectionDocument, "text", property(count))
        # After `backspace` the row stands as it was drawn before.
        for key, times in (("x", 1), ("backspace", 0), ("left", 1), ("down", 2)):
            drawn.clear()
            await pilot.press(key)
            await pilot.pause()
            assert len(set(drawn)) == times, key
        assert reads == 0  # the whole text was never put together
        assert widget.wrapped_document.height == 5001


async def test_markdown_is_marked_lightly_and_long_texts_not_at_all() -> None:
    async with Editing("# Title\n- [ ] `code` **b**\n```\n# no\n```\n| a | b |\na | b\n").run_test(
        size=(40, 12)
    ) as pilot:
        widget = editor(pilot.app)
        pilot.app.query_one(Input).focus()
        await pilot.pause()

        def marked(row: int) -> list[str]:
            line = widget.get_line(row)
            return [line.plain[s.start : s.end] for s in line.spans]

        assert [marked(row) for row in range(7)] == [
            ["# Title"],
            ["- [ ]", "**b**", "`code`"],
            ["```"],
            ["# no"],
            ["```"],
            ["|", "|", "|"],
            [],
        ]
        strip = widget.render_line(0)
        assert any(segment.style and segment.style.bold for segment in strip)
        widget.load("# Title\n" * (MAX_HIGHLIGHTED_LINES + 1))
        assert marked(0) == []


def test_fences() -> None:
    lines = ["a", "```py", "# x", "~~~", "````", "b", "~~~", "c", "```", "~~~ x", "~~~", "d"]
    assert sorted(_fenced_lines(lines)) == [1, 2, 3, 4, 6, 7, 8, 9, 10]


async def test_placeholder_shows_where_nothing_is() -> None:
    async with Editing("", placeholder="Write here").run_test(size=(40, 5)) as pilot:
        widget = editor(pilot.app)
        assert rows(widget)[0] == "Write here"
        await pilot.press("x")
        assert rows(widget)[0] == "x"


async def test_nothing_blinks() -> None:
    async with Editing("x").run_test() as pilot:
        assert not editor(pilot.app).cursor_blink


def test_a_text_with_an_endless_line_is_for_another_editor() -> None:
    assert fits("")
    assert fits("x" * MAX_LINE_CHARACTERS)
    assert fits("x\n" * MAX_LINE_CHARACTERS)
    assert not fits("x\n" + "x" * (MAX_LINE_CHARACTERS + 1))
