"""A section or subsection is empty.

## What is wrong
A section, or a subsection of the template, has no text, no list and no table row. One
sentence is enough, and so is a list item or row that says `None`. The template's own
guidance does not count.

## Why it matters
Readers cannot tell whether there is nothing to say or nobody has looked.

## Example
`### Missing Tests`, and right below it the next heading.

## How to fix it
Write what there is, or that there is nothing: `None — every case has its test.`

## When to allow it
When other tools fill the section. End the heading with
`<!-- specui: allow empty-section: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.blocks import Block, HtmlBlock, ListItem, Paragraph, Table, ThematicBreak
from specui.rules.diagnostic import Finding, Severity
from specui.rules.ranges import heading_range
from specui.rules.rule import Rule, Subject
from specui.specs.phrases import quote
from specui.specs.spec import Group, Section, Spec, is_guidance

RULE = Rule("SP107", Severity.WARNING)
_REMEDY = "fill it in, or write None and why"


def check(subject: Subject) -> Iterator[Finding]:
    spec = subject.spec
    for section in spec.sections:
        if section.schema is not None and section.schema.is_optional:
            continue
        groups = section.groups
        full = [group.last - group.first > 3 or _holds_something(group, spec) for group in groups]
        if all(full[1:]) and (full[0] or len(full) > 1):
            continue
        if True not in full:
            yield Finding(*heading_range(section), f"Section {quote(section.name)} is empty; {_REMEDY}")
            continue
        yield from _empty_groups(section, groups, full)


def _empty_groups(section: Section, groups: tuple[Group, ...], full: list[bool]) -> Iterator[Finding]:
    """Find the empty ones among the subsections directly below the section's heading."""
    inside = list(full)
    for index in range(len(groups) - 1, -1, -1):
        parent = groups[index].parent
        if inside[index] and parent >= 0:
            inside[parent] = True
    for index, group in enumerate(groups):
        heading = group.heading
        if heading is None or inside[index] or group.parent >= 0:
            continue
        if group.schema is not None and group.schema.is_optional:
            continue
        start, end = heading.text_start, heading.text_end
        if start == end:
            start, end = heading.start, heading.end
        message = f"Subsection {quote(group.name)} of {quote(section.name)} is empty; {_REMEDY}"
        yield Finding(start, end, message)


def _holds_something(group: Group, spec: Spec) -> bool:
    for block in group.blocks:  # noqa: SIM110 - runs for every group, and a generator is slower
        if _says_something(block, spec):
            return True
    return False


def _says_something(block: Block, spec: Spec) -> bool:
    if type(block) is ListItem:
        return block.text_end > block.text_start
    if type(block) is Paragraph:
        return not is_guidance(spec.document, block, spec.template)
    if type(block) is Table:
        return any(row.written.strip("| \t") for row in block.rows)
    if type(block) is HtmlBlock:
        return not block.comment
    return type(block) is not ThematicBreak
