"""A faster import of Textual: the modules that specui never uses are left out of it.

While `textual.app` is imported, stand-ins take the place of these modules in `sys.modules`: `ssl`, without which
asyncio works as on a Python that was built without it; the command palette of Textual, whose classes the app only
names; and modules that Textual calls only to deliver a file or show a design. Afterwards the stand-ins are gone, and
whoever imports these modules gets the real ones.

That depends on what `textual.app` imports, so it is done for the versions of Textual that it was tested with, and for
no others: they are imported in full. There is no way to leave out `textual.command`, most of the saving, without a
stand-in, because `textual.app` imports names from it as it is imported itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

TESTED_VERSIONS = frozenset({"8.2.8"})
"""The versions of Textual that stand-ins are used with. A test fails when another one is installed."""

_PALETTE = "textual.command"
_NAMES = ("CommandListItem", "CommandPalette", "Provider", "SimpleProvider", "Hit", "Hits", "DiscoveryHit")
_CALLED_LATER = {
    "mimetypes": "guess_type",
    "platformdirs": "user_downloads_path",
    "rich.table": "Table",
    "uuid": "uuid4",
}
"""Modules that Textual calls only to deliver a file or show a design, and the function that it calls."""


def import_textual() -> None:
    """Import Textual's app, without unused modules if this version of Textual was tested with that."""
    if textual_version() not in TESTED_VERSIONS:
        import_module("textual.app")
        return
    with stand_ins():
        import_module("textual.app")


def textual_version() -> str:
    """Return the installed version of Textual; "" when that is not known.

    It is in the name of a folder. Asking `importlib.metadata` takes longer than the stand-ins save.
    """
    spec = find_spec("textual")
    if spec is None or spec.origin is None:
        return ""
    folder = os.path.dirname(os.path.dirname(spec.origin))
    found = [
        name for name in os.listdir(folder) if name.startswith("textual-") and name.endswith(".dist-info")
    ]
    return found[0].removeprefix("textual-").removesuffix(".dist-info") if len(found) == 1 else ""


@contextmanager
def stand_ins() -> Iterator[None]:
    """Let the block import asyncio and `textual.app`, and nothing else, without unused modules.

    Modules that have been imported already stay as they are.
    """
    replaced: dict[str, ModuleType | None] = {}
    if "asyncio" not in sys.modules:
        replaced["ssl"] = None  # makes `import ssl` fail, which asyncio expects
    if "textual.app" not in sys.modules:
        palette = ModuleType(_PALETTE)
        palette.__dict__.update({name: type(name, (), {}) for name in _NAMES})
        replaced[_PALETTE] = palette
        for name, called in _CALLED_LATER.items():
            module = ModuleType(name)
            module.__dict__[called] = partial(_call, name, called)
            replaced[name] = module
    replaced = {name: module for name, module in replaced.items() if name not in sys.modules}
    sys.modules.update(replaced)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name, stand_in in replaced.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]


def _call(module: str, name: str, *arguments: Any, **keywords: Any) -> Any:
    return getattr(import_module(module), name)(*arguments, **keywords)
