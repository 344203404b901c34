"""The queue follows the files: by others, by git, and while they are still being read."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.workspace.git.blame import SHALLOW
from specui.workspace.session import Session
from tests.tui.triage.harness import PIER, QUAY, TODAY, Desk, git


async def test_it_begins_at_the_open_spec_with_everything_in_the_queue(desk: Desk) -> None:
    assert (desk.current.name, desk.current.text) == ("quay.md", "Lamp oil is never counted")
    assert str(desk.state.queue.progress) == "0 of 14 decided, 14 to go"


async def test_a_file_that_others_change_keeps_the_place(desk: Desk) -> None:
    await desk.filter("kind:question spec:quay")
    await desk.run("triage-down")
    before = desk.current
    changed = QUAY.replace("1. **Berth**", "1. Is there a bell?\n2. **Berth**").replace("2. Who", "3. Who")
    desk.others_write(changed)
    assert len(desk.state.queue.shown) == 3
    assert (desk.current.text, desk.current.line) == (before.text, before.line + 1)
    assert desk.messages.said == ["1 item changed on disk"]


async def test_an_own_change_is_not_reported_as_one_by_others(desk: Desk) -> None:
    await desk.filter("kind:question spec:quay")
    await desk.run("answer-1", "undo", "redo")
    assert [text for text in desk.messages.said if "on disk" in text] == []


async def test_files_that_are_read_for_the_first_time_have_not_changed(folder: Path) -> None:
    session = Session(folder, today=TODAY)
    session.discover()
    desk = Desk(folder)
    desk.session = desk.files.session = session
    desk.follow()
    for name in session.workspace.names:
        session.adopt([session.read(name)])
        desk.follow()
    assert desk.messages.said == []
    assert len(desk.state.queue.entries) == 14
    desk.others_write(PIER.replace("Fog horn rusts", "Horn"), "pier.md")
    assert desk.messages.said == ["2 items changed on disk"]


def test_only_files_within_are_read(folder: Path) -> None:
    from specui.tui.triage.state import opened

    assert {entry.name for entry in Desk(folder, opened(("pier.md",))).state.queue.entries} == {"pier.md"}
    assert len(Desk(folder, opened((".",))).state.queue.entries) == 14
    assert Desk(folder, opened(("qua",))).state.queue.entries == ()


def test_git_tells_since_when_an_item_stands_there(folder: Path) -> None:
    git(folder, "init")
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "begin", "--date", "2026-10-27T12:00:00")
    desk = Desk(folder)
    desk.wiring.ages.request()
    assert desk.state.ages.keys() == {entry.key for entry in desk.state.queue.entries}
    assert all(since.date and since.known for since in desk.state.ages.values())
    asked = desk.wiring.ages._asked["quay.md"]
    desk.wiring.ages.request()
    assert desk.wiring.ages._asked["quay.md"] is asked


def test_why_ages_are_not_gits_is_said_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(folder, "init")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    desk = Desk(folder)
    desk.wiring.ages.request()
    assert [text for text in desk.messages.said if "detected dubious ownership" in text] == desk.messages.said
    assert len(desk.messages.said) == 1
    desk.others_write(PIER + "\nmore\n", "pier.md")
    desk.wiring.ages.request()
    assert len(desk.messages.said) == 1
    assert desk.wiring.ages._asked["pier.md"].text.endswith("more\n")


async def test_at_the_boundary_of_a_shallow_clone_age_is_unknown(folder: Path) -> None:
    git(folder, "init")
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "begin")
    clone = folder / "clone"
    git(folder, "clone", "--depth=1", f"file://{folder}", str(clone))
    desk = Desk(clone)
    desk.wiring.ages.request()
    assert desk.messages.said == [SHALLOW]
    await desk.filter("older:1d")
    assert desk.state.queue.shown == ()


async def test_ages_that_come_while_a_filter_is_typed_stay(folder: Path) -> None:
    git(folder, "init")
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "begin")
    desk = Desk(folder)
    await desk.run("triage-filter")
    desk.wiring.ages.request()
    desk.wiring.filter.type("kind:gap")
    assert desk.state.queue.since.keys() == desk.state.ages.keys()
