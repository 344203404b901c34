"""The program in a real tmux: attached from another terminal, resized, and its server killed.

Each test has a server of its own on a socket of its own, and ends it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.program.desk import SPEC, SPECUI, entries, environment, specui, write_overview
from tests.support.pty_app import PtyApp
from tests.support.visits import visited

TMUX = shutil.which("tmux")
pytestmark = [
    pytest.mark.skipif(TMUX is None, reason="tmux is not installed"),
    pytest.mark.xdist_group("tmux"),
]

CONFIGURATION = (
    "set -g mouse on\nset -g status off\nset -sg escape-time 0\nset -g default-terminal tmux-256color\n"
)


class Server:
    """A tmux server, and the terminals attached to it."""

    def __init__(self, folder: Path, tmp_path: Path) -> None:
        # A socket's path must be short: the test's own folder may be too deep.
        self._place = Path(tempfile.mkdtemp(prefix="specui-tmux-"))
        (self._place / "conf").write_text(CONFIGURATION, encoding="utf-8")
        self.folder, self.state = folder, tmp_path / "state"
        self._env = environment(self.state, {"TMUX": None, "TMUX_TMPDIR": None})
        self._clients: list[PtyApp] = []

    def run(self, *words: str) -> str:
        """Give tmux a command; returns what it says."""
        done = subprocess.run(
            [*self._tmux, *words], check=False, env=self._whole_environment, capture_output=True, text=True
        )
        return done.stdout

    def start(self, columns: int = 120, rows: int = 40) -> PtyApp:
        """Start the program in a new session, seen in a terminal of this size."""
        visited(self.folder, self.state)
        return self._client(
            "new-session", "-s", "s", "-c", str(self.folder), *SPECUI, str(self.folder), size=(columns, rows)
        )

    def attach(self, columns: int, rows: int) -> PtyApp:
        """Take the session up from another terminal."""
        return self._client("attach", "-t", "s", size=(columns, rows))

    def close(self) -> None:
        self.run("kill-server")
        for client in self._clients:
            client.close()
        shutil.rmtree(self._place)

    @property
    def _tmux(self) -> list[str]:
        return [str(TMUX), "-S", str(self._place / "socket"), "-f", str(self._place / "conf")]

    @property
    def _whole_environment(self) -> dict[str, str]:
        merged: dict[str, str | None] = {
            **os.environ,
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            **self._env,
        }
        return {name: value for name, value in merged.items() if value is not None}

    def _client(self, *words: str, size: tuple[int, int]) -> PtyApp:
        client = PtyApp([*self._tmux, *words], columns=size[0], rows=size[1], env=self._env)
        self._clients.append(client)
        return client


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    folder = tmp_path / "specs"
    folder.mkdir()
    (folder / "pier.md").write_text(SPEC, encoding="utf-8")
    server = Server(folder, tmp_path)
    yield server
    server.close()


def test_taken_up_again_from_a_smaller_terminal(server: Server) -> None:
    """Detached, attached where one pane fits, and the mouse used at once, in the old way of telling it too."""
    app = server.start(200, 50)
    app.wait_for("? help")
    write_overview(app)
    app.send("zebra")
    app.wait_for("boats land.zebra")
    server.run("detach-client")
    assert app.wait_exit() == 0
    again = server.attach(70, 22)
    again.click(60, 12)  # within the editor, whichever size it still has
    again.send(b"\x1b[M \xd0\x28\x1b[M#\xd0\x28")  # a report of the old kind, beyond what is text
    server.run(
        "send-keys",
        "-t",
        "s",
        "-H",
        "1b",
        "5b",
        "4d",
        "20",
        "f0",
        "a0",
        "1b",
        "5b",
        "4d",
        "23",
        "ff",
        "ff",
    )
    again.wait_for("boats land.zebra")
    again.press("end")
    again.send("!")
    again.wait_for("!")
    again.press("f2")
    again.wait_for("Saved Feature Overview")
    again.resize(140, 30)
    again.wait_for(lambda app: "Problems" in app.text and "? help" in app.lines[-1])
    again.press("q")
    again.wait_exit()
    text = (server.folder / "pier.md").read_text(encoding="utf-8")
    assert "zebra" in text and text.replace("zebra", "").replace("!", "") == SPEC


def test_the_picture_is_the_one_outside_of_tmux_after_any_resize(server: Server) -> None:
    app = server.start()
    with specui(server.folder, server.state, term="tmux-256color") as bare:
        for terminal in (app, bare):
            terminal.wait_for("? help")
        for columns, rows in ((80, 24), (60, 20), (200, 60), (120, 40)):
            for terminal in (app, bare):
                terminal.resize(columns, rows)
            bare.wait_for("? help")
            bare.wait_quiet(0.2)
            app.wait_for(lambda app: app.lines == bare.lines)


def test_a_killed_server_loses_no_typing(server: Server) -> None:
    app = server.start()
    app.wait_for("? help")
    write_overview(app)
    app.send("zebra crossing")
    app.wait_for("zebra crossing")
    server.run("kill-server")
    app.wait_exit()
    with specui(server.folder, server.state) as again:
        again.wait_for("Unsaved changes: Feature Overview")
        again.wait_for("zebra crossing")
        again.press("r")
        again.wait_for("Editing 1 Feature Overview")
        again.press("f2")
        again.wait_for("Saved Feature Overview")
    assert not entries(server.state)
    assert "boats land.zebra crossing" in (server.folder / "pier.md").read_text(encoding="utf-8")
