"""The triage screen by keys: that keys, mouse, threads and dialogs reach the controllers, and what is drawn."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from specui.tui.app import SpecuiApp
from specui.tui.dialogs.form import Form
from specui.tui.dialogs.resolve_dialog import ResolveDialog
from specui.tui.services.message_service import MessageService
from specui.tui.triage.screen import TriageScreen
from specui.tui.widgets.bars import MessageLine
from specui.tui.workbench.state import Location
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.session import Session
from tests.tui.seat import Seat, seated
from tests.tui.triage.harness import PIER, QUAY, git


@asynccontextmanager
async def triaging(path: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[Seat, TriageScreen]]:
    async with seated(path, size) as seat:
        seat.bench.state.at = Location("quay.md")
        await seat.press("t")
        screen = seat.app.screen
        assert isinstance(screen, TriageScreen)
        yield seat, screen


def message(screen: TriageScreen) -> str:
    return screen.query_one(MessageLine).text


async def only(seat: Seat, screen: TriageScreen, text: str) -> None:
    screen.state.show_filter(text)
    screen.refresh_view()
    await seat.pilot.pause()


def text_of(folder: Path, name: str = "quay.md") -> str:
    return (folder / name).read_text(encoding="utf-8")


async def test_it_begins_at_the_open_spec_with_everything_in_the_queue(folder: Path) -> None:
    async with triaging(folder) as (_, screen):
        current = screen.state.queue.current
        assert current is not None
        assert current.name == "quay.md"
        assert current.text == "Lamp oil is never counted"
        assert str(screen.state.queue.progress) == "0 of 14 decided, 14 to go"
        assert "Gap 1 of 4" in screen.item_view.text
        assert "Also in this spec" in screen.item_view.text


async def test_a_number_answers_at_once_and_undo_comes_back_to_the_question(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:question spec:quay")
        await seat.press("2")
        assert "**Answered 2026-11-25 (Test Author):** hard limit" in text_of(folder)
        current = screen.state.queue.current
        assert current is not None
        assert current.text == "Who pays for the lamp?"
        assert str(screen.state.queue.progress) == "1 of 2 decided, 1 to go"
        await seat.press("u")
        assert text_of(folder) == QUAY
        current = screen.state.queue.current
        assert current is not None
        assert current.topic == "Berth"


async def test_at_the_boundary_of_a_shallow_clone_age_is_unknown(folder: Path) -> None:
    git(folder, "init")
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "begin")
    clone = folder / "clone"
    git(folder, "clone", "--depth=1", f"file://{folder}", str(clone))
    async with triaging(clone) as (seat, screen):
        await seat.until(lambda: "ages are unknown in this shallow clone" in message(screen))
        assert "age unknown (shallow clone)" in screen.item_view.text
        await only(seat, screen, "older:1d")
        assert screen.state.queue.shown == ()


async def test_resolving_shows_what_belongs_to_it_first(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await seat.press("r")
        assert isinstance(seat.app.screen, ResolveDialog)
        assert text_of(folder) == QUAY
        await seat.press("enter")
        assert "| Lamp oil is never counted |" not in text_of(folder)
        assert text_of(folder).index("Lamp oil is never counted") < text_of(folder).index("Not Implemented")
        assert "Resolved" in message(screen)


async def test_one_key_decides_all_that_are_selected_in_one_step(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:question lamp")
        await seat.press("V")
        assert len(screen.state.queue.selected) == 2
        await seat.press("d", *"fri", "f2")  # the date that is proposed is selected
        await seat.press("y")
        assert isinstance(seat.app.screen, TriageScreen)
        assert text_of(folder).count("Deferred to 2026-11-27") == 1
        assert text_of(folder, "pier.md").count("Deferred to 2026-11-27") == 1
        assert "2 files" in message(screen)
        await seat.press("u")
        assert (text_of(folder), text_of(folder, "pier.md")) == (QUAY, PIER)


async def test_what_is_read_for_the_first_time_has_not_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Triage is opened while most of a folder is still to be read, as from a slow disk."""
    for number in range(120):
        (folder / f"quay{number}.md").write_text(QUAY, encoding="utf-8")
    went_on, read, told = Event(), Session.read, list[str]()

    def slow(session: Session, name: str) -> SpecFile:
        if name not in session.workspace.names[:12]:
            went_on.wait(20)
        return read(session, name)

    monkeypatch.setattr(Session, "read", slow)
    monkeypatch.setattr(MessageService, "say", lambda _app, text, _role="": told.append(text))
    session = Session(folder, today=date(2026, 11, 25))
    session.discover()
    app = SpecuiApp(session)
    async with app.run_test() as pilot:
        seat = Seat(app, pilot)
        await seat.until(lambda: 0 < len(app.files.workspace.files) < 20)
        app.workbench.wiring.reviews.open_triage()
        await seat.until(
            lambda: isinstance(app.screen, TriageScreen) and bool(app.screen.state.queue.entries)
        )
        went_on.set()
        await seat.until(lambda: app.files.workspace.loading == 0 and app.takes_keys)
        await pilot.pause()
        (folder / "quay.md").touch()
        os.replace(shutil.copy(folder / "quay2.md", folder / "a.tmp"), folder / "quay2.md")
        app.files.refresh([folder / "quay.md", folder / "quay2.md"])
        await pilot.pause()
        assert [text for text in told if "on disk" in text] == []
        (folder / "quay3.md").write_text(QUAY.replace("Fog horn rusts", "Horn"), encoding="utf-8")
        await seat.until(lambda: any("items changed on disk" in text for text in told))
        assert [text for text in told if "items changed" in text] == ["2 items changed on disk"]


