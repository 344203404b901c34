from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from specui.tui.bindings import NO_KEY, overlay
from specui.tui.commands import ALL, COMMANDS, PANES, PLACES, Keymap, keymap
from specui.tui.commands.former_ids import FORMER_IDS
from specui.tui.commands.key_sets import SETS
from specui.workspace.config.settings import KEY_SETS, Keys

FILE = Path("config.toml")
TITLES = {command.id: command.title for command in COMMANDS}
TICK, EDIT = TITLES["tick"], TITLES["edit"]


def own(**given: list[str]) -> Keymap:
    keys = {
        name.replace("_", "-"): Keys(tuple(keys), line) for line, (name, keys) in enumerate(given.items(), 1)
    }
    return keymap(COMMANDS, "default", keys, FILE)


def told(found: Keymap) -> list[tuple[int, str]]:
    return [(fault.line, fault.reason) for fault in found.faults]


@pytest.mark.parametrize("name", KEY_SETS)
def test_in_a_set_no_key_means_two_things_and_nobody_is_told_of_anything(name: str) -> None:
    found = keymap(COMMANDS, name)
    assert found.faults == ()
    for place in PLACES:
        keys = Counter(key for (where, _), keys in found.keys.items() if where == place for key in keys)
        assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("name", KEY_SETS)
def test_in_a_set_the_way_is_found_and_everything_has_a_key(name: str) -> None:
    found = keymap(COMMANDS, name)
    assert set(SETS[name]) <= {command.id for command in COMMANDS}
    for place in ALL:
        assert found.at(place, "help")
        assert found.at(place, "commands")
    for pane in PANES:
        for command in ("up", "down", "quit", "next-pane", "undo", "redo", "find", "fix"):
            assert found.at(pane, command), (pane, command)


def test_plain_has_no_letters() -> None:
    found = keymap(COMMANDS, "plain")
    here = [keys for (place, _), keys in found.keys.items() if place in ALL]  # over it, letters are answers
    assert [key for keys in here for key in keys if len(key) == 1 and key.isalpha()] == []
    for (place, command), keys in keymap(COMMANDS).keys.items():
        assert not keys or any(found.at(where, command) for where in PLACES), (place, command)


def test_a_users_keys_take_the_place_of_the_commands_own() -> None:
    found = own(tick=["x", "C-t"])
    assert found.at("section", "tick") == ("x", "ctrl+t")
    assert found.at("tree", "fold") == ("space",)
    assert found.faults == ()
    assert overlay(found) == {"section:tick": "x,ctrl+t"}


def test_a_key_of_two_commands_runs_neither_and_both_are_named() -> None:
    found = own(tick=["x"], edit=["x", "e"])
    assert found.at("section", "tick") == ()
    assert found.at("section", "edit") == ("e",)
    ((line, reason),) = told(found)
    assert line == 2
    assert f"x is set for both “{TICK}” and “{EDIT}” in a section; it runs neither" in reason


def test_a_disputed_key_still_runs_its_command_in_other_places() -> None:
    found = own(tick=["u"])
    assert found.at("section", "tick") == ()
    assert found.at("section", "undo") == ()
    assert found.at("tree", "undo") == ("u",)
    ((line, reason),) = told(found)
    assert line == 1
    assert f"“{TICK}” and “Undo” in a section" in reason
    assert overlay(found)["section:undo"] == NO_KEY


def test_a_third_command_does_not_get_a_disputed_key() -> None:
    found = own(tick=["x"], edit=["x"], undo=["x"])
    assert [found.at("section", name) for name in ("tick", "edit", "undo")] == [(), (), ()]


def test_a_command_that_nobody_may_be_without_keeps_a_disputed_key() -> None:
    found = own(tick=["q"])
    assert found.at("section", "tick") == ()
    assert "q" in found.at("section", "quit")
    ((_, reason),) = told(found)
    assert "it runs only “" in reason


def test_who_gives_the_other_its_keys_too_has_settled_it() -> None:
    found = own(tick=["u"], undo=["ctrl+z"])
    assert found.faults == ()
    assert overlay(found)["screen:undo"] == "ctrl+z"


def test_keys_in_different_places_are_no_conflict() -> None:
    assert own(fold=["x"], tick=["x"]).faults == ()


def test_unknown_commands_and_keys_are_told_with_the_nearest() -> None:
    found = own(tik=["x"], tick=["pagedwn"], undo=["ctrl+i", "ctrl+z"])
    assert [(line, reason.rpartition("; ")[2]) for line, reason in told(found)] == [
        (1, "did you mean tick?"),
        (2, "did you mean pagedown?"),
        (3, "choose another key"),
    ]
    assert found.at("section", "tick") == ("space",)
    assert found.at("tree", "undo") == ("ctrl+z",)


def test_the_way_out_keeps_a_key() -> None:
    found = own(quit=[], zoom=[])
    assert found.at("tree", "quit") == ("q", "ctrl+q", "ctrl+c")
    assert found.at("tree", "zoom") == ()
    assert [line for line, _ in told(found)] == [1]


def test_where_one_writes_keys_that_write_stay_what_they_are() -> None:
    found = own(save_section=["enter", "x", "ctrl+x"], filter_accept=["enter"])
    assert found.at("editor", "save-section") == ("ctrl+x",)
    assert found.at("filter", "filter-accept") == ("enter",)
    assert [line for line, _ in told(found)] == [1, 1]


def test_answers_and_lists_can_be_given_other_keys_and_conflicts_there_are_told() -> None:
    found = own(**{"answer-discard": ["x"], "list-down": ["alt+n"], "list-choose": ["enter"]})
    assert found.faults == ()
    assert found.at("confirmation", "answer-discard") == ("x",)
    assert found.at("finder", "list-down") == found.at("themes", "list-down") == ("alt+n",)
    twice = own(**{"answer-discard": ["x"], "answer-mine": ["x"]})
    assert twice.at("confirmation", "answer-mine") == ()
    ((line, reason),) = told(twice)
    assert line == 2
    assert "“Discard” and “Save mine” in a confirmation" in reason


def test_a_former_id_is_the_command_that_it_was() -> None:
    found = own(**{"answer-throw": ["x"]})
    assert found.faults == () and found.at("confirmation", "answer-discard") == ("x",)
    assert FORMER_IDS.keys().isdisjoint(c.id for c in COMMANDS)
    assert set(FORMER_IDS.values()) <= {c.id for c in COMMANDS}


def test_a_letter_is_no_key_of_a_list_that_one_types_over() -> None:
    found = own(**{"list-down": ["s"]})
    assert found.at("finder", "list-down") == ()
    assert found.at("themes", "list-down") == ("s",)


def test_the_way_back_must_keep_a_key() -> None:
    found = own(**{"answer-cancel": [], "preview-close": []})
    assert "escape" in found.at("confirmation", "answer-cancel")
    assert [line for line, _ in told(found)] == [1, 2]
