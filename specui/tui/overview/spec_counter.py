"""Counting all specs for the overview: a few at once, many in a thread, and not on each of many snapshots."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from specui.tui.models.figures import Counting, Overview
from specui.tui.ports import Files
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.workspace import Workspace

AT_ONCE = 30
"""This many specs are counted at once at most; more are counted in a thread."""
PAUSE = 1.0
"""Seconds between two counts while files are still loading."""


class SpecCounter:
    """Counts the specs of each snapshot.

    `in_thread` runs a function in a thread, `call_in_loop` calls one in the event loop. `counted` gets what is known
    so far, and the number of specs that are not counted yet.
    """

    def __init__(
        self,
        files: Files,
        counting: Counting,
        in_thread: Callable[[Callable[[], None]], object],
        call_in_loop: Callable[..., object],
        counted: Callable[[Overview, int], None],
    ) -> None:
        self._files = files
        self._counting = counting
        self._in_thread = in_thread
        self._call_in_loop = call_in_loop
        self._counted = counted
        self._last: float | None = None

    def count(self, workspace: Workspace) -> None:
        """Count the specs that have changed since the last snapshot."""
        now = time.monotonic()
        if workspace.loading and self._last is not None and now - self._last < PAUSE:
            return  # files come in batches; the next count takes these too
        specs = [*workspace.specs]
        if specs:
            self._last = now
        missing = self._counting.missing(specs)
        uncounted = workspace.loading
        if len(missing) > AT_ONCE:
            uncounted += len(missing)
            self._in_thread(lambda: self._count(missing))
        else:
            self._counting.count(missing, self._files.session.today)
        self._counted(self._counting.overview(specs), uncounted)

    def _count(self, missing: Sequence[SpecFile]) -> None:
        for start in range(0, len(missing), AT_ONCE):
            self._counting.count(missing[start : start + AT_ONCE], self._files.session.today)
        self._call_in_loop(self._count_again)

    def _count_again(self) -> None:
        self._last = None
        self.count(self._files.workspace)
