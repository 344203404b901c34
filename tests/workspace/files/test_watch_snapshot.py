"""What a comparison of stats finds, without any watching."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from specui.workspace.files.discovery import find_markdown
from specui.workspace.files.watch_snapshot import ChangedPaths, Snapshot
from specui.workspace.storage.temporary_files import temporary_name

NAMES = [Path(name) for name in "abc"]


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n", encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "repository" / "specs"
    (root.parent / ".git").mkdir(parents=True)
    make(root, "a.md", "tier1/b.md", "tier2/c.md")
    return root


@pytest.fixture
def snapshot(root: Path) -> Snapshot:
    snapshot = Snapshot(root)
    assert not snapshot.compare()
    _settle(snapshot)
    return snapshot


def _settle(snapshot: Snapshot) -> None:
    snapshot._fresh.clear()  # as if the clock had moved on


# ------------------------------------------------------------------------------------ Changed


def _apply(present: frozenset[Path], events: ChangedPaths) -> frozenset[Path]:
    return (present - events.removed) | events.added


@given(
    st.frozensets(st.sampled_from(NAMES)),
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(["toggle", "modify"])), max_size=8),
)
def test_many_changes_put_together_tell_the_same_story(
    present: frozenset[Path], steps: list[tuple[Path, str]]
) -> None:
    total = ChangedPaths()
    now = present
    touched: set[Path] = set()
    for path, what in steps:
        if what == "toggle":
            step = (
                ChangedPaths(removed=frozenset({path}))
                if path in now
                else ChangedPaths(added=frozenset({path}))
            )
        elif path in now:
            step = ChangedPaths(modified=frozenset({path}))
        else:
            continue
        touched.add(path)
        now = _apply(now, step)
        total = total.merge_with(step)
    assert _apply(present, total) == now
    assert total.added == now - present
    assert total.removed == present - now
    assert total.modified == touched & now & present
    assert bool(total) == bool(total.paths)


# ------------------------------------------------------------------------------------ comparing


@pytest.mark.parametrize("how", ["everything", "named"])
def test_each_kind_of_change_is_found_once(root: Path, snapshot: Snapshot, how: str) -> None:
    (root / "a.md").write_text("longer than before\n", encoding="utf-8")
    (root / "tier1" / "b.md").unlink()
    make(root, "tier2/new.md", "tier2/new.markdown")
    (root / "notes.txt").touch()
    (root / temporary_name("a.md")).touch()
    everything = [str(path) for path in root.rglob("*") if path.is_file()] + [str(root / "tier1" / "b.md")]

    def look() -> ChangedPaths:
        return snapshot.compare() if how == "everything" else snapshot.compare_some(everything)

    changed = look()
    assert changed.added == {root / "tier2" / "new.md", root / "tier2" / "new.markdown"}
    assert changed.removed == {root / "tier1" / "b.md"}
    assert changed.modified == {root / "a.md"}
    _settle(snapshot)
    assert not look()


def test_the_first_comparison_is_with_what_is_known(root: Path) -> None:
    known = list(find_markdown(root))
    make(root, "later.md")
    (root / "a.md").unlink()
    changed = Snapshot(root, known=known).compare()
    assert changed == ChangedPaths(added=frozenset({root / "later.md"}), removed=frozenset({root / "a.md"}))
    assert Snapshot(root, known=[]).compare().added == set(root.rglob("*.md"))


def test_an_edit_with_its_time_put_back_is_found(root: Path, snapshot: Snapshot) -> None:
    path = root / "a.md"
    before = path.stat()
    path.write_text("# A.md\n", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert snapshot.compare().modified == {path}


def test_a_file_too_new_for_its_time_to_tell_is_taken_for_modified(root: Path, snapshot: Snapshot) -> None:
    path = root / "a.md"
    path.write_text("one\n", encoding="utf-8")
    assert snapshot.compare_some([str(path)]).modified == {path}
    if time.time_ns() - path.stat().st_ctime_ns < 15_000_000:
        assert snapshot.compare_some([str(path)]).modified == {path}
    snapshot._fresh = {str(path)}
    assert snapshot.compare_some([str(path)]).modified == {path}


def test_all_names_of_a_file_show_its_change(root: Path, snapshot: Snapshot) -> None:
    os.link(root / "a.md", root / "tier1" / "other.md")
    assert root / "tier1" / "other.md" in snapshot.compare().added
    _settle(snapshot)
    (root / "a.md").write_text("changed in place\n", encoding="utf-8")
    both = {root / "a.md", root / "tier1" / "other.md"}
    assert snapshot.compare_some([str(root / "a.md")]).modified == both


def test_all_links_to_a_file_show_its_change(root: Path, snapshot: Snapshot) -> None:
    shared = root.parent / "shared.md"
    shared.write_text("# Shared\n", encoding="utf-8")
    both = {root / "one.md", root / "tier1" / "other.md"}
    for link in both:
        link.symlink_to(shared)
    assert snapshot.compare().added == both
    _settle(snapshot)
    shared.write_text("changed in place\n", encoding="utf-8")
    assert snapshot.compare().modified == both


def test_a_file_replaced_by_something_else_is_removed(root: Path, snapshot: Snapshot) -> None:
    path = root / "a.md"
    path.unlink()
    path.symlink_to("/etc/passwd")
    assert snapshot.compare_some([str(path)]).removed == {path}
    path.unlink()
    path.mkdir()
    make(path, "inner.md")
    assert snapshot.compare_some([str(path)]).added == {path / "inner.md"}


@pytest.mark.parametrize("name", ["tier3/deep/er/d.md"])
def test_a_folder_that_comes_or_goes_is_looked_into(root: Path, snapshot: Snapshot, name: str) -> None:
    make(root, name)
    assert snapshot.compare_some([str(root / "tier3")]).added == {root / name}
    assert str((root / name).parent) in snapshot.folders
    (root / "tier3").rename(root / "tier4")
    changed = snapshot.compare_some([str(root / "tier3"), str(root / "tier4")])
    assert changed.removed == {root / name}
    assert changed.added == {root / name.replace("tier3", "tier4")}


def test_a_gitignore_decides_which_files_there_are(root: Path, snapshot: Snapshot) -> None:
    ignore = root / ".gitignore"
    ignore.write_text("tier1/\n", encoding="utf-8")
    assert snapshot.compare_some([str(ignore)]).removed == {root / "tier1" / "b.md"}
    assert str(root / "tier1") not in snapshot.folders
    make(root, "tier1/unseen.md")
    assert not snapshot.compare_some([str(root / "tier1" / "unseen.md")])
    ignore.write_text("", encoding="utf-8")
    assert snapshot.compare_some([str(ignore)]).added == {
        root / "tier1" / "b.md",
        root / "tier1" / "unseen.md",
    }


def test_configuration_and_templates_from_above_are_watched(root: Path, snapshot: Snapshot) -> None:
    above = root.parent
    assert list(snapshot.folders)[-2:] == [str(above), str(above.parent)]
    make(above, "specui.toml", "pyproject.toml", "TEMPLATE.md", "other.md", "other.toml")
    make(above.parent, "specui.toml", "template.md")
    make(root, "tier1/specui.toml")
    wanted = {
        above / "specui.toml",
        above / "pyproject.toml",
        above / "TEMPLATE.md",
        root / "tier1" / "specui.toml",
    }
    everything = [str(path) for folder in (above, above.parent, root / "tier1") for path in folder.iterdir()]
    by_name = Snapshot(root)
    by_name.compare()
    assert not by_name.compare_some([str(above.parent / "template.md")])
    assert snapshot.compare().added == wanted
    _settle(snapshot)
    (above / "TEMPLATE.md").write_text("[SLOT]\n", encoding="utf-8")
    (above / "other.md").write_text("not looked at\n", encoding="utf-8")
    (above / "specui.toml").unlink()
    changed = snapshot.compare_some([name for name in everything if name not in snapshot.folders])
    assert changed == ChangedPaths(
        removed=frozenset({above / "specui.toml"}), modified=frozenset({above / "TEMPLATE.md"})
    )


def test_a_root_that_goes_and_comes_back(root: Path, snapshot: Snapshot) -> None:
    files = set(root.rglob("*.md"))
    root.rename(root.with_name("moved"))
    assert snapshot.compare_some([str(root)]).removed == files
    assert str(root) not in snapshot.folders
    root.with_name("moved").rename(root)
    assert snapshot.compare_some([str(root)]).added == files
