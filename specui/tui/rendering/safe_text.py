"""How text from files, file names and git is drawn.

All text that is not specui's own goes through here before layout, because Textual passes control characters on to
the terminal, reads `[…]` in a `str` as markup, and measures some signs differently from the terminal that draws
them. Files keep their bytes; only the drawing changes.

| in the text                                         | on the screen                                          |
|-----------------------------------------------------|--------------------------------------------------------|
| C0 controls, DEL, line and paragraph separator      | their control picture (␛, ␡, ␤); DEL, C1: U+FFFD       |
| format characters: bidi, zero width, tags, BOM      | U+FFFD each, so that hidden text shows                 |
| sign + U+FE0F (⚠️, 1️⃣): 1 or 2 cells, as terminals like | the sign and a blank; a sign of 2 cells stands alone   |
| emoji joined by ZWJ, skin tones, flags              | the parts; the plain emoji; the two letters            |
| a combining mark without a base, or a fourth one    | U+FFFD; left out                                       |
| conjoining Hangul                                   | composed syllables; U+FFFD where there is none         |
| lone surrogates (file names that are not UTF-8)     | U+FFFD                                                 |
| signs that tables of width disagree on (☷, ㉈, 𝌆)   | U+FFFD                                                 |

One disagreement stays: the spacing vowel signs of Indian scripts (category Mc) are 0 cells for Textual
and 1 for most terminals. Without them Hindi or Tamil cannot be read, so they are drawn.

Nothing here imports Textual: the first frame is drawn before it.
"""

from __future__ import annotations

import re
import unicodedata

from specui.markdown.lazy import lazy_pattern

REPLACEMENT = "\ufffd"

# Characters that are drawn as they are whatever their neighbours, with one width everywhere.
_PLAIN_RANGES = (
    " -~"
    "\u00a0-\u00ac\u00ae-\u02ff"  # Latin, without the soft hyphen
    "\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482\u048a-\u052f"  # Greek, Cyrillic
    "\u2010-\u2027\u2030-\u205e"  # dashes, quotes, …, without the separators and joiners between them
    "\u20a0-\u20bf\u2100-\u218b\u2190-\u23ff"  # currency, letterlike, arrows, mathematics, technical
    "\u2460-\u262f\u2638-\u2689\u2690-\u2b73"  # enclosed, boxes, blocks, signs, without the trigrams
    "\u3001-\u3029\u3041-\u3096\u309b-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9f"  # CJK, kana, Hangul
    "\U0001f300-\U0001f3fa\U0001f400-\U0001f64f\U0001f680-\U0001f6d7\U0001f7e0-\U0001f7eb"
    "\U0001f90c-\U0001f9ff"  # emoji, without the skin tones
)
_PLAIN = lazy_pattern(f"[{_PLAIN_RANGES}]*")
ODD_RUN = lazy_pattern(f"[^{_PLAIN_RANGES}\n\t]+")
"""Characters that may be drawn as others; newlines and tabs are not among them, lone carriage returns are."""
_JAMO_RUN = lazy_pattern("[\u1100-\u115e\u1161-\u11ff]+")
_LINE_BREAK = lazy_pattern("\r\n|\r|\n")

