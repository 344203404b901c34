"""The words for an item and what can be done with it, as a screen reader reads them: no symbol has a meaning of its own. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from specui.cli.prompt.parser import LINES, Asked, usage
from specui.markdown.printable import cell_width
from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.decisions import DECISIONS, DecisionId, applies
from specui.specs.items.kinds import KINDS
from specui.specs.phrases import format_count
from specui.specs.resolve.related_items import Pair, of_gap
from specui.specs.resolve.resolution import Closing
from specui.specs.state import StateItem
from specui.specs.triage import Entry


class Neighbour(NamedTuple):
    """A related item of the same spec; `line` is 1-based, `sure` tells certain from likely."""

    what: str
    text: str
    line: int
    sure: bool


def item_lines(
    entry: Entry,
    number: int,
    total: int,
    *,
    place: str,
    since: str = "",
    notes: str = "",
    beside: Sequence[Neighbour] = (),
) -> Iterator[str]:
    """Yield the lines about an entry, the number-th of `total`; `place` is its file, `since` a date and author, or ``unknown``."""
    tier = [f"tier {entry.tier}"] if entry.tier else []
    severity = [entry.severity or "no severity"] if entry.kind == "gap" else []
    head = [
        f"{KINDS[entry.kind].title} {number} of {total}",
        entry.title or entry.name,
        *tier,
        *severity,
        _state(entry, since),
    ]
    yield f"{', '.join(head)}."
    owners = f" Owned by {', '.join(map(names.display, entry.owners))}." if entry.owners else ""
    yield f"In {place}, line {entry.line}.{owners}"
    group = f"{names.display(entry.topic)}: " if entry.kind == "criterion" and entry.topic else ""
    yield f"{group}{_words(entry.text)}"
    if notes:
        yield f"Notes: {names.strip_marks(notes)}"
    for place_, words in enumerate(entry.alternatives if applies("take", entry) else (), 1):
        yield f"{place_}: {_words(words)}"
    for one in beside:
        how = "Related" if one.sure else "Possibly related"
        yield f"{how}: line {one.line}, {one.what}: {_words(one.text)}"


def neighbours(contents: Contents, entry: Entry, found: Sequence[Pair]) -> tuple[Neighbour, ...]:
    """Return the related items of an entry, by the pairs of its spec: for a gap, all of them; else its gap, and those of the gap."""
    behind = None if entry.kind == "gap" else next((p for p in found if p.item.line == entry.line), None)
    if entry.kind != "gap" and behind is None:
        return ()
    gap = behind.gap if behind is not None else next((g for g in contents.gaps if g.line == entry.line), None)
    if gap is None:
        return ()
    first = [
        Neighbour(f"gap, {gap.severity or 'no severity'}", gap.gap, gap.line, one.sure)
        for one in (behind,)
        if one
    ]
    kin = [
        Neighbour(_what(pair), pair.item.text, pair.item.line, pair.sure)
        for pair in of_gap(found, gap)
        if pair is not behind
    ]
    return (*first, *kin)


def _what(pair: Pair) -> str:
    """Return what a related item is: the group of a bullet, else the noun of its kind."""
    if isinstance(pair.item, StateItem) or pair.kind == "state":
        return pair.item.group if isinstance(pair.item, StateItem) else pair.kind
    return KINDS[pair.kind].noun


def closing_lines(closing: Closing) -> Iterator[str]:
    """Yield the numbered changes of a resolution, each with the lines that it removes and adds."""
    yield f"Resolving this gap makes {format_count(len(closing.parts), 'change')}:"
    for number, part in enumerate(closing.parts, 1):
        how = "always" if part.needed else "certain" if part.sure else "likely"
        yield f"{number}, {how}: {_words(part.title)}"
        for hunk in part.hunks:
            for word, lines in (("removed", hunk.removed), ("added", hunk.added)):
                for line in lines:
                    yield f"   line {hunk.line} {word}: {line.strip()}"
    for refusal in closing.refusals:
        yield f"Not possible: {_words(refusal.title)}: {refusal.reason}"


def help_lines(asked: Asked | None) -> Iterator[str]:
    """Yield the lines that can be typed for an item of this kind."""
    if asked is not None:
        if asked.choices:
            yield "1, 2 and so on: choose the suggested answer with that number."
        for decision in asked.offered:
            if decision in LINES:
                yield f"{usage(decision)}: {DECISIONS[decision].help}{_choices(decision, asked)}"
    yield "An empty line or j: skip to the next item. k: go back. i: repeat the item."
    yield "u: undo the last change. U: redo it."
    yield "/ and a filter, such as / kind:gap tier:1 -owner:ada: show only those; / alone: show all."
    yield "q: quit."


def _choices(decision: DecisionId, asked: Asked) -> str:
    """Return the values that a decision takes, as a sentence that follows its help."""
    if decision in {"severity", "to-gap"} and asked.severities:
        return f" Severities: {', '.join(choice.word for choice in asked.severities)}."
    if decision == "to-criterion" and asked.groups:
        return f" Groups: {', '.join(map(names.display, asked.groups))}."
    return ""


def sentence(text: str) -> str:
    """Return text as a sentence."""
    words = _words(text)
    return words if words[-1:] in {".", "?", "!"} else f"{words}."


def wrapped(line: str, columns: int) -> Iterator[str]:
    """Yield a line wrapped to a number of cells at blanks; a longer word stays whole."""
    if cell_width(line) <= columns:
        yield line
        return
    lead = line[: len(line) - len(line.lstrip())]
    row = lead
    for word in line.split():
        if row.strip() and cell_width(row) + cell_width(word) + 1 > columns:
            yield row
            row = lead
        row = f"{row} {word}" if row.strip() else f"{row}{word}"
    yield row


def _state(entry: Entry, since: str) -> str:
    state = str(entry.state)
    if entry.state == "deferred" and entry.due:
        state = f"deferred to {entry.due}"
    elif entry.state == "assigned" and entry.assignee:
        state = f"assigned to {entry.assignee}"
    if since == "unknown":
        return f"{state}, of unknown age"
    if since:
        return f"{state}, added {since}" if entry.state != "open" else f"open since {since}"
    return f"{state}, spec updated {entry.updated}" if entry.updated else state


def _words(text: str) -> str:
    """Return text without the Markdown marks of bold and code; underscores stay, because names contain them."""
    return text.replace("**", "").replace("`", "")
