"""The owner field names nobody.

## What is wrong
The owner field is empty or holds `TBD`, `?`, `none` or the like. The rule
template-text-left reports a placeholder of the template, missing-field a missing line.

## Why it matters
Questions and findings go to the owner. Nobody follows up on a spec without one.

## Example
`**Owner agent(s):** TBD`

## How to fix it
Name a person, a team or an agent.

## When to allow it
When the owner is still being decided and somebody tracks that. End the line with
`<!-- specui: allow missing-owner: REASON -->`.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.lazy import lazy_pattern
from specui.rules.diagnostic import Finding, Severity
from specui.rules.ranges import value_range
from specui.rules.rule import Rule, Subject
from specui.specs import names
from specui.specs.phrases import quote

RULE = Rule("SP205", Severity.WARNING)
_REMARK = lazy_pattern(r"\(|(?<!\s)\s++[-\u2013\u2014]\s")
_NOBODY = frozenset({
    "tbd", "tba", "tbc", "tbs", "todo", "unassigned", "unowned", "unknown", "nobody", "no one", "no owner", "open",
    "not assigned", "not yet assigned", "to be decided", "to be determined", "to be assigned", "to be defined",
    "to be named", "?", "??", "???", "...", "…", "___", "xx", "xxx",
})  # fmt: skip


def check(subject: Subject) -> Iterator[Finding]:
    for field in subject.spec.fields:
        schema = field.schema
        if schema is None or "owner" not in schema.key:
            continue
        bare = _REMARK.split(field.raw, maxsplit=1)[0].strip("*` ")
        if bare and not names.says_none(bare) and (bare.rstrip(".") or bare).casefold() not in _NOBODY:
            continue
        said = f"is {quote(field.raw)}, which names nobody" if field.raw else "is empty"
        yield Finding(*value_range(field), f"{quote(field.name)} {said}; name an owner", key=schema.key)