# Where rich's table of widths and the terminals' disagree, and no neighbour helps.
_DISPUTED = lazy_pattern(
    "[\u115f\u1160\u3164\uffa0\u302e\u302f"  # blank letters and tone marks of Hangul
    "\u2630-\u2637\u268a-\u268f\U0001d300-\U0001d356\U0001d360-\U0001d376"  # became wide in Unicode 16
    "\u3248-\u324f\ua960-\ua97f\ud7b0-\ud7ff\U00016ff0\U00016ff1]"
)
_VARIATION_SELECTOR = lazy_pattern("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SKIN_TONE = lazy_pattern("[\U0001f3fb-\U0001f3ff]")

_VS16 = "\ufe0f"
_ZWJ = "\u200d"
_KEYCAP = "\u20e3"
_MAX_MARKS = 3  # more than any orthography stacks
_FIRST_FLAG_LETTER = 0x1F1E6
_LOOKALIKES = {"\u00ad": "-", "\u2028": "␤", "\u2029": "␤", "\u2630": "≡"}


def safe(text: str, *, tab: int | None = 4, keep_newlines: bool = False) -> str:
    r"""Return `text` as it may be drawn: one line, or several with `keep_newlines`.

    `tab` is the distance of tab stops in cells, 0 draws tabs as ␉, None leaves them (for a widget that
    expands them itself). Every newline kind becomes `\n` with `keep_newlines`, else a control picture.
    A second call changes nothing.
    """
    if _PLAIN.fullmatch(text):
        return text
    if keep_newlines:
        text = _LINE_BREAK.sub("\n", text)
    text = ODD_RUN.sub(_draw_run, text)
    if not keep_newlines:
        text = text.replace("\n", "␊")
    if tab is None or "\t" not in text:
        return text
    if tab == 0:
        return text.replace("\t", "␉")
    return "\n".join(_expand_tabs(line, tab) for line in text.split("\n"))


def width(text: str) -> int:
    """Return how many cells the drawn `text` takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def fit(text: str, cells: int, ellipsis: str = "…") -> str:
    """Return `text` drawn in at most `cells` cells, cut between graphemes, with `ellipsis` where it was cut."""
    text = safe(text)
    if width(text) <= cells:
        return text
    room = cells - width(ellipsis)
    if room < 0:
        return fit(ellipsis, cells, "") if cells > 0 else ""
    return text[: _cut(text, room)] + ellipsis


def fit_middle(text: str, cells: int, ellipsis: str = "…") -> str:
    """Return `text` in at most `cells` cells, cut in its middle: its end often tells two long names apart."""
    text = safe(text)
    room = cells - width(ellipsis)
    if width(text) <= cells or room < _SHORTEST:
        return fit(text, cells, ellipsis)
    head = text[: _cut(text, room - room // 2)]
    start = len(text)
    while start > len(head) and width(text[start - 1 :]) <= room - width(head):
        start -= 1
    while start < len(text) and width(text[start]) == 0:  # no mark without its letter
        start += 1
    return head + ellipsis + text[start:]


_SHORTEST = 6
"""Cells below which a name is cut at its end."""


def _cut(text: str, room: int) -> int:
    """Return the offset after the last grapheme that ends within `room` cells."""
    from rich.cells import get_character_cell_size

    for offset, char in enumerate(text):
        room -= get_character_cell_size(char)
        if room < 0:
            return offset
    return len(text)


def _expand_tabs(line: str, tab: int) -> str:
    parts = line.split("\t")
    drawn = parts[0]
    for part in parts[1:]:
        drawn += " " * (tab - width(drawn) % tab) + part
    return drawn


def _draw_run(match: re.Match[str]) -> str:
    """Draw a run of characters in which neighbours matter."""
    run, text = match[0], match.string
    start = match.start()
    # The base before: it takes marks and selectors, until something with its own cell follows.
    base = text[start - 1] if start and text[start - 1] not in "\n\t" else ""
    drawn: list[str] = []
    marks = 0
    selected = False
    at = 0
    while at < len(run):
        char = run[at]
        at += 1
        if _VARIATION_SELECTOR.match(char):
            if not base or selected or base == " ":
                drawn.append(REPLACEMENT)
                base = ""
                continue
            selected = True
            if char == _VS16 and _may_widen(base):
                drawn.append(" ")
                at += run.startswith(_KEYCAP, at)
                marks = _MAX_MARKS + 1  # a mark would stand on the blank
        elif char == _ZWJ:
            after = text[start + at : start + at + 1]
            if base and after and _is_emoji(base) and _is_emoji(after):
                base = ""
                continue
            drawn.append(REPLACEMENT)
            base = ""
        elif _SKIN_TONE.match(char):
            if not base or selected or not _is_emoji(base):
                drawn.append(REPLACEMENT)
                base = ""
            selected = True
        elif (category := unicodedata.category(char)) in {"Mn", "Me", "Mc"} and not _DISPUTED.match(char):
            marks += 1
            if not base or base == " " or marks > _MAX_MARKS + 1:
                drawn.append(REPLACEMENT)
                base = ""
            elif marks <= _MAX_MARKS:
                drawn.append(char)
            else:
                marks = _MAX_MARKS
        elif jamo := _JAMO_RUN.match(run, at - 1):
            at = jamo.end()
            syllables = unicodedata.normalize("NFC", jamo[0])
            drawn.append(re.sub("[\u1161-\u11ff]", REPLACEMENT, syllables))
            base, marks, selected = drawn[-1][-1], 0, False
        else:
            drawn.append(_draw(char, category))
            base, marks, selected = drawn[-1] if drawn[-1] == char else "", 0, False
    return "".join(drawn)


def _draw(char: str, category: str) -> str:
    """Draw a character that is part of no sequence."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if char in _LOOKALIKES:
        return _LOOKALIKES[char]
    if category[0] == "C" and category != "Co":
        return REPLACEMENT
    if _FIRST_FLAG_LETTER <= code < _FIRST_FLAG_LETTER + 26:
        return chr(ord("A") + code - _FIRST_FLAG_LETTER)
    return REPLACEMENT if _DISPUTED.match(char) else char


def _may_widen(base: str) -> bool:
    """Say whether terminals disagree on the width of `base` with U+FE0F after it."""
    if unicodedata.east_asian_width(base) in {"W", "F"}:
        return False
    return base == "ℹ" or unicodedata.category(base)[0] in "SPN"


def _is_emoji(char: str) -> bool:
    return unicodedata.category(char) == "So" or char in "\u2194\u2195\u27a1\u2b1b"
