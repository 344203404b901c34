"""Promise 11 on a real file system: nothing is missed, whoever writes and however."""

import asyncio
import contextlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from specui.workspace.files import watcher
from specui.workspace.files.discovery import find_markdown
from specui.workspace.files.watcher import ChangedPaths, Watcher
from specui.workspace.storage import file_store as storage

CHECKOUT = Path(__file__).parents[3]
PATIENCE = 20.0  # seconds; a test that waits for so long has failed


class Seen:
    """What a watcher told so far, put together."""

    def __init__(self, watched: Watcher) -> None:
        self.watched = watched
        self.total = ChangedPaths()
        self._news = asyncio.Event()

    async def listen(self) -> None:
        async for changed in self.watched.changes():
            self.total = self.total.merge_with(changed)
            self._news.set()

    async def until(self, enough: Callable[[ChangedPaths], object]) -> ChangedPaths:
        async with asyncio.timeout(PATIENCE):
            while not enough(self.total):
                await self._news.wait()
                self._news.clear()
        total, self.total = self.total, ChangedPaths()
        return total


@asynccontextmanager
async def watching(root: Path) -> AsyncIterator[Seen]:
    seen = Seen(Watcher(root))
    listening = asyncio.create_task(seen.listen())
    try:
        async with asyncio.timeout(PATIENCE):
            await seen.watched.ready()
        yield seen
    finally:
        listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await listening
        assert not [thread for thread in threading.enumerate() if thread.name == "specui-watcher"]


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n", encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "specs"
    make(root, "a.md", "tier1/b.md", "tier2/c.md")
    return root


def run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


# ------------------------------------------------------------------------------------ who writes


