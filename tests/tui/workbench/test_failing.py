"""What nobody has thought of is told in one line, and the screen goes on or ends in few words."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.app import SpecuiApp
from specui.tui.services.worker_failures import LOST, reason
from specui.tui.widgets.bars import MessageLine
from specui.tui.workbench.section_editor import SectionEditor
from specui.workspace.session import Session
from tests.tui.seat import seated


def broken(*_arguments: object, **_options: object) -> None:
    raise RuntimeError("the\nworks are \x1b[31mstuck")


async def test_a_watcher_that_fails_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("specui.tui.services.file_service.watched", broken)
    async with seated(folder) as seat:
        await seat.until(lambda: LOST["watch"] in seat.message)
        assert "RuntimeError: the works are" in seat.message and "\x1b" not in seat.message
        await seat.press("down")
        assert seat.bench.state.at.file == "tier1/quay.md"


async def test_reading_that_fails_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("specui.tui.services.background_loader.batches", broken)
    session = Session(folder)
    session.discover()
    app = SpecuiApp(session)
    async with app.run_test() as pilot:
        for _ in range(200):
            if LOST["load"] in app.workbench.query_one(MessageLine).text:
                return
            await pilot.pause(0.02)
        pytest.fail(app.workbench.query_one(MessageLine).text)


@pytest.mark.parametrize("group, method", [("check", "file_with_text"), ("journal", "write")])
async def test_what_fails_behind_the_keys_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, group: str, method: str
) -> None:
    async with seated(folder) as seat:
        owner = seat.app.files.session if group == "check" else seat.app.journal
        monkeypatch.setattr(owner, method, broken)
        await seat.open_criteria()
        await seat.press("w")
        await seat.type("x")
        seat.bench.query_one(SectionEditor)._keep_journal()
        await seat.until(lambda: LOST[group] in seat.message)
        assert seat.bench.desk.section.typed.count("xBoats land") == 1


async def test_a_failure_of_the_screen_itself_ends_it_in_few_words(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async def fail() -> None:
        async with seated(folder) as seat:
            seat.bench.call_later(broken)
            await seat.pilot.pause()

    with pytest.raises(RuntimeError):
        await fail()
    said = capfd.readouterr().err
    assert (
        "RuntimeError" in said and "bug in specui" in said and "locals" not in said and "\x1b[31m" not in said
    )


def test_a_reason_is_one_line() -> None:
    assert reason(ValueError("a\n b")) == "ValueError: a b"
    assert reason(ValueError()) == "ValueError"
