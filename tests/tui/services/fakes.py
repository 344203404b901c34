"""Fakes for the services: an app without a screen, a main screen that remembers, messages as a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from specui.tui.models.loaded_file import Loaded
from specui.tui.ports import Role
from specui.workspace.state.last_session import LastSeen
from specui.workspace.state.recovery import UnsavedEdit


@dataclass
class FakeMain:
    """A main screen that remembers what the services told it."""

    open_name: str | None = None
    at_rest: bool = True
    takes_offers: bool = True
    shown: Sequence[str] = ()
    calls: list[str] = field(default_factory=list)
    marked: frozenset[str] = frozenset()
    learned: list[str] = field(default_factory=list)
    offered: list[Any] = field(default_factory=list)

    def visible_files(self) -> Sequence[str]:
        return self.shown

    def learn(self, loaded: Sequence[Loaded]) -> None:
        self.learned += [one.file.name for one in loaded]

    def mark_changed(self, names: frozenset[str]) -> None:
        self.marked = names

    def show_watching(self) -> None:
        self.calls.append("show_watching")

    def offer(self, entry: UnsavedEdit) -> None:
        self.offered.append(entry)

    def place_now(self) -> LastSeen:
        return LastSeen(spec="pier.md")

    def key_typed(self, key: str) -> None:
        self.calls.append(f"key_typed {key}")

    def mark_place(self) -> Callable[[], None]:
        return lambda: self.calls.append("returned")

    def start_tour(self) -> None:
        self.calls.append("start_tour")


@dataclass
class FakeNotify:
    """Keeps all messages and hints."""

    said: list[tuple[str, Role]] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)

    def say(self, text: str, role: Role = "") -> None:
        self.said.append((text, role))

    def hint(self, text: str) -> None:
        self.hints.append(text)


class FakeNode:
    """A mounted node."""

    is_attached = True

    @contextmanager
    def _context(self) -> Iterator[None]:
        yield


class FakeApp:
    """An app that runs each worker at once, and knows no terminal."""

    def __init__(self) -> None:
        self.size = SimpleNamespace(width=80, height=24)
        self.screen_stack: list[Any] = [None]
        self.workers: list[Any] = []
        self.exited = False

    def run_worker(self, work: Any, **options: Any) -> None:
        if options.get("thread"):
            work()
        else:
            work.close()  # a coroutine that would watch for ever
            self.workers.append(options["group"])

    def call_from_thread(self, called: Callable[..., Any], *arguments: Any) -> None:
        called(*arguments)

    def set_timer(self, _seconds: float, _called: Callable[[], None]) -> None: ...

    def exit(self) -> None:
        self.exited = True
