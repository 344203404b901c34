"""JSON as commands print it. A terminal gets every control character in it escaped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from specui.cli import output
from specui.markdown.printable import escape_json


def to_json(value: object) -> str:
    """Return a value as JSON on one line."""
    return escape_json(json.dumps(value, ensure_ascii=False))


def array_lines(parts: Iterable[str]) -> Iterator[str]:
    """Yield what goes between the brackets of an array: each part on lines of its own, with commas between them."""
    before = "\n"
    for part in parts:
        yield before + part
        before = ",\n"
    yield "\n"


def write_json(value: object) -> None:
    """Print a value as indented JSON."""
    output.write_data(escape_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n")
