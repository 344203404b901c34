"""The rows of the home view: numbers of what was read, and words for what was not."""

from __future__ import annotations

import pytest

from specui.specs.triage import Filter, FilterFault
from specui.tui.models.figures import Figures, Overview, Weight, by_feature
from specui.tui.models.home import UNKNOWN, Facts, Number, Target, numbers, progress, sentence, worst
from specui.tui.models.tree_rows import Status

CRITICAL, LOW = Weight(0, "Show stopper", "🔴"), Weight(2, "Low", "🟢")


def spec(name: str, done: int = 0, total: int = 4, **values: object) -> Figures:
    base: dict[str, object] = {
        "name": f"{name}.md",
        "title": name,
        "status": Status("", "Draft", "muted"),
        "tier": "",
        "owners": (),
        "age": None,
        "done": done,
        "total": total,
        "gaps": (),
        "questions": 0,
        "tests": 0,
        "criteria": 0,
        "critical": 0,
        "errors": 0,
        "asked": (),
    }
    return Figures(**(base | values))  # type: ignore[arg-type]


def row(facts: Facts, label: str) -> Number:
    return next(one for one in numbers(facts) if one.label == label)


def test_each_number_opens_the_list_that_it_counts() -> None:
    specs = (
        spec("a", criteria=2, tasks=3, questions=1, gaps=((CRITICAL, 1), (LOW, 5))),
        spec("b", criteria=1),
    )
    facts = Facts(
        files=3, read=3, specs=specs, features=1, in_features=1, others=1, changed=("a.md",), uncommitted=()
    )
    found = {one.label: (one.key, one.value, one.target) for one in numbers(facts)}
    assert found == {
        "Specs": ("1", "2", Target("overview")),
        "Open criteria": ("2", "3", Target("triage", "kind:criterion")),
        "Open tasks": ("3", "3", Target("triage", "kind:task")),
        "Critical gaps": ("4", "1", Target("triage", 'kind:gap severity:"Show stopper"')),
        "Open questions": ("5", "1", Target("triage", "kind:question")),
        "Changed since the last visit": ("6", "1", Target("changed")),
        "Not committed": ("7", "0", None),
    }
    assert row(facts, "Specs").note == "1 in 1 feature; 1 other file"
    assert not any(
        isinstance(Filter.parse(one.target.value), FilterFault)
        for one in numbers(facts)
        if one.target is not None
    )


@pytest.mark.parametrize(
    "facts, words",
    [
        (Facts(files=300, read=120), "reading 120 of 300 files"),
        (Facts(files=300, read=300, partial=True), "reading 300 of 300+ files"),
        (Facts(files=9, read=9, specs=(spec("a"),), uncounted=8), "counting 1 of 9 specs"),
        (Facts(files=1, read=1, specs=(spec("a"),)), ""),
        (Facts(), ""),
    ],
)
def test_how_far_the_reading_is(facts: Facts, words: str) -> None:
    assert progress(facts) == words


@pytest.mark.parametrize(
    "facts",
    [
        Facts(files=9),
        Facts(files=9, read=4, specs=(spec("a"),)),
        Facts(files=9, read=9, uncounted=3),
        Facts(4, 4),
    ],
)
def test_nothing_is_none_that_was_not_read(facts: Facts) -> None:
    items = [one for one in numbers(facts) if one.label.startswith(("Open", "Critical"))]
    assert {one.value for one in items} == {UNKNOWN}
    assert not any(one.target for one in items)


def test_criteria_without_a_checkbox_are_beside_the_open_ones() -> None:
    specs = (spec("a", criteria=2, unboxed=12), spec("b", unboxed=1))
    found = row(Facts(files=2, read=2, specs=specs), "Open criteria")
    assert (found.value, found.note) == ("2", "13 without a checkbox")


def test_none_is_said_of_what_was_read() -> None:
    facts = Facts(files=1, read=1, specs=(spec("a", done=4),))
    assert row(facts, "Open criteria").value == "0"
    assert sentence(facts) == "Nothing is open in any spec."


def test_what_is_not_known_has_its_reason() -> None:
    facts = Facts(changed="first visit", uncommitted="no git repository")
    assert row(facts, "Not committed")[2:] == (UNKNOWN, "no git repository", "", None)
    assert row(facts, "Changed since the last visit").note == "first visit"


def test_lines_that_were_not_read_have_a_number_of_their_own() -> None:
    facts = Facts(files=1, read=1, specs=(spec("a", done=4, unread=2),))
    assert row(facts, "Lines that could not be read")[:3:2] == ("8", "2")
    assert sentence(facts) == "No open items were found, but some lines could not be read."


def test_the_files_of_a_feature_are_one_row() -> None:
    faint = {"status": Status("", "", "faint"), "unit": "specs/001"}
    specs = (
        spec("specs/001/plan", title="Fares plan", done=1, total=1, **faint),
        spec("specs/001/spec", title="Fares", done=1, total=3, unit="specs/001", gaps=((CRITICAL, 1),)),
        spec("specs/001/tasks", title="Fares tasks", done=0, total=9, tasks=9, **faint),
        spec("alone", done=0, total=1),
    )
    feature = next(one for one in by_feature(specs) if one.files)
    assert (feature.name, feature.title, feature.done, feature.total) == ("specs/001/spec.md", "Fares", 2, 13)
    assert feature.tasks == 9 and feature.gaps == ((CRITICAL, 1),)
    assert feature.filter_value == "specs/001/*" and by_feature(specs)[1].filter_value == "alone.md"
    assert [(one.title, one.done, one.total) for one in worst(specs)] == [("alone", 0, 1), ("Fares", 2, 13)]


def test_a_change_without_a_status_opens_where_something_is_to_do() -> None:
    change = {"status": Status("", "no status", "faint"), "unit": "changes/add-x"}
    specs = (
        spec("changes/add-x/proposal", title="add-x", done=0, total=0, **change),
        spec("changes/add-x/tasks", title="add-x tasks", done=1, total=2, **change),
    )
    (found,) = by_feature(specs)
    assert (found.title, found.name) == ("add-x", "changes/add-x/tasks.md")


def test_the_specs_with_most_to_do_come_first() -> None:
    specs = (
        spec("done", done=4),
        spec("half", done=2),
        spec("half and critical", done=2, gaps=((CRITICAL, 1),)),
        spec("none", done=0),
        spec("empty", total=0),
        spec("done but critical", done=4, gaps=((CRITICAL, 2),)),
    )
    assert [one.title for one in worst(specs)] == ["none", "half and critical", "half", "done but critical"]


@pytest.mark.parametrize(
    "facts, words",
    [
        (Facts(files=3, read=1), "No spec with open items is read yet."),
        (
            Facts(files=3, read=3, others=3),
            "None of the 3 Markdown files has items to count; all are in the tree.",
        ),
    ],
)
def test_a_folder_without_specs_says_so(facts: Facts, words: str) -> None:
    assert sentence(facts) == words


def test_sections_to_fill_in_are_an_obstacle() -> None:
    found = Overview((spec("a", total=8, blank=8), spec("b", done=4))).obstacles
    assert ("sections to fill in", 1, 8) in [(one.name, one.specs, one.items) for one in found]
