"""What the screen asks of a session beyond a plain change: carrying over, writing again, reading ahead."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from specui.markdown.edits import TextEdit, Transaction
from specui.workspace.session import Session
from specui.workspace.storage.errors import Conflict

TEXT = "# Production Spec: Pier\n\n## 1. Feature Overview\n\nA pier.\n\n## 3. Acceptance Criteria\n\n- [ ] Boats land\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "pier.md").write_text(TEXT, encoding="utf-8")
    return tmp_path


def _open(folder: Path) -> Session:
    session = Session(folder, today=date(2026, 11, 25))
    session.load()
    return session


def test_a_change_made_against_an_older_reading_is_carried_over(folder: Path) -> None:
    session = _open(folder)
    base = session.file("pier.md")
    at = base.text.index("[ ] Boats land") + 1
    (folder / "pier.md").write_text(TEXT.replace("A pier.", "A longer pier."), encoding="utf-8")
    session.refresh()
    session.apply_from(base, Transaction.of(base.text, [TextEdit(at, at + 1, "x")]))
    text = (folder / "pier.md").read_text(encoding="utf-8")
    assert "A longer pier." in text
    assert "[x] Boats land" in text


def test_a_change_of_lines_that_others_changed_since_is_a_conflict(folder: Path) -> None:
    session = _open(folder)
    base = session.file("pier.md")
    at = base.text.index("[ ] Boats land") + 1
    theirs = TEXT.replace("Boats land", "Ships land")
    (folder / "pier.md").write_text(theirs, encoding="utf-8")
    session.refresh()
    with pytest.raises(Conflict) as caught:
        session.apply_from(base, Transaction.of(base.text, [TextEdit(at, at + 1, "x")]))
    assert caught.value.merged is not None and caught.value.merged.text == theirs
    assert (folder / "pier.md").read_text(encoding="utf-8") == theirs


def test_a_file_that_is_gone_can_be_written_again(folder: Path) -> None:
    session = _open(folder)
    base = session.file("pier.md")
    (folder / "pier.md").unlink()
    session.refresh()
    with pytest.raises(Conflict):
        session.apply_from(base, Transaction.of(base.text, [TextEdit(0, 0, "x")]))
    session.restore(base, TEXT)
    assert (folder / "pier.md").read_text(encoding="utf-8") == TEXT
    assert "pier.md" in session.workspace.names


def test_files_read_ahead_are_taken_as_they_are(folder: Path) -> None:
    session = _open(folder)
    version = session.file("pier.md").version
    (folder / "pier.md").write_text(TEXT + "\nMore.\n", encoding="utf-8")
    fresh = session.read("pier.md")
    changes = session.refresh([folder / "pier.md"], {"pier.md": fresh})
    assert [change.name for change in changes] == ["pier.md"]
    assert session.file("pier.md").version == version + 1
