"""Tests of PtyApp, which the whole-program tests use, on small programs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.corpus import CHECKOUT
from tests.support.emulator import Emulator
from tests.support.pty_app import PtyApp, ScreenTimeoutError, encode_key


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_types_reads_and_ends() -> None:
    with PtyApp(python("name = input('name? '); print('hello', name); input(); raise SystemExit(3)")) as app:
        app.wait_for("name?")
        app.send("Ada\r")
        app.wait_for("hello Ada")
        app.press("enter")
        assert app.wait_exit() == 3
        assert app.written == len(app.output) > 0


def test_size_before_and_after_a_resize() -> None:
    code = (
        "import os, signal\n"
        "show = lambda *_: print(tuple(os.get_terminal_size()), flush=True)\n"
        "signal.signal(signal.SIGWINCH, show); show()\n"
        "while True: signal.pause()"
    )
    with PtyApp(python(code), columns=90, rows=20) as app:
        app.wait_for("(90, 20)")
        app.resize(60, 15)
        app.wait_for("(60, 15)")
        app.kill(signal.SIGTERM)
        assert app.wait_exit() == -signal.SIGTERM


def test_quiet_ends_after_the_last_byte() -> None:
    with PtyApp(
        python("import sys; print('one'); sys.stdin.readline(); print('two'); sys.stdin.readline()")
    ) as app:
        app.wait_for("one")
        before = app.wait_quiet(0.05)
        app.press("enter")
        app.wait_for("two")
        assert app.wait_quiet(0.05) > before
        assert app.chunks[-1][1] == app.written


def test_a_program_that_never_rests_times_out() -> None:
    with (
        PtyApp(python("while True: print('again', flush=True)")) as app,
        pytest.raises(ScreenTimeoutError, match="still writing"),
    ):
        app.wait_quiet(5.0, timeout=0.1)


def test_queries_are_answered_without_drawing() -> None:
    code = (
        "import os, tty\n"
        "tty.setraw(0); os.write(1, b'\\x1b[6n')\n"
        "raise SystemExit(7 if os.read(0, 20) == b'\\x1b[1;1R' else 1)"
    )
    with PtyApp(python(code)) as app:
        assert app.wait_exit() == 7


def test_a_timeout_shows_the_screen() -> None:
    with PtyApp(python("print('ready'); input()")) as app:
        app.wait_for("ready")
        with pytest.raises(ScreenTimeoutError, match=r"'never'(?s:.*)ready"):
            app.wait_for("never", timeout=0.05)


def test_the_end_of_the_program_is_not_a_timeout() -> None:
    with (
        PtyApp(python("print('gone')")) as app,
        pytest.raises(ScreenTimeoutError, match="it ended with 0"),
    ):
        app.wait_for("never", timeout=60)


def test_a_program_that_does_not_exist() -> None:
    with PtyApp(["specui-no-such-program"]) as app:
        assert app.wait_exit() == 127
        assert "specui-no-such-program" in app.text


def test_environment_and_folder(tmp_path: Path) -> None:
    code = "import os; print(os.getcwd() == os.environ['WHERE'], os.environ['TERM'], os.environ.get('HOME'))"
    env = {"WHERE": str(tmp_path), "HOME": None}
    with PtyApp(python(code), cwd=tmp_path, env=env, term="linux") as app:
        app.wait_for("True linux None")


def test_predicates_and_places() -> None:
    with PtyApp(python("print('a\\n✅ b'); input()")) as app:
        app.wait_for(lambda app: "b" in app.text)
        assert app.find("b") == (3, 1)


@pytest.mark.parametrize(
    "key,sent",
    [
        ("x", "x"),
        ("space", " "),
        ("ctrl+s", "\x13"),
        ("alt+x", "\x1bx"),
        ("shift+down", "\x1b[1;2B"),
        ("ctrl+home", "\x1b[1;5H"),
    ],
)
def test_keys(key: str, sent: str) -> None:
    assert encode_key(key) == sent


def test_unknown_key() -> None:
    with pytest.raises(ValueError, match="unknown key"):
        encode_key("hyper+x")


def test_sequences_that_pyte_lacks_leave_nothing_behind() -> None:
    emulator = Emulator(40, 3)
    noise = "\x1b[>1u\x1b[?2026$p\x1b[?2048$p\x1bP+q544e\x1b\\\x1b[<u\x1b[?1004h\x1b]22;default\x1b\\\x1b[2 q"
    for character in f"{noise}text{noise}":  # split at every offset
        emulator.feed(character)
    assert [line.rstrip() for line in emulator.lines()] == ["text", "", ""]


def test_leaving_the_alternate_screen_restores_the_main_one() -> None:
    emulator = Emulator(20, 3)
    emulator.feed("shell$ \x1b[?1049h\x1b[Hprogram")
    assert emulator.find("program") == (0, 0)
    assert emulator.find("shell$") is None
    emulator.feed("\x1b[?1049ldone")
    assert emulator.lines()[0].rstrip() == "shell$ done"


@pytest.mark.parametrize("width,column", [(1, 1), (2, 2)])
def test_width_of_a_sign_with_variation_selector(width: int, column: int) -> None:
    emulator = Emulator(20, 1, emoji_width=width)
    emulator.feed("\u26a0\ufe0f|")
    assert emulator.find("|") == (column, 0)


def test_answers_where_the_cursor_is() -> None:
    replies: list[str] = []
    Emulator(20, 3, reply=replies.append).feed("abc\x1b[6n")
    assert replies == ["\x1b[1;4R"]


IGNORING = (
    "import os, signal, sys\n"
    "for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT): signal.signal(number, signal.SIG_IGN)\n"
    "os.execv(sys.executable, [sys.executable, '-c', sys.argv[1]])\n"
)
IGNORED = (
    "names = ('SIGHUP', 'SIGINT', 'SIGQUIT')\n"
    "ignored = [name for name in names if signal.getsignal(getattr(signal, name)) is signal.SIG_IGN]\n"
    "print('ignored:', *ignored, flush=True)\n"
)


def test_a_program_starts_with_default_signals_however_the_tests_were_started() -> None:
    in_terminal = (
        "import sys\n"
        "from tests.support.pty_app import PtyApp\n"
        f"with PtyApp([sys.executable, '-c', {'import signal' + chr(10) + IGNORED!r}]) as app:\n"
        "    app.wait_exit(); print(app.text)\n"
    )
    assert _started_ignoring(in_terminal) == ["ignored:"]


def test_a_process_of_a_test_starts_with_default_signals_however_the_tests_were_started() -> None:
    beside = (
        "import subprocess, sys\n"
        "from tests.support.child_signals import stop_inheriting_ignored\n"
        "stop_inheriting_ignored()\n"
        f"subprocess.run([sys.executable, '-c', {'import signal' + chr(10) + IGNORED!r}], check=True)\n"
    )
    assert _started_ignoring(beside) == ["ignored:"]
    assert _started_ignoring("import signal\n" + IGNORED) == ["ignored: SIGHUP SIGINT SIGQUIT"]


LOOK = """\
import os, signal, sys
print(sys.argv[1:], __name__, os.getcwd(), os.environ["NEW"], "OLD" in os.environ, sys.stdout.encoding, sys.stdout.errors)
print(os.ttyname(0) == os.ttyname(1) == os.ttyname(2), os.get_terminal_size(), os.getsid(0) == os.getpid())
print(signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGHUP) == signal.SIG_DFL)
try:
    print("READY", flush=True)
    sys.stdin.readline()
