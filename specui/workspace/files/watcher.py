"""Reports what changed on disk, soon after it changed.

watchfiles (inotify and its like) only wakes the watcher: it watches folders, not files, and only those that the tree
shows.  What changed is found by comparing stats (`watch_snapshot`): of the named files after a few events; of all files
after many, after folders were added or removed, and periodically, because events do get lost.  Without inotify the same
comparison runs on a timer, `mode` says so, and inotify is tried again periodically.

All of this runs in a thread of its own, which passes its results to the event loop.
"""

import asyncio
import atexit
import errno
import os
import threading
import time
from collections.abc import AsyncGenerator, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from specui.workspace.files.discovery import FoundFile
from specui.workspace.files.watch_snapshot import ChangedPaths, Snapshot

if TYPE_CHECKING:
    from watchfiles._rust_notify import RustNotify

__all__ = ["ChangedPaths", "Watcher"]

Mode = Literal["starting", "events", "polling"]

_STEP_MS = 40  # interval of watchfiles: a change is reported after one to two steps
_DEBOUNCE_MS = 100  # longest delay during a stream of events ...
_BURST_DEBOUNCE_MS = 1_000  # ... unless it is a flood, which is compared once, at its end
_BURST = 500  # events at a time that make a flood
_QUIET_MS = 300  # without events for this long, a flood is over
_IDLE_MS = 5_000
_IDLE_SHARE = 1_000  # full comparisons when idle take at most this part of the time ...
_POLL_SHARE = 20  # ... and this part when polling
_POLL_SECONDS = 0.5
_RETRY_SECONDS = 30.0  # until inotify is tried again


