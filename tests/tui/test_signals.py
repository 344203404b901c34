"""SIGHUP, SIGTERM and a terminal that is gone: unsaved edits are kept, the status says why, nothing hangs."""

from __future__ import annotations

import os
import signal
import sys
import termios
from pathlib import Path

import pytest

from specui.tui.terminal.driver import InputDecoder, TerminalFile
from tests.support.pty_app import PtyApp

APP = Path(__file__).parent / "apps" / "signals.py"


def start(kept: Path, *words: str) -> PtyApp:
    env = {"PYTHONPATH": str(APP.parents[3])}
    return PtyApp([sys.executable, APP, kept, *words], columns=60, rows=10, env=env, warm=True)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_keeps_edits_restores_the_terminal_and_sets_the_status(
    number: signal.Signals, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    with start(kept) as app:
        before = termios.tcgetattr(app._fd)[3]
        app.wait_for("READY")
        app.kill(number)
        assert app.wait_exit() == 128 + number
        assert kept.read_text() == "kept\n"
        assert app.output.rindex(b"\x1b[?1049l") > app.output.rindex(b"\x1b[?1049h")
        assert b"Traceback" not in app.output
        assert before & termios.ICANON


def test_a_terminal_that_is_gone_ends_the_app_in_silence(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    with start(kept) as app:
        app.wait_for("READY")
        os.close(app._fd)  # as if the connection dropped: reads and writes of the program fail from now on
        app._fd, other = os.pipe()
        app._closed = True
        assert app.wait_exit() == 128 + signal.SIGHUP
        os.close(other)
        assert kept.read_text() == "kept\n"


def test_a_terminal_that_reads_nothing_does_not_keep_the_app_alive(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    with start(kept, "stall") as app:
        app.wait_for("READY")
        # Nothing reads from here on: the buffer of the kernel fills, then the queue, then the event loop stops.
        app._closed = True
        app.kill(signal.SIGTERM)
        assert app.wait_exit() == 128 + signal.SIGTERM
        assert kept.read_text() == "kept\n"


def test_input_that_is_not_utf8_does_not_end_the_app(tmp_path: Path) -> None:
    with start(tmp_path / "kept") as app:
        app.wait_for("READY")
        app.send(b"\x1b[M \xf0\xa0\x1b[M#\xff\xffab\xe9cd")
        app.wait_for("ab\ufffdcd")
        app.kill(signal.SIGTERM)
        app.wait_exit()


@pytest.mark.parametrize(
    "chunks, text",
    [
        ([b"abc"], "abc"),
        ([b"\x1b"], "\x1b"),
        ([b"\x1b["], "\x1b["),
        ([b"x\x1b[M !!y"], "xy"),
        ([b"x\x1b[M", b" \xff", b"\xffy"], "xy"),
        ([b"\x1b[<0;1;1M"], "\x1b[<0;1;1M"),
        ([b"\xc3", b"\xa9\xff."], "é\ufffd."),
    ],
)
def test_any_input_is_decoded(chunks: list[bytes], text: str) -> None:
    decoder = InputDecoder()
    assert "".join(map(decoder.decode, chunks)) == text


def test_a_failed_write_reports_once_and_never_raises() -> None:
    reader, writer = os.pipe()
    told: list[str] = []
    file = TerminalFile(writer, lambda: told.append("gone"))
    file.write("text \udcff\n")
    assert os.read(reader, 100) == b"text ?\n"
    os.set_blocking(writer, False)
    os.close(reader)
    file.write("more")
    file.write("and more")
    file.flush()
    os.close(writer)
    assert told == ["gone"]
