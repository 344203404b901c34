"""Owners: names with roles, completed from those of all specs; a comma begins the next name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from specui.markdown import text_folding
from specui.tui.editors.field_input import MOST, FieldInput, Suggestion, TextAt

if TYPE_CHECKING:
    from specui.workspace.files.spec_file import SpecFile


class OwnersInput(FieldInput):
    """``known`` are the names to complete from, with their roles as written: ``Linus (CTO)``."""

    steps = "choose"

    def __init__(self, known: Sequence[str] = ()) -> None:
        self.known = tuple(known)

    def suggestions(self, typed: TextAt) -> Sequence[Suggestion]:
        """Return the names that contain the word at the cursor and are not in the field yet."""
        start, end = _part(typed)
        wanted = text_folding.fold(typed.text[start : typed.at].strip())
        whole = typed.text[start:end].strip()
        there = {
            text_folding.fold(name.strip()) for name in _names(typed.text[:start] + "," + typed.text[end:])
        }
        found = [name for name in self.known if text_folding.fold(name) not in there and name != whole]
        begins = [n for n in found if _begins(n, wanted)]
        holds = [n for n in found if n not in begins and wanted in text_folding.fold(n)]
        return [Suggestion(name, word=name) for name in (*begins, *holds)[:MOST]]

    def all_suggestions(self, typed: TextAt) -> Sequence[Suggestion]:
        """Return all names to replace a single one; nothing if there are several."""
        if len(_names(typed.text)) > 1:
            return ()
        return [Suggestion(name, word=name) for name in self.known if name != typed.text.strip()][:MOST]

    def accept(self, typed: TextAt, suggestion: Suggestion) -> TextAt:
        """Replace the name at the cursor."""
        start, end = _part(typed)
        lead = " " if start else ""
        text = f"{typed.text[:start]}{lead}{suggestion.text}{typed.text[end:]}"
        return TextAt(text, start + len(lead) + len(suggestion.text))


def known_owners(files: Iterable[SpecFile]) -> tuple[str, ...]:
    """Return the owners in specs, with their roles as written, the most frequent first. For any thread."""
    counted: Counter[str] = Counter()
    for file in files:
        if file.is_counted:
            counted.update(name.strip() for name in file.contents.owners if name.strip() and "[" not in name)
    return tuple(sorted(counted, key=lambda name: (-counted[name], name.casefold())))


def _part(typed: TextAt) -> tuple[int, int]:
    """Return the start and end of the name at the cursor: between commas outside brackets."""
    commas = [-1, *_commas(typed.text), len(typed.text)]
    start = max(comma for comma in commas[:-1] if comma < max(typed.at, 0))
    end = min(comma for comma in commas[1:] if comma >= typed.at)
    return start + 1, end


def _names(text: str) -> list[str]:
    cuts = [-1, *_commas(text), len(text)]
    return [text[a + 1 : b] for a, b in pairwise(cuts)]


def _commas(text: str) -> list[int]:
    found, depth = [], 0
    for index, character in enumerate(text):
        depth = max(0, depth + (character == "(") - (character == ")"))
        if character == "," and not depth:
            found.append(index)
    return found


def _begins(name: str, wanted: str) -> bool:
    return (
        any(word.startswith(wanted) for word in text_folding.fold(name).replace("(", " ").split())
        or not wanted
    )
