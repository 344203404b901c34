from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from specui.markdown.file_suffix import label_of
from specui.tui.models.tree_rows import OTHERS, Counts, Sums, flatten, index_of, matching
from specui.workspace.session import Session

NAMES = ["README.md", "tier1/card.md", "tier1/old/refund.md", "tier2/board.md", "tier2/card-deck.md"]


def paths(*arguments: object) -> list[str]:
    return [row.path for row in flatten(NAMES, *arguments)]  # type: ignore[arg-type]


def test_folders_stand_before_what_is_in_them() -> None:
    assert paths() == [
        "README.md",
        "tier1",
        "tier1/card.md",
        "tier1/old",
        "tier1/old/refund.md",
        "tier2",
        "tier2/board.md",
        "tier2/card-deck.md",
    ]
    assert [row.depth for row in flatten(NAMES)] == [0, 0, 1, 1, 2, 0, 1, 1]


def test_a_closed_folder_hides_all_that_is_in_it() -> None:
    assert paths({"tier1"}) == ["README.md", "tier1", "tier2", "tier2/board.md", "tier2/card-deck.md"]
    assert paths({"tier1/old"})[:4] == ["README.md", "tier1", "tier1/card.md", "tier1/old"]
    assert "tier1/old/refund.md" not in paths({"tier1/old"})


def test_a_filter_looks_into_closed_folders() -> None:
    assert paths({"tier1"}, "refund") == ["tier1", "tier1/old", "tier1/old/refund.md"]


def test_words_as_written_win_over_letters_in_order() -> None:
    assert matching(NAMES, "card") == ["tier1/card.md", "tier2/card-deck.md"]
    assert matching(NAMES, "tier2 card") == ["tier2/card-deck.md"]
    assert matching(NAMES, "brd") == ["tier2/board.md"]
    assert matching(NAMES, "zzz") == []


def test_a_folder_named_like_the_start_of_another_hides_only_its_own() -> None:
    rows = flatten(["a/x.md", "ab/y.md"], {"a"})
    assert [row.path for row in rows] == ["a", "ab", "ab/y.md"]


def test_labels_drop_the_ending() -> None:
    assert label_of("card.md") == "card"
    assert label_of("CARD.MD") == "CARD"
    assert label_of(".md") == ".md"
    assert label_of("card.Markdown") == "card"
    assert label_of("card.mdx") == "card.mdx"


def test_folders_sum_what_is_in_them(tmp_path: Path) -> None:
    folder = tmp_path / "tier1" / "old"
    folder.mkdir(parents=True)
    text = "# Production Spec: X\n\n## 1. Feature Overview\n\nx\n\n## 3. Acceptance Criteria\n\n- [x] a\n- [ ] b\n"
    (folder / "a.md").write_text(text, encoding="utf-8")
    (tmp_path / "tier1" / "b.md").write_text(text, encoding="utf-8")
    session = Session(tmp_path, today=date(2026, 11, 25))
    sums = Sums()
    sums.take(session.load().files)
    both, one = sums.folders["tier1"], sums.folders["tier1/old"]
    assert both.done == 2 and both.total == 2 * one.total and both.errors == 2 * one.errors
    (folder / "a.md").write_text(text.replace("[ ] b", "[x] b"), encoding="utf-8")
    session.refresh()
    sums.take(session.workspace.files)
    assert sums.folders["tier1"].done == 3
    (folder / "a.md").unlink()
    session.refresh()
    sums.take(session.workspace.files)
    assert sums.folders["tier1"] == one
    assert sums.folders["tier1/old"] == Counts()


def test_a_hidden_file_is_represented_by_its_folder() -> None:
    rows = flatten(NAMES, {"tier1"})
    assert rows[index_of(rows, "tier1/old/refund.md")].path == "tier1"
    assert rows[index_of(rows, "tier2/board.md")].path == "tier2/board.md"
    assert index_of(rows, "gone.md", fallback=99) == len(rows) - 1


segments = st.text("ab.", min_size=1, max_size=3)


@given(
    st.lists(st.lists(segments, min_size=1, max_size=4).map("/".join), unique=True, max_size=12), st.data()
)
def test_every_file_has_one_row_or_a_closed_folder_above(names: list[str], data: st.DataObject) -> None:
    names = sorted(n for n in names if not any(o.startswith(n + "/") for o in names))
    folders = sorted({n.rsplit("/", k)[0] for n in names for k in range(1, n.count("/") + 1)})
    closed = set(data.draw(st.lists(st.sampled_from(folders), max_size=3))) if folders else set()
    rows = flatten(names, closed)
    shown = [row.path for row in rows if row.kind == "file"]
    hidden = [n for n in names if any(n.startswith(f"{c}/") for c in closed)]
    assert sorted(shown + hidden) == names


@pytest.mark.parametrize("typed", ["istanbul", "İSTANBUL", "I\u0307st", "ıstnbl"])
def test_files_are_filtered_by_any_spelling_of_their_letters(typed: str) -> None:
    names = ["a/I\u0307STANBUL.md", "İstanbul.md", "b/ankara.md"]
    assert matching(names, typed) == names[:2]


def test_documents_stand_below_the_specs_unless_there_is_nothing_else() -> None:
    names = ("a.md", "b/c.md", "d.md")
    assert [(row.label, row.depth) for row in flatten(names, below={"a.md", "b/c.md"})] == [
        ("d", 0),
        ("2 other documents", 0),
        ("a", 1),
        ("b/c", 1),
    ]
    assert flatten(names, {OTHERS}, below={"a.md"})[-1].collapsed
    assert flatten(names, below=set(names)) == flatten(names)
    assert [row.path for row in flatten(names, wanted="a", below={"a.md"})] == ["a.md"]
