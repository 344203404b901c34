"""Carry an edit over to a text that somebody else has changed meanwhile.

Both changes are kept where they touch different lines; where they touch the same
lines, or the edit's section is not the same any more, there is a clash, and a
person decides: nothing is guessed, and no conflict marker is ever written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple, TypeVar

from specui.markdown.edits import EditError, TextEdit, Transaction
from specui.markdown.text import LineIndex, dominant_newline

_ALIKE = 0.3
"""Lines with so many words in common are one line that was changed."""
_TWICE = -1
_MOST_PAIRS = 900
"""So many pairs of lines are compared at most."""

Line = TypeVar("Line", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Clash:
    """Lines that both changed: `start:end` of their text holds `theirs`, where `mine` would stand.

    `line` is the first of them in their text, counted from 1, `theirs` is empty where they deleted the lines.
    """

    start: int
    end: int
    line: int
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Merged:
    """A change as it is against another text: ``carried`` is what touches other lines, ``clashes`` the rest.

    ``theirs`` counts the changes of the other text that are not among the clashes.
    """

    text: str
    carried: Transaction
    clashes: tuple[Clash, ...] = ()
    theirs: int = 0

    @property
    def mine(self) -> int:
        """How many changes are carried over."""
        return len(self.carried.edits)

    @property
    def asked(self) -> tuple[int, ...]:
        """The clashes that somebody has to decide, by number: the others read the same on both sides."""
        return tuple(n for n, clash in enumerate(self.clashes) if clash.mine != clash.theirs)

    def decided(self, mine: Collection[int]) -> Transaction:
        """Return the change with these clashes, by number, as `mine`, and all others as theirs."""
        kept = [
            TextEdit(c.start, c.end, _fitted(self.text, c)) for n, c in enumerate(self.clashes) if n in mine
        ]
        return Transaction.of(self.text, [*self.carried.edits, *kept], self.carried.title)


def rebase(base: str, theirs: str, transaction: Transaction) -> Transaction | None:
    """Return the transaction against ``theirs`` that says what it said against ``base``; None if it cannot.

    Each edit's lines must stand unchanged in ``theirs``, under the same heading.
    """
    if base == theirs:
        return transaction
    found = merge(base, theirs, transaction)
    return None if found.clashes else found.carried


def merge(base: str, theirs: str, transaction: Transaction) -> Merged:
    """Carry a transaction over, edit by edit: those whose lines do not stand in ``theirs`` are clashes."""
    if base == theirs:
        return Merged(theirs, transaction)
    sides = _Sides(base, theirs)
    carried, stuck = list[TextEdit](), list[_Group]()
    for group in _groups(sides.old, transaction.edits):
        moved = [sides.moved(edit) for edit in group.edits]
        if None in moved:
            stuck.append(group)
        else:
            carried += [edit for edit in moved if edit is not None]
    places = _joined([sides.place(group) for group in stuck])
    clashes = tuple(sides.clash(place, transaction.edits) for place in places)
    apart = [edit for edit in carried if not any(c.start <= edit.start < c.end for c in clashes)]
    return Merged(
        theirs, Transaction.of(theirs, apart, transaction.title), clashes, sides.other_changes(places)
    )


def differences(theirs: str, mine: str, title: str = "") -> Merged:
    """Return every difference of two texts as a clash, for where nobody knows what both began with."""
    index, mine_index = LineIndex(theirs), LineIndex(mine)
    old, new = _lines(theirs, index), _lines(mine, mine_index)
    clashes = []
    for a, b in _gaps(standing(old, new), len(old), len(new)):
        start, end = _offset(index, a.start), _offset(index, a.stop)
        clashes.append(Clash(start, end, a.start + 1, theirs[start:end], "".join(new[b.start : b.stop])))
    return Merged(theirs, Transaction.of(theirs, (), title), tuple(clashes))


class _Group(NamedTuple):
    """Edits that share lines: `first` to `end`, without it."""

    first: int
    end: int
    edits: tuple[TextEdit, ...]


class _Place(NamedTuple):
    """Lines that both changed: of the base, and of their text."""

    base: range
    theirs: range


class _Sides:
    """The two texts line by line, and which line of the base is which of theirs."""

    def __init__(self, base: str, theirs: str) -> None:
        self.base, self.theirs = base, theirs
        self.old, self.new = LineIndex(base), LineIndex(theirs)
        self.old_lines, self.new_lines = _lines(base, self.old), _lines(theirs, self.new)
        self.standing = standing(self.old_lines, self.new_lines)

    def moved(self, edit: TextEdit) -> TextEdit | None:
        """Return an edit of the base as one of their text; None where its lines do not stand there."""
        first, end = _touched(self.old, edit)
        targets = [self.standing.get(line) for line in range(first, end)]
        start = targets[0]
        if start is None or targets != list(range(start, start + len(targets))):
            return None
        if _heading_above(self.old_lines, first) != _heading_above(self.new_lines, start):
            return None
        shift = self.new.starts[start] - self.old.starts[first]
        return TextEdit(edit.start + shift, edit.end + shift, edit.replacement)

    @cached_property
    def paired(self) -> dict[int, int]:
        """Which line became which, also where it reads differently now, or stands in a section that was moved."""
        found = dict(self.standing)
        for a, b in _gaps(self.standing, len(self.old_lines), len(self.new_lines)):
            found.update(_alike(self.old_lines, self.new_lines, a, b))
        taken, moved_to = set(self.standing.values()), _headings(self.new_lines)
        for line, heading in _headings(self.old_lines).items():
            there = moved_to.get(line, _TWICE)
            if _TWICE not in (heading, there) and heading not in self.standing and there not in taken:
                a, b = _body(self.old_lines, heading), _body(self.new_lines, there)
                stands = standing(self.old_lines[a.start : a.stop], self.new_lines[b.start : b.stop])
                found.update({a.start + k: b.start + v for k, v in stands.items()})
                for c, d in _gaps(stands, len(a), len(b)):
                    found.update(_alike(self.old_lines, self.new_lines, _by(c, a.start), _by(d, b.start)))
        return found

    def place(self, group: _Group) -> _Place:
        """Return where a group of edits clashes: the least of their lines that became its lines."""
        first, end = group.first, group.end
        inside = [self.paired[line] for line in range(first, end) if line in self.paired]
        if inside:
            return _Place(range(first, end), range(min(inside), max(inside) + 1))
        heading = _heading_line(self.old_lines, first)
        if heading is not None and heading not in self.paired:  # the section is gone: it comes back with mine
            first = heading
            while (
                end < len(self.old_lines)
                and end not in self.paired
                and not self.old_lines[end].startswith("#")
            ):
                end += 1
        before = next((self.paired[n] for n in range(first - 1, -1, -1) if n in self.paired), -1)
        after = next((self.paired[n] for n in range(end, len(self.old_lines)) if n in self.paired), None)
        stop = len(self.new_lines) if after is None else max(before + 1, after)
        used = set(self.paired.values())
        while stop > before + 1 and stop - 1 in used:
            stop -= 1
        return _Place(range(first, end), range(before + 1, stop))

    def clash(self, place: _Place, edits: Sequence[TextEdit]) -> Clash:
        """Return the clash at a place, with what all edits that lie in it make of the base's lines there."""
        low, high = _offset(self.old, place.base.start), _offset(self.old, place.base.stop)
        text, at = "", low
        for edit in edits:
            if place.base.start <= _touched(self.old, edit)[0] < place.base.stop:
                text, at = text + self.base[at : edit.start] + edit.replacement, edit.end
        start, end = _offset(self.new, place.theirs.start), _offset(self.new, place.theirs.stop)
        mine = text + self.base[at:high]
        return Clash(start, end, place.theirs.start + 1, self.theirs[start:end], mine)

    def other_changes(self, places: Sequence[_Place]) -> int:
        """Return how many changes of theirs there are beside those at these places."""
        here = {line for place in places for line in place.theirs}
        gone = {line for place in places for line in place.base}
        gaps = _gaps(self.standing, len(self.old_lines), len(self.new_lines))
        return sum(
            any(self.old_lines[n].strip() for n in a if n not in gone)
            or any(self.new_lines[n].strip() for n in b if n not in here)
            or not (here.intersection(b) or gone.intersection(a))
            for a, b in gaps
        )


