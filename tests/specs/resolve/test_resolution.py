"""Closing a gap: what is chosen happens, on its own lines and no others, and can be taken back."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, strategies as st

from specui.markdown.scanner import scan
from specui.specs.contents import Contents
from specui.specs.edits.places import EditRefused
from specui.specs.resolve.line_changes import hunks, lines_gone
from specui.specs.resolve.related_items import Other, Pair, PairKind
from specui.specs.resolve.resolution import Closing, Part, close_gaps
from specui.specs.spec import reread
from tests.specs.edits.changing import after, changed_lines
from tests.specs.reading import contents_of
from tests.specs.resolve.fixture import GREENHOUSE, greenhouse, state_item
from tests.support.generate import production_spec

_close = partial(close_gaps, today="2026-03-04", by="Ada")


def _again(contents: Contents, text: str) -> Contents:
    return Contents(reread(contents.spec, scan(text)))


def _part(closing: Closing, kind: str) -> Part:
    return next(part for part in closing.parts if part.kind == kind)


def test_the_sure_parts_are_one_edit() -> None:
    old = greenhouse()
    closing = _close(old, [old.gaps[0]], summary="rings twice.")
    new = after(GREENHOUSE, closing.compose())
    now = _again(old, new)
    assert [gap.gap for gap in now.gaps] == [gap.gap for gap in old.gaps[1:]]
    assert now.state["Shipped"][-1].text.startswith("**Frost alarm**")
    assert now.questions[0].state == "answered"
    assert "   - **Answered 2026-03-04 (Ada):** resolved: rings twice\n" in new
    assert "| 2026-03-04 | Ada | Gap closed: No frost alarm (rings twice) |\n" in new
    assert "**Last updated:** 2026-03-04\n" in new
    assert closing.title == "resolve gap1"


def test_only_what_is_chosen_happens_and_the_row_always_goes() -> None:
    old = greenhouse()
    closing = _close(old, [old.gaps[0]])
    gone, come = changed_lines(GREENHOUSE, closing.compose(()).apply(GREENHOUSE))
    assert [line.split(" |")[0] for line in gone] == ["| No frost alarm"]
    assert come == []
    gone, come = changed_lines(GREENHOUSE, closing.compose([_part(closing, "test")]).apply(GREENHOUSE))
    assert (len(gone), len(come)) == (2, 1)
    assert come[0].startswith("- [x] `frost-alarm")


def test_nested_items_go_along() -> None:
    old = greenhouse()
    closing = _close(old, [old.gaps[1]])
    new = after(GREENHOUSE, closing.compose([_part(closing, "state")]))
    shipped = new[new.index("### Shipped") : new.index("### Partially")]
    assert "\n- Watering plan — runs, although two zones" in shipped
    assert "\n  - seen in zones 3 and 4\n" in shipped


def test_the_last_bullet_of_a_group_leaves_none_behind() -> None:
    text = GREENHOUSE.replace("- Seed catalogue (no import of supplier lists)\n", "").replace(
        "- Shade curtain automation\n", ""
    )
    old = greenhouse(text)
    new = after(text, _close(old, [old.gaps[0]]).compose())
    assert "### Not Implemented ❌\n- None\n\n---" in new
    assert [item.text for item in _again(old, new).state["Not Implemented"]] == ["None"]


@pytest.mark.parametrize(
    "rule, row, none",
    [
        ("|-----|----------|-------|", "| No frost alarm | 🔴 Critical | Ice |", "| None | — | — |"),
        (
            "|----------------|-------------|-------|",
            "| No frost alarm | 🔴 Critical | Ice   |",
            "| None           | —           | —     |",
        ),
        ("|---|---|---|", "|No frost alarm|🔴 Critical|Ice|", "|None|—|—|"),
    ],
)
def test_the_last_row_says_that_there_is_none(rule: str, row: str, none: str) -> None:
    header = "| Gap            | Severity    | Notes |" if "  " in none else "| Gap | Severity | Notes |"
    if row.startswith("|No"):
        header = "|Gap|Severity|Notes|"
    text = (
        "# Production Spec: X\n\n**Last updated:** 2026-01-01\n**Tier:** 1\n\n"
        f"## 4. Known Gaps / Tech Debt\n\n{header}\n{rule}\n{row}\n\n## 8. Open Questions\n\n1. A?\n"
    )
    old = contents_of(text)
    new = after(text, _close(old, [old.gaps[0]]).compose(()))
    assert changed_lines(text, new) == ([row + "\n"], [none + "\n"])
    assert [gap.none for gap in _again(old, new).gaps] == [True]
    with pytest.raises(EditRefused, match="No gap to resolve"):
        _close(_again(old, new), [_again(old, new).gaps[0]])


def test_without_room_for_a_revision_the_day_is_set_and_the_reason_told() -> None:
    old = greenhouse()
    closing = close_gaps(old, [old.gaps[0]], today="2026-03-04")
    assert [refusal.kind for refusal in closing.refusals] == ["sign-off"]
    assert "author" in closing.refusals[0].reason
    new = after(GREENHOUSE, closing.compose([_part(closing, "sign-off")]))
    assert changed_lines(GREENHOUSE, new)[1] == ["**Last updated:** 2026-03-04\n"]


def test_several_gaps_are_closed_with_one_revision() -> None:
    old = greenhouse()
    closing = _close(old, old.gaps)
    new = after(GREENHOUSE, closing.compose(closing.parts))
    now = _again(old, new)
    assert [gap.none for gap in now.gaps] == [True]
    assert now.revisions[-1].change.startswith("5 gaps closed: No frost alarm; ")
    assert len(now.revisions) == len(old.revisions) + 1
    assert [item.text for item in now.state["Partially Working"]] == [
        "Greenhouse report reaches the gardener a day late"
    ]


def test_what_was_written_meanwhile_is_refused() -> None:
    old = greenhouse()
    closing = _close(old, [old.gaps[0]])
    with pytest.raises(ValueError, match="characters"):
        closing.compose().apply(GREENHOUSE + "x")


def test_a_preview_tells_each_line_that_changes() -> None:
    old = greenhouse()
    closing = _close(old, [old.gaps[0]])
    gone, come = changed_lines(GREENHOUSE, closing.compose().apply(GREENHOUSE))
    told = hunks(closing.spec.document.text, closing.compose())
    assert sorted(f"{line}\n" for hunk in told for line in hunk.removed) == sorted(gone)
    assert sorted(f"{line}\n" for hunk in told for line in hunk.added) == sorted(come)
    lines = GREENHOUSE.split("\n")
    for hunk in told:
        assert lines[hunk.line - 1 : hunk.line - 1 + len(hunk.removed)] == list(hunk.removed)
    question = _part(closing, "question").hunks[0]
    assert question.removed == () and question.added[0].startswith("   - **Answered")


def _invented_pairs(contents: Contents, data: st.DataObject) -> list[Pair]:
    """Pairs of anything with anything: what a closing makes of them may not depend on their being sensible."""
    left: dict[PairKind, list[Other]] = {
        "state": [i for name, items in contents.state.items() if name != "Shipped" for i in items],
        "question": list(contents.questions),
        "test": [test for test in contents.missing_tests if not test.checked],
        "criterion": [criterion for criterion in contents.criteria if not criterion.checked],
    }
    found = []
    for gap in contents.gaps:
        for kind, items in left.items():
            for _ in range(min(len(items), data.draw(st.integers(0, 2)))):
                item = items.pop(data.draw(st.integers(0, len(items) - 1)))
                found.append(Pair(gap, kind, item, 0.5, "sure"))
    return found


@given(st.one_of(st.just(GREENHOUSE), st.integers(0, 60).map(production_spec)), st.booleans(), st.data())
def test_any_choice_changes_the_lines_of_its_parts_and_no_others(
    text: str, windows: bool, data: st.DataObject
) -> None:
    if windows:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    old = contents_of(text)
    if not old.gaps or any(gap.none for gap in old.gaps):
        return
    count = st.integers(0, len(old.gaps) - 1)
    gaps = [old.gaps[number] for number in data.draw(st.sets(count, min_size=1))]
    closing = _close(old, gaps, found=_invented_pairs(old, data))
    chosen = data.draw(st.lists(st.sampled_from(closing.parts), unique=True))
    change = closing.compose(chosen)
    assert closing.compose(chosen[::-1]) == change
    new = after(text, change)
    taken = [part for part in closing.parts if part.needed or part in chosen]
    told = hunks(closing.spec.document.text, closing.compose(chosen))
    assert lines_gone(told) == frozenset().union(*(lines_gone(part.hunks) for part in taken))
    added = sorted(line for hunk in told for line in hunk.added if "None" not in line)
    assert added == sorted(
        line for part in taken for hunk in part.hunks for line in hunk.added if "None" not in line
    )
    now = _again(old, new)
    assert len([gap for gap in now.gaps if not gap.none]) == len([g for g in old.gaps if not g.none]) - len(
        gaps
    )


def test_a_bullet_of_the_fixture_is_found() -> None:
    assert state_item(greenhouse(), "Seed").group == "Not Implemented"
