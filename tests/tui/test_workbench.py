"""What the workbench does to files and to its own state, key by key, without a terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from specui.tui.app import SpecuiApp
from specui.tui.screens.dialog import TextDialog
from specui.tui.screens.palette import Palette
from specui.tui.screens.workbench import Workbench
from specui.tui.widgets.bars import MessageLine
from specui.workspace.session import Session

TEXT = """\
# Production Spec: Pier

**Last updated:** 2026-02-19
**Spec status:** 🟡 Draft
**Owner agent(s):** Ada
**Tier:** 1

## 1. Feature Overview

A pier.

## 3. Acceptance Criteria

### Functional
- [ ] Boats land
- [ ] Boats leave

## 8. Open Questions

1. Who pays?
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "tier1").mkdir()
    (tmp_path / "tier1" / "pier.md").write_bytes(TEXT.encode())
    (tmp_path / "tier1" / "quay.md").write_bytes(TEXT.replace("Pier", "Quay").encode())
    (tmp_path / "tier2").mkdir()
    (tmp_path / "tier2" / "buoy.md").write_bytes(TEXT.replace("Pier", "Buoy").encode())
    (tmp_path / "README.md").write_bytes(b"# Notes\n\nNothing.\n")
    return tmp_path


class Seat:
    """A person at the keyboard."""

    def __init__(self, app: SpecuiApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def bench(self) -> Workbench:
        return self.app.workbench

    @property
    def message(self) -> str:
        return self.bench.query_one(MessageLine).text

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*("space" if c == " " else c for c in text))

    async def until(self, holds: Callable[[], bool]) -> None:
        for _ in range(400):
            if holds():
                return
            await self.pilot.pause(0.02)
        pytest.fail(f"it did not come to that; the message line says {self.message!r}")

    async def open_criteria(self, name: str = "tier1/pier.md", line: int = 15) -> None:
        self.bench.go_to_file(name)
        await self.press("3")
        self.bench.section_view.go_to_line(line)
        await self.pilot.pause()


@asynccontextmanager
async def seated(path: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Seat]:
    session = Session(path, today=date(2026, 11, 25))
    session.discover()
    app = SpecuiApp(session)
    async with app.run_test(size=size) as pilot:
        seat = Seat(app, pilot)
        await seat.until(lambda: app.workspace.loading == 0)
        await pilot.pause()
        yield seat


async def test_a_spec_is_open_at_the_start_and_the_tree_has_the_keyboard(folder: Path) -> None:
    async with seated(folder) as seat:
        assert seat.bench.open_name == "tier1/pier.md"
        assert seat.bench.tree_view.has_focus
        assert seat.bench.tree_view.file_name == "tier1/pier.md"


