"""Questions within the text, as spec-kit 1.2.3 and Kubernetes' KEPs write them."""

from __future__ import annotations

from hypothesis import given, strategies as st

from specui.markdown.scanner import scan
from specui.specs.items.inline_questions import inline_questions
from tests.specs.reading import contents_of

TEXT = """\
# Ferry

## Requirements

- **FR-001**: Tickets cost [NEEDS CLARIFICATION: who pays? the agent [or the guest]]
- No [NEEDS CLARIFICATION] marks remain
- `[NEEDS CLARIFICATION: in code]`

```
[NEEDS CLARIFICATION: in a fence]
```

<!-- [NEEDS CLARIFICATION: in a comment] -->

<<[UNRESOLVED @ada ]>>
Which deck
takes bicycles?
<<[/UNRESOLVED]>>

<<[UNRESOLVED @bo] Which day
takes dogs?>>

<<[UNRESOLVED]Who pays?>> <<[/UNRESOLVED]>>

## Clarifications

### Session 2026-11-30

- Q: Which deck? → A: The upper one
- Q: Which day? → A:

## Open Questions

1. Is [NEEDS CLARIFICATION: this one] part of the question?
"""


def test_marks_outside_code_and_comments_are_questions() -> None:
    found = inline_questions(scan(TEXT))
    assert [(one.line, one.text) for one in found] == [
        (5, "who pays? the agent [or the guest]"),
        (15, "Which deck takes bicycles?"),
        (20, "Which day takes dogs?"),
        (23, "Who pays?"),
        (34, "this one"),
    ]
    for one in found:
        assert TEXT[one.start : one.end].startswith(("[NEEDS", "<<[UNRESOLVED"))


def test_they_are_numbered_with_the_others_and_belong_to_none_of_them() -> None:
    questions = contents_of(TEXT).questions
    assert [(q.id, q.state, q.inline is not None) for q in questions] == [
        ("q1", "open", True), ("q2", "open", True), ("q3", "open", True), ("q4", "open", True), ("q5", "open", False),
    ]  # fmt: skip


@given(st.text("[]<>/ NEDSCLARIFTOUV:\nab`", max_size=80))
def test_each_is_in_the_text_and_none_overlaps(noise: str) -> None:
    text = f"{noise}[NEEDS CLARIFICATION: a]{noise}<<[UNRESOLVED]>>{noise}"
    found = inline_questions(scan(text))
    ends = 0
    for one in found:
        assert one.start <= one.text_start <= one.text_end <= one.end <= len(text)
        assert one.start >= ends
        ends = one.end
