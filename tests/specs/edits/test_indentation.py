"""Items go in under the one before them, and out behind the one that holds them."""

from __future__ import annotations

import pytest

from specui.markdown.scanner import scan
from specui.specs.edits import indentation as nesting
from specui.specs.edits.places import EditRefused
from tests.specs.edits.changing import after, item_of

BOTH_WAYS = [
    ("- a\n- b\n", "b", "- a\n  - b\n"),
    ("- a\r\n- b\r\n  more\r\n  - n\r\n- c", "b", "- a\r\n  - b\r\n    more\r\n    - n\r\n- c"),
    ("1. a\n2. b\n3. c\n", "b", "1. a\n   1. b\n2. c\n"),
    ("10. a\n11. b\n", "b", "10. a\n    1. b\n"),
    ("- [ ] a\n- [x] b\n", "b", "- [ ] a\n  - [x] b\n"),
    ("-   a\n-   b\n    more\n", "b", "-   a\n    -   b\n        more\n"),
    ("- a\n  - m\n- b\n  - n\n", "b", "- a\n  - m\n  - b\n    - n\n"),
]


@pytest.mark.parametrize("text, at, expected", BOTH_WAYS)
def test_an_item_goes_in_and_out_again(text: str, at: str, expected: str) -> None:
    document = scan(text)
    new = after(text, nesting.indent_item(document, item_of(document, at)))
    assert new == expected
    document = scan(new)
    assert after(new, nesting.outdent_item(document, item_of(document, at))) == text


@pytest.mark.parametrize(
    "text, at, expected",
    [
        ("- a\n\t- m\n- b\n\t- n\n", "b", "- a\n\t- m\n\t- b\n\t\t- n\n"),
        ("- a\n  * m\n- b\n", "b", "- a\n  * m\n  * b\n"),
        ("- a\n  1. m\n- b\n", "b", "- a\n  1. m\n  2. b\n"),
        ("8. a\n9. b\n10. c\n    - n\n", "b", "8. a\n   1. b\n9. c\n   - n\n"),
    ],
)
def test_an_item_goes_in_as_its_new_siblings_are(text: str, at: str, expected: str) -> None:
    document = scan(text)
    assert after(text, nesting.indent_item(document, item_of(document, at))) == expected


@pytest.mark.parametrize(
    "text, at, expected",
    [
        ("- a\n  - x\n  - y\n- b\n", "x", "- a\n  - y\n- x\n- b\n"),
        ("1. a\n   - x\n     more\n\n   text\n2. b\n", "x", "1. a\n\n   text\n2. x\n   more\n3. b\n"),
        ("- a\n  1. x\n  2. y", "x", "- a\n  1. y\n- x"),
    ],
)
def test_an_item_that_goes_out_leaves_its_siblings_where_they_are(text: str, at: str, expected: str) -> None:
    document = scan(text)
    assert after(text, nesting.outdent_item(document, item_of(document, at))) == expected


def test_what_cannot_be_is_refused() -> None:
    document = scan("- a\n- b\n")
    with pytest.raises(EditRefused, match=r"No item above"):
        nesting.indent_item(document, document.items[0])
    with pytest.raises(EditRefused, match=r"is not nested"):
        nesting.outdent_item(document, document.items[1])