async def test_the_filter_is_typed_kept_replaced_and_cleared(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await seat.press("/")
        await seat.type("kind:g")
        await seat.press("tab")
        assert len(screen.state.queue.shown) == 4
        await seat.press("enter")
        assert screen.state.filter_text == "kind:gap"
        await seat.press("/")
        await seat.type("lamp")
        assert screen.state.filter_text == "lamp", "typing replaces the filter before"
        await seat.press("escape")
        assert screen.state.filter_text == "kind:gap"
        assert len(screen.state.queue.shown) == 4
        assert screen.item_view.has_focus
        await seat.press("escape")
        assert len(screen.state.queue.shown) == 14
        assert seat.app.screen is screen
        await seat.press("escape")
        assert len(seat.app.screen_stack) == 1


async def test_keys_typed_at_once_go_where_the_ones_before_them_lead(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await seat.pilot.press("/", *"kind:question", "enter", "j", "a", *"Both", "enter")
        await seat.pilot.pause()
        assert screen.state.filter_text == "kind:question"
        assert "**Answered 2026-11-25 (Test Author):** Both" in text_of(folder)


async def test_keys_that_the_filter_line_handles_are_not_called_useless(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await seat.press("/", *"gap")
        keys = (
            "left", "right", "home", "end", "backspace", "delete", "ctrl+left", "ctrl+right", "shift+left",
            "shift+home", "ctrl+a", "ctrl+e", "ctrl+w", "ctrl+u", "ctrl+k", "ctrl+d", "space", "x", "ctrl+v",
        )  # fmt: skip
        for key in keys:
            await seat.press(key)
            assert message(screen) == "", key


async def test_space_selects_v_selects_a_range_and_x_ticks(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:test,criterion spec:quay")
        await seat.press("space")
        assert len(screen.state.queue.selected) == 1
        await seat.press("escape", "g", "v", "G")
        assert len(screen.state.queue.selected) == 3
        await seat.press("x", "y")
        assert text_of(folder) == QUAY.replace("- [ ]", "- [x]")
        await seat.until(lambda: "3 decided" in screen.item_view.text)


async def test_a_click_goes_to_the_item(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        entry = screen.state.queue.shown[5]
        region = screen.queue_view.region_of(5)
        await seat.pilot.click("#triage-queue", offset=(4, region.y))
        await seat.pilot.pause()
        assert screen.state.queue.at == entry.key
        assert entry.text in screen.item_view.text


async def test_a_form_shows_what_is_wrong_under_its_field(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:question spec:quay")
        await seat.press("w", "enter")
        form = seat.app.screen
        assert isinstance(form, Form)
        assert form.errors
        await seat.press("escape")
        assert text_of(folder) == QUAY


async def test_many_changes_of_the_state_are_drawn_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with triaging(folder) as (seat, screen):
        drawn: list[object] = []
        monkeypatch.setattr(screen.queue_view, "show_queue", drawn.append)
        for _ in range(5):
            screen.state.move(screen.state.queue.step(1))
            screen.refresh_view()
        await seat.pilot.pause()
        assert drawn == [screen.state.queue]


async def test_a_view_is_saved_and_shown_by_keys(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:gap severity:low")
        await seat.press("F", "enter")
        await seat.type("rust")
        await seat.press("enter")
        assert 'rust = "kind:gap severity:low"' in text_of(folder, "specui.toml")
        await only(seat, screen, "")
        await seat.press("F", "enter")
        assert screen.state.filter_text == "kind:gap severity:low"


async def test_a_command_is_run_by_its_name(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:test spec:quay")
        await seat.press(":", *"tick", "enter")
        await seat.until(lambda: "[x] Leaving in fog" in text_of(folder))


async def test_enter_goes_to_the_item_and_t_comes_back_to_it(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:question")
        await seat.press("j")
        current = screen.state.queue.current
        assert current is not None
        await seat.press("enter")
        await seat.until(lambda: len(seat.app.screen_stack) == 1)
        await seat.until(lambda: seat.bench.section_view.element is not None)
        assert seat.bench.state.at.file == current.name
        await seat.press("t")
        again = seat.app.screen
        assert isinstance(again, TriageScreen)
        assert again.state.queue.at == current.key
        assert again.state.filter_text == "kind:question"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 10)])
async def test_it_shows_at_every_size(folder: Path, size: tuple[int, int]) -> None:
    async with triaging(folder, size) as (seat, screen):
        assert "Lamp oil" in screen.item_view.text
        await seat.press("tab", "j")
        assert screen.state.queue.place > 0
        if screen.has_class("-one"):
            assert screen.queue_view.display
            await seat.press("tab")
        assert screen.item_view.has_focus
        await seat.press("q")
        assert len(seat.app.screen_stack) == 1


async def test_a_filter_that_hides_the_open_spec_is_cleared_and_that_is_told(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "spec:quay")
        await seat.press("q")
        seat.bench.state.at = Location("pier.md")
        await seat.press("t")
        again = seat.app.screen
        assert isinstance(again, TriageScreen)
        await seat.until(lambda: "Filter cleared" in message(again))
        assert again.state.queue.current is not None
        assert again.state.queue.current.name == "pier.md"


async def test_what_was_opened_with_a_filter_is_over_with_it(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:gap")
        await seat.press("q")
        seat.bench.wiring.reviews.open_triage(filter_text="owner:grace")
        await seat.pilot.pause()
        narrow = seat.app.screen
        assert isinstance(narrow, TriageScreen)
        assert {entry.name for entry in narrow.state.queue.shown} == {"pier.md"}
        await seat.press("q", "t")
        again = seat.app.screen
        assert isinstance(again, TriageScreen)
        assert again.state.filter_text == "kind:gap"
