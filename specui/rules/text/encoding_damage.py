"""A program decoded the text wrongly and saved it.

## What is wrong
The file contains UTF-8 that a program read as Windows-1252 or Windows-1254 and saved
again: `âœ…` for ✅, `â€”` for —, `Ã©` for é. One finding covers all places of the file.
specui can also repair symbols that lost bytes on the way, if a template shows which symbol
belongs there.

## Why it matters
Symbols of status and severity are unreadable, names are wrong, and each editor that saves
the file like this adds more damage.

## Example
`**Spec status:** ğŸŸ¡ Draft`

## How to fix it
Apply the fix, or run `specui repair FILE`. Only the damaged characters change, so it is
safe.

## When to allow it
When the text shows such damage as an example. Put
`<!-- specui: allow encoding-damage: REASON -->` on a line of its own above the title.
"""

from __future__ import annotations

from collections.abc import Iterator

from specui.markdown.edits import TextEdit
from specui.rules.diagnostic import Finding, Fix, Severity
from specui.rules.rule import Rule, Subject
from specui.rules.text._damage import damaged_spans
from specui.specs.phrases import format_count, quote

RULE = Rule("SP601", Severity.ERROR, needs_template=False, fixable=True)


def check(subject: Subject) -> Iterator[Finding]:
    spans = damaged_spans(subject)
    if not spans:
        return
    text = subject.text
    repairable = [span for span in spans if span.repaired is not None]
    lost = len(spans) - len(repairable)
    first = repairable[0] if repairable else spans[0]
    shown = (
        f", such as {quote(text[first.start : first.end])} for {quote(first.repaired)}"
        if first.repaired
        else ""
    )
    message = f"Damaged encoding in {format_count(len(spans), 'place')}{shown}"
    if lost and repairable:
        message += (
            f"; the fix repairs {len(repairable)}, the other {lost} {'is' if lost == 1 else 'are'} lost"
        )
    elif lost:
        message += "; the original text is lost, so correct it by hand"
    else:
        message += "; apply the fix"
    edits = tuple(TextEdit(s.start, s.end, s.repaired) for s in repairable if s.repaired is not None)
    fix = Fix(f"Repair {format_count(len(edits), 'place')}", edits) if edits else None
    yield Finding(spans[0].start, spans[0].end, message, fix, "damage")
