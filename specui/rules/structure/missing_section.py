"""A section that the template has is not in the spec.

## What it does
Looks for each section of the template, by name, at whatever heading level it stands. A section
whose title says `(if applicable)` or `(optional)` may be missing. Where four or more are missing,
one finding names them all.

## Why is this bad
A reader cannot tell whether the section was forgotten or has nothing to say. Lists over all
specs (gaps, questions, tests) leave the spec out without a word.

## Example
A production spec that goes from `## 6. Dependencies` to `## 8. Open Questions`.

## How to fix
Add the section, and one sentence where there is nothing to say: `None so far — …` is an answer.
The fix puts the template's own text there, to be filled in.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.phrases import listing, quote
from specui.rules.places import title_place
from specui.rules.rule import Rule, Subject
from specui.rules.schema import is_optional
from specui.rules.structure._insertion import insert_sections
from specui.rules.unread.malformed_heading import names_of_malformed
from specui.specs.names import alternatives
from specui.specs.template import SectionSchema

RULE = Rule(
    code="SP101",
    name="missing-section",
    severity=Severity.WARNING,
    about="structure",
    summary="A section of the template is missing.",
    fixable=True,
)
_TOGETHER = 4


def check(subject: Subject) -> Iterator[Finding]:
    missing = missing_sections(subject)
    if not missing:
        return
    start, end = title_place(subject)
    if len(missing) >= _TOGETHER:
        names = listing([quote(section.name) for section in missing])
        fix = Fix("Add the template's text of these sections", insert_sections(subject, missing), safe=False)
        message = f"{len(missing)} sections of the template are missing: {names}"
        yield Finding(start, end, message, fix, "sections")
        return
    for section in missing:
        fix = Fix("Add the template's text of this section", insert_sections(subject, [section]), safe=False)
        yield Finding(start, end, f"Section {quote(section.name)} is missing", fix, section.key)


def missing_sections(subject: Subject) -> list[SectionSchema]:
    """Return the sections of the template that the spec lacks, in the template's order."""
    template = subject.template
    if template is None:
        return []
    present = {id(section.schema) for section in subject.spec.sections}
    missing = [s for s in template.sections if id(s) not in present and not is_optional(s.title)]
    if missing:
        there = names_of_malformed(subject)
        missing = [s for s in missing if there.isdisjoint(alternatives(s.title))]
    return missing
