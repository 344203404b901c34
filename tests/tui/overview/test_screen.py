from __future__ import annotations

import asyncio
import subprocess
from pathlib import Path

import pytest

from specui.tui.dialogs.location_dialog import LocationDialog
from specui.tui.overview import Target, place_of
from specui.tui.overview.overview_view import OverviewView
from specui.tui.overview.screen import OverviewScreen
from specui.tui.triage.screen import TriageScreen
from specui.tui.widgets.bars import MessageLine
from tests.tui.seat import TEXT, Seat, seated

GAPS = """\

## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|-----|----------|-------|
| Rot in the planks | 🔴 Critical | wet |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, title, tier in (("pier", "Pier", "1"), ("quay", "Quay", "2"), ("lamp", "Lamp", "2")):
        path = tmp_path / f"tier{tier}" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        text = TEXT.replace("Spec: Pier", f"Spec: {title}").replace("**Tier:** 1", f"**Tier:** {tier}")
        path.write_text(text + (GAPS if name == "quay" else ""), encoding="utf-8")
    return tmp_path


def overview(seat: Seat) -> OverviewScreen:
    screen = seat.app.screen
    assert isinstance(screen, OverviewScreen)
    return screen


def view(seat: Seat) -> OverviewView:
    focused = overview(seat).focused
    assert isinstance(focused, OverviewView)
    return focused


def at(seat: Seat) -> Target:
    link = view(seat).link
    assert link is not None
    return link.target


def drawn(seat: Seat) -> str:
    return "\n".join(row.text for found in overview(seat).query(OverviewView) for row in found.picture)


async def opened(seat: Seat) -> None:
    await seat.press("o")
    await seat.until(lambda: isinstance(seat.app.screen, OverviewScreen) and view(seat).link is not None)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 10), (200, 60)])
async def test_the_overview_opens_at_the_open_spec_and_goes_to_another(
    folder: Path, size: tuple[int, int]
) -> None:
    async with seated(folder, size) as seat:
        seat.bench.navigator.open_from_tree("tier1/pier.md")
        await opened(seat)
        assert at(seat) == Target("spec", "tier1/pier.md")
        await seat.press("down", "down", "enter")
        await seat.until(lambda: seat.bench.state.at.file == "tier2/lamp.md")
        assert seat.app.screen is seat.bench and seat.bench.state.pane == "section"


@pytest.mark.parametrize("key", ["q", "escape", "o"])
async def test_closing_the_overview_changes_nothing(folder: Path, key: str) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await opened(seat)
        await seat.press(key)
        assert seat.app.screen is seat.bench
        assert (seat.bench.state.at.file, seat.bench.state.pane) == ("tier1/pier.md", "section")


async def test_history_that_comes_while_the_overview_closes_is_not_drawn(folder: Path) -> None:
    async with seated(folder) as seat:
        await opened(seat)
        closing = overview(seat)
        closed = closing.remove()
        while closing.query(OverviewView):  # noqa: ASYNC110 - each turn of the loop may be the one
            await asyncio.sleep(0)
        assert closing.is_attached
        closing._take_past("No history.")
        await closed


async def test_the_overview_opens_as_it_was_closed(folder: Path) -> None:
    async with seated(folder) as seat:
        await opened(seat)
        await seat.press("s", "end")
        was = at(seat)
        await seat.press("q")
        await opened(seat)
        assert at(seat) == was
        assert "tier" in drawn(seat).splitlines()[0].split()


async def test_readiness_opens_the_blockers(folder: Path) -> None:
    async with seated(folder) as seat:
        seat.bench.navigator.open_from_tree("tier2/quay.md")
        await opened(seat)
        await seat.press("right")
        assert at(seat) == Target("blockers", "tier2/quay.md")
        await seat.press("enter")
        await seat.until(lambda: isinstance(seat.app.screen, LocationDialog))


async def test_numbers_open_their_lists_which_lead_back(folder: Path) -> None:
    async with seated(folder) as seat:
        seat.bench.navigator.open_from_tree("tier2/quay.md")
        await opened(seat)
        await seat.press("right", "right", "enter")
        await seat.until(lambda: isinstance(seat.app.screen, TriageScreen))
        triage = seat.app.screen
        assert isinstance(triage, TriageScreen)
        assert triage.state.filter_text == "kind:gap severity:Critical spec:tier2/quay.md"
        assert [entry.text for entry in triage.state.queue.shown] == ["Rot in the planks"]
        await seat.press("q")
        await seat.until(lambda: isinstance(seat.app.screen, OverviewScreen) and view(seat).link is not None)
        assert at(seat).value == "kind:gap severity:Critical spec:tier2/quay.md"


async def test_triage_and_overview_open_each_other(folder: Path) -> None:
    async with seated(folder) as seat:
        await opened(seat)
        await seat.press("t")
        await seat.until(lambda: isinstance(seat.app.screen, TriageScreen))
        await opened(seat)
        await seat.press("q")
        assert seat.app.screen is seat.bench


async def test_errors_open_the_problems_of_all_specs(folder: Path) -> None:
    (folder / "tier1/pier.md").write_text(TEXT.replace("🟡 Draft", "🟢 Approved"), encoding="utf-8")
    async with seated(folder) as seat:
        await opened(seat)
        await seat.press("tab", "tab")
        assert view(seat).go_to(place_of(view(seat).picture, Target("problems")))
        await seat.press("enter")
        await seat.until(lambda: seat.bench.state.pane == "problems")
        assert seat.bench.state.all_problems


async def test_tab_goes_from_part_to_part_and_repeats(folder: Path) -> None:
    async with seated(folder) as seat:
        await opened(seat)
        seen = []
        for _ in range(4):
            await seat.press("tab")
            seen.append(at(seat).value.partition(":")[0] or at(seat).verb)
        assert seen[:3] == ["kind", "kind", "owner"]
        assert view(seat).id == "overview-specs"


async def test_a_column_header_sorts_by_its_column(folder: Path) -> None:
    async with seated(folder) as seat:
        await opened(seat)
        await seat.press("home", "right", "enter")
        assert at(seat) == Target("sort", "ready", "ready")
        assert "Tier 1" not in drawn(seat)


async def test_a_change_on_disk_is_counted(folder: Path) -> None:
    async with seated(folder) as seat:
        await opened(seat)
        assert "1/3" not in drawn(seat)
        path = folder / "tier1/pier.md"
        path.write_text(
            path.read_text(encoding="utf-8").replace("- [ ] Boats land", "- [x] Boats land"), encoding="utf-8"
        )
        await seat.until(lambda: "1/3" in drawn(seat))


async def test_without_git_a_sentence_replaces_the_history(folder: Path) -> None:
    async with seated(folder) as seat:
        await opened(seat)
        await seat.until(lambda: "No git history" in drawn(seat))


async def test_why_git_gives_no_history_is_shown_in_full(folder: Path) -> None:
    (folder / ".git").write_text("gitdir: nowhere/at all", encoding="utf-8")
    async with seated(folder) as seat:
        await opened(seat)
        await seat.until(lambda: "No history: not a git repository" in " ".join(drawn(seat).split()))
        assert "nowhere/atall." in "".join(drawn(seat).split())


async def test_the_history_is_that_of_all_specs_or_of_the_one_under_the_cursor(folder: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *words], cwd=folder, check=True
        )

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "Specs")
    async with seated(folder) as seat:
        seat.bench.navigator.open_from_tree("tier2/quay.md")
        await opened(seat)
        await seat.until(lambda: "History  all specs" in drawn(seat))
        await seat.press("space")
        assert "History  Quay" in drawn(seat)
        await seat.press("space")
        assert "History  all specs" in drawn(seat)


async def test_help_and_commands_open_from_the_overview(folder: Path) -> None:
    async with seated(folder) as seat:
        await opened(seat)
        await seat.press("?")
        assert not isinstance(seat.app.screen, OverviewScreen)
        await seat.press("escape")
        overview(seat)
        await seat.press(":")
        await seat.until(lambda: type(seat.app.screen).__name__ == "Palette")


async def test_a_click_opens(folder: Path) -> None:
    async with seated(folder) as seat:
        await opened(seat)
        found = view(seat)
        row = next(n for n, shown in enumerate(found.picture) if shown.spec == "tier2/lamp.md")
        await seat.pilot.click(found, offset=(4, row))
        await seat.until(lambda: seat.bench.state.at.file == "tier2/lamp.md")


async def test_closing_the_blockers_leads_back(folder: Path) -> None:
    async with seated(folder) as seat:
        await opened(seat)
        await seat.press("right", "enter")
        await seat.until(lambda: isinstance(seat.app.screen, LocationDialog))
        await seat.press("escape")
        await seat.until(lambda: isinstance(seat.app.screen, OverviewScreen) and view(seat).link is not None)
        assert at(seat).verb == "blockers"


async def test_undo_works_in_the_overview(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press("space")
        await opened(seat)
        assert "1/3" in drawn(seat)
        await seat.press("u")
        await seat.until(lambda: "1/3" not in drawn(seat))
        assert overview(seat).query_one(MessageLine).text.startswith("Undone")


async def test_column_headers_stay_above_a_long_list(tmp_path: Path) -> None:
    for n in range(40):
        (tmp_path / f"pier-{n:02}.md").write_text(TEXT.replace("Pier", f"Pier {n}"), encoding="utf-8")
    async with seated(tmp_path, (80, 24)) as seat:
        await opened(seat)
        await seat.press("pagedown", "pagedown")
        found = view(seat)
        assert found.scroll_offset.y > 5
        assert found.render_line(0).text.split()[0] == "Spec"
        assert found.place is not None and found.place[0] > found.scroll_offset.y
        await seat.press("pageup", "up")
        assert found.place[0] > found.scroll_offset.y


async def test_a_resize_keeps_the_cursor(folder: Path) -> None:
    async with seated(folder) as seat:
        seat.bench.navigator.open_from_tree("tier2/quay.md")
        await opened(seat)
        await seat.press("right")
        for size in ((60, 20), (120, 40), (80, 24), (40, 10), (160, 50)):
            await seat.pilot.resize_terminal(*size)
            await seat.pilot.pause()
            assert at(seat) == Target("blockers", "tier2/quay.md"), size
            found = view(seat)
            assert found.place is not None
            assert 0 <= found.place[0] - found.scroll_offset.y < found.size.height, size


async def test_the_cursor_moves_to_the_bars_and_back(folder: Path) -> None:
    async with seated(folder) as seat:
        await opened(seat)
        for _ in range(9):
            await seat.press("right")
        assert view(seat).id == "overview-totals"
        for _ in range(3):
            await seat.press("left")
        assert view(seat).id == "overview-specs"


async def test_all_owners_show_after_enter(folder: Path) -> None:
    for n in range(10):
        path = folder / f"pier-{n}.md"
        path.write_text(TEXT.replace("Ada", f"Owner{chr(65 + n)}"), encoding="utf-8")
    async with seated(folder) as seat:
        await opened(seat)
        await seat.press("tab", "tab", "tab")
        assert "and 3 more" in drawn(seat)
        assert view(seat).go_to(place_of(view(seat).picture, Target("owners")))
        await seat.press("enter")
        assert "and 3 more" not in drawn(seat)
