"""Carry an edit over to a text that another writer has changed meanwhile.

Both changes are kept where they touch different lines.  Where they touch the same lines, or the edit's section is no
longer the same, there is a clash that the user resolves: nothing is guessed, and no conflict marker is ever written.
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
"""Share of common words from which two lines count as one line that was changed."""
_AMBIGUOUS = -1
_MOST_PAIRS = 900
"""Pairs of lines that are compared at most."""

Line = TypeVar("Line", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Clash:
    """Lines that both sides changed: `start:end` of their text holds `theirs`, which `mine` would replace.

    `line` is the first of them in their text, counted from 1; `theirs` is empty where they deleted the lines.
    `restores` says that `mine` brings back a section that they deleted.
    """

    start: int
    end: int
    line: int
    theirs: str
    mine: str
    restores: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """A change carried over to another text: ``carried`` holds the edits that fit, ``clashes`` the rest.

    ``theirs`` is the number of changes of the other text that are in no clash.
    """

    text: str
    carried: Transaction
    clashes: tuple[Clash, ...] = ()
    theirs: int = 0

    @property
    def mine(self) -> int:
        """The number of edits that were carried over."""
        return len(self.carried.edits)

    @property
    def undecided(self) -> tuple[int, ...]:
        """The numbers of the clashes to resolve; the others read the same on both sides."""
        return tuple(n for n, clash in enumerate(self.clashes) if clash.mine != clash.theirs)

    def resolve(self, mine: Collection[int]) -> Transaction:
        """Return the change with `mine` for the clashes of these numbers, and theirs for all others."""
        kept = [
            TextEdit(c.start, c.end, _fitting_text(self.text, c))
            for n, c in enumerate(self.clashes)
            if n in mine
        ]
        return Transaction.of(self.text, [*self.carried.edits, *kept], self.carried.title)


def rebase(base: str, theirs: str, transaction: Transaction) -> Transaction | None:
    """Return the transaction on ``base`` as one on ``theirs``; None where that is not possible.

    The lines of each edit must be unchanged in ``theirs``, under the same heading.
    """
    if base == theirs:
        return transaction
    found = merge(base, theirs, transaction)
    return None if found.clashes else found.carried


def merge(base: str, theirs: str, transaction: Transaction) -> Merged:
    """Carry a transaction over, edit by edit; edits whose lines are not in ``theirs`` become clashes."""
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
    places = _merge_overlapping([sides.place(group) for group in stuck])
    clashes = tuple(sides.clash(place, transaction.edits) for place in places)
    apart = [edit for edit in carried if not any(c.start <= edit.start < c.end for c in clashes)]
    return Merged(
        theirs, Transaction.of(theirs, apart, transaction.title), clashes, sides.other_changes(places)
    )


def differences(theirs: str, mine: str, title: str = "") -> Merged:
    """Return every difference of two texts as a clash: for texts whose common base is unknown."""
    index, mine_index = LineIndex(theirs), LineIndex(mine)
    old, new = _lines(theirs, index), _lines(mine, mine_index)
    clashes = []
    for a, b in _gaps(matching_lines(old, new), len(old), len(new)):
        start, end = _offset(index, a.start), _offset(index, a.stop)
        clashes.append(Clash(start, end, a.start + 1, theirs[start:end], "".join(new[b.start : b.stop])))
    return Merged(theirs, Transaction.of(theirs, (), title), tuple(clashes))


class _Group(NamedTuple):
    """Edits that share lines: from `first` up to `end`, exclusive."""

    first: int
    end: int
    edits: tuple[TextEdit, ...]


class _Place(NamedTuple):
    """Lines that both sides changed: in the base, and in their text."""

    base: range
    theirs: range
    restores: bool = False


class _Sides:
    """The two texts line by line, and which line of the base is which line of theirs."""

    def __init__(self, base: str, theirs: str) -> None:
        self.base, self.theirs = base, theirs
        self.old, self.new = LineIndex(base), LineIndex(theirs)
        self.old_lines, self.new_lines = _lines(base, self.old), _lines(theirs, self.new)
        self.matches = matching_lines(self.old_lines, self.new_lines)

    def moved(self, edit: TextEdit) -> TextEdit | None:
        """Return an edit of the base as one of their text; None where its lines are not there."""
        first, end = _touched(self.old, edit)
        targets = [self.matches.get(line) for line in range(first, end)]
        start = targets[0]
        if start is None or targets != list(range(start, start + len(targets))):
            return None
        if _heading_above(self.old_lines, first) != _heading_above(self.new_lines, start):
            return None
        shift = self.new.starts[start] - self.old.starts[first]
        return TextEdit(edit.start + shift, edit.end + shift, edit.replacement)

    @cached_property
    def paired(self) -> dict[int, int]:
        """Which line became which, including lines that were changed, or moved with their section."""
        found = dict(self.matches)
        for a, b in _gaps(self.matches, len(self.old_lines), len(self.new_lines)):
            found.update(_pair_similar(self.old_lines, self.new_lines, a, b))
        taken, moved_to = set(self.matches.values()), _headings(self.new_lines)
        for line, heading in _headings(self.old_lines).items():
            there = moved_to.get(line, _AMBIGUOUS)
            if _AMBIGUOUS not in (heading, there) and heading not in self.matches and there not in taken:
                a, b = _body(self.old_lines, heading), _body(self.new_lines, there)
                matches = matching_lines(self.old_lines[a.start : a.stop], self.new_lines[b.start : b.stop])
                found.update({a.start + k: b.start + v for k, v in matches.items()})
                for c, d in _gaps(matches, len(a), len(b)):
                    found.update(
                        _pair_similar(
                            self.old_lines, self.new_lines, _shifted(c, a.start), _shifted(d, b.start)
                        )
                    )
        return found

    def place(self, group: _Group) -> _Place:
        """Return where a group of edits clashes: the fewest of their lines that became its lines."""
        first, end = group.first, group.end
        inside = [self.paired[line] for line in range(first, end) if line in self.paired]
        if inside:
            return _Place(range(first, end), range(min(inside), max(inside) + 1))
        heading = _heading_line(self.old_lines, first)
        restores = heading is not None and heading not in self.paired
        if heading is not None and restores:  # the section is gone: my edit brings it back
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
        return _Place(range(first, end), range(before + 1, stop), restores)

    def clash(self, place: _Place, edits: Sequence[TextEdit]) -> Clash:
        """Return the clash at a place; its `mine` is the base's lines there with all edits applied."""
        low, high = _offset(self.old, place.base.start), _offset(self.old, place.base.stop)
        text, at = "", low
        for edit in edits:
            if place.base.start <= _touched(self.old, edit)[0] < place.base.stop:
                text, at = text + self.base[at : edit.start] + edit.replacement, edit.end
        start, end = _offset(self.new, place.theirs.start), _offset(self.new, place.theirs.stop)
        mine = text + self.base[at:high]
        return Clash(start, end, place.theirs.start + 1, self.theirs[start:end], mine, place.restores)

    def other_changes(self, places: Sequence[_Place]) -> int:
        """Return the number of their changes outside these places."""
        here = {line for place in places for line in place.theirs}
        gone = {line for place in places for line in place.base}
        gaps = _gaps(self.matches, len(self.old_lines), len(self.new_lines))
        return sum(
            any(self.old_lines[n].strip() for n in a if n not in gone)
            or any(self.new_lines[n].strip() for n in b if n not in here)
            or not (here.intersection(b) or gone.intersection(a))
            for a, b in gaps
        )


