"""The rows of the tree at widths with much and with little room."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from specui.tui.models.tree_rows import OTHERS, flatten
from specui.tui.rendering.paint import cells_width
from specui.tui.rendering.safe_text import width
from specui.tui.widgets.spec_tree import SpecTree
from specui.workspace.session import Session

TEXT = "# Production Spec: X\n\n**Spec status:** {status}\n\n## 3. Acceptance Criteria\n\n### Functional\n{tasks}\n"
NAMES = {
    "tier1/a-name-of-twenty-seven-cells.md": ("🔴 Gaps Identified", "- [x] One\n- [ ] Two"),
    "tier1/short.md": ("🟢 Approved", "- [x] One"),
    "tier2/none.md": ("", ""),
}


@pytest.fixture
def tree(tmp_path: Path) -> SpecTree:
    for name, (status, tasks) in NAMES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT.format(status=status, tasks=tasks), encoding="utf-8")
    session = Session(tmp_path, today=date(2026, 11, 25))
    session.discover()
    for name in session.workspace.names:
        session.file(name)
    tree = SpecTree()
    tree.take(session.workspace)
    return tree


def rows(tree: SpecTree, columns: int) -> dict[str, str]:
    cells = {row.path: tree.cells(row, columns) for row in flatten(tuple(NAMES))}
    assert {cells_width(line) for line in cells.values()} == {columns}
    return {path: "".join(cell.text for cell in line).rstrip() for path, line in cells.items()}


def test_with_room_names_statuses_and_counts_are_whole(tree: SpecTree) -> None:
    line = rows(tree, 90)["tier1/a-name-of-twenty-seven-cells.md"]
    assert (
        "a-name-of-twenty-seven-cells" in line and "Gaps Identified" in line and line.split("/")[0][-1] == "1"
    )


def test_names_are_whole_at_the_width_that_is_wanted(tree: SpecTree) -> None:
    for path, line in rows(tree, tree.columns_wanted).items():
        if not tree.sums.of(path) or not any(tree.sums.of(path).counts[2:]):  # type: ignore[union-attr]
            assert "…" not in line


def test_columns_stand_under_each_other_in_files_and_folders(tree: SpecTree) -> None:
    for columns in (40, 48, 60, 90):
        found = rows(tree, columns)
        ends = {width(line) for line in found.values() if line[-1].isdigit() and "/" in line[-4:]}
        assert len(ends) == 1
        signs = {width(line[: line.rindex("▲")]) for line in found.values() if "▲" in line}
        assert len(signs) <= 2  # a number of one digit or of two


def test_what_is_done_goes_before_a_name_does(tree: SpecTree) -> None:
    line = rows(tree, 28)["tier1/short.md"]
    assert "short" in line and "Approved" in line and "/" not in line


def test_a_status_is_its_first_word_only_where_it_is_long(tree: SpecTree) -> None:
    found = rows(tree, 44)
    assert "🔴 Gaps " in found["tier1/a-name-of-twenty-seven-cells.md"]
    assert "no status" in found["tier2/none.md"]


def test_a_file_that_git_does_not_know_as_it_is_has_its_letter(tree: SpecTree) -> None:
    tree.mark_uncommitted({"tier1/short.md": "M", "tier2/none.md": "A"})
    found = rows(tree, 60)
    assert found["tier1/short.md"][0] == "M" and found["tier2/none.md"][0] == "A"
    assert found["tier1"][0] == " "


def test_documents_go_below_and_come_back(tmp_path: Path) -> None:
    for name in ("a/notes.md", "a/pier.md", "z.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            TEXT.format(status="🟡 Draft", tasks="- [ ] One") if "pier" in name else "# Notes\n",
            encoding="utf-8",
        )
    session = Session(tmp_path, today=date(2026, 11, 25))
    session.load()
    tree = SpecTree()
    tree.group_documents()
    tree.take(session.workspace)
    tree._rebuild()
    assert [row.label for row in tree.rows] == ["a", "pier", "2 other documents"]
    tree.go_to(2)
    tree.action_fold()
    assert [row.path for row in tree.rows[3:]] == ["a/notes.md", "z.md"]
    tree.go_to(4)
    tree.action_close()
    assert tree.row is not None and tree.row.path == OTHERS
    tree.action_fold()
    tree.select("z.md")
    assert tree.file_name == "z.md"
    tree.action_documents()
    assert [row.path for row in tree.rows] == ["a", "a/notes.md", "a/pier.md", "z.md"]


def test_the_folder_of_a_feature_has_its_status_and_its_critical_gaps(tmp_path: Path) -> None:
    feature = tmp_path / "specs" / "001-fares"
    feature.mkdir(parents=True)
    (tmp_path / ".specify").mkdir()
    (feature / "spec.md").write_text(
        "# Feature Specification: Fares\n\n**Status**: Draft\n\n## Known Gaps\n\n"
        "| Gap | Severity |\n|---|---|\n| Rain | Critical |\n",
        encoding="utf-8",
    )
    (feature / "tasks.md").write_text("# Tasks: Fares\n\n- [x] T001 A\n- [ ] T002 B\n", encoding="utf-8")
    session = Session(tmp_path, today=date(2026, 11, 25))
    session.load()
    tree = SpecTree()
    tree.take(session.workspace)
    line = {
        row.path: "".join(cell.text for cell in tree.cells(row, 60))
        for row in flatten(session.workspace.names)
    }["specs/001-fares"]
    assert "Draft" in line and "1/3" in line and "!1" in line


def test_the_name_of_a_folder_takes_the_room_of_a_status_that_it_has_not(tmp_path: Path) -> None:
    path = tmp_path / "tier3-supporting" / "pier.md"
    path.parent.mkdir()
    path.write_text(TEXT.format(status="🟡 Draft", tasks="- [ ] One"), encoding="utf-8")
    session = Session(tmp_path, today=date(2026, 11, 25))
    tree = SpecTree()
    tree.take(session.load())
    folder = flatten(session.workspace.names)[0]
    line = "".join(cell.text for cell in tree.cells(folder, 36))
    assert "▾ tier3-supporting ▲" in line and cells_width(tree.cells(folder, 36)) == 36


def test_a_column_that_says_nothing_leaves_its_room_to_the_names(tmp_path: Path) -> None:
    name = "a-name-of-thirty-six-letters-in-all.md"
    (tmp_path / name).write_text("# A\n\n## Acceptance Criteria\n\n- [ ] One\n", encoding="utf-8")
    session = Session(tmp_path, today=date(2026, 11, 25))
    tree = SpecTree()
    tree.take(session.load())
    line = "".join(cell.text for cell in tree.cells(flatten((name,))[0], 50))
    assert "a-name-of-thirty-six-letters-in-all" in line and "0/1" in line and "status" not in line
    (tmp_path / "other.md").write_text(
        "# B\n\n**Status:** Accepted\n\n## Tasks\n\n- [ ] One\n", encoding="utf-8"
    )
    tree.take(Session(tmp_path, today=date(2026, 11, 25)).load())
    cells = [cell.text for cell in tree.cells(flatten(("other.md",))[0], 50)]
    assert "Accepted" in "".join(cells)
