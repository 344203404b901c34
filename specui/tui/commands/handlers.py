"""Handlers: what a screen runs for a command, and why it cannot at the moment.

A screen collects the handlers of its controllers by the ids of their commands. Pure: no widget.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple, TypeAlias


def _always() -> str:
    return ""


class Handler(NamedTuple):
    """One command's work.

    `run` may be a coroutine function. `unavailable` returns one sentence when the command has nothing to do here,
    and "" when it has; the screen shows the sentence instead of running the command.
    """

    run: Callable[[], Awaitable[Any] | Any]
    unavailable: Callable[[], str] = _always


Handlers: TypeAlias = Mapping[str, Handler]
"""Handlers by the id of their command."""