def _touched(index: LineIndex, edit: TextEdit) -> tuple[int, int]:
    """Return the lines that an edit touches, from 0: the first, and the one after the last."""
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


def _merge_overlapping(places: Sequence[_Place]) -> list[_Place]:
    """Return the places in the order of their lines; places that overlap on either side become one."""
    found = list[_Place]()
    for place in sorted(places, key=lambda place: (place.theirs.start, place.base.start)):
        known = found[-1] if found else None
        same = known is not None and (
            place.theirs.start < known.theirs.stop
            or (place.theirs.start == known.theirs.stop and not (place.theirs and known.theirs))
            or place.base.start < known.base.stop
        )
        if known is not None and same:
            found[-1] = _Place(
                _union(known.base, place.base),
                _union(known.theirs, place.theirs),
                known.restores or place.restores,
            )
        else:
            found.append(place)
    return found


def _union(one: range, other: range) -> range:
    return range(min(one.start, other.start), max(one.stop, other.stop))


def _gaps(matches: Mapping[int, int], old: int, new: int) -> list[tuple[range, range]]:
    """Return the gaps between matching lines: the lines of the old text, and those of the new one in their place."""
    gaps, a, b = [], 0, 0
    for line, there in [*sorted(matches.items()), (old, new)]:
        if line > a or there > b:
            gaps.append((range(a, line), range(b, there)))
        a, b = line + 1, there + 1
    return gaps


def _pair_similar(old: Sequence[str], new: Sequence[str], a: range, b: range) -> dict[int, int]:
    """Pair the lines of a gap in order: one by one, or by the most similar words."""
    if len(a) == len(b):
        return dict(zip(a, b, strict=True))
    if not a or not b or len(a) * len(b) > _MOST_PAIRS:
        return {}
    ratios = _similarities([old[n] for n in a], [new[n] for n in b])
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


