from __future__ import annotations

import pytest
from textual.strip import Strip
from textual.widgets import Input

from specui.rules.diagnostic import Diagnostic, Severity
from specui.specs.tasks import set_checked
from specui.tui.themes.theme_file import ANSI, DEFAULT_DARK, DEFAULT_LIGHT
from specui.tui.widgets.section_view import SectionView
from tests.tui.rendering.section.drawing import HEAD, read
from tests.tui.widgets.stage import SPEC, Shown, settled, text_at, visible


async def test_the_cursor_begins_at_the_first_item_with_the_title_in_view() -> None:
    app = Shown()
    async with app.run_test(size=(70, 20)):
        assert text_at(app).startswith("Criterion 1,")
        assert visible(app)[0].strip() == "3. Acceptance Criteria  0/40"
        assert visible(app)[3].startswith("▎ ☐ Criterion 1,")


async def test_keys_move_by_elements() -> None:
    app = Shown()
    async with app.run_test(size=(70, 20)) as pilot:
        await settled(pilot, "j", "down", "down", "k", "up")
        assert text_at(app).startswith("Criterion 2,")
        await settled(pilot, "G")
        assert text_at(app) == "Performance"  # which the file lacks
        await settled(pilot, "g")
        assert text_at(app) == "3. Acceptance Criteria"
        assert app.view.scroll_offset.y == 0
        await settled(pilot, "end", "home", "up")
        assert text_at(app) == "3. Acceptance Criteria"
        told = app.last(SectionView.ElementChanged)
        assert isinstance(told, SectionView.ElementChanged)
        assert told.element == app.view.element
        assert told.control is app.view


async def test_the_whole_element_stays_in_view() -> None:
    app = Shown()
    async with app.run_test(size=(50, 12)) as pilot:
        for _ in range(60):
            await pilot.press("j")
            element, view = app.view.element, app.view
            assert element is not None
            top = view.scroll_offset.y
            assert top <= element.first
            assert element.last < top + view.size.height


async def test_pages_move_by_what_is_seen() -> None:
    app = Shown()
    async with app.run_test(size=(70, 20)) as pilot:
        await settled(pilot, "pagedown")
        first = int(text_at(app).split()[1].rstrip(","))
        assert 5 <= first <= 12
        await settled(pilot, "pagedown")
        assert int(text_at(app).split()[1].rstrip(",")) > first
        await settled(pilot, "pageup", "pageup", "pageup")
        assert text_at(app) == "3. Acceptance Criteria"


async def test_an_element_higher_than_the_view_is_read_to_its_end_before_the_next() -> None:
    app = Shown(section="Feature Overview")
    async with app.run_test(size=(60, 14)) as pilot:
        assert text_at(app) == "First words."
        seen: set[int] = set()
        steps = 0
        await settled(pilot, "j")
        prose = app.view.element
        assert prose is not None
        while app.view.element == prose:
            seen.update(range(app.view.scroll_offset.y, app.view.scroll_offset.y + app.view.size.height))
            await settled(pilot, "j")
            steps += 1
            assert steps < 100
        assert seen >= set(range(prose.first, prose.last + 1))
        assert text_at(app) == "Last words."


async def test_a_click_on_a_box_asks_to_tick_it_once() -> None:
    app = Shown()
    async with app.run_test(size=(70, 20)) as pilot:
        row = next(y for y, text in enumerate(visible(app)) if "Criterion 3," in text)
        x = visible(app)[row].index("☐")
        await pilot.click(SectionView, offset=(x, row))
        told = app.last(SectionView.BoxClicked)
        assert isinstance(told, SectionView.BoxClicked)
        assert told.element.task is not None
        assert told.element.task.id == "functional/3"
        assert told.element == app.view.element
        app.told.clear()
        await pilot.click(SectionView, offset=(x, row), times=2)
        assert sum(isinstance(event, SectionView.BoxClicked) for event in app.told) <= 1
        assert app.last(SectionView.EditRequested) is None
        app.told.clear()
        for beside in (x - 1, x + 2, x + 10):
            await pilot.click(SectionView, offset=(beside, row))
        await pilot.click(SectionView, offset=(x, row + 1))
        assert app.last(SectionView.BoxClicked) is None


