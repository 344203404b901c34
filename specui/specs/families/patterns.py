"""Patterns of paths below the root of a project: ``specs/*/spec.md``, ``openspec/specs/**/spec.md``.

``*`` and ``?`` stay within one name, ``[0-9]`` is a digit, ``**`` is any number of folders, none included. Names are
compared with case.
"""

from __future__ import annotations

import re
from functools import lru_cache

from specui.markdown.lazy import lazy_pattern

_SIGN = lazy_pattern(r"(\*|\?|\[0-9\])")
_SIGNS = {"*": "[^/]*", "?": "[^/]", "[0-9]": "[0-9]"}


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern as a regular expression for whole paths with ``/``."""
    parts = []
    for index, name in enumerate(names := pattern.strip("/").split("/")):
        last = index == len(names) - 1
        if name == "**":
            parts.append(".+" if last else "(?:[^/]+/)*")
        else:
            parts.append(_name(name) + ("" if last else "/"))
    return re.compile("".join(parts), re.DOTALL)


def matches(path: str, pattern: str) -> bool:
    """Return whether the whole path matches."""
    return compiled(pattern).fullmatch(path) is not None


def is_pattern(name: str) -> bool:
    """Return whether one name is a pattern: whether it stands for others than itself."""
    return _SIGN.search(name) is not None


def folder_of(path: str, pattern: str) -> str:
    """Return the folder at or above a file that matches the pattern of a folder; "" where none does."""
    names = path.split("/")[:-1]
    for count in range(len(names), 0, -1):
        folder = "/".join(names[:count])
        if matches(folder, pattern):
            return folder
    return ""


def hidden_folders(pattern: str) -> tuple[str, ...]:
    """Return the first folder of a pattern where its name begins with a dot: ``.kiro`` of ``.kiro/specs/*/design.md``."""
    first, slash, _ = pattern.partition("/")
    return (first,) if slash and first.startswith(".") and "*" not in first else ()


def _name(name: str) -> str:
    return "".join(_SIGNS.get(sign) or re.escape(sign) for sign in _SIGN.split(name))
