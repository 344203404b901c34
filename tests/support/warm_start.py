"""Start programs from a process that has imported specui and Textual already.

The imports are half of the time of a program that a test starts, opens and leaves. So a server imports them once, and
forks for each program. What comes of it is a process of its own, with its own terminal, environment, signals and exit
status, which runs the program from its first line. Only what Python reads before that line is the server's: a program
whose environment differs there is not for this (`can_start`), nor is a test of the imports themselves.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.support.child_signals import set_defaults

_ROOT = Path(__file__).parents[2]
_READ_EARLY = ("PYTHON", "LC_", "LANG", "LD_", "TEXTUAL_", "ESCDELAY", "TZ")
"""How the names of variables begin that Python, or a module as it is imported, reads."""
_LONGEST = 1 << 20


class WarmStart:
    """The server, and what may be asked of it."""

    def __init__(self) -> None:
        self.env = {**os.environ, "PYTHONPATH": os.fspath(_ROOT), "LC_ALL": "C.UTF-8"}
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "tests.support.warm_start", str(theirs.fileno())],
                env=self.env, cwd=_ROOT, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        atexit.register(self._stop)

    def can_start(self, argv: Sequence[str], env: Mapping[str, str]) -> bool:
        """Whether this is a script or a module for this Python, in an environment that it can begin with."""
        is_program = argv[0] == sys.executable and (argv[1] == "-m" or argv[1].endswith(".py"))
        return is_program and _early(env) == _early(self.env)

    def start(self, argv: Sequence[str], env: Mapping[str, str], cwd: str, terminal: int) -> int:
        """Start a program in a terminal; return its number."""
        request = {"argv": list(argv), "env": dict(env), "cwd": cwd}
        socket.send_fds(self._socket, [json.dumps(request).encode()], [terminal])
        return int(self._answer())

    def wait(self, pid: int, *, block: bool) -> int | None:
        """Return the exit status of a program that has ended, as `subprocess` does; None while it runs."""
        self._socket.send(json.dumps({"pid": pid, "block": block}).encode())
        status: int | None = self._answer()
        return status

    def _answer(self) -> Any:
        return json.loads(self._socket.recv(_LONGEST))

    def _stop(self) -> None:
        self._socket.close()
        self._server.wait()


def _early(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in env.items() if name.startswith(_READ_EARLY)}


# -- the server


def _main(connection: socket.socket) -> None:
    _import_all()
    gc.collect()
    gc.freeze()
    request = _serve(connection)
    if request is not None:
        _become(request)


def _import_all() -> None:
    import specui
    from specui.tui.terminal import lean_textual

    lean_textual.import_textual()
    for module in pkgutil.walk_packages(specui.__path__, "specui."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    # A program decides on colours, then imports Textual, which reads the decision.
    constants = importlib.import_module("textual.constants")
    lean_textual.import_textual = lambda: importlib.reload(constants)  # type: ignore[assignment]


def _serve(connection: socket.socket) -> dict[str, Any] | None:
    """Start programs and wait for them until nobody asks; in a new process, return what it has to run."""
    while True:
        data, descriptors, _, _ = socket.recv_fds(connection, _LONGEST, 1)
        if not data:
            return None
        request = json.loads(data)
        if "pid" in request:
            pid, status = os.waitpid(request["pid"], 0 if request["block"] else os.WNOHANG)
            connection.send(json.dumps(os.waitstatus_to_exitcode(status) if pid else None).encode())
            continue
        pid = os.fork()
        if not pid:
            connection.close()
            os.login_tty(descriptors[0])
            return request  # type: ignore[no-any-return]
        os.close(descriptors[0])
        connection.send(json.dumps(pid).encode())


def _become(request: dict[str, Any]) -> None:
    """Run a program as Python does."""
    set_defaults()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    for name, number, mode in (("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")):
        old = getattr(sys, name)
        new = open(  # noqa: SIM115 - for the rest of the process
            number, mode, encoding=old.encoding, errors=old.errors, buffering=1, closefd=False
        )
        setattr(sys, name, new)
        setattr(sys, f"__{name}__", new)
    _, *words = request["argv"]
    if words[0] == "-m":
        sys.argv = words[1:]
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = words
        sys.path.insert(0, os.path.dirname(words[0]))
        runpy.run_path(words[0], run_name="__main__")


if __name__ == "__main__":
    _main(socket.socket(fileno=int(sys.argv[1])))
