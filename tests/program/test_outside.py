"""Other programs on the same terminal: editors that save, fail, replace the file; links of items."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.support.pty_app import PtyApp

ROOT = Path(__file__).parents[2]
TEXT = """\
# Production Spec: Pier

**Last updated:** 2026-02-19
**Spec status:** 🟡 Draft
**Owner agent(s):** Ada
**Tier:** 1

## 1. Feature Overview

A pier, as in `src/pier.py:2`.

## 3. Acceptance Criteria

### Functional
- [ ] Boats land, see [the other](other.md) or `src/none.py` or https://pier.example/a
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    (root / "src").mkdir()
    (root / "src" / "pier.py").write_text("one\ntwo\nthree\n")
    (root / "pier.md").write_text(TEXT)
    (root / "other.md").write_text(TEXT.replace("Pier", "Other"))
    return root


def script(path: Path, body: str) -> str:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


def start(folder: Path, editor: str) -> PtyApp:
    env = {
        "SPECUI_STATE_DIR": str(folder.parent / "state"),
        "SPECUI_CONFIG_DIR": str(folder.parent / "config"),
        "PYTHONPATH": os.fspath(ROOT),
        "EDITOR": editor,
        **dict.fromkeys(["VISUAL", "SSH_TTY", "SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY", "STY"]),
    }
    app = PtyApp(
        [sys.executable, "-m", "specui", str(folder)], cwd=folder, term="xterm-kitty", env=env, warm=True
    )
    app.wait_for("Problems")
    app.press("/")
    app.send("pier")
    app.press("enter", "enter", "3")
    app.wait_for("▎ ☐ Boats land")
    return app


def leave(app: PtyApp) -> None:
    app.press("q")
    assert app.wait_exit() == 0


def test_what_an_editor_that_replaces_the_file_wrote_is_there_at_the_new_size(folder: Path) -> None:
    editor = script(
        folder.parent / "vim",
        'echo "asked for $1"; read line; sed "s/Boats land/Ships land/" "$2" > "$2.new"; mv "$2.new" "$2"',
    )
    with start(folder, editor) as app:
        app.press("E")
        app.wait_for("asked for +15")
        app.resize(80, 24)
        app.press("enter")
        app.wait_for("Ships land")
        app.wait_for(lambda app: "repository" in app.lines[0] and "help" in app.lines[23])
        assert max(map(len, app.lines)) <= 80
        app.press("space")
        app.wait_for("icked ")
        assert "- [x] Ships land" in (folder / "pier.md").read_text()
        leave(app)


@pytest.mark.parametrize(
    "body, sentence",
    [
        ('sed -i "s/Boats/Ships/" "$2"; exit 3', "exited with status 3"),
        ("kill -9 $$", "killed by signal 9"),
        (None, "Cannot start"),
    ],
)
def test_an_editor_that_fails_is_told_and_the_screen_is_back(
    folder: Path, body: str | None, sentence: str
) -> None:
    path = folder.parent / "vim"
    with start(folder, script(path, body) if body else str(path)) as app:
        app.press("E")
        app.wait_for(sentence)
        app.wait_for("☐ Ships land" if body and "sed" in body else "☐ Boats land")
        app.press("space")
        app.wait_for("icked ")
        leave(app)


def test_ctrl_c_in_an_editor_is_for_it_alone(folder: Path) -> None:
    # The shell looks at what it has caught between two commands, so that it must not be one that lasts.
    waits = (
        'trap "echo interrupted; done=1" INT; echo running; until [ "$done" ]; do sleep 0.05; done; read line'
    )
    editor = script(folder.parent / "vim", waits)
    with start(folder, editor) as app:
        app.press("E")
        app.wait_for("running")
        app.press("ctrl+c")
        app.wait_for("interrupted")
        app.press("enter")
        app.wait_for("☐ Boats land")
        leave(app)


def test_an_editor_in_a_window_is_told_the_line_its_own_way(folder: Path) -> None:
    editor = script(folder.parent / "code", f'echo "$@" > {folder.parent}/told')
    with start(folder, f"{editor} -w") as app:
        app.press("E")
        app.wait_for(lambda _app: (folder.parent / "told").exists())
        app.wait_for("☐ Boats land")
        leave(app)
    assert (folder.parent / "told").read_text() == f"-w --goto {folder}/pier.md:15\n"


@pytest.mark.skipif(shutil.which("vim") is None, reason="vim is not installed")
def test_vim_opens_at_the_line_and_its_text_is_taken(folder: Path) -> None:
    with start(folder, "vim -u NONE") as app:
        app.press("E")
        app.wait_for("- [ ] Boats land")
        app.send(":s/Boats/Ships/\r:wq\r")
        app.wait_for("☐ Ships land")
        leave(app)
    assert "- [ ] Ships land" in (folder / "pier.md").read_text()


def test_while_one_writes_no_key_opens_the_editor_over_it(folder: Path) -> None:
    with start(folder, script(folder.parent / "vim", f"touch {folder.parent}/opened")) as app:
        app.press("w")
        app.wait_for("Editing")
        app.send("E ")
        app.wait_for("E Boats land")
        app.press("f2")
        app.wait_for("Saved")
        leave(app)
    assert not (folder.parent / "opened").exists()
    assert "- [ ] E Boats land" in (folder / "pier.md").read_text()


def test_links_lead_into_the_repository_and_say_where_they_do_not(folder: Path) -> None:
    editor = script(folder.parent / "vim", f'echo "$@" > {folder.parent}/told')
    with start(folder, editor) as app:
        app.press("O")
        app.wait_for("Type to filter links")
        app.send("none")
        app.wait_for("› src/none.py")
        app.press("enter")
        app.wait_for("src/none.py is not in this repository")
        app.press("O")
        app.wait_for("Type to filter links")
        app.send("pier.example")
        app.wait_for("› Copy https")
        app.press("enter")
        app.wait_for("Copied https://pier.example/a")
        app.press("O")
        app.wait_for("Type to filter links")
        app.send("other")
        app.wait_for("› other.md")
        app.press("enter")
        app.wait_for("Other")
        app.press("1")
        app.wait_for("A pier, as in")
        app.press("O")
        app.wait_for(lambda _app: (folder.parent / "told").exists())
        app.wait_for("A pier, as in")
        leave(app)
    assert (folder.parent / "told").read_text() == f"+2 {folder}/src/pier.py\n"
