"""The home view: first in a fresh folder, and the way to each list."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from textual.events import AppFocus

from specui.tui.app import SpecuiApp
from specui.tui.dialogs.location_dialog import LocationDialog
from specui.tui.overview.screen import OverviewScreen
from specui.tui.triage.screen import TriageScreen
from specui.tui.widgets.home_view import HomeView
from specui.tui.workbench.folder_changes import FIRST_VISIT, Comparison, changed_since
from specui.tui.workbench.session_place import place_now
from specui.workspace.session import Session
from tests.tui.seat import Seat, seated


def shown(seat: Seat) -> list[str]:
    view = seat.bench.home_view
    assert view is not None
    return [" ".join(line.split()) for line in view.text.splitlines()]


async def test_a_fresh_folder_opens_on_its_numbers_and_each_opens_its_list(folder: Path) -> None:
    async with seated(folder, at_home=True) as seat:
        bench = seat.bench
        await seat.until(lambda: "7 Not committed – no git repository" in shown(seat))
        assert shown(seat)[2:4] == ["1 Specs 3 1 other file", "2 Open criteria 6"]
        assert "first visit" in shown(seat)[7]
        assert bench.focused is bench.home_view
        assert bench.panel.empty == "Open a spec to see its problems."
        await seat.press("2")
        assert isinstance(seat.app.screen, TriageScreen)
        assert seat.app.screen.state.filter_text == "kind:criterion"
        await seat.press("q")
        assert bench.shows_home and bench.focused is bench.home_view
        await seat.press("tab", "tab", "1")  # from another pane too
        assert isinstance(seat.app.screen, OverviewScreen)
        await seat.press("q", "3", "9")
        assert bench.shows_home


async def test_a_spec_is_opened_by_enter_and_home_comes_back(folder: Path) -> None:
    async with seated(folder, at_home=True) as seat:
        bench = seat.bench
        await seat.press("G", "enter")
        assert bench.section_view.has_focus
        opened = bench.state.at.file
        assert opened is not None and bench.tree_view.file_name == opened
        await seat.press("D")
        assert isinstance(bench.focused, HomeView)
        await seat.press("escape")
        assert bench.state.at.file == opened and bench.section_view.has_focus


async def test_moving_in_the_tree_leaves_home(folder: Path) -> None:
    async with seated(folder, at_home=True) as seat:
        await seat.press("shift+tab", "down", "down")
        assert not seat.bench.shows_home and seat.bench.state.at.file is not None


async def test_a_folder_that_was_never_open_starts_at_home_and_folds_its_documents(folder: Path) -> None:
    session = Session(folder, today=date(2026, 11, 25))
    session.discover()
    app = SpecuiApp(session, home=True)
    async with app.run_test(size=(120, 40)) as pilot:
        seat = Seat(app, pilot)
        await seat.until(lambda: app.workbench.tree_view.groups_documents)
        assert app.workbench.shows_home and app.workbench.focused is app.workbench.home_view
        assert app.workbench.tree_view.rows[-1].label == "1 other document"
        await seat.press("escape")
        assert app.workbench.state.at.file == "tier1/pier.md"
        kept = place_now(app.workbench.bench)
    assert kept.grouped and kept.documents == ("README.md",) and not kept.folded
    app = SpecuiApp(session, seen=kept, home=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert not app.workbench.shows_home
        assert app.workbench.tree_view.rows[-1].label == "1 other document"


async def test_the_tree_marks_what_is_not_committed(repository: Path) -> None:
    commit_all(repository)
    (repository / "added.md").write_text("# Added\n\n- [ ] A\n", encoding="utf-8")
    async with seated(repository) as seat:
        tree = seat.bench.tree_view

        def marks() -> dict[str, str]:
            return {row.path: tree.cells(row, 40)[0].text for row in tree.rows}

        await seat.until(lambda: marks() == {"added.md": "A", "new.md": " "})
        commit_all(repository)
        seat.app.post_message(AppFocus())
        await seat.until(lambda: marks() == {"added.md": " ", "new.md": " "})
        (repository / "new.md").write_text("# New\n\n- [x] A\n", encoding="utf-8")
        seat.app.files.reload(repository / "new.md")
        await seat.until(lambda: marks()["new.md"] == "M")


async def test_a_click_opens_what_it_hits(folder: Path) -> None:
    async with seated(folder, at_home=True) as seat:
        await seat.pilot.click(HomeView, offset=(8, 6))
        await seat.pilot.pause()
        assert isinstance(seat.app.screen, TriageScreen)
        assert seat.app.screen.state.filter_text == "kind:question"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "new.md").write_text("# New\n\n- [ ] A\n", encoding="utf-8")
    return tmp_path


def commit_all(repository: Path) -> None:
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "add", "-A"], cwd=repository, check=True)
    subprocess.run([*git, "commit", "-qm", "all"], cwd=repository, check=True)


async def test_uncommitted_files_are_listed(repository: Path) -> None:
    async with seated(repository, at_home=True) as seat:
        await seat.until(lambda: "7 Not committed 1 file" in shown(seat))
        await seat.press("7")
        assert isinstance(seat.app.screen, LocationDialog)
        await seat.press("enter")
        assert seat.bench.state.at.file == "new.md"


async def test_one_file_has_no_home(folder: Path) -> None:
    async with seated(folder / "tier1" / "pier.md", at_home=True) as seat:
        await seat.press("D")
        assert not seat.bench.shows_home
        assert seat.message


@pytest.mark.parametrize("after", [True, False])
def test_what_was_written_after_a_visit_has_changed(folder: Path, after: bool) -> None:
    session = Session(folder)
    session.load()
    written = os.stat(folder / "README.md")
    visit = max(written.st_mtime_ns, written.st_ctime_ns) - 10**9 * (1 if after else -60)
    found = changed_since(visit, session.workspace.ordered)
    assert ("README.md" in found) is after
    assert changed_since(None, session.workspace.ordered) == FIRST_VISIT


def test_a_folder_without_git_says_so(tmp_path: Path) -> None:
    assert Comparison(tmp_path).compare({}) == ("no git repository", {})


async def test_of_a_feature_its_main_file_opens_first(tmp_path: Path) -> None:
    feature = tmp_path / "specs" / "001-fares"
    (feature / "checklists").mkdir(parents=True)
    (tmp_path / ".specify").mkdir()
    for name in ("checklists/requirements.md", "plan.md", "spec.md", "tasks.md"):
        (feature / name).write_text("# Fares\n\n## Tasks\n\n- [ ] T001 A\n", encoding="utf-8")
    async with seated(tmp_path) as seat:
        assert seat.bench.state.at.file == "specs/001-fares/spec.md"


def test_files_of_a_repository_within_are_not_compared(repository: Path) -> None:
    inner = repository / "lib"
    inner.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=inner, check=True)
    (inner / "s.md").write_text("# S\n", encoding="utf-8")
    session = Session(repository, today=date(2026, 11, 25))
    names, marks = Comparison(repository).compare(session.load().files)
    assert "new.md" in names and "lib/s.md" not in names and not marks


async def test_the_key_that_shows_the_home_view_closes_it(folder: Path) -> None:
    async with seated(folder) as seat:
        shown = []
        for _ in range(2):
            await seat.press("D")
            shown.append(seat.bench.shows_home)
        assert shown == [True, False] and seat.bench.state.at.file is not None