async def test_half_a_page_is_half_of_one() -> None:
    app = Shown()
    async with app.run_test(size=(70, 20)) as pilot:
        numbers = []
        for _ in range(3):
            app.view.action_half_page_down()
            await pilot.pause()
            numbers.append(int(text_at(app).split()[1].rstrip(",")))
        assert 0 < numbers[0] < numbers[1] < numbers[2]
        app.view.action_half_page_up()
        await pilot.pause()
        assert int(text_at(app).split()[1].rstrip(",")) == numbers[1]
        app.view.action_first()
        app.view.action_page_down()
        await pilot.pause()
        assert int(text_at(app).split()[1].rstrip(",")) > numbers[0]


@pytest.mark.parametrize("key", ["enter", "e"])
async def test_enter_asks_to_edit_what_is_under_the_cursor(key: str) -> None:
    app = Shown()
    async with app.run_test(size=(70, 20)) as pilot:
        await settled(pilot, "j", key)
        told = app.last(SectionView.EditRequested)
        assert isinstance(told, SectionView.EditRequested)
        assert told.element.text.startswith("Criterion 2,")


async def test_a_click_selects_and_a_double_click_edits() -> None:
    app = Shown()
    async with app.run_test(size=(70, 20)) as pilot:
        await pilot.click(SectionView, offset=(10, 8))
        assert text_at(app).startswith("Criterion 3,")
        assert app.last(SectionView.EditRequested) is None
        await pilot.click(SectionView, offset=(10, 5), times=2)
        told = app.last(SectionView.EditRequested)
        assert isinstance(told, SectionView.EditRequested)
        assert told.element.text.startswith("Criterion 2,")
        await pilot.click(SectionView, offset=(10, 1))  # a blank row
        assert text_at(app).startswith("Criterion 2,")


async def test_a_tick_keeps_the_cursor_and_paints_only_what_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Shown()
    async with app.run_test(size=(70, 20)) as pilot:
        await settled(pilot, "j", "j")
        drawn: list[int] = []
        plain = SectionView.render_line

        def counted(self: SectionView, y: int) -> Strip:
            drawn.append(y)
            return plain(self, y)

        monkeypatch.setattr(SectionView, "render_line", counted)
        task = app.view.element.task if app.view.element else None
        assert task is not None
        change = set_checked(app.contents.spec, [task], checked=True)
        app.show(read(change.apply(app.contents.spec.document.text)))
        await pilot.pause()
        assert text_at(app).startswith("Criterion 3,")
        assert app.view.element is not None
        assert app.view.element.task is not None
        assert app.view.element.task.checked
        # The title with its count, the group with its count, the item.
        first, last = app.view.element.first, app.view.element.last
        assert set(drawn) == {0, 2, *range(first, last + 1)}


