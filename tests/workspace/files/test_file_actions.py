"""Files as a whole: made, renamed, copied, put into the trash, and every one of it taken back in order."""

from __future__ import annotations

import ctypes
import os
import stat
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from specui.specs.tasks import set_checked
from specui.workspace.files import file_actions as filing, file_moves as moving
from specui.workspace.session import Session
from specui.workspace.storage.errors import Refused, StorageError
from tests.workspace.caseless import CaselessOs

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
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "specs"
    (root / ".git").mkdir(parents=True)
    (root / "sub").mkdir()
    (root / "pier.md").write_text(TEXT, encoding="utf-8")
    (root / "sub" / "quay.md").write_text(TEXT.replace("Pier", "Quay"), encoding="utf-8")
    return root


def _open(folder: Path) -> Session:
    session = Session(folder, today=date(2026, 11, 25))
    session.load()
    return session


def looks(folder: Path) -> dict[str, tuple[int, bytes | str]]:
    """Return mode and content of everything in a folder but git's own."""
    found: dict[str, tuple[int, bytes | str]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            found[path.relative_to(folder).as_posix()] = (0, os.readlink(path))
        elif path.is_file():
            found[path.relative_to(folder).as_posix()] = (
                stat.S_IMODE(path.stat().st_mode),
                path.read_bytes(),
            )
    return found


def _tick(session: Session, name: str) -> None:
    file = session.file(name)
    session.apply(name, set_checked(file.contents.spec, file.contents.tasks[:1], checked=True), file.version)


def test_a_new_file_is_there_known_and_read(folder: Path) -> None:
    session = _open(folder)
    file = filing.create(session, "sub/slip.md", TEXT.encode())
    assert file.kind == "spec"
    assert session.workspace.names == ("pier.md", "sub/quay.md", "sub/slip.md")
    assert (folder / "sub/slip.md").read_text(encoding="utf-8") == TEXT
    assert session.refresh() == ()
    assert session.undo().description == "create sub/slip.md"
    assert not (folder / "sub/slip.md").exists()
    assert "sub/slip.md" not in session.workspace.names
    session.redo()
    assert (folder / "sub/slip.md").read_text(encoding="utf-8") == TEXT


def test_all_of_it_comes_back_in_the_order_done_with_edits_between(folder: Path) -> None:
    (folder / "pier.md").chmod(0o640)
    before = looks(folder)
    session = _open(folder)
    states = [before]
    for act in (
        lambda: _tick(session, "pier.md"),
        lambda: filing.create(session, "slip.md", TEXT.encode()),
        lambda: filing.rename(session, "pier.md", "tier1-pier.md"),
        lambda: _tick(session, "slip.md"),
        lambda: filing.duplicate(session, "tier1-pier.md", "copy.md"),
        lambda: filing.trash(session, "tier1-pier.md"),
        lambda: filing.rename(session, "copy.md", "Copy.md"),
        lambda: filing.trash(session, "sub/quay.md"),
    ):
        act()
        states.append(looks(folder))
    assert states[-1].keys() == {"Copy.md", "slip.md"}
    assert states[-1]["Copy.md"][0] == 0o640
    for state in reversed(states[:-1]):
        session.undo()
        assert looks(folder) == state
        assert session.workspace.names == tuple(sorted(state, key=lambda name: name.split("/")))
    for state in states[1:]:
        session.redo()
        assert looks(folder) == state
    assert session.refresh() == ()


def test_the_trash_holds_what_was_thrown_away(folder: Path) -> None:
    session = _open(folder)
    (folder / "pier.md").write_bytes(TEXT.encode() + os.urandom(8).hex().encode())
    data = (folder / "pier.md").read_bytes()
    session.refresh()
    filing.trash(session, "pier.md")
    kept = Path(os.environ["XDG_DATA_HOME"]) / "Trash" / "files"
    assert data in [path.read_bytes() for path in kept.iterdir()]


def test_a_link_is_moved_as_a_link(folder: Path) -> None:
    (folder / "sub" / "link.md").symlink_to("../pier.md")
    before = looks(folder)
    session = _open(folder)
    filing.rename(session, "sub/link.md", "sub/other.md")
    assert os.readlink(folder / "sub/other.md") == "../pier.md"
    filing.trash(session, "sub/other.md")
    assert not (folder / "sub/other.md").is_symlink()
    assert (folder / "pier.md").read_text(encoding="utf-8") == TEXT
    session.undo()
    session.undo()
    assert looks(folder) == before
    filing.duplicate(session, "sub/link.md", "sub/copy.md")
    assert not (folder / "sub/copy.md").is_symlink()


@pytest.mark.parametrize(
    "name, said",
    [
        ("pier.md", "already exists"),
        ("sub/quay.md", "already exists"),
        ("../out.md", "inside"),
        ("/out.md", "inside"),
        ("sub/../out.md", "inside"),
        ("sub//out.md", "inside"),
        ("none/out.md", "does not exist"),
        (".git/out.md", "hidden"),
        ("away/out.md", "a link to a folder"),
        ("ignored/out.md", "ignored"),
        ("ignored.md", "ignored"),
        ("sub/inner.md", "ignored"),
        ("left-out.md", "excluded"),
        ("sub/.out.md", "dot"),
        ("out.txt", "end in .md"),
        ("o\x1but.md", "control"),
        ("dangling.md", "already exists"),
        ("folder.md", "already exists"),
    ],
)
def test_a_name_that_may_not_be_is_refused_and_nothing_is_written(
    folder: Path, tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "outside").mkdir()
    (folder / "away").symlink_to(tmp_path / "outside")
    (folder / "ignored").mkdir()
    (folder / "folder.md").mkdir()
    (folder / "dangling.md").symlink_to("nowhere.md")
    (folder / ".gitignore").write_text("ignored\nignored.md\n", encoding="utf-8")
    (folder / "sub" / ".gitignore").write_text("inner.md\n", encoding="utf-8")
    (folder / "specui.toml").write_text('exclude = ["left-*.md"]', encoding="utf-8")
    before = looks(tmp_path)
    session = _open(folder)
    with pytest.raises((Refused, StorageError), match=said):
        filing.create(session, name, b"new")
    with pytest.raises((Refused, StorageError), match=said):
        filing.duplicate(session, "pier.md", name)
    if "/" not in name and name != "pier.md":
        with pytest.raises((Refused, StorageError), match=said):
            filing.rename(session, "pier.md", name)
    assert looks(tmp_path) == before
    assert session.undoable == []


@pytest.mark.parametrize("new", ["sub/pier.md", "far/off/slip.md", "sub/deeper/pier.md"])
def test_a_file_moves_to_another_folder_and_back(folder: Path, new: str) -> None:
    before = looks(folder)
    session = _open(folder)
    filing.rename(session, "pier.md", new)
    assert (folder / new).read_text(encoding="utf-8") == TEXT
    assert not (folder / "pier.md").exists()
    assert new in session.workspace.names and "pier.md" not in session.workspace.names
    assert session.undoable[-1].description == f"move pier.md to {new}"
    moved = looks(folder)
    session.undo()
    assert looks(folder) == before
    session.redo()
    assert looks(folder) == moved
    session.history.journal.close()
    later = _open(folder)
    later.undo()
    assert looks(folder) == before


def test_a_folder_that_was_made_stays_where_others_have_used_it(folder: Path) -> None:
    session = _open(folder)
    filing.rename(session, "pier.md", "far/off/pier.md")
    (folder / "far" / "theirs.md").write_text("x")
    session.undo()
    assert (folder / "pier.md").exists()
    assert not (folder / "far" / "off").exists()
    assert (folder / "far" / "theirs.md").exists()


@pytest.mark.parametrize(
    "new, said",
    [
        ("../pier.md", "inside the open one"),
        ("sub/../../pier.md", "inside the open one"),
        (".hidden/pier.md", "start with a dot"),
        ("a//pier.md", "needs a name"),
        ("a:b/pier.md", "some systems"),
        ("sub/quay.md", "already exists"),
        ("file.md/pier.md", "not a folder"),
        ("out/pier.md", "out is"),
    ],
)
def test_a_file_moves_nowhere_else(folder: Path, tmp_path: Path, new: str, said: str) -> None:
    (folder / "file.md").write_text("x")
    (tmp_path / "outside").mkdir()
    (folder / "out").symlink_to(tmp_path / "outside")
    before = looks(tmp_path)
    session = _open(folder)
    with pytest.raises(Refused, match=said):
        filing.rename(session, "pier.md", new)
    assert looks(tmp_path) == before
    assert session.undoable == []


def test_a_link_stays_in_its_folder_and_no_new_one_is_left(folder: Path) -> None:
    (folder / "link.md").symlink_to("pier.md")
    session = _open(folder)
    before = looks(folder)
    with pytest.raises(Refused, match="its target would change"):
        filing.rename(session, "link.md", "far/link.md")
    assert looks(folder) == before


@pytest.mark.parametrize("later", [False, True])
def test_from_the_trash_a_file_comes_back_with_its_time_mode_and_attributes(
    folder: Path, later: bool
) -> None:
    path = folder / "pier.md"
    path.chmod(0o640)
    try:
        os.setxattr(path, "user.pier", b"moored\x00")
        attributes = {"user.pier": b"moored\x00"}
    except OSError:  # a file system without them
        attributes = {}
    os.utime(path, ns=(1_600_000_000_123_456_789, 1_600_000_000_123_456_789))
    written = path.stat().st_mtime_ns
    session = _open(folder)
    filing.trash(session, "pier.md")
    assert not path.exists()
    if later:
        session.history.journal.close()
        session = _open(folder)
    session.undo()
    assert path.stat().st_mtime_ns == written
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert {name: os.getxattr(path, name) for name in attributes} == attributes


def test_a_name_that_is_taken_meanwhile_is_not_written_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = _open(folder)
    (folder / "slip.md").write_bytes(b"theirs")
    monkeypatch.setattr(filing, "refusal", lambda session, name: "")  # it was free when it was looked at
    with pytest.raises(Refused, match="slip"):
        filing.create(session, "slip.md", b"mine")
    with pytest.raises(Refused, match="slip"):
        filing.rename(session, "pier.md", "slip.md")
    assert (folder / "slip.md").read_bytes() == b"theirs"
    assert (folder / "pier.md").read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("by_system", [True, False])
def test_renaming_never_replaces_whatever_the_system_can(
    folder: Path, monkeypatch: pytest.MonkeyPatch, by_system: bool
) -> None:
    if not by_system:
        monkeypatch.setattr(ctypes, "CDLL", lambda *_a, **_k: object())
    (folder / "slip.md").write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        moving.rename(folder / "pier.md", "slip.md")
    moving.rename(folder / "pier.md", "other.md")
    assert (folder / "slip.md").read_bytes() == b"theirs"
    assert (folder / "other.md").read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("respells", [True, False])
def test_case_alone_can_be_changed_where_case_does_not_count(
    folder: Path, monkeypatch: pytest.MonkeyPatch, respells: bool
) -> None:
    """A folder that takes no notice of case, of both kinds: one that respells an entry and one that does not."""
    monkeypatch.setattr(moving, "os", CaselessOs(folder, respells=respells))
    monkeypatch.setattr(ctypes, "CDLL", lambda *_a, **_k: object())
    moving.rename(folder / "pier.md", "Pier.md")
    assert sorted(path.name for path in folder.glob("*.md")) == ["Pier.md"]
    (folder / "slip.md").write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        moving.rename(folder / "Pier.md", "SLIP.md")
    assert (folder / "slip.md").read_bytes() == b"theirs"


def test_case_alone_can_be_changed_where_case_counts(folder: Path) -> None:
    session = _open(folder)
    filing.rename(session, "pier.md", "Pier.md")
    assert session.workspace.names == ("Pier.md", "sub/quay.md")
    session.undo()
    assert session.workspace.names == ("pier.md", "sub/quay.md")


def test_a_hard_link_with_another_case_is_another_file(folder: Path) -> None:
    os.link(folder / "pier.md", folder / "Pier.md")
    session = _open(folder)
    with pytest.raises(Refused, match="already exists"):
        filing.rename(session, "pier.md", "Pier.md")
    assert (folder / "pier.md").exists() and (folder / "Pier.md").exists()


# -- what has moved on


def test_a_created_file_that_was_changed_since_stays(folder: Path) -> None:
    session = _open(folder)
    filing.create(session, "slip.md", b"new\n")
    (folder / "slip.md").write_bytes(b"new\nand more\n")
    with pytest.raises(Refused, match=r"Can't undo “create slip.md”: the file has changed since"):
        session.undo()
    assert (folder / "slip.md").read_bytes() == b"new\nand more\n"
    (folder / "slip.md").unlink()
    with pytest.raises(Refused, match="gone"):
        session.undo()


def test_a_name_that_is_taken_again_is_not_written_over_by_undo(folder: Path) -> None:
    session = _open(folder)
    filing.trash(session, "pier.md")
    (folder / "pier.md").write_bytes(b"theirs")
    with pytest.raises(Refused, match="already exists"):
        session.undo()
    assert (folder / "pier.md").read_bytes() == b"theirs"
    (folder / "pier.md").unlink()
    filing.rename(session, "sub/quay.md", "sub/slip.md")
    (folder / "sub/quay.md").write_bytes(b"theirs")
    with pytest.raises(Refused, match=r"quay.md already exists"):
        session.undo()
    assert (folder / "sub/quay.md").read_bytes() == b"theirs"
    (folder / "sub/quay.md").unlink()
    (folder / "sub/slip.md").unlink()
    with pytest.raises(Refused, match="gone"):
        session.undo()


def test_what_was_changed_just_before_is_not_thrown_away(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = _open(folder)
    keep = moving.take_snapshot

    def looked_at(path: Path, *, within: Path | None = None) -> moving.FileSnapshot:
        kept = keep(path, within=within)
        path.write_bytes(b"theirs")
        return kept

    monkeypatch.setattr(moving, "take_snapshot", looked_at)
    with pytest.raises(Refused, match="just been changed"):
        filing.trash(session, "pier.md")
    assert (folder / "pier.md").read_bytes() == b"theirs"


# -- no trash


def test_without_a_home_there_is_no_trash_and_the_file_stays(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    session = _open(folder)
    before = looks(tmp_path)
    with pytest.raises(StorageError, match=r"not moved to the trash: .*no home folder") as caught:
        filing.trash(session, "pier.md")
    assert "\n" not in str(caught.value)
    assert looks(tmp_path) == before
    assert session.undoable == []
    assert "pier.md" in session.workspace.names


def test_the_trash_of_a_disk_that_is_the_repository_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a container has the repository, and nothing else, from outside."""
    monkeypatch.setattr(moving, "os", OtherDisk(folder))
    with pytest.raises(StorageError, match="inside the repository"):
        filing.trash(_open(folder), "pier.md")
    assert (folder / "pier.md").exists()


class OtherDisk:
    """An `os` for which a folder is a disk of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = os.path.realpath(folder)
        self.path = SimpleNamespace(**{name: getattr(os.path, name) for name in dir(os.path)})
        self.path.ismount = lambda path: path == self._folder

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def lstat(self, path: Any) -> Any:
        status = os.lstat(path)
        inside = os.path.realpath(path).startswith(self._folder)
        return SimpleNamespace(
            st_dev=-1 if inside else status.st_dev, st_mode=status.st_mode, st_mtime_ns=status.st_mtime_ns
        )


@pytest.mark.parametrize("number", [5, 13, 18, 28, 30])
def test_a_trash_that_fails_leaves_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    import send2trash

    def fail(path: str) -> None:
        raise OSError(number, os.strerror(number), path)

    monkeypatch.setattr(send2trash, "send2trash", fail)
    session = _open(folder)
    with pytest.raises(StorageError, match=os.strerror(number).lower()) as caught:
        filing.trash(session, "pier.md")
    assert str(caught.value).endswith("remove it by hand.")
    assert (folder / "pier.md").read_text(encoding="utf-8") == TEXT


def test_one_file_alone_is_not_filed(folder: Path) -> None:
    session = Session(folder / "pier.md")
    session.load()
    with pytest.raises(Refused, match="open its folder"):
        filing.create(session, "slip.md", b"")


def test_a_template_that_comes_and_goes_is_a_schema_at_once(folder: Path) -> None:
    (folder / "job.md").write_text(
        "# Job: X\n\n**When:** 2026-01-01\n\n## Why\n\na\n\n## Steps\n\n1. b\n", encoding="utf-8"
    )
    session = _open(folder)
    text = "# Job: `[NAME]`\n\n**When:** YYYY-MM-DD\n\n## Why\n\n## Steps\n\n1. [step]\n"
    filing.create(session, "job-template.md", text.encode())
    assert session.file("job.md").kind == "spec"
    session.undo()
    assert session.file("job.md").kind == "document"
