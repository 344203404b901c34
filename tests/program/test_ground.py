"""A terminal that reports its background gets the theme for it; its reply is never taken for keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program.desk import SPEC, specui
from tests.support.pty_app import PtyApp

QUESTION = b"\x1b]11;?\x1b\\"
LIGHT, DARK = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "\x1b]11;rgb:0000/0000/0000\x1b\\"
LIGHT_GROUND = "f2f1ee"


@pytest.fixture
def docks(tmp_path: Path) -> Path:
    folder = tmp_path / "docks"
    folder.mkdir()
    (folder / "pier.md").write_text(SPEC, encoding="utf-8")
    return folder


def is_asked(app: PtyApp) -> bool:
    return QUESTION in app.output


def ground(app: PtyApp) -> set[str]:
    return {cell.bg for row in app.emulator.cells() for cell in row}


COLOURS = {"COLORTERM": "truecolor", "COLORFGBG": None, "STY": None}


def test_the_theme_follows_the_ground_and_the_next_start_has_it_at_once(docks: Path, tmp_path: Path) -> None:
    with specui(docks, tmp_path / "state", exported=COLOURS) as app:
        app.wait_for(is_asked)
        app.send(LIGHT)
        app.wait_for("? help")
        app.wait_for(lambda app: LIGHT_GROUND in ground(app))
        assert "11;rgb" not in app.text
        app.press("q")
        assert app.wait_exit() == 0
    with specui(docks, tmp_path / "state", exported=COLOURS) as app:
        app.wait_for(is_asked)
        first = bytes(app.output).partition(QUESTION)[0]
        assert b"242;241;238" in first  # the first frame, before anything was answered
        app.wait_for("? help")
        app.send(DARK)
        app.wait_for(lambda app: LIGHT_GROUND not in ground(app))
        app.press("q")
        assert app.wait_exit() == 0


def test_a_late_answer_in_pieces_is_typed_nowhere(docks: Path, tmp_path: Path) -> None:
    with specui(docks, tmp_path / "state", exported=COLOURS) as app:
        app.wait_for("? help")
        app.press("/")
        app.wait_for("all specs")
        app.send("pi")
        app.send(LIGHT[:9])
        app.wait_quiet(0.3)
        app.send(LIGHT[9:])
        app.send("er")
        app.wait_for("pier")
        app.wait_for(lambda app: LIGHT_GROUND in ground(app))
        assert "rgb" not in app.text and "ff/" not in app.text


@pytest.mark.parametrize("term", ["linux", "screen-256color"])
def test_who_might_print_the_question_is_not_asked(docks: Path, tmp_path: Path, term: str) -> None:
    with specui(docks, tmp_path / "state", term=term, exported={**COLOURS, "TMUX": None}) as app:
        app.wait_for("help")
        app.wait_quiet()
        assert b"\x1b]11" not in app.output
