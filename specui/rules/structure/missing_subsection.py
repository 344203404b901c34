"""A subsection of the template is missing.

## What is wrong
A section lacks a subsection that the template has there. Bold labels do not count as
subsections. A section that has none of them but its own text is fine, and so is a
missing subsection whose title in the template says `(if applicable)`.

## Why it matters
A missing `Compliance / Security` usually means that nobody thought of it.

## Example
`## 3. Acceptance Criteria` with only `### Functional` and `### Performance`.

## How to fix it
Add the subsection. If there is nothing to list, one sentence is enough. The fix inserts
the template's text, for you to fill in.

## When to allow it
When the subsection does not apply to this spec. End the section's heading with
`<!-- specui: allow missing-subsection: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.ranges import heading_range
from specui.rules.rule import Rule, Subject
from specui.rules.structure._insertion import insert_group
from specui.rules.unread.malformed_heading import malformed_heading_keys
from specui.specs import names, parts
from specui.specs.phrases import quote
from specui.specs.spec import Section
from specui.specs.template import GroupSchema

RULE = Rule("SP106", Severity.WARNING, reviewable=True)


def check(subject: Subject) -> Iterator[Finding]:
    for section in subject.spec.sections:
        schema = section.schema
        if schema is None or len(schema.groups) < 2:
            continue
        wanted = schema.subsections
        if not wanted:
            continue
        present = {id(group.schema) for group in section.groups}
        missing = [group for group in wanted if id(group) not in present]
        if not missing:
            continue
        titled = section.groups[1:]
        if len(titled) < len(wanted) or any(g.schema is None for g in titled if g.heading):
            missing = [group for group in missing if not _has_group(group, section)]
        if len(missing) == len(wanted):
            # The section has another structure, or it is empty, which empty-section reports.
            continue
        start, end = heading_range(section)
        malformed = malformed_heading_keys(subject)
        for group in missing:
            if group.is_optional or group.pattern is not None or group.key in malformed:
                continue
            fix = Fix(
                "Add the subsection from the template",
                insert_group(subject, section, group),
                safe=False,
            )
            message = f"Section {quote(section.name)} lacks the subsection {quote(group.name)}; add it"
            yield Finding(start, end, message, fix, group.key)


def _has_group(wanted: GroupSchema, section: Section) -> bool:
    answers = set(names.alternatives(wanted.title))
    words = set(wanted.key.split())
    part = parts.part_of_title(wanted.title, section.part)
    for group in section.groups:
        if not group.title:
            continue
        if group.schema is wanted or answers & set(names.alternatives(group.title)):
            return True
        if part is not None and part == parts.part_of_title(group.title, section.part):
            return True
        own = set(names.key(group.title).split())
        if own <= words or words <= own:
            return True
    return False