except KeyboardInterrupt:
    raise SystemExit(7)
"""


@pytest.mark.parametrize("warm", [False, True])
def test_a_program_is_a_process_of_its_own_also_after_the_imports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, warm: bool
) -> None:
    monkeypatch.setenv("OLD", "of the tests")
    script = tmp_path / "look.py"
    script.write_text(LOOK, encoding="utf-8")
    env = {"NEW": "\udcff", "OLD": None, "PYTHONPATH": os.fspath(CHECKOUT)}
    with PtyApp(
        [sys.executable, script, "a b"], columns=150, rows=20, cwd=tmp_path, env=env, warm=warm
    ) as app:
        app.wait_for("READY")
        assert app.text.split("\n")[:3] == [
            f"['a b'] __main__ {tmp_path} \ufffd False utf-8 surrogateescape",
            "True os.terminal_size(columns=150, lines=20) True",
            "<built-in function default_int_handler> True",
        ]
        app.press("ctrl+c")
        assert app.wait_exit() == 7
    with PtyApp([sys.executable, script], env=env, warm=warm) as app:
        app.wait_for("READY")
        app.kill()
        assert app.wait_exit() == -signal.SIGKILL


def _started_ignoring(code: str) -> list[str]:
    """Return what a program prints that is started with its signals ignored, as `nohup` does."""
    done = subprocess.run(
        [sys.executable, "-c", IGNORING, code],
        capture_output=True,
        check=True,
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": os.fspath(CHECKOUT)},
        text=True,
    )
    return done.stdout.split("\n")[:1]
