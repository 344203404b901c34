from __future__ import annotations

from dataclasses import replace

from hypothesis import given, strategies as st

from specui.specs.triage import Entry, Key, Queue
from tests.specs.triage.using import entry, parsed

FIVE = tuple(entry(number) for number in range(1, 6))


def open_queue(*entries: Entry, text: str = "") -> Queue:
    return Queue.opened(entries or FIVE, parsed(text), "spec")


def shown(queue: Queue) -> list[int]:
    return [e.line for e in queue.shown]


def at(queue: Queue) -> int | None:
    return queue.current.line if queue.current else None


def answered(entries: tuple[Entry, ...], *numbers: int) -> tuple[Entry, ...]:
    return tuple(replace(e, state="answered") if e.line in numbers else e for e in entries)


def test_one_stands_at_the_first_and_steps_to_the_ends() -> None:
    queue = open_queue()
    assert (at(queue), queue.place) == (1, 0)
    assert [at(queue.step(n)) for n in (-1, 1, 3, 9)] == [1, 2, 4, 5]
    assert at(queue.go(FIVE[3].key)) == 4
    assert queue.go(Key("z.md", "gap", "")) is queue
    empty = Queue.opened(())
    assert (empty.current, empty.step(1).current, empty.chosen) == (None, None, ())
    assert str(empty.progress) == "0 of 0 decided, 0 to go"


def test_what_is_decided_goes_and_the_next_one_comes() -> None:
    queue = open_queue().step(2)
    decided = queue.with_entries(answered(FIVE, 3))
    assert (at(decided), shown(decided)) == (4, [1, 2, 4, 5])
    assert str(decided.progress) == "1 of 5 decided, 4 to go"
    assert [(e.line, e.state) for e in decided.decided] == [(3, "answered")]
    last = decided.step(9).with_entries(answered(FIVE, 3, 5))
    assert at(last) == 4
    undone = last.with_entries(FIVE)
    assert str(undone.progress) == "0 of 5 decided, 5 to go"


def test_decided_entries_that_are_shown_count_as_decided() -> None:
    before = answered(FIVE, 1, 2)
    everything = open_queue(*before, text="state:open,answered")
    assert str(everything.progress) == "2 of 5 decided, 3 to go"
    assert str(everything.with_entries(answered(before, 3)).progress) == "3 of 5 decided, 2 to go"
    only_open = open_queue(*before, text="state:open").with_entries(answered(before, 3))
    assert str(only_open.progress) == "1 of 3 decided, 2 to go"


def test_a_row_that_is_gone_was_decided_and_new_ones_count() -> None:
    queue = open_queue().with_entries((*FIVE[:2], *FIVE[3:], entry(9)))
    assert str(queue.progress) == "1 of 6 decided, 5 to go"
    assert [e.line for e in queue.decided] == [3]


def test_a_file_that_is_gone_takes_what_it_held_out_of_the_count() -> None:
    other = entry(7, name="b.md")
    queue = open_queue(*FIVE, other).with_entries(FIVE, files={"a.md"})
    assert str(queue.progress) == "0 of 5 decided, 5 to go"


def test_the_place_is_kept_when_lines_move_and_when_others_decide() -> None:
    queue = open_queue().step(2)
    moved = tuple(replace(e, line=e.line + 10, id=f"q{e.line + 1}") for e in FIVE)
    assert at(queue.with_entries((entry(1, check="f" * 16), *moved))) == 13
    assert at(queue.with_entries(answered(FIVE, 1, 2))) == 3


def test_an_item_that_is_worded_anew_is_the_same_one() -> None:
    queue = open_queue().step(2)
    queue = queue.toggled(FIVE[2].key)
    anew = replace(FIVE[2], text="Another?", check="e" * 16, ref="q3~eeee")
    now = queue.with_entries((*FIVE[:2], anew, *FIVE[3:]))
    assert now.current == anew
    assert now.chosen == (anew,)
    assert str(now.progress) == "0 of 5 decided, 5 to go"


