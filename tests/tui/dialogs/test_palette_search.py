"""What the palette finds, and in what order."""

from __future__ import annotations

import pytest

from specui.tui.commands import COMMANDS, Place
from specui.tui.commands.synonyms import SYNONYMS
from specui.tui.dialogs.palette import command_choices, section_choices, spec_choices
from specui.tui.dialogs.palette_search import Choice, best
from specui.tui.models.outline import Entry


def none(_name: object = None) -> None:
    """Run nothing."""


def titles(typed: str, place: Place = "section", recent: tuple[str, ...] = ()) -> list[str]:
    return [choice.title for choice in best(command_choices(place, none), typed, recent)]


@pytest.mark.parametrize("typed", ["q", ":q", ":wq", "q!", ":q!", ":x", "exit", "quit", "QUIT", " :q "])
def test_what_users_of_vim_type_quits(typed: str) -> None:
    assert titles(typed)[0] == "Quit"


@pytest.mark.parametrize(
    "typed, title",
    [
        ("help", "Help"),
        (":h", "Help"),
        ("undo", "Undo"),
        (":u", "Undo"),
        ("remove", "Delete"),
        ("problem-after", "Next problem"),
        ("copy-place", "Copy path:line"),
        ("yank", "Copy text"),
        ("config", "Edit settings"),
    ],
)
def test_ids_and_other_words_find_a_command(typed: str, title: str) -> None:
    assert titles(typed)[0] == title


@pytest.mark.parametrize("typed", ["w", ":w", "save", "write"])
def test_who_writes_a_section_saves(typed: str) -> None:
    assert titles(typed, "editor")[0] == "Save"


@pytest.mark.parametrize("typed", ["p", "ne", "t"])
def test_a_short_query_matches_the_beginnings_of_words_only(typed: str) -> None:
    choices = command_choices("section", none)
    found = best(choices, typed)
    assert found
    for choice in found:
        names = [choice.title, choice.id, *choice.words]
        words = [word for name in names for word in name.lower().replace("-", " ").replace(":", " ").split()]
        assert any(word.startswith(typed) for word in words), choice


def test_several_words_may_each_begin_a_word() -> None:
    assert titles("mo fo") == ["Move forward"]


def test_a_long_query_also_finds_letters_in_their_order() -> None:
    assert "Preview Markdown" in titles("prvmd")


def test_a_title_that_begins_so_comes_before_one_that_contains_it() -> None:
    choices = [Choice(title, "", "", none) for title in ("Unfold it", "Old folder", "Fold it")]
    assert [choice.title for choice in best(choices, "fold")] == ["Fold it", "Old folder", "Unfold it"]


def test_recent_commands_come_first_the_latest_at_the_top() -> None:
    assert titles("", recent=("undo", "zoom"))[:2] == ["Undo", "Zoom"]
    moves = titles("move", recent=("demote",))
    assert moves[0] == "Move back"
    assert len(moves) == len(titles("move"))


def test_commands_come_before_sections_and_files_that_match_as_well() -> None:
    section = Entry(3, "Undo", "Undo", "", None, None)
    choices = [
        *command_choices("section", none),
        *section_choices([section], none),
        *spec_choices(["undo.md"], none),
    ]
    found = [choice.title for choice in best(choices, "undo")]
    assert found[0] == "Undo"
    assert {"Go to section: Undo", "Open spec: undo.md"} <= set(found)


def test_nothing_matches_nonsense() -> None:
    assert titles("qqqqzz") == []


def test_every_synonym_belongs_to_a_command_of_the_palette() -> None:
    listed = {command.id for command in COMMANDS if command.palette}
    assert set(SYNONYMS) <= listed