def _touched(index: LineIndex, edit: TextEdit) -> tuple[int, int]:
    """Return the lines that an edit touches, from 0: the first, and the one behind the last."""
    first, last = _lines_of(index, edit)
    return first, last + 1


def _groups(index: LineIndex, edits: Sequence[TextEdit]) -> list[_Group]:
    found = list[_Group]()
    for edit in edits:
        first, end = _touched(index, edit)
        if found and first < found[-1].end:
            known = found[-1]
            found[-1] = _Group(known.first, max(known.end, end), (*known.edits, edit))
        else:
            found.append(_Group(first, end, (edit,)))
    return found


def _joined(places: Sequence[_Place]) -> list[_Place]:
    """Return the places, by their lines, those that overlap on either side as one."""
    found = list[_Place]()
    for place in sorted(places, key=lambda place: (place.theirs.start, place.base.start)):
        known = found[-1] if found else None
        same = known is not None and (
            place.theirs.start < known.theirs.stop
            or (place.theirs.start == known.theirs.stop and not (place.theirs and known.theirs))
            or place.base.start < known.base.stop
        )
        if known is not None and same:
            found[-1] = _Place(_spanned(known.base, place.base), _spanned(known.theirs, place.theirs))
        else:
            found.append(place)
    return found


def _spanned(one: range, other: range) -> range:
    return range(min(one.start, other.start), max(one.stop, other.stop))


