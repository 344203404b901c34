"""A line looks like a heading, but is not one in Markdown.

## What is wrong
The line is `##Text` without a space, has a no-break space after `##`, uses full-width
characters `＃＃`, or is a heading of the template with four or more spaces before it.

## Why it matters
Every reader and every count misses the section, and its text counts as part of the
section before.

## Example
`##Open Questions`

## How to fix it
Write `## Open Questions`, with one space after the `##`, at the start of the line.

## When to allow it
When the line is a tag or starts with a number on purpose. End the line with
`<!-- specui: allow malformed-heading: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.blocks import Heading, IndentedCode, ListItem, Paragraph
from specui.markdown.edits import TextEdit
from specui.markdown.lazy import lazy_pattern
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.rule import Rule, Subject
from specui.specs import names, parts
from specui.specs.phrases import quote

RULE = Rule("SP334", Severity.WARNING, needs_template=False, reviewable=True)
_ODD_BLANKS = "\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_LOOKS_LIKE_HEADING = lazy_pattern(
    rf"(?P<lead>[{_ODD_BLANKS}]*)(?P<signs>[#\uff03]{{1,6}})(?P<gap>[ \t{_ODD_BLANKS}]*)(?P<title>[^\s#!/].*)"
)
_NUMBER = lazy_pattern(r"[\d.,]+")


def check(subject: Subject) -> Iterator[Finding]:
    text, blocks = subject.text, subject.document.blocks
    signs = text.count("#") - sum(
        [block.level for block in blocks if type(block) is Heading and not block.setext]
    )
    if not signs and "\uff03" not in text:
        return
    for block in blocks:
        kind = type(block)
        if kind is Paragraph or kind is IndentedCode:
            first, last = block.line, block.end_line
        elif type(block) is ListItem and block.end_line > block.line and block.text_end > block.text_start:
            first = block.line + 1
            last = subject.document.lines.line_at(block.text_end - 1)
        else:
            continue
        for line in range(first, last + 1):
            found = _finding(subject, line, indented=kind is IndentedCode)
            if found is not None:
                yield found


def _finding(subject: Subject, line: int, *, indented: bool) -> Finding | None:
    text = subject.text
    start, end = subject.document.lines.line_range(line)
    begins = start
    while start < end and text[start] in " \t":
        start += 1
    if start == end or text[start] not in f"#\uff03{_FIRST_BLANKS}":
        return None
    match = _LOOKS_LIKE_HEADING.match(text, start, end)
    if match is None:
        return None
    title = match["title"].strip()
    wanted = f"{'#' * len(match['signs'])} {title}"
    known = _is_section(subject, title)
    odd = match["lead"] or "\uff03" in match["signs"] or match["gap"].strip(" \t")
    if indented or (match["gap"] and not odd):
        if not known or start - begins < 4:
            return None
        why = "Markdown reads it as code, since it is indented"
    elif odd:
        why = "has a character that is neither # nor a space"
    else:
        if not known and (len(match["signs"]) == 1 or _NUMBER.fullmatch(title)):
            return None  # a tag or an issue number
        why = "has no space after its #"
    message = f"{quote(text[start:end])} looks like a heading, but {why}; write {quote(wanted)}"
    fix = Fix(f"Write {quote(wanted)}, which starts a section", (TextEdit(begins, end, wanted),), safe=False)
    return Finding(start, end, message, fix)


_FIRST_BLANKS = "\u00a0\u2002\u2003\u2009\u200b\u202f\u3000\ufeff"


def _is_section(subject: Subject, title: str) -> bool:
    """Return whether the template or a part has a section of this title."""
    key = names.key(title)
    if subject.template is not None and key in subject.template.known_names:
        return True
    return parts.part_of_section(title) is not None


def malformed_heading_keys(subject: Subject) -> frozenset[str]:
    """Return the title keys of all lines that this rule finds."""
    text = subject.text
    found = set[str]()
    for finding in check(subject):
        match = _LOOKS_LIKE_HEADING.match(text, finding.start, finding.end)
        if match is not None:
            found.add(names.key(match["title"].strip()))
    return frozenset(found)
