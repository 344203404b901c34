"""Inline Markdown of a paragraph, item or cell as styled text: code, emphasis, links, struck text.

mistune's inline parser reads it, imported when the first text needs it. Its older releases are quadratic on hostile
delimiters, so that text that is too long or too dense for prose is drawn plain, without the parser.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from textual.content import Content, Span

from specui.tui.rendering.safe_text import safe

if TYPE_CHECKING:
    from mistune import Markdown
    from textual.style import Style

MAX_CHARACTERS = 8000
MAX_DELIMITERS = 400
MAX_BLANKS = 200
"""Texts beyond one of these are drawn as they stand: characters, delimiters, blanks in one run."""

_DELIMITERS = "*_~`[]<!\\"
_TRIGGERS = (*_DELIMITERS, "&", "\n")


@dataclass(frozen=True, slots=True)
class InlineStyles:
    """The style of each kind: theme variables as in Textual's CSS, or Style objects; "" for plain text."""

    code: str | Style = "$code-foreground on $code-background"
    strong: str | Style = "bold"
    emphasis: str | Style = "italic"
    struck: str | Style = "strike $text-muted"
    link: str | Style = "underline"
    url: str | Style = "$text-muted"
    html: str | Style = "$text-muted"


DEFAULT_STYLES = InlineStyles()


@lru_cache(maxsize=2048)
def inline(source: str, styles: InlineStyles = DEFAULT_STYLES) -> Content:
    """Return the Markdown `source` as content: a newline is a blank, a hard break a newline.

    Links are text, followed by their address where it says more; HTML and markup stay text. Never raises.
    """
    if not any(trigger in source for trigger in _TRIGGERS):
        return Content(safe(source))
    if is_hostile(source):
        return Content(safe(source, keep_newlines=True))
    try:
        tokens = _parser().inline(source, {})
        builder = _Builder(styles)
        builder.add(tokens)
    except RecursionError:
        return Content(safe(source, keep_newlines=True))
    return Content("".join(builder.parts), builder.spans)


def is_hostile(source: str) -> bool:
    """Say whether `source` must not reach the parser; linear in its length."""
    return (
        len(source) > MAX_CHARACTERS
        or sum(map(source.count, _DELIMITERS)) > MAX_DELIMITERS
        or " " * MAX_BLANKS in source
    )


class _Builder:
    """Collects the drawn text and its spans while walking the parser's tokens."""

    def __init__(self, styles: InlineStyles) -> None:
        self.parts: list[str] = []
        self.spans: list[Span] = []
        self._length = 0
        self._styles = styles

    def add(self, tokens: Iterable[Mapping[str, Any]]) -> None:
        for token in tokens:
            start = self._length
            self._add_token(token)
            style = self._style(token["type"])
            if style and self._length > start:
                self.spans.append(Span(start, self._length, style))
            if token["type"] in {"link", "image"}:
                self._add_url(token["attrs"]["url"], "".join(self.parts)[start:])

    def _add_token(self, token: Mapping[str, Any]) -> None:
        kind = token["type"]
        if kind == "linebreak":
            self._write("\n")
        elif kind == "softbreak":
            self._write(" ")
        elif "children" in token:
            self.add(token["children"])
        else:
            raw = token.get("raw", "")
            self._write(safe(_unescaped(raw) if kind == "text" else raw))

    def _add_url(self, url: str, label: str) -> None:
        url = safe(url)
        if url in {label, f"mailto:{label}"}:
            return
        start = self._length
        self._write(f" ({url})" if label else url)
        if self._styles.url:
            self.spans.append(Span(start, self._length, self._styles.url))

    def _style(self, kind: str) -> str | Style:
        styles = self._styles
        match kind:
            case "codespan":
                return styles.code
            case "strong":
                return styles.strong
            case "emphasis":
                return styles.emphasis
            case "strikethrough":
                return styles.struck
            case "link" | "image":
                return styles.link
            case "inline_html":
                return styles.html
            case _:
                return ""

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    from html import unescape  # its table of names takes a millisecond to import

    return unescape(text)


@lru_cache(maxsize=1)
def _parser() -> Markdown:
    import mistune
    from mistune.plugins.formatting import strikethrough

    return mistune.Markdown(renderer=None, plugins=[strikethrough])