def _gaps(stands: Mapping[int, int], old: int, new: int) -> list[tuple[range, range]]:
    """Return what lies between lines that stand: of the old text, and of the new one in its place."""
    gaps, a, b = [], 0, 0
    for line, there in [*sorted(stands.items()), (old, new)]:
        if line > a or there > b:
            gaps.append((range(a, line), range(b, there)))
        a, b = line + 1, there + 1
    return gaps


def _alike(old: Sequence[str], new: Sequence[str], a: range, b: range) -> dict[int, int]:
    """Pair the lines of a gap in order: each with its own, or with those that read most alike."""
    if len(a) == len(b):
        return dict(zip(a, b, strict=True))
    if not a or not b or len(a) * len(b) > _MOST_PAIRS:
        return {}
    ratios = _ratios([old[n] for n in a], [new[n] for n in b])
    best: dict[tuple[int, int], tuple[float, tuple[tuple[int, int], ...]]] = {}
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            options: list[tuple[float, tuple[tuple[int, int], ...]]] = [(0.0, ())]
            if i:
                options.append(best[i - 1, j])
            if j:
                options.append(best[i, j - 1])
            if i and j:
                ratio = ratios.get((i - 1, j - 1), 0.0)
                if ratio >= _ALIKE:
                    score, pairs = best[i - 1, j - 1]
                    options.append((score + ratio, (*pairs, (a[i - 1], b[j - 1]))))
            best[i, j] = max(options, key=lambda option: option[0])
    return dict(best[len(a), len(b)][1])


def _ratios(old: Sequence[str], new: Sequence[str]) -> dict[tuple[int, int], float]:
    """Return how many of their words lines have in common: 1.0 where all are."""
    words = [[Counter(line.split()) for line in lines] for lines in (old, new)]
    return {
        (i, j): 2 * (one & other).total() / max(1, one.total() + other.total())
        for i, one in enumerate(words[0])
        for j, other in enumerate(words[1])
    }


def _fitted(text: str, clash: Clash) -> str:
    """Return my lines as they can stand between theirs: the last line of a text may have had no end."""
    mine = clash.mine
    if not mine:
        return mine
    if clash.end < len(text) and not mine.endswith(("\n", "\r")):
        mine += dominant_newline(text)
    if clash.start and not text[: clash.start].endswith(("\n", "\r")):
        mine = dominant_newline(text) + mine
    return _set_apart(text, clash.start, mine) if not clash.theirs and mine.startswith("#") else mine


def _set_apart(text: str, at: int, section: str) -> str:
    """Return a section that comes back with a blank line around it, as sections have."""
    newline = dominant_newline(text)
    before, after = text[:at], text[at:]
    if before.strip() and before.rstrip(" \t\r\n") + newline == before:
        section = newline + section
    if (
        after.strip()
        and section.rstrip(" \t\r\n") + newline == section
        and not after.startswith(("\n", "\r"))
    ):
        section += newline
    return section


def line_now(base: str, theirs: str, line: int) -> int | None:
    """Return which line of their text a line of the base became, both from 1; None where it is gone."""
    found = _Sides(base, theirs).paired.get(line - 1)
    return None if found is None else found + 1


def rebase_step(base: str, theirs: str, transaction: Transaction) -> Transaction | None:
    """Return what `rebase` does for a step that goes back or forth, where lines beside its own are gone too.

    Whole lines that go or come touch the line before or the one after, by where their newline is counted: ``A⏎[B⏎]C``
    is ``A[⏎B]⏎C``. One of both must stand. So rows that two programs wrote side by side go in any order.
    """
    whole = rebase(base, theirs, transaction)
    if whole is not None or base == theirs:
        return whole
    moved = list[TextEdit]()
    for edit in transaction.edits:
        ways = (rebase(base, theirs, Transaction((one,), len(base))) for one in _ways(base, theirs, edit))
        found = next((way for way in ways if way is not None), None)
        if found is None:
            return None
        moved += found.edits
    try:
        return Transaction.of(theirs, moved, transaction.title)
    except EditError:  # two of them meet in this text
        return None


