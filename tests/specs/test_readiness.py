from __future__ import annotations

from specui.specs.readiness import blockers, readiness
from tests.specs.reading import contents_of
from tests.specs.test_spec import WHOLE


def test_readiness_counts_what_is_done() -> None:
    contents = contents_of(WHOLE)
    # two criteria (one done), a missing test, two questions (one answered), a critical gap
    assert str(readiness(contents)) == "2/6"
    assert str(readiness(contents, errors=2)) == "2/8"
    assert not readiness(contents).ready


def test_blockers_are_what_is_not_done() -> None:
    contents = contents_of(WHOLE)
    count = readiness(contents)
    assert len(blockers(contents)) == count.total - count.done
    assert [b.kind for b in blockers(contents)] == ["criterion", "missing test", "question", "critical gap"]


def test_nothing_to_do_is_not_ready() -> None:
    assert not readiness(contents_of("# X\n")).ready
