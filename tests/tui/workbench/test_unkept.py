"""What cannot be kept beside the specs is told once, and the specs are saved all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.dialogs.dialog import TextDialog
from specui.tui.services.worker_failures import LOST
from specui.tui.workbench.section_editor import SectionEditor
from specui.workspace.state.recovery import Recovery
from specui.workspace.storage.errors import StorageError
from tests.tui.seat import Seat, seated


@pytest.fixture
def full(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder in which nothing can be made: a file stands where the steps would go."""
    state = tmp_path_factory.mktemp("state")
    (state / "undo").write_text("in the way")
    monkeypatch.setenv("SPECUI_STATE_DIR", str(state))
    return state


def dialogs(seat: Seat) -> int:
    return sum(isinstance(screen, TextDialog) for screen in seat.app.screen_stack)


async def test_that_undo_ends_with_the_program_is_told_once(folder: Path, full: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space")
        await seat.until(lambda: dialogs(seat) == 1)
        assert "- [x] Boats land" in (folder / "tier1/pier.md").read_text()
        await seat.press("escape", "down", "space")
        assert dialogs(seat) == 0
        assert "- [x] Boats leave" in (folder / "tier1/pier.md").read_text()
        await seat.press("u", "u")
        assert "[x]" not in (folder / "tier1/pier.md").read_text()


async def test_nothing_is_told_where_all_is_kept(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space")
        assert dialogs(seat) == 0


async def test_typing_that_is_not_kept_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments: object, **_keywords: object) -> None:
        raise StorageError("pier.md: no space left on the device", Path("pier.md"))

    async with seated(folder) as seat:
        monkeypatch.setattr(Recovery, "write", fails)
        await seat.open_criteria()
        await seat.press("w")
        await seat.type("x")
        seat.bench.query_one(SectionEditor)._keep_journal()
        await seat.until(lambda: LOST["journal"] in seat.message)
        assert "no space left" in seat.message
