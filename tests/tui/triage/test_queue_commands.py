"""Moving, selecting, filtering, sorting, saved views, clipboard and editor: each a command, without a screen."""

from __future__ import annotations

import pytest

from specui.tui.triage.controllers.saved_view_controller import ALL_ITEMS, SAVE
from specui.tui.triage.queue_rows import queue_rows
from specui.tui.triage.state import Destination, opened
from tests.tui.triage.harness import QUAY, Desk, choices_of


def texts(desk: Desk) -> list[str]:
    return [entry.text for entry in desk.state.queue.chosen]


# -- moving


async def test_the_cursor_moves_by_one_by_pages_and_to_the_ends(desk: Desk) -> None:
    places = []
    for command in ("first", "down", "half-down", "page-down", "half-up", "up", "last", "page-up", "first"):
        await desk.run(f"triage-{command}")
        places.append(desk.state.queue.place)
    assert places == [0, 1, 6, 13, 8, 7, 13, 3, 0]


async def test_pages_scroll_an_item_that_is_longer_than_its_pane(desk: Desk) -> None:
    desk.view.long_item = True
    before = desk.state.queue.place
    await desk.run("triage-page-down", "triage-half-down", "triage-page-up")
    assert (desk.view.scrolled, desk.state.queue.place) == (0.5, before)
    desk.view.queue_shown = True
    await desk.run("triage-half-down")
    assert desk.state.queue.place == before + 5


async def test_panes_take_turns_only_where_one_fits(desk: Desk) -> None:
    await desk.run("triage-pane")
    assert desk.messages.hints == ["Both panes are already visible."]
    desk.view.one_pane = True
    await desk.run("triage-pane")
    assert desk.view.queue_shown


async def test_opening_leaves_for_the_item(desk: Desk) -> None:
    await desk.filter("kind:test spec:quay")
    await desk.run("triage-open")
    assert desk.view.destination == Destination("item", "quay.md", QUAY.index("- [ ] Leaving in fog"))


async def test_nothing_opens_from_an_empty_queue(desk: Desk) -> None:
    await desk.filter("no such words")
    await desk.run("triage-open", "copy-item", "external-editor", "triage-select")
    assert len(desk.messages.hints) == 4
    assert desk.view.destination is None


async def test_leaving_and_the_overview(desk: Desk) -> None:
    await desk.run("triage-leave")
    assert desk.view.destination == Destination("back")
    await desk.run("overview")
    assert desk.view.destination == Destination("overview")


async def test_escape_clears_the_selection_then_the_filter_then_leaves(desk: Desk) -> None:
    await desk.filter("kind:gap")
    await desk.run("triage-select", "triage-range", "triage-down", "triage-back")
    assert (desk.state.queue.selected, desk.state.range) == (frozenset(), None)
    assert desk.state.filter_text == "kind:gap"
    await desk.run("triage-back")
    assert (desk.state.filter_text, len(desk.state.queue.shown)) == ("", 14)
    assert desk.view.destination is None
    await desk.run("triage-back")
    assert desk.view.destination == Destination("back")


async def test_escape_returns_to_the_filter_that_triage_was_opened_with(desk: Desk) -> None:
    narrow = Desk(desk.folder, opened(filter_text="kind:gap"))
    await narrow.filter("kind:gap rust")
    await narrow.run("triage-back")
    assert narrow.state.filter_text == "kind:gap"
    await narrow.run("triage-back")
    assert narrow.view.destination == Destination("back")


# -- selecting


async def test_an_item_is_selected_and_the_cursor_goes_on(desk: Desk) -> None:
    await desk.filter("kind:question spec:quay")
    await desk.run("triage-select")
    assert (len(desk.state.queue.selected), desk.state.queue.place) == (1, 1)
    await desk.run("triage-select", "triage-up", "triage-select")
    assert [entry.topic for entry in desk.state.queue.chosen] == [""]


async def test_a_range_grows_and_shrinks_with_the_cursor(desk: Desk) -> None:
    await desk.run("triage-first", "triage-range")
    assert len(desk.state.queue.selected) == 1
    await desk.run("triage-down", "triage-down", "triage-down", "triage-up")
    assert len(desk.state.queue.selected) == 3
    await desk.run("triage-range")
    assert desk.state.queue.selected == frozenset()


