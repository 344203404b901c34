"""Triage without a screen: two specs, real controllers, and fakes for the ports and the view."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from inspect import isawaitable
from pathlib import Path
from typing import Any, cast

from textual.geometry import Size

from specui.specs.resolve.resolution import Closing
from specui.specs.triage import Entry
from specui.tui.commands import Here
from specui.tui.dialogs.palette_search import Choice
from specui.tui.ports import Ports
from specui.tui.triage.decision_form import DecisionForm
from specui.tui.triage.footer_context import here_of
from specui.tui.triage.state import Destination, TriageState, opened
from specui.tui.triage.wiring import wired
from specui.workspace.config.settings import Settings
from specui.workspace.session import Session
from specui.workspace.storage.errors import Conflict, Refused, StorageError

TODAY = date(2026, 11, 25)
QUAY = """\
# Production Spec: Quay

**Last updated:** 2026-02-19
**Spec status:** 🟡 Draft
**Owner agent(s):** Ada (quay)
**Tier:** 1

## 1. Feature Overview

A quay.

## 2. Current State

### Shipped ✅
- Boats land

### Not Implemented ❌
- Lamp oil is never counted

## 3. Acceptance Criteria

### Functional
- [ ] A boat lands

### Compliance / Security
- [ ] Papers are read

## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|-----|----------|-------|
| Lamp oil is never counted | 🔴 Critical | since May |
| Fog horn rusts | 🟢 Low | |

## 5. Test Coverage

### Missing Tests
- [ ] Leaving in fog

## 8. Open Questions

1. **Berth**: A soft limit, or a hard limit?
2. Who pays for the lamp?
"""
PIER = QUAY.replace("Quay", "Pier").replace("**Tier:** 1", "**Tier:** 2").replace("Ada (quay)", "Grace")


def write_specs(folder: Path) -> Path:
    """Write both specs."""
    (folder / "quay.md").write_text(QUAY, encoding="utf-8")
    (folder / "pier.md").write_text(PIER, encoding="utf-8")
    return folder


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder."""
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def closing_of(dialog: object) -> Closing:
    """Return what a dialog offers to close."""
    return next(value for value in vars(dialog).values() if isinstance(value, Closing))


def choices_of(dialog: object) -> Sequence[Choice]:
    """Return what a palette offers."""
    lists = [value for value in vars(dialog).values() if isinstance(value, list | tuple)]
    return next(found for found in lists if found and isinstance(found[0], Choice))


@dataclass
class Messages:
    """What a fake was told: `said` in full, `hints` about the key just pressed."""

    said: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)

    def say(self, text: str, role: str = "") -> None:
        del role
        self.said.append(text)

    def hint(self, text: str) -> None:
        self.hints.append(text)


class FakeFiles:
    """A real session; nobody subscribes."""

    failed = False

    def __init__(self, session: Session, messages: Messages) -> None:
        self.session, self._messages = session, messages

    @property
    def workspace(self) -> Any:
        return self.session.workspace

    @property
    def today(self) -> str:
        return self.session.today.isoformat()

    def change(
        self, make: Callable[[], Any], on_conflict: Callable[[Conflict], None] | None = None
    ) -> Any | None:
        try:
            return make()
        except Conflict as conflict:
            self.session.refresh([self.session.root / conflict.name])
            if on_conflict is not None:
                on_conflict(conflict)
        except (Refused, StorageError) as failure:
            self._messages.say(str(failure))
        return None


@dataclass
class FakeFilterLine:
    text: str = ""
    fault: str = ""
    count: int = 0
    completions: int = 0

    def complete(self) -> None:
        self.completions += 1

    def report(self, *, fault: str = "", count: int = 0) -> None:
        self.fault, self.count = fault, count