async def test_moving_in_the_tree_shows_the_spec_and_keeps_the_section(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("escape", "down")
        assert seat.bench.open_name == "tier1/quay.md"
        assert seat.bench.entry is not None and seat.bench.entry.name == "Acceptance Criteria"
        await seat.press("enter")
        assert seat.bench.section_view.has_focus


async def test_a_tick_changes_one_byte_on_disk(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space")
        assert (folder / "tier1/pier.md").read_bytes() == TEXT.replace(
            "[ ] Boats land", "[x] Boats land"
        ).encode()
        assert "functional/1" in seat.message and "saved" in seat.message
        await seat.press("space")
        assert (folder / "tier1/pier.md").read_bytes() == TEXT.encode()


async def test_undo_says_what_and_in_which_file_wherever_one_is(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space", "escape", "home", "u")
        assert (folder / "tier1/pier.md").read_bytes() == TEXT.encode()
        assert seat.message == "Undone: tick functional/1 in tier1/pier.md"
        await seat.press("U")
        assert "[x] Boats land" in (folder / "tier1/pier.md").read_text(encoding="utf-8")
        await seat.press("u", "u")
        assert seat.message == "There is nothing to undo"


async def test_an_undo_of_what_has_moved_on_is_refused_with_the_reason(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space")
        path = folder / "tier1/pier.md"
        path.write_bytes(TEXT.replace("- [ ] Boats land\n", "").encode())
        await seat.until(lambda: "changed on disk" in seat.message)
        await seat.press("u")
        assert "cannot be undone" in seat.message
        assert "Boats land" not in path.read_text(encoding="utf-8")


async def test_a_filter_narrows_the_tree_and_escape_clears_it(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("/")
        await seat.type("buoy")
        assert seat.bench.tree_view.files_shown == ["tier2/buoy.md"]
        assert seat.bench.open_name == "tier2/buoy.md"
        await seat.press("enter")
        assert seat.bench.tree_view.has_focus
        await seat.press("escape")
        assert len(seat.bench.tree_view.files_shown) == 4
        assert seat.bench.tree_view.file_name == "tier2/buoy.md"


async def test_folders_fold_and_the_cursor_stays_with_them(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("left")
        assert seat.bench.tree_view.row is not None and seat.bench.tree_view.row.path == "tier1"
        await seat.press("space")
        assert "tier1/pier.md" not in seat.bench.tree_view.files_shown
        await seat.press("right")
        assert "tier1/pier.md" in seat.bench.tree_view.files_shown


async def test_what_is_kept_changes_only_what_was_typed(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("e", "end")
        await seat.type(" softly")
        await seat.press("f2")
        assert (folder / "tier1/pier.md").read_bytes() == TEXT.replace(
            "Boats land", "Boats land softly"
        ).encode()
        assert seat.bench.draft is None
        assert seat.bench.section_view.has_focus
        await seat.press("u")
        assert (folder / "tier1/pier.md").read_bytes() == TEXT.encode()


async def test_escape_leaves_at_once_when_nothing_was_typed(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("e", "escape")
        assert seat.bench.draft is None and not seat.app.in_dialog


@pytest.mark.parametrize(
    "answer, draft, saved", [("t", False, False), ("k", False, True), ("escape", True, False)]
)
async def test_escape_asks_when_something_would_be_lost(
    folder: Path, answer: str, draft: bool, saved: bool
) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("e", "end")
        await seat.type("!")
        await seat.press("escape")
        assert isinstance(seat.app.screen, TextDialog)
        await seat.press(answer)
        assert (seat.bench.draft is not None) is draft
        assert ("Boats land!" in (folder / "tier1/pier.md").read_text(encoding="utf-8")) is saved
        if draft:
            assert seat.bench.editor.typed.count("Boats land!") == 1


async def test_problems_follow_what_is_typed(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        before = len(seat.bench.panel.problems)
        await seat.press("e", "end", "enter")
        await seat.type("Boats leave")
        await seat.until(
            lambda: any(p.diagnostic.rule == "duplicate-criterion" for p in seat.bench.panel.problems)
        )
        await seat.press("escape", "t")
        assert len(seat.bench.panel.problems) == before


async def test_a_change_elsewhere_while_one_writes_is_merged(folder: Path) -> None:
    path = folder / "tier1/pier.md"
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("e", "end")
        await seat.type("!")
        path.write_bytes(TEXT.replace("A pier.", "A long pier.").encode())
        await seat.until(lambda: "changed on disk" in seat.message)
        assert seat.bench.editor.typed.count("Boats land!") == 1
        await seat.press("f2")
        text = path.read_text(encoding="utf-8")
        assert "A long pier." in text and "Boats land!" in text


@pytest.mark.parametrize("answer, kept", [("m", "Boats land!"), ("t", "Ships land")])
async def test_a_change_of_the_same_line_is_asked_about(folder: Path, answer: str, kept: str) -> None:
    path = folder / "tier1/pier.md"
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("e", "end")
        await seat.type("!")
        path.write_bytes(TEXT.replace("Boats land", "Ships land").encode())
        await seat.until(lambda: "changed on disk" in seat.message)
        await seat.press("f2")
        assert isinstance(seat.app.screen, TextDialog)
        assert path.read_bytes() == TEXT.replace("Boats land", "Ships land").encode()
        await seat.press(answer)
        await seat.until(lambda: seat.bench.draft is None)
        text = path.read_text(encoding="utf-8")
        assert kept in text and text.count("land") == 1


async def test_a_file_that_is_gone_while_one_writes_can_be_written_again(folder: Path) -> None:
    path = folder / "tier1/pier.md"
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("e", "end")
        await seat.type("!")
        path.unlink()
        await seat.until(lambda: "is gone" in seat.message)
        assert seat.bench.draft is not None
        await seat.press("f2", "m")
        await seat.until(lambda: seat.bench.draft is None)
        assert path.read_bytes() == TEXT.replace("Boats land", "Boats land!").encode()


async def test_what_others_change_is_told_once_and_marked_until_visited(folder: Path) -> None:
    async with seated(folder) as seat:
        (folder / "tier2/buoy.md").write_bytes(TEXT.replace("[ ] Boats land", "[x] Boats land").encode())
        await seat.until(lambda: "tier2/buoy.md changed on disk" in seat.message)
        assert "1 ticked" in seat.message
        assert "tier2/buoy.md" in seat.bench.tree_view._marked
        seat.bench.go_to_file("tier2/buoy.md")
        await seat.pilot.pause()
        assert "tier2/buoy.md" not in seat.bench.tree_view._marked


async def test_the_selection_stays_on_its_file_when_files_come_and_go(folder: Path) -> None:
    async with seated(folder) as seat:
        seat.bench.go_to_file("tier2/buoy.md")
        (folder / "tier1" / "new.md").write_bytes(TEXT.encode())
        await seat.until(lambda: "tier1/new.md" in seat.app.workspace.names)
        assert seat.bench.tree_view.file_name == "tier2/buoy.md"
        (folder / "tier1" / "quay.md").unlink()
        await seat.until(lambda: "tier1/quay.md" not in seat.app.workspace.names)
        assert seat.bench.tree_view.file_name == "tier2/buoy.md" == seat.bench.open_name


async def test_the_cursor_stays_on_its_item_when_lines_come_above(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria(line=16)
        (folder / "tier1/pier.md").write_bytes(
            TEXT.replace("- [ ] Boats land", "- [ ] New\n- [ ] Boats land").encode()
        )
        await seat.until(lambda: "changed on disk" in seat.message)
        await seat.press("space")
        assert "[x] Boats leave" in (folder / "tier1/pier.md").read_text(encoding="utf-8")


async def test_our_own_save_is_no_change(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space")
        said = seat.message
        (folder / "tier2/buoy.md").write_bytes(TEXT.encode() + b"\n")  # the watcher has come as far as this
        await seat.until(lambda: "buoy" in seat.message)
        assert "pier" not in seat.message and said != seat.message


async def test_problems_are_walked_from_anywhere(folder: Path) -> None:
    async with seated(folder) as seat:
        seat.bench.go_to_file("tier1/pier.md")
        seen = []
        count = len(seat.bench.panel.problems)
        assert count > 2
        for _ in range(count):
            await seat.press("]")
            assert seat.bench._walked is not None
            seen.append(seat.bench._walked.key)
        assert len(set(seen)) == count
        await seat.press("[")
        assert seat.bench._walked is not None
        assert seat.bench._walked.key == seen[-2]


async def test_a_problem_of_another_spec_opens_it(folder: Path) -> None:
    path = folder / "tier2/buoy.md"
    path.write_bytes(TEXT.replace("- [ ] Boats leave", "- [ ] Boats land").encode())
    async with seated(folder) as seat:
        await seat.press("A")
        problem = next(p for p in seat.bench.panel.problems if p.diagnostic.rule == "duplicate-criterion")
        seat.bench.focus_pane("problems")
        seat.bench.panel.select(problem)
        await seat.press("enter")
        assert seat.bench.open_name == "tier2/buoy.md" == seat.bench.tree_view.file_name
        stop = seat.bench.section_view.stop
        assert stop is not None and stop.line == problem.line


async def test_a_fix_is_shown_before_it_is_made_and_can_be_taken_back(folder: Path) -> None:
    path = folder / "tier1/pier.md"
    broken = TEXT.replace("- [ ] Boats leave", "- [] Boats leave").encode()
    path.write_bytes(broken)
    async with seated(folder) as seat:
        seat.bench.go_to_file("tier1/pier.md")
        problem = next(p for p in seat.bench.panel.problems if p.diagnostic.rule == "malformed-checkbox")
        seat.bench.go_to_problem(problem)
        await seat.pilot.pause()
        await seat.press("f", "escape")
        assert path.read_bytes() == broken
        await seat.press("f", "enter")
        assert "- [ ] Boats leave" in path.read_text(encoding="utf-8")
        await seat.press("u")
        assert path.read_bytes() == broken


async def test_a_file_that_is_not_utf_8_is_shown_and_not_written(folder: Path) -> None:
    path = folder / "tier1/pier.md"
    data = TEXT.encode().replace(b"A pier.", b"Caf\xe9.")
    path.write_bytes(data)
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space")
        assert "UTF-8" in seat.message and "repair" in seat.message
        await seat.press("e")
        assert seat.bench.draft is None
        assert path.read_bytes() == data


async def test_an_empty_folder_says_what_to_do_and_fills_itself(tmp_path: Path) -> None:
    async with seated(tmp_path) as seat:
        assert "No Markdown files" in seat.bench.notice._heading
        (tmp_path / "pier.md").write_bytes(TEXT.encode())
        await seat.until(lambda: seat.bench.open_name == "pier.md")


async def test_one_file_has_no_tree(folder: Path) -> None:
    async with seated(folder / "tier1" / "pier.md") as seat:
        assert seat.bench.open_name == "pier.md"
        assert not seat.bench.query_one("#tree-pane").display
        assert seat.bench.section_view.has_focus
        await seat.press("tab")
        assert seat.bench.panel.has_focus
        await seat.press("escape")
        assert seat.bench.section_view.has_focus


async def test_a_missing_section_says_so_and_can_be_left(folder: Path) -> None:
    async with seated(folder) as seat:
        seat.bench.go_to_file("tier1/pier.md")
        await seat.press("2")
        assert seat.bench.notice.display and "missing" in seat.bench.notice._heading
        await seat.press("right")
        assert seat.bench.section_view.display and seat.bench.section_view.has_focus


async def test_panes_come_and_go_with_the_size_and_the_keyboard_stays(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        for columns, rows in ((80, 24), (60, 20), (180, 50), (39, 9), (120, 40)):
            await seat.pilot.resize_terminal(columns, rows)
            await seat.pilot.pause()
            shown = [p for p in ("tree", "section", "problems") if seat.bench.query_one(f"#{p}-pane").display]
            if columns >= 100:
                assert shown == ["tree", "section", "problems"]
            elif columns > 40:
                assert shown == ["section"]
            assert seat.bench.query_one("#small").display is (columns < 40)
        assert seat.bench.section_view.has_focus
        stop = seat.bench.section_view.stop
        assert stop is not None and stop.line == 15


async def test_one_pane_at_a_time_is_reached_by_tab(folder: Path) -> None:
    async with seated(folder, (80, 24)) as seat:
        seen = []
        for _ in range(3):
            await seat.press("tab")
            seen.append(seat.bench.pane)
        assert seen == ["section", "problems", "tree"]
        await seat.press("shift+tab")
        assert seat.bench.pane == "problems"


async def test_zoom_gives_a_pane_all_and_back(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("tab", "z")
        assert not seat.bench.query_one("#tree-pane").display
        await seat.press("z")
        assert seat.bench.query_one("#tree-pane").display


async def test_the_palette_finds_commands_sections_specs_and_themes(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press(":")
        assert isinstance(seat.app.screen, Palette)
        await seat.type("buoy")
        await seat.press("enter")
        assert seat.bench.open_name == "tier2/buoy.md"
        await seat.press(":")
        await seat.type("section: acc")
        await seat.press("enter")
        assert seat.bench.entry is not None and seat.bench.entry.name == "Acceptance Criteria"
        await seat.press("ctrl+p")
        await seat.type("specui-light")
        await seat.press("enter")
        assert seat.app.theme == "specui-light"


async def test_every_dialog_closes_with_escape(folder: Path) -> None:
    async with seated(folder) as seat:
        for key in ("?", ":", "f1"):
            await seat.press(key)
            assert seat.app.in_dialog
            await seat.press("escape")
            assert not seat.app.in_dialog


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
async def test_leaving_needs_one_key(folder: Path, key: str) -> None:
    async with seated(folder) as seat:
        await seat.press(key)
        assert seat.app._exit


async def test_leaving_asks_when_something_is_typed(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("e", "end")
        await seat.type("!")
        await seat.press("ctrl+q")
        assert isinstance(seat.app.screen, TextDialog) and not seat.app._exit
        await seat.press("escape")
        assert seat.bench.editor.typed.count("!") == 1
        await seat.press("ctrl+q", "t")
        assert seat.app._exit


async def test_the_mouse_opens_a_file_a_section_and_a_problem(folder: Path) -> None:
    async with seated(folder) as seat:
        rows = [row.path for row in seat.bench.tree_view.rows]
        await seat.pilot.click("#tree", offset=(8, rows.index("tier2/buoy.md")))
        await seat.pilot.pause()
        assert seat.bench.open_name == "tier2/buoy.md"
        await seat.pilot.click("#tree", offset=(8, rows.index("tier2")))
        await seat.pilot.pause()
        assert "tier2/buoy.md" not in seat.bench.tree_view.files_shown


async def test_markup_in_a_file_is_text_everywhere(folder: Path) -> None:
    path = folder / "tier1/pier.md"
    evil = "[@click=app.quit]x[/] [/ \x1b[31m"
    path.write_bytes(TEXT.replace("Pier", evil).replace("Ada", evil).replace("Boats land", evil).encode())
    (folder / "tier1" / "[b]x[@click=app.quit].md").write_bytes(TEXT.encode())
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space")
        await seat.press("A", "?", "escape", "e", "end")
        await seat.type("!")
        await seat.press("escape", "t")
        assert not seat.app._exit