def _similarities(old: Sequence[str], new: Sequence[str]) -> dict[tuple[int, int], float]:
    """Return the share of words that each pair of lines has in common: 1.0 for all."""
    words = [[Counter(line.split()) for line in lines] for lines in (old, new)]
    return {
        (i, j): 2 * (one & other).total() / max(1, one.total() + other.total())
        for i, one in enumerate(words[0])
        for j, other in enumerate(words[1])
    }


def _fitting_text(text: str, clash: Clash) -> str:
    """Return my lines so that they fit between theirs: with newlines, where the last line of a text had none."""
    mine = clash.mine
    if not mine:
        return mine
    if clash.end < len(text) and not mine.endswith(("\n", "\r")):
        mine += dominant_newline(text)
    if clash.start and not text[: clash.start].endswith(("\n", "\r")):
        mine = dominant_newline(text) + mine
    is_section = clash.restores and not clash.theirs and mine.startswith("#")
    return _with_blank_lines(text, clash.start, mine) if is_section else mine


def _with_blank_lines(text: str, at: int, section: str) -> str:
    """Return a restored section with blank lines around it, as sections have."""
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


def find_line(base: str, theirs: str, line: int) -> int | None:
    """Return the line of their text that a line of the base became, both from 1; None where it is gone."""
    found = _Sides(base, theirs).paired.get(line - 1)
    return None if found is None else found + 1


def rebase_step(base: str, theirs: str, transaction: Transaction) -> Transaction | None:
    """Return what `rebase` does for an undo or redo, where lines beside its own may be gone too.

    Removed or inserted whole lines touch the line before or the one after, depending on which newline belongs to them:
    ``A⏎[B⏎]C`` is ``A[⏎B]⏎C``.  One of the two must be unchanged.  So rows that two programs wrote side by side can be
    undone in any order.
    """
    whole = rebase(base, theirs, transaction)
    if whole is not None or base == theirs:
        return whole
    moved = list[TextEdit]()
    for edit in transaction.edits:
        ways = (
            rebase(base, theirs, Transaction((one,), len(base)))
            for one in _equivalent_edits(base, theirs, edit)
        )
        found = next((way for way in ways if way is not None), None)
        if found is None:
            return None
        moved += found.edits
    try:
        return Transaction.of(theirs, moved, transaction.title)
    except EditError:  # two of them meet in this text
        return None


def _equivalent_edits(base: str, theirs: str, edit: TextEdit) -> Iterator[TextEdit]:
    """Yield an edit, and the one that does the same with the newline on the other side of its lines."""
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
    """Return whether the line before or after those of an edit is beside them in the other text too.

    Without it, the edit could hit another writer's copy of the same line.
    """
    old, new = LineIndex(base), LineIndex(theirs)
    matches = matching_lines(_lines(base, old), _lines(theirs, new))
    first, last = _lines_of(old, edit)
    start, end = matches.get(first), matches.get(last)
    if start is None or end is None:
        return False
    before = first > 0 and matches.get(first - 1) == start - 1
    return before or (last + 1 < len(old.starts) and matches.get(last + 1) == end + 1)


def _lines_of(index: LineIndex, edit: TextEdit) -> tuple[int, int]:
    """Return the first and last line that an edit touches, from 0; the next one too, where the edit joins them."""
    first, last = index.line_at(edit.start) - 1, index.line_at(edit.end) - 1
    if edit.end > edit.start and last > first and index.starts[last] == edit.end:
        ends_a_line = edit.replacement[-1:] in {"\n", "\r"}
        if ends_a_line or (not edit.replacement and index.starts[first] == edit.start):
            last -= 1
    return first, last


def _lines(text: str, index: LineIndex) -> list[str]:
    ends = [*index.starts[1:], index.length]
    return [text[start:end] for start, end in zip(index.starts, ends, strict=True)]


def matching_lines(old: Sequence[Line], new: Sequence[Line]) -> dict[int, int]:
    """Map each old line that is unchanged to its new place: common head and tail, then the longest runs between."""
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


def _shifted(some: range, shift: int) -> range:
    return range(some.start + shift, some.stop + shift)


def _body(lines: Sequence[str], heading: int) -> range:
    """Return a heading with the lines under it, up to the next heading."""
    end = heading + 1
    while end < len(lines) and not lines[end].startswith("#"):
        end += 1
    return range(heading, end)


def _headings(lines: Sequence[str]) -> dict[str, int]:
    """Return the line of each heading; _AMBIGUOUS for a heading that occurs more than once."""
    found: dict[str, int] = {}
    for number, line in enumerate(lines):
        if line.startswith("#"):
            found[line] = _AMBIGUOUS if line in found else number
    return found


def _heading_line(lines: Sequence[str], line: int) -> int | None:
    return next((n for n in range(min(line, len(lines) - 1), -1, -1) if lines[n].startswith("#")), None)


def _heading_above(lines: Sequence[str], line: int) -> str:
    found = _heading_line(lines, line)
    return "" if found is None else lines[found].strip()
