"""Known gaps: rows of a table, bullets, numbers or headings, each with its severity and who it is assigned to.

A gap that is struck out or marked as done is closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from specui.markdown.blocks import Block, ListItem, Paragraph
from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.addresses import AddressError, Checks, find_item
from specui.specs.choices import listed
from specui.specs.items.entries import Entry, entries_in, nested_in
from specui.specs.items.found import (
    Found,
    closes,
    is_none,
    is_struck,
    says_done,
    stands_closed,
    unstruck,
)
from specui.specs.items.kinds import NO_RANK, Facts
from specui.specs.items.reader import STATUS_COLUMNS, read_items
from specui.specs.items.row_entries import NOTES_COLUMNS, Cell, gap_places, owner_in, split_cell
from specui.specs.items.severity import (
    SeverityText,
    heads_severity,
    is_severity,
    severity_in,
    stated_severity,
)
from specui.specs.parts import Part
from specui.specs.rows import Record
from specui.specs.spec import Spec, match_choice
from specui.specs.template import Choice, Template

DEFAULT_SEVERITIES = (Choice("🔴", "Critical"), Choice("🟡", "High"), Choice("🟢", "Low"))

SEVERITY_KEYS = ("severity", "sev", "priority", "prio", "criticality", "urgency")
"""How the key of a severity column begins."""


class Gap(NamedTuple):
    """One gap; ``severity`` is the template's word, or the file's own where it is not allowed.

    ``record`` is the row that it is, ``item`` the list item; a heading or a paragraph is neither, and
    ``below`` are the blocks that belong to it.  ``start:end`` is the range of its text, or its row.  ``none`` marks a
    row that says there is none, ``closed`` a gap that is struck out, ticked or called closed.  ``entries`` are the
    decisions written under a gap that is no row; ``assignee`` is "" where it is assigned to nobody, and is no part of
    the ``notes``, even if it is written in their cell.
    """

    id: str
    gap: str
    severity: str
    known: bool
    notes: str
    none: bool
    closed: bool
    line: int
    start: int
    end: int
    record: Record | None
    item: ListItem | None
    below: tuple[Block, ...]
    number: int
    checks: Checks
    entries: tuple[Entry, ...] = ()
    assignee: str = ""

    @property
    def written_severity(self) -> str:
        """The severity as its row has it, with its sign; else as specui read it."""
        return (_severity_of(self.record) if self.record is not None else "") or self.severity

    @property
    def _has_severity(self) -> bool:
        """Whether its row has a cell for the severity."""
        cells = self.record.cells if self.record is not None else {}
        return any(name.startswith(SEVERITY_KEYS) for name in cells) or any(map(is_severity, cells.values()))

    @property
    def is_open(self) -> bool:
        """Whether there is a gap, and it is not closed."""
        return not self.none and not self.closed

    @property
    def text(self) -> str:
        """What the gap says."""
        return self.gap

    @property
    def part(self) -> Part:
        """The part that holds it."""
        return "gaps"

    @property
    def searched(self) -> str:
        """What search matches: the gap, its severity and its notes."""
        return " · ".join(filter(None, (self.gap, self.severity, self.notes)))

    def facts(self, ranks: Mapping[str, int]) -> Facts:
        """Return what triage knows of it."""
        rank = min(ranks.get(self.severity, len(ranks)), NO_RANK - 1)
        assignee = "" if self.closed else self.assignee
        return Facts(
            "done" if self.closed else "assigned" if assignee else "open",
            severity=self.severity,
            rank=rank,
            assignee=assignee,
            places=gap_places(self.record, severity=self._has_severity),
        )

    def details(self) -> dict[str, Any]:
        """Return what a listing adds for a gap."""
        return {"severity": self.severity, "notes": self.notes, "assignee": self.assignee or None}

    @property
    def check(self) -> str:
        """The check of its text, which makes the address a ref."""
        return self.checks[self.number]

    @property
    def ref(self) -> str:
        """The address with the check of its text: means this gap, wherever it is now."""
        return f"{self.id}~{self.check}"


@lru_cache(maxsize=32)
def severities(template: Template | None) -> tuple[Choice, ...]:
    """Return the severities that a template allows, worst first."""
    for section in template.sections if template else ():
        for group in section.groups:
            for column in group.columns:
                if names.field_key(column.name) == "severity" and column.choices:
                    return column.choices
    return DEFAULT_SEVERITIES


def read_gaps(spec: Spec) -> tuple[Gap, ...]:
    """Return all gaps in file order, rows that say "none" included."""
    if not spec.groups("gaps"):
        return ()
    allowed = severities(spec.template)
    items = read_items(spec, "gaps")
    read = [_words(spec, item) for item in items]
    checks = Checks([words.rest for words in read])
    found = []
    for number, (item, words) in enumerate(zip(items, read, strict=True)):
        raw = words.raw
        said = _STRUCK_OUT.sub("", raw).strip() or raw.replace("~~", "")
        choice = match_choice(said, allowed) or _by_sign(said, allowed)
        severity = choice.word if choice else "" if listed(said, allowed) else names.strip_signs(said)
        # A row with a severity is a gap, even if its first cell says "None".
        none = (item.record.none if item.record is not None else is_none(item.text)) and not is_severity(raw)
        gap = Gap(
            f"gap{number + 1}",
            words.rest,
            severity,
            choice is not None,
            _notes(item.record) if item.record is not None else "",
            none,
            not none and _is_closed(item, raw),
            item.line,
            item.start,
            item.end,
            item.record,
            item.item,
            item.below,
            number,
            checks,
            *_assignment(spec, item),
        )
        found.append(gap)
    return tuple(found)


def _assignment(spec: Spec, found: Found) -> tuple[tuple[Entry, ...], str]:
    """Return the decisions written under a gap, and whom it is assigned to."""
    if found.record is not None:
        return (), owner_in(found.record) or _assigned_to(_noted(found.record).entry)
    if found.item is None and not found.below:
        return (), ""
    if found.item is not None and found.item.end_line == found.item.line:
        return (), ""
    entries = entries_in(spec.document, nested_in(spec.document, found))
    return entries, _assigned_to(entries[-1] if entries else None)


def _assigned_to(entry: Entry | None) -> str:
    return names.strip_marks(entry.text).rstrip(".") if entry is not None and entry.verb == "Assigned" else ""


def _noted(record: Record) -> Cell:
    return split_cell(record.get(*NOTES_COLUMNS), record.row.line)


def _notes(record: Record) -> str:
    """Return the notes of a row, without whom the gap is assigned to."""
    cell = _noted(record)
    return cell.before if _assigned_to(cell.entry) else record.get(*NOTES_COLUMNS)


_STRUCK_OUT = lazy_pattern(r"~~(?:(?!~~).)+~~")


def _severity_of(record: Record) -> str:
    """Return a row's severity: from its column, else from a cell that is only a severity."""
    for name, text in record.cells.items():
        if name.startswith(SEVERITY_KEYS):
            return text
    return next((text for text in record.cells.values() if is_severity(text)), "")