async def test_space_keeps_a_range_so_that_there_can_be_another(desk: Desk) -> None:
    await desk.run("triage-first", "triage-range", "triage-down", "triage-select")
    assert len(desk.state.queue.selected) == 2
    await desk.run("triage-last", "triage-range", "triage-up", "triage-up")
    assert len(desk.state.queue.selected) == 5
    await desk.run("triage-range")
    assert len(desk.state.queue.selected) == 2


async def test_space_deselects_a_range_that_was_selected(desk: Desk) -> None:
    await desk.run("triage-first", "triage-range", "triage-down", "triage-down", "triage-select")
    await desk.run("triage-range", "triage-up", "triage-select")
    assert (len(desk.state.queue.selected), desk.state.range) == (1, None)


async def test_a_decision_about_a_range_ends_it(desk: Desk) -> None:
    await desk.filter("kind:test,criterion spec:quay")
    await desk.run("triage-range", "triage-down", "triage-tick")
    desk.answer("yes")
    assert desk.text().count("- [x]") == 2
    assert (desk.state.range, desk.state.queue.selected) == (None, frozenset())


async def test_a_range_whose_start_is_gone_ends(desk: Desk) -> None:
    await desk.filter("kind:question spec:quay")
    await desk.run("triage-range", "triage-down")
    desk.others_write(QUAY.replace("1. **Berth**: A soft limit, or a hard limit?\n", ""))
    await desk.run("triage-down")
    assert desk.state.range is None


async def test_all_are_selected_or_none(desk: Desk) -> None:
    await desk.filter("kind:gap")
    await desk.run("triage-select-all")
    assert len(desk.state.queue.selected) == 4
    await desk.run("triage-select-all")
    assert desk.state.queue.selected == frozenset()


# -- the filter


async def test_what_is_typed_shows_at_once_and_is_kept(desk: Desk) -> None:
    await desk.run("triage-filter")
    assert desk.wiring.filter.type("kind:gap")
    assert (len(desk.state.queue.shown), desk.view.filter_line.count) == (4, 4)
    desk.view.filter_line.text = "kind:gap rust"  # a letter came with the key
    await desk.run("triage-filter-apply")
    assert (desk.state.filter_text, len(desk.state.queue.shown)) == ("kind:gap rust", 2)
    assert not desk.view.filter_open


async def test_a_filter_that_cannot_be_read_is_told_and_changes_nothing(desk: Desk) -> None:
    await desk.filter("kind:gap")
    await desk.run("triage-filter")
    assert not desk.wiring.filter.type("kind:gap sever:low")
    assert desk.view.filter_line.fault
    assert len(desk.state.queue.shown) == 4
    desk.view.filter_line.text = "kind:gap sever:low"
    await desk.run("triage-filter-apply")
    assert desk.view.filter_open
    await desk.run("triage-filter-cancel")
    assert (desk.state.filter_text, desk.view.filter_open) == ("kind:gap", False)


async def test_a_cancelled_filter_brings_back_filter_and_cursor(desk: Desk) -> None:
    await desk.filter("kind:gap")
    await desk.run("triage-last")
    before = desk.state.queue.at
    await desk.run("triage-filter")
    desk.wiring.filter.type("critical")
    desk.wiring.filter.type("kind:question")
    await desk.run("triage-filter-cancel")
    assert (desk.state.filter_text, desk.state.queue.at) == ("kind:gap", before)


async def test_letters_on_the_way_to_a_filter_do_not_move_the_cursor(desk: Desk) -> None:
    await desk.run("triage-last")
    before = desk.state.queue.at
    await desk.run("triage-filter")
    for text in ("z", "zz", "", "pier"):
        desk.wiring.filter.type(text)
    assert desk.state.queue.at == before


async def test_the_word_is_completed(desk: Desk) -> None:
    await desk.run("triage-filter", "filter-complete")
    assert desk.view.filter_line.completions == 1


# -- saved views


