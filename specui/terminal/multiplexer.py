"""tmux or GNU screen around this process: the version, and the settings that matter here."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from typing import Literal, NamedTuple

SECONDS = 2.0
"""The time limit for one call of tmux or screen."""

_SETTINGS = ("escape-time", "default-terminal", "set-clipboard", "focus-events", "mouse")


class Multiplexer(NamedTuple):
    """A multiplexer; `kind` is "" for none.

    `settings` are by name as tmux prints them, empty if it did not answer; `features` are those of its client.
    """

    kind: Literal["", "tmux", "screen"] = ""
    version: str = ""
    settings: Mapping[str, str] = {}
    features: frozenset[str] = frozenset()

    @property
    def version_number(self) -> tuple[int, int]:
        """Major and minor version; (0, 0) if unknown."""
        found = re.search(r"(\d+)\.(\d+)", self.version)
        return (int(found[1]), int(found[2])) if found else (0, 0)


def multiplexer(environ: Mapping[str, str]) -> Multiplexer:
    """Ask the multiplexer around this process, if any. May take twice SECONDS."""
    if environ.get("TMUX"):
        return _tmux()
    if environ.get("STY"):
        found = re.search(r"\d[\w.]*", _output(("screen", "-v")))  # exits with 1
        return Multiplexer("screen", found[0] if found else "")
    return Multiplexer()


def _tmux() -> Multiplexer:
    version = _output(("tmux", "-V")).removeprefix("tmux ").strip()
    form = "\n".join(f"{name} #{{{name}}}" for name in ("client_termfeatures", *_SETTINGS))
    values = dict(
        line.partition(" ")[::2] for line in _output(("tmux", "display-message", "-p", form)).split("\n")
    )
    features = frozenset(values.pop("client_termfeatures", "").split(","))
    return Multiplexer(
        "tmux", version, {name: values[name] for name in _SETTINGS if values.get(name)}, features
    )


def _output(argv: tuple[str, ...]) -> str:
    """Return what a program prints; "" if it fails to start or takes too long."""
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
