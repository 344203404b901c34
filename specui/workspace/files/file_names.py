"""What new files are called: which names may be, and the one that looks like its neighbours.

Pure: names in, names out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from specui.markdown.file_suffix import SUFFIXES, is_markdown, stem_of, suffix_of
from specui.markdown.printable import printable

SUFFIX = SUFFIXES[0]
LONGEST = 255
"""Bytes of a file's name, on nearly every file system."""
_NO_HABIT = re.compile(r"(?i)readme|index|changelog|contributing|.*template.*")
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile("(?<=\\w)['\u2019](?=\\w)")
_CAMEL = re.compile(r"[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+")
_NUMBERED = re.compile(r"(\d+)([-_. ]+)(?=\D)")
_DATED = re.compile(r"\d{4}-?\d{2}-?\d{2}([-_. ]+)")
_UNUSABLE = '\\<>:"|?*'


class Habit(NamedTuple):
    """How the names of a folder look: words joined by ``joint`` in a ``case``; what stands before and behind them.

    Most of them end in ``ending``.  ``field`` is the word in front of a field's value in ``tier3-``, ``number`` the next number with its zeros.
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


def fault_in(name: str) -> str:
    """Return why a file may not be called so, as a clause, or an empty string.

    ``name`` is a bare name; that it is free, and not ignored, is asked of the disk.
    """
    if not name.strip():
        return "give it a name"
    if printable(name) != name:
        return "a name holds no control characters or invisible signs"
    if "/" in name:
        return "a name holds no “/”; the folder stays the same"
    for character in _UNUSABLE:
        if character in name:
            return f"a name holds no “{character}”: not every system takes it"
    if not is_markdown(name):
        return f"the name of a spec ends in {' or '.join(SUFFIXES)}"
    if name.startswith("."):
        return "a name that starts with a dot is hidden, from the tree too"
    if name != name.strip() or stem_of(name) != stem_of(name).rstrip(". "):
        return "a name has no blanks at its ends"
    if len(name.encode("utf-8", "surrogatepass")) > LONGEST:
        return f"a name has at most {LONGEST} bytes; use a shorter one"
    return ""


def fault_in_folder(name: str) -> str:
    """Return why a new folder may not be called so, as a clause, or an empty string."""
    if not name.strip(" .") or name.startswith("."):
        return "a folder inside the one that is open has a name, and none that starts with a dot"
    return fault_in(f"{name}{SUFFIX}").replace("a name", "a folder's name", 1)


def file_name(title: str, habit: Habit, values: Mapping[str, str], today: str) -> str:
    """Return the name of a new spec's file: ``tier2-my-name.md``.

    ``values`` are the spec's fields; the one that the habit names goes to the front, if it is chosen.
    """
    words = _words(title) or ["spec"]
    if habit.lead and words[0] == habit.lead and len(words) > 1:
        words = words[1:]
    if habit.tail and words[-1] == habit.tail and len(words) > 1:
        words = words[:-1]
    words = [word for word in (habit.lead, *words, habit.tail) if word]
    name = _cased(words, habit)
    front = ""
    if habit.dated:
        front = today + habit.joint
    elif habit.number:
        front = habit.number
    elif habit.field:
        value = _value_of(habit.field, values)
        front = f"{habit.field}{value}{habit.after_field}" if value else ""
    room = LONGEST - len(habit.ending) - len(front.encode())
    return front + _cut(name, room) + habit.ending


def habit_of(siblings: Iterable[str], fields: Iterable[str] = ()) -> Habit:
    """Return how the Markdown files of one folder are called; ``fields`` are names that may stand in front.

    What fewer than half of them do is no habit; a folder without one has words in lower case with hyphens.
    """
    specs = [name for name in siblings if is_markdown(name) and not _NO_HABIT.fullmatch(stem_of(name))]
    if not specs:
        return Habit()
    found = _habit([stem_of(name) for name in specs], fields)
    endings = [suffix_of(name).lower() for name in specs]
    return found._replace(
        ending=next((one for one in SUFFIXES if _most([e for e in endings if e == one], specs)), SUFFIX)
    )


def _habit(stems: Sequence[str], fields: Iterable[str]) -> Habit:
    dated = [match[1] for stem in stems if (match := _DATED.match(stem))]
    if _most(dated, stems):
        bare = [_DATED.sub("", stem) for stem in stems]
        return _words_habit(bare)._replace(dated=True)
    numbers = [match for stem in stems if (match := _NUMBERED.match(stem))]
    if _most(numbers, stems):
        highest = max(numbers, key=lambda match: int(match[1]))
        number = str(int(highest[1]) + 1).zfill(len(highest[1])) + highest[2]
        return _words_habit([_NUMBERED.sub("", stem, count=1) for stem in stems])._replace(number=number)
    for field in fields:
        word = field.casefold().split()[-1] if field.split() else ""
        pattern = re.compile(rf"({re.escape(word)}[-_ ]?)\w{{1,2}}([-_. ]+)", re.IGNORECASE)
        fronts = [match for stem in stems if word and (match := pattern.match(stem))]
        if _most(fronts, stems):
            bare = [pattern.sub("", stem, count=1) for stem in stems]
            return _words_habit(bare)._replace(field=fronts[0][1], after_field=fronts[0][2])
    return _words_habit(stems)


def copy_name(name: str, taken: Iterable[str]) -> str:
    """Return a free name for a copy: ``pier-copy.md``, then ``pier-copy-2.md``."""
    used = {other.casefold() for other in taken}
    stem, suffix = stem_of(name), suffix_of(name)
    joint = habit_of([name]).joint
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
    if all(unicodedata.combining(c) or ord(c) < 0x250 for c in plain):  # Latin: without its accents
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return [word.casefold() for word in _WORD.findall(unicodedata.normalize("NFC", plain))]


def _cased(words: Sequence[str], habit: Habit) -> str:
    if habit.case == "upper":
        words = [word.upper() for word in words]
    elif habit.case == "title":
        words = [word[:1].upper() + word[1:] for word in words]
    elif habit.case == "first":
        words = [words[0][:1].upper() + words[0][1:], *words[1:]]
    return habit.joint.join(words)


def _words_habit(stems: Sequence[str]) -> Habit:
    """Return how words are joined and cased, by the names that have several."""
    if _most([stem for stem in stems if _CAMEL.fullmatch(stem)], stems):
        return Habit("", "title")
    several = [stem for stem in stems if len(_WORD.findall(stem)) > 1]
    joints = [joint for joint in "-_ ." if _most([s for s in several if joint in s], several)]
    joint = joints[0] if joints else "-"
    return Habit(joint, _case(several or stems), lead=_shared(stems, 0), tail=_shared(stems, -1))


def _case(stems: Sequence[str]) -> str:
    if _most([s for s in stems if s.upper() == s and s.lower() != s], stems):
        return "upper"
    capitals = [sum(word[0].isupper() for word in _WORD.findall(s)) for s in stems]
    if _most([s for s, n in zip(stems, capitals, strict=True) if n > 1], stems):
        return "title"
    if _most([s for s, n in zip(stems, capitals, strict=True) if n == 1 and s[:1].isupper()], stems):
        return "first" if any(len(_WORD.findall(s)) > 1 for s in stems) else "title"
    return "lower"


def _shared(stems: Sequence[str], index: int) -> str:
    """Return the word that all of several names begin or end with; none where it is all there is of one."""
    words = [_words(stem) for stem in stems]
    if len(stems) < 3 or any(len(found) < 2 for found in words):
        return ""
    shared = {found[index] for found in words}
    return next(iter(shared)) if len(shared) == 1 else ""


def _most(some: Sequence[object], all_: Sequence[object]) -> bool:
    return len(some) * 2 > len(all_)


def _value_of(field: str, values: Mapping[str, str]) -> str:
    word = field.rstrip("-_ ").casefold()
    for name, value in values.items():
        if name.casefold().split()[-1:] == [word]:
            found = _WORD.findall(value)
            return found[0].casefold() if found else ""
    return ""


def _cut(text: str, room: int) -> str:
    """Return what fits into so many bytes, without half a character or a joint at the end."""
    return text.encode()[:room].decode("utf-8", "ignore").rstrip("-_. ")
