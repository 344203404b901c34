"""A section of the template is missing.

## What is wrong
The spec has no section of that name, at any heading level. A section whose title in the
template says `(if applicable)` or `(optional)` may be missing. If four or more are
missing, one finding lists them all.

## Why it matters
Readers cannot tell whether you forgot the section or have nothing to say. Lists of
gaps, questions and tests across all specs silently skip the spec.

## Example
A production spec that goes from `## 6. Dependencies` to `## 8. Open Questions`.

## How to fix it
Add the section. If you have nothing to say, one sentence is enough: `None so far — …`.
The fix inserts the template's text, for you to fill in.

## When to allow it
When the section does not apply to this spec. Put
`<!-- specui: allow missing-section: REASON -->` on a line of its own above the title.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.ranges import title_range
from specui.rules.rule import Rule, Subject
from specui.rules.structure._insertion import insert_sections
from specui.rules.unread.malformed_heading import malformed_heading_keys
from specui.specs.names import alternatives
from specui.specs.phrases import join_words, quote
from specui.specs.template import SectionSchema

RULE = Rule("SP101", Severity.WARNING, reviewable=True)
_TOGETHER = 4


def check(subject: Subject) -> Iterator[Finding]:
    missing = missing_sections(subject)
    if not missing:
        return
    if len(missing) >= _TOGETHER:
        names = join_words([quote(section.name) for section in missing])
        fix = Fix("Add the sections from the template", insert_sections(subject, missing), safe=False)
        message = f"{len(missing)} sections of the template are missing; add {names}"
        yield Finding(*title_range(subject), message, fix, "sections")
        return
    for section in missing:
        fix = Fix("Add the section from the template", insert_sections(subject, [section]), safe=False)
        yield Finding(
            *title_range(subject), f"Section {quote(section.name)} is missing; add it", fix, section.key
        )


def missing_sections(subject: Subject) -> list[SectionSchema]:
    """Return the sections of the template that the spec lacks, in the template's order."""
    template = subject.template
    if template is None:
        return []
    present = {id(section.schema) for section in subject.spec.sections}
    missing = [
        section
        for index, section in enumerate(template.sections)
        if id(section) not in present and not section.is_optional and index not in template.repeated
    ]
    if missing:
        there = malformed_heading_keys(subject)
        missing = [s for s in missing if there.isdisjoint(alternatives(s.title))]
    return missing
