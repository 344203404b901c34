"""Dangers of terminals, each tried on the whole program in a real one.

`WHERE` names the tests of each danger; those of one widget or of the driver alone stand with their parts.
"""

from __future__ import annotations

import os
import re
import select
import signal
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.program.desk import ROOT, SPEC, entries, specui, write_overview
from tests.support.pty_app import PtyApp

HERE = "program/test_dangers.py"
WHERE = {
    "markup in file text": [
        f"{HERE}::test_hostile_text_and_names_are_text",
        "tui/test_sinks.py::test_markup_in_a_file_is_text_and_does_nothing",
    ],
    "control characters in text and names": [
        f"{HERE}::test_hostile_text_and_names_are_text",
        "tui/test_sinks.py::test_no_sequence_from_a_file_reaches_the_terminal",
        "tui/test_sinks.py::test_a_crash_prints_no_sequence_from_a_file",
    ],
    "U+2028 in the editor": [
        f"{HERE}::test_signs_that_are_no_newlines_stay_when_one_types",
        "tui/widgets/test_text_editor.py::test_any_text_is_loaded_and_comes_back",
    ],
    "SIGHUP, SIGTERM": [
        "program/test_program.py::test_a_signal_leaves_what_was_typed_to_be_found_again",
        "program/test_program.py::test_a_terminal_that_is_gone_ends_the_program",
        "tui/test_signals.py::test_a_signal_keeps_edits_restores_the_terminal_and_sets_the_status",
    ],
    "kill -9": [f"{HERE}::test_killed_while_typing_little_is_lost"],
    "a stalled terminal": [
        f"{HERE}::test_a_terminal_that_reads_nothing_takes_keys_and_keeps_typing",
        "tui/terminal/cells/test_terminal.py::test_a_terminal_that_reads_nothing_gets_the_latest_screen",
        "tui/test_signals.py::test_a_terminal_that_reads_nothing_does_not_keep_the_app_alive",
    ],
    "a terminal of 2 kB a second": [
        f"{HERE}::test_a_slow_terminal_follows_with_the_newest_screen",
        "tui/terminal/cells/test_terminal.py::test_a_slow_terminal_gets_the_latest_screen",
    ],
    "mouse bytes over 0x7f": [
        f"{HERE}::test_old_mouse_bytes_are_not_typed",
        "program/test_tmux.py::test_taken_up_again_from_a_smaller_terminal",
        "tui/test_signals.py::test_input_that_is_not_utf8_does_not_end_the_app",
    ],
    "the width of ⚠️": [f"{HERE}::test_a_sign_of_disputed_width_moves_no_border"],
    "mixed newlines": [f"{HERE}::test_signs_that_are_no_newlines_stay_when_one_types"],
    "colours over SSH": [
        f"{HERE}::test_colours_go_by_the_name_of_the_terminal",
        "program/test_ssh.py::test_colours_and_few_frames",
    ],
    "a terminal that is none": [f"{HERE}::test_a_dumb_terminal_is_refused_with_a_sentence"],
    "NO_COLOR": [f"{HERE}::test_no_colour_means_none", "tui/test_sinks.py::test_no_color_sends_no_colours"],
    "bytes a key": [f"{HERE}::test_few_bytes_a_key", "tui/terminal/cells/test_terminal.py::test_few_bytes"],
    "a watched file is replaced": [f"{HERE}::test_a_file_that_is_replaced_twice_is_seen_twice"],
    "events overflow": ["workspace/files/test_watcher.py::test_lost_events_are_made_good"],
    "the link drops": ["program/test_ssh.py::test_a_link_that_drops_loses_no_typing"],
}


def test_the_tests_named_above_are_there() -> None:
    for danger, tests in WHERE.items():
        for test in tests:
            file, _, name = test.partition("::")
            text = (ROOT / "tests" / file).read_text(encoding="utf-8")
            assert re.search(rf"^(async )?def {name}\(", text, re.MULTILINE), (danger, test)


