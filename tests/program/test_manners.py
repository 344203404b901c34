"""The program on limited terminals: ASCII, the Linux console, no mouse."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.pty_app import PtyApp
from tests.support.visits import visited

ROOT = Path(__file__).parents[2]
MOUSE = re.compile(rb"\x1b\[\?(?:1000|1002|1003|1006|1015|1016)")


def start(
    path: Path, state: Path, *options: str, size: tuple[int, int] = (120, 40), **exported: str | None
) -> PtyApp:
    visited(path, state)
    term = exported.pop("TERM", None) or "xterm-256color"
    env = {
        "SPECUI_STATE_DIR": str(state),
        "SPECUI_CONFIG_DIR": str(state / "no"),
        "PYTHONPATH": os.fspath(ROOT),
        **exported,
    }
    argv = [sys.executable, "-m", "specui", *options, str(path)]
    return PtyApp(argv, columns=size[0], rows=size[1], term=term, cwd=path.parent, env=env, warm=True)


@pytest.fixture(params=[(120, 40), (80, 24)], ids=["wide", "narrow"])
def ascii_app(request: pytest.FixtureRequest, samples: Path, tmp_path: Path) -> Iterator[PtyApp]:
    with start(samples, tmp_path / "state", "--ascii", size=request.param) as app:
        app.wait_for("booking-and-seat")
        yield app


def test_in_ascii_every_screen_is_ascii(ascii_app: PtyApp) -> None:
    app = ascii_app
    app.press("/", *"booking", "enter", "enter", "3")
    app.wait_for("[ ]")
    app.press("space")
    app.wait_for("icked ")
    for key, there in [("?", "In a section"), (":", "Type to find a command")]:
        app.press(key)
        app.wait_for(there)
        app.press("escape")
        app.wait_gone(there)
    for key, there in [("8", "open"), ("2", "Shipped"), ("5", "Existing"), ("1", "Feature Overview")]:
        app.press(key)
        app.wait_for(there)
    app.press("q")
    assert app.wait_exit() == 0
    assert bytes(app.output).isascii(), re.findall(rb".{30}[^\x00-\x7f]+", app.output)


def test_in_ascii_whatever_a_key_opens_is_ascii(request: pytest.FixtureRequest, ascii_app: PtyApp) -> None:
    """Every key of the section that opens something, whatever it is, and away again."""
    app = ascii_app
    app.press("/", *"booking", "enter", "enter", "3")
    app.wait_for("[ ]")
    for section in "34" if "wide" in request.node.name else "4":
        app.press(section)
        for key in (
            "enter",
            "a",
            "w",
            "S",
            "M",
            "m",
            "f",
            "A",
            "ctrl+f",
            "ctrl+o",
            ":",
            "z",
            "p",
            "v",
            "J",
            "O",
        ):
            app.press(key)
            app.wait_quiet(0.1)
            app.press("escape")
            app.wait_quiet(0.15)
    app.press("ctrl+q")
    app.wait_quiet(0.1)
    assert bytes(app.output).isascii(), re.findall(rb".{30}[^\x00-\x7f]+", app.output)


def test_a_locale_that_is_not_utf8_has_it_by_itself(samples: Path, tmp_path: Path) -> None:
    with start(samples, tmp_path / "state", LC_ALL=None, LC_CTYPE=None, LANG="C") as app:
        app.wait_for("v tier1-revenue")
        app.press("q")
        assert app.wait_exit() == 0
        assert bytes(app.output).isascii()


def test_a_linux_console_gets_lines_but_no_sign_that_its_font_lacks(samples: Path, tmp_path: Path) -> None:
    with start(samples, tmp_path / "state", TERM="linux", COLORTERM=None) as app:
        app.wait_for("v tier1-revenue")
        app.press("/", *"booking", "enter", "enter", "3")
        app.wait_for("[ ]")
        app.press("q")
        assert app.wait_exit() == 0
        drawn = app.output.decode()
        assert "─" in drawn
        assert not set("☐▾▸▎…✖▲✓🟡🟢•") & set(drawn)


def test_without_a_mouse_nothing_is_asked_of_it(samples: Path, tmp_path: Path) -> None:
    with start(samples, tmp_path / "state", "--no-mouse") as app:
        app.wait_for("booking-and-seat")
        app.press("q")
        assert app.wait_exit() == 0
        assert not MOUSE.search(bytes(app.output))
