from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from specui.specs.resolve.resolution import Closing
from specui.specs.search import Index
from specui.tui.bindings import bindings, screen_bindings
from specui.tui.commands import (
    ALL,
    COMMANDS,
    GAP,
    PANES,
    PLACES,
    Command,
    Here,
    Place,
    commands_at,
    fitting,
    keys_at,
)
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.commands.here import Item
from specui.tui.dialogs.dialog import Question, TextDialog
from specui.tui.dialogs.finder import Finder
from specui.tui.dialogs.form import Form
from specui.tui.dialogs.form_fields import Checked, Field
from specui.tui.dialogs.location_dialog import LocationDialog
from specui.tui.dialogs.palette import Palette
from specui.tui.dialogs.preview import Preview
from specui.tui.dialogs.resolve_dialog import ResolveDialog
from specui.tui.dialogs.theme_chooser import ThemeChooser
from specui.tui.editors.inline_editor import InlineEditor
from specui.tui.overview.screen import OverviewScreen
from specui.tui.overview.state import OverviewState
from specui.tui.rendering.location_list import Listing
from specui.tui.triage.screen import TriageScreen
from specui.tui.triage.state import TriageState
from specui.tui.widgets.command_screen import CommandScreen
from specui.tui.widgets.filter_line import FilterLine
from specui.tui.widgets.home_view import HomeView
from specui.tui.widgets.problems_panel import ProblemsPanel
from specui.tui.widgets.search_line import SearchInput
from specui.tui.widgets.spec_tree import SpecTree
from specui.tui.workbench.open_section import OpenSection
from specui.tui.workbench.section_editor import SectionEditor
from specui.workspace.workspace import Workspace
from tests.specs.reading import contents_of
from tests.tui.seat import seated

WIDGETS: dict[Place, type] = {
    "tree": SpecTree,
    "filter": FilterLine,
    "search": SearchInput,
    "home": HomeView,
    "section": OpenSection,
    "inline": InlineEditor,
    "editor": SectionEditor,
    "problems": ProblemsPanel,
}
OVER = {
    "triage": TriageScreen,
    "triage-filter": TriageScreen,
    "overview": OverviewScreen,
    "finder": Finder,
    "palette": Palette,
    "themes": ThemeChooser,
    "locations": LocationDialog,
    "form": Form,
    "preview": Preview,
    "dialog": TextDialog,
    "confirmation": Question,
    "changes": ResolveDialog,
}
TYPING = ["triage-filter", "editor", "inline", "filter", "search", "finder", "palette", "form"]


@pytest.mark.parametrize("place", PLACES)
def test_no_two_commands_share_a_key_in_one_place(place: Place) -> None:
    keys = Counter(key for command in commands_at(place) for key in keys_at(command, place))
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_command_has_its_own_id_a_title_and_a_sentence() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    for command in COMMANDS:
        assert command.title
        for sentence in (command.help, command.pair or command.help):
            assert sentence[0].isupper() and sentence.endswith("."), command.id


def test_a_command_of_a_group_is_explained_alone_and_the_first_for_all() -> None:
    groups: dict[str, list[Command]] = {}
    for command in COMMANDS:
        if command.group and command.group != "sections":
            groups.setdefault(command.group, []).append(command)
    for name, (first, *others) in groups.items():
        sentences = [command.help for command in (first, *others)]
        assert first.pair and first.pair not in sentences, name
        assert len(set(sentences)) == len(sentences), name
        assert not any(command.pair for command in others), name


def nothing() -> None: ...


def files() -> Any:
    return SimpleNamespace(workspace=Workspace(Path()))


def looks() -> Any:
    return SimpleNamespace(themes=lambda *, fresh: [], theme_shown="", unfit=lambda theme: "")


def handlers_at(place: Place) -> Handlers:
    """The handlers of the screen that stands for a place."""
    history = {name: Handler(nothing) for name in ("undo", "redo")}
    ports: Any = SimpleNamespace(files=files(), looks=looks(), notify=None, clipboard=None, programs=None)
    screens: dict[Place, Callable[[], CommandScreen]] = {
        "finder": lambda: Finder(ports.files, Index()),
        "palette": lambda: Palette((), ""),
        "themes": lambda: ThemeChooser(ports.looks),
        "overview": lambda: OverviewScreen(ports, OverviewState(), "", history),
        "locations": lambda: LocationDialog(ports.files, lambda: Listing("", (), ())),
        "form": lambda: Form("", lambda _: (Field("name", "Name"),), lambda _: Checked(""), "Save"),
        "preview": lambda: Preview("", "", 0),
        "dialog": lambda: TextDialog("", ()),
        "confirmation": lambda: Question("", (), ()),
        "changes": lambda: ResolveDialog(Closing(contents_of("# S\n").spec, "", ()), ""),
        "triage": lambda: TriageScreen(ports, TriageState(), lambda _: None),
        "triage-filter": lambda: TriageScreen(ports, TriageState(), lambda _: None),
    }
    return screens[place]().handlers() if place in screens else {}


