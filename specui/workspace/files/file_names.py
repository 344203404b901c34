"""Names of new files: which are allowed, and which follows the style of its neighbours.

Pure: names in, names out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from specui.markdown.file_suffix import SUFFIXES, is_markdown, stem_of, suffix_of
from specui.markdown.lazy import lazy_pattern
from specui.markdown.printable import printable

SUFFIX = SUFFIXES[0]
LONGEST = 255
"""Bytes of the longest file name on nearly every file system."""
_UNSTYLED = lazy_pattern(r"(?i)readme|index|changelog|contributing|.*template.*")
_WORD = lazy_pattern(r"[^\W_]+")
_APOSTROPHE = lazy_pattern("(?<=\\w)['\u2019](?=\\w)")
_CAMEL = lazy_pattern(r"[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+")
_NUMBERED = lazy_pattern(r"(\d+)([-_. ]+)(?=\D)")
_DATED = lazy_pattern(r"\d{4}-?\d{2}-?\d{2}([-_. ]+)")
_UNUSABLE = '\\<>:"|?*'


class NamingStyle(NamedTuple):
    """How the files of a folder are named: words in a ``case``, joined by ``joint``, then ``ending``.

    ``field`` is the word before a field's value (``tier`` in ``tier3-``), ``after_field`` what follows the value;
    ``number`` is the next number, with its zeros; ``dated`` names begin with a date; ``lead`` and ``tail`` are the
    words that all names begin and end with.
    """

    joint: str = "-"
    case: str = "lower"
    field: str = ""
    after_field: str = "-"
    number: str = ""
    dated: bool = False
    lead: str = ""
    tail: str = ""
    ending: str = SUFFIX


def name_fault(name: str) -> str:
    """Return why a file cannot have that name, as a clause, or an empty string.

    ``name`` is a bare name.  Whether it is taken or ignored is not checked here.
    """
    if not name.strip():
        return "give it a name"
    if printable(name) != name:
        return "a name must not contain control or invisible characters"
    if "/" in name:
        return "a name must not contain “/”; the folder stays the same"
    for character in _UNUSABLE:
        if character in name:
            return f"a name must not contain “{character}”: some systems refuse it"
    if not is_markdown(name):
        return f"a spec's name must end in {' or '.join(SUFFIXES)}"
    if name.startswith("."):
        return "a name must not start with a dot: the tree would hide it"
    if name != name.strip() or stem_of(name) != stem_of(name).rstrip(". "):
        return "a name must not start or end with a blank or a full stop"
    if len(name.encode("utf-8", "surrogatepass")) > LONGEST:
        return f"a name must not be longer than {LONGEST} bytes"
    return ""


def folder_name_fault(name: str) -> str:
    """Return why a new folder cannot have that name, as a clause, or an empty string."""
    if not name.strip(" .") or name.startswith("."):
        return "a folder inside the open one needs a name that does not start with a dot"
    return name_fault(f"{name}{SUFFIX}").replace("a name", "a folder's name", 1)


def file_name(title: str, style: NamingStyle, values: Mapping[str, str], today: str) -> str:
    """Return the name of a new spec's file: ``tier2-my-name.md``.

    ``values`` are the spec's fields; the value of the style's ``field`` comes first, if there is one.
    """
    words = _words(title) or ["spec"]
    if style.lead and words[0] == style.lead and len(words) > 1:
        words = words[1:]
    if style.tail and words[-1] == style.tail and len(words) > 1:
        words = words[:-1]
    words = [word for word in (style.lead, *words, style.tail) if word]
    name = _cased(words, style)
    front = ""
    if style.dated:
        front = today + style.joint
    elif style.number:
        front = style.number
    elif style.field:
        value = _value_of(style.field, values)
        front = f"{style.field}{value}{style.after_field}" if value else ""
    room = LONGEST - len(style.ending) - len(front.encode())
    return front + _cut(name, room) + style.ending


def naming_style_of(siblings: Iterable[str], fields: Iterable[str] = ()) -> NamingStyle:
    """Return how the Markdown files of a folder are named; ``fields`` are the fields that names may begin with.

    A trait counts if more than half of the names have it.  Without any: lower case, joined by hyphens.
    """
    specs = [name for name in siblings if is_markdown(name) and not _UNSTYLED.fullmatch(stem_of(name))]
    if not specs:
        return NamingStyle()
    found = _style_of_stems([stem_of(name) for name in specs], fields)
    endings = [suffix_of(name).lower() for name in specs]
    return found._replace(
        ending=next(
            (ending for ending in SUFFIXES if _is_most([e for e in endings if e == ending], specs)), SUFFIX
        )
    )


def _style_of_stems(stems: Sequence[str], fields: Iterable[str]) -> NamingStyle:
    dated = [match[1] for stem in stems if (match := _DATED.match(stem))]
    if _is_most(dated, stems):
        bare = [_DATED.sub("", stem) for stem in stems]
        return _word_style(bare)._replace(dated=True)
    numbers = [match for stem in stems if (match := _NUMBERED.match(stem))]
    if _is_most(numbers, stems):
        highest = max(numbers, key=lambda match: int(match[1]))
        number = str(int(highest[1]) + 1).zfill(len(highest[1])) + highest[2]
        return _word_style([_NUMBERED.sub("", stem, count=1) for stem in stems])._replace(number=number)
    for field in fields:
        word = field.casefold().split()[-1] if field.split() else ""
        pattern = re.compile(rf"({re.escape(word)}[-_ ]?)\w{{1,2}}([-_. ]+)", re.IGNORECASE)
        fronts = [match for stem in stems if word and (match := pattern.match(stem))]
        if _is_most(fronts, stems):
            bare = [pattern.sub("", stem, count=1) for stem in stems]
            return _word_style(bare)._replace(field=fronts[0][1], after_field=fronts[0][2])
    return _word_style(stems)


def copy_name(name: str, taken: Iterable[str]) -> str:
    """Return a free name for a copy: ``pier-copy.md``, then ``pier-copy-2.md``."""
    used = {other.casefold() for other in taken}
    stem, suffix = stem_of(name), suffix_of(name)
    joint = naming_style_of([name]).joint
    copy = f"{_cut(stem, LONGEST - 20)}{joint}copy"
    number = 2
    candidate = copy + suffix
    while candidate.casefold() in used:
        candidate = f"{copy}{joint}{number}{suffix}"
        number += 1
    return candidate


def title_of(name: str) -> str:
    """Return a file's name as words: ``tier2-my-name.md`` is ``Tier2 my name``."""
    stem = stem_of(name)
    words = " ".join(_WORD.findall(stem))
    return words[:1].upper() + words[1:]


