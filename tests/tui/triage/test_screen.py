"""Triage by keys: what is decided stands in the file, the next one comes up, and undo brings back what was there."""

from __future__ import annotations

import os
import shutil
import subprocess
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
from specui.tui.triage.queue_rows import queue_rows
from specui.tui.triage.screen import TriageScreen
from specui.tui.widgets.bars import MessageLine
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.session import Session
from tests.tui.seat import Seat, seated

QUAY = """\
# Production Spec: Quay

**Last updated:** 2026-02-19
**Spec status:** 🟡 Draft
**Owner agent(s):** Ada (quay)
**Tier:** 1

## 1. Feature Overview

A quay.

## 2. Current State

### Shipped ✅
- Boats land

### Not Implemented ❌
- Lamp oil is never counted

## 3. Acceptance Criteria

### Functional
- [ ] A boat lands

### Compliance / Security
- [ ] Papers are read

## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|-----|----------|-------|
| Lamp oil is never counted | 🔴 Critical | since May |
| Fog horn rusts | 🟢 Low | |

## 5. Test Coverage

### Missing Tests
- [ ] Leaving in fog

## 8. Open Questions

1. **Berth**: A soft limit, or a hard limit?
2. Who pays for the lamp?
"""
PIER = QUAY.replace("Quay", "Pier").replace("**Tier:** 1", "**Tier:** 2").replace("Ada (quay)", "Grace")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "quay.md").write_text(QUAY, encoding="utf-8")
    (tmp_path / "pier.md").write_text(PIER, encoding="utf-8")
    return tmp_path


@asynccontextmanager
async def triaging(path: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[Seat, TriageScreen]]:
    async with seated(path, size) as seat:

        async def ada() -> str:
            return "Ada"

        seat.bench.who = ada  # type: ignore[method-assign]
        seat.bench.open_name = "quay.md"
        await seat.press("t")
        screen = seat.app.screen
        assert isinstance(screen, TriageScreen)
        yield seat, screen


def message(screen: TriageScreen) -> str:
    return screen.query_one(MessageLine).text


async def only(seat: Seat, screen: TriageScreen, text: str) -> None:
    screen.set_filter(text)
    await seat.pilot.pause()


def text_of(folder: Path, name: str = "quay.md") -> str:
    return (folder / name).read_text(encoding="utf-8")


async def test_it_begins_at_the_open_spec_with_everything_in_the_queue(folder: Path) -> None:
    async with triaging(folder) as (_, screen):
        current = screen.queue.current
        assert current is not None
        assert current.name == "quay.md"
        assert current.text == "Lamp oil is never counted"
        assert str(screen.queue.progress) == "0 of 14 decided, 14 to go"
        assert "Gap 1 of 4" in screen.item_view.text
        assert "Also in this spec" in screen.item_view.text


