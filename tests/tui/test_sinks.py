"""Every widget that draws text, with hostile texts, in a real terminal: nothing gets through."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.support.pty_app import PtyApp

APP = Path(__file__).parent / "apps" / "sinks.py"

# What specui sends by itself: colours, places, modes and their queries, keys, the shape of the pointer.
OWN = re.compile(
    rb"\x1b\[[0-9;:]*[ABCDGHJKXm]|\x1b\[\?(?:25|7|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]"
    rb"|\x1b\[\?(?:2026|2048)\$p|\x1b\[[<>=][0-9;]*u|\x1b\]22;[a-z-]*\x07"
)
CONTROLS = {
    "csi, c1, bytes": "\x1b[5i\x1b[?47h\x1b[3Jx\x9b5i\x9d52;c;TEVBSw==\x9c\x90q\x9cx\udcff\udc9b.md",
    "osc, dcs": "\x1b]52;c;TEVBSw==\x07\x1b]8;;http://leak.example\x1b\\here\x1b]8;;\x1b\\\x1b]0;LEAK\x07"
    "\x1bP+q544e\x1b\\\x1b_Ga=T\x1b\\\x1b^x\x1b\\\x1bc",
    "bidi": "a\u202eb\u2066c\u200fd\u061ce\u2028f\u0085g\x0ch\x07\x08\x00\x7f",
}
MARKUP = "[@click=app.act]CLICK[/] [link=http://leak.example]CLICK[/link] [b]x[/b] [ ] [x] [@click=app.act](CLICK) [/"


def start(mode: str, text: str, **env: str) -> PtyApp:
    payload = text.encode("utf-8", "surrogateescape").hex()
    env = {"PYTHONPATH": str(APP.parents[3]), **env}
    return PtyApp([sys.executable, APP, mode, payload], columns=140, rows=60, env=env, warm=True)


def assert_own(output: bytes) -> None:
    """Raise AssertionError if anything but text and specui's own sequences was sent."""
    rest = OWN.sub(b"", output).decode("utf-8")  # strict: no byte is torn or foreign
    foreign = [c for c in rest if (ord(c) < 32 and c not in "\r\n") or 0x7F <= ord(c) < 0xA0]
    assert foreign == [], rest[:2000]
    assert not {"\u202e", "\u2066", "\u200f", "\u061c", "\u2028"} & set(rest)


@pytest.mark.parametrize("mode", ["safe", "raw"])
@pytest.mark.parametrize("name", CONTROLS)
def test_no_sequence_from_a_file_reaches_the_terminal(mode: str, name: str) -> None:
    with start(mode, CONTROLS[name]) as app:
        app.wait_for("READY")
        for key in ("tab", "down", "tab", "down", "tab", "tab", "tab"):
            app.press(key)
        app.wait_quiet()
        app.press("f10")
        assert app.wait_exit() == 0
        assert_own(bytes(app.output))


def test_markup_in_a_file_is_text_and_does_nothing() -> None:
    with start("safe", MARKUP) as app:
        screen = app.wait_for("READY")
        assert screen.count(MARKUP) >= 10, screen
        for row, line in enumerate(app.lines):
            at = line.find("CLICK")
            while at >= 0:
                app.click(at + 1, row)
                at = line.find("CLICK", at + 1)
        app.wait_quiet()
        assert "ACTED" not in app.text
        assert app.exit_status is None
        app.press("f10")
        assert app.wait_exit() == 0
        assert b"leak.example\x1b" not in app.output
        assert b"\x1b]8" not in app.output


def test_a_crash_prints_no_sequence_from_a_file() -> None:
    with start("safe", CONTROLS["osc, dcs"]) as app:
        app.wait_for("READY")
        app.press("f9")
        assert app.wait_exit() == 1
        assert app.output.count(b"\x07") - app.output.count(b"\x1b]22;") == 1  # the bell
        assert_own(OWN.sub(b"", app.output).replace(b"\x07", b""))
        assert b"RuntimeError" in app.output


def test_no_color_sends_no_colours() -> None:
    with start("safe", "plain", NO_COLOR="1") as app:
        app.wait_for("READY")
        app.press("f10")
        assert app.wait_exit() == 0
        codes = {code for found in re.findall(rb"\x1b\[([0-9;]*)m", app.output) for code in found.split(b";")}
        assert codes <= {*b" 0 1 2 3 4 7 9 22 23 24 27 29 39 49".split(b" ")}