@pytest.mark.parametrize("place", PLACES)
def test_each_command_has_a_handler_or_an_action(place: Place) -> None:
    handlers = handlers_at(place)
    for command in COMMANDS:
        if place not in command.where or (place in WIDGETS and not command.own):
            continue
        own = place in WIDGETS and hasattr(WIDGETS[place], f"action_{command.own}")
        assert command.id in handlers or own, command.id


async def test_every_command_of_the_workbench_has_a_handler(folder: Path) -> None:
    async with seated(folder) as seat:
        handlers = seat.bench.handlers()
    wanted = {c.id for place in WIDGETS for c in commands_at(place) if not c.own}
    by_name = {c.id for c in COMMANDS if c.where & ALL and not c.own}
    assert wanted | by_name <= {*handlers}


@pytest.mark.parametrize("place", ["finder", "palette", "themes", "overview"])
def test_no_handler_is_without_a_command(place: Place) -> None:
    assert {*handlers_at(place)} == {command.id for command in COMMANDS if place in command.where}


def test_the_places_are_those_of_the_workbench_and_those_over_it() -> None:
    assert {*WIDGETS} == ALL
    assert {*WIDGETS, *OVER} == set(PLACES)


@pytest.mark.parametrize("place", OVER)
def test_what_stands_over_the_workbench_can_be_left_by_escape(place: Place) -> None:
    assert any("escape" in keys_at(command, place) for command in commands_at(place))


@pytest.mark.parametrize("place", TYPING)
def test_where_one_types_a_letter_is_a_letter(place: Place) -> None:
    for command in commands_at(place):
        assert all(len(key) > 1 for key in keys_at(command, place)), command.id


def test_these_keys_mean_the_same_everywhere() -> None:
    for key in "q?:uU":
        owners = [command for command in COMMANDS if key in command.keys and command.where & ALL]
        assert len(owners) == 1
        assert owners[0].where >= PANES


def test_every_action_has_a_plain_letter_or_a_function_key() -> None:
    plain = (  # as good as a letter
        "enter",
        "escape",
        "space",
        "tab",
        "up",
        "down",
        "left",
        "right",
        "pageup",
        "pagedown",
        "home",
        "end",
    )
    typed = {"quit-typing", "commands", "copy", "find", "inline-newline"}
    halves = {
        "triage-half-up",
        "triage-half-down",
        "half-page-up",
        "half-page-down",
    }  # what pageup and pagedown do, by half
    for command in COMMANDS:
        for place in command.where:
            keys = keys_at(command, place)
            easy = [k for k in keys if len(k) == 1 or k in plain or k[1:].isdigit() or k == "shift+tab"]
            # while one types: escape first, then the letter
            assert not keys or easy or command.id in halves or (place in TYPING and command.id in typed), (
                command.id,
                place,
            )


def test_bindings_cover_every_key_of_a_place() -> None:
    for place in PLACES:
        assert len(bindings(place)) == sum(place in command.where for command in COMMANDS)
    assert screen_bindings()


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 120, 200])
@pytest.mark.parametrize("place", sorted(ALL))
def test_the_footer_is_never_clipped_and_help_is_always_there(place: Place, columns: int) -> None:
    shown = fitting(commands_at(place), columns, place)
    assert sum(len(key) + 1 + len(hint) + GAP for key, hint, _ in shown) <= columns
    assert [hint[2].id for hint in shown if not hint[2].passing][-1] == "help"
    assert [hint[2].passing for hint in shown] == sorted(hint[2].passing for hint in shown)


def footer(columns: int, here: Here) -> list[tuple[str, str]]:
    return [
        (key, hint.strip())
        for key, hint, _ in fitting(
            [c for c in commands_at("section") if c.passing or c.does_something(here)],
            columns,
            "section",
            here,
        )
    ]


def test_a_narrow_footer_leaves_words_out_before_it_leaves_keys_out() -> None:
    here = Here(writable=True, names=True, item=Item(enter="edit criterion", space="tick", adds="criterion"))
    assert footer(140, here)[:3] == [("space", "tick"), ("enter", "edit criterion"), ("a", "add criterion")]
    narrow = footer(60, here)
    assert narrow[:5] == [
        ("space", "tick"), ("enter", "edit"), ("a", "add"), ("esc", "specs"), ("?", "help"),
    ]  # fmt: skip
    assert narrow[-1] == ("u", "undo")


def test_what_enter_does_besides_editing_is_said_whole() -> None:
    assert ("enter", "fix row") in footer(60, Here(writable=True, item=Item(enter="fix row")))


def test_signing_off_is_named_in_the_history_however_narrow() -> None:
    here = Here(writable=True, names=True, item=Item(enter="edit date", adds="revision", later="a day later"))
    assert ("S", "sign off") in footer(60, replace(here, signs=True))
    assert ("S", "sign off") not in footer(60, here)


def test_a_form_says_how_all_of_it_is_kept() -> None:
    def keys(enter: str) -> list[str]:
        here = Here(item=Item(enter=enter, more=enter != "keep"))
        return [
            c.id
            for _, _, c in fitting(
                [c for c in commands_at("inline") if c.does_something(here)], 60, "inline", here
            )
        ]

    assert (
        "inline-save" in keys("take Critical")
        and "inline-save" in keys("next field")
        and "inline-cancel" in keys("next field")
    )
    assert "inline-save" not in keys("keep")
