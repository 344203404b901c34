"""Hostile documents at the workbench: large ones are read behind the keys, and the cursor goes through all of a section."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from specui.tui.app import SpecuiApp
from specui.tui.commands import Place
from specui.tui.services.file_loader import Readers
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.session import LARGE, Session
from tests.support.hostile import hostile
from tests.tui.seat import Seat, seated


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "spec.md").write_text(hostile("criteria", LARGE + 20_000), encoding="utf-8")
    return tmp_path


def text(seat: Seat) -> str:
    element = seat.bench.section_view.element
    return element.text if element is not None else ""


async def test_keys_are_answered_while_a_large_file_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, read = threading.Event(), Session.read

    def slowly(session: Session, name: str) -> SpecFile:
        assert threading.current_thread() is not threading.main_thread()
        assert go_on.wait(60)
        return read(session, name)

    monkeypatch.setattr(Session, "read", slowly)
    session = Session(folder)
    session.discover()
    app = SpecuiApp(session)
    async with app.run_test(size=(100, 30)) as pilot:
        seat = Seat(app, pilot)
        seat.bench.navigator.leave_home()
        await seat.until(lambda: seat.bench.notice.display)
        assert "Reading spec.md" in str(seat.bench.notice._heading)
        panes: tuple[Place, ...] = ("tree", "section", "problems")
        for pane in panes:
            seat.bench.focus_pane(pane)
            await seat.press("tab", "j", "3", "space", "enter", "escape", "/", "escape")
        go_on.set()
        await seat.until(lambda: app.files.workspace.loading == 0 and seat.bench.navigator.file is not None)
        await seat.press("3")
        await seat.until(lambda: text(seat) == "1")


async def test_the_cursor_goes_through_all_of_a_very_large_section(folder: Path) -> None:
    async with seated(folder, (80, 24)) as seat:
        await seat.press("3")
        view = seat.bench.section_view
        assert view.layout_shown is not None and view.layout_shown.shown is not None
        last = int(seat.bench.navigator.file.text.rpartition("- [ ] ")[2].split()[0])  # type: ignore[union-attr]
        await seat.press("end")
        assert text(seat) == str(last)
        await seat.press("home", "down")
        assert text(seat) == "1"
        for number in range(2, 400):
            view.action_cursor_down()
            assert text(seat) == str(number)
        for number in range(398, 0, -1):
            view.action_cursor_up()
            assert text(seat) == str(number)
        view.go_to_line(5_000)
        middle = int(text(seat))
        assert abs(middle - 4_985) < 10
        for _ in range(30):
            view.action_page_up()
        assert int(text(seat)) < middle - 400
        await seat.press("/")
        await seat.type("7777")
        await seat.until(lambda: text(seat) == "7777")


async def test_a_tick_in_a_very_large_section_is_that_items(folder: Path) -> None:
    async with seated(folder, (80, 24)) as seat:
        await seat.press("3")
        seat.bench.section_view.go_to_line(5_000)
        number = text(seat)
        await seat.press("space")
        assert f"- [x] {number}\n" in (folder / "spec.md").read_text(encoding="utf-8")
        assert text(seat) == number


async def test_what_is_too_long_for_the_editor_is_left_to_ones_own(tmp_path: Path) -> None:
    (tmp_path / "spec.md").write_text(hostile("paragraph", 300_000), encoding="utf-8")
    async with seated(tmp_path) as seat:
        await seat.press("1", "j", "e", "enter")
        assert "Too long to edit here" in seat.message
        assert seat.bench.desk.is_idle


def test_leaving_waits_for_no_reader() -> None:
    end, ended = threading.Event(), threading.Event()

    async def main() -> None:
        loop, begun = asyncio.get_running_loop(), asyncio.Event()

        def read() -> None:
            loop.call_soon_threadsafe(begun.set)
            end.wait(5)
            ended.set()

        loop.set_default_executor(Readers())
        loop.run_in_executor(None, read)
        await begun.wait()

    asyncio.run(main())
    assert not ended.is_set()
    end.set()
