from __future__ import annotations

from datetime import date
from pathlib import Path

from specui.specs.contents import Contents
from specui.tui.models.outline import HEAD, entry_at, entry_named, outline
from specui.workspace.session import Session

TEXT = """\
# Production Spec: Pier

**Tier:** 1

## 1. Feature Overview

A pier.

## 3. Acceptance Criteria

- [x] Boats land
- [ ] Boats leave

## 8. Open Questions

1. Who pays?

## Winter Notes

None.
"""


def contents(tmp_path: Path, text: str = TEXT) -> Contents:
    (tmp_path / "pier.md").write_text(text, encoding="utf-8")
    return Session(tmp_path, today=date(2026, 11, 25)).file("pier.md").contents


def test_missing_sections_stand_where_the_template_has_them(tmp_path: Path) -> None:
    entries = outline(contents(tmp_path))
    assert [e.label for e in entries][:5] == ["Fields", "Overview", "State", "Criteria", "Gaps"]
    assert [e.label for e in entries if not e.missing] == [
        "Fields",
        "Overview",
        "Criteria",
        "Questions",
        "Winter Notes",
    ]
    assert [e.number for e in entries] == list(range(len(entries)))
    assert entries[2].tally == "missing"


def test_counts_say_what_is_done(tmp_path: Path) -> None:
    by_label = {e.label: e.tally for e in outline(contents(tmp_path))}
    assert by_label["Criteria"] == "1/2"
    assert by_label["Questions"] == "1"


def test_an_offset_is_in_its_section_and_the_head_is_before_all(tmp_path: Path) -> None:
    entries = outline(contents(tmp_path))
    assert entry_at(entries, TEXT.index("Boats leave")).label == "Criteria"
    assert entry_at(entries, 0).number == HEAD
    assert entry_at(entries, len(TEXT)).label == "Winter Notes"


def test_a_name_finds_its_section_else_the_place_counts(tmp_path: Path) -> None:
    entries = outline(contents(tmp_path))
    assert entry_named(entries, "Acceptance Criteria").label == "Criteria"
    assert entry_named(entries, "no such", fallback=2).number == 2
    assert entry_named(entries, "no such", fallback=99).number == len(entries) - 1


def test_a_file_that_fits_no_template_has_its_own_headings(tmp_path: Path) -> None:
    entries = outline(contents(tmp_path, "# Notes\n\n## One\n\n- [ ] a\n\n## Two\n"))
    assert [e.label for e in entries] == ["Fields", "One", "Two"]
    assert entries[1].tally == "0/1"
