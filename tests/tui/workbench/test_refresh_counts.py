"""A change lays out the open section once, scans the new text once and checks its rules once.

An edit verb may read back what it would write; that scan is its own and does not count. The workbench does nothing
while another screen covers it.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from specui.markdown.scanner import scan
from specui.rules.engine import diagnose
from specui.tui.rendering.section import lay_out
from specui.tui.widgets.section_view import SectionView
from tests.tui.seat import Seat, seated

TEXT = """\
# Production Spec: Pier

**Last updated:** 2026-02-19
**Spec status:** 🟡 Draft
**Owner agent(s):** Ada
**Tier:** 1

## 3. Acceptance Criteria

### Functional
- [ ] Boats land
- [ ] Boats leave

## 4. Known Gaps

| Gap | Severity | Notes |
|-----|----------|-------|
| No light | High | Bought |

## 8. Open Questions

1. Who pays?
"""
TICK, ROW = 11, 18
"""Lines of an item and of a table's row."""


class Calls(NamedTuple):
    """How often sections were laid out, texts scanned, and rules checked."""

    layouts: int
    scans: int
    checks: int


class Counter:
    """Counts the calls of a function in whatever module of specui has imported it, apart from edit verbs."""

    def __init__(self, function: Callable[..., Any], patch: pytest.MonkeyPatch) -> None:
        self.calls = 0

        def call(*arguments: Any, **keywords: Any) -> Any:
            self.calls += 1
            return function(*arguments, **keywords)

        for name, module in [*sys.modules.items()]:
            if name.startswith("specui.specs.edits."):
                continue
            if name.startswith("specui.") and getattr(module, function.__name__, None) is function:
                patch.setattr(module, function.__name__, call)


class Place:
    """A person at the workbench whose changes are counted."""

    def __init__(self, seat: Seat, path: Path, patch: pytest.MonkeyPatch) -> None:
        self.seat, self.path = seat, path
        self._counters = [Counter(function, patch) for function in (lay_out, scan, diagnose)]
        self._tries = 0
        lay = SectionView._lay_out

        def attempt(view: SectionView, **keywords: Any) -> None:
            if view is seat.bench.section_view:
                self._tries += 1
            lay(view, **keywords)

        patch.setattr(SectionView, "_lay_out", attempt)

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    def _seen(self) -> tuple[int, ...]:
        return (*(counter.calls for counter in self._counters), self._tries)

    async def settle(self) -> None:
        """Wait until the watcher has reported, and nothing is left to do."""
        last, quiet = self._seen(), 0
        while quiet < 12:
            await self.seat.pilot.pause(0.03)
            quiet = quiet + 1 if self._seen() == last else 0
            last = self._seen()

    async def counted(self, *keys: str) -> tuple[Calls, int]:
        """Press keys; return the calls, and how often the workbench's section was to be laid out."""
        before = self._seen()
        await self.seat.press(*keys)
        await self.settle()
        layouts, scans, checks, tries = (now - then for now, then in zip(self._seen(), before, strict=True))
        return Calls(layouts, scans, checks), tries


@pytest.fixture
async def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    folder = tmp_path / "specs"
    (folder / ".git").mkdir(parents=True)
    path = folder / "pier.md"
    path.write_text(TEXT, encoding="utf-8")
    (folder / "quay.md").write_text(TEXT.replace("Pier", "Quay"), encoding="utf-8")
    async with seated(folder, (140, 45)) as seat:
        await seat.open_criteria("pier.md", TICK)
        await seat.press("space", "u", "e", "escape")  # imports what is imported late
        place = Place(seat, path, monkeypatch)
        await place.settle()
        yield place


async def test_a_tick_its_undo_and_redo(place: Place) -> None:
    for key, box in (("space", "[x]"), ("u", "[ ]"), ("U", "[x]")):
        assert await place.counted(key) == (Calls(1, 1, 1), 1), key
        assert f"- {box} Boats land" in place.text


async def test_a_saved_cell(place: Place) -> None:
    await place.seat.press("4")
    place.seat.bench.section_view.go_to_line(ROW)
    await place.seat.press("e", "x")
    await place.settle()
    assert await place.counted("enter") == (Calls(1, 1, 1), 1)
    assert "| No lightx | High | Bought |" in place.text
    assert await place.counted("u") == (Calls(1, 1, 1), 1)


async def test_an_added_row(place: Place) -> None:
    await place.seat.press("4")
    place.seat.bench.section_view.go_to_line(ROW)
    await place.seat.press("a", "x", "tab", "tab")
    await place.settle()
    assert await place.counted("f2") == (Calls(1, 1, 1), 1)
    assert place.text.count("\n| ") == 3
    assert await place.counted("u") == (Calls(1, 1, 1), 1)


async def test_an_outside_change(place: Place) -> None:
    place.path.write_text(TEXT.replace("Boats leave", "Ships leave"), encoding="utf-8")
    assert await place.counted() == (Calls(1, 1, 1), 1)


async def test_a_covered_workbench_does_nothing_until_it_shows(place: Place) -> None:
    await place.seat.press("t")
    await place.seat.until(lambda: not place.seat.bench.is_on_top)
    await place.settle()
    place.path.write_text(TEXT.replace("Boats leave", "Ships leave"), encoding="utf-8")
    calls, tries = await place.counted()
    assert (calls.scans, calls.checks, tries) == (1, 1, 0)
    calls, tries = await place.counted("q")
    assert place.seat.bench.is_on_top
    assert (calls.scans, calls.checks) == (0, 0)
    assert tries == 1
