"""The program over a real SSH link: a server on loopback, started by the test as the user who runs it.

It has its own key, its own list of who may come in, a free port, and nothing of the system's configuration.
"""

from __future__ import annotations

import getpass
import os
import re
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.program.desk import SPEC, SPECUI, entries, environment, specui, write_overview
from tests.support.pty_app import PtyApp
from tests.support.visits import visited

_PATH = os.pathsep.join(
    [os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"]
)  # where sshd is, few users look
NAMES = ("ssh", "sshd", "ssh-keygen", "pgrep")
SSH, SSHD, KEYGEN, PGREP = (shutil.which(name, path=_PATH) for name in NAMES)
_MISSING = [name for name, found in zip(NAMES, (SSH, SSHD, KEYGEN, PGREP), strict=True) if not found]
pytestmark = [
    pytest.mark.skipif(bool(_MISSING), reason=f"not installed: {', '.join(_MISSING)}"),
    pytest.mark.xdist_group("ssh"),
]

SERVER = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {place}/host
AuthorizedKeysFile {place}/user.pub
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
PermitRootLogin yes
"""
CLIENT = """\
Host specui
  HostName 127.0.0.1
  Port {port}
  User {user}
  IdentityFile {place}/user
  IdentitiesOnly yes
  UserKnownHostsFile /dev/null
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking no
  LogLevel ERROR
"""


class Link:
    """A server, and the program at the other end of it."""

    def __init__(self, place: Path) -> None:
        self.state, self.folder = place / "state", place / "specs"
        self.folder.mkdir()
        (self.folder / "pier.md").write_text(SPEC, encoding="utf-8")
        self._place = place
        for name in ("host", "user"):
            subprocess.run(
                [str(KEYGEN), "-q", "-t", "ed25519", "-N", "", "-f", str(place / name)],
                check=True,
                stdin=subprocess.DEVNULL,
            )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (place / "server").write_text(SERVER.format(port=port, place=place))
        (place / "client").write_text(CLIENT.format(port=port, place=place, user=getpass.getuser()))
        if os.geteuid() == 0:
            with suppress(OSError):
                Path("/run/sshd").mkdir(exist_ok=True)  # where its unprivileged half is locked in
        self._server = subprocess.Popen(
            [str(SSHD), "-D", "-e", "-f", str(place / "server")],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self._wait_for_server(port)

    def start(self, columns: int = 120, rows: int = 40) -> PtyApp:
        """Log in and start the program, as a person does whose terminal has 24-bit colours."""
        visited(self.folder, self.state)
        argv = [*self._ssh, "-tt", "specui", self._far(*SPECUI, str(self.folder))]
        return PtyApp(argv, columns=columns, rows=rows, env={"COLORTERM": "truecolor"})

    def python(self, code: str) -> str:
        """Run a line of Python at the other end; returns what it prints."""
        argv = [*self._ssh, "specui", self._far(sys.executable, "-c", code)]
        return subprocess.run(
            argv, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL
        ).stdout

    def drop(self) -> None:
        """End what serves the link, as when a machine loses its network."""
        for child in _children(self._server.pid):
            with suppress(ProcessLookupError):  # it may end by itself, a moment before
                os.kill(child, signal.SIGKILL)

    def close(self) -> None:
        self.drop()
        self._server.terminate()
        self._server.communicate(timeout=20)

    @property
    def _ssh(self) -> list[str]:
        return [str(SSH), "-F", str(self._place / "client")]

    def _far(self, *words: str) -> str:
        own = {name: value for name, value in os.environ.items() if name.startswith(("XDG_", "GIT_", "HOME"))}
        settings = {**own, "LC_ALL": "C.UTF-8", **environment(self.state)}
        return shlex.join(["env", *(f"{name}={value}" for name, value in settings.items()), *words])

    def _wait_for_server(self, port: int) -> None:
        for _ in range(400):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                return
            if self._server.poll() is not None:
                _, said = self._server.communicate()
                pytest.skip(f"sshd does not start here: {said.decode(errors='replace').strip()[-200:]}")
            select.select([], [], [], 0.025)
        pytest.fail("sshd does not listen")


def _children(pid: int) -> list[int]:
    found = subprocess.run([str(PGREP), "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(child) for child in found.stdout.split()]


@pytest.fixture
def link(tmp_path: Path) -> Iterator[Link]:
    link = Link(tmp_path)
    yield link
    link.close()


def test_colours_and_few_frames(link: Link) -> None:
    """What COLORTERM said is lost on the way, the 256 colours of TERM are not; frames are few by themselves."""
    with link.start() as app:
        app.wait_for("? help")
        assert re.search(rb"\x1b\[[0-9;]*[34]8;5;", app.output)
        assert not re.search(rb"[34]8;2;", app.output)
        app.press("tab", "3", "down", "space")
        app.wait_for("icked ")
        app.resize(80, 24)
        app.wait_for("tab next")
        app.press("q")
        assert app.wait_exit() == 0
    told = link.python(
        "from specui.terminal.display_mode import choose_display_mode as choose; print(choose())"
    )
    assert "lean=True" in told
    assert "[x]" in (link.folder / "pier.md").read_text(encoding="utf-8")


def test_a_link_that_drops_loses_no_typing(link: Link) -> None:
    with link.start() as app:
        app.wait_for("? help")
        write_overview(app)
        app.send("zebra crossing")
        app.wait_for("zebra crossing")
        link.drop()
        app.wait_exit()
    with specui(link.folder, link.state) as again:
        again.wait_for("Unsaved changes: Feature Overview")
        again.wait_for("zebra crossing")
        again.press("r")
        again.wait_for("Editing 1 Feature Overview")
        again.press("f2")
        again.wait_for("Saved Feature Overview")
    assert not entries(link.state)


def test_a_link_that_stands_still_takes_keys_and_follows_with_the_newest_screen(link: Link) -> None:
    with link.start(200, 60) as app:
        app.wait_for("? help")
        write_overview(app)
        # Nothing is read at this end from here on.
        for size in ((150, 50), (190, 60), (140, 45), (200, 60)) * 3:
            app.resize(*size)
            app.send("zebra ")
            select.select([], [], [], 0.05)
        app.send("THE END")
        for _ in range(400):
            if any("THE END" in entry for entry in entries(link.state)):
                break
            select.select([], [], [], 0.05)
        else:
            pytest.fail("what was typed was never journaled")
        app.wait_for("THE END")
        app.press("f2")
        app.wait_for("Saved Feature Overview")
        app.press("q")
        assert app.wait_exit() == 0
