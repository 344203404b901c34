"""Which project of which family a file on disk belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.workspace.files.families import FamilyFinder, shipped_families


@pytest.mark.parametrize(
    "others, path, document",
    [
        ((".specify/memory/a.md",), "specs/001-a/tasks.md", "spec-kit tasks"),
        (("specs/001-a/plan.md",), "specs/001-a/tasks.md", "spec-kit tasks"),
        (("specs/20261130-101500-a/plan.md",), "specs/002-b/spec.md", "spec-kit spec"),
        ((), "specs/001-a/spec.md", ""),
        (("specs/pier/plan.md",), "specs/pier/spec.md", ""),
        (("specs/001-a/plan.md/x",), "specs/001-a/spec.md", ""),
        ((), "docs/adr/0001-a.md", "adr record"),
        ((), "docs/internal/adr/0001-a.md", "adr record"),
        ((), "docs/adr.md", ""),
    ],
)
def test_a_file_belongs_to_the_family_whose_marker_is_there(
    tmp_path: Path, others: tuple[str, ...], path: str, document: str
) -> None:
    for name in (*others, path):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    binding = FamilyFinder(shipped_families(), tmp_path).binding(tmp_path / path)
    assert (f"{binding.family.name} {binding.document.name}" if binding else "") == document
