"""Waits for the next layout: what was just mounted or shown has no size before."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from specui.tui.terminal.typeahead import PATIENCE


async def laid_out(call_after_refresh: Callable[[Callable[[], None]], Any]) -> None:
    """Wait until what `call_after_refresh` is given has been called, or as long as keys wait for a widget."""
    done = asyncio.Event()
    call_after_refresh(done.set)
    with suppress(TimeoutError):
        await asyncio.wait_for(done.wait(), PATIENCE)
