"""A question that is a heading or a paragraph is decided where it stands, as one in a list is."""

from __future__ import annotations

import pytest

from specui.tui.editors.item_labels import question_at
from specui.tui.rendering.section.model import Element
from tests.tui.rendering.section.drawing import HEAD, drawn, read

TEXT = """## 8. Open Questions

### Who pays?

The shop or the town.

### Product

1. When does it ship?
   - in May

Where does it stop?
"""


@pytest.mark.parametrize(
    "shown, asked",
    [
        ("Who pays?", "Who pays?"),
        ("The shop or the town.", "Who pays?"),
        ("in May", "When does it ship?"),
        ("Where does it stop?", "Where does it stop?"),
        ("Product", None),
    ],
)
def test_the_question_at_a_place(shown: str, asked: str | None) -> None:
    layout, contents = drawn(TEXT, 80), read(HEAD + TEXT)
    element: Element = next(element for element in layout.elements if element.text.endswith(shown))
    found = question_at(contents, element)
    assert (found.text if found is not None else None) == asked
