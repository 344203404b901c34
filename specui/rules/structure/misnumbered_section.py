"""The section numbers are out of sequence.

## What is wrong
The section numbers are neither consecutive nor those of the template. The rule ignores
sections without a number. One finding lists all numbers that must change.

## Why it matters
Somebody wrote "see section 6", and now there are two of them, or none.

## Example
`## 6. Test Coverage` followed by `## 6. Dependencies`.

## How to fix it
Correct the numbers. The fix does so and is safe: it changes only the numbers in the
headings.

## When to allow it
When other documents cite the old numbers. End the heading with
`<!-- specui: allow misnumbered-section: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.edits import TextEdit
from specui.markdown.lazy import lazy_pattern
from specui.markdown.text import TextRange
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.rule import Rule, Subject
from specui.specs import names
from specui.specs.phrases import join_words, quote
from specui.specs.spec import Section

RULE = Rule("SP105", Severity.WARNING, fixable=True)
_NUMBER = lazy_pattern(r"\d+")


def check(subject: Subject) -> Iterator[Finding]:
    # duplicate-section reports a repeated section; only the first counts here.
    first = {names.key(s.title): s for s in reversed(subject.spec.sections)}
    numbered = [
        section
        for section in subject.spec.sections
        if section.number is not None
        and first[names.key(section.title)] is section
        and (section.schema is None or section.schema.pattern is None)
    ]
    if len(numbered) < 2:
        return
    wanted = _expected_numbers(numbered)
    wrong = [(s, number) for s, number in zip(numbered, wanted, strict=True) if s.number != number]
    if not wrong:
        return
    places = [_place(subject.text, section) for section, _ in wrong]
    edits = tuple(
        TextEdit(place.start, place.end, str(number))
        for place, (_, number) in zip(places, wrong, strict=True)
    )
    said = [f"{quote(section.name)} from {section.number} to {number}" for section, number in wrong]
    more = [f"{len(said) - 3} more"] if len(said) > 3 else []
    message = f"Section numbers are out of sequence; change {join_words([*said[:3], *more])}"
    yield Finding(places[0].start, places[0].end, message, Fix("Renumber the sections", edits))


def _expected_numbers(numbered: list[Section]) -> list[int]:
    """Return the numbers that the sections should carry, in file order."""
    own = [section.number or 0 for section in numbered]
    first = own[0] if own[0] in {0, 1} else 1
    counted = list(range(first, first + len(own)))
    if own == counted or own == list(range(own[0], own[0] + len(own))):
        return own
    given = [section.schema.number if section.schema else None for section in numbered]
    known = [number for number in given if number is not None]
    if len(known) == len(given) and len(set(known)) == len(known):
        return known
    # A section that the template does not have shifts the numbers after it.
    return counted


def _place(text: str, section: Section) -> TextRange:
    match = _NUMBER.search(text, section.heading.text_start, section.heading.text_end)
    if match is None:
        return TextRange(section.heading.text_start, section.heading.text_end)
    return TextRange(match.start(), match.end())
