from __future__ import annotations

import io
import os
from typing import Any, cast

import pytest
from hypothesis import example, given, strategies as st
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color
from textual.screen import Screen
from textual.widgets import Label

from specui.tui.terminal.terminal_app import SafeLineFilter, TerminalApp, safe_print

BLACK = Color(0, 0, 0)


def apply(*segments: Segment) -> list[Segment]:
    return SafeLineFilter().apply(list(segments), BLACK)


def test_a_clean_line_is_the_same_object() -> None:
    line = [Segment("plain – text ✅ │"), Segment("row", Style(bold=True) + Style.from_meta({"row": 1}))]
    assert SafeLineFilter().apply(line, BLACK) is line


@pytest.mark.parametrize(
    "text, drawn",
    [
        ("\x1b[31mred\x9b0m\x7f", "[31mred0m"),
        ("a\u202eb\u2028c\ufeffd", "abcd"),
        ("⚠\ufe0f x", "⚠  x"),
        ("👩\u200d💻|", "👩|"),
        ("bad\udcff", "bad\ufffd"),
        ("no\u00a0break \ue000", "no\u00a0break \ue000"),
    ],
)
def test_control_characters_are_replaced(text: str, drawn: str) -> None:
    assert apply(Segment(text))[0].text == drawn


@given(
    st.text(
        st.sampled_from("\x1b\x9b\x00\t\n⚠👩💻\u200d\ufe0f\u0301a漢\u202e\udcff\u200b\ufeff")
        | st.characters()
    )
)
@example("\u200d\ufe0fa")
@example("⚠\ufe0f\ufe0f")
@example("⚠\u0301\ufe0f")
@example("\u200da\ufe0f")
def test_widths_stay(text: str) -> None:
    (segment,) = apply(Segment(text))
    assert cell_len(segment.text) == cell_len(text)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in segment.text)
    assert "\ufe0f" not in segment.text
    segment.text.encode()


def test_links_actions_and_controls_are_removed_and_other_styles_stay() -> None:
    bold = Style(bold=True)
    hostile = bold + Style(link="http://a") + Style.from_meta({"@click": "app.quit", "row": 3})
    first, second = apply(
        Segment("x", hostile), Segment("\x1b[2J", None, [(ControlType.CLEAR,)]), Segment("mail@a", bold)
    )
    assert first.style is not None
    assert first.style.link is None
    assert first.style.meta == {"row": 3}
    assert first.style.bold
    assert second == Segment("mail@a", bold)


def test_printing_survives_any_stream() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), "ascii")
    safe_print("\x1b]52;c;x\x07 – \udcff\nsecond", cast(Any, stream))
    assert stream.buffer.getvalue() == b"?]52;c;x? ? ?\nsecond\n"
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as broken:
        safe_print("nobody reads this", broken)
        os.dup2(os.open(os.devnull, os.O_WRONLY), writer)  # so that closing it does not fail
    closed = io.StringIO()
    closed.close()
    safe_print("nor this", closed)


async def test_notifications_are_text() -> None:
    class Own(TerminalApp[None]):
        pass

    app = Own()
    async with app.run_test(notifications=True) as pilot:
        app.notify("[@click=app.quit]x[/ \x1b]52;c;\x07", title="[/b", markup=True)
        app.screen.query("*")
        label = Label("y", markup=False)
        await app.screen.mount(label)
        label.notify("[/")
        await pilot.pause()
        notes = list(app._notifications)
        assert [(n.message, n.title, n.markup) for n in notes] == [
            ("[@click=app.quit]x[/ ␛]52;c;␇", "[/b", False),
            ("[/", "", False),
        ]
        assert isinstance(app.screen, Screen)


def test_text_after_exit_is_filtered_too(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    monkeypatch.setattr("sys.__stderr__", said)
    app = TerminalApp[None]()
    app._exit_renderables.append("a file named \x1b[2J[red]x")
    app._print_error_renderables()
    assert "\x1b" not in said.getvalue()
    assert "[red]x" in said.getvalue()
