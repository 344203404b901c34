"""The line in which the user types a filter, with the terms it understands, or what is wrong, above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.suggester import Suggester

from specui.markdown import text_folding
from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.triage import KINDS, Entry
from specui.specs.triage.filters import STATE_WORDS
from specui.tui.bindings import bindings
from specui.tui.rendering.paint import Cell, wrap_words
from specui.tui.rendering.safe_text import safe
from specui.tui.widgets.bars import Bar
from specui.tui.widgets.search_line import Slash
from specui.tui.widgets.text_input import TextInput

INPUT = "triage-filter-input"
"""The id of the input; its changes go up to the screen as Textual's own message."""
LEGEND = "kind: tier: owner: severity: state: older:30d spec: status:  or words; -tier:3 excludes"
_LAST = lazy_pattern(r"(?:^|\s)-?(?P<word>[^\s]*)$")


def words_for(entries: Iterable[Entry]) -> Mapping[str, Sequence[str]]:
    """Return the values for each key of the grammar that occur in the entries."""
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
        "state": STATE_WORDS,
        "older": ("30d", "4w", "6m", "1y"),
        **{key: sorted(value for value in values if value) for key, values in found.items()},
    }


def completed(text: str, words: Mapping[str, Sequence[str]]) -> str | None:
    """Return a filter with its last word completed, a key or a value; None if nothing fits."""
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


class TriageFilterLine(Vertical):
    """A filter while it is typed; the text that it starts with is selected, so that typing replaces it."""

    def __init__(self, text: str, entries: Sequence[Entry]) -> None:
        super().__init__(id="triage-filter-line")
        self.input = TriageFilterInput(text, words_for(entries))
        self._terms = Terms()

    def compose(self) -> ComposeResult:
        yield self._terms
        with Horizontal(id="triage-filter-row"):
            yield Slash()
            yield self.input

    @property
    def text(self) -> str:
        """What the line holds."""
        return self.input.value

    def complete(self) -> None:
        """Complete the last word with the suggestion, if there is one."""
        self.input.complete()

    def report(self, *, fault: str = "", count: int = 0) -> None:
        """Show what is wrong with the filter, or how many items match."""
        self._terms.show(fault, count)


class TriageFilterInput(TextInput):
    """The input, which suggests the rest of a word."""

    BINDINGS = bindings("triage-filter")

    def __init__(self, text: str, words: Mapping[str, Sequence[str]]) -> None:
        super().__init__(
            text,
            placeholder="kind:gap tier:1 …",
            id=INPUT,
            select_on_focus=False,
            suggester=_Suggestions(words),
        )
        self._words = words
        self.action_select_all()

    def complete(self) -> None:
        """Complete the last word with the suggestion, if there is one."""
        found = completed(self.value, self._words)
        if found is not None:
            self.value = found
            self.cursor_position = len(found)


class _Suggestions(Suggester):
    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._words = words

    async def get_suggestion(self, value: str) -> str | None:
        return completed(value, self._words)


class Terms(Bar):
    """The terms of the grammar and how many items match, or what is wrong with the filter."""

    base = "muted on panel"

    def __init__(self) -> None:
        super().__init__(id="triage-terms")
        self.fault = ""
        self._count = 0

    def show(self, fault: str, count: int) -> None:
        """Show a fault, or the number of matches."""
        self.fault, self._count = safe(fault), count
        self.fit_height()
        self.refresh_changed()

    def on_resize(self) -> None:
        self.fit_height()

    def lines(self, columns: int) -> list[list[Cell]]:
        if self.fault:
            lines = wrap_words(self.fault, max(10, columns - 3))[:2]
            return [[Cell(" " * 2), Cell(line, "warning")] for line in lines]
        text = f"{self._count} match{'es' * (self._count != 1)} · {LEGEND}"
        return [[Cell(f"  {line}")] for line in wrap_words(text, max(10, columns - 3))[:2]]
