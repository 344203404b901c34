from __future__ import annotations

from datetime import date
from pathlib import Path

from specui.specs.tasks import set_checked
from specui.workspace.files.packed_file import pack_file
from specui.workspace.session import Session

TEXT = "# Production Spec: Pier\n\n## 1. Feature Overview\n\nA 🟡 pier.\n\n## 3. Acceptance Criteria\n\n- [ ] Boats land\n"


def test_a_folded_file_gives_all_that_the_file_gave(tmp_path: Path) -> None:
    (tmp_path / "pier.md").write_bytes(TEXT.encode())
    file = Session(tmp_path, today=date(2026, 11, 25)).file("pier.md")
    small = pack_file(file)
    for name in (
        "path",
        "name",
        "kind",
        "data",
        "source",
        "diagnostics",
        "error",
        "version",
        "text",
        "readiness",
        "read_only",
    ):
        assert getattr(small, name) == getattr(file, name), name
    assert [task.ref for task in small.contents.tasks] == [task.ref for task in file.contents.tasks]
    assert pack_file(small) is small


def test_a_session_works_on_folded_files(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    path = tmp_path / "pier.md"
    path.write_bytes(TEXT.encode())
    session = Session(tmp_path, today=date(2026, 11, 25))
    session.discover()
    session.adopt([pack_file(session.read("pier.md"))])
    assert session.refresh([path]) == ()
    path.write_bytes(TEXT.replace("A ", "One ").encode())
    assert [change.sections for change in session.refresh([path])] == [("Feature Overview",)]
    session.workspace = session.workspace.with_files(pack_file(session.file("pier.md")))
    file = session.file("pier.md")
    session.apply("pier.md", set_checked(file.contents.spec, file.contents.tasks, checked=True), file.version)
    assert b"[x] Boats land" in path.read_bytes()


def test_what_could_not_be_read_stays_as_it_is(tmp_path: Path) -> None:
    file = Session(tmp_path, today=date(2026, 11, 25)).read("none.md")
    assert file.error and pack_file(file) is file
