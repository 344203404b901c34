"""The choices of the palette, and which of them match what is typed. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from specui.markdown import text_folding

MOST = 200
"""The list has at most so many choices."""
SHORT = 2
"""A query of so many letters or fewer matches the beginnings of words only."""

_EXACT, _START, _WORDS, _INSIDE = range(4)


class Choice(NamedTuple):
    """One line of the palette: its name, a remark, the key that does the same, and what it runs.

    `id` is the command's id, "" for anything else; `words` are other words that find it, those of vim with their colon.
    """

    title: str
    remark: str
    key: str
    run: Callable[[], Any]
    id: str = ""
    words: tuple[str, ...] = ()


def best(choices: Sequence[Choice], typed: str, recent: Sequence[str] = ()) -> list[Choice]:
    """Return the choices that match what is typed, the best first; `recent` are ids of commands, the latest first.

    Recent commands come first, except that a whole name comes before them. Without a query, every choice matches.
    """
    wanted = text_folding.fold(typed.strip()).lstrip(":").strip()
    age = {name: number for number, name in reversed([*enumerate(recent)])}
    ranked = []
    for index, choice in enumerate(choices):
        rank = _rank(choice, wanted) if wanted else _INSIDE
        if rank is not None:
            ranked.append((rank != _EXACT, age.get(choice.id, len(age)), rank, index))
    found = [choices[index] for *_, index in sorted(ranked)][:MOST]
    if len(wanted) <= SHORT or len(found) == MOST:
        return found
    return [*found, *_similar(choices, wanted, {index for *_, index in ranked})][:MOST]


def _rank(choice: Choice, wanted: str) -> int | None:
    """Return how well a choice matches, 0 the best; None if only its letters may match in their order."""
    title = text_folding.fold(choice.title)
    plain = [text_folding.fold(word) for word in choice.words if not word.startswith(":")]
    names = [title, choice.id, *plain]
    if wanted in {title, choice.id} or f":{wanted}" in choice.words:
        return _EXACT
    if _name(title).startswith(wanted) or wanted in plain:
        return _START
    starts, own = (
        [word for name in found for word in _words(name)] for found in (names, (_name(title), *names[1:]))
    )
    parts = wanted.split()
    if all(any(word.startswith(part) for word in starts) for part in parts) and any(
        word.startswith(part) for word in own for part in parts
    ):
        return _WORDS
    if len(wanted) > SHORT and any(
        wanted in name for name in (title if ": " in wanted else _name(title), *names[1:])
    ):
        return _INSIDE
    return None


def _name(title: str) -> str:
    """Return a title without its kind: `Open spec: pier.md` is found by the name alone."""
    return title.rpartition(": ")[2]


def _words(name: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in name).split()


def _similar(choices: Sequence[Choice], wanted: str, found: set[int]) -> list[Choice]:
    """Return the other choices that have the letters of the query in their order, the best first."""
    from textual.fuzzy import Matcher

    matcher = Matcher(wanted)
    scored = [
        (-matcher.match(_name(text_folding.fold(choice.title))), index)
        for index, choice in enumerate(choices)
        if index not in found
    ]
    return [choices[index] for score, index in sorted(scored) if score < 0]
