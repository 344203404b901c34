"""Questions to a terminal that replies, that replies nonsense, that reads nothing."""

from __future__ import annotations

import os
import pty
import termios
import threading
from collections.abc import Iterator

import pytest

from specui.terminal.queries import Answers, Terminal

QUICK = 0.2


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    master, slave = pty.openpty()
    yield master, slave
    os.close(slave)
    os.close(master)


def answering(master: int, replies: dict[bytes, bytes]) -> threading.Thread:
    """Answer each question as it comes, until all but the first are answered."""

    def answer() -> None:
        seen = b""
        left = dict(replies)
        while len(left) > 1:  # where the cursor is, is asked again and again
            seen += os.read(master, 4096)
            for question, reply in list(left.items()):
                while question in seen:
                    seen = seen.replace(question, b"", 1)
                    os.write(master, reply)
                    if question != b"\x1b[6n":
                        del left[question]
                        break

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    return thread


def is_empty(slave: int) -> bool:
    os.set_blocking(slave, False)
    try:
        return not os.read(slave, 100)
    except BlockingIOError:
        return True


def test_everything_that_is_told_is_taken(ends: tuple[int, int]) -> None:
    master, slave = ends
    before = termios.tcgetattr(slave)
    replies = {
        b"\x1b[6n": b"\x1b[5;3R",
        b"\x1b[c": b"\x1b[?2026;2$y\x1b[?1u\x1bP>|kitty(0.35)\x1b\\\x1b[?62;52;c",
    }
    thread = answering(master, replies)
    with Terminal(slave, seconds=20) as terminal:
        answers = terminal.ask(["⚠️", "─"], [2026])
    thread.join(20)
    assert answers == Answers(
        True, {"⚠️": 2, "─": 2}, (62, 52), frozenset({2026}), kitty_keys=True, version="kitty(0.35)"
    )
    assert termios.tcgetattr(slave) == before
    assert is_empty(slave)


def test_what_is_typed_meanwhile_is_no_answer_and_does_not_stay(ends: tuple[int, int]) -> None:
    master, slave = ends
    os.write(master, b"rm -rf important\x1b[A")
    with Terminal(slave, seconds=QUICK) as terminal:
        assert terminal.ask(["─"], [2026]) == Answers(answered=False)
    assert is_empty(slave)


def test_a_terminal_that_reads_nothing_is_left_in_its_mode(ends: tuple[int, int]) -> None:
    _master, slave = ends
    before = termios.tcgetattr(slave)
    termios.tcflow(slave, termios.TCOOFF)
    with Terminal(slave, seconds=QUICK) as terminal, pytest.raises(TimeoutError):
        terminal._write(b"x" * 1_000_000)
    assert termios.tcgetattr(slave) == before
    termios.tcflow(slave, termios.TCOON)
