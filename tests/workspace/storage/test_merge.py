"""Carrying an edit over another writer's text: kept where lines differ, refused where they do not."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings, strategies as st

from specui.markdown.edits import TextEdit, Transaction
from specui.tui.models.text_edits import text_edits
from specui.workspace.storage.merge import Merged, differences, merge, rebase, rebase_step

BASE = "# T\n\n## A\n\n- [ ] one\n- [ ] two\n\n## B\n\n- [ ] one\n"


def _tick(text: str, line: str, nth: int = 0) -> Transaction:
    at = -1
    for _ in range(nth + 1):
        at = text.index(line, at + 1)
    return Transaction.of(text, [TextEdit(at + 3, at + 4, "x")])


def test_lines_inserted_above_do_not_matter() -> None:
    theirs = BASE.replace("## A\n\n", "## A\n\n- [ ] zero\n- [ ] half\n")
    carried = rebase(BASE, theirs, _tick(BASE, "- [ ] two"))
    assert carried is not None
    assert carried.apply(theirs) == theirs.replace("- [ ] two", "- [x] two")


def test_the_same_line_changed_is_refused() -> None:
    theirs = BASE.replace("- [ ] two", "- [ ] two and a half")
    assert rebase(BASE, theirs, _tick(BASE, "- [ ] two")) is None


def test_a_line_that_is_gone_is_refused_even_where_its_twin_stands_elsewhere() -> None:
    theirs = BASE.replace("- [ ] one\n- [ ] two\n", "")
    assert rebase(BASE, theirs, _tick(BASE, "- [ ] one")) is None


def test_the_line_under_another_heading_is_refused() -> None:
    theirs = BASE.replace("## A", "## Z")
    assert rebase(BASE, theirs, _tick(BASE, "- [ ] two")) is None


def test_a_change_to_the_end_of_the_text_is_carried() -> None:
    append = Transaction.of(BASE, [TextEdit(len(BASE), len(BASE), "- [ ] new\n")])
    theirs = BASE.replace("# T", "# Title")
    carried = rebase(BASE, theirs, append)
    assert carried is not None
    assert carried.apply(theirs) == theirs + "- [ ] new\n"


def _merge(base: str, mine: str, theirs: str) -> Merged:
    return merge(base, theirs, Transaction.of(base, text_edits(base, mine)))


def test_a_clash_is_the_lines_that_both_changed_and_nothing_else() -> None:
    theirs = BASE.replace("# T", "# Title").replace("- [ ] two", "- [ ] half\n- [ ] two of them")
    mine = BASE.replace("- [ ] two", "- [x] two").replace("## B", "## C")
    found = _merge(BASE, mine, theirs)
    (clash,) = found.clashes
    assert (clash.line, clash.theirs, clash.mine) == (7, "- [ ] two of them\n", "- [x] two\n")
    assert (found.mine, found.theirs) == (1, 2)
    assert found.resolve(()).apply(theirs) == theirs.replace("## B", "## C")
    merged = theirs.replace("## B", "## C").replace("two of them", "two").replace("- [ ] two", "- [x] two")
    assert found.resolve({0}).apply(theirs) == merged


def test_a_neighbour_that_only_they_changed_is_no_clash() -> None:
    theirs = BASE.replace("- [ ] one\n- [ ] two", "- [ ] one!\n- [ ] two!")
    found = _merge(BASE, BASE.replace("- [ ] two", "- [x] two"), theirs)
    assert found.resolve({0}).apply(theirs) == theirs.replace("- [ ] two!", "- [x] two")


def test_a_section_that_they_removed_comes_back_whole_with_mine() -> None:
    theirs = BASE.replace("## A\n\n- [ ] one\n- [ ] two\n\n", "")
    found = _merge(BASE, BASE.replace("- [ ] two", "- [x] two"), theirs)
    assert [clash.theirs for clash in found.clashes] == [""]
    assert found.resolve(()).apply(theirs) == theirs
    assert found.resolve({0}).apply(theirs) == BASE.replace("- [ ] two", "- [x] two")


def test_a_section_that_comes_back_stands_apart() -> None:
    base = "# T\n\nText.\n\n## A\n\n- [ ] one\n"
    found = _merge(base, base.replace("one", "ONE"), "# T\n\nText.\n")
    assert found.resolve({0}).apply(found.text) == base.replace("one", "ONE")
    theirs = "# T\n\nText.\n## B\n"
    found = _merge(base + "\n## B\n", base.replace("one", "ONE") + "\n## B\n", theirs)
    assert found.resolve({0}).apply(theirs) == base.replace("one", "ONE") + "\n## B\n"


def test_a_section_that_they_moved_is_not_made_twice() -> None:
    section = "## A\n\n- [ ] two\n\n"
    rest = "## B\n\n- [ ] bee\n- [ ] bell\n- [ ] belt\n\n"
    base, theirs = f"# T\n\n{section}{rest}", f"# T\n\n{rest}{section.replace('two', 'two or three')}"
    found = _merge(base, base.replace("- [ ] two", "- [x] two"), theirs)
    assert found.resolve({0}).apply(theirs) == theirs.replace("- [ ] two or three", "- [x] two")


def test_lines_without_an_end_stay_lines() -> None:
    theirs = "a\nboats and ships\nc\n"
    found = _merge("a\nboats", "a\nBoats", theirs)
    assert found.resolve({0}).apply(theirs) == "a\nBoats\nc\n"
    found = _merge("a\nb\nc\n", "a\nb\nC\n", "a\nb")
    assert found.resolve({0}).apply("a\nb") == "a\nb\nC\n"


def test_without_a_base_every_difference_is_a_clash() -> None:
    found = differences("a\nb\nc\nd\n", "a\nB\nc\nD\nE\n")
    assert [(clash.line, clash.theirs, clash.mine) for clash in found.clashes] == [
        (2, "b\n", "B\n"),
        (4, "d\n", "D\nE\n"),
    ]
    assert found.resolve({0, 1}).apply(found.text) == "a\nB\nc\nD\nE\n"
    assert found.resolve(()).apply(found.text) == found.text


def _edited(lines: list[str], word: str, data: st.DataObject) -> str:
    """Change, remove and insert lines; each that is new says `word`."""
    found = []
    for number, line in enumerate(lines):
        act = data.draw(st.sampled_from(["stay"] * 6 + ["change", "remove", "insert", "other"]))
        if act == "insert":
            found.append(f"{word} new {number}\n")
        if act == "other":
            found.append(f"{word} {number * 7919} quite another line\n")
        elif act == "change":
            found.append(line.removesuffix("\n") + f" {word}\n")
        elif act != "remove":
            found.append(line)
    return "".join(found)


@settings(max_examples=300)
@given(st.data())
def test_no_line_of_either_is_lost(data: st.DataObject) -> None:
    """What only one has changed is in the merged text; what both have changed is asked about."""
    count = data.draw(st.integers(1, 12))
    kinds = data.draw(
        st.lists(st.sampled_from(["line", "line", "## heading"]), min_size=count, max_size=count)
    )
    lines = [f"{kind} {number}\n" for number, kind in enumerate(kinds)]
    base, mine, theirs = "".join(lines), _edited(lines, "MINE", data), _edited(lines, "THEIRS", data)
    found = _merge(base, mine, theirs)
    neither, both = found.resolve(()).apply(theirs), found.resolve(range(len(found.clashes))).apply(theirs)
    for line in theirs.splitlines():
        if "THEIRS" in line:
            assert line in neither
            assert line in both or any(line in clash.theirs for clash in found.clashes)
    for line in mine.splitlines():
        if "MINE" in line:
            assert line in both
            assert line in neither or any(line in clash.mine for clash in found.clashes)
    carried = rebase(base, theirs, Transaction.of(base, text_edits(base, mine)))
    assert (carried is None) == bool(found.clashes)
    if carried is not None:
        assert carried.apply(theirs) == both == neither
    assert _merge(base, mine, base).resolve(()).apply(base) == mine
    assert _merge(base, base, theirs).resolve(()).apply(theirs) == theirs


@settings(max_examples=300)
@given(st.text("ab#\n\r", max_size=12), st.text("ab#\n\r", max_size=12), st.text("ab#\n\r", max_size=12))
@example("", "#\na", "a")  # a new heading is no section that comes back: no blank line is added
def test_any_three_texts_can_be_merged(base: str, mine: str, theirs: str) -> None:
    found = _merge(base, mine, theirs)
    for number in range(len(found.clashes) + 1):
        found.resolve(range(number)).apply(theirs)
    whole = differences(theirs, mine)
    assert whole.resolve(range(len(whole.clashes))).apply(theirs) == mine


LINES = st.lists(
    st.sampled_from(["alpha", "beta", "gamma", "delta", "", "- [ ] box", "## H"]), min_size=1, max_size=12
)


@settings(max_examples=80)
@given(LINES, st.data())
def test_what_is_carried_agrees_with_git(lines: list[str], data: st.DataObject) -> None:
    """Where git merges the two sides cleanly and we carry the edit over, both say the same."""
    base = "".join(f"{i} {line}\n" for i, line in enumerate(lines))
    count = len(lines)
    ours_at = data.draw(st.integers(0, count - 1))
    theirs_at = data.draw(st.integers(0, count - 1))
    edits = LineEdit(base, ours_at, "OURS")
    theirs = LineEdit(base, theirs_at, data.draw(st.sampled_from(["THEIRS", "THEIRS\nMORE"])))
    carried = rebase(base, theirs.text, edits.transaction)
    merged, clean = _git_merge(edits.text, base, theirs.text)
    if carried is None:
        assert ours_at == theirs_at
        return
    if clean:
        assert carried.apply(theirs.text) == merged
    else:
        assert ours_at != theirs_at
        result = carried.apply(theirs.text)
        assert "OURS" in result
        assert "THEIRS" in result


class LineEdit:
    def __init__(self, base: str, line: int, word: str) -> None:
        starts = [0]
        for piece in base.split("\n")[:-1]:
            starts.append(starts[-1] + len(piece) + 1)
        self.transaction = Transaction.of(base, [TextEdit(starts[line], starts[line + 1] - 1, word)])
        self.text = self.transaction.apply(base)


_scratch: list[Path] = []


def _git_merge(ours: str, base: str, theirs: str) -> tuple[str, bool]:
    if not _scratch:
        import tempfile

        _scratch.append(Path(tempfile.mkdtemp()))
    names = []
    for name, text in (("ours", ours), ("base", base), ("theirs", theirs)):
        path = _scratch[0] / name
        path.write_text(text, encoding="utf-8", newline="")
        names.append(str(path))
    done = subprocess.run(["git", "merge-file", "-p", "-q", *names], capture_output=True, check=False)
    return done.stdout.decode(), done.returncode == 0


ROWS = "# T\n\n| a |\n|---|\n| X |\n| A |\n| B |\n| Z |\n\nend\n"


def _row_goes(text: str, row: str, *, newline_before: bool) -> Transaction:
    """Take a row away, counted with the newline before it or the one behind."""
    at = text.index(f"| {row} |")
    start = at - 1 if newline_before else at
    return Transaction.of(text, [TextEdit(start, start + 6, "")])


@pytest.mark.parametrize("newline_before", [True, False])
@pytest.mark.parametrize("gone", ["| A |\n", "| Z |\n", "| A |\n| X |\n"])
def test_a_row_goes_where_the_row_beside_it_is_gone(newline_before: bool, gone: str) -> None:
    theirs = ROWS
    for row in gone.splitlines(keepends=True):
        theirs = theirs.replace(row, "")
    carried = rebase_step(ROWS, theirs, _row_goes(ROWS, "B", newline_before=newline_before))
    assert carried is not None
    assert carried.apply(theirs) == theirs.replace("| B |\n", "")


@pytest.mark.parametrize("newline_before", [True, False])
@pytest.mark.parametrize("gone", ["| A |\n", "| Z |\n"])
def test_a_row_comes_back_where_the_row_beside_it_is_gone(newline_before: bool, gone: str) -> None:
    away = _row_goes(ROWS, "B", newline_before=newline_before)
    without = away.apply(ROWS)
    theirs = without.replace(gone, "")
    carried = rebase_step(without, theirs, away.invert(ROWS))
    assert carried is not None
    assert carried.apply(theirs) == ROWS.replace(gone, "")


def test_a_twin_of_the_row_that_somebody_else_wrote_elsewhere_stays() -> None:
    theirs = ROWS.replace("| B |\n", "").replace("| X |\n", "| B |\n| X |\n")
    assert rebase_step(ROWS, theirs, _row_goes(ROWS, "B", newline_before=True)) is None


def test_a_twin_without_the_lines_around_it_is_somebody_elses() -> None:
    base, theirs = "d\nd\na\na\n", "d\nc\nd\n"
    assert rebase_step(base, theirs, Transaction.of(base, [TextEdit(1, 3, "")])) is None


def test_a_row_that_was_changed_stays() -> None:
    theirs = ROWS.replace("| A |\n", "").replace("| B |", "| B, by others |")
    assert rebase_step(ROWS, theirs, _row_goes(ROWS, "B", newline_before=True)) is None


def test_a_line_is_not_joined_to_one_that_somebody_else_wrote() -> None:
    join = Transaction.of("one\ntwo\n", [TextEdit(3, 4, " ")])
    assert rebase("one\ntwo\n", "one\nother\ntwo\n", join) is None
    assert rebase("one\ntwo\n", "zero\none\ntwo\n", join) is not None


PLAIN = st.lists(st.sampled_from(["a", "b", "c", "d", "## H", ""]), min_size=1, max_size=8)


@given(PLAIN, PLAIN, st.data(), st.sampled_from(["\n", "\r\n"]))
def test_a_step_that_goes_back_changes_no_line_of_anybody_else(
    lines: list[str], theirs_lines: list[str], data: st.DataObject, newline: str
) -> None:
    """Whatever others made of the text, exactly the step's own lines go or come, or it is refused."""
    base, theirs = (newline.join([*some, ""]) for some in (lines, theirs_lines))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + len(newline))
    at = data.draw(st.integers(0, len(lines) - 1))
    goes = data.draw(st.booleans())
    back = len(newline) if at and data.draw(st.booleans()) else 0
    own = lines[at]
    if goes:
        edit = TextEdit(starts[at] - back, starts[at + 1] - back, "")
    else:
        own = "own"
        edit = TextEdit(
            starts[at] - back, starts[at] - back, f"{newline}{own}" if back else f"{own}{newline}"
        )
    carried = rebase_step(base, theirs, Transaction.of(base, [edit]))
    if carried is None:
        return
    after = Counter(carried.apply(theirs).split(newline))
    before = Counter(theirs.split(newline))
    assert after == (before - Counter([own]) if goes else before + Counter([own]))
