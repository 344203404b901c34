"""Which headings of a file are the sections of a template, and how well a file fits one.

Section names decide, at whatever heading level they are; the title only
breaks ties and recognises a spec that has just been started.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from specui.markdown.blocks import Document, Heading
from specui.specs import names
from specui.specs.template import Template


class Named(NamedTuple):
    """A heading with its name's key."""

    heading: Heading
    key: str


class Section(NamedTuple):
    """A heading that opens a section; ``schema`` is the index in the template's sections, or -1."""

    heading: Heading
    schema: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A file's title and sections as one template sees them."""

    title: Heading | None
    level: int
    sections: tuple[Section, ...]
    known: int
    titled: bool

    @property
    def precision(self) -> float:
        """Share of the file's sections that the template knows."""
        return self.known / len(self.sections) if self.sections else 0.0


def headings_of(document: Document) -> tuple[Named, ...]:
    """Return the headings that divide the file, each with its key."""
    text = document.text
    return tuple([Named(h, names.key(text[h.text_start : h.text_end])) for h in document.headings])


def outline(
    document: Document, headings: Sequence[Named], template: Template | None, *, loose: bool = True
) -> Outline:
    """Find title and sections; without a template the file's own headings are its sections.

    ``loose`` also accepts a name that is similar to a section's (a shorter form, a typo); choosing
    among templates does not.
    """
    if template is None:
        return _own_outline(headings)
    title = _title(document, headings, template)
    counts: dict[int, set[int]] = {}
    for heading, key in headings:
        index = _lookup(key, template)
        if index >= 0:
            counts.setdefault(heading.level, set()).add(index)
    if not counts:
        return _unmatched(headings, title, template, document)
    level = max(counts, key=lambda n: (len(counts[n]), -n))
    sections = _sections(document, headings, template, level, loose=loose)
    if title is not None and any(s.heading is title and s.schema >= 0 for s in sections):
        title = None
    if title is None and sections:
        before = [n.heading for n in headings if n.heading.start < sections[0].heading.start]
        title = before[-1] if before and before[-1].level < level else None
    sections = tuple(s for s in sections if title is None or s.heading.start > title.start)
    found = len({s.schema for s in sections if s.schema >= 0})
    return Outline(title, level, sections, found, _says_prefix(document, title, template))


def fits(found: Outline, template: Template, fields: int) -> bool:
    """Whether a file is a spec of the template; ``fields`` is how many of its fields it has."""
    share = found.known / max(1, len(template.sections))
    if found.titled or fields >= 2:
        if not found.sections:
            return found.titled and fields >= 2
        return found.known >= 1 and found.precision >= 0.5
    return found.known >= 3 and (found.precision >= 0.5 or share >= 0.5)


def _own_outline(headings: Sequence[Named]) -> Outline:
    if not headings:
        return Outline(None, 1, (), 0, titled=False)
    first = headings[0].heading
    top = [n.heading for n in headings if n.heading.level <= first.level]
    if len(top) == 1:
        deeper = min((n.heading.level for n in headings[1:]), default=first.level + 1)
        # What is deeper above the first section is in none, so it opens one of its own.
        level = 7
        found = []
        for heading, _ in headings[1:]:
            if heading.level == deeper or (level > deeper and heading.level <= level):
                found.append(Section(heading, -1))
                level = heading.level
        inside = tuple(found)
        return Outline(first, deeper, inside, 0, titled=False)
    return Outline(None, first.level, tuple(Section(h, -1) for h in top), 0, titled=False)


def _unmatched(
    headings: Sequence[Named], title: Heading | None, template: Template, document: Document
) -> Outline:
    if title is None:
        return _held_outline(headings, template) or _own_outline(headings)
    after = [n.heading for n in headings if n.heading.start > title.start]
    level = min((h.level for h in after), default=title.level + 1)
    sections = tuple(Section(h, -1) for h in after if h.level == level)
    return Outline(title, level, sections, 0, _says_prefix(document, title, template))


