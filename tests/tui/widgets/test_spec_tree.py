"""The rows of the tree at widths with much and with little room."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from specui.tui.models.tree_rows import flatten
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
