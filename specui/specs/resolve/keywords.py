"""The keywords of an item: without stop words and endings; names and code in full and in their parts.

A term is weighted by its place (the head of an item says what it is about, the rest adds detail) and by its
rarity among the items of its spec: ``playbook`` says little in the spec of playbooks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from specui.markdown.lazy import lazy_pattern

_CODE = lazy_pattern(r"`([^`\n]+)`")
_WORD = lazy_pattern(r"[^\W_]+(?:'[a-z]+)?")
_CAMEL = lazy_pattern(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# What follows the first of these in an item adds detail.
_BREAK = lazy_pattern(r"(?<!\s)\s++(?:[\u2013\u2014-]|→)\s+|[:;(?]\s|[:?]$|\s\(|\.\s")
_LABEL = lazy_pattern(r"\s*\*\*(?P<label>[^*\n]{2,80}?):?\*\*:?\s*(?P<rest>.*)", re.DOTALL)

_STOP = frozenset(
    """a about above across after again all already also always am an and any anyone anything are as at be
    because been before being below between both but by can cannot could did do does doing done down during
    each either else e.g etc every everyone everything for from further get gets got had has have having he
    her here hers him his how however i i.e if in into is isn't it its itself just keep keeps kept least
    less let like made make makes many may maybe me might mine more most much must my neither never next no
    nobody none nor not nothing now of off often on once one only onto or other others our out over own per
    rather really same shall she should since so some someone something still such than that the their them
    then there these they thing things this those through thus to today together too toward under unless
    until up upon us use used uses using very via vs was way we well were what when where whether which
    while who whom whose why will with within without would yes yet you your""".split()
)
# What gaps, tests and questions say of anything at all.
_SAID_OF_ALL = frozenset(
    """absent add added against assume boolean bug can't check confirm confirmed confirms could current
    currently define defined describe doesn't don't exist existing exists expected fail failed fails fix
    fully gap implement implementation implemented implements independently integration js known lack lacks
    md missing need needed needs ok only open partial partially planned proper properly pytest py real require required
    requires seem spec specs spec's support supported supports suspected tbd test tested testing tests todo ts tsx
    unclear undefined unit unknown unverified user users validate validated validates validating validation
    verified verifies verify verification wire wired work working works""".split()
)
_ENDINGS = tuple(
    """ization isation ations ation ities ments ility ment ings ness ance ence ible able sion ating ated ates ate ity ing ers ors
    ion ive ies es ed er or al ly s e y""".split()
)
_CODE_COUNTS = 1.5
_PART_COUNTS = 0.5


class Item(NamedTuple):
    """An item as it is compared: how much each of its terms counts where it is, from 0 to 1."""

    terms: Mapping[str, float]
    head: frozenset[str]


def item_of(head: str, rest: str = "") -> Item:
    """Return the terms of an item's text; ``rest`` tells more of it and counts half."""
    label = _LABEL.match(head)
    if label:
        head, more = label["label"], label["rest"]
    else:
        cut = _BREAK.search(head, 12)
        head, more = (head[: cut.start()], head[cut.start() :]) if cut else (head, "")
    terms: dict[str, float] = {}
    for text, weight in ((head, 1.0), (more, 0.5), (rest, 0.5)):
        for term, factor in terms_in(text):
            terms[term] = max(terms.get(term, 0.0), weight * factor)
    return Item(terms, frozenset(term for term, factor in terms_in(head) if factor == 1.0))


def terms_in(text: str) -> list[tuple[str, float]]:
    """Return the terms of a text and what each counts by its kind: 1 a word, more a name in code, less its parts."""
    found: list[tuple[str, float]] = []
    for code in _CODE.findall(text):
        whole = code.strip().casefold()
        if len(whole) > 3 and not whole.isalpha():
            found.append((f"`{whole}`", _CODE_COUNTS))
    for word in _WORD.findall(text.replace("\u2019", "'")):
        parts = _CAMEL.split(word)
        if len(parts) > 1 and not word.isupper():
            found.append((stem(word.casefold()), 1.0))
            found += [
                (stem(part), _PART_COUNTS) for part in map(str.casefold, parts) if _says_something(part)
            ]
        elif _says_something(plain := word.casefold()):
            found.append((stem(plain), 1.0))
    return found


def _says_something(word: str) -> bool:
    return word not in _STOP and word not in _SAID_OF_ALL and (len(word) > 1 or word.isdigit())


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a word without its ending, lightly: ``enforcement`` and ``enforced`` are ``enforc``."""
    word = word.removesuffix("'s")
    if word.isdigit() or not word.isascii():
        return word
    for _ in range(2):
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 3), "")
        word = word[: len(word) - len(ending)]
        if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
            word = word[:-1]
    return word


def rarity(items: Sequence[Item]) -> dict[str, float]:
    """Return how much each term says among these items: near 1 where few have it, towards 0 where all have.

    Code that only one of them names says nothing of another, and is left out: its words are terms too.
    """
    counted = Counter(term for item in items for term in item.terms)
    most = log(1 + len(items))
    return {
        term: max(0.05, log((1 + len(items)) / count) / most)
        for term, count in counted.items()
        if count > 1 or term[0] != "`"
    }
