"""Nobody is named as the owner.

## What it does
Reads the owner field: empty, `TBD`, `?`, `none` and the like name nobody. A placeholder of the
template is told by template-text-left, a missing line by missing-field.

## Why is this bad
Questions and findings go to the owner; a spec without one is asked by nobody.

## Example
`**Owner agent(s):** TBD`

## How to fix
Name one person, team or agent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from specui.rules.diagnostic import Finding, Severity
from specui.rules.phrases import quote
from specui.rules.places import value_place
from specui.rules.rule import Rule, Subject
from specui.specs import names

RULE = Rule(
    code="SP205",
    name="missing-owner",
    severity=Severity.WARNING,
    about="fields",
    summary="Nobody is named as the owner.",
)
_REMARK = re.compile(r"\(|(?<!\s)\s++[-\u2013\u2014]\s")
_NOBODY = frozenset(
    {
        "tbd",
        "tba",
        "tbc",
        "tbs",
        "todo",
        "unassigned",
        "unowned",
        "unknown",
        "nobody",
        "no one",
        "no owner",
        "open",
    }
    | {
        "not assigned",
        "not yet assigned",
        "to be decided",
        "to be determined",
        "to be assigned",
        "to be defined",
    }
    | {"to be named", "?", "??", "???", "...", "…", "___", "xx", "xxx"}
)


def check(subject: Subject) -> Iterator[Finding]:
    for field in subject.spec.fields:
        schema = field.schema
        if schema is None or "owner" not in schema.key:
            continue
        bare = _REMARK.split(field.raw, maxsplit=1)[0].strip("*` ")
        if bare and not names.says_none(bare) and (bare.rstrip(".") or bare).casefold() not in _NOBODY:
            continue
        start, end = value_place(field)
        said = f"{quote(field.name)} is {quote(field.raw)}" if field.raw else f"{quote(field.name)} is empty"
        yield Finding(start, end, f"{said}; name somebody who answers for this spec", key=schema.key)