def _words(title: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", title))
    if all(unicodedata.combining(c) or ord(c) < 0x250 for c in plain):  # Latin script: without accents
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return [word.casefold() for word in _WORD.findall(unicodedata.normalize("NFC", plain))]


def _cased(words: Sequence[str], style: NamingStyle) -> str:
    if style.case == "upper":
        words = [word.upper() for word in words]
    elif style.case == "title":
        words = [word[:1].upper() + word[1:] for word in words]
    elif style.case == "first":
        words = [words[0][:1].upper() + words[0][1:], *words[1:]]
    return style.joint.join(words)


def _word_style(stems: Sequence[str]) -> NamingStyle:
    """Return how words are joined and cased, judged by the names of several words."""
    if _is_most([stem for stem in stems if _CAMEL.fullmatch(stem)], stems):
        return NamingStyle("", "title")
    several = [stem for stem in stems if len(_WORD.findall(stem)) > 1]
    joints = [joint for joint in "-_ ." if _is_most([s for s in several if joint in s], several)]
    joint = joints[0] if joints else "-"
    return NamingStyle(joint, _case(several or stems), lead=_shared(stems, 0), tail=_shared(stems, -1))


def _case(stems: Sequence[str]) -> str:
    if _is_most([s for s in stems if s.upper() == s and s.lower() != s], stems):
        return "upper"
    capitals = [sum(word[0].isupper() for word in _WORD.findall(s)) for s in stems]
    if _is_most([s for s, n in zip(stems, capitals, strict=True) if n > 1], stems):
        return "title"
    if _is_most([s for s, n in zip(stems, capitals, strict=True) if n == 1 and s[:1].isupper()], stems):
        return "first" if any(len(_WORD.findall(s)) > 1 for s in stems) else "title"
    return "lower"


def _shared(stems: Sequence[str], index: int) -> str:
    """Return the word that all names begin or end with, or "": not of fewer than three, or where it is a whole name."""
    words = [_words(stem) for stem in stems]
    if len(stems) < 3 or any(len(found) < 2 for found in words):
        return ""
    shared = {found[index] for found in words}
    return next(iter(shared)) if len(shared) == 1 else ""


def _is_most(some: Sequence[object], all_: Sequence[object]) -> bool:
    return len(some) * 2 > len(all_)


def _value_of(field: str, values: Mapping[str, str]) -> str:
    word = field.rstrip("-_ ").casefold()
    for name, value in values.items():
        if name.casefold().split()[-1:] == [word]:
            found = _WORD.findall(value)
            return found[0].casefold() if found else ""
    return ""


def _cut(text: str, room: int) -> str:
    """Cut a text to so many bytes, without half a character or a joint at its end."""
    return text.encode()[:room].decode("utf-8", "ignore").rstrip("-_. ")
