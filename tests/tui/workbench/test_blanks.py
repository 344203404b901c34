"""A fresh draft on the screen: how much is filled in, and the way from blank to blank."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.widgets.spec_header import SpecHeader
from specui.workspace.config.template_library import built_in_text
from tests.tui.seat import Seat, seated


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    text = built_in_text().replace("`[FEATURE_NAME]`", "Night Ferry")
    (tmp_path / "ferry.md").write_text(text, encoding="utf-8")
    return tmp_path


def here(seat: Seat) -> str:
    element = seat.bench.section_view.element
    return element.text if element is not None else ""


async def test_a_fresh_draft_has_one_problem_and_a_key_goes_from_blank_to_blank(draft: Path) -> None:
    async with seated(draft) as seat:
        header = seat.bench.query_one(SpecHeader)
        assert "to fill in 0/9" in "".join(cell.text for cell in header.lines(100)[0])
        tree = seat.bench.tree_view
        assert "Fill in" in "".join(cell.text for cell in tree.cells(tree.rows[0], 60))
        assert len(seat.bench.panel.problems) == 1
        await seat.press("tab", "]")
        element = seat.bench.section_view.element
        assert seat.bench.state.at.section == "Feature Overview" and element is not None
        assert element.kind == "empty"
        await seat.press("]")
        assert here(seat) == "[What works]"
        await seat.press("enter", "x", "enter")
        assert here(seat) == "x"
        assert "to fill in 1/9" in "".join(cell.text for cell in header.lines(100)[0])


async def test_the_first_key_replaces_the_guidance(draft: Path) -> None:
    async with seated(draft) as seat:
        await seat.press("tab", "1", "enter")
        await seat.type("A ferry")
        await seat.press("ctrl+s")
        text = (draft / "ferry.md").read_text(encoding="utf-8")
        assert "## 1. Feature Overview\n\nA ferry\n\n---\n" in text
        await seat.press("u")
        assert "## 1. Feature Overview\n\n_What does" in (draft / "ferry.md").read_text(encoding="utf-8")
