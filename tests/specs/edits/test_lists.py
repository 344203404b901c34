"""Items are added, deleted, moved and ticked; the file keeps its ways."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from specui.markdown.blocks import Document, ListItem
from specui.markdown.edits import Transaction
from specui.markdown.scanner import scan
from specui.specs.edits import lists
from specui.specs.edits.places import EditRefused
from tests.specs.edits.changing import after, item_of

Verb = Callable[[Document, ListItem], Transaction]

ADDED = [
    ("- a\n- b\n", "a", "new", "- a\n- new\n- b\n"),
    ("- a\n- b", "b", "new", "- a\n- b\n- new"),
    ("* a\r\n* b\r\n", "b", "new", "* a\r\n* b\r\n* new\r\n"),
    ("+ a\r+ b\r", "a", "new", "+ a\r+ new\r+ b\r"),
    ("- a\n  - n\n- b\n", "a", "new", "- a\n  - n\n- new\n- b\n"),
    ("- a\n  - n\n- b\n", "n", "new", "- a\n  - n\n  - new\n- b\n"),
    ("- a\n\t- n\n", "n", "new", "- a\n\t- n\n\t- new\n"),
    ("- a\n\n- b\n\ntext\n", "b", "new", "- a\n\n- b\n\n- new\n\ntext\n"),
    ("- a\n\n- b\n", "a", "new", "- a\n\n- new\n\n- b\n"),
    ("- [x] a\n", "a", "new", "- [x] a\n- [ ] new\n"),
    ("-   a\n", "a", "two\nlines", "-   a\n-   two\n    lines\n"),
    ("- a\n", "a", "two\r\n\r\n  lines ", "- a\n- two\n  lines\n"),
    ("1. a\n2. b\n", "a", "new", "1. a\n2. new\n3. b\n"),
    ("1. a\n1. b\n", "a", "new", "1. a\n1. new\n1. b\n"),
    ("1) a\n", "a", "new", "1) a\n2) new\n"),
    ("1. a\n2. b\n7. c\n", "a", "new", "1. a\n2. new\n3. b\n7. c\n"),
    ("8. a\n9. b\n   more\n\n   - n\n", "a", "new", "8. a\n9. new\n10. b\n    more\n\n    - n\n"),
    ("8.  a\n9.  b\n10. c\n", "c", "new", "8.  a\n9.  b\n10. c\n11. new\n"),
    ("8.  a\n9.  b\n    - n\n10. c\n", "a", "new", "8.  a\n9.  new\n10. b\n    - n\n11. c\n"),
    ("01. a\n02. b\n", "b", "new", "01. a\n02. b\n03. new\n"),
    ("- a\nlazy\n- b\n", "a", "new", "- a\nlazy\n- new\n- b\n"),
    ("- a <!-- c -->\n<!-- d -->\n", "a", "new", "- a <!-- c -->\n- new\n<!-- d -->\n"),
]


@pytest.mark.parametrize("text, at, words, expected", ADDED)
def test_an_item_is_added_behind_another(text: str, at: str, words: str, expected: str) -> None:
    document = scan(text)
    assert after(text, lists.add_after(document, item_of(document, at), words)) == expected


@pytest.mark.parametrize(
    "text, at, expected",
    [
        ("- a\n- b\n", "a", "- new\n- a\n- b\n"),
        ("- a\n\n- b\n", "a", "- new\n\n- a\n\n- b\n"),
        ("- a\n\n- b\n", "b", "- a\n\n- new\n\n- b\n"),
        ("1. a\n2. b", "a", "1. new\n2. a\n3. b"),
        ("- p\r\n  - a", "a", "- p\r\n  - new\r\n  - a"),
        ("- [x] a\n", "a", "- [ ] new\n- [x] a\n"),
    ],
)
def test_an_item_is_added_before_another(text: str, at: str, expected: str) -> None:
    document = scan(text)
    assert after(text, lists.add_before(document, item_of(document, at), "new")) == expected


def test_a_task_can_be_added_done() -> None:
    document = scan("- a\n")
    change = lists.add_after(document, document.items[0], "b", checked=True)
    assert change.apply("- a\n") == "- a\n- [x] b\n"


DELETED = [
    ("- a\n- b\n- c\n", "b", "- a\n- c\n"),
    ("- a\n- b\n- c\n", "a", "- b\n- c\n"),
    ("- a\n- b", "b", "- a"),
    ("- a", "a", ""),
    ("- a\r\n  more\r\n  - n\r\n- b\r\n", "a", "- b\r\n"),
    ("- a\n\n- b\n\n- c\n\ntext\n", "b", "- a\n\n- c\n\ntext\n"),
    ("- a\n\n- b\n\ntext\n", "b", "- a\n\ntext\n"),
    ("- a\n\n- b\n## H\n", "b", "- a\n## H\n"),
    ("## H\n\n- a\n\n## I\n", "a", "## H\n\n## I\n"),
    ("### H\n- a\n\n### I\n", "a", "### H\n\n### I\n"),
    ("text\n\n- a\n---\n", "a", "text\n\n---\n"),
    ("## H\n\n- a\n", "a", "## H\n"),
    ("1. a\n2. b\n3. c\n7. d\n", "a", "1. b\n2. c\n7. d\n"),
    ("1. a\n1. b\n1. c\n", "b", "1. a\n1. c\n"),
    ("8. x\n9. a\n10. b\n    - n\n", "a", "8. x\n9. b\n   - n\n"),
    ("a\r- x\n- y\r\n", "x", "a\r- y\r\n"),
    ("a\r\r- x\n\nb", "x", "a\r\r\nb"),
]


@pytest.mark.parametrize("text, at, expected", DELETED)
def test_an_item_is_deleted_with_what_is_nested_in_it(text: str, at: str, expected: str) -> None:
    document = scan(text)
    assert after(text, lists.delete(document, item_of(document, at))) == expected


def test_no_carriage_return_fuses_with_a_line_feed_behind_it() -> None:
    text = "# T\r- x\n\nb"
    document = scan(text)
    new = after(text, lists.delete(document, document.items[0]))
    assert [scan(new).lines.line_range(n).of(new) for n in (1, 2, 3)] == ["# T", "", "b"]


MOVED = [
    ("- a\n- b\n", "a", "- b\n- a\n"),
    ("- a\n- b", "a", "- b\n- a"),
    ("- a\r\n- b\n", "a", "- b\r\n- a\n"),
    ("- a\n  - n\n\n- b\n\nt\n", "a", "- b\n\n- a\n  - n\n\nt\n"),
    ("1. a\n2. b\n", "a", "1. b\n2. a\n"),
    ("9. a\n   - n\n10. b\n    more\n", "a", "9. b\n   more\n10. a\n    - n\n"),
    (" - a\n- b\n", "a", " - b\n- a\n"),
    ("- [ ] a\n- b\n", "a", "- b\n- [ ] a\n"),
]


@pytest.mark.parametrize("text, at, expected", MOVED)
def test_an_item_is_moved_down_and_up_again(text: str, at: str, expected: str) -> None:
    document = scan(text)
    new = after(text, lists.move_down(document, item_of(document, at)))
    assert new == expected
    document = scan(new)
    assert after(new, lists.move_up(document, item_of(document, at))) == text


@pytest.mark.parametrize(
    "text, verb, says",
    [
        ("- a\n- b\n", lists.move_up, "first of its list"),
        ("- a\n", lists.move_down, "last of its list"),
        ("- - a\n", lambda d, _: lists.delete(d, d.items[1]), "line of its parent item"),
        ("- a\n", lambda d, i: lists.add_after(d, i, " \n "), "needs a text"),
        ("- a\n", lambda d, i: lists.add_after(d, i, "one\n# two"), "“one # two” would not be read"),
        ("- a\n", lambda d, i: lists.add_after(d, i, "[x] done"), "“[x] done” would not be read"),
        (
            "- a\n",
            lambda d, _: lists.delete(d, scan("- b\n").items[0]._replace(end=9)),
            "Reload and retry",
        ),
        ("text\n- a\n---\n", lists.delete, "differently"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(text: str, verb: Verb, says: str) -> None:
    document = scan(text)
    with pytest.raises(EditRefused) as refused:
        verb(document, document.items[0])
    message = str(refused.value)
    assert says in message
    assert message.endswith(".") and "\n" not in message


def test_a_name_goes_into_the_title() -> None:
    document = scan("- a\n- b\n")
    assert lists.move_up(document, document.items[1], name="functional/2").title == "move functional/2 up"
