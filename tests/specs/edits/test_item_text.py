"""An item's text is changed by the fewest characters; its line breaks stay where its words stay."""

from __future__ import annotations

import pytest

from specui.markdown.scanner import scan
from specui.specs.edits import item_text as wording
from specui.specs.edits.places import EditRefused
from tests.specs.edits.changing import after, item_of

CASES = [
    ("- a\n- b\n", "b", "c", "- a\n- c\n"),
    ("1. old text\n   - n\n", "old", "new text", "1. new text\n   - n\n"),
    ("- [x] old  \n", "old", "new", "- [x] new  \n"),
    ("- one two\n  three four\n- b\n", "one", "one 2 three four", "- one 2\n  three four\n- b\n"),
    ("- one two\n  three four\n- b\n", "one", "1 two three 4", "- 1 two\n  three 4\n- b\n"),
    ("- one\r\n    hanging\r\n", "one", "one\nhanging\nmore", "- one\r\n    hanging\r\n    more\r\n"),
    ("- one\nlazy\n", "one", "one\nlazier", "- one\nlazier\n"),
    ("- one\n  two\n", "one", "one", "- one\n"),
    ("10. one\n", "one", "one\ntwo", "10. one\n    two\n"),
    ("- a", "a", "a\nb", "- a\n  b"),
    ("-\n- b\n", "", "new", "- new\n- b\n"),
    ("- [ ]\n", "", "new", "- [ ] new\n"),
    ("- x <!-- c -->\n", "x", "y <!-- c -->", "- y <!-- c -->\n"),
]


@pytest.mark.parametrize("text, at, words, expected", CASES)
def test_a_text_is_changed(text: str, at: str, words: str, expected: str) -> None:
    document = scan(text)
    assert after(text, wording.set_text(document, item_of(document, at), words)) == expected


def test_what_an_editor_is_given_changes_nothing() -> None:
    text = "- one  \r\n     two\r\nlazy\r\n  - n\r\n"
    document = scan(text)
    shown = wording.item_text(document, document.items[0])
    assert shown == "one\ntwo\nlazy"
    assert not wording.set_text(document, document.items[0], shown)
    assert not wording.set_text(document, document.items[0], "one two lazy")


def test_one_word_is_one_edit() -> None:
    text = "- the quick brown fox\n  jumps\n"
    document = scan(text)
    change = wording.set_text(document, document.items[0], "the quick red fox jumps")
    assert [text[e.start : e.end] for e in change.edits] in (["brown"], ["b", "own"])


@pytest.mark.parametrize("words", ["", " \n ", "- x", "1. x", "# x", "> x", "```\ncode", "[ ] x"])
def test_what_would_be_no_text_is_refused(words: str) -> None:
    document = scan("- a\n- b\n")
    with pytest.raises(EditRefused):
        wording.set_text(document, document.items[0], words)


def test_a_very_long_text_is_replaced_between_what_stays() -> None:
    old = "\n  ".join(f"word{n} and more" for n in range(400))
    document = scan(f"- {old}\n")
    words = " ".join(old.split()).replace("word200 ", "other ")
    new = after(document.text, wording.set_text(document, document.items[0], words))
    assert new == f"- {old}\n".replace("word200 ", "other ")
