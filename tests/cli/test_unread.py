"""Every command that counts reports what it could not read or count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TEMPLATE = """# Spec: [NAME]

**Status:** Draft | Approved

## Acceptance Criteria

- [ ] [What must be true]

## Known Gaps

| Gap | Severity | Notes |
|-----|----------|-------|
| [gap] | Critical / High / Low | [notes] |

## Open Questions

1. [Question]
"""
SPEC = """# Spec: Pier

**Status:** Approved

## Acceptance Criteria

- [x] Lit at night
- [~] Swept daily
- Open in winter

## Known Gaps

| Gap | Severity | Notes |
|---|---|---|
| Rails rust | Low | painted in May |

| Planks rot | Critical | twice |

## Open Questions

1. Who sweeps?
   - **Answered 2026-01-02 (Ada):** the town
"""


@pytest.fixture
def pier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pier-template.md").write_text(TEMPLATE, encoding="utf-8")
    path = tmp_path / "pier.md"
    path.write_text(SPEC, encoding="utf-8")
    return path


def test_show_lists_the_lines_that_were_not_read(run: Run, pier: Path) -> None:
    shown = json.loads(run("show", pier.name, "--format", "json").stdout)
    assert shown["unread"] == [
        {"section": "Known Gaps", "line": 17, "text": "| Planks rot | Critical | twice |"}
    ]
    assert [(c["text"], c["box"], c["state"]) for c in shown["criteria"]] == [
        ("Lit at night", True, "done"),
        ("Swept daily", True, "doing"),
        ("Open in winter", False, "todo"),
    ]
    told = run("show", pier.name, "--format", "text").stdout
    assert "Could not be read; in no count\n  L17   Known Gaps: | Planks rot | Critical | twice |" in told
    assert "[~] acceptance-criteria/2" in told
    assert " -  acceptance-criteria/3" in told


def test_blockers_say_what_they_counted(run: Run, pier: Path) -> None:
    result = run("blockers", pier.name)
    assert result.exit_code == 0
    assert "Lines that could not be read (1)" in result.stdout
    assert "Counted: 3 criteria, no missing tests, 1 gap, 1 question." in result.stdout


@pytest.mark.parametrize("format_", ["text", "json"])
def test_blockers_of_a_file_without_items_are_no_all_clear(run: Run, pier: Path, format_: str) -> None:
    pier.write_text("# Spec: Pier\n\n## Acceptance Criteria\n\nSee the wiki.\n", encoding="utf-8")
    result = run("blockers", pier.name, "--format", format_)
    assert result.exit_code == 2
    assert "Nothing blocks" not in result.stdout
    assert "pier.md: no criteria, missing tests, gaps or questions found" in result.stderr


def test_a_parted_row_fails_the_check_until_it_is_fixed(run: Run, pier: Path) -> None:
    before = run("check", pier.name)
    assert before.exit_code == 1
    assert "parted-table-row" in before.stdout
    assert "approved-with-critical-gap" not in before.stdout
    fixed = run("check", pier.name, "--fix")
    assert pier.read_text(encoding="utf-8") == SPEC.replace("painted in May |\n\n|", "painted in May |\n|")
    assert "approved-with-critical-gap" in fixed.stdout


def test_a_criterion_without_a_box_is_not_ticked(run: Run, pier: Path) -> None:
    result = run("tick", pier.name, "acceptance-criteria/3")
    assert result.exit_code == 2
    assert "line 9" in result.stderr
    assert pier.read_text(encoding="utf-8") == SPEC


def test_a_listing_names_the_lines_that_it_lacks(run: Run, pier: Path) -> None:
    told = run("gaps", pier.name)
    assert "Rails rust" in told.stdout
    assert "1 line could not be read and is not listed: pier.md:17" in told.stderr
    shown = json.loads(run("gaps", pier.name, "--format", "json").stdout)
    assert shown["unread"] == [{"path": "pier.md", "line": 17, "text": "| Planks rot | Critical | twice |"}]
    assert "could not be read" not in run("questions", pier.name).stderr