DOWN, TICK = 1_700, 600
"""Bytes: `down` shows another spec, and a tick is counted in six places; the goals of both are 200."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "specs"
    folder.mkdir()
    (folder / "pier.md").write_text(SPEC, encoding="utf-8")
    return folder


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def leave(app: PtyApp) -> None:
    app.press("q")
    assert app.wait_exit() == 0


# What specui sends by itself, to be taken out before a test looks for what it must not send.
OWN = re.compile(
    rb"\x1b\[[0-9;:]*[ABCDGHJKXm]|\x1b\[\?[0-9]+[hl]|\x1b\[\?[0-9]+\$p|\x1b\[[<>=][0-9;]*u|\x1b\]22;[a-z-]*\x07"
    rb"|\x1b\[[?>]?c|\x1b\[6n|\x1b\]11;\?\x1b\\"
)
HOSTILE = "x\x1b]52;c;TEVBSw==\x07y\x9b5iz\u202e[@click=app.quit]CLICK[/] [/ [link=http://leak.example]CLICK"


def test_hostile_text_and_names_are_text(folder: Path, state: Path) -> None:
    hostile = SPEC.replace("A pier", HOSTILE).replace("Pier", f"Pier {HOSTILE}").replace("Ada", HOSTILE)
    name = "a\x1b]0;LEAK\x07[@click=app.quit]CLICK\u202e\udcff.md"
    (folder / name).write_bytes(hostile.replace("Boats land", HOSTILE).encode())
    with specui(folder, state) as app:
        app.wait_for("? help")
        app.press("home")
        app.wait_for("CLICK")
        for keys in (
            ["tab", "1"],
            ["3"],
            ["e"],
            ["escape"],
            ["w"],
            ["escape"],
            ["0"],
            ["tab", "down"],
            ["m"],
            ["escape"],
            ["A"],
            ["p"],
        ):
            app.press(*keys)
            app.wait_quiet(0.1)
            for row, line in enumerate(app.lines):
                if (at := line.find("CLICK")) >= 0 and keys not in (["e"], ["w"]):
                    app.click(at + 1, row)
        app.press("escape", "escape")
        app.wait_quiet(0.4)  # or the next letter would be one with alt
        assert app.exit_status is None
        leave(app)
        rest = OWN.sub(b"", bytes(app.output)).decode("utf-8")
        assert [c for c in rest if (ord(c) < 32 and c not in "\r\n") or 0x7F <= ord(c) < 0xA0] == []
        assert "\u202e" not in rest


def test_signs_that_are_no_newlines_stay_when_one_types(folder: Path, state: Path) -> None:
    spec = folder / "pier.md"
    odd = "One\u2028line\x0cof\x85its own.\r\nAnother\rand a third.\n"
    before = SPEC.replace("\n", "\r\n").replace("A pier where boats land.\r\n", odd)
    spec.write_bytes(before.encode())
    with specui(spec, state) as app:
        app.wait_for("? help")
        write_overview(app)
        app.send("zebra")
        app.wait_for("zebra")
        app.press("f2")
        app.wait_for("Saved Feature Overview")
        leave(app)
    after = spec.read_bytes().decode()
    assert after.count("zebra") == 1
    assert after.replace("zebra", "") == before


def test_killed_while_typing_little_is_lost(folder: Path, state: Path) -> None:
    """At most 200 characters, however fast one types, and at most four seconds of it."""
    typed = "".join(f"{number:05d} " for number in range(120))
    with specui(folder, state) as app:
        app.wait_for("? help")
        write_overview(app)
        for start in range(0, len(typed), 60):
            app.send(typed[start : start + 60])
            app.wait_for(typed[start : start + 60].split()[-1])
        app.kill(signal.SIGKILL)
        assert app.wait_exit() == -signal.SIGKILL
    kept = max(re.findall(r"\d{5}", "".join(entries(state))), default="00000")
    lost = len(typed) - 6 * (int(kept) + 1)
    print(f"{lost} of {len(typed)} characters lost")
    assert lost <= 200
    with specui(folder, state) as app:
        app.wait_for("Unsaved changes: Feature Overview")
        app.press("r")
        app.wait_for(kept)


def test_what_is_typed_is_kept_within_seconds(folder: Path, state: Path) -> None:
    with specui(folder, state) as app:
        app.wait_for("? help")
        write_overview(app)
        app.send("few words")
        app.wait_for("few words")
        start = time.monotonic()
        while not any("few words" in entry for entry in entries(state)):
            app.wait_quiet(0.05)
            assert time.monotonic() - start < 20, "never journaled"
        print(f"journaled {time.monotonic() - start:.1f} s after it was typed")


def stop_reading(app: PtyApp, until: Callable[[], bool]) -> None:
    """Wait for something beside the terminal, which nobody reads meanwhile."""
    deadline = time.monotonic() + 20
    while not until():
        assert time.monotonic() < deadline, "it never came"
        select.select([], [], [], 0.05)


def test_a_terminal_that_reads_nothing_takes_keys_and_keeps_typing(folder: Path, state: Path) -> None:
    with specui(folder, state, columns=200, rows=60) as app:
        app.wait_for("? help")
        write_overview(app)
        # Nobody reads from here on. Screens enough to fill what the kernel holds, then what is typed.
        for size in ((150, 50), (190, 60), (140, 45), (200, 60)):
            app.resize(*size)
            app.send("zebra " * 5)
        app.send("THE END")
        stop_reading(app, lambda: any("THE END" in entry for entry in entries(state)))
        before = app.written
        app.wait_for("THE END")
        app.wait_quiet()
        print(f"{app.written - before:,} bytes were still to come")
        assert (
            app.written - before <= 60_000
        )  # one that was begun, what the kernel holds, the newest: nothing queued
        app.kill(signal.SIGHUP)
        assert app.wait_exit() == 128 + signal.SIGHUP


def test_a_slow_terminal_follows_with_the_newest_screen(samples: Path, state: Path) -> None:
    with specui(samples, state) as app:
        app.wait_for("? help")
        app.wait_quiet()
        for move in range(20):
            app.press("down" if move % 4 else "up")
            select.select([], [], [], 0.05)
            app.output += os.read(app._fd, 100) if select.select([app._fd], [], [], 0)[0] else b""
        app.press("/")
        app.send("harbour")
        before = app.written
        app.wait_for("harbour")
        app.wait_quiet()
        print(f"{app.written - before:,} bytes were still to come after 28 keys")
        assert (
            app.written - before <= 36_000
        )  # what the kernel holds, a frame begun, the newest; they made 70,000
        app.press("escape")
        app.wait_for("? help")
        leave(app)


def test_old_mouse_bytes_are_not_typed(folder: Path, state: Path) -> None:
    before = (folder / "pier.md").read_bytes()
    with specui(folder, state, columns=200, rows=60) as app:
        app.wait_for("? help")
        write_overview(app)
        app.send(b"\x1b[M \xf0\xa0\x1b[M#\xff\xffzebra\xe9!")
        app.wait_for("zebra\ufffd!")
        app.press("f2")
        app.wait_for("Saved Feature Overview")
        leave(app)
    after = (folder / "pier.md").read_bytes()
    assert after == before.replace(b"boats land.\n", "boats land.zebra\ufffd!\n".encode())


def test_a_sign_of_disputed_width_moves_no_border(folder: Path, state: Path) -> None:
    text = (
        SPEC.replace("🟡 Draft", "⚠️ Draft")
        .replace("Boats land", "⚠️ Boats ⚠️ land ✔️ ⚙️")
        .replace("Pier", "⚠️ Pier")
    )
    (folder / "pier.md").write_text(text, encoding="utf-8")
    screens = []
    for width in (1, 2):
        with specui(folder, state, emoji_width=width) as app:
            app.wait_for("? help")
            app.press("3")
            app.wait_for("▎ ☐")
            app.press("?")
            app.wait_for("esc Close")
            app.press("escape")
            app.wait_gone("esc Close")
            app.wait_quiet(0.1)
            screens.append(app.lines)
            leave(app)
    assert screens[0] == screens[1]
    assert "⚠  Boats ⚠  land" in "\n".join(screens[0])


@pytest.mark.parametrize(
    "term, exported, shown, not_shown",
    [
        ("alacritty", {"COLORTERM": None}, rb"\x1b\[[0-9;]*[34]8;2;", rb"[34]8;5;"),
        ("xterm-256color", {"COLORTERM": None}, rb"\x1b\[[0-9;]*[34]8;5;", rb"[34]8;2;"),
        ("xterm-256color", {"COLORTERM": "truecolor"}, rb"\x1b\[[0-9;]*[34]8;2;", rb"[34]8;5;"),
        ("linux", {"COLORTERM": None}, rb"\x1b\[[0-9;]*[39][0-7]", rb"[34]8;[25];"),
    ],
)
def test_colours_go_by_the_name_of_the_terminal(
    folder: Path, state: Path, term: str, exported: dict[str, str | None], shown: bytes, not_shown: bytes
) -> None:
    with specui(folder, state, term=term, exported=exported) as app:
        app.wait_for("? help")
        leave(app)
        assert re.search(shown, app.output)
        assert not re.search(not_shown, app.output)


def test_a_dumb_terminal_is_refused_with_a_sentence(folder: Path, state: Path) -> None:
    with specui(folder, state, term="dumb") as app:
        assert app.wait_exit() == 2
        assert "TERM=dumb" in app.text and "specui check" in " ".join(app.text.split())
        assert b"\x1b" not in app.output


def test_no_colour_means_none(folder: Path, state: Path) -> None:
    with specui(folder, state, exported={"NO_COLOR": "1"}) as app:
        app.wait_for("? help")
        app.press("tab", "3", "down", "space")
        app.wait_for("icked ")
        leave(app)
        codes = {code for found in re.findall(rb"\x1b\[([0-9;]*)m", app.output) for code in found.split(b";")}
        assert codes <= {*b" 0 1 2 3 4 7 9 22 23 24 27 29 39 49".split(b" ")}


def bytes_of(app: PtyApp, *keys: str) -> float:
    """The median of what each key makes the program send until it rests."""
    sizes = []
    for key in keys:
        before = app.written
        app.press(key)
        app.wait_quiet(0.1)
        sizes.append(app.written - before)
    return statistics.median(sizes)


def test_few_bytes_a_key(samples: Path, state: Path) -> None:
    with specui(samples, state) as app:
        app.wait_for("? help")
        app.wait_quiet()
        first = app.written
        down = bytes_of(app, *["down"] * 7)
        app.press("/")
        app.send("booking")
        app.press("enter", "enter", "3", "G")
        app.wait_for("▎ ☐")
        app.wait_quiet()
        tick = bytes_of(app, *["space"] * 5)
        write_overview(app)
        app.wait_quiet()
        letter = bytes_of(app, *"letters")
        print(f"first screen {first:,}, down in the tree {down:g}, tick {tick:g}, letter {letter:g} bytes")
        assert first <= 20_000
        assert down <= DOWN
        assert tick <= TICK
        assert letter <= 150


def test_a_file_that_is_replaced_twice_is_seen_twice(folder: Path, state: Path) -> None:
    spec = folder / "pier.md"
    with specui(spec, state) as app:
        app.wait_for("? help")
        for title in ("First of two", "Second of two"):
            beside = folder / "beside.tmp"
            beside.write_text(SPEC.replace("Pier", title), encoding="utf-8")
            beside.replace(spec)
            app.wait_for(title)
        leave(app)
