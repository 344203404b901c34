"""The line in which one types a filter: what it can say, and what is wrong with it, below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.suggester import Suggester
from textual.widgets import Input

from specui.markdown import text_folding
from specui.specs import names
from specui.specs.triage import KINDS, STATES, Entry
from specui.tui.bindings import bindings
from specui.tui.rendering.paint import Cell, wrap_words
from specui.tui.rendering.safe_text import safe
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.search_line import Slash
from specui.tui.widgets.text_input import TextInput

if TYPE_CHECKING:
    from specui.tui.triage.narrowing import Narrowing

LEGEND = "kind: tier: owner: severity: state: older:30d spec: status:  or words; -tier:3 leaves out"
_LAST = re.compile(r"(?:^|\s)-?(?P<word>[^\s]*)$")


def words_for(entries: Iterable[Entry]) -> Mapping[str, Sequence[str]]:
    """Return what can stand behind each key of the grammar, of what there is."""
    found: dict[str, dict[str, None]] = {key: {} for key in ("tier", "owner", "severity", "spec", "status")}
    for entry in entries:
        found["tier"].setdefault(entry.tier)
        found["severity"].setdefault(entry.severity.lower())
        found["status"].setdefault(entry.status.lower().replace(" ", "-") if " " not in entry.status else "")
        found["spec"].setdefault(entry.name)
        for owner in entry.owners:
            found["owner"].setdefault(names.display(owner).split(" ")[0].lower())
    return {
        "kind": KINDS,
        "state": (*STATES, "waiting"),
        "older": ("30d", "4w", "6m", "1y"),
        **{key: sorted(value for value in values if value) for key, values in found.items()},
    }


def completed(text: str, words: Mapping[str, Sequence[str]]) -> str | None:
    """Return a filter with its last word completed: a key, or a value behind one; None where nothing fits."""
    match = _LAST.search(text)
    word = match["word"] if match else ""
    if not word:
        return None
    key, colon, behind = word.partition(":")
    if not colon:
        found = next((f"{known}:" for known in words if known.startswith(key.lower())), None)
        begun = key
    else:
        begun = behind.rpartition(",")[2]
        known_values = words.get(key.lower(), ())
        found = next(
            (v for v in known_values if begun and text_folding.fold(v).startswith(text_folding.fold(begun))),
            None,
        )
    return f"{text[: len(text) - len(begun)]}{found}" if found and found != begun else None


class NarrowLine(Vertical):
    """What is shown, as one types it."""

    def __init__(self, text: str, entries: Sequence[Entry]) -> None:
        super().__init__(id="triage-narrow")
        self.input = NarrowInput(text, words_for(entries))
        self._terms = Terms()

    def compose(self) -> ComposeResult:
        yield self._terms
        with Horizontal(id="triage-typing"):
            yield Slash()
            yield self.input

    def tell(self, *, fault: str = "", count: int = 0) -> None:
        """Say what is wrong, or how many are shown."""
        self._terms.show(fault, count)


class NarrowInput(TextInput):
    """Filters with every letter."""

    BINDINGS = bindings("triage-filter")

    def __init__(self, text: str, words: Mapping[str, Sequence[str]]) -> None:
        super().__init__(
            text,
            placeholder="kind:gap tier:1 …",
            id="triage-typed",
            compact=True,
            select_on_focus=False,
            suggester=_Suggests(words),
        )
        self._words = words
        self.cursor_blink = False

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        cast("Narrowing", self.screen).filter_typed(event.value)

    def complete(self) -> None:
        """Take the rest of a word that is offered."""
        found = completed(self.value, self._words)
        if found is not None:
            self.value = found
            self.cursor_position = len(found)


class _Suggests(Suggester):
    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._words = words

    async def get_suggestion(self, value: str) -> str | None:
        return completed(value, self._words)


class Terms(Bar):
    """What a filter can say, or what is wrong with this one."""

    base = "muted on panel"

    def __init__(self) -> None:
        super().__init__(id="triage-terms")
        self.fault = ""
        self._count = 0

    def show(self, fault: str, count: int) -> None:
        self.fault, self._count = safe(fault), count
        self.fit_height()
        self.refresh_changed()

    def on_resize(self) -> None:
        self.fit_height()

    def lines(self, columns: int) -> list[list[Cell]]:
        if self.fault:
            lines = wrap_words(self.fault, max(10, columns - 3))[:2]
            return [[Cell(" " * 2), Cell(line, "warning")] for line in lines]
        told = f"{self._count} shown · {LEGEND}"
        return [[Cell(f"  {line}")] for line in wrap_words(told, max(10, columns - 3))[:2]]
