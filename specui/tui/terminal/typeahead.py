"""Keys in order: each key has its effect before the next one is handled.

Textual gives a key to the focused widget and goes on to the next key; a key that the widget does not use comes back
later. Over a slow line, several keys arrive at once. Then Textual would type `x` before `end` has moved the cursor,
and would type letters after `enter` into a filter that `enter` was to close.

The first frame stands before the screen does: keys typed on it wait until the screen is complete.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Generic

from textual import events
from textual.app import App, ReturnType
from textual.dom import DOMNode

PATIENCE = 0.5
"""Seconds to wait for a widget that does not finish handling a key."""


class OrderedKeys(App[ReturnType], Generic[ReturnType]):
    """An App that handles one key or paste at a time."""

    _done: tuple[events.Event, ...] = ()
    _early: list[events.Key | events.Paste] | None = None
    takes_keys = True
    """False while a dialog is about to open: keys for the dialog must not act on the screen below."""

    async def on_event(self, event: events.Event) -> None:
        """Handle a key completely; a key that comes back from a widget has been handled already."""
        if any(event is done for done in self._done):
            self._done = tuple(done for done in self._done if done is not event)
            return
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        if self._early is not None:
            self._early.append(event)
        else:
            await self._take(event)

    def hold_early_keys(self) -> None:
        """Keep the keys that are typed before there is a screen to act on."""
        self._early = []

    async def handle_early_keys(self) -> None:
        """Handle the keys that were kept, each after the messages of the one before, and hold no more."""
        if not self._early:
            self._early = None
            return
        await self._take(self._early.pop(0))
        self.call_later(self.handle_early_keys)

    async def _take(self, event: events.Key | events.Paste) -> None:
        if not self.takes_keys:
            return
        if isinstance(event, events.Key):
            screen = self.screen
            for _ in range(await self.key_times(event) - 1):
                await self._handle(events.Key(event.key, event.character))
                if self.screen is not screen:
                    return
        await self._handle(event)

    async def _handle(self, event: events.Key | events.Paste) -> None:
        target = self.focused or self.screen
        self.key_begins()
        try:
            await super().on_event(event)
            if not _is_forwarded(event):  # a binding used it
                return
            await _settled([target, *target.ancestors])
            if isinstance(event, events.Key) and self._came_back(event):
                self._done = (*self._done, event)
                await self._on_key(event)
                self.key_unused(event)
        finally:
            self.key_ends()

    async def key_times(self, event: events.Key) -> int:  # noqa: ARG002 - for subclasses
        """Return how often to handle a key, 1 or more; called before it is handled."""
        return 1

    def key_begins(self) -> None:
        """Called before a key is handled."""

    def key_ends(self) -> None:
        """Called after a key had its effect."""

    def key_unused(self, event: events.Key) -> None:
        """Called for a key that nothing here uses."""

    def _came_back(self, event: events.Key) -> bool:
        """Say whether no widget used the key: it is in the queue behind the keys that were typed after it."""
        waiting: Iterable[object] = self._message_queue.values
        return any(event is other for other in waiting)


def _is_forwarded(event: events.Event) -> bool:
    return event.is_forwarded  # changes while the event is handled, which mypy cannot know


async def _settled(nodes: Iterable[DOMNode]) -> None:
    """Wait until each node, from the inside out, has handled its queue."""
    for node in nodes:
        if isinstance(node, App):
            return
        done = asyncio.Event()
        if node.call_later(done.set):
            try:
                await asyncio.wait_for(done.wait(), PATIENCE)
            except TimeoutError:
                return
