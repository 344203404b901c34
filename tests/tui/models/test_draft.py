from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from specui.markdown.edits import TextEdit
from specui.tui.models.draft import Draft, draft_of, text_column
from specui.tui.models.outline import entry_named, outline
from specui.tui.models.text_edits import text_edits
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.session import Session

TEXT = "# Production Spec: Pier\n\n## 1. Feature Overview\n\nA pier.\n\n## 3. Acceptance Criteria\n\n- [ ] Land\n\n\n## 8. Open Questions\n"


def file_of(tmp_path: Path, text: str = TEXT) -> SpecFile:
    (tmp_path / "pier.md").write_bytes(text.encode())
    return Session(tmp_path, today=date(2026, 11, 25)).file("pier.md")


def draft(file: SpecFile, name: str) -> Draft:
    return draft_of(file, entry_named(outline(file.contents), name))


def test_a_draft_is_the_section_without_the_blank_lines_around_it(tmp_path: Path) -> None:
    found = draft(file_of(tmp_path), "Acceptance Criteria")
    assert found.source == "- [ ] Land"
    assert found.first_line == 9


def test_the_head_is_title_and_fields(tmp_path: Path) -> None:
    assert draft(file_of(tmp_path), "Fields").source == "# Production Spec: Pier"


def test_edits_change_only_what_was_typed(tmp_path: Path) -> None:
    file = file_of(tmp_path)
    found = draft(file, "Acceptance Criteria")
    transaction = found.transaction([TextEdit(3, 4, "x")])
    assert [e.replacement for e in transaction.edits] == ["x"]
    assert transaction.apply(file.text) == TEXT.replace("[ ]", "[x]")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("text", [TEXT, TEXT.rstrip("\n"), TEXT + "\n", TEXT + "\n## After\n\nx\n"])
def test_an_empty_section_gets_a_blank_line_before_what_is_typed(
    tmp_path: Path, newline: str, text: str
) -> None:
    text = text.replace("\n", newline)
    file = file_of(tmp_path, text)
    found = draft(file, "Open Questions")
    assert found.source == ""
    after = found.transaction([TextEdit(0, 0, "1. Why?")]).apply(file.text)
    assert f"## 8. Open Questions{newline}{newline}1. Why?{newline}" in after
    if "After" in text:
        assert f"1. Why?{newline}{newline}## After" in after
    assert found.text_with("1. Why?") == after


def test_nothing_typed_into_an_empty_section_is_no_change(tmp_path: Path) -> None:
    found = draft(file_of(tmp_path), "Open Questions")
    assert not found.transaction([TextEdit(0, 0, "\n\n")])


@given(st.text("ab\n-# ", max_size=40))
def test_text_with_and_transaction_agree(tmp_path_factory: pytest.TempPathFactory, typed: str) -> None:
    file = file_of(tmp_path_factory.mktemp("draft"))
    found = draft(file, "Acceptance Criteria")
    edits = text_edits(found.source, typed)
    assert found.transaction(edits).apply(file.text) == found.text_with(typed)


@pytest.mark.parametrize(
    "line, text",
    [
        ("- [ ] Boats land", "Boats land"),
        ("  1. [x] Nested", "Nested"),
        ("- [] Odd box", "Odd box"),
        ("12) Second", "Second"),
        ("### Head", "Head"),
        ("> > Quoted", "Quoted"),
        ("| a | b |", "a | b |"),
        ("- [link](x)", "[link](x)"),
        ("#tag", "#tag"),
        ("-no item", "-no item"),
        ("**Tier:** 1", "**Tier:** 1"),
        ("- ", ""),
        ("", ""),
    ],
)
def test_a_line_s_own_text_begins_behind_its_marks(line: str, text: str) -> None:
    assert line[text_column(line) :] == text


@pytest.mark.parametrize("between", ["\n\n---\n\n", "\n---\n\n"])
def test_the_rule_before_the_next_section_is_not_part_of_this_one(tmp_path: Path, between: str) -> None:
    text = f"# P\n\n## 1. Feature Overview{between}## 3. Acceptance Criteria\n\n- [ ] Land{between}## 8. Open Questions\n"
    file = file_of(tmp_path, text)
    assert draft(file, "Acceptance Criteria").source == "- [ ] Land"
    empty = draft(file, "Feature Overview")
    assert empty.source == ""
    assert "one paragraph" in empty.guidance.lower()
    after = empty.transaction([TextEdit(0, 0, "A pier.")]).apply(text)
    assert after.startswith("# P\n\n## 1. Feature Overview\n\nA pier.\n\n---\n\n## 3.")
