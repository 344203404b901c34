"""Signs that a terminal has, and frames that lean mode leaves out."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len

from specui.terminal.display_mode import Signs
from specui.tui.terminal.cells.reader import ENTER
from specui.tui.terminal.cells.screen_pair import Screens
from specui.tui.terminal.cells.writer import Writer


def sent(text: str, signs: Signs) -> str:
    screens = Screens(60, 2, signs=signs)
    screens.feed(ENTER)
    screens.take(10_000)
    screens.feed(f"\x1b[H{text}")
    return screens.take(10_000)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=30))
def test_ascii_mode_sends_only_ascii(text: str) -> None:
    assert sent(text, "ascii").isascii()


@pytest.mark.parametrize("signs", ["ascii", "console"])
def test_text_after_a_replaced_sign_keeps_its_column(signs: Signs) -> None:
    line = "🟡 Draft … ⚠ 日 é end"
    assert sent(line, signs).index("end") == sent("x" * (cell_len(line) - 3) + "end", signs).index("end")


def test_signs_in_a_title_are_replaced_too() -> None:
    screens = Screens(20, 2, signs="ascii")
    screens.feed("\x1b]2;Café…\x07")
    assert screens.take(100) == "\x1b]2;Cafe~\x07"


class Sink:
    """Keeps what was sent, and waits for it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.came = threading.Semaphore(0)

    def write(self, text: str, /) -> int:
        self.pieces.append(text)
        self.came.release()
        return len(text)

    def wait(self) -> str:
        assert self.came.acquire(timeout=20)
        return self.pieces[-1]


def test_lean_mode_skips_frames_and_answers_keys_at_once() -> None:
    sink = Sink()
    writer = Writer(Screens(20, 2), sink, frame_seconds=3600)
    writer.start()
    writer.feed(ENTER)
    sink.wait()
    for text in "abc":
        writer.feed(f"\x1b[H{text}")
    writer.hurry()
    assert "c" in sink.wait() and "a" not in sink.pieces[-1]
    assert len(sink.pieces) == 2
    writer.feed("\x1b[Hd")  # within the time of the answer
    assert "d" in sink.wait()
    writer.feed("\x1b[He")
    writer.stop(20)
    assert "e" in "".join(sink.pieces)  # the end does not wait for the next frame
