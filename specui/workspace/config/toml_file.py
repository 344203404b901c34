"""Read TOML that a user wrote: what is wrong with it comes back as a fault with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from specui.workspace.config.config_fault import Fault

_MOST_PARTS = 50
_LONG_KEY = r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){50}"""
_PLACE = r" \(at (?:line (\d+), column \d+|end of document)\)"


def decode_toml(data: bytes, file: Path) -> str | Fault:
    """Return the text of a file's bytes."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Fault(file, line, "not UTF-8, which TOML must be; save it as UTF-8")


def parse_toml(text: str, file: Path) -> dict[str, Any] | Fault:
    """Return the data of a text."""
    import re
    import tomllib

    if re.search(_LONG_KEY, text):  # tomllib takes a time that grows with the square of the parts
        return Fault(file, 1, f"not TOML: a key in it has more than {_MOST_PARTS} parts")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(_PLACE, str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        return Fault(file, line, f"not TOML: {str(error)[: place.start()] if place else error}")
    except RecursionError:
        return Fault(file, 1, "not TOML: it is nested too deeply")
    except ValueError:  # a number with more digits than Python reads
        return Fault(file, 1, "not TOML: a number in it is too long")
