from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.tui.models.outline import outline
from specui.tui.models.section_search import (
    Place,
    hit_count,
    hit_from,
    hits_in,
    sought,
    spans,
    step,
    texts_of,
)
from specui.tui.rendering.section import lay_out
from tests.specs.reading import contents_of

TEXT = """\
# Production Spec: Pier

**Spec status:** 🟡 Draft

## 3. Acceptance Criteria

- [ ] **Boats** land at the `long` pier, where the lamp of the harbour master shows them the way in at night
- [ ] boats leave

## 4. Known Gaps / Tech Debt

| Gap | Severity | Notes |
|---|---|---|
| No lamps for boats | 🔴 Critical | soon, and then all of them at once, along the whole of the quay and back again |
"""
PLACES = st.lists(st.builds(Place, st.integers(0, 3), st.integers(0, 9)), unique=True).map(sorted)


def said(wanted: str) -> list[str]:
    contents = contents_of(TEXT)
    found = hits_in(texts_of(contents, outline(contents)), sought(wanted))
    return [TEXT[place.start :].splitlines()[0][:20] for place in found]


def test_what_is_drawn_is_searched_not_its_marks() -> None:
    assert said("boats land at the long") == ["- [ ] **Boats** land"]
    assert said("**") == []
    assert said("no lamps for boats") == ["| No lamps for boats"]
    assert len(said("boats")) == 3
    assert said("the whole of the quay and back again") == ["| No lamps for boats"]


def test_capitals_count_where_there_are_any() -> None:
    assert said("Boats") == ["- [ ] **Boats** land"]
    assert sought("  ") is None
    found = sought("a.b")
    assert found is not None and found.is_in("xA.Bx") and not found.is_in("axb")


def test_behind_the_last_hit_comes_the_first_with_a_word() -> None:
    hits = (Place(1, 5), Place(1, 9), Place(2, 30))
    after = step(hits, Place(1, 5), 1)
    assert after is not None and after == (Place(1, 9), False)
    assert step(hits, Place(2, 30), 1) == (Place(1, 5), True)
    assert step(hits, Place(1, 5), -1) == (Place(2, 30), True)
    assert step(hits, Place(1, 7), -1) == (Place(1, 5), False)
    assert hit_from(hits, Place(1, 6)) == Place(1, 9)
    assert hit_from(hits, Place(3, 0)) == Place(1, 5)
    assert hit_count(hits, Place(1, 9)) == "2 of 3"
    assert hit_count(hits, Place(1, 5), wrapped=True) == "wrapped · 1 of 3"
    assert hit_count(hits, Place(0, 0)) == "3 hits"
    assert hit_count((), Place(0, 0)) == "no matches"


@given(PLACES, st.builds(Place, st.integers(0, 3), st.integers(0, 9)), st.sampled_from([1, -1]))
def test_walking_goes_through_every_hit_and_comes_back(hits: list[Place], here: Place, by: int) -> None:
    seen = []
    for _ in hits:
        found = step(hits, here, by)
        assert found is not None
        here = found.place
        seen.append(here)
    assert sorted(seen) == hits


@given(
    st.integers(30, 120),
    st.sampled_from(["boats", "harbour master shows", "lamp", "at night", "pier, where"]),
)
def test_what_is_found_is_lit_in_any_width(columns: int, wanted: str) -> None:
    contents = contents_of(TEXT)
    found = sought(wanted)
    assert found is not None
    layout = lay_out(contents, contents.spec.sections[0], columns)
    lit = spans(layout, found)
    text = " ".join(layout.rows[row].text[a:b].strip() for row in sorted(lit) for a, b in lit[row])
    assert wanted.split(maxsplit=1)[0] in text.casefold()
    assert all(b <= columns for row in lit.values() for _, b in row)
    joined = " ".join(" ".join(row.text.split()) for row in layout.rows).casefold()
    assert len(text.casefold().replace(" ", "")) == joined.count(wanted) * len(wanted.replace(" ", ""))


def test_a_wide_sign_before_it_moves_what_is_lit() -> None:
    contents = contents_of("# Spec: A\n\n## One\n\n- 🟡🟡 here\n")
    layout = lay_out(contents, contents.spec.sections[0], 60)
    found = sought("here")
    assert found is not None
    (row,) = spans(layout, found).items()
    assert layout.rows[row[0]].text.index("here") + 2 == row[1][0][0]


@pytest.mark.parametrize("typed", ["istanbul", "ıstanbul", "I\u0307STANBUL", "İSTANBUL"])
def test_two_spellings_of_a_letter_are_found_and_lit(typed: str) -> None:
    contents = contents_of("# Spec\n\n## 3. Acceptance Criteria\n\n- [ ] Boats leave I\u0307STANBUL by day\n")
    found = sought(typed)
    assert found is not None
    assert len(hits_in(texts_of(contents, outline(contents)), found)) == 1
    layout = lay_out(contents, outline(contents)[-1].section, 60)
    (cells,) = [cells for some in spans(layout, found).values() for cells in some]
    (row,) = [row.text for row in layout.rows if "STANBUL" in row.text]
    begins = row.index("I\u0307STANBUL")
    assert cells == (begins, begins + 8)
