"""The title says one kind of spec, the sections are those of another; or no template fits.

## What it does
Compares the title's fixed words with those of all templates at hand. Where they are another
template's than the one whose sections the file has, it says so once, and the rules on
structure and fields are silent. A file that fits no template is told of only when it is named
on the command line or opened by itself.

## Why is this bad
The file is read by its sections. Who goes by the title looks for sections that it never had.

## Example
`# Production Spec: Search` above `## 1. Intent`, `## 2. Scope`, `## 3. Boundary Check`.

## How to fix
Correct the title, or bring the sections into the shape that the title promises.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.edits import TextEdit
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.phrases import listing, quote
from specui.rules.places import title_place
from specui.rules.rule import Rule, Subject
from specui.specs.template import Template

RULE = Rule(
    code="SP109",
    name="other-template",
    severity=Severity.INFO,
    about="structure",
    summary="The sections are those of another template than the title says.",
    needs_template=False,
    fixable=True,
)


def check(subject: Subject) -> Iterator[Finding]:
    facts = subject.facts
    template = subject.template
    if template is None:
        if facts.named and not facts.is_template:
            yield _fits_none(subject)
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
        f"The title says {quote(other.prefix.rstrip(': '))}, but the sections are those of template "
        f"{quote(template.name)} ({known} of its {len(template.sections)}), by which the file is read"
    )
    yield Finding(start, end, message, _retitle(template, start, end))


def _fits_none(subject: Subject) -> Finding:
    start, end = title_place(subject)
    names = listing([t.name for t in subject.facts.templates], "or")
    tail = f" (not {names})" if names else ""
    return Finding(
        start, end, f"The file fits no known template{tail}; it opens by its own headings", key="none"
    )


def _retitle(template: Template, start: int, end: int) -> Fix | None:
    if not template.prefix:
        return None
    edit = TextEdit(start, end, template.prefix)
    return Fix(f"Let the title say {quote(template.prefix.rstrip(': '))}", (edit,), safe=False)