class Watcher:
    """Watches one folder; `changes()` can be iterated once.

    `known` are the files that the caller has read: the first report is the difference to them.  Without it, reports
    start from the first comparison.  An empty report says that polling began or ended: see `mode` and `reason`.
    """

    def __init__(self, root: Path, *, known: Iterable[FoundFile] | None = None) -> None:
        self.mode: Mode = "starting"
        self.reason = ""
        self._snapshot = Snapshot(root, known=known)
        self._stop = threading.Event()
        self._ready = asyncio.Event()
        self._wake = asyncio.Event()
        self._ended = asyncio.Event()
        self._pending = ChangedPaths()
        self._mode_pending = False
        self._failure: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def ready(self) -> None:
        """Wait until every change from now on is reported; `changes()` must be running.  Raises what it raises."""
        await self._ready.wait()
        if self._failure is not None:
            raise self._failure

    async def changes(self) -> AsyncGenerator[ChangedPaths, None]:
        """Yield what was added, removed and modified; changes during a busy caller come as one."""
        self._loop = asyncio.get_running_loop()
        thread = threading.Thread(target=self._run, name="specui-watcher", daemon=True)
        atexit.register(
            self._end, thread
        )  # a daemon inside Rust code must not meet the end of the interpreter
        thread.start()
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                if self._failure is not None:
                    raise self._failure
                pending, self._pending = self._pending, ChangedPaths()
                other_mode, self._mode_pending = self._mode_pending, False
                if pending or other_mode:
                    yield pending
        finally:
            self._stop.set()
            await self._ended.wait()  # one step of watchfiles
            thread.join()
            atexit.unregister(self._end)

    def _end(self, thread: threading.Thread) -> None:
        self._stop.set()
        thread.join(timeout=1)

    # -- in the thread

    def _run(self) -> None:
        try:
            self._report(self._snapshot.compare())
            if os.environ.get("WATCHFILES_FORCE_POLLING", "").lower() not in ("", "0", "false", "disable"):
                self._poll("WATCHFILES_FORCE_POLLING is set", for_good=True)
            while not self._stop.is_set():
                self._watch()
        except BaseException as failure:  # noqa: BLE001 - `changes` and `ready` raise it again
            self._failure = failure
            self._call(self._wake.set)
            self._call(self._ready.set)
        finally:
            self._call(self._ended.set)

    def _watch(self) -> None:
        """Watch the current folders, until they change."""
        folders = dict(self._snapshot.folders)
        try:
            if _falls_back():
                self._poll("this system has no inotify", for_good=True)
                return
            notify = _open(folders)
        except FileNotFoundError:  # a folder was removed meanwhile
            self._stop.wait(_STEP_MS / 1_000)
            self._report(self._snapshot.compare())
            return
        except (OSError, RuntimeError) as error:  # what watchfiles raises has no errno, only words
            self._poll(_why(str(error)))
            return
        try:
            self._report(self._snapshot.compare())  # what changed before the watch began
            if self._snapshot.folders == folders:
                self._announce("events", "")
                self._listen(notify, folders)
        finally:
            notify.close()

    def _listen(self, notify: "RustNotify", folders: dict[str, int]) -> None:
        flood = False
        next_comparison = time.monotonic() + self._pause(_IDLE_MS / 1_000, _IDLE_SHARE)
        while True:
            events = notify.watch(
                _BURST_DEBOUNCE_MS if flood else _DEBOUNCE_MS,
                _STEP_MS,
                _QUIET_MS if flood else _IDLE_MS,
                self._stop,
            )
            if events in ("stop", "signal") or self._stop.is_set():
                return
            if isinstance(events, set) and len(events) >= _BURST and not flood:
                flood = True
                continue
            if isinstance(events, set) and not flood:
                self._report(self._snapshot.compare_some({path for _, path in events}))
            elif flood or time.monotonic() >= next_comparison:
                flood = isinstance(events, set)
                self._report(self._snapshot.compare())
                next_comparison = time.monotonic() + self._pause(_IDLE_MS / 1_000, _IDLE_SHARE)
            if self._snapshot.folders != folders:
                return

    def _poll(self, reason: str, *, for_good: bool = False) -> None:
        """Compare on a timer, until inotify is tried again."""
        self._report(self._snapshot.compare())
        self._announce("polling", reason)
        again = time.monotonic() + _RETRY_SECONDS
        while not self._stop.wait(self._pause(_POLL_SECONDS, _POLL_SHARE)):
            self._report(self._snapshot.compare())
            if not for_good and time.monotonic() >= again:
                return

    def _pause(self, least: float, share: int) -> float:
        return max(least, self._snapshot.seconds * share)

    def _announce(self, mode: Mode, reason: str) -> None:
        other = mode != self.mode and "polling" in (mode, self.mode)
        self.mode = mode
        self.reason = reason
        self._call(self._ready.set)
        if other:
            self._call(self._add_mode)

    def _report(self, changed: ChangedPaths) -> None:
        if changed:
            self._call(self._add, changed)

    def _add(self, changed: ChangedPaths) -> None:
        self._pending = self._pending.merge_with(changed)
        self._wake.set()

    def _add_mode(self) -> None:
        self._mode_pending = True
        self._wake.set()

    def _call(self, function: object, *arguments: object) -> None:
        assert self._loop is not None
        assert callable(function)
        with suppress(RuntimeError):  # the loop is closed: nobody listens
            self._loop.call_soon_threadsafe(function, *arguments)


def _open(folders: dict[str, int]) -> "RustNotify":
    from watchfiles._rust_notify import (
        RustNotify,
    )  # what watchfiles.watch() uses, with the time limits needed here

    # With ignore_permission_denied=True it would silently skip folders when no watches are left.
    return RustNotify(
        list(folders),
        debug=False,
        force_polling=False,
        poll_delay_ms=0,
        recursive=False,
        ignore_permission_denied=False,
    )


@cache
def _falls_back() -> bool:
    """Return whether watchfiles would silently poll by itself, because the system has nothing to watch with."""
    from watchfiles._rust_notify import RustNotify

    try:
        notify = RustNotify([os.sep], False, False, 1_000, False, True)
    except (OSError, RuntimeError):
        return False  # the error is reported when the folders are watched
    try:
        return "PollWatcher" in repr(notify)
    finally:
        notify.close()


def _why(message: str) -> str:
    for words, reason in _REASONS.items():
        if words in message:
            return reason
    return f"the system refuses to watch: {message}"


_REASONS = {
    "file watch limit": "the inotify limit is reached; raise fs.inotify.max_user_watches",
    f"os error {errno.ENOSPC})": "the inotify limit is reached; raise fs.inotify.max_user_watches",
    f"os error {errno.EMFILE})": "the inotify limit is reached; raise fs.inotify.max_user_instances",
}
