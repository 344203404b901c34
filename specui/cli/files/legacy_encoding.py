"""Read files that are not UTF-8: guess their encoding, and decode them."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from specui.cli.errors import Failure

_TURKISH = frozenset(b"\xd0\xdd\xde\xf0\xfd\xfe")  # Ğ İ Ş ğ ı ş in cp1254; Icelandic letters in cp1252
_HANDLER = "specui-strays"


def guess_encoding(data: bytes, marked: str = "") -> str:
    """Return the likely encoding; it can decode every byte.

    `marked` is the encoding that a byte order mark names. Otherwise: cp1254 if the letters are Turkish, else cp1252,
    else latin-1, which decodes anything.
    """
    found = bytearray()

    def collect(stray: bytes) -> str:
        found.extend(stray)
        return ""

    _decode_utf8(data, collect)
    eight_bit = ("cp1254", "cp1252") if not _TURKISH.isdisjoint(found) else ("cp1252", "cp1254")
    if marked and _can_decode(data, marked):
        return marked
    return next((encoding for encoding in eight_bit if _can_decode(bytes(found), encoding)), "latin-1")


def decode_as(data: bytes, encoding: str, name: str) -> str:
    """Return the text of the file `name`; bytes that are valid UTF-8 are read as that, only the others by `encoding`.

    Raises Failure for an unknown encoding, or one that cannot decode some byte.
    """
    try:
        if codecs.lookup(encoding).name.startswith(("utf-16", "utf-32")):
            return data.decode(encoding)
        return _decode_utf8(data, lambda stray: stray.decode(encoding)).removeprefix("\ufeff")
    except LookupError as error:
        raise Failure(f"unknown encoding {encoding}; try cp1252, cp1254, latin-1 or utf-16.") from error
    except UnicodeError as error:
        raise Failure(f"{name} is not {encoding}: {error}; name another with --encoding.") from error


def _decode_utf8(data: bytes, stray: Callable[[bytes], str]) -> str:
    """Decode UTF-8, and invalid bytes by `stray`, in one pass over the data."""

    def handle(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        return stray(error.object[error.start : error.end]), error.end

    codecs.register_error(_HANDLER, handle)
    return data.decode("utf-8", _HANDLER)


def _can_decode(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    return True
