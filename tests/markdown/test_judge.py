"""The scanner returns the same blocks on the same lines as markdown-it-py, except for known differences."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, event, example, given, settings

from specui.markdown import line_rules
from specui.markdown.scanner import scan
from specui.resources import samples_dir
from tests.markdown.judge import Shape, judged, known_differences, scanned, without_front_matter
from tests.markdown.strategies import composed, mutated_spec, nasty
from tests.support.corpus import CHECKOUT, shared_corpus


@pytest.fixture(autouse=True)
def _definitions_are_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    # As for the judge; another test covers the thematic break below them.
    monkeypatch.setattr(line_rules, "is_definition", lambda *_: False)


def differences(text: str) -> Shape | None:
    """Return the differences between the two, or None if the judge raises."""
    document = scan(text)
    mine = scanned(document)
    try:
        judge = judged(without_front_matter(document))
    except IndexError:  # markdown-it 4.3 reads past the end after some unclosed blocks in quotes
        return None
    judge["front"] = mine["front"]
    return {
        kind: [("judge", *judge[kind]), ("mine", *mine[kind])] for kind in judge if judge[kind] != mine[kind]
    }


def check(text: str) -> None:
    names = known_differences(text)
    for name in names:
        event(name)
    assume(not names)
    found = differences(text)
    assume(found is not None)
    assert not found, found


@settings(max_examples=600)
@given(composed)
@example("- a\n\n  b\n- [ ] c\n\n      d\n")
@example("x\n| a | b |\n|---|:-:|\n| 1 |\nend\n\nafter")
@example("1. a\n   - b\n     ```\n     c\n   2) d\n")
def test_agrees_on_composed_documents(text: str) -> None:
    check(text)


@settings(max_examples=600)
@given(nasty)
def test_agrees_on_nasty_lines(text: str) -> None:
    check(text)


@settings(max_examples=200)
@given(mutated_spec())
def test_agrees_on_mutated_specs(text: str) -> None:
    check(text)


def real_files() -> list[Path]:
    """Return the shipped samples, and real specs if a copy is next to the checkout."""
    seeds = sorted((CHECKOUT.parent / "shared" / "seed").glob("*.md"))
    return [*sorted(Path(samples_dir()).rglob("*.md")), *shared_corpus(), *seeds]


def test_agrees_on_every_sample_with_each_kind_of_newline() -> None:
    counted = 0
    for path in real_files():
        text = path.read_bytes().decode("utf-8")
        for newline in ("\n", "\r\n", "\r"):
            variant = text.replace("\r\n", "\n").replace("\n", newline)
            assert not differences(variant), path
            counted += sum(map(len, scanned(scan(variant)).values()))
    assert counted > 1000
