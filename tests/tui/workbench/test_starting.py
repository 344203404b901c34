"""How the screen comes to be: in one picture, with the first names before all of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual._compositor import Compositor

from specui.tui.app import SpecuiApp
from specui.workspace.session import Session
from tests.tui.seat import Seat

NAMES = ("tier1/pier.md", "tier1/quay.md", "tier2/buoy.md", "README.md")


@pytest.mark.parametrize("size", [(200, 50), (120, 40), (80, 24), (40, 10)])
async def test_the_first_picture_is_painted_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    painted: list[bool] = []
    render = Compositor.render_full_update

    def counted(self: Compositor, simplify: bool = False) -> object:
        painted.append(True)
        return render(self, simplify)

    monkeypatch.setattr(Compositor, "render_full_update", counted)
    session = Session(folder, today=date(2026, 11, 25))
    session.load()
    async with SpecuiApp(session).run_test(size=size) as pilot:
        await pilot.pause()
        assert len(painted) == 1


async def test_of_many_files_the_first_are_there_before_all_are_listed(folder: Path) -> None:
    session = Session(folder, today=date(2026, 11, 25))
    session.discover(2)
    app = SpecuiApp(session)
    names = session.workspace.names
    assert len(names) == 2
    async with app.run_test(size=(120, 40)) as pilot:
        app.workbench.navigator.leave_home()
        assert app.workbench.state.at.file in names
        seat = Seat(app, pilot)
        await seat.until(
            lambda: app.files.workspace.loading == 0 and len(app.files.workspace.names) == len(NAMES)
        )
        assert app.workbench.state.at.file in names
        assert {row.path for row in app.workbench.tree_view.rows if row.kind == "file"} == {*NAMES}
        assert session.found
        (folder / "tier1" / "new.md").write_text("# New\n", encoding="utf-8")
        await seat.until(lambda: "tier1/new.md" in app.files.workspace.names)
