"""The user's settings in a real pseudo-terminal, from the first frame on; the first start."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from specui.resources import themes_dir
from tests.support.emulator import Emulator
from tests.support.pty_app import PtyApp
from tests.support.visits import visited

ROOT = Path(__file__).parents[2]
READY = "Problems"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    (folder / "themes").mkdir(parents=True)
    return folder


def start(*arguments: str | Path, own: Path, **env: str) -> PtyApp:
    for folder in arguments:
        visited(Path(folder), own.parent / "state")
    exported = {
        "SPECUI_STATE_DIR": str(own.parent / "state"),
        "SPECUI_CONFIG_DIR": str(own),
        "PYTHONPATH": os.fspath(ROOT),
        "COLORTERM": "truecolor",
        **env,
    }
    argv = [sys.executable, "-m", "specui", *map(str, arguments)]
    return PtyApp(argv, columns=120, rows=40, cwd=own.parent, env=exported, warm=True)


def grounds(app: PtyApp) -> list[str]:
    """Return the colour of an empty corner of the tree as it stood after each piece that came."""
    emulator, done, seen = Emulator(120, 40), 0, []
    for _, end in app.chunks:
        emulator.feed(bytes(app.output[done:end]).decode("utf-8", "replace"))
        seen.append(emulator.cells()[36][1].bg)
        done = end
    return list(dict.fromkeys(seen))


def test_a_theme_of_ones_own_is_worn_from_the_first_frame_on(samples: Path, own: Path) -> None:
    theme = (themes_dir() / "letterpress.toml").read_text(encoding="utf-8")
    (own / "themes" / "paper.toml").write_text(theme.replace('"letterpress"', '"mine"'), encoding="utf-8")
    (own / "config.toml").write_text('theme = "mine"\n')
    with start(samples, own=own) as app:
        app.wait_for(READY)
        app.wait_for("22 specs")
        assert [ground for ground in grounds(app) if ground != "default"] == ["f3ecdd"]
        app.press("q")
        assert app.wait_exit() == 0


def test_a_light_terminal_that_says_so_gets_the_light_theme(samples: Path, own: Path) -> None:
    with start(samples, own=own, COLORFGBG="0;15") as app:
        app.wait_for("22 specs")
        assert [ground for ground in grounds(app) if ground != "default"] == ["f2f1ee"]


def test_a_theme_that_cannot_be_shown_here_falls_back_with_a_sentence(samples: Path, own: Path) -> None:
    with start("--theme", "lamplight", "--color", "16", samples, own=own) as app:
        app.wait_for("Theme lamplight needs 256 colours, and this terminal shows 16")


@pytest.mark.parametrize("way", ["config", "flag"])
def test_the_mouse_can_be_left_to_the_terminal(samples: Path, own: Path, way: str) -> None:
    if way == "config":
        (own / "config.toml").write_text("mouse = false\n")
    with start(*(["--no-mouse"] if way == "flag" else []), samples, own=own) as app:
        app.wait_for("22 specs")
        assert b"\x1b[?1000h" not in app.output
    (own / "config.toml").unlink(missing_ok=True)
    with start(samples, own=own) as app:
        app.wait_for("22 specs")
        assert b"\x1b[?1000h" in app.output


def test_whatever_is_wrong_it_starts_and_is_told_in_one_notice(samples: Path, own: Path) -> None:
    (own / "config.toml").write_text('mouse = "no"\n[keys]\nundoo = ["x"]\n')
    theme = (themes_dir() / "undertow.toml").read_text(encoding="utf-8")
    (own / "themes" / "sea.toml").write_text(theme.replace("dark = true", "dark = 1"), encoding="utf-8")
    with start(samples, own=own) as app:
        app.wait_for("3 problems in your settings")
        for words in ("mouse is", "did you mean undo?", "sea.toml", "`dark` must be true or false"):
            app.wait_for(words)
        app.press("q")
        app.wait_gone("3 problems in your settings")
        app.press("q")
        assert app.wait_exit() == 0


def test_ones_own_keys_leave_too(samples: Path, own: Path) -> None:
    (own / "config.toml").write_text('[keys]\nquit = ["Q"]\n')
    with start(samples, own=own) as app:
        app.wait_for("Q quit")
        app.press("q")
        app.press("Q")
        assert app.wait_exit() == 0


def test_the_first_demo_begins_with_the_tour_and_no_other_does(own: Path) -> None:
    with start("--demo", own=own, SPECUI_GREETING="") as app:
        app.wait_for("1 of 6")
        app.press("space")
        app.wait_for("2 of 6")
        app.press("escape")
        app.wait_gone("2 of 6")
        app.press("q")
        assert app.wait_exit() == 0
    with start("--demo", own=own, SPECUI_GREETING="") as app:
        app.wait_for("22 specs")
        app.wait_quiet()
        assert "of 6" not in app.text
        app.press(":")
        app.send("tour")
        app.press("enter")
        app.wait_for("1 of 6")


def test_on_ones_own_specs_the_first_start_says_one_line(samples: Path, own: Path) -> None:
    with start(samples, own=own, SPECUI_GREETING="") as app:
        app.wait_for("New here? Press ? for help")
    with start(samples, own=own, SPECUI_GREETING="") as app:
        app.wait_for("22 specs")
        app.wait_quiet()
        assert "New here?" not in app.text


def test_ones_settings_open_in_ones_editor_and_hold_at_once(samples: Path, own: Path) -> None:
    editor = own.parent / "editor"
    editor.write_text('#!/bin/sh\nfor file; do :; done\nsed -i \'s/^.keys.$/&\\ntick = ["x"]/\' "$file"\n')
    editor.chmod(0o755)
    with start(samples, own=own, VISUAL="", EDITOR=str(editor)) as app:
        app.wait_for("22 specs")
        app.press(":")
        app.send("edit settings")
        app.press("enter")
        app.wait_for("22 specs")
        app.press("enter", "7")
        app.wait_for("x tick")
    text = (own / "config.toml").read_text(encoding="utf-8")
    assert text.startswith("# specui: your settings")
    assert '[keys]\ntick = ["x"]\n' in text
