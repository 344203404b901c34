"""Files: snapshots reach all who show them, a failed change is reported, changed files are marked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from specui.tui.services.background_loader import BackgroundLoader
from specui.tui.services.file_service import FileService
from specui.workspace.session import Session
from specui.workspace.storage.errors import Refused
from specui.workspace.workspace import Workspace
from tests.tui.seat import TEXT
from tests.tui.services.fakes import FakeApp, FakeMain, FakeNode, FakeNotify


class Desk:
    """The service, and all that it talks to."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        app: Any = FakeApp()
        self.app = app
        self.main, self.notify = FakeMain(), FakeNotify()
        self.ready = 0
        session = Session(folder, today=date(2026, 11, 25))
        session.discover()
        monkeypatch.setattr(BackgroundLoader, "_load", self._load)
        self.files = FileService(self.app, session, self.notify, lambda: self.main, self._count)

    def _count(self) -> None:
        self.ready += 1

    @staticmethod
    def _load(loader: BackgroundLoader, names: list[str], _visible: int) -> None:
        """Load without Textual's worker."""
        for name in names:
            loader._load_large(name)


@pytest.fixture
def desk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(folder, monkeypatch)


def pier(folder: Path) -> Path:
    return folder / "tier1" / "pier.md"


def test_a_snapshot_is_published_at_once_in_order_and_only_if_it_is_new(desk: Desk, folder: Path) -> None:
    seen: list[tuple[str, Workspace]] = []
    node: Any = FakeNode()
    desk.files.subscribe(node, lambda workspace: seen.append(("first", workspace)))
    desk.files.subscribe(node, lambda _: seen.append(("second", desk.files.workspace)))
    desk.files.on_sync(lambda: seen.append(("synced", desk.files.workspace)))
    desk.files.session.file("tier1/pier.md")
    desk.files.sync()
    desk.files.sync()
    now = desk.files.session.workspace
    assert seen == [("first", now), ("second", now), ("synced", now), ("synced", now)]


def test_an_unmounted_node_hears_nothing_more(desk: Desk) -> None:
    seen: list[Workspace] = []
    node: Any = FakeNode()
    desk.files.subscribe(node, seen.append)
    node.is_attached = False
    desk.files.session.file("tier1/pier.md")
    desk.files.sync()
    node.is_attached = True
    desk.files.session.file("tier1/quay.md")
    desk.files.sync()
    assert seen == []


def test_an_error_of_a_subscriber_is_not_hidden(desk: Desk) -> None:
    def fail(_workspace: Workspace) -> None:
        raise ZeroDivisionError

    node: Any = FakeNode()
    desk.files.subscribe(node, fail)
    desk.files.session.file("tier1/pier.md")
    with pytest.raises(ZeroDivisionError):
        desk.files.sync()


def test_a_refused_change_is_a_message_and_none(desk: Desk) -> None:
    def refuse() -> str:
        raise Refused("pier.md is read-only")

    assert desk.files.change(lambda: "done") == "done"
    failed = [desk.files.failed]
    assert desk.files.change(refuse) is None
    assert [*failed, desk.files.failed] == [False, True]
    assert desk.notify.said == [("pier.md is read-only.", "warning")]


def test_all_files_are_loaded_and_ready_is_called_once(desk: Desk) -> None:
    desk.main.shown = desk.files.session.workspace.names
    desk.files.start()
    assert desk.files.workspace.loading == 0
    assert sorted(desk.main.learned) == sorted(desk.files.workspace.names)
    assert desk.ready == 1 and desk.files.is_ready
    assert "watch" in desk.app.workers


def test_a_file_that_changed_on_disk_is_marked_until_it_is_seen(desk: Desk, folder: Path) -> None:
    desk.files.start()
    desk.main.open_name = "tier1/quay.md"
    for path in (pier(folder), folder / "tier1" / "quay.md"):
        path.write_text(TEXT.replace("A pier.", "Another pier."), encoding="utf-8")
        desk.files.reload(path)
    assert desk.main.marked == {"tier1/pier.md"}
    assert [text for text, _ in desk.notify.said][-1].startswith("tier1/quay.md")
    desk.files.mark_seen("tier1/pier.md")
    assert desk.main.marked == frozenset()


def test_many_changes_are_one_message(desk: Desk, folder: Path) -> None:
    desk.files.start()
    paths = [folder / "tier1" / "pier.md", folder / "tier1" / "quay.md", folder / "tier2" / "buoy.md"]
    paths.append(folder / "README.md")
    for path in paths:
        path.write_text("# Anything\n\nElse.\n", encoding="utf-8")
    desk.files.refresh(paths)
    assert desk.notify.said[-1][0] == "4 files changed on disk"
