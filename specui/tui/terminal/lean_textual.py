"""Textual without what specui has no use for: the start is shorter by it, and nothing else changes.

asyncio does without `ssl` where there is none; Textual's app names the classes of its own command palette, which
specui never opens, and some functions for delivering files. All modules are there for anybody who imports them later.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

_PALETTE = "textual.command"
_NAMES = ("CommandListItem", "CommandPalette", "Provider", "SimpleProvider", "Hit", "Hits", "DiscoveryHit")
_LATER = {
    "mimetypes": "guess_type",
    "platformdirs": "user_downloads_path",
    "rich.table": "Table",
    "uuid": "uuid4",
}
"""Module → what Textual calls of it, and only when a file is delivered or a design is shown."""


def import_textual() -> None:
    """Import Textual's app without what specui has no use for."""
    with without_extras():
        import textual.app  # noqa: F401


@contextmanager
def without_extras() -> Iterator[None]:
    """Let the block import asyncio and `textual.app`, and nothing else, without them.

    Where they are there already, nothing happens.
    """
    left_out: dict[str, ModuleType | None] = {}
    if "asyncio" not in sys.modules:
        left_out["ssl"] = None  # as on a Python that was built without it
    if "textual.app" not in sys.modules:
        stand_in = ModuleType(_PALETTE)
        stand_in.__dict__.update({name: type(name, (), {}) for name in _NAMES})
        left_out[_PALETTE] = stand_in
        for place, called in _LATER.items():
            left_out[place] = ModuleType(place)
            left_out[place].__dict__[called] = partial(_call, place, called)
    left_out = {name: module for name, module in left_out.items() if name not in sys.modules}
    sys.modules.update(left_out)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name, module in left_out.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _call(module: str, name: str, *arguments: Any, **keywords: Any) -> Any:
    return getattr(import_module(module), name)(*arguments, **keywords)
