"""Decodes bytes to text and encodes them back unchanged: UTF-8, byte order mark, newline style.

Decoding keeps newlines and stores the byte order mark separately, so that ``encode(source.text, source.bom)``
returns the bytes of every file that is valid UTF-8.  Other files become read-only text, with the place of the first
fault.  damage.py handles text that a program decoded wrongly *before* it saved the file.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from specui.markdown.text import dominant_newline

_BOM = codecs.BOM_UTF8
# UTF-32 first: its little-endian mark starts with that of UTF-16.
_OTHER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_NEWLINE = re.compile(rb"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class DecodeFault:
    """Where bytes stop being valid UTF-8: ``offset`` in bytes from 0, ``line`` from 1.

    ``encoding`` is ``"UTF-16"`` or ``"UTF-32"`` if the byte order mark says so, else empty.  ``message`` is a
    predicate for the file: "is not UTF-8 …".
    """

    offset: int
    line: int
    encoding: str
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded file: its text without byte order mark, and how to write it back.

    ``newline`` is the newline of most lines; ``mixed`` says whether others occur.  With ``error``, the text is
    read-only and contains U+FFFD for each invalid byte.
    """

    text: str
    bom: bool = False
    newline: str = "\n"
    mixed: bool = False
    error: DecodeFault | None = None


def decode(data: bytes) -> Source:
    """Return the text of a file's bytes.  Never raises; see ``Source.error``."""
    bom = data.startswith(_BOM)
    try:
        text = str(data[3:] if bom else data, "utf-8")
    except UnicodeDecodeError as error:
        return _read_only_source(data, bom, error.start + (3 if bom else 0))
    if "\r" not in text:
        return Source(text, bom)
    return _source(text, bom, None)


def encode(text: str, bom: bool = False) -> bytes:
    """Return the bytes of ``text``.  Raises UnicodeEncodeError for lone surrogates, which ``decode`` never returns."""
    data = text.encode("utf-8")
    return _BOM + data if bom else data


def _read_only_source(data: bytes, bom: bool, offset: int) -> Source:
    for mark, encoding in _OTHER_MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            message = f"is {encoding}, not UTF-8: save it as UTF-8 in the editor that wrote it"
            return _source(text, False, DecodeFault(0, 1, encoding, message))
    line = len(_NEWLINE.findall(data, 0, offset)) + 1
    message = f"is not UTF-8 from line {line} on (byte {offset}, 0x{data[offset]:02x})"
    text = data[3 if bom else 0 :].decode("utf-8", errors="replace")
    return _source(text, bom, DecodeFault(offset, line, "", message))


def _source(text: str, bom: bool, error: DecodeFault | None) -> Source:
    crlf, cr, lf = text.count("\r\n"), text.count("\r"), text.count("\n")
    styles = (crlf > 0) + (cr > crlf) + (lf > crlf)
    return Source(text, bom, dominant_newline(text), styles > 1, error)