async def test_moving_paints_the_two_elements_only(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Shown()
    async with app.run_test(size=(70, 20)) as pilot:
        await pilot.pause()
        before = app.view.element
        drawn: list[int] = []
        plain = SectionView.render_line

        def counted(self: SectionView, y: int) -> Strip:
            drawn.append(y)
            return plain(self, y)

        monkeypatch.setattr(SectionView, "render_line", counted)
        await settled(pilot, "j")
        after = app.view.element
        assert before is not None
        assert after is not None
        assert set(drawn) == {*range(before.first, before.last + 1), *range(after.first, after.last + 1)}


async def test_what_is_inserted_above_does_not_move_what_is_read() -> None:
    app = Shown()
    async with app.run_test(size=(70, 20)) as pilot:
        await settled(pilot, *["j"] * 20)
        element = app.view.element
        assert element is not None
        in_view = element.first - app.view.scroll_offset.y
        app.show(read(SPEC.replace("### Functional\n", "### Functional\n- [ ] New\n- [ ] Newer\n")))
        await pilot.pause()
        assert text_at(app) == element.text
        assert app.view.element is not None
        assert app.view.element.first - app.view.scroll_offset.y == in_view


async def test_resizing_keeps_the_element_in_view() -> None:
    app = Shown()
    async with app.run_test(size=(120, 20)) as pilot:
        await settled(pilot, *["j"] * 20)
        element = text_at(app)
        for size in ((40, 12), (24, 9), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert text_at(app) == element
            at, view = app.view.element, app.view
            assert at is not None
            assert view.scroll_offset.y <= at.first < view.scroll_offset.y + view.size.height


async def test_another_section_and_another_file_begin_at_the_top() -> None:
    app = Shown()
    async with app.run_test(size=(70, 20)) as pilot:
        await settled(pilot, "G")
        app.show(app.contents, "Feature Overview")
        await pilot.pause()
        assert text_at(app) == "First words."
        assert app.view.scroll_offset.y == 0
        app.show(app.contents, None)
        assert text_at(app) == "**Last updated:** 2026-03-01"
        app.show(app.contents, "Acceptance Criteria")
        await settled(pilot, "G")
        app.view.show(app.contents, app.contents.spec.section("Acceptance Criteria"), file="other.md")
        assert text_at(app).startswith("Criterion 1,")


async def test_without_a_file_name_the_title_says_whether_it_is_the_same_spec() -> None:
    app = Shown()
    async with app.run_test(size=(70, 20)) as pilot:
        for title, first in (
            ("Tide Gauge", "Criterion 1,"),
            ("Tide Gauge", "Performance"),
            ("Other", "Criterion 1,"),
        ):
            contents = read(SPEC.replace("Tide Gauge", title))
            app.view.show(contents, contents.spec.section("Acceptance Criteria"))
            assert text_at(app).startswith(first)
            await settled(pilot, "G")


async def test_going_to_a_place() -> None:
    app = Shown()
    async with app.run_test(size=(70, 20)) as pilot:
        document = app.contents.spec.document
        app.view.go_to(document.text.index("Criterion 30"))
        assert text_at(app).startswith("Criterion 30,")
        app.view.go_to_line(document.lines.line_at(document.text.index("Criterion 7,")))
        assert text_at(app).startswith("Criterion 7,")
        app.show(app.contents, "Feature Overview", offset=document.text.index("Last words"))
        assert text_at(app) == "Last words."
        await pilot.pause()
        assert any("Last words." in line for line in visible(app))


async def test_findings_stand_in_the_gutter() -> None:
    app = Shown()
    async with app.run_test(size=(70, 20)) as pilot:
        start = SPEC.index("- [ ] Criterion 2,")
        app.view.mark([Diagnostic("r", "SP000", Severity.WARNING, "m", start, start + 3, "", "f")])
        await pilot.pause()
        assert [line[:3] for line in visible(app)[5:7]] == ["▲ ☐", "   "]
        app.view.mark([])
        assert not any(line.startswith("▲") for line in visible(app))


async def test_nothing_is_shown_after_clear() -> None:
    app = Shown()
    async with app.run_test(size=(70, 20)) as pilot:
        app.view.clear()
        await settled(pilot, "j", "G", "pagedown", "space", "enter")
        assert app.view.element is None
        assert not any(visible(app))


@pytest.mark.parametrize("theme", [DEFAULT_DARK, DEFAULT_LIGHT, ANSI])
async def test_the_cursor_is_seen_in_every_theme_with_and_without_the_keyboard(theme: str) -> None:
    class Themed(Shown):
        theme_name = theme

    app = Themed()
    async with app.run_test(size=(70, 20)) as pilot:
        await pilot.pause()

        def looks(row: int) -> set[tuple[object, ...]]:
            strip = app.view.render_line(row)
            return {
                (strip.text[0], s.style.bgcolor, bool(s.style.reverse), bool(s.style.underline))
                for s in strip
                if s.style is not None
            }

        focused, plain = looks(4), looks(6)
        assert len(focused) == len(plain) == 1
        assert focused != plain
        app.query_one(Input).focus()
        await pilot.pause()
        assert looks(4) not in ({*focused}, {*plain})


async def test_text_of_the_file_is_no_markup_and_no_control() -> None:
    app = Shown(
        HEAD + "## 1. Feature Overview\n\n[@click=app.quit]x[/] \x1b]52;c;aaa\x07 [red\n", "Feature Overview"
    )
    async with app.run_test(size=(70, 20)):
        assert visible(app)[2] == "▎ [@click=app.quit]x[/] ␛]52;c;aaa␇ [red"
        segments = list(app.view.render_line(2))
        assert not any(segment.style and segment.style.meta for segment in segments)
