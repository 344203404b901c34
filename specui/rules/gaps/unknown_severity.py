"""A gap has an unknown severity or none.

## What is wrong
The severity of a gap, in its column or its words, is not one of the template's. The
symbol may be missing, and text may follow. The symbol of another severity is a finding too.
A bullet or heading without any severity is a finding only where the spec is approved.
A file that matches no template may use any words.

## Why it matters
No count includes the gap: a critical one called `Blocker` does not block approval.

## Example
`| Nobody informs the master about a swap | 🟢 Medium | … |`

## How to fix it
Use one of the template's severities, or add yours to the template.

## When to allow it
When another tool dictates the severity. Put
`<!-- specui: allow unknown-severity: REASON -->` in the last cell of the row.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from specui.markdown.edits import TextEdit
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.ranges import states_no_gap
from specui.rules.rule import Rule, Subject
from specui.rules.status._approval import approved_status
from specui.specs.choices import choice_words, explain_unknown, foreign_sign, listed, plain
from specui.specs.items.gaps import DEFAULT_SEVERITIES, Gap, severities
from specui.specs.phrases import join_words, quote
from specui.specs.template import Choice

RULE = Rule("SP321", Severity.WARNING, fixable=True)


def check(subject: Subject) -> Iterator[Finding]:
    choices = severities(subject.template)
    if subject.template is not None and subject.template.allows_more and choices is DEFAULT_SEVERITIES:
        return  # a family that has no list of severities
    yield from _check_gaps_without_column(subject, choices)
    if _allowed(choices).issuperset(subject.contents.gap_columns.get("severity", ())):
        return
    for gap in subject.contents.gaps:
        if gap.record is None or gap.closed or "severity" not in gap.record.cells or not gap.gap:
            continue
        if states_no_gap(gap):
            continue
        width = gap.record.table.header.width
        if any(cell.end > cell.start for cell in gap.record.row.cells[width:]):
            continue  # malformed-table reports this: a pipe within a cell has shifted the cells
        raw = gap.record.cells["severity"]
        if listed(raw, choices):
            message = f"Gap {quote(gap.gap, 40)} still lists all severities of the template; keep one"
            yield Finding(*_place(gap), message, key=gap.gap)
        elif not gap.known:
            yield _unknown_value(gap, raw, choices)
        else:
            chosen = next(c for c in choices if c.word == gap.severity)
            other = foreign_sign(raw, chosen, choices)
            if other is not None:
                message = f"Gap {quote(gap.gap, 40)} is {chosen.word} but has the symbol of {other.word}; use {chosen.sign}"
                yield Finding(*_place(gap), message, key=gap.gap)


def _check_gaps_without_column(subject: Subject, choices: tuple[Choice, ...]) -> Iterator[Finding]:
    """Find gaps with an unknown severity outside a column, or with none in an approved spec."""
    if not subject.spec.groups("gaps"):
        return
    is_approved = approved_status(subject) is not None
    allowed = join_words(choice_words(choices), "or")
    for gap in subject.contents.gaps:
        if gap.known or not gap.is_open or (gap.record is not None and "severity" in gap.record.cells):
            continue
        if gap.severity:
            message = (
                f"Gap {quote(gap.gap, 40)} has the unknown severity {quote(gap.severity)}; choose {allowed}"
            )
            yield Finding(gap.start, gap.end, message, key=gap.gap)
        elif is_approved:
            message = (
                f"Gap {quote(gap.gap, 40)} has no severity, so nobody can tell whether it blocks approval; "
                f"choose {allowed}"
            )
            yield Finding(gap.start, gap.end, message, key=gap.gap)


@lru_cache(maxsize=32)
def _allowed(choices: tuple[Choice, ...]) -> frozenset[str]:
    """Return the exact texts that a severity cell may hold."""
    return frozenset(text for choice in choices for text in (choice.text, choice.word))


def _unknown_value(gap: Gap, raw: str, choices: tuple[Choice, ...]) -> Finding:
    place = _place(gap)
    if not raw:
        allowed = join_words(choice_words(choices), "or")
        return Finding(*place, f"Gap {quote(gap.gap, 40)} has no severity; choose {allowed}", key=gap.gap)
    choice, advice = explain_unknown(raw, choices)
    message = f"Gap {quote(gap.gap, 40)} has the unknown severity {quote(raw)}{advice}"
    if choice is None:
        return Finding(*place, message, key=gap.gap)
    same = plain(raw) == plain(choice.word)
    fix = Fix(f"Write {quote(choice.text)}", (TextEdit(*place, choice.text),), safe=same)
    return Finding(*place, message, fix, gap.gap)


def _place(gap: Gap) -> tuple[int, int]:
    assert gap.record is not None
    cell = gap.record.range("severity")
    if cell is not None and cell.end > cell.start:
        return cell.start, cell.end
    return gap.record.row.start, gap.record.row.end
