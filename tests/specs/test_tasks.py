"""Addresses and refs: the right item or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from specui.markdown.source import decode, encode
from specui.resources import samples_dir
from specui.specs.tasks import AddressError, find_task, set_checked
from tests.specs.reading import contents_of
from tests.specs.test_spec import WHOLE
from tests.support.corpus import shared_corpus


def test_ids_count_every_box_of_a_group() -> None:
    assert [(t.id, t.depth, t.checked) for t in contents_of(WHOLE).tasks] == [
        ("functional/1", 0, False),
        ("functional/2", 1, True),
        ("functional/3", 0, True),
        ("missing-tests/1", 0, False),
    ]


def test_a_second_group_of_one_name_gets_its_own_address() -> None:
    text = "# X\n\n## A\n\n### Unit\n- [ ] a\n\n## B\n\n**Unit:**\n- [ ] b\n\n### Unit (more)\n- [ ] c\n"
    assert [t.id for t in contents_of(text).tasks] == ["unit/1", "unit-2/1", "unit-3/1"]


def test_boxes_before_any_section_have_an_address_too() -> None:
    assert [t.id for t in contents_of("- [ ] a\n- [x] b\n").tasks] == ["tasks/1", "tasks/2"]


def test_a_ref_follows_its_item() -> None:
    ref = contents_of(WHOLE).tasks[2].ref
    moved = WHOLE.replace("- [ ] Finds a boat\n", "- [ ] New first\n- [ ] New second\n- [ ] Finds a boat\n")
    found = find_task(contents_of(moved).tasks, ref)
    assert (found.id, found.text) == ("functional/5", "Finds none")


def test_a_ref_whose_item_is_gone_is_refused_and_says_what_stands_there() -> None:
    ref = contents_of(WHOLE).tasks[0].ref
    with pytest.raises(AddressError, match="“Finds two boats” is at functional/1 now"):
        find_task(contents_of(WHOLE.replace("Finds a boat", "Finds two boats")).tasks, ref)


def test_an_id_means_what_stands_there_and_a_line_its_box() -> None:
    tasks = contents_of(WHOLE).tasks
    assert find_task(tasks, "functional/3").text == "Finds none"
    assert find_task(tasks, f"L{tasks[3].line}") is tasks[3]
    with pytest.raises(AddressError, match="functional goes from functional/1 to functional/3"):
        find_task(tasks, "functional/9")
    with pytest.raises(AddressError, match="groups are functional, missing-tests"):
        find_task(tasks, "security/1")


def test_an_address_is_found_in_another_spelling_of_its_letters() -> None:
    tasks = contents_of("# İ\n\n## İstanbul Ölçümleri\n\n- [ ] a\n\n## Olcum\n\n- [ ] b\n").tasks
    assert tasks[0].id == "istanbul-ölçümleri/1"
    for spelled in ("istanbul-o\u0308lc\u0327u\u0308mleri/1", "İSTANBUL-ölçümleri/1"):
        assert find_task(tasks, spelled) == tasks[0]
    twins = contents_of("# İ\n\n## Ölçüm\n\n- [ ] a\n\n## Olçum\n\n- [ ] b\n").tasks
    with pytest.raises(AddressError):
        find_task(twins, "ólcum/1")


def test_twins_have_refs_of_their_own() -> None:
    text = "# X\n\n## A\n\n- [ ] same\n- [ ] other\n- [ ] same\n"
    tasks = contents_of(text).tasks
    assert len({t.check for t in tasks}) == 3
    above = contents_of(text.replace("- [ ] other\n", "- [ ] new\n- [ ] other\n")).tasks
    assert find_task(above, tasks[2].ref).id == "a/4"


@given(
    st.lists(st.text(alphabet="abc", min_size=1, max_size=2), min_size=1, max_size=12),
    st.data(),
)
def test_insertions_above_never_lead_to_a_neighbour(items: list[str], data: st.DataObject) -> None:
    before = contents_of("# X\n\n## A\n\n" + "".join(f"- [ ] {text}\n" for text in items)).tasks
    picked = data.draw(st.integers(0, len(items) - 1))
    inserted = data.draw(st.lists(st.text(alphabet="def", min_size=1, max_size=3), max_size=4))
    after_items = [*inserted, *items]
    after = contents_of("# X\n\n## A\n\n" + "".join(f"- [ ] {text}\n" for text in after_items)).tasks
    assert find_task(after, before[picked].ref).id == f"a/{len(inserted) + picked + 1}"


def test_ticking_changes_one_character_each() -> None:
    contents = contents_of(WHOLE)
    for task in contents.tasks:
        for checked in (True, False):
            change = set_checked(contents.spec, [task], checked=checked)
            after = change.apply(WHOLE)
            different = [i for i, (a, b) in enumerate(zip(WHOLE, after, strict=True)) if a != b]
            assert task.item is not None
            assert different == ([task.item.check] if task.checked != checked else [])
            assert change.invert(WHOLE).apply(after) == WHOLE


@pytest.mark.parametrize(
    "boxes, mark",
    [
        ("- [ ] A\n- [X] B\n", "X"),
        ("- [ ] A\n- [~] B\n", "x"),
        ("- [x] A\n- [x] B\n- [X] C\n- [ ] D\n- [X] E\n", "X"),
        ("- [X] A\n- [ ] B\n- [x] C\n- [x] D\n", "x"),
    ],
)
def test_a_box_is_ticked_as_its_neighbours_are(boxes: str, mark: str) -> None:
    text = f"# X\n\n## Tasks\n\n{boxes}"
    contents = contents_of(text)
    open_ones = [task for task in contents.tasks if task.state == "todo"]
    change = set_checked(contents.spec, open_ones, checked=True)
    assert change.apply(text) == text.replace("[ ]", f"[{mark}]", 1)


def _files() -> list[Path]:
    return [*sorted(samples_dir().rglob("*.md")), *shared_corpus()]


@pytest.mark.parametrize("path", _files(), ids=lambda p: p.name)
def test_every_tick_and_untick_of_every_box_changes_one_byte(path: Path) -> None:
    data = path.read_bytes()
    source = decode(data)
    contents = contents_of(source.text)
    for task in contents.tasks:
        change = set_checked(contents.spec, [task], checked=not task.checked)
        after = encode(change.apply(source.text), source.bom)
        assert len(after) == len(data)
        assert sum(a != b for a, b in zip(data, after, strict=True)) == 1
        back = contents_of(decode(after).text)
        assert [t.ref for t in back.tasks] == [t.ref for t in contents.tasks]
        assert [t.checked for t in back.tasks] == [t.checked != (t.id == task.id) for t in contents.tasks]


def test_the_samples_have_boxes_to_tick() -> None:
    assert sum(len(contents_of(decode(p.read_bytes()).text).tasks) for p in samples_dir().rglob("*.md")) > 100
