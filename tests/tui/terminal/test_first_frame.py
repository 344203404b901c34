"""The first frame: what it shows and when, and that the terminal is always restored."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet

from specui.tui.models.pane_layout import one_pane
from specui.tui.models.tree_rows import flatten
from specui.tui.rendering.safe_text import width
from specui.tui.terminal.frame_sketch import Ink, Row, frame, nearest, rows_of
from specui.tui.themes.theme_choice import theme_roles
from specui.tui.themes.theme_file import Theme, shipped_names, shipped_theme
from tests.support.emulator import Emulator
from tests.support.pty_app import PtyApp
from tests.support.visits import visited

ROOT = Path(__file__).parents[3]
NAMES = [
    "tier10.md",
    "tier2.md",
    "deep/er/inner-name-of-thirty-two-letters.md",
    "naïve \x1b]52;c;eA==\x07.md",
    "\x1b[31mred\u202e.md",
]
SIZES = [(200, 50), (120, 40), (80, 24), (60, 20), (40, 10)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "quay"
    for name in NAMES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("# A\n\n## 1. B\ntext\n", encoding="utf-8")
    (root / "no-spec.txt").touch()
    return root


def start(
    arguments: Sequence[str | Path],
    folder: Path,
    columns: int = 120,
    rows: int = 40,
    env: Mapping[str, str] | None = None,
) -> PtyApp:
    argv = [sys.executable, "-m", "specui", *arguments]
    before = {"SPECUI_STATE_DIR": os.fspath(folder.parent / "state"), "PYTHONPATH": os.fspath(ROOT)}
    return PtyApp(argv, columns=columns, rows=rows, cwd=folder.parent, env={**before, **(env or {})})


def screens(app: PtyApp, columns: int, rows: int) -> list[list[str]]:
    """Return the screen after each part of the output."""
    emulator, done, stood = Emulator(columns, rows), 0, []
    for _, end in app.chunks:
        emulator.feed(bytes(app.output[done:end]).decode("utf-8", "replace"))
        stood.append(emulator.lines())
        done = end
    return stood


def test_the_first_frame_is_there_before_textual(folder: Path) -> None:
    code = (
        "import os, sys\n"
        "class Last:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name in ('textual', 'rich.segment', 'click', 'asyncio', 'tomllib'):\n"
        "            os.write(1, f'BEFORE {name}'.encode()); os._exit(7)\n"
        "sys.meta_path.insert(0, Last())\n"
        "sys.argv = ['specui', sys.argv[1]]\n"
        "from specui.cli import main; main()\n"
    )
    env = {"PYTHONPATH": os.fspath(ROOT)}
    with PtyApp([sys.executable, "-c", code, folder], cwd=folder.parent, env=env) as app:
        assert app.wait_exit() == 7
        before = app.output[: app.output.index(b"BEFORE")]
        for words in (b"quay", b"tier2", b"tier10", b"inner", b"Problems"):
            assert words in before
        assert before.index(b"tier2") < before.index(b"tier10")
        assert b"no-spec" not in before


@pytest.mark.parametrize("columns, rows", SIZES)
def test_nothing_disappears_until_the_workbench_is_complete(folder: Path, columns: int, rows: int) -> None:
    (folder / "tier2.md").write_text(
        "# A\n\n**Status:** 🟡 Draft\n\n## Acceptance Criteria\n\n- [ ] B\n", encoding="utf-8"
    )
    if not one_pane(columns, rows):
        visited(folder, folder.parent / "state")
    with start([folder], folder, columns, rows) as app:
        app.wait_for("? help")
        app.wait_quiet()
        whole = app.lines
        stood = screens(app, columns, rows)
        if one_pane(columns, rows):  # the home view comes first, without the tree
            assert all(any("quay" in line for line in lines) for lines in stood[-3:])
            return
        names = ("quay", "tier2", "tier10")  # a read may end in the middle of the first frame
        first = next(at for at, lines in enumerate(stood) if all(name in "\n".join(lines) for name in names))
        for lines in stood[first:]:
            assert any("quay" in line for line in lines)
            for name in ("tier2", "tier10"):
                place = next((y, line.index(name)) for y, line in enumerate(lines) if name in line)
                assert whole[place[0]].index(name) == place[1]
        waits = next(line for line in stood[first] if "tier2" in line)
        assert waits.index("…") == next(line for line in whole if "tier2" in line).index("🟡")
        assert app.output.count(b"\x1b[?1049h") == 1
        assert b"\x1b[2J" not in app.output
        assert b"\x1b]52" not in app.output
        assert b"\x1b[31m" not in app.output
        assert "\u202e".encode() not in app.output
        app.press("q")
        assert app.wait_exit() == 0


def test_a_fresh_folder_opens_on_the_home_view_and_the_next_time_on_its_spec(folder: Path) -> None:
    (folder / "tier2.md").write_text("# A\n\n## Acceptance Criteria\n\n- [ ] B\n", encoding="utf-8")
    with start([folder], folder) as app:
        app.wait_for("Specs with most to do")
        app.press("1")
        app.wait_for("Overview")
        app.press("q", "escape")
        app.wait_for("Acceptance Criteria")
        app.press("q")
        assert app.wait_exit() == 0
    with start([folder], folder) as app:
        app.wait_for("Acceptance Criteria")
        assert "most to do" not in app.text
        app.press("q")
        assert app.wait_exit() == 0


def test_keys_typed_before_the_first_frame_work_once(folder: Path) -> None:
    with start([folder], folder) as app:
        app.wait_for("tier10")
        app.send("/tier10\r")
        app.wait_for("1 of 5")
        app.wait_quiet()
        assert app.text.count("/tier10") == 0
        app.press("q")
        assert app.wait_exit() == 0


@pytest.mark.parametrize("text", ["colour = 1\n", "[", 'templates = ["a\\u0000.md"]', "x = " + "[" * 3_000])
def test_the_screen_opens_with_any_repository_configuration(folder: Path, text: str) -> None:
    (folder / "specui.toml").write_text(text)
    with start([folder], folder) as app:
        app.wait_for("specui.toml:1: ")
        app.wait_for("tier10")
        app.press("q")
        assert app.wait_exit() == 0


def test_a_failed_start_says_why_and_restores_the_terminal(folder: Path) -> None:
    sentence = "no file, folder or command named “nowhere”"
    with start(["nowhere"], folder) as app:
        before = termios.tcgetattr(app._fd)
        assert app.wait_exit() == 2
        assert sentence in app.text
        assert termios.tcgetattr(app._fd)[:4] == before[:4]
        assert sentence.encode() in app.output[app.output.rfind(b"\x1b[?1049l") + 1 :]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_during_the_import_restores_the_terminal(folder: Path, number: int) -> None:
    slow = folder.parent / "slow" / "textual"
    slow.mkdir(parents=True)
    (slow / "__init__.py").write_text(
        "import signal, sys; sys.stdout.write('WAITS'); sys.stdout.flush(); signal.pause()"
    )
    env = {"PYTHONPATH": f"{slow.parent}{os.pathsep}{ROOT}"}
    with start([folder], folder, env=env) as app:
        app.wait_for("WAITS")
        app.kill(number)
        assert app.wait_exit() == 128 + number
        assert app.output.endswith((b"\x1b[?1049l\x1b[?25h", b"\x1b[?25h\r\n"))
        assert termios.tcgetattr(app._fd)[3] & termios.ECHO


def test_a_bug_prints_its_traceback(folder: Path) -> None:
    broken = folder.parent / "broken" / "textual"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise RuntimeError('out of order')")
    with start([folder], folder, env={"PYTHONPATH": f"{broken.parent}{os.pathsep}{ROOT}"}) as app:
        assert app.wait_exit() == 1
        assert b"out of order" in app.output[app.output.rfind(b"\x1b[?1049l") :]


def test_without_a_terminal_there_is_no_frame(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "specui", folder],
        capture_output=True,
        check=False,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"\x1b" not in done.stderr


@pytest.mark.parametrize("theme", [*map(shipped_theme, shipped_names())], ids=lambda theme: theme.name)
def test_roles_are_those_of_the_theme(theme: Theme) -> None:
    given = {**theme.colours, **{key: value for key, value in theme.styles.items() if value != "none"}}
    assert given.items() <= theme_roles(theme.name).items()


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_colours_are_those_of_rich(rgb: tuple[int, int, int]) -> None:
    assert nearest(*rgb) == Color.from_triplet(ColorTriplet(*rgb)).downgrade(ColorSystem.EIGHT_BIT).number


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c.md", "D"]), min_size=1, max_size=4).map("/".join)))
def test_rows_are_those_of_the_tree(names: list[str]) -> None:
    assert list(rows_of(names)) == [Row(r.depth, r.label, r.kind == "folder") for r in flatten(names)]


@given(
    st.integers(1, 220), st.integers(1, 60), st.lists(st.text(min_size=1).map(lambda t: t.replace("/", "_")))
)
def test_any_name_on_any_screen_stays_within_it(columns: int, rows: int, names: list[str]) -> None:
    emulator = Emulator(columns, rows)
    text = frame(columns, rows, "folder", Ink(theme_roles("specui-dark"), "truecolor"), list(rows_of(names)))
    emulator.feed(text)
    assert not {c for c in text.replace("\x1b[", "") if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c == "\u202e"}
    assert all(width(line) <= columns for line in emulator.lines())
