"""What a step of the undo history is called on the screen."""

from __future__ import annotations

import pytest

from specui.tui.models.step_words import step_words
from tests.specs.reading import contents_of

TEXT = """\
# Pier

## 3. Acceptance Criteria

### Functional
- [ ] Boats **land**

## 8. Open Questions

1. **Fees**: Who pays?
2. Who rings?
"""


@pytest.mark.parametrize(
    "title, words",
    [
        ("answer q1", "answer “Fees”"),
        ("defer q2", "defer “Who rings?”"),
        ("tick functional/1", "tick “Boats land”"),
        ("tick 3 items", "tick 3 items"),
        ("answer q9", "answer q9"),
    ],
)
def test_an_item_is_known_by_its_text(title: str, words: str) -> None:
    assert step_words(title, contents_of(TEXT)) == words