def _held_outline(headings: Sequence[Named], template: Template) -> Outline | None:
    """Return the outline of a file whose first section is one that the configuration of parts names.

    Without this, a lone ``## ADDED Requirements`` would be the title.
    """
    held = template.held_names
    first = next((named.heading for named in headings if named.key in held), None)
    if first is None or any(n.heading.level < first.level for n in headings if n.heading.start > first.start):
        return None
    above = [n.heading for n in headings if n.heading.start < first.start]
    if any(heading.level >= first.level for heading in above):
        return None
    sections = tuple(Section(n.heading, -1) for n in headings if n.heading.level == first.level)
    return Outline(above[-1] if above else None, first.level, sections, 0, titled=False)


def _title(document: Document, headings: Sequence[Named], template: Template) -> Heading | None:
    for heading, _ in headings:
        if _says_prefix(document, heading, template):
            return heading
    return None


def _says_prefix(document: Document, title: Heading | None, template: Template) -> bool:
    if title is None or not template.prefix:
        return False
    text = document.text[title.text_start : title.text_end].strip(" `*_")
    return text.casefold().startswith(template.prefix.casefold())


def _sections(
    document: Document, headings: Sequence[Named], template: Template, level: int, *, loose: bool
) -> tuple[Section, ...]:
    found: list[tuple[Named, int]] = []
    for named in headings:
        own = named.heading.level
        if own == level or (own < level and found):
            found.append((named, _lookup(named.key, template)))
    taken = {index for _, index in found if index >= 0}
    found += _one_level_deeper(document, headings, template, level, taken)
    found.sort(key=lambda entry: entry[0].heading.start)
    left = [index for index in range(len(template.sections)) if index not in taken] if loose else []
    sections = []
    for named, exact in found:
        index = exact if exact >= 0 or not left else _close(named.key, template, left)
        if index in left:
            left.remove(index)
        sections.append(Section(named.heading, index))
    return tuple(sections)


def _one_level_deeper(
    document: Document, headings: Sequence[Named], template: Template, level: int, taken: set[int]
) -> list[tuple[Named, int]]:
    """Find sections that slipped a level: both their name and their number say what they are."""
    known = template.known_names
    found = []
    for named in headings:
        if named.heading.level != level + 1 or named.key not in known:
            continue
        index = known[named.key]
        if index in taken:
            continue
        title = document.text[named.heading.text_start : named.heading.text_end]
        number = names.split_number(names.heading_text(title))[0]
        if number is not None and number == template.sections[index].number:
            taken.add(index)
            found.append((named, index))
    return found


@lru_cache(maxsize=8192)
def _lookup(key: str, template: Template) -> int:
    """Return the index of the section that answers to a name, or -1."""
    known = template.known_names
    index = known.get(key, -1)
    if index < 0 and " " in key:
        index = next((known[k] for k in _alternatives(key) if k in known), -1)
    if index < 0 and key:
        index = next((place for pattern, place in template.patterns if pattern.fullmatch(key)), -1)
    return index


def _alternatives(key: str) -> tuple[str, ...]:
    parts = re.split(r"\s+(?:/|&|and|\|)\s+", key)
    return tuple(parts) if len(parts) > 1 else ()


@lru_cache(maxsize=2048)
def _closest(key: str, wanted: str) -> float:
    """How similar two names are: a shorter or longer form, or a typo."""
    mine, theirs = key.split(), wanted.split()
    if mine and theirs and mine[-1] == theirs[-1] and (set(mine) <= set(theirs) or set(theirs) <= set(mine)):
        return 0.95
    if abs(len(key) - len(wanted)) > 3 or len(key) < 5:
        return 0.0
    from difflib import SequenceMatcher

    return SequenceMatcher(None, key, wanted, autojunk=False).ratio()


def _close(key: str, template: Template, candidates: list[int]) -> int:
    best, index = 0.87, -1
    for own in (key, *_alternatives(key)):
        for candidate in candidates:
            for name in names.alternatives(template.sections[candidate].title):
                likeness = _closest(own, name)
                if likeness > best:
                    best, index = likeness, candidate
    return index
