"""What changed on disk since it was last told, soon after it changed.

watchfiles (inotify and its kin) only wakes us: folders are watched, not files, and only those that the tree
shows. What really changed is found by comparing stats (`snapshot`), of the named files after a few events, of
all of them after many, after folders came or went, and now and then, since events do get lost. Without inotify
the same comparison runs on a timer, `mode` says so, and now and then inotify is tried again.

All of it happens in one thread of its own; what it finds is handed to the event loop.
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

from specui.workspace.files.discovery import Found
from specui.workspace.files.watch_snapshot import Changed, Snapshot

if TYPE_CHECKING:
    from watchfiles._rust_notify import RustNotify

__all__ = ["Changed", "Watcher"]

Mode = Literal["starting", "events", "polling"]

_STEP_MS = 40  # how often watchfiles looks: a change is reported after one to two steps
_DEBOUNCE_MS = 100  # at most this long for a stream of events ...
_BURST_DEBOUNCE_MS = 1_000  # ... unless it is a flood, which is compared once, when it is over
_BURST = 500  # changes at a time that make a flood
_QUIET_MS = 300  # without events for so long, a flood is over
_IDLE_MS = 5_000
_IDLE_SHARE = 1_000  # looking at everything when idle takes at most this part of the time ...
_POLL_SHARE = 20  # ... and this part when polling
_POLL_SECONDS = 0.5
_RETRY_SECONDS = 30.0  # until inotify is tried again


class Watcher:
    """Watches one folder; `changes()` may be iterated once. `known` is what the caller has read already:
    the first change tells what is different from it; without it the first look is where it starts from.
    Where polling begins or ends, a change that is empty says so: look at `mode` and `reason`.
    """

    def __init__(
        self, root: Path, *, known: Iterable[Found] | None = None, respect_gitignore: bool = True
    ) -> None:
        self.mode: Mode = "starting"
        self.reason = ""
        self._snapshot = Snapshot(root, known=known, respect_gitignore=respect_gitignore)
        self._stop = threading.Event()
        self._ready = asyncio.Event()
        self._news = asyncio.Event()
        self._ended = asyncio.Event()
        self._untold = Changed()
        self._mode_untold = False
        self._failure: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def ready(self) -> None:
        """Wait until every change from now on will be seen; `changes()` must be running. Raises what it raises."""
        await self._ready.wait()
        if self._failure is not None:
            raise self._failure

    async def changes(self) -> AsyncGenerator[Changed, None]:
        """Yield what was added, removed and modified; what happens while the caller is busy is put together."""
        self._loop = asyncio.get_running_loop()
        thread = threading.Thread(target=self._run, name="specui-watcher", daemon=True)
        atexit.register(
            self._end, thread
        )  # a daemon inside Rust code must not meet the end of the interpreter
        thread.start()
        try:
            while True:
                await self._news.wait()
                self._news.clear()
                if self._failure is not None:
                    raise self._failure
                untold, self._untold = self._untold, Changed()
                other_mode, self._mode_untold = self._mode_untold, False
                if untold or other_mode:
                    yield untold
        finally:
            self._stop.set()
            await self._ended.wait()  # one step of watchfiles
            thread.join()
            atexit.unregister(self._end)

    def _end(self, thread: threading.Thread) -> None:
        self._stop.set()
        thread.join(timeout=1)

    # ---- from here on, in the thread

    def _run(self) -> None:
        try:
            self._tell(self._snapshot.compare())
            if os.environ.get("WATCHFILES_FORCE_POLLING", "").lower() not in ("", "0", "false", "disable"):
                self._poll("WATCHFILES_FORCE_POLLING is set", for_good=True)
            while not self._stop.is_set():
                self._watch()
        except BaseException as failure:  # noqa: BLE001 - it is raised again where somebody listens
            self._failure = failure
            self._call(self._news.set)
            self._call(self._ready.set)
        finally:
            self._call(self._ended.set)

    def _watch(self) -> None:
        """Watch the folders that are there now, until others are."""
        folders = dict(self._snapshot.folders)
        try:
            if _falls_back():
                self._poll("this system has no inotify", for_good=True)
                return
            notify = _open(folders)
        except FileNotFoundError:  # one went away since we looked
            self._stop.wait(_STEP_MS / 1_000)
            self._tell(self._snapshot.compare())
            return
        except (OSError, RuntimeError) as error:  # what watchfiles raises has no errno, only words
            self._poll(_why(str(error)))
            return
        try:
            self._tell(self._snapshot.compare())  # what happened before the watch stood
            if self._snapshot.folders == folders:
                self._announce("events", "")
                self._listen(notify, folders)
        finally:
            notify.close()

    def _listen(self, notify: "RustNotify", folders: dict[str, int]) -> None:
        flood = False
        look_again = time.monotonic() + self._pause(_IDLE_MS / 1_000, _IDLE_SHARE)
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
                self._tell(self._snapshot.compare_some({path for _, path in events}))
            elif flood or time.monotonic() >= look_again:
                flood = isinstance(events, set)
                self._tell(self._snapshot.compare())
                look_again = time.monotonic() + self._pause(_IDLE_MS / 1_000, _IDLE_SHARE)
            if self._snapshot.folders != folders:
                return

    def _poll(self, reason: str, *, for_good: bool = False) -> None:
        """Compare on a timer, until it is time to try inotify again."""
        self._tell(self._snapshot.compare())
        self._announce("polling", reason)
        again = time.monotonic() + _RETRY_SECONDS
        while not self._stop.wait(self._pause(_POLL_SECONDS, _POLL_SHARE)):
            self._tell(self._snapshot.compare())
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
            self._call(self._tell_mode)

    def _tell(self, changed: Changed) -> None:
        if changed:
            self._call(self._add, changed)

    def _add(self, changed: Changed) -> None:
        self._untold = self._untold.then(changed)
        self._news.set()

    def _tell_mode(self) -> None:
        self._mode_untold = True
        self._news.set()

    def _call(self, function: object, *arguments: object) -> None:
        assert self._loop is not None
        assert callable(function)
        with suppress(RuntimeError):  # the loop is closed: nobody listens any more
            self._loop.call_soon_threadsafe(function, *arguments)


def _open(folders: dict[str, int]) -> "RustNotify":
    from watchfiles._rust_notify import (
        RustNotify,
    )  # what watchfiles.watch() uses; it has the time limits we need

    # With ignore_permission_denied=True it would pass over folders in silence when no watches are left.
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
    """Whether watchfiles would poll by itself, and say nothing: where the system lacks what it watches with."""
    from watchfiles._rust_notify import RustNotify

    try:
        notify = RustNotify([os.sep], False, False, 1_000, False, True)
    except (OSError, RuntimeError):
        return False  # what is wrong is told when the folders are watched
    try:
        return "PollWatcher" in repr(notify)
    finally:
        notify.close()


def _why(message: str) -> str:
    for words, reason in _REASONS.items():
        if words in message:
            return reason
    return f"watching is refused: {message}"


_REASONS = {
    "file watch limit": "the inotify limit is reached; raise fs.inotify.max_user_watches",
    f"os error {errno.ENOSPC})": "the inotify limit is reached; raise fs.inotify.max_user_watches",
    f"os error {errno.EMFILE})": "the inotify limit is reached; raise fs.inotify.max_user_instances",
}
