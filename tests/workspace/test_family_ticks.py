"""Ticking and unticking each box in the files of each family changes one byte, and the second restores the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from specui.markdown.source import encode
from specui.specs.contents import Contents
from specui.specs.tasks import Task, set_checked
from specui.workspace.files.spec_file import SpecFile, with_data
from specui.workspace.session import Session

STORY = "# Story 1.2: Sail\r\n\r\nStatus: review\r\n\r\n## Tasks / Subtasks\r\n\r\n- [x] Task 1 (AC: 1)\r\n  - [ ] 1.1 Hull\r\n"

FILES = {
    "spec-kit": {
        "specs/001-boat/plan.md": "# Implementation Plan: Boat\n\n## Constitution Check\n\n* [X] One boat\n* [X] One sail\n+ [ ] No pier\n",
        "specs/001-boat/tasks.md": (
            "# Tasks: Boat\n\n## Phase 1: Setup\n\n- [X] T001 [P] Make it\n- [ ] **T002 [US1]** Sell\n  - [X] in `a.py`\n"
            "- [-] T003 Skipped\n- [~] T004 Sail\n\n### Tests ⚠️\n\n1. [ ] T005 Test it\n2. [X] T006 Again\n"
        ),
        "specs/001-boat/checklists/ux.md": "# UX Checklist: Boat\n\n## Words\n\n- [ ] CHK001 Told? [Gap]\n- [X] CHK002 Heard?\n- [X] CHK003 Seen?\n",
    },
    "openspec": {
        "openspec/config.yaml": "schema: spec-driven\n",
        "openspec/changes/sail/tasks.md": "## 1. Boats\n\n- [ ] 1.1 Sail\n    - [x] 1.1.1 Rope\n      - [ ] tie it\n1. [x] 1.2 Moor",
        "openspec/changes/sail/proposal.md": "## Why\n\nBoats.\n\n## What Changes\n\n- [ ] Boats sail\n\n## Impact\n\nNone.\n",
    },
    "kiro": {
        ".kiro/specs/boat/tasks.md": (
            "# Implementation Plan\n\n- [-] 1. Sail\n- [ ]* 1.1 Test the sails\n- [ ]\\* 1.2 Test the mast\n- [x]* 1.3 Ask\n"
            "  - _Requirements: 1.1_\n- [~] 2. Wait\n> - [ ] 3. Quoted\n"
        )
    },
    "backlog-md": {
        "backlog/config.yml": "project_name: boats\n",
        "backlog/tasks/task-1 - Sail.md": (
            "---\nid: task-1\ntitle: Sail\nstatus: To Do\n---\n\n## Acceptance Criteria\n<!-- AC:BEGIN -->\n- [ ] #1 It sails\n"
            "- [x] #2 It moors\n<!-- AC:END -->\n"
        ),
    },
    "adr": {
        "docs/adr/0001-sail.md": "# 1. Sail\n\n## Status\n\nAccepted\n\n## Consequences\n\n* [ ] Buy rope\n* [x] Ask é\n"
    },
    "": {
        "keps/1-boat/README.md": "# KEP-1\n\n## Release Signoff Checklist\n\n- [ ] (R) Design\n\t- [x] Docs\n\n|a|\n|-|\n|[ ]|\n",
        "reviews/boat.md": "\ufeff# Review\n\n## Definition of Done\n\n- [x] Sails\n\n  - [ ] At night\n\n  text\n",
        "stories/1-2-sail.md": STORY,
    },
}  # fmt: skip


@pytest.mark.parametrize("family", FILES)
def test_ticking_and_unticking_changes_one_byte_each(tmp_path: Path, family: str) -> None:
    for name, text in FILES[family].items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode("utf-8"))
    session = Session(tmp_path, today=date(2026, 11, 30))
    files = [session.read(name) for name in session.discover()]
    assert len(files) == sum(name.endswith(".md") for name in FILES[family])
    for file in files:
        binding = file.context.binding
        assert (binding.family.name if binding is not None else "") == family
        assert len(file.contents.tasks) == file.text.count("[") - file.text.count("[[") - _others(file.text)
        for task in file.contents.tasks:
            first = _changed(file, task.number, checked=not task.checked)
            back = _changed(first, task.number, checked=task.checked)
            expected = file.data
            if file.text[_box(task)] in "~-":  # unticking forgets what it was before the tick
                at = len(encode(file.text[: _box(task)], file.source.bom))
                expected = expected[:at] + b" " + expected[at + 1 :]
            assert back.data == expected, task.text
            assert [one.ref for one in first.contents.all_tasks] == [
                one.ref for one in file.contents.all_tasks
            ]


def _others(text: str) -> int:
    """Return how many brackets of the text are no boxes of items."""
    return sum(text.count(other) for other in ("[P]", "[US1]", "[Gap]", "|[ ]|"))


def _changed(file: SpecFile, number: int, *, checked: bool) -> SpecFile:
    task = _task(file.contents, number)
    change = set_checked(file.contents.spec, [task], checked=checked)
    text = change.apply(file.text)
    assert change.invert(file.text).apply(text) == file.text
    after = with_data(file, encode(text, file.source.bom))
    assert sum(a != b for a, b in zip(file.data, after.data, strict=True)) == 1
    assert _task(after.contents, number).checked is checked
    return after


def _task(contents: Contents, number: int) -> Task:
    return contents.all_tasks[number]


def _box(task: Task) -> int:
    assert task.item is not None
    return task.item.check
