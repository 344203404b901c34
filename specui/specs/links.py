"""The links of an item: citations of files in backquotes, Markdown links, web addresses.

Only what is written: whether the target exists is not checked here.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple
from urllib.parse import unquote

from specui.markdown.lazy import lazy_pattern

LinkKind = Literal["citation", "link", "web"]


class Link(NamedTuple):
    """One target. `line` and `end_line` are 1-based, 0 where none is named; `target` is a path or the whole address."""

    kind: LinkKind
    target: str
    line: int = 0
    end_line: int = 0

    def __str__(self) -> str:
        lines = f":{self.line}" if self.line else ""
        return f"{self.target}{lines}" + (f"-{self.end_line}" if self.end_line > self.line else "")


_MOST = 500
"""Links of one text; nobody can tell more of them apart."""

_FOUND = lazy_pattern(
    r"`(?P<code>[^`\n]{1,400})`"
    r"|\[[^\]\n]{0,400}\]\(\s*<?(?P<link>[^)\s>]{1,2000})"
    r"|(?P<web>https?://[^\s<>`\"')\]|]{1,2000})",
    re.IGNORECASE,
)
_LINES = lazy_pattern(r"(?::|#L)(\d{1,9})(?:(?:[-–:]|-L)(\d{1,9}))?$")
_PATH = lazy_pattern(r"[\w.@+~/\\\[\]()$-]+")
_FILE = lazy_pattern(r"[^/\\]*\.[A-Za-z][A-Za-z0-9]{0,7}$")
_SCHEME = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]+:")


def links_in(text: str) -> tuple[Link, ...]:
    """Return the links of a Markdown text in order, each once."""
    if "`" not in text and "](" not in text and "://" not in text:
        return ()
    found: dict[Link, None] = {}
    for match in _FOUND.finditer(text):
        link = _link(match)
        if link is not None:
            found[link] = None
            if len(found) == _MOST:
                break
    return tuple(found)


def _link(match: re.Match[str]) -> Link | None:
    if match["code"] is not None:
        return _cited(match["code"].strip())
    if match["web"] is not None:
        return Link("web", match["web"].rstrip(".,;:!?"))
    target = match["link"]
    if target.lower().startswith(("http://", "https://")):
        return Link("web", target)
    if _SCHEME.match(target) or target.startswith("#"):
        return None
    path, line, end = _placed(target)
    return Link("link", unquote(path.partition("#")[0]), line, end)


def _cited(code: str) -> Link | None:
    """Read what is in backquotes as a path; what can be none is code."""
    if code.lower().startswith(("http://", "https://")):
        return Link("web", code) if " " not in code else None
    path, line, end = _placed(code)
    if not _PATH.fullmatch(path) or not ("/" in path or _FILE.fullmatch(path)) or path.endswith("()"):
        return None
    return Link("citation", path, line, end)


def _placed(text: str) -> tuple[str, int, int]:
    lines = _LINES.search(text)
    if lines is None:
        return text, 0, 0
    return text[: lines.start()], int(lines[1]), int(lines[2] or 0)
