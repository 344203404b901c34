"""The spec is approved, and not all of its acceptance criteria are ticked.

## What it does
Where the status is Approved, counts the criteria that are not ticked, nested ones and those
without a box too, and open boxes in sections that the template does not know. It is silent
under a template whose approval is leave to begin, not the end: one that keeps neither gaps nor
questions, or whose status may be Rejected.

## Why is this bad
The spec contradicts itself: the criteria say what must be true before it is approved.

## Example
`**Spec status:** 🟢 Approved` above `- [ ] Failed payments are retried three times`

## How to fix
Tick what is true, or take the approval back.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.phrases import count
from specui.rules.rule import Rule, Subject
from specui.rules.status._approval import approved, contradiction
from specui.specs.tasks import Task

RULE = Rule(
    code="SP311",
    name="approved-with-open-criteria",
    severity=Severity.ERROR,
    about="status",
    summary="The spec is approved with criteria that are not ticked.",
)


def check(subject: Subject) -> Iterator[Finding]:
    status = approved(subject)
    if status is None:
        return
    items = subject.contents.criteria
    left = [(item.text, item.line) for item in items if not item.checked]
    others = [(task.text, task.line) for task in subject.contents.tasks if _is_elsewhere(subject, task)]
    if left:
        verb = "is" if len(left) == 1 else "are"
        said = f"{len(left)} of {count(len(items), 'criterion', 'criteria')} {verb} open"
        yield from contradiction(status, said, left)
    if others:
        verb = "is" if len(others) == 1 else "are"
        said = f"{count(len(others), 'box', 'boxes')} outside the template's sections {verb} open"
        yield from contradiction(status, said, others)


def _is_elsewhere(subject: Subject, task: Task) -> bool:
    """Whether an open box stands where the template has nothing: no count holds it, so nothing else reports it."""
    if task.checked or task.part is not None:
        return False
    section = subject.spec.section_at(task.start)
    return section is None or section.schema is None
