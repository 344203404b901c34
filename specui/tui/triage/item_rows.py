"""One entry of the queue, large: its text, its place, the keys that decide, and related items. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from specui.specs import names
from specui.specs.dates import parse
from specui.specs.decisions import applies
from specui.specs.items.kinds import KINDS
from specui.specs.triage.model import NO_RANK, Entry
from specui.tui.rendering.paint import fit_words, wrap_words
from specui.tui.rendering.safe_text import fit, safe, width
from specui.tui.rendering.section.canvas import cells, hang
from specui.tui.rendering.section.lists import STATES as QUESTION_STATES, deferred_state
from specui.tui.rendering.section.model import Line
from specui.tui.rendering.section.text_flow import flow

MEASURE = 84
"""The most cells of a line of running text."""

STATES: Mapping[str, tuple[str, str, str]] = {**QUESTION_STATES, "done": ("✓", "done", "success")}
"""The sign, the word and the style of each state."""
SEVERITY_STYLES = ("error", "warning", "success")
"""The worst first; a severity beyond the last takes the last style."""


class Neighbour(NamedTuple):
    """Another item in the same spec about the same; `sure` if their texts say so."""

    kind: str
    text: str
    line: int
    sure: bool


class Shown(NamedTuple):
    """What to draw of an entry.

    It is ``number`` of ``total`` of its kind in the queue. ``signed`` is a gap's severity as the file has it, ``notes``
    its paragraphs. ``since`` and ``by`` are from git, "" if unknown so far; ``blames`` says that git answered,
    ``beyond`` that the line is older than the history. ``ways`` are the keys that decide here, with their words.
    """

    entry: Entry
    number: int
    total: int
    signed: str = ""
    notes: tuple[str, ...] = ()
    since: str = ""
    by: str = ""
    blames: bool = False
    neighbours: tuple[Neighbour, ...] = ()
    ways: Sequence[tuple[str, str]] = ()
    beyond: bool = False


def item_lines(shown: Shown, columns: int, *, low: bool = False) -> tuple[Line, ...]:
    """Return an entry in lines of at most `columns` cells; ``low`` leaves out most empty lines."""
    return tuple(_lines(shown, max(20, columns), low))


def age(since: str, today: str) -> str:
    """Return how long ago a day was, in words; "" if it is no day, or still to come."""
    then, now = parse(since), parse(today)
    if then is None or now is None:
        return ""
    days = (now - then).days
    if days < 0:
        return ""
    if days == 0:
        return "today"
    if days < 60:
        return f"{days} day{'s' * (days != 1)}"
    return f"{days // 30} months" if days < 730 else f"{days // 365} years"


def severity_style(entry: Entry) -> str:
    """Return the style of a gap's severity; "" if it has none."""
    if entry.rank == NO_RANK or not entry.severity:
        return ""
    return SEVERITY_STYLES[min(entry.rank, len(SEVERITY_STYLES) - 1)]


def words_of(entry: Entry) -> str:
    """Return the text of an entry without its topic."""
    if entry.kind != "question" or not entry.topic:
        return entry.text
    head, mark, rest = entry.text.partition("**")
    topic, closed, behind = rest.partition("**")
    same = names.strip_marks(topic).rstrip(":").strip() == names.strip_marks(entry.topic).strip()
    return behind.lstrip(" :") or entry.text if mark and closed and not head.strip() and same else entry.text


def _lines(shown: Shown, columns: int, low: bool) -> Iterator[Line]:
    entry = shown.entry
    measure = min(columns, MEASURE)
    air: tuple[Line, ...] = () if low else ((),)
    yield _head(shown, measure)
    yield from _where(shown, measure)
    yield ()
    if entry.topic:
        yield from flow(entry.topic, measure, base="strong")
    yield from flow(
        words_of(entry), measure, base="" if entry.topic or entry.kind == "question" else "strong"
    )
    for note in shown.notes:
        yield from air
        yield from flow(note, measure, base="muted")
    if applies("take", entry):
        yield ()
        for number, words in enumerate(entry.alternatives[:9], 1):
            yield from hang(((f" {number}  ", "title"),), 4, flow(words, measure - 4))
    if shown.ways:
        yield ()
        yield from _ways(shown.ways, measure)
    if shown.neighbours:
        yield ()
        yield (("Also in this spec", "label"),)
        yield from _neighbours(shown.neighbours, measure)