class FakeView:
    """Remembers what it was asked; jobs run at once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.refreshes = 0
        self.dialogs: list[tuple[Any, Callable[[Any], Any]]] = []
        self.filter_line = FakeFilterLine()
        self.filter_open = False
        self.one_pane = self.queue_shown = False
        self.queue_rows = 11
        self.size = Size(100, 30)
        self.long_item = False
        self.scrolled = 0.0
        self.destination: Destination | None = None

    def refresh_view(self) -> None:
        self.refreshes += 1

    def push(self, dialog: Any, done: Callable[[Any], Any]) -> None:
        self.dialogs.append((dialog, done))

    def after_refresh(self, call: Callable[[], None]) -> None:
        call()

    def in_thread(self, job: Callable[[], None], group: str) -> None:
        del group
        job()

    def from_thread(self, call: Callable[[], None]) -> None:
        call()

    async def open_filter(self) -> None:
        self.filter_open = True
        self.filter_line.text = self._desk.state.filter_text

    def close_filter(self) -> None:
        self.filter_open = False

    def switch_pane(self) -> None:
        self.queue_shown = not self.queue_shown

    def scroll_item(self, pages: float) -> bool:
        self.scrolled += pages if self.long_item else 0
        return self.long_item

    def leave(self, destination: Destination) -> None:
        self.destination = destination

    @property
    def here(self) -> Here:
        return here_of(self._desk.state, undoable=False, one_pane=self.one_pane, queue_shown=self.queue_shown)

    async def action_command(self, name: str) -> None:
        await self._desk.run(name)


@dataclass
class FakeOutside:
    """The clipboard, the editor and the journal."""

    copied: list[str] = field(default_factory=list)
    edited: list[tuple[str, int]] = field(default_factory=list)
    forgotten: int = 0

    def copy(self, text: str, name: str = "") -> None:
        del name
        self.copied.append(text)

    def edit(self, file: Any, line: int) -> None:
        self.edited.append((file.name, line))

    def forget(self, draft: object) -> None:
        del draft
        self.forgotten += 1


class FakeSigner:
    async def name(self) -> str:
        return "Ada"


@dataclass
class FakeLooks:
    settings: Settings = field(default_factory=Settings)


class Desk:
    """Somebody who runs commands of triage, and answers its dialogs."""

    def __init__(self, folder: Path, state: TriageState | None = None) -> None:
        self.folder = folder
        self.session = Session(folder, today=TODAY)
        self.session.load()
        self.state = state or opened(start="quay.md")
        self.messages, self.outside, self.view = Messages(), FakeOutside(), FakeView(self)
        self.files = FakeFiles(self.session, self.messages)
        parts: dict[str, Any] = {
            "files": self.files,
            "notify": self.messages,
            "journal": self.outside,
            "clipboard": self.outside,
            "programs": self.outside,
            "looks": FakeLooks(),
            "signer": FakeSigner(),
            "program": None,
        }
        self.ports = Ports(**parts)
        self.wiring = wired(self.state, self.ports, cast("Any", self.view))
        self.follow()

    def follow(self) -> None:
        """Take the workspace as it is."""
        self.wiring.reader.follow(self.session.workspace)

    def others_write(self, text: str, name: str = "quay.md") -> None:
        """Somebody else changes a file, and the watcher sees it."""
        (self.folder / name).write_text(text, encoding="utf-8")
        self.session.refresh([self.folder / name])
        self.follow()

    async def run(self, *names: str) -> None:
        """Run commands, as the screen does."""
        for name in names:
            handler = self.wiring.handlers[name]
            reason = handler.unavailable()
            if reason:
                self.messages.hint(reason)
                continue
            result = handler.run()
            if isawaitable(result):
                await result

    async def filter(self, text: str) -> None:
        """Type a filter, and apply it."""
        await self.run("triage-filter")
        self.view.filter_line.text = text
        await self.run("triage-filter-apply")

    @property
    def dialog(self) -> Any:
        """The dialog that is open."""
        return self.view.dialogs[-1][0]

    def answer(self, result: Any) -> None:
        """Close the dialog with a result."""
        self.view.dialogs.pop()[1](result)

    def fill(self, *texts: str) -> None:
        """Fill in the form from its first field, and submit it."""
        assert self.errors(*texts) == {}
        self.answer(dict(self.dialog.values))

    def errors(self, *texts: str) -> Mapping[str, str]:
        """Fill in the form from its first field; return what is wrong, by the number of the field."""
        form = self.dialog
        assert isinstance(form, DecisionForm)
        form.values = {**form.values, **{str(n): text for n, text in enumerate(texts)}}
        return form.check(form.values).faults

    @property
    def current(self) -> Entry:
        """The item at the cursor."""
        entry = self.state.queue.current
        assert entry is not None
        return entry

    def text(self, name: str = "quay.md") -> str:
        """What a file says."""
        return (self.folder / name).read_text(encoding="utf-8")