def _words(spec: Spec, found: Found) -> SeverityText:
    """Return the severity of a gap as it is written, and what the gap says without it."""
    if found.record is not None:
        return SeverityText(_severity_of(found.record), found.text)
    said = severity_in(unstruck(found.text))
    if said is not None:
        return said if not is_struck(found.text) else SeverityText(said.raw, found.text)
    for text in _below(spec, found):
        stated = stated_severity(text)
        if stated:
            return SeverityText(stated, found.text)
    above = (heads_severity(name) or _heads_allowed(spec, name) for name in found.headings)
    return SeverityText(next((word for word in above if word), ""), found.text)


def _heads_allowed(spec: Spec, name: str) -> str:
    """Return the template's severity that a heading says, alone or before "gaps"."""
    choice = match_choice(name, severities(spec.template))
    return choice.word if choice is not None and len(names.strip_signs(name).split()) <= 2 else ""


def _below(spec: Spec, found: Found) -> Iterator[str]:
    """Yield the texts that belong to a gap: of the items nested in it, or of what is below its heading."""
    document = spec.document
    if found.item is not None and found.item.end_line > found.item.line and not found.quoted:
        for item in document.items_within(found.item.start, found.item.end):
            yield document.flat(item.text_start, item.text_end)
    for block in found.below:
        if type(block) is ListItem:
            yield document.flat(block.text_start, block.text_end)
        elif type(block) is Paragraph:
            yield document.flat(block.start, block.end)


def _by_sign(raw: str, allowed: Sequence[Choice]) -> Choice | None:
    """Return the severity whose sign is all that is written."""
    if names.strip_signs(raw):
        return None
    sign = names.leading_sign(raw).rstrip("\ufe0f")
    known = allowed if any(choice.sign for choice in allowed) else DEFAULT_SEVERITIES
    found = next((choice for choice in known if sign and choice.sign.rstrip("\ufe0f") == sign), None)
    return match_choice(found.word, tuple(allowed)) if found is not None else None


def _is_closed(found: Found, severity: str) -> bool:
    if found.item is not None and found.item.checked:
        return True
    if is_struck(found.text) or stands_closed(found):
        return True
    if found.record is not None:
        cells = found.record.cells
        status = next((cells[name] for name in STATUS_COLUMNS if name in cells), "")
        return (bool(status) and says_done(status)) or is_struck(severity)
    first = names.strip_signs(found.text).lstrip("*_[(").split(maxsplit=1)
    return bool(first) and first[0].isupper() and closes(first[0].strip("*_])(:"))


def find_gap(gaps: Sequence[Gap], address: str) -> Gap:
    """Return the gap that an address means: ``gap5``, a ref, or ``L57``. Raises AddressError."""
    found = find_item(gaps, address, "gap", _nearby)
    if found.none:
        raise AddressError(f"{found.id} says that there is no gap; {_nearby(gaps, address)}")
    return found


def is_critical(gap: Gap, spec: Spec) -> bool:
    """Whether an open gap has the worst severity that the template knows."""
    return gap.known and gap.is_open and gap.severity == severities(spec.template)[0].word


def _nearby(gaps: Sequence[Gap], _wanted: str) -> str:
    real = [gap for gap in gaps if not gap.none]
    if not real:
        return "the file has no gaps"
    return (
        f"the gaps go from {real[0].id} to {real[-1].id}" if len(real) > 1 else f"the one gap is {real[0].id}"
    )
