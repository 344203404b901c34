"""Everything that changes a text, through the one door: applied, refused, undone, carried over."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from specui.markdown.edits import TextEdit, Transaction
from specui.specs.tasks import set_checked
from specui.workspace.session import Session
from specui.workspace.storage.errors import Conflict, Refused, StorageError
from specui.workspace.storage.temporary_files import is_ours

TEXT = """\
# Production Spec: Pier

**Last updated:** 2026-02-19
**Spec status:** 🟡 Draft
**Owner agent(s):** Ada
**Tier:** 1

## 1. Feature Overview

A pier.

## 3. Acceptance Criteria

### Functional
- [ ] Boats land
- [ ] Boats leave
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "pier.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "notes.md").write_text("# Notes\n", encoding="utf-8")
    return tmp_path


def _open(folder: Path) -> Session:
    session = Session(folder, today=date(2026, 11, 25))
    session.load()
    return session


def _tick(session: Session, index: int) -> None:
    file = session.file("pier.md")
    session.apply(
        "pier.md", set_checked(file.contents.spec, [file.contents.tasks[index]], checked=True), file.version
    )


def test_a_folder_is_read_whole_in_natural_order(folder: Path) -> None:
    (folder / "pier10.md").write_text(TEXT, encoding="utf-8")
    (folder / "pier2.md").write_text(TEXT, encoding="utf-8")
    workspace = _open(folder).workspace
    assert workspace.names == ("notes.md", "pier.md", "pier2.md", "pier10.md")
    assert [f.kind for f in workspace.ordered] == ["document", "spec", "spec", "spec"]
    assert workspace.loading == 0


def test_the_first_names_come_without_the_others(folder: Path) -> None:
    (folder / "specui.toml").write_text('exclude = ["notes.md"]', encoding="utf-8")
    (folder / "pier2.md").write_text(TEXT, encoding="utf-8")
    session, whole = Session(folder), Session(folder)
    assert (session.discover(1), session.partial) == (("pier.md",), True)
    session.adopt_names(whole.discover(), whole.found)
    assert (session.workspace.names, session.partial) == (("pier.md", "pier2.md"), False)
    assert (session.discover(2), session.partial) == (("pier.md", "pier2.md"), False)


def test_what_is_filed_before_all_names_are_known_stays_filed(folder: Path) -> None:
    session, other = Session(folder), Session(folder)
    session.discover(1)
    names = other.discover()
    (folder / "pier.md").rename(folder / "quay.md")
    session.follow_rename("pier.md", "quay.md")
    session.adopt_names(names, other.found)
    assert session.workspace.names == ("notes.md", "quay.md")
    assert session.refresh([folder / "pier.md", folder / "quay.md"]) == ()


def test_what_the_configuration_excludes_is_not_there(folder: Path) -> None:
    (folder / "specui.toml").write_text('exclude = ["notes.md"]', encoding="utf-8")
    assert _open(folder).workspace.names == ("pier.md",)


def test_a_link_that_leads_out_is_not_there_and_not_written_through(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.md"
    outside.write_text(TEXT, encoding="utf-8")
    session = _open(folder)
    (folder / "pier.md").unlink()
    (folder / "pier.md").symlink_to(outside)
    with pytest.raises((Refused, StorageError)):
        _tick(session, 0)
    assert outside.read_text(encoding="utf-8") == TEXT
    assert _open(folder).workspace.names == ("notes.md",)


def test_what_a_killed_save_left_is_swept(folder: Path) -> None:
    session = _open(folder)
    (left,) = _leftover(folder)
    assert left.exists()
    session.refresh()
    assert not left.exists()
    assert session.workspace.names == ("notes.md", "pier.md")


def _leftover(folder: Path) -> list[Path]:
    """Make what a save leaves behind that was killed before its rename."""
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from specui.workspace.storage import file_store as storage\n"
        "os.rename = os.replace = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)\n"
        "path = Path(sys.argv[1])\n"
        "storage.save(path, b'new', expected=path.read_bytes())\n"
    )
    subprocess.run([sys.executable, "-c", program, str(folder / "pier.md")], check=False)
    return [path for path in folder.iterdir() if is_ours(path)]


def test_a_tick_changes_one_byte_on_disk(folder: Path) -> None:
    session = _open(folder)
    _tick(session, 1)
    now = (folder / "pier.md").read_bytes()
    before = TEXT.encode()
    assert [i for i, (a, b) in enumerate(zip(before, now, strict=True)) if a != b] == [
        before.index(b"- [ ] Boats leave") + 3
    ]
    assert session.file("pier.md").contents.criteria[1].checked


def test_undo_and_redo_go_back_and_forth(folder: Path) -> None:
    session = _open(folder)
    _tick(session, 0)
    _tick(session, 1)
    assert session.undo().title == "tick functional/2"
    assert session.undo().title == "tick functional/1"
    assert (folder / "pier.md").read_text(encoding="utf-8") == TEXT
    with pytest.raises(Refused, match="Nothing to undo"):
        session.undo()
    session.redo()
    assert "[x] Boats land" in (folder / "pier.md").read_text(encoding="utf-8")
    _tick(session, 1)
    with pytest.raises(Refused, match="Nothing to redo"):
        session.redo()


def test_undo_is_carried_over_what_others_wrote_elsewhere(folder: Path) -> None:
    session = _open(folder)
    _tick(session, 0)
    path = folder / "pier.md"
    path.write_text(path.read_text(encoding="utf-8").replace("A pier.", "A long pier."), encoding="utf-8")
    session.undo()
    assert path.read_text(encoding="utf-8") == TEXT.replace("A pier.", "A long pier.")


