"""The rules never raise, whatever a file contains, and return valid ranges."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, strategies as st

from specui.markdown.source import decode
from specui.rules.engine import apply_fixes, diagnose
from specui.rules.rule import Facts, Settings
from tests.rules.reading import FIXTURES, TODAY, fixtures, rewritten, subject, templates
from tests.support.generate import production_spec

SPECS = [(FIXTURES / "stale-last-updated" / "bad-old.md").read_text(encoding="utf-8"), templates()[0].text]
LINES = sorted({line for text in SPECS for line in text.split("\n")} | {
    "- []", "-[ ] x", "[x] y", "| a | b", "|---|", "| a | `b|c` | d | e |", "## 3. Acceptance Criteria", "#", "##  ",
    "**Tier:**", "**Spec status:** 🟢 Approved", "<!-- specui: allow malformed-table: x -->", "_Approved_", "[X]", "```",
    "\x1b[1m\x85", "\u202e", "â€”", "âŒ", "- - - [ ] a", "1. [x]a", "> # Production Spec: a", "---", "\t[ ] z", "ğŸŸ",
})  # fmt: skip
FACTS = Facts(TODAY, templates(), Settings(stale_days=1), named=True)


@st.composite
def mutated_specs(draw: st.DrawFn) -> str:
    """A spec or template with lines deleted, doubled, swapped and inserted, in one or several newline styles."""
    lines = draw(st.sampled_from(SPECS)).split("\n")
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, max(0, len(lines) - 1)))
        match draw(st.integers(0, 4)):
            case 0:
                del lines[at : at + draw(st.integers(1, 20))]
            case 1:
                lines[at:at] = [draw(st.sampled_from(LINES))]
            case 2:
                lines[at:at] = lines[at : at + draw(st.integers(1, 6))]
            case 3 if lines:
                cut = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:cut] + draw(st.text(max_size=3)) + lines[at][cut:]
            case _:
                lines[at : at + 2] = reversed(lines[at : at + 2])
    newline = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    text = newline.join(lines)
    return text.replace(newline, "\r\n", draw(st.sampled_from([0, 0, 2])))


def check(text: str) -> None:
    source = decode(text.encode("utf-8", "replace"))
    text = source.text
    found = diagnose(subject(source, FACTS))
    assert found == diagnose(subject(source, FACTS))
    assert list(found) == sorted(found, key=lambda d: (d.start, d.end, d.code))
    for d in found:
        assert 0 <= d.start <= d.end <= len(text), d
        assert d.start < d.end or not text, d
        assert d.message
        assert "\n" not in d.message
        for edit in d.fix.edits if d.fix else ():
            assert 0 <= edit.start <= edit.end <= len(text), d
    assert len({d.fingerprint for d in found}) == len(found)


@given(mutated_specs())
def test_mutated_specs(text: str) -> None:
    check(text)


@given(st.text(st.sampled_from("#-*|[]xX `_\n\r 1.:/>🟢âœ…\x1b\u202eaTier"), max_size=120))
def test_any_text(text: str) -> None:
    check(text)
    check(SPECS[0].replace("The slicer cuts loaves", text))


@given(mutated_specs())
def test_safe_fixes_come_to_an_end(text: str) -> None:
    source = decode(text.encode("utf-8", "replace"))
    for _ in range(6):
        fixes = apply_fixes(source.text, diagnose(subject(source, FACTS)))
        if not fixes:
            return
        source = rewritten(source, fixes.apply(source.text))
    left = [d for d in diagnose(subject(source, FACTS)) if d.fix and d.fix.safe]
    assert not left, [(d.rule, d.message) for d in left]


@pytest.mark.parametrize("number", range(9))
def test_generated_specs_have_only_findings_about_their_status(number: int) -> None:
    found = Counter(d.rule for d in diagnose(subject(production_spec(number))))
    # Their status is random and does not depend on their criteria.
    assert not {rule for rule in found if not rule.startswith("approved-with-")}


def test_rules_take_linear_time_on_long_and_dense_files() -> None:
    """Four times the text makes four times the calls, not sixteen; counts calls, to not depend on a clock."""
    small, large = (_work("| `a|b` [X] | [name] `c | d |\n" * n + "- [] x\n[ ] y\n" * n) for n in (200, 800))
    assert large < 8 * small


def _work(lines: str) -> int:
    import sys

    text = SPECS[0].replace("| Labels fade", f"{lines}| Labels fade")
    looked = subject(text)
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        diagnose(looked)
    finally:
        sys.setprofile(None)
    return calls


def test_fixture_texts_shuffled() -> None:
    lines = [line for fixture in fixtures("bad") for line in fixture.source.text.split("\n")]
    shuffle = random.Random(7)
    for _ in range(10):
        check("\n".join(shuffle.sample(lines, 150)))
