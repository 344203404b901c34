"""Finds and repairs encoding damage: UTF-8 that a program read as an eight-bit encoding and saved again.

The functions return only damaged spans, each with the original text; everything else stays the same (ftfy fixes the
encoding of one run of letters at a time, and nothing else).  If bytes were lost, the original cannot be computed.
Then the remains decide, if they fit only one of the signs that such texts contain.

Importing ftfy takes 40 ms, so healthy texts must not need it: see ``_suspicious``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from specui.markdown.edits import TextEdit, Transaction
from specui.markdown.lazy import lazy_pattern

# The encodings that lose bytes: they lack characters for some bytes from 0x80 to 0x9f.
_GAPPED = ("cp1252", "cp1254")
_LATIN = ("latin-1", *_GAPPED)
_OTHERS = ("cp1250", "cp1251", "mac_roman", "cp437")

# What the first byte of a UTF-8 character becomes: any first byte in the Latin encodings, in the others those of
# letters, punctuation and signs.  A literal, since computing it would load the codecs at every start.
_LATIN_LEADS = "ÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôĞİŞğ"
_OTHER_LEADS = "¬ĂďđΓВГвпр‚√∩≡├┬\uf8ff"
_LEADS = frozenset(_LATIN_LEADS + _OTHER_LEADS)
_OTHER_LEAD_BYTES = bytes([0xC2, 0xC3, 0xE2, 0xEF, 0xF0])
_ASCII = bytes(range(128))

_RUN = lazy_pattern(r"[^\x00-\x7f]{2,}")
_SIGN = lazy_pattern(r"[^\x00-\x7f\w\s]\ufe0f?")
_QUOTED = lazy_pattern("“.”|‘.’")


class DamagedSpan(NamedTuple):
    """Damaged characters ``text[start:end]``; ``repaired`` is the original text, or None if bytes were lost."""

    start: int
    end: int
    repaired: str | None


def find_damage(text: str, known: Iterable[str] = ()) -> tuple[DamagedSpan, ...]:
    """Return the damaged spans of ``text``, in order.

    ``known`` are signs that the text probably contains (see ``find_signs``): they repair a span with lost bytes if
    it fits only one of them.
    """
    if text.isascii() or not _suspicious(text):
        return ()
    spans = list(_known_spans(text, known))
    gaps = zip([0, *(span.end for span in spans)], [*(span.start for span in spans), len(text)], strict=True)
    for start, end in list(gaps):
        for run in _RUN.finditer(text, start, end):
            spans.extend(_run_spans(run[0], run.start()))
    if spans:
        spans.extend(_doubtful_spans(text, spans))
    return tuple(sorted(spans))


def repair(text: str, known: Iterable[str] = ()) -> Transaction:
    """Return the transaction that repairs all damaged spans whose original text is known."""
    edits = [TextEdit(s.start, s.end, s.repaired) for s in find_damage(text, known) if s.repaired is not None]
    return Transaction.of(text, edits, "Repair encoding damage")


def find_signs(text: str) -> frozenset[str]:
    """Return the signs of a healthy text, such as ✅ and ⚠️, as ``known`` for ``find_damage``."""
    return frozenset(_SIGN.findall(text))


def may_be_damaged(characters: str) -> bool:
    """Return whether a text with these characters may be damaged. Fast; few healthy specs contain such characters."""
    return not _LEADS.isdisjoint(characters)


def _suspicious(text: str) -> bool:
    """Return whether the character of a lead byte precedes another one that is not ASCII."""
    rest = text.encode("utf-8", "replace").translate(None, _ASCII).decode("utf-8", "replace")
    return may_be_damaged(rest) and _pair().search(text) is not None


def _decoded(data: bytes, encodings: Iterable[str]) -> str:
    """Return all characters that the bytes become in at least one of the encodings."""
    return "".join(sorted(set("".join(data.decode(name, "ignore") for name in encodings))))


@cache
def _continuations() -> str:
    """Return what continuation bytes become in the Latin encodings."""
    return _decoded(bytes(range(0x80, 0xC0)), _LATIN) + "\ufffd"


@cache
def _pair() -> re.Pattern[str]:
    """Return a pattern for the first two bytes of a UTF-8 character in all encodings of this module."""
    pairs = [(_LATIN_LEADS, _continuations())]
    for name in _OTHERS:
        leads = _decoded(_OTHER_LEAD_BYTES, [name])
        pairs.append((leads, _decoded(bytes(range(0x80, 0xC0)), [name])))
    return re.compile("|".join(f"[{re.escape(leads)}][{re.escape(rest)}]" for leads, rest in pairs))


@cache
def _piece() -> re.Pattern[str]:
    return re.compile(f"[{_LATIN_LEADS}][{re.escape(_continuations())}]*|[^{_LATIN_LEADS}]+")


def _known_spans(text: str, known: Iterable[str]) -> Iterator[DamagedSpan]:
    """Find the remains of known signs after bytes were lost."""
    by_rest: dict[str, dict[str, str]] = {}  # the remains of a sign → the sign → its pattern
    for sign in known:
        for rest, pattern in _lossy_forms(sign):
            by_rest.setdefault(rest, {})[sign] = pattern
    # If two signs have equal remains, neither is certain.
    decided = {
        pattern: sign for found in by_rest.values() if len(found) == 1 for sign, pattern in found.items()
    }
    forms = sorted(decided, key=len, reverse=True)
    if not forms:
        return
    # With a continuation byte after it, it would be another character.
    either = "|".join(f"({form})" for form in forms)
    for match in re.finditer(f"(?:{either})(?![{re.escape(_continuations())}])", text):
        yield DamagedSpan(match.start(), match.end(), decided[forms[(match.lastindex or 1) - 1]])


def _lossy_forms(sign: str) -> Iterator[tuple[str, str]]:
    """Yield the remains of ``sign`` in each encoding that lacks some of its bytes, with a pattern for them."""
    for encoding in _GAPPED:
        parts, rest = [], ""
        for byte in sign.encode("utf-8", "replace"):
            char = bytes([byte]).decode(encoding, "ignore")
            rest += char
            # A no-break space often became a plain space.
            parts.append("[\xa0 ]" if char == "\xa0" else re.escape(char) or f"[\\x{byte:02x}\ufffd]?")
        if 1 < len(rest) < len(parts):
            yield rest, "".join(parts)


def _run_spans(run: str, offset: int) -> Iterator[DamagedSpan]:
    """Find the damage in a run of characters without ASCII."""
    if not _pair().search(run):
        return
    fixed = _fix(run)
    if fixed != run and not _is_bad(fixed):
        if not _QUOTED.search(run):
            yield _trimmed(run, fixed, offset)
        return
    if not _is_bad(run):
        return
    # Part of the run is lost: try each character, and join undecided ones with the lost one beside them.
    open_start, lost = -1, False
    for piece in _piece().finditer(run):
        part = piece[0]
        fixed = _fix(part)
        if fixed != part:
            if lost:
                yield DamagedSpan(offset + open_start, offset + piece.start(), None)
            open_start, lost = -1, False
            yield _trimmed(part, fixed, offset + piece.start())
            continue
        if part[0] in _LATIN_LEADS and len(part) > 1:
            open_start = piece.start() if open_start < 0 else open_start
            lost = lost or _is_bad(part)
        else:
            if lost:
                yield DamagedSpan(offset + open_start, offset + piece.start(), None)
            open_start, lost = -1, False
    if lost:
        yield DamagedSpan(offset + open_start, offset + len(run), None)


def _doubtful_spans(text: str, spans: list[DamagedSpan]) -> Iterator[DamagedSpan]:
    """Find runs that only may be damage, in a text that has damage for certain.

    ``ÅŸ`` alone could be intended; next to ``âœ…`` it is ``ş``.
    """
    taken = sorted(spans)
    index = 0
    for run in _RUN.finditer(text):
        while index < len(taken) and taken[index].end <= run.start():
            index += 1
        if index < len(taken) and taken[index].start < run.end():
            continue
        for encoding in _GAPPED:
            try:
                fixed = run[0].encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
            if all(
                "\xa0" <= char <= "\u017f" or "\u2000" <= char <= "\u2bff" or char >= "\ufe00"
                for char in fixed
            ):
                yield DamagedSpan(run.start(), run.end(), fixed)
                break


def _trimmed(damaged: str, fixed: str, offset: int) -> DamagedSpan:
    """Return the span without the characters that both texts share at their ends."""
    start, end = 0, len(damaged)
    while start < min(end, len(fixed)) and damaged[start] == fixed[start]:
        start += 1
    tail = 0
    while tail < min(end, len(fixed)) - start and damaged[end - 1 - tail] == fixed[len(fixed) - 1 - tail]:
        tail += 1
    return DamagedSpan(offset + start, offset + end - tail, fixed[start : len(fixed) - tail])


@lru_cache(maxsize=1024)
def _fix(run: str) -> str:
    """Return the run as ftfy fixes it, or the run itself if that would lose anything."""
    import ftfy

    fixed: str = ftfy.fix_encoding(
        run, restore_byte_a0=False, replace_lossy_sequences=False, fix_c1_controls=False, explain=False
    )
    return run if "\ufffd" in fixed or fixed.isascii() else fixed


def _is_bad(run: str) -> bool:
    """Return whether ftfy considers a run damaged."""
    import ftfy.badness

    return bool(ftfy.badness.is_bad(run))