def _head(shown: Shown, columns: int) -> Line:
    entry = shown.entry
    sign, word, style = STATES[entry.state]
    left = f"{KINDS[entry.kind].title} {shown.number} of {shown.total}"
    if entry.state == "deferred" and entry.due:
        until = "" if entry.waiting else f" until {entry.due}"
        sign, word, style = deferred_state(entry.due, entry.today)
        word += until
    elif entry.state == "assigned" and entry.assignee:
        word = f"{word} to {safe(entry.assignee)}"
    right: Line = ((f"{sign} {word}", style),)
    if entry.kind == "gap":
        right = ((safe(shown.signed or entry.severity) or "no severity", severity_style(entry) or "muted"),)
    room = columns - cells(right)
    if room < width(left) + 2:
        right, room = ((fit_words(right[0][0], max(0, columns - width(left) - 2)), right[0][1]),), 0
        room = columns - cells(right)
    return ((left, "title"), (" " * max(2, room - width(left)), ""), *right)


def _where(shown: Shown, columns: int) -> Iterator[Line]:
    entry = shown.entry
    people = ", ".join(names.display(owner) for owner in entry.owners)
    tier = f"Tier {entry.tier}" if entry.tier else ""
    facts = [fact for fact in (entry.title or entry.name, tier, entry.status, people) if fact]
    for line in wrap_words(safe(" · ".join(facts)), columns):
        yield ((line, "muted"),)
    place = f"{entry.name}:{entry.line}"
    facts = [place, *_stands(shown)]
    for line in wrap_words(safe(" · ".join(facts)), columns):
        yield ((line, "faint"),)


def _stands(shown: Shown) -> Iterator[str]:
    entry = shown.entry
    if entry.kind == "gap" and entry.assignee:  # its severity takes the place of its state
        yield f"assigned to {entry.assignee}"
    if shown.since:
        long = age(shown.since, entry.today)
        by = f" by {shown.by}" if shown.by else ""
        yield f"since {shown.since}{by}{f' ({long})' if long else ''}"
    elif shown.beyond:
        yield "age unknown (shallow clone)"
    elif shown.blames:
        yield "not committed yet"
    elif entry.updated:
        yield f"spec updated {entry.updated}"


def _ways(ways: Sequence[tuple[str, str]], columns: int) -> Iterator[Line]:
    """Draw keys and words, separated by dots; a line breaks only between them."""
    line: list[tuple[str, str]] = []
    used = 0
    for key, words in ways:
        size = width(key) + 1 + width(words)
        if line and used + 3 + size > columns:
            yield tuple(line)
            line, used = [], 0
        if line:
            line.append((" · ", "faint"))
            used += 3
        line += [(key, "title"), (f" {words}", "muted")]
        used += size
    if line:
        yield tuple(line)


def _neighbours(neighbours: Sequence[Neighbour], columns: int) -> Iterator[Line]:
    kinds = max(width(one.kind) for one in neighbours)
    for one in neighbours:
        lead = f" {one.kind.ljust(kinds)}  "
        room = max(8, columns - width(lead))
        *above, last = wrap_words(safe(names.strip_marks(one.text)), room)
        tail = fit(f"{'related' if one.sure else 'possibly related'} · line {one.line}", room)
        lines: list[Line] = [((text, ""),) for text in above]
        if width(last) + 2 + width(tail) <= room:
            lines.append(((last, ""), (f"  {tail}", "faint")))
        else:
            lines += [((last, ""),), ((tail, "faint"),)]
        yield from hang(((lead, "muted"),), width(lead), lines)
