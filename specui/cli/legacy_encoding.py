"""Files that are not UTF-8: which encoding they were probably written in, and what they say in it."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from specui.cli.errors import Failure

_TURKISH = frozenset(b"\xd0\xdd\xde\xf0\xfd\xfe")  # Ğ İ Ş ğ ı ş; in cp1252 they are Icelandic
_HANDLER = "specui-strays"


def guess(data: bytes, marked: str = "") -> str:
    """Return the likely encoding, in which every byte is a character.

    `marked` is what a byte order mark says. Else cp1254 where the letters are Turkish, cp1252 where they are not,
    and latin-1, which has everything, where neither fits.
    """
    found = bytearray()

    def collect(stray: bytes) -> str:
        found.extend(stray)
        return ""

    _read(data, collect)
    eight_bit = ("cp1254", "cp1252") if not _TURKISH.isdisjoint(found) else ("cp1252", "cp1254")
    if marked and _can(data, marked):
        return marked
    return next((encoding for encoding in eight_bit if _can(bytes(found), encoding)), "latin-1")


def decode_as(data: bytes, encoding: str, name: str) -> str:
    """Return the text; where it is mostly UTF-8, only the bytes that are not are read by `encoding`.

    Raises Failure where there is no such encoding, or it has no character for some byte.
    """
    try:
        if codecs.lookup(encoding).name.startswith(("utf-16", "utf-32")):
            return data.decode(encoding)
        return _read(data, lambda stray: stray.decode(encoding)).removeprefix("\ufeff")
    except LookupError as error:
        raise Failure(f"there is no encoding {encoding}; try cp1252, cp1254, latin-1 or utf-16.") from error
    except UnicodeError as error:
        raise Failure(f"{name} is not {encoding}: {error}; name another with --encoding.") from error


def _read(data: bytes, stray: Callable[[bytes], str]) -> str:
    """Decode UTF-8, and by `stray` the bytes that are none; in one pass, however many they are."""

    def handle(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        return stray(error.object[error.start : error.end]), error.end

    codecs.register_error(_HANDLER, handle)
    return data.decode("utf-8", _HANDLER)


def _can(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    return True