def _ways(base: str, theirs: str, edit: TextEdit) -> Iterator[TextEdit]:
    """Yield an edit, and those that do the same with its lines' newlines counted on the other side."""
    yield edit
    gone, come = base[edit.start : edit.end], edit.replacement
    if bool(gone) == bool(come):
        return
    words = gone or come
    for newline in ("\r\n", "\n", "\r"):
        size = len(newline)
        if words.startswith(newline) and base.startswith(newline, edit.end):
            slid = TextEdit(edit.start + size, edit.end + size, come and come[size:] + newline)
            if come or _has_neighbour(base, theirs, slid):
                yield slid
            return
        if come and words.endswith(newline) and base.endswith(newline, 0, edit.start):
            yield TextEdit(edit.start - size, edit.end - size, newline + come[:-size])
            return


def _has_neighbour(base: str, theirs: str, edit: TextEdit) -> bool:
    """Whether a line before or after those of an edit stands beside them in the other text, too.

    A line may stand there a second time, by somebody else.
    """
    old, new = LineIndex(base), LineIndex(theirs)
    standing_at = standing(_lines(base, old), _lines(theirs, new))
    first, last = _lines_of(old, edit)
    start, end = standing_at.get(first), standing_at.get(last)
    if start is None or end is None:
        return False
    before = first > 0 and standing_at.get(first - 1) == start - 1
    return before or (last + 1 < len(old.starts) and standing_at.get(last + 1) == end + 1)


def _lines_of(index: LineIndex, edit: TextEdit) -> tuple[int, int]:
    """Return the first and the last line that an edit touches, from 0; the one behind it, where it is joined to it."""
    first, last = index.line_at(edit.start) - 1, index.line_at(edit.end) - 1
    if edit.end > edit.start and last > first and index.starts[last] == edit.end:
        ends_a_line = edit.replacement[-1:] in {"\n", "\r"}
        if ends_a_line or (not edit.replacement and index.starts[first] == edit.start):
            last -= 1
    return first, last


def changed_lines(old: str, new: str) -> tuple[range, range] | None:
    """Return the lines (from 0) that differ, in the old text and in the new; None where none does."""
    if old == new:
        return None
    a, b = _lines(old, LineIndex(old)), _lines(new, LineIndex(new))
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return range(start, len(a) - end), range(start, len(b) - end)


def _lines(text: str, index: LineIndex) -> list[str]:
    ends = [*index.starts[1:], index.length]
    return [text[start:end] for start, end in zip(index.starts, ends, strict=True)]


def standing(old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Map each old line that still stands to its place: common head and tail, then the longest runs between."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    found = {line: line for line in range(head)}
    found.update({len(old) - 1 - i: len(new) - 1 - i for i in range(tail)})
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if middle_old and middle_new:
        matcher = SequenceMatcher(None, middle_old, middle_new, autojunk=False)
        for block in matcher.get_matching_blocks():
            for offset in range(block.size):
                found[head + block.a + offset] = head + block.b + offset
    return found


def _offset(index: LineIndex, line: int) -> int:
    return index.starts[line] if line < len(index.starts) else index.length


def _by(some: range, shift: int) -> range:
    return range(some.start + shift, some.stop + shift)


def _body(lines: Sequence[str], heading: int) -> range:
    """Return a heading with the lines under it, up to the next heading."""
    end = heading + 1
    while end < len(lines) and not lines[end].startswith("#"):
        end += 1
    return range(heading, end)


def _headings(lines: Sequence[str]) -> dict[str, int]:
    """Return where each heading stands; _TWICE for those that stand in several places."""
    found: dict[str, int] = {}
    for number, line in enumerate(lines):
        if line.startswith("#"):
            found[line] = _TWICE if line in found else number
    return found


def _heading_line(lines: Sequence[str], line: int) -> int | None:
    return next((n for n in range(min(line, len(lines) - 1), -1, -1) if lines[n].startswith("#")), None)


def _heading_above(lines: Sequence[str], line: int) -> str:
    found = _heading_line(lines, line)
    return "" if found is None else lines[found].strip()