async def test_a_number_answers_at_once_and_undo_comes_back_to_the_question(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:question spec:quay")
        await seat.press("2")
        assert "**Answered 2026-11-25 (Ada):** hard limit" in text_of(folder)
        current = screen.queue.current
        assert current is not None
        assert current.text == "Who pays for the lamp?"
        assert str(screen.queue.progress) == "1 of 2 decided, 1 to go"
        await seat.press("u")
        assert text_of(folder) == QUAY
        current = screen.queue.current
        assert current is not None
        assert current.topic == "Berth"


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


async def test_why_ages_are_not_gits_is_said_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(folder, "init")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    async with triaging(folder) as (seat, screen):
        await seat.until(lambda: "the last update counts: detected dubious ownership" in message(screen))
        assert "spec updated 2026-02-19" in screen.item_view.text
        said: list[str] = []
        monkeypatch.setattr(seat.app, "say", lambda sentence, *_: said.append(sentence))
        (folder / "pier.md").write_text(PIER + "\nmore\n", encoding="utf-8")
        await seat.until(lambda: screen._asked["pier.md"].text.endswith("more\n"))
        for worker in [one for one in seat.app.workers if one.group == "blame"]:
            await worker.wait()
        assert [sentence for sentence in said if "git" in sentence] == []


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
        assert screen.queue.shown == ()


@pytest.mark.parametrize(
    "key, typed, written",
    [
        ("a", "Both", "**Answered 2026-11-25 (Ada):** Both"),
        ("d", "", "**Deferred to 2026-12-09 (Ada):**"),
        ("@", "Grace", "**Assigned 2026-11-25 (Ada):** Grace"),
        ("w", "No lamp", "**Not needed 2026-11-25 (Ada):** No lamp"),
        ("g", "", "| Berth: undecided |"),
        ("c", "", "- [ ] Berth: "),
    ],
)
async def test_each_decision_of_a_question_is_written(
    folder: Path, key: str, typed: str, written: str
) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:question spec:quay")
        await seat.press(key)
        assert isinstance(seat.app.screen, Form)
        await seat.type(typed)
        await seat.press("enter")
        assert written in text_of(folder), message(screen)
        assert screen.queue.current is not None
        assert screen.queue.current.text == "Who pays for the lamp?"
        await seat.press("u")
        assert text_of(folder) == QUAY


async def test_what_is_not_needed_wants_a_reason(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:question spec:quay")
        await seat.press("w", "enter")
        form = seat.app.screen
        assert isinstance(form, Form)
        assert "needs a reason" in form.errors["0"]
        await seat.press("escape")
        assert text_of(folder) == QUAY


@pytest.mark.parametrize(
    "keys, written",
    [
        (("s", "right", "enter"), "| Lamp oil is never counted | 🟡 High |"),
        (("n", "!", "enter"), "since May!"),
        (("c", "enter"), "- [ ] Lamp oil is counted"),
        (("x", "enter"), "**Lamp oil is never counted**"),
        (("r", "enter"), "- [ ] A boat lands"),
    ],
)
async def test_each_decision_of_a_gap_is_written(folder: Path, keys: tuple[str, ...], written: str) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:gap spec:quay")
        await seat.press(*keys)
        assert isinstance(seat.app.screen, TriageScreen)
        now = text_of(folder)
        assert now != QUAY
        assert written in now, message(screen)
        await seat.press("u")
        assert text_of(folder) == QUAY


async def test_resolving_shows_what_belongs_to_it_first(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await seat.press("r")
        assert isinstance(seat.app.screen, ResolveDialog)
        assert text_of(folder) == QUAY
        await seat.press("enter")
        assert "| Lamp oil is never counted |" not in text_of(folder)
        assert text_of(folder).index("Lamp oil is never counted") < text_of(folder).index("Not Implemented")
        assert "Resolved" in message(screen)


async def test_space_ticks_tests_and_criteria(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:test,criterion spec:quay")
        await seat.press("space", "space", "space")
        assert text_of(folder) == QUAY.replace("- [ ]", "- [x]")
        assert "Nothing" in screen.item_view.text
        assert "3 decided" in screen.item_view.text


async def test_one_key_decides_all_that_are_selected_in_one_step(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:question lamp")
        await seat.press("V")
        assert len(screen.queue.selected) == 2
        await seat.press("d", "enter")
        await seat.press("y")
        assert isinstance(seat.app.screen, TriageScreen)
        assert text_of(folder).count("Deferred to 2026-12-09") == 1
        assert text_of(folder, "pier.md").count("Deferred to 2026-12-09") == 1
        assert "2 files" in message(screen)
        await seat.press("u")
        assert (text_of(folder), text_of(folder, "pier.md")) == (QUAY, PIER)


async def test_a_file_that_others_change_keeps_the_place(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:question spec:quay")
        await seat.press("j")
        before = screen.queue.current
        assert before is not None
        changed = QUAY.replace("1. **Berth**", "1. Is there a bell?\n2. **Berth**").replace(
            "2. Who pays", "3. Who pays"
        )
        (folder / "quay.md").write_text(changed, encoding="utf-8")
        await seat.until(lambda: len(screen.queue.shown) == 3)
        current = screen.queue.current
        assert current is not None
        assert current.text == before.text
        assert current.line == before.line + 1
        await seat.until(lambda: "1 item changed on disk" in message(screen))


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
        await seat.until(lambda: 0 < len(app.workspace.files) < 20)
        app.workbench.begin_triage()
        await seat.until(lambda: isinstance(app.screen, TriageScreen) and bool(app.screen.queue.entries))
        went_on.set()
        await seat.until(lambda: app.workspace.loading == 0)
        await pilot.pause()
        (folder / "quay.md").touch()
        os.replace(shutil.copy(folder / "quay2.md", folder / "a.tmp"), folder / "quay2.md")
        app.files.refresh([folder / "quay.md", folder / "quay2.md"])
        await pilot.pause()
        assert [text for text in told if "on disk" in text] == []
        (folder / "quay3.md").write_text(QUAY.replace("Fog horn rusts", "Horn"), encoding="utf-8")
        await seat.until(lambda: any("items changed on disk" in text for text in told))
        assert [text for text in told if "items changed" in text] == ["2 items changed on disk"]


async def test_what_was_typed_is_offered_again_where_the_text_is_gone(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:question spec:quay")
        await seat.press("j", "a")
        await seat.type("Ada")
        (folder / "quay.md").write_text(QUAY.replace("2. Who pays for the lamp?\n", ""), encoding="utf-8")
        await seat.until(lambda: len(screen.queue.shown) == 1)
        await seat.press("enter")
        assert "does not hold this question any more" in message(screen)


async def test_the_filter_is_typed_told_kept_and_left(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await seat.press("/")
        await seat.type("kind:g")
        await seat.press("tab")
        assert len(screen.queue.shown) == 4
        await seat.press("enter")
        assert screen.filter_text == "kind:gap"
        await seat.press("/")
        await seat.type(" sever:low")
        await seat.press("escape")
        assert screen.filter_text == "kind:gap"
        assert len(screen.queue.shown) == 4


async def test_a_filter_is_kept_as_a_view_and_found_again(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:gap severity:low")
        await seat.press("F", "enter")
        await seat.type("rust")
        await seat.press("enter")
        assert 'rust = "kind:gap severity:low"' in text_of(folder, "specui.toml")
        await only(seat, screen, "")
        await seat.press("F", "enter")
        assert screen.filter_text == "kind:gap severity:low"
        assert len(screen.queue.shown) == 2


async def test_enter_goes_to_the_item_and_t_comes_back_to_it(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:question")
        await seat.press("j")
        current = screen.queue.current
        assert current is not None
        await seat.press("enter")
        await seat.until(lambda: not seat.app.in_dialog)
        await seat.until(lambda: seat.bench.section_view.stop is not None)
        assert seat.bench.open_name == current.name
        await seat.press("t")
        again = seat.app.screen
        assert isinstance(again, TriageScreen)
        assert again.queue.at == current.key
        assert again.filter_text == "kind:question"


async def test_order_groups_and_what_is_decided(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:question spec:quay")
        await seat.press("1", "H")
        assert [entry.state for entry in screen.queue.shown] == ["answered", "open"]
        await seat.press("home", "R", "enter")
        assert "**Reopened 2026-11-25 (Ada):**" in text_of(folder)
        await seat.press("H", "G")
        assert screen.queue.by == "tier"
        assert queue_rows(screen.queue)[0].title == "Tier 1"
        await seat.press("O")
        assert screen.queue.sort == "severity"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 10)])
async def test_it_shows_at_every_size(folder: Path, size: tuple[int, int]) -> None:
    async with triaging(folder, size) as (seat, screen):
        assert "Lamp oil" in screen.item_view.text
        await seat.press("tab", "j")
        assert screen.queue.place > 0
        if screen.has_class("-one"):
            assert screen.queue_view.display
            await seat.press("tab")
        assert screen.item_view.has_focus
        await seat.press("q")
        assert not seat.app.in_dialog


async def test_a_filter_that_hides_the_open_spec_is_taken_off_and_that_is_told(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "spec:quay")
        await seat.press("q")
        seat.bench.open_name = "pier.md"
        await seat.press("t")
        again = seat.app.screen
        assert isinstance(again, TriageScreen)
        await seat.until(lambda: "is taken off" in message(again))
        assert again.queue.current is not None
        assert again.queue.current.name == "pier.md"


async def test_what_was_opened_with_a_filter_is_over_with_it(folder: Path) -> None:
    async with triaging(folder) as (seat, screen):
        await only(seat, screen, "kind:gap")
        await seat.press("q")
        seat.bench.action_triage("owner:grace")
        await seat.pilot.pause()
        narrow = seat.app.screen
        assert isinstance(narrow, TriageScreen)
        assert {entry.name for entry in narrow.queue.shown} == {"pier.md"}
        await seat.press("q", "t")
        again = seat.app.screen
        assert isinstance(again, TriageScreen)
        assert again.filter_text == "kind:gap"