def test_undo_is_refused_where_the_text_has_moved_on(folder: Path) -> None:
    session = _open(folder)
    _tick(session, 0)
    path = folder / "pier.md"
    moved_on = path.read_text(encoding="utf-8").replace("[x] Boats land", "[x] Boats land softly")
    path.write_text(moved_on, encoding="utf-8")
    session.refresh()
    with pytest.raises(Refused, match="changed since"):
        session.undo()
    assert path.read_text(encoding="utf-8") == moved_on
    assert len(session.undoable) == 1


def test_another_writer_is_carried_over_without_being_noticed_first(folder: Path) -> None:
    session = _open(folder)
    path = folder / "pier.md"
    stat = path.stat()
    path.write_text(TEXT.replace("A pier.", "B pier."), encoding="utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    _tick(session, 0)
    assert path.read_text(encoding="utf-8") == TEXT.replace("A pier.", "B pier.").replace(
        "[ ] Boats land", "[x] Boats land"
    )


def test_the_same_place_changed_by_two_is_a_conflict_with_both_texts(folder: Path) -> None:
    session = _open(folder)
    path = folder / "pier.md"
    theirs = TEXT.replace("Boats land", "Ships land")
    path.write_text(theirs, encoding="utf-8")
    with pytest.raises(Conflict, match="the same lines") as caught:
        _tick(session, 0)
    assert caught.value.merged is not None and caught.value.merged.text == theirs
    assert path.read_text(encoding="utf-8") == theirs
    assert session.undoable == []


def test_a_file_that_is_gone_is_a_conflict_and_stays_gone(folder: Path) -> None:
    session = _open(folder)
    (folder / "pier.md").unlink()
    with pytest.raises(Conflict, match="gone from disk"):
        _tick(session, 0)
    assert not (folder / "pier.md").exists()


def test_an_edit_made_for_an_older_text_is_refused(folder: Path) -> None:
    session = _open(folder)
    old = session.file("pier.md")
    _tick(session, 0)
    with pytest.raises(Refused, match="changed since"):
        session.apply("pier.md", Transaction.of(old.text, [TextEdit(0, 1, "!")]), old.version)


def test_not_utf8_can_be_looked_at_only(folder: Path) -> None:
    (folder / "pier.md").write_bytes(TEXT.encode("utf-8").replace(b"A pier", b"A pi\xe9r"))
    session = _open(folder)
    file = session.file("pier.md")
    with pytest.raises(Refused, match="not UTF-8"):
        session.apply("pier.md", Transaction.of(file.text, [TextEdit(0, 1, "!")]))


def test_refresh_tells_each_change_once_and_none_of_our_own(folder: Path) -> None:
    session = _open(folder)
    _tick(session, 0)
    assert session.refresh([folder / "pier.md"]) == ()
    path = folder / "pier.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("[ ] Boats leave", "[x] Boats leave"), encoding="utf-8"
    )
    (change,) = session.refresh([path])
    assert str(change) == "pier.md changed on disk: Acceptance Criteria (1 ticked)"
    assert session.refresh([path]) == ()


def test_files_come_and_go(folder: Path) -> None:
    session = _open(folder)
    (folder / "sub").mkdir()
    (folder / "sub" / "new.md").write_text(TEXT, encoding="utf-8")
    (folder / "notes.md").unlink()
    changes = session.refresh([folder / "sub" / "new.md", folder / "notes.md"])
    assert {str(c) for c in changes} == {"sub/new.md is new", "notes.md is gone"}
    assert session.workspace.names == ("pier.md", "sub/new.md")


def test_a_template_that_comes_is_a_schema_at_once(folder: Path) -> None:
    (folder / "job.md").write_text(
        "# Job: X\n\n**When:** 2026-01-01\n**Who:** A\n\n## Why\n\na\n\n## Steps\n\n1. b\n", encoding="utf-8"
    )
    session = _open(folder)
    assert session.file("job.md").kind == "document"
    template = folder / "job-template.md"
    template.write_text(
        "# Job: `[NAME]`\n\n**When:** YYYY-MM-DD\n**Who:** [who]\n\n## Why\n\n## Steps\n\n1. [step]\n",
        encoding="utf-8",
    )
    session.refresh([template])
    assert session.file("job.md").kind == "spec"
    assert session.file("job-template.md").kind == "template"


def test_the_files_beside_a_template_in_a_folder_of_templates_are_templates(folder: Path) -> None:
    job = "# Job: {{name}}\n\n## Why\n\n## Steps\n\n- [ ] A\n"
    for name in ("templates", "jobs"):
        (folder / name).mkdir()
        (folder / name / "job-template.md").write_text(job.replace("{{name}}", "[NAME]"), encoding="utf-8")
        (folder / name / "job.md").write_text(job, encoding="utf-8")
    session = _open(folder)
    assert session.file("templates/job.md").kind == "template"
    assert session.file("jobs/job.md").kind != "template"


def test_a_single_file_is_a_workspace_of_one(folder: Path) -> None:
    session = Session(folder / "notes.md", today=date(2026, 11, 25))
    session.load()
    assert session.workspace.names == ("notes.md",)
    (told,) = session.file("notes.md").diagnostics
    assert (told.rule, str(told.severity)) == ("other-template", "info")


def test_mixed_newlines_and_a_bom_survive_a_tick(folder: Path) -> None:
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n", 5).encode()
    (folder / "pier.md").write_bytes(data)
    session = _open(folder)
    _tick(session, 0)
    assert (folder / "pier.md").read_bytes() == data.replace(b"- [ ] Boats land", b"- [x] Boats land")
