"""A person at the workbench without a terminal: a folder of specs, keys, and what the message line says."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from specui.tui.app import SpecuiApp
from specui.tui.widgets.bars import MessageLine
from specui.tui.workbench.screen import WorkbenchScreen
from specui.workspace.session import Session
from tests.support.quick_pilot import wait_for_rest
from tests.support.quick_textual import draw_less

wait_for_rest()
draw_less()

TEXT = """\
# Production Spec: Pier

**Last updated:** 2026-02-19
**Spec status:** 🟡 Draft
**Owner agent(s):** Ada
**Tier:** 1

## 1. Feature Overview

A pier.

## 3. Acceptance Criteria

### Functional
- [ ] Boats land
- [ ] Boats leave

## 8. Open Questions

1. Who pays?
"""


class Seat:
    """A person at the keyboard."""

    def __init__(self, app: SpecuiApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def bench(self) -> WorkbenchScreen:
        return self.app.workbench

    @property
    def message(self) -> str:
        return self.bench.query_one(MessageLine).text

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*("space" if c == " " else c for c in text))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for what a thread, a timer or another program brings; then all that says so is drawn too."""
        for _ in range(400):
            if holds():
                await self.pilot.pause()
                return
            await self.pilot.pause(0.02)
        pytest.fail(f"it did not come to that; the message line says {self.message!r}")

    async def open_criteria(self, name: str = "tier1/pier.md", line: int = 15) -> None:
        self.bench.navigator.open_from_tree(name)
        await self.press("3")
        self.bench.section_view.go_to_line(line)
        await self.pilot.pause()


@asynccontextmanager
async def seated(
    path: Path, size: tuple[int, int] = (120, 40), *, at_home: bool = False
) -> AsyncIterator[Seat]:
    """Open a folder or a file; the first spec is open, or `at_home` the home view."""
    session = Session(path, today=date(2026, 11, 25))
    session.discover()
    app = SpecuiApp(session)
    async with app.run_test(size=size) as pilot:
        seat = Seat(app, pilot)
        await seat.until(lambda: app.files.workspace.loading == 0 and app.takes_keys)
        if at_home:
            await app.workbench.action_command("home")
        await pilot.pause()
        yield seat
