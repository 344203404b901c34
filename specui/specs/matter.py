"""Fields in front matter: YAML's plain one-line scalars and lists of them, read and written in place.

No other YAML is read here, and what is not read is left alone: nested keys, block scalars, anchors,
values that run on, escapes beyond those of a quote and a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from specui.markdown.blocks import Document, FieldLine, FrontMatter
from specui.markdown.lazy import lazy_pattern
from specui.specs.labelled import Form, HeadLine
from specui.specs.names import split_names

_KEY = lazy_pattern(r"(?P<quote>[\"']?)(?P<key>[A-Za-z_][^:#\"'\r\n]*?)(?P=quote)[ \t]*:(?=[ \t]|\Z)[ \t]*")
_COMMENT = lazy_pattern(r"[ \t]*(?:(?<=[ \t])#.*)?\Z")
_PLAIN_END = lazy_pattern(r"(?<![ \t])(?:[ \t]+#|[ \t]*\Z)")
_DOUBLE = lazy_pattern(r'"(?:[^"\\]|\\["\\])*"')
_SINGLE = lazy_pattern(r"'(?:[^']|'')*'")
_NOT_PLAIN = frozenset("[]{}>|*&!%#@`\"',")
_ITEM = lazy_pattern(r"[ \t]*-[ \t]+(?=\S)")
_FLOW_PLAIN = lazy_pattern(r"[^,\[\]{}\"'#&*!|>%@`:]+")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "~"})


def matter_lines(document: Document, block: FrontMatter) -> Iterator[HeadLine]:
    """Yield the fields of front matter whose values are read."""
    text, starts, ends = document.text, document.lines.starts, document.lines.ends
    for line in _lines(document, block):
        start, end = starts[line - 1], ends[line - 1]
        match = _KEY.match(text, start, end)
        if match is None:
            continue
        first, stop = match.span("key")
        below = [(starts[n - 1], ends[n - 1]) for n in _below(document, block, line)]
        value = _scalar(text, match.end(), end) if not below else None
        if value is None and below and _COMMENT.match(text, match.end(), end):
            value = _block(text, below)
        if value is None and not below:
            value = _flow(text, match.end(), end)
        if value is None:
            continue
        form, value_start, value_end = value
        yield HeadLine(
            FieldLine(start, max(value_end, stop), line, first, stop, value_start, value_end), form
        )


def _lines(document: Document, block: FrontMatter) -> Iterator[int]:
    """Yield the lines between the fences of front matter, without those of merge conflicts in it."""
    inside = document.conflicts_within(block.start, block.end)
    taken = {line for conflict in inside for line in range(conflict.line, conflict.end_line + 1)}
    return (line for line in range(block.line + 1, block.end_line) if line not in taken)


def keys_of(document: Document) -> Iterator[tuple[str, int]]:
    """Yield each key that is at the edge of the front matter, and its line; also those whose value is not read."""
    block = document.blocks[0] if document.blocks else None
    if type(block) is not FrontMatter:
        return
    for line in _lines(document, block):
        match = _KEY.match(document.text, document.lines.starts[line - 1], document.lines.ends[line - 1])
        if match is not None:
            yield match["key"], line


def value_of(text: str, line: FieldLine, form: Form) -> str:
    """Return what a value says: without quotes; the items of a list separated by commas."""
    raw = text[line.value_start : line.value_end]
    if form == "flow":
        return ", ".join(_unquoted(text[a:b]) for a, b in _flow_items(text, line.value_start, line.value_end))
    if form == "block":
        items = [_ITEM.sub("", row, count=1) for row in re.split(r"\r\n|\r|\n", raw)]
        return ", ".join(_unquoted(_without_comment(item)) for item in items if item.strip())
    return _inner(raw, form)


def written(text: str, line: FieldLine, form: Form, value: str) -> tuple[int, int, str]:
    """Return the range to replace and what to put there, so that a field of front matter says a value."""
    start, end = line.value_start, line.value_end
    old = text[start:end]
    if form == "flow":
        return start, end, ", ".join(_item(name, flow=True) for name in split_names(value))
    if form == "block":
        marker = text[max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1 : start]
        return start, end, _items(old, marker, _newline(text), split_names(value))
    if form == "double":
        return start, end, _escaped(value)
    if form == "single":
        return start, end, value.replace("'", "''")
    new = _item(value, flow=False)
    if start == end:
        return start, end, f" {new}" if text[start - 1] not in " \t" else new
    return start, end, new


def scalar(value: str) -> str:
    """Return a value as a scalar, in quotes where YAML would read it as something else."""
    return _item(value, flow=False)


def _below(document: Document, block: FrontMatter, line: int) -> list[int]:
    """Return the lines that belong to a key: indented lines and items, without blank lines and comments between them."""
    text, starts, ends = document.text, document.lines.starts, document.lines.ends
    found: list[int] = []
    for number in range(line + 1, block.end_line):
        row = text[starts[number - 1] : ends[number - 1]]
        if not row.strip(" \t") or row.lstrip(" \t").startswith("#"):
            continue
        if row[0] not in " \t" and not re.match(r"-(?:[ \t]|\Z)|[\]})]", row):
            break
        found.append(number)
    return found


def _scalar(text: str, pos: int, end: int) -> tuple[Form, int, int] | None:
    if pos < end and text[pos] in "\"'":
        form: Form = "double" if text[pos] == '"' else "single"
        match = (_DOUBLE if form == "double" else _SINGLE).match(text, pos, end)
        if match is None or not _COMMENT.match(text, match.end(), end):
            return None
        return form, match.start() + 1, match.end() - 1
    if pos == end or text[pos] == "#":
        colon = text.rindex(":", 0, pos)
        at = colon + 1
        return "plain", at, at
    if text[pos] in _NOT_PLAIN or (text[pos] in "-?:" and text[pos + 1 : pos + 2] in {" ", "\t", ""}):
        return None
    stop = _PLAIN_END.search(text, pos, end)
    last = stop.start() if stop else end
    if ": " in text[pos:last] or ":\t" in text[pos:last] or text[last - 1] == ":":
        return None
    return "plain", pos, last


def _flow(text: str, pos: int, end: int) -> tuple[Form, int, int] | None:
    if not text.startswith("[", pos):
        return None
    close = text.rfind("]", pos, end)
    if close < 0 or not _COMMENT.match(text, close + 1, end):
        return None
    try:
        _flow_items(text, pos + 1, close)
    except ValueError:
        return None
    return "flow", pos + 1, close


def _flow_items(text: str, pos: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of the scalars of ``[a, "b"]``.  Raises ValueError for anything else."""
    found: list[tuple[int, int]] = []
    while True:
        while pos < end and text[pos] in " \t":
            pos += 1
        if pos == end and not found:
            return found
        match = (
            _DOUBLE.match(text, pos, end)
            or _SINGLE.match(text, pos, end)
            or _FLOW_PLAIN.match(text, pos, end)
        )
        if match is None:
            raise ValueError("not a list of scalars")
        last = len(match[0].rstrip(" \t")) + pos
        found.append((pos, last))
        pos = match.end()
        while pos < end and text[pos] in " \t":
            pos += 1
        if pos == end:
            return found
        if text[pos] != ",":
            raise ValueError("not a list of scalars")
        pos += 1