def test_filters_orders_and_ages_keep_the_place() -> None:
    gaps = tuple(replace(e, kind="gap", severity="Low", rank=e.line % 2) for e in FIVE)
    queue = open_queue(*gaps).step(2)
    assert at(queue.with_order("severity")) == 3
    assert shown(queue.with_order("severity")) == [2, 4, 1, 3, 5]
    assert at(queue.with_ages({gaps[4].key: "1999-01-01"}).with_order("age")) == 3
    assert shown(queue.with_ages({gaps[4].key: "1999-01-01"}).with_order("age")) == [5, 1, 2, 3, 4]
    assert shown(queue.with_ages({gaps[0].key: ""}).with_order("age")) == [
        2,
        3,
        4,
        5,
        1,
    ]  # unknown comes last
    narrow = queue.with_filter(parsed("4"))
    assert shown(narrow) == [4]
    assert str(narrow.progress) == "0 of 1 decided, 1 to go"


def test_progress_of_a_filter_is_of_what_it_shows() -> None:
    handed_on = replace(FIVE[0], state="assigned", assignee="Bo")
    queue = open_queue(text="owner:ada").with_entries((handed_on, *answered(FIVE[1:], 2)))
    assert str(queue.progress) == "1 of 4 decided, 3 to go"
    assert str(queue.with_filter(parsed("owner:bo")).progress) == "0 of 1 decided, 1 to go"


def test_a_filter_that_names_states_shows_what_was_decided_too() -> None:
    queue = open_queue(*answered(FIVE, 2), text="state:answered")
    assert shown(queue) == [2]


def test_what_is_marked_and_shown_is_what_an_action_is_about() -> None:
    queue = open_queue()
    assert [e.line for e in queue.chosen] == [1]
    queue = queue.toggled(FIVE[1].key, FIVE[3].key)
    assert [e.line for e in queue.chosen] == [2, 4]
    assert [e.line for e in queue.with_filter(parsed("4")).chosen] == [4]
    assert [e.line for e in queue.with_entries(answered(FIVE, 2)).chosen] == [4]
    assert [e.line for e in queue.toggled(FIVE[1].key, FIVE[3].key).chosen] == [1]
    assert queue.with_none_selected().selected == frozenset()


CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.integers(1, 8)),
        st.tuples(st.just("reopen"), st.integers(1, 8)),
        st.tuples(st.just("remove"), st.integers(1, 8)),
        st.tuples(st.just("add"), st.integers(1, 8)),
        st.tuples(st.just("step"), st.integers(-3, 3)),
        st.tuples(st.just("sort"), st.sampled_from([0, 1])),
    ),
    max_size=12,
)


@given(CHANGES)
def test_whatever_happens_the_place_is_kept_and_the_count_is_true(changes: list[tuple[str, int]]) -> None:
    """Held against a plain account: a dict of states, and everything that ever waited."""
    states = dict.fromkeys(range(1, 6), "open")
    ever = set(states)
    queue = open_queue()
    for what, number in changes:
        before = queue
        if what == "step":
            queue = queue.step(number)
            continue
        if what == "sort":
            queue = queue.with_order("tier" if number else "spec")
            continue
        if what == "remove":
            states.pop(number, None)
        elif what == "add":
            states.setdefault(number, "open")
        elif number in states:
            states[number] = "answered" if what == "answer" else "open"
        now = tuple(replace(entry(n), state=states[n]) for n in sorted(states))  # type: ignore[arg-type]
        queue = queue.with_entries(now)
        waiting = [n for n in sorted(states) if states[n] == "open"]
        ever.update(waiting)
        assert shown(queue) == waiting
        assert queue.progress == (len(ever) - len(waiting), len(waiting))
        assert at(queue) == _expected_place(before, waiting)


def _expected_place(before: Queue, waiting: list[int]) -> int | None:
    stood = at(before)
    if stood in waiting or not waiting:
        return stood if waiting else None
    was = shown(before)
    place = before.place
    behind = [n for n in was[place:] if n in waiting] if was else []
    ahead = [n for n in reversed(was[:place]) if n in waiting]
    return next(iter([*behind, *ahead]), waiting[0])


def test_what_an_undo_takes_away_was_not_decided() -> None:
    queue = open_queue()
    more = queue.with_entries((*FIVE, entry(6)))
    assert str(more.with_entries(FIVE).progress) == "1 of 6 decided, 5 to go"
    assert str(more.with_entries(FIVE).without({entry(6).key}).progress) == "0 of 5 decided, 5 to go"
