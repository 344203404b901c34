"""The title names one template, but the sections belong to another.

## What is wrong
The title starts with the fixed words of one template, while the sections are those of
another. specui then reports this once, and the rules about structure and fields
report nothing. A file that matches no template is a finding only if you name it on the
command line or open it by itself.

## Why it matters
specui reads the file by its sections. Someone who goes by the title looks for sections
that are not there.

## Example
`# Production Spec: Search` above `## 1. Intent`, `## 2. Scope`, `## 3. Boundary Check`.

## How to fix it
Correct the title, or change the sections to those that the title promises.

## When to allow it
When you mix the two templates on purpose. End the title with
`<!-- specui: allow other-template: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.edits import TextEdit
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.ranges import title_range
from specui.rules.rule import Rule, Subject
from specui.specs.phrases import join_words, quote
from specui.specs.template import Template

RULE = Rule("SP109", Severity.INFO, needs_template=False, reviewable=True)


def check(subject: Subject) -> Iterator[Finding]:
    facts = subject.facts
    template = subject.template
    if template is None:
        if facts.named and not facts.is_template:
            yield _no_match(subject)
        return
    heading = subject.spec.outline.title
    if heading is None or subject.spec.outline.titled:
        return
    text = subject.text[heading.text_start : heading.text_end]
    lead = len(text) - len(text.lstrip(" `*_"))
    bare = text[lead:].casefold()
    said = [t for t in facts.templates if t.prefix and bare.startswith(t.prefix.casefold())]
    if not said:
        return
    other = max(said, key=lambda t: len(t.prefix))
    start = heading.text_start + lead
    end = start + len(other.prefix)
    known = subject.spec.outline.known
    message = (
        f"The title says {quote(other.prefix.rstrip(': '))}, but {known} of {len(template.sections)} sections "
        f"match template {quote(template.name)}; correct the title or the sections"
    )
    yield Finding(start, end, message, _retitle_fix(template, start, end))


def _no_match(subject: Subject) -> Finding:
    names = join_words([t.name for t in subject.facts.templates], "or")
    tail = f" ({names})" if names else ""
    message = f"No template matches this file{tail}; specui shows it by its own headings"
    return Finding(*title_range(subject), message, key="none")


def _retitle_fix(template: Template, start: int, end: int) -> Fix | None:
    if not template.prefix:
        return None
    edit = TextEdit(start, end, template.prefix)
    return Fix(f"Start the title with {quote(template.prefix.rstrip(': '))}", (edit,), safe=False)
