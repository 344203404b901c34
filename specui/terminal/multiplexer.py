"""tmux and GNU screen, when this runs inside one: which, which version, and the settings that matter here."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from typing import Literal, NamedTuple

SECONDS = 2.0
"""How long tmux may take for all of it; one that hangs is not waited for."""

_SETTINGS = ("escape-time", "default-terminal", "set-clipboard", "focus-events", "mouse")


class Multiplexer(NamedTuple):
    """`settings` are by name as tmux prints them, empty where it did not answer; `features` those of the client."""

    kind: Literal["", "tmux", "screen"] = ""
    version: str = ""
    settings: Mapping[str, str] = {}
    features: frozenset[str] = frozenset()

    @property
    def version_number(self) -> tuple[int, int]:
        """(0, 0) where it is not known."""
        found = re.search(r"(\d+)\.(\d+)", self.version)
        return (int(found[1]), int(found[2])) if found else (0, 0)


def multiplexer(environ: Mapping[str, str]) -> Multiplexer:
    """Ask the one that this runs in. May take SECONDS."""
    if environ.get("TMUX"):
        return _tmux()
    if environ.get("STY"):
        found = re.search(r"\d[\w.]*", _said(("screen", "-v")))  # its exit status is 1
        return Multiplexer("screen", found[0] if found else "")
    return Multiplexer()


def _tmux() -> Multiplexer:
    version = _said(("tmux", "-V")).removeprefix("tmux ").strip()
    form = "\n".join(f"{name} #{{{name}}}" for name in ("client_termfeatures", *_SETTINGS))
    told = dict(
        line.partition(" ")[::2] for line in _said(("tmux", "display-message", "-p", form)).split("\n")
    )
    features = frozenset(told.pop("client_termfeatures", "").split(","))
    return Multiplexer("tmux", version, {name: told[name] for name in _SETTINGS if told.get(name)}, features)


def _said(argv: tuple[str, ...]) -> str:
    try:
        done = subprocess.run(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")
