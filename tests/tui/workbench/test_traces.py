"""From a criterion to its tasks on the screen, and back."""

from __future__ import annotations

from pathlib import Path

from specui.tui.dialogs.palette import Palette
from tests.specs.test_tracing import REQUIREMENTS, TASKS
from tests.tui.seat import Seat, seated


def place(seat: Seat) -> tuple[str | None, int]:
    element = seat.bench.section_view.element
    return seat.bench.state.at.file, element.line if element is not None else 0


async def test_open_link_goes_from_a_criterion_to_its_task_and_back(tmp_path: Path) -> None:
    folder = tmp_path / ".kiro" / "specs" / "pier"
    folder.mkdir(parents=True)
    (folder / "requirements.md").write_text(REQUIREMENTS, encoding="utf-8")
    (folder / "tasks.md").write_text(TASKS, encoding="utf-8")
    name, tasks = ".kiro/specs/pier/requirements.md", ".kiro/specs/pier/tasks.md"
    async with seated(tmp_path) as seat:
        seat.bench.navigator.go_to_line(name, 15)
        await seat.press("O")
        assert place(seat) == (tasks, 3)
        await seat.press("O")
        assert place(seat) == (name, 15)
        seat.bench.navigator.go_to_line(name, 16)
        await seat.press("O")
        assert place(seat) == (name, 16) and seat.message == "No task is for 1.2."
        seat.bench.navigator.go_to_line(tasks, 6)
        await seat.press("O")
        assert not isinstance(seat.app.screen, Palette)
        assert place(seat)[0] == name
