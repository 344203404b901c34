"""What becomes of typing that an earlier program left, in the file as it is now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from specui.tui.models.draft import Draft, draft_of
from specui.tui.models.outline import entry_named, outline
from specui.tui.models.recovered_edit import Recovered, place_of, recovered
from specui.tui.models.text_edits import text_edits
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.session import Session
from specui.workspace.state.recovery import FormTyped, UnsavedEdit
from specui.workspace.storage.merge import merge

TEXT = """\
# Production Spec: Pier

## 1. Feature Overview

A pier.
It is long.
It is old.

## 3. Acceptance Criteria

- [ ] Land
- [ ] Leave

## 8. Open Questions
"""
PATH = Path("/specs/pier.md")


class Case:
    """A file in which somebody typed, and others wrote since."""

    def __init__(self, folder: Path) -> None:
        self.session = Session(folder, today=date(2026, 11, 25))

    def file(self, text: str) -> SpecFile:
        return self.session.file_with_text("pier.md", text)

    def draft(self, name: str, text: str = TEXT) -> Draft:
        file = self.file(text)
        return draft_of(file, entry_named(outline(file.contents), name))

    def left(self, name: str, typed: str, *, base: bool = True) -> UnsavedEdit:
        draft = self.draft(name)
        return UnsavedEdit(PATH, name, draft.digest, typed, 0.0, PATH, draft.base if base else None)

    def found(self, entry: UnsavedEdit, now: str) -> Recovered | None:
        return recovered(entry, self.file(now), lambda text, _: self.file(text))


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


TYPED = "A pier, indeed.\nIt is long.\nIt is old."


def test_another_line_of_the_section_is_merged_and_seen(case: Case) -> None:
    now = TEXT.replace("It is old.", "It is very old.").replace("- [ ] Land\n", "- [x] Land\n")
    found = case.found(case.left("Feature Overview", TYPED), now)
    assert found is not None and found.clashes == 0
    assert found.text == "A pier, indeed.\nIt is long.\nIt is very old."
    assert found.draft.file.text == now
    assert found.draft.text_with(found.text) == found.result == now.replace("A pier.", "A pier, indeed.")


def test_the_same_line_is_asked_about_when_it_is_saved(case: Case) -> None:
    now = TEXT.replace("A pier.", "Two piers.").replace("old", "very old")
    found = case.found(case.left("Feature Overview", TYPED), now)
    assert found is not None and found.clashes == 1
    assert (found.draft.file.text, found.text) == (TEXT, TYPED)
    assert found.result == now.replace("Two piers.", "A pier, indeed.")


def test_a_section_that_is_gone_is_asked_about(case: Case) -> None:
    now = TEXT.replace(TEXT[TEXT.index("## 1.") : TEXT.index("## 3.")], "")
    found = case.found(case.left("Feature Overview", TYPED), now)
    assert found is not None and found.clashes == 1
    assert found.result == TEXT.replace("A pier.", "A pier, indeed.")


def test_without_a_base_all_that_differs_is_asked_about(case: Case) -> None:
    now = TEXT.replace("It is old.", "It is very old.")
    found = case.found(case.left("Feature Overview", TYPED, base=False), now)
    assert found is not None and found.draft.blind and found.clashes == 2
    assert found.merged.resolve(()).apply(now) == now


def test_without_a_base_in_an_unchanged_file_the_base_is_what_stands_there(case: Case) -> None:
    found = case.found(case.left("Feature Overview", TYPED, base=False), TEXT)
    assert found is not None and not found.draft.blind and found.clashes == 0
    assert found.result == TEXT.replace("A pier.", "A pier, indeed.")


def test_without_a_base_and_without_its_section_it_cannot_be_restored(case: Case) -> None:
    entry = case.left("Feature Overview", TYPED, base=False)
    assert case.found(entry, "# Production Spec: Pier\n\n## 3. Acceptance Criteria\n") is None


def test_an_empty_section_that_others_filled_keeps_both(case: Case) -> None:
    found = case.found(case.left("Open Questions", "1. Why?"), TEXT + "\n1. When?\n")
    assert found is not None
    assert "1. Why?" in found.result and "1. When?" in found.result
    found = case.found(case.left("Open Questions", "1. Why?"), TEXT.replace("A pier", "Two piers"))
    assert found is not None and found.clashes == 0
    assert found.draft.text_with(found.text) == found.result


WORDS = st.sampled_from(
    ["A pier.", "It is long.", "It is old.", "New.", "It is very old.", "Another line.", ""]
)
BODY = st.lists(WORDS, min_size=1, max_size=6).map("\n".join)


@settings(max_examples=100)
@given(BODY, BODY, st.sampled_from(["", "- [ ] Land\n", "## 1. Feature Overview\n"]))
def test_it_is_merged_as_everywhere_else(
    tmp_path_factory: pytest.TempPathFactory, typed: str, theirs: str, removed: str
) -> None:
    case = Case(tmp_path_factory.getbasetemp())
    body = "A pier.\nIt is long.\nIt is old."
    now = TEXT.replace(body, theirs)
    now = now.replace(removed, "") if removed else now
    found = case.found(case.left("Feature Overview", typed), now)
    assert found is not None
    draft = case.draft("Feature Overview")
    change = draft.transaction(text_edits(draft.source, typed))
    assert found.merged == merge(TEXT, now, change)
    if not found.merged.clashes and change:
        assert found.merged.carried.apply(now) == found.result
        if found.draft.file.text == now:  # else it is saved against its base, and merged then
            assert found.draft.text_with(found.text) == found.result


@pytest.mark.parametrize("base", [True, False])
def test_a_form_is_looked_for_where_its_item_stands_by_now(case: Case, base: bool) -> None:
    line = "- [ ] Leave"
    form = FormTyped("edit", "", TEXT.index(line), line, 0, ("Criterion",), ("Leave",), ("Leave early",))
    entry = replace(case.left("Acceptance Criteria", "y", base=base), form=form)
    now = TEXT.replace("- [ ] Land", "- [ ] New\n- [ ] Land").replace("A pier.", "A pier.\n\nMore.")
    assert place_of(entry, case.file(now)) == now.index(line)
    assert place_of(entry, case.file(TEXT.replace(f"{line}\n", ""))) is None
    other = TEXT.replace(line, "- [ ] A quite different criterion")
    assert place_of(entry, case.file(other)) is None, "another item in its place is not that item"
    changed = TEXT.replace(line, "- [ ] Leaves")
    assert place_of(entry, case.file(changed)) == (changed.index("- [ ] Leaves") if base else None)
    twice = f"{TEXT}\n{line}\n"
    assert place_of(entry, case.file(twice)) == (twice.index(line) if base else None)
