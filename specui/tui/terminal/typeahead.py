"""Keys one after the other: each is done before the next one is looked at.

Textual hands a key to the widget that has the keyboard and goes on to the next; what the widget does not want
comes back later. Over a slow line, where keys arrive in one piece, that types `x` before `end` has moved the
cursor, and the letters behind `enter` into a filter that `enter` was to close.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Generic

from textual import events
from textual.app import App, ReturnType
from textual.dom import DOMNode

PATIENCE = 0.5
"""Seconds to wait for a widget that does not come to an end with a key."""


class OrderedKeys(App[ReturnType], Generic[ReturnType]):
    """An App that waits for a key, or a paste, to have had its effect."""

    _done: tuple[events.Event, ...] = ()
    takes_keys = True
    """False while a dialog is on its way that keys are meant for: they must not act on what stands there before it."""

    async def on_event(self, event: events.Event) -> None:
        """Take a key from the terminal to its end; one that comes back from a widget has been dealt with."""
        if any(event is done for done in self._done):
            self._done = tuple(done for done in self._done if done is not event)
            return
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        if not self.takes_keys:
            return
        target = self.focused or self.screen
        self.key_begins()
        try:
            await super().on_event(event)
            if not _is_forwarded(event):  # a binding took it
                return
            await _settled([target, *target.ancestors])
            if isinstance(event, events.Key) and self._came_back(event):
                self._done = (*self._done, event)
                await self._on_key(event)
                self.key_unused(event)
        finally:
            self.key_ends()

    def key_begins(self) -> None:
        """Another key is looked at."""

    def key_ends(self) -> None:
        """It has had its effect."""

    def key_unused(self, event: events.Key) -> None:
        """Nothing here does anything with it."""

    def _came_back(self, event: events.Key) -> bool:
        """Say whether no widget wanted the key: it waits behind those that were typed after it."""
        waiting: Iterable[object] = self._message_queue.values
        return any(event is other for other in waiting)


def _is_forwarded(event: events.Event) -> bool:
    return event.is_forwarded  # changes while it is handled, which a type checker cannot know


async def _settled(nodes: Iterable[DOMNode]) -> None:
    """Wait until each node, from the inside out, has done what was in its queue."""
    for node in nodes:
        if isinstance(node, App):
            return
        done = asyncio.Event()
        if node.call_later(done.set):
            try:
                await asyncio.wait_for(done.wait(), PATIENCE)
            except TimeoutError:
                return