async def test_a_filter_is_saved_as_a_view_and_found_again(desk: Desk) -> None:
    await desk.filter("kind:gap severity:low")
    await desk.run("triage-views")
    save = choices_of(desk.dialog)[0]
    assert save.title == SAVE
    desk.answer(save.run)
    assert desk.dialog.check({"name": ""}).faults
    desk.answer({"name": "rust"})
    assert desk.messages.said[-1] == "Saved view “rust” to specui.toml."
    assert 'rust = "kind:gap severity:low"' in desk.text("specui.toml")
    await desk.filter("")
    await desk.run("triage-views")
    desk.answer(choices_of(desk.dialog)[0].run)
    assert desk.state.filter_text == "kind:gap severity:low"
    assert desk.messages.said[-1] == "rust: 2 items"
    await desk.run("triage-views")
    assert [choice.title for choice in choices_of(desk.dialog)] == ["rust", SAVE, ALL_ITEMS]
    desk.answer(choices_of(desk.dialog)[-1].run)
    assert len(desk.state.queue.shown) == 14


async def test_a_view_that_cannot_be_saved_says_why(desk: Desk) -> None:
    (desk.folder / "specui.toml").write_text("not = [toml", encoding="utf-8")
    await desk.filter("kind:gap")
    await desk.run("triage-views")
    desk.answer(choices_of(desk.dialog)[0].run)
    desk.answer({"name": "mine"})
    assert desk.messages.said[-1].startswith("View “mine”: ")
    assert desk.text("specui.toml") == "not = [toml"


async def test_without_views_the_hint_says_how_to_save_one(desk: Desk) -> None:
    await desk.run("triage-views")
    assert desk.messages.hints[-1].startswith("No saved views.")


# -- order, groups, decided items


async def test_order_and_groups_go_round(desk: Desk) -> None:
    await desk.run("triage-group")
    assert desk.state.queue.by == "tier"
    assert queue_rows(desk.state.queue)[0].title == "Tier 1"
    await desk.run("triage-order")
    assert (desk.state.queue.sort, desk.state.queue.by) == ("severity", "tier")
    assert desk.messages.hints == ["Grouped by tier.", "Sorted by severity."]


async def test_decided_items_are_shown_and_reopened(desk: Desk) -> None:
    await desk.filter("kind:question spec:quay")
    await desk.run("answer-1", "triage-decided")
    assert [entry.state for entry in desk.state.queue.shown] == ["answered", "open"]
    await desk.run("triage-first", "triage-reopen")
    desk.fill()
    assert "**Reopened 2026-11-25 (Ada)**" in desk.text()
    await desk.run("triage-decided")
    assert [entry.state for entry in desk.state.queue.shown] == ["open", "open"]


# -- clipboard, editor, help


async def test_texts_and_location_are_copied_and_the_editor_opens_at_the_line(desk: Desk) -> None:
    await desk.filter("kind:test,criterion spec:quay")
    await desk.run("triage-select-all", "copy-item", "copy-place", "external-editor")
    assert desk.outside.copied == [
        "Leaving in fog\nA boat lands\nPapers are read",
        f"{desk.folder / 'quay.md'}:38",
    ]
    assert desk.outside.edited == [("quay.md", 38)]


async def test_commands_are_found_by_name_and_run(desk: Desk) -> None:
    await desk.filter("kind:test")
    await desk.run("commands")
    titles = {choice.title: choice for choice in choices_of(desk.dialog)}
    assert "Tick" in titles
    assert "Answer" not in titles
    await desk.view.dialogs.pop()[1](titles["Tick"].run)
    assert "[x] Leaving in fog" in desk.text()


async def test_help_opens(desk: Desk) -> None:
    await desk.run("help")
    assert len(desk.view.dialogs) == 1


@pytest.mark.parametrize("name", ["pier.md", "quay.md"])
async def test_triage_starts_at_the_open_spec_and_clears_a_filter_that_hides_it(
    desk: Desk, name: str
) -> None:
    await desk.filter("spec:quay")
    desk.state.resume(name)
    again = Desk(desk.folder, desk.state)
    assert again.current.name == name
    assert again.messages.hints == (
        [f"Filter cleared: it hid all items in {name}"] if name == "pier.md" else []
    )
