"""Files that are not UTF-8: which encoding they were probably written in, and what they say in it."""

from __future__ import annotations

import codecs

from specui.cli.failures import Failure

_TURKISH = frozenset(b"\xd0\xdd\xde\xf0\xfd\xfe")  # Ğ İ Ş ğ ı ş; in cp1252 they are Icelandic
_UNUSED = frozenset(b"\x81\x8d\x8f\x90\x9d")  # no characters in cp1252


def guess(data: bytes) -> str:
    """Return the likely eight-bit encoding: cp1254 where the letters are Turkish, latin-1 where nothing else fits."""
    stray = frozenset(_strays(data))
    if stray & _UNUSED:
        return "latin-1"
    return "cp1254" if stray & _TURKISH else "cp1252"


def decode_as(data: bytes, encoding: str, name: str) -> str:
    """Return the text; where it is mostly UTF-8, only the bytes that are not are read by `encoding`.

    Raises Failure where there is no such encoding, or it has no character for some byte.
    """
    try:
        if codecs.lookup(encoding).name.startswith(("utf-16", "utf-32")):
            return data.decode(encoding)
        parts = []
        for valid, stray in _split(data):
            parts += [valid.decode("utf-8"), stray.decode(encoding)]
        return "".join(parts).removeprefix("\ufeff")
    except LookupError as error:
        raise Failure(f"there is no encoding {encoding}; try cp1252, cp1254, latin-1 or utf-16.") from error
    except UnicodeError as error:
        raise Failure(f"{name} is not {encoding}: {error}; name another with --encoding.") from error


def _strays(data: bytes) -> bytes:
    return b"".join(stray for _, stray in _split(data))


def _split(data: bytes) -> list[tuple[bytes, bytes]]:
    """Part the bytes into stretches of valid UTF-8, each with the bytes behind it that are none."""
    parts, at = [], 0
    while at < len(data):
        try:
            data[at:].decode("utf-8")
        except UnicodeDecodeError as error:
            parts.append((data[at : at + error.start], data[at + error.start : at + error.end]))
            at += error.end
        else:
            parts.append((data[at:], b""))
            break
    return parts
