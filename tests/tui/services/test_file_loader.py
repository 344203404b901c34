from __future__ import annotations

from datetime import date
from pathlib import Path

from specui.tui.services.file_loader import batches, visible_first
from specui.workspace.session import Session


def test_visible_files_are_first() -> None:
    assert visible_first(["a", "b", "c"], ["c", "gone"]) == ["c", "a", "b"]


def test_visible_files_are_one_batch_and_none_is_lost(tmp_path: Path) -> None:
    for name in "abcde":
        (tmp_path / f"{name}.md").write_text("# x\n", encoding="utf-8")
    session = Session(tmp_path, today=date(2026, 11, 25))
    names = session.discover()
    found = list(batches(names, session.read, 2, lambda: False))
    assert [read.file.name for batch in found for read in batch] == list(names)
    assert len(found[0]) <= 2


def test_loading_stops_on_request(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# x\n", encoding="utf-8")
    session = Session(tmp_path, today=date(2026, 11, 25))
    assert list(batches(session.discover(), session.read, 1, lambda: True)) == []
