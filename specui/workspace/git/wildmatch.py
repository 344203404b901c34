"""One pattern of an ignore file as a regular expression, byte for byte as git's own matcher reads it.

Matching takes time proportional to the name's length times the pattern's, however many stars there are: after a star
the first match is final, which changes no result, because the next star takes the rest.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable

from specui.markdown.lazy import lazy_pattern

_ANY = b"[^/]"
_NEVER = lazy_pattern(rb"(?!)")
_SPECIAL = b"*?[\\"
_LONGEST = 4_096
"""Bytes of a path on all systems of git: a pattern that needs more matches nothing."""


def plain_length(pattern: bytes) -> int:
    """Return the number of bytes before the first wildcard."""
    return next((at for at, byte in enumerate(pattern) if byte in _SPECIAL), len(pattern))


def expression(pattern: bytes, *, fold: bool = False) -> re.Pattern[bytes]:
    """Return an expression for a whole path with `/`; with `fold` the path must be in lower case.

    Git compares the part before the first wildcard on its own: so two stars right after it are at the beginning of
    the rest, and match folders too.
    """
    plain = plain_length(pattern)
    try:
        blocks = _blocks(pattern[plain:], fold)
    except _Malformed:
        return _NEVER
    start = [re.escape(bytes([byte])) for byte in _folded(pattern[:plain], fold)]
    blocks[0].runs[0][:0] = start
    if sum(len(run) for block in blocks for run in block.runs) > _LONGEST:
        return _NEVER
    parts = [_joined(block, last=block is blocks[-1]) for block in blocks]
    return re.compile(b"(?s)" + b"".join(parts) + rb"\Z")


class _Malformed(ValueError):
    """A class without an end, or with an unknown name: the whole pattern matches nothing, as in git."""


class _Block:
    """The pattern after its start or after two stars: `runs` of one-byte expressions, with a star between the runs.

    `before` is the expression for the two stars: `(?:.*?/)??` where they may match no folder, else `.*?`.
    """

    def __init__(self, before: bytes = b"") -> None:
        self.before = before
        self.runs: list[list[bytes]] = [[]]


def _joined(block: _Block, *, last: bool) -> bytes:
    first, *others = (b"".join(run) for run in block.runs)
    if last and others:
        stars = b"".join(b"(?>[^/]*?" + run + b")" for run in others[:-1]) + b"[^/]*" + others[-1]
    else:
        stars = b"".join(b"(?>[^/]*?" + run + b")" for run in others)
    if last:
        return block.before + first + stars
    return b"(?>" + block.before + first + stars + b")"


def _blocks(pattern: bytes, fold: bool) -> list[_Block]:
    blocks = [_Block()]
    at = 0
    while at < len(pattern):
        byte = pattern[at : at + 1]
        run = blocks[-1].runs[-1]
        if byte == b"*":
            end = at
            while pattern[end : end + 1] == b"*":
                end += 1
            pair = end - at > 1 and (at == 0 or pattern[at - 1 : at] == b"/")
            if pair and pattern[end : end + 1] == b"/":
                blocks.append(_Block(b"(?:.*?/)??"))
                end += 1
            elif pair and (end == len(pattern) or pattern[end : end + 2] == rb"\/"):
                blocks.append(_Block(b".*?"))
            else:
                blocks[-1].runs.append([])
            at = end
        elif byte == b"[":
            members, at = _members(pattern, at + 1, fold)
            run.append(_written(members))
        elif byte == b"?":
            run.append(_ANY)
            at += 1
        else:
            if byte == b"\\":
                at += 1
                byte = pattern[at : at + 1]
                if not byte:
                    raise _Malformed
            elif fold:
                byte = byte.lower()
            run.append(re.escape(byte))
            at += 1
    return blocks


def _folded(text: bytes, fold: bool) -> bytes:
    return text.lower() if fold else text


def _written(members: frozenset[int]) -> bytes:
    """Return an expression for one of these bytes; never a slash, whatever the class says."""
    wanted = sorted(members - {ord("/")})
    if not wanted:
        return b"(?!)"
    return b"[" + b"".join(b"\\x%02x" % byte for byte in wanted) + b"]"


def _members(pattern: bytes, at: int, fold: bool) -> tuple[frozenset[int], int]:
    """Read a class whose `[` ends at an offset; returns its bytes, and the offset after it."""
    negated = pattern[at : at + 1] in {b"!", b"^"}
    at += negated
    found: set[int] = set()
    before = 0  # the byte that a range starts from
    first = True
    while first or pattern[at : at + 1] != b"]":
        first = False
        byte, at = _byte(pattern, at), at + 1
        if byte == ord("\\"):
            byte, at = _byte(pattern, at), at + 1
            found.add(byte)
            before = byte
        elif byte == ord("-") and before and pattern[at : at + 1] not in {b"", b"]"}:
            byte, at = _byte(pattern, at), at + 1
            if byte == ord("\\"):
                byte, at = _byte(pattern, at), at + 1
            found |= _with_lower_case(range(before, byte + 1), fold)
            before = 0
        elif byte == ord("[") and pattern[at : at + 1] == b":":
            end = pattern.find(b"]", at + 1)
            if end < 0:
                raise _Malformed
            if end == at + 1 or pattern[end - 1 : end] != b":":
                found.add(byte)
                before = byte
            else:
                found |= _with_lower_case(_named(pattern[at + 1 : end - 1]), fold)
                at, before = end + 1, 0
        else:
            found.add(byte)
            before = byte
        if at >= len(pattern):
            raise _Malformed
    return (frozenset(range(1, 256)) - found if negated else frozenset(found)), at + 1


def _with_lower_case(members: Iterable[int], fold: bool) -> set[int]:
    """Return the bytes; with `fold` also the lower case of A to Z, because names come in lower case."""
    found = set(members)
    return found | {byte + 32 for byte in found if 65 <= byte <= 90} if fold else found


def _byte(pattern: bytes, at: int) -> int:
    if at >= len(pattern):
        raise _Malformed
    return pattern[at]


def _named(name: bytes) -> frozenset[int]:
    test = _CLASSES.get(name)
    if test is None:
        raise _Malformed
    return frozenset(byte for byte in range(128) if test(chr(byte)))


_CLASSES: dict[bytes, Callable[[str], bool]] = {
    b"alnum": str.isalnum,
    b"alpha": str.isalpha,
    b"blank": lambda sign: sign in " \t",
    b"cntrl": lambda sign: sign < " " or sign == "\x7f",
    b"digit": str.isdigit,
    b"graph": lambda sign: "!" <= sign <= "~",
    b"lower": str.islower,
    b"print": lambda sign: " " <= sign <= "~",
    b"punct": lambda sign: sign in string.punctuation,
    b"space": lambda sign: sign in " \t\n\r",
    b"upper": str.isupper,
    b"xdigit": lambda sign: sign in string.hexdigits,
}