def _block(text: str, below: Sequence[tuple[int, int]]) -> tuple[Form, int, int] | None:
    """Return the range of the items ``- a`` below a key, from the first item's text to the last one's end."""
    first, last = -1, -1
    indent = ""
    for number, (start, end) in enumerate(below):
        match = _ITEM.match(text, start, end)
        if (
            match is None
            or text[match.end()] == "#"
            or (number and match[0] != indent)
            or (number and start != _next_line(text, below[number - 1][1]))
        ):
            return None
        indent = match[0]
        value = _scalar(text, match.end(), end)
        if value is None:
            return None
        quoted = value[0] != "plain"
        first = match.end() if number == 0 else first
        last = value[2] + quoted
        if text[last:end].strip() and number < len(below) - 1:
            return None  # a comment between items would go with them
    return "block", first, last


def _next_line(text: str, end: int) -> int:
    return end + (2 if text.startswith("\r\n", end) else 1)


def _items(old: str, marker: str, newline: str, values: Sequence[str]) -> str:
    """Return the items of a block list in the style of the present ones; equal items stay as written."""
    rows = re.split(r"\r\n|\r|\n", old)
    bodies = [row.removeprefix(marker) for row in rows]
    kept = {_unquoted(_without_comment(body)): body for body in reversed(bodies)}
    return f"{newline}{marker}".join([kept.get(value, _item(value, flow=False)) for value in values])


def _newline(text: str) -> str:
    """Return the newline that ends the first line."""
    match = re.search(r"\r\n|\r|\n", text)
    return match[0] if match else "\n"


def _item(value: str, *, flow: bool) -> str:
    """Return a scalar, in quotes where YAML would read it as something else."""
    bad = (
        not value
        or value[0] in _NOT_PLAIN
        or (value[0] in "-?:" and value[1:2] in {" ", ""})
        or ": " in value
        or " #" in value
        or value[-1] == ":"
        or value.casefold() in _WORDS
        or (flow and not _FLOW_PLAIN.fullmatch(value))
    )
    return f'"{_escaped(value)}"' if bad else value


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


def _inner(raw: str, form: Form) -> str:
    if form == "double":
        return re.sub(r"\\([\"\\])", r"\1", raw)
    return raw.replace("''", "'") if form == "single" else raw


def _unquoted(raw: str) -> str:
    if len(raw) > 1 and raw[0] == raw[-1] and raw[0] in "\"'":
        return _inner(raw[1:-1], "double" if raw[0] == '"' else "single")
    return raw


def _without_comment(item: str) -> str:
    value = _scalar(item, 0, len(item))
    if value is None:
        return item.strip()
    quoted = value[0] != "plain"
    return item[value[1] - quoted : value[2] + quoted]