def in_place(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("one more line\n")


def atomic_replace(path: Path) -> None:
    beside = path.with_name("#spec.tmp")
    beside.write_text("replaced\n", encoding="utf-8")
    beside.replace(path)


def our_save(path: Path) -> None:
    storage.update(path, lambda data: data + b"saved\n")


def sed(path: Path) -> None:
    run("sed", "-i", "s/^#/##/", path)


def vim(path: Path, backupcopy: str) -> None:
    if shutil.which("vim") is None:
        pytest.skip("vim is not installed")
    run(
        "vim",
        "-Nes",
        "-u",
        "NONE",
        "-c",
        f"set backup backupcopy={backupcopy} backupdir=.",
        "-c",
        "normal Otyped",
        "-c",
        "wq",
        path,
    )


def vim_in_place(path: Path) -> None:
    vim(path, "yes")


def vim_by_rename(path: Path) -> None:
    vim(path, "no")


def emacs_like(path: Path) -> None:
    backup = path.with_name(path.name + "~")
    path.rename(backup)
    path.write_text("typed in emacs\n", encoding="utf-8")


def same_size_same_time(path: Path) -> None:
    before = path.stat()
    path.write_bytes(path.read_bytes().swapcase())
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


WRITERS = [
    in_place,
    atomic_replace,
    our_save,
    sed,
    vim_in_place,
    vim_by_rename,
    emacs_like,
    same_size_same_time,
]


@pytest.mark.parametrize("write", WRITERS)
async def test_a_change_is_seen_whoever_writes(root: Path, write: Callable[[Path], None]) -> None:
    path = root / "tier1" / "b.md"
    async with watching(root) as seen:
        assert seen.watched.mode == "events"
        for _ in range(3):  # a watch on the file itself would be dead after the first replacement
            await asyncio.to_thread(write, path)
            changed = await seen.until(lambda total: path in total.modified)
            assert changed.paths == {path}


async def test_added_and_removed_files_are_seen(root: Path) -> None:
    async with watching(root) as seen:
        make(root, "new.md", "notes.txt", ".new.md.swp")
        assert await seen.until(bool) == ChangedPaths(added=frozenset({root / "new.md"}))
        (root / "new.md").rename(root / "tier1" / "renamed.md")
        changed = await seen.until(lambda total: total.added and total.removed)
        assert changed == ChangedPaths(
            added=frozenset({root / "tier1" / "renamed.md"}), removed=frozenset({root / "new.md"})
        )
        (root / "a.md").unlink()
        assert (await seen.until(lambda total: total.removed)).removed == {root / "a.md"}


async def test_our_temporary_files_are_never_told(root: Path) -> None:
    path = root / "a.md"
    async with watching(root) as seen:
        for number in range(30):
            await asyncio.to_thread(storage.update, path, lambda data, n=number: data + b"%d\n" % n)  # type: ignore[misc]
        make(root, "end.md")
        changed = await seen.until(lambda total: root / "end.md" in total.added)
        assert changed.paths == {path, root / "end.md"}


# ------------------------------------------------------------------------------------ folders


async def test_new_nested_folders_filled_at_once_are_seen_whole(root: Path) -> None:
    async with watching(root) as seen:
        wanted = {root / f"area{n % 20}" / "x" / f"y{n}" / "z" / f"{n}.md" for n in range(100)}
        for path in wanted:
            make(path.parent, path.name)
        assert (await seen.until(lambda total: len(total.added) >= 100)).added == wanted
        deep = root / "area3" / "x" / "y3" / "z" / "3.md"
        in_place(deep)  # and they are watched from then on
        await seen.until(lambda total: deep in total.modified)


async def test_a_folder_moved_in_and_away_is_seen(root: Path, tmp_path: Path) -> None:
    make(tmp_path, "elsewhere/sub/one.md", "elsewhere/two.md")
    async with watching(root) as seen:
        (tmp_path / "elsewhere").rename(root / "moved")
        wanted = {root / "moved" / "sub" / "one.md", root / "moved" / "two.md"}
        assert (await seen.until(lambda total: len(total.added) == 2)).added == wanted
        shutil.rmtree(root / "moved")
        assert (await seen.until(lambda total: len(total.removed) == 2)).removed == wanted


async def test_a_replaced_root_is_seen(root: Path, tmp_path: Path) -> None:
    make(tmp_path, "next/a.md", "next/other.md")
    async with watching(root) as seen:
        os.rename(root, tmp_path / "before")
        os.rename(tmp_path / "next", root)
        changed = await seen.until(lambda total: root / "other.md" in total.added and len(total.removed) == 2)
        assert changed.removed == {root / "tier1" / "b.md", root / "tier2" / "c.md"}
        assert changed.modified == {root / "a.md"}
        in_place(root / "other.md")
        await seen.until(lambda total: root / "other.md" in total.modified)
        shutil.rmtree(root)
        await seen.until(lambda total: len(total.removed) == 2)
        make(root, "again.md")
        await seen.until(lambda total: root / "again.md" in total.added)
        in_place(root / "again.md")
        await seen.until(lambda total: root / "again.md" in total.modified)


async def test_a_checkout_of_200_files_is_seen_whole(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    make(root, *(f"area{n % 10}/{n}.md" for n in range(200)))
    git = ("git", "-C", root)
    run("git", "init", "-q", root)
    run(*git, "add", ".")
    run(*git, "commit", "-qm", "one")
    run(*git, "checkout", "-qb", "other")
    for path in root.rglob("*.md"):
        in_place(path)
    make(root, "only-here/x/y.md")
    run(*git, "add", ".")
    run(*git, "commit", "-qm", "two")
    async with watching(root) as seen:
        for branch in ("main", "other"):
            await asyncio.to_thread(run, *git, "checkout", "-q", branch)
            changed = await seen.until(
                lambda total: len(total.modified) == 200 and (total.added or total.removed)
            )
            one_more = changed.removed if branch == "main" else changed.added
            assert one_more == {root / "only-here" / "x" / "y.md"}


async def test_a_flood_is_compared_when_it_is_over(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "_BURST", 50)
    async with watching(root) as seen:
        await asyncio.to_thread(make, root, *(f"tier1/{n}.md" for n in range(2_000)))
        changed = await seen.until(lambda total: len(total.added) == 2_000)
        assert not changed.removed


async def test_lost_events_are_made_good(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the queue had overflowed: the events say nothing at all."""
    monkeypatch.setattr(watcher, "_IDLE_MS", 50)
    async with watching(root) as seen:
        monkeypatch.setattr(seen.watched._snapshot, "compare_some", lambda _names: ChangedPaths())
        make(root, "lost.md")
        assert (await seen.until(bool)).added == {root / "lost.md"}


# ------------------------------------------------------------------------------------ start and end


async def test_what_changed_since_the_folder_was_read_is_told_first(root: Path) -> None:
    known = list(find_markdown(root))
    make(root, "meanwhile.md")
    seen = Seen(Watcher(root, known=known))
    listening = asyncio.create_task(seen.listen())
    assert await seen.until(bool) == ChangedPaths(added=frozenset({root / "meanwhile.md"}))
    listening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await listening


async def test_changes_are_put_together_while_nobody_listens(root: Path) -> None:
    watched = Watcher(root)
    changes = watched.changes()
    first = asyncio.ensure_future(anext(changes))
    await watched.ready()
    make(root, "one.md")
    assert (await first).added == {root / "one.md"}
    told = asyncio.Event()
    real = watched._add

    def add(changed: ChangedPaths) -> None:
        real(changed)
        told.set()

    watched._add = add  # type: ignore[method-assign]
    for new, gone in (("two.md", "one.md"), ("three.md", "a.md")):
        make(root, new)
        (root / gone).unlink()
        async with asyncio.timeout(PATIENCE):
            while not {root / new, root / gone} <= watched._pending.paths:
                await told.wait()
                told.clear()
    changed = await anext(changes)
    assert changed.added == {root / "two.md", root / "three.md"}
    assert changed.removed == {root / "one.md", root / "a.md"}
    await changes.aclose()


@pytest.mark.parametrize("ending", ["cancelled", "abandoned"])
def test_a_program_ends_at_once(root: Path, ending: str) -> None:
    program = f"""
import asyncio, sys
from pathlib import Path
from specui.workspace.files.watcher import Watcher
assert "watchfiles" not in sys.modules and "textual" not in sys.modules
async def main():
    watched = Watcher(Path(sys.argv[1]))
    async def listen():
        async for _ in watched.changes():
            pass
    task = asyncio.create_task(listen())
    await watched.ready()
    print(watched.mode, "watchfiles" in sys.modules, flush=True)
    if {ending!r} == "abandoned":
        sys.exit(0)
asyncio.run(main())
"""
    output = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, str(root)],
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )
    assert output.stdout == "events True\n"
    assert output.stderr == ""


async def test_a_fault_of_the_watcher_reaches_the_listener(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watcher(root)
    monkeypatch.setattr(watched._snapshot, "compare", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        await anext(watched.changes())
    with pytest.raises(ZeroDivisionError):
        await watched.ready()


# ------------------------------------------------------------------------------------ polling


async def test_polling_can_be_asked_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "true")
    async with watching(root) as seen:
        assert (seen.watched.mode, seen.watched.reason) == ("polling", "WATCHFILES_FORCE_POLLING is set")
        make(root, "new/x.md")
        in_place(root / "a.md")
        (root / "tier1" / "b.md").unlink()
        await seen.until(lambda total: total.added and total.modified and total.removed)


LIMITS = {
    'OS file watch limit reached. about ["/x"]': "the inotify limit is reached; raise fs.inotify.max_user_watches",
    "No space left on device (os error 28) about []": "the inotify limit is reached; raise fs.inotify.max_user_watches",
    "Too many open files (os error 24) about []": "the inotify limit is reached; raise fs.inotify.max_user_instances",
}


@pytest.mark.parametrize("message, reason", LIMITS.items())
async def test_polling_is_told_when_it_begins_and_when_it_ends(
    root: Path, monkeypatch: pytest.MonkeyPatch, message: str, reason: str
) -> None:
    opens = watcher._open

    def refused(_folders: dict[str, int]) -> object:
        raise OSError(message)

    monkeypatch.setattr(watcher, "_open", refused)
    watched = Watcher(root)
    changes = watched.changes()
    assert not await asyncio.wait_for(anext(changes), 20)  # nobody has changed a file
    assert (watched.mode, watched.reason) == ("polling", reason)
    make(root, "new.md")
    changed = await asyncio.wait_for(anext(changes), 20)
    assert changed.added == {root / "new.md"}
    await changes.aclose()

    monkeypatch.setattr(watcher, "_RETRY_SECONDS", 0.0)
    watched = Watcher(root)
    changes = watched.changes()
    assert not await asyncio.wait_for(anext(changes), 20)
    monkeypatch.setattr(watcher, "_open", opens)  # there is room again
    assert not await asyncio.wait_for(anext(changes), 20)
    assert watched.mode == "events"
    make(root, "later.md")
    assert (await asyncio.wait_for(anext(changes), 20)).added == {root / "later.md"}
    await changes.aclose()


async def test_a_fallback_that_says_nothing_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "_falls_back", lambda: True)
    async with watching(root) as seen:
        assert (seen.watched.mode, seen.watched.reason) == ("polling", "this system has no inotify")


def test_a_watcher_that_polls_by_itself_is_known_by_its_name() -> None:
    from watchfiles._rust_notify import RustNotify

    notify = RustNotify([os.sep], False, True, 1_000, False, True)
    assert "PollWatcher" in repr(notify)
    notify.close()


EXHAUSTED = """
import asyncio, sys
from pathlib import Path
from specui.workspace.files.watcher import Watcher
async def main():
    watched = Watcher(Path(sys.argv[1]))
    async def listen():
        async for changed in watched.changes():
            if changed:
                return changed
    task = asyncio.create_task(listen())
    await watched.ready()
    print(watched.mode, "-", watched.reason)
    (Path(sys.argv[1]) / "new.md").write_text("new")
    changed = await asyncio.wait_for(task, 20)
    print(sorted(path.name for path in changed.added))
asyncio.run(main())
"""


@pytest.mark.parametrize("what, limit", [("watches", 2), ("instances", 0)])
def test_exhausted_inotify_is_told_and_polled(root: Path, what: str, limit: int) -> None:
    """For real: in a user namespace, which has limits of its own."""
    limited = f'echo {limit} > /proc/sys/user/max_inotify_{what} && exec "$@"'
    unshare = ["unshare", "--user", "--map-root-user", "sh", "-c"]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*unshare, limited, "sh", "true"], check=False).returncode
    ):
        pytest.skip("may not make a user namespace here")
    output = subprocess.run(
        [*unshare, limited, "sh", sys.executable, "-c", EXHAUSTED, str(root)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )
    assert output.returncode == 0, output.stderr
    reason = f"the inotify limit is reached; raise fs.inotify.max_user_{what}"
    assert output.stdout == f"polling - {reason}\n['new.md']\n"
