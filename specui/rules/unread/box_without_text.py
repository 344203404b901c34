"""A checkbox or an item has no text.

## What is wrong
A checkbox `- [ ]` has nothing after it, or an item among criteria, gaps, questions or
missing tests is empty.

## Why it matters
Nobody knows what it stands for, so specui does not count it.

## Example
`- [ ]`

## How to fix it
Write what must be true, or remove the line.

## When to allow it
When the spec is a form for others to fill in. Put
`<!-- specui: allow box-without-text: REASON -->` on a line of its own above the list.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.blocks import Document, ListItem
from specui.rules.diagnostic import Finding, Severity
from specui.rules.rule import Rule, Subject
from specui.specs.items.found import has_words

RULE = Rule("SP332", Severity.WARNING, needs_template=False)


def check(subject: Subject) -> Iterator[Finding]:
    document = subject.document
    reported = set[int]()
    for box in _empty_boxes(document):
        reported.add(box.line)
        message = "This checkbox has no text, so specui does not count it; add text or remove it"
        yield Finding(box.start, box.check + 2, message)
    for line in subject.contents.unread:
        if line.reason == "no words" and line.line not in reported:
            message = "This item has no text, so specui does not count it; add text or remove it"
            yield Finding(line.start, line.end, message)


def _empty_boxes(document: Document) -> Iterator[ListItem]:
    text = document.text
    boxes = [item for item in document.items if item.check >= 0]
    for quote in document.quotes:
        boxes += [block for block in quote.inside if type(block) is ListItem and block.check >= 0]
    for item in boxes:
        words = text[item.text_start : item.text_end]
        if not words[:1].isalnum() and not has_words(words):
            yield item
