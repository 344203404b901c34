"""Text was decoded wrongly before it was saved.

## What it does
Finds UTF-8 that was read as Windows-1252 or Windows-1254 and saved again: `âœ…` for ✅, `â€”`
for —, `Ã©` for é. One finding tells of all places of the file. Signs that lost bytes on the way
are mended where a template knows which sign stands there.

## Why is this bad
Signs of status and severity cannot be read, names are wrong, and each editor that saves the
file like this again makes it worse.

## Example
`**Spec status:** ğŸŸ¡ Draft`

## How to fix
Apply the fix, or run `specui repair`. Only the damaged characters change, so it is safe.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.edits import TextEdit
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.phrases import count, quote
from specui.rules.rule import Rule, Subject
from specui.rules.text._damage import damage_of

RULE = Rule(
    code="SP601",
    name="encoding-damage",
    severity=Severity.ERROR,
    about="text",
    summary="Text was decoded wrongly before it was saved.",
    needs_template=False,
    fixable=True,
)


def check(subject: Subject) -> Iterator[Finding]:
    spans = damage_of(subject)
    if not spans:
        return
    text = subject.text
    mended = [span for span in spans if span.repaired is not None]
    lost = len(spans) - len(mended)
    first = mended[0] if mended else spans[0]
    shown = f", {quote(text[first.start : first.end])} for {quote(first.repaired)}" if first.repaired else ""
    message = f"The encoding is damaged in {count(len(spans), 'place')}{shown}"
    if lost and mended:
        message += f"; {count(len(mended), 'place')} can be mended, {lost} cannot"
    elif lost:
        message += "; what stood there cannot be told any more"
    edits = tuple(TextEdit(s.start, s.end, s.repaired) for s in mended if s.repaired is not None)
    fix = Fix(f"Mend {count(len(edits), 'place')}", edits) if edits else None
    yield Finding(spans[0].start, spans[0].end, message, fix, "damage")
