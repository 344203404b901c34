"""What rules say of a spec with merge conflicts: nothing of their lines but that they are a conflict, and no fix of one."""

from __future__ import annotations

from hypothesis import given, strategies as st

from specui.markdown.scanner import scan
from specui.markdown.source import decode
from specui.rules.diagnostic import Diagnostic
from specui.rules.engine import apply_fixes, diagnose
from tests.rules.reading import fixtures, subject
from tests.rules.test_hostile import FACTS

HEAD = "# Production Spec: X\n\n**Spec status:** 🟡 Draft\n{}\n\n## 1. Feature Overview\n\nText.\n"
CONFLICT = "<<<<<<< HEAD\n**Tier:** 2\n=======\nTier: 3\n>>>>>>> other"


def found(text: str, rule: str) -> list[Diagnostic]:
    return [d for d in diagnose(subject(decode(text.encode()), FACTS)) if d.rule == rule]


def test_a_field_in_a_conflict_is_not_missing() -> None:
    assert [d.message for d in found(HEAD.format(""), "missing-field") if "Tier" in d.message]
    assert not [d.message for d in found(HEAD.format(CONFLICT), "missing-field") if "Tier" in d.message]
    other = CONFLICT.replace("Tier:", "Tiers of the frontier").replace("**", "")
    assert [d.message for d in found(HEAD.format(other), "missing-field") if "Tier" in d.message]


def test_each_conflict_is_an_error_wherever_it_stands() -> None:
    places = [
        f"---\na: b\n{CONFLICT}\n---\n{{}}",
        f"<!--\n{CONFLICT}\n-->\n{{}}",
        f"{{}}\n{CONFLICT}",
        f"- a\n  ```\n{CONFLICT}\n\n{{}}",
    ]
    for place in places:
        errors = found(place.format(HEAD.format("")), "conflict-markers")
        assert len(errors) == 1
        assert "neither side is counted" in errors[0].message


@given(st.sampled_from([f.source.text for f in fixtures("bad") if f.source.error is None]), st.data())
def test_no_fix_touches_a_conflict(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")
    first, last = sorted(data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    side = lines[first:last]
    lines[first:last] = ["<<<<<<< HEAD", *side, "=======", *side, ">>>>>>> other"]
    marked = "\n".join(lines)
    document = scan(marked)
    held = [document.slice(c.start, c.end) for c in document.conflicts]
    diagnostics = [
        d for d in diagnose(subject(decode(marked.encode()), FACTS)) if not d.code.startswith("SP9")
    ]
    again = apply_fixes(marked, [d for d in diagnostics if d.fix is not None], safe_only=False).apply(marked)
    after = scan(again)
    texts = {"mixed-newlines", "encoding-damage", "control-characters", "bidi-characters"}
    if not any(d.rule in texts for d in diagnostics):
        assert [after.slice(c.start, c.end) for c in after.conflicts] == held
