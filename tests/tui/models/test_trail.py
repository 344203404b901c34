from __future__ import annotations

from hypothesis import given, strategies as st

from specui.tui.models.trail import MOST, Trail, Visit, offset_in, visit_of

TEXT = "# A\n\n## One\n\n- [ ] land\n- [ ] leave\n\n## Two\n\n1. land\n"
FILES = ("a", "b", "c")
VISITS = st.builds(Visit, st.sampled_from(FILES), st.sampled_from(["", "One", "Two"]), st.integers(0, 50))


def at(word: str, start: int = 0) -> Visit:
    return visit_of("a", "One", TEXT, TEXT.rindex("\n", 0, TEXT.index(word, start)) + 1)


def test_an_item_is_found_wherever_it_stands_by_now() -> None:
    leave = at("leave")
    assert offset_in(leave, TEXT) == leave.offset
    moved = TEXT.replace("- [ ] land\n", "").replace("# A\n", "# A\n\nA new paragraph.\n")
    assert moved[offset_in(leave, moved) :].startswith("- [ ] leave")
    ticked = TEXT.replace("[ ] leave", "[x] leave")
    assert ticked[offset_in(leave, ticked) :].startswith("- [x] leave")
    nested = TEXT.replace("- [ ] leave", "  - [ ] leave")
    assert nested[offset_in(leave, nested) :].startswith("- [ ] leave")


def test_of_two_that_say_the_same_it_is_the_one_of_the_section_and_nearest() -> None:
    land = at("land")
    two = TEXT.index("## Two")
    assert offset_in(land, TEXT) == land.offset
    assert offset_in(land, TEXT, two) == TEXT.index("1. land")


def test_what_is_gone_is_looked_for_where_it_stood() -> None:
    leave = at("leave")
    gone = TEXT.replace("- [ ] leave\n", "")
    assert offset_in(leave, gone) == min(leave.offset, len(gone) - 1)
    assert offset_in(leave, gone, 5, 9) == 8
    assert offset_in(leave, "") == 0


@given(st.text(max_size=120), st.integers(0, 130), st.text(max_size=120))
def test_any_place_in_any_text_has_an_offset(text: str, offset: int, later: str) -> None:
    place = visit_of("a", "", text, min(offset, len(text)))
    assert 0 <= offset_in(place, later) <= len(later)


@given(st.text(max_size=60), st.text(max_size=60))
def test_text_put_before_or_behind_moves_nothing(before: str, after: str) -> None:
    place = at("leave")
    text = f"{before}\n{TEXT}\n{after}"
    found = offset_in(place, text)
    assert text[found:].startswith("- [ ] leave") or "leave" in before + after


@given(st.lists(VISITS, max_size=30))
def test_back_and_forward_are_each_other_undone(visits: list[Visit]) -> None:
    trail = Trail()
    for place in visits:
        trail = trail.visit(place)
    back = trail.step(-1, FILES)
    if back is not None:
        there = back.step(1, FILES)
        assert there is not None and there.here == trail.here
    steps = 0
    walked: Trail | None = trail
    while walked is not None and steps <= len(visits):
        walked = walked.step(-1, FILES)
        steps += 1
    assert walked is None


@given(st.lists(VISITS, max_size=30), st.sets(st.sampled_from(FILES)))
def test_files_that_are_gone_are_passed_over(visits: list[Visit], files: set[str]) -> None:
    trail = Trail()
    for place in visits:
        trail = trail.visit(place)
    back = trail.step(-1, files)
    if back is not None:
        assert back.here is not None and back.here.file in files


def test_what_was_only_looked_at_on_the_way_is_not_kept() -> None:
    a, b, c = (Visit(name, "One", 0) for name in FILES)
    trail = Trail().visit(a).visit(b, passing=True).visit(c, passing=True)
    assert trail.visits == (a, c)
    settled = trail.stay().visit(b)
    assert settled.visits == (a, c, b)
    assert Trail().visit(a).visit(b, passing=True).visit(a, passing=True).visits == (a,)


def test_a_jump_within_a_section_is_a_place_of_its_own() -> None:
    near, far = Visit("a", "One", 0), Visit("a", "One", 40)
    trail = Trail().visit(near).leap().move(far).stay()
    back = trail.step(-1, FILES)
    assert back is not None and back.here == near
    elsewhere = Trail().visit(near).leap().visit(Visit("b", "One", 0))
    assert [place.file for place in elsewhere.visits] == ["a", "b"]
    nowhere = Trail().visit(near).leap().move(near).stay()
    assert nowhere.step(-1, FILES) is None


def test_a_new_way_gives_up_what_lay_before() -> None:
    a, b, c = (Visit(name, "One", 0) for name in FILES)
    back = Trail().visit(a).visit(b).step(-1, FILES)
    assert back is not None and back.visit(c).visits == (a, c)
    assert back.move(Visit("a", "Two", 3)).here == Visit("a", "Two", 3)


def test_it_does_not_grow_for_ever() -> None:
    trail = Trail()
    for number in range(3 * MOST):
        trail = trail.visit(Visit("a", "", number))
    assert len(trail.visits) == MOST and trail.at == MOST - 1
