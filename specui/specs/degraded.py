"""Degraded modes: bullets, table rows or labelled sentences on what happens when a dependency is down.

Bullets are the form of the template, and the only ones that can be edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from specui.markdown.blocks import Document, FieldLine, ListItem, Paragraph
from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.labels import label_of
from specui.specs.rows import records
from specui.specs.sections import Group
from specui.specs.spec import Spec

_IF = lazy_pattern(r"(?:if|when)\s+", re.IGNORECASE)
_LOSS = lazy_pattern(r"\bdata[- ]loss\b|\bloss of data\b", re.IGNORECASE)
_NO_LABEL = lazy_pattern(
    r"(?:no|none|some|minimal|possible|potential|limited)\b[^.:]{0,30}\bdata[- ]loss\b", re.IGNORECASE
)
# A label in bold that a dash separates from the rest, or one that is not in bold: "If X is down: …".
_DASHED = lazy_pattern(r"\*\*(?P<label>[^*\n]+)\*\*[ \t]*(?:--?|[\u2013\u2014\u2192])[ \t]+")
_PLAIN = lazy_pattern(
    r"(?P<label>(?:(?:if|when)\b|[^:*`\n]{0,30}\b(?:data[- ]loss|loss of data)\b)[^:*`\n]{0,120}):[ \t]+",
    re.IGNORECASE,
)
_BEHAVIORS = (
    "Behavior", "Behaviour", "Degraded behavior", "Degraded behaviour", "Fallback", "Response", "What happens",
)  # fmt: skip


class DegradedMode(NamedTuple):
    """What happens under a condition, which is empty where no label says it; ``item`` is the bullet that it is."""

    condition: str
    behavior: str
    line: int
    item: ListItem | None = None


class DataLossRisk(NamedTuple):
    """What says which data may be lost; ``item`` is the bullet that it is."""

    text: str
    line: int
    item: ListItem | None = None


Entry: TypeAlias = DegradedMode | DataLossRisk


def read_bullets(spec: Spec) -> list[Entry]:
    """Return the bullets on degraded modes and on data loss, in file order."""
    return [entry for group in spec.groups("degraded_modes") for entry in _bullets(group)]


def read_degradation(spec: Spec) -> tuple[tuple[DegradedMode, ...], DataLossRisk | None]:
    """Return all statements on degraded modes, in file order, and the one on data loss."""
    found: list[Entry] = []
    for group in spec.groups("degraded_modes"):
        entries = [*_bullets(group), *_rows(group), *_sentences(group)]
        if entries and _is_loss(group.name):
            entries = [DataLossRisk(_said(entries[0]), entries[0].line), *entries[1:]]
        elif _is_loss(group.name) and group.prose:
            first = group.prose[0]
            entries = [DataLossRisk(group.document.flat(first.start, first.end), first.line)]
        found += sorted(entries, key=attrgetter("line"))
    risk = next((entry for entry in found if isinstance(entry, DataLossRisk)), None)
    modes = [entry for entry in found if entry is not risk]
    return tuple([e if isinstance(e, DegradedMode) else DegradedMode("", *e) for e in modes]), risk


def _bullets(group: Group) -> Iterator[Entry]:
    document = group.document
    for item in group.items:
        if item.depth > 0:
            continue
        label, rest_at = _label(document, item)
        rest = document.flat(rest_at, item.text_end).strip()
        if _is_loss(label) or (not label and _NO_LABEL.match(rest)):
            yield DataLossRisk(rest, item.line, item)
        else:
            yield DegradedMode(_bare(label), rest, item.line, item)


def _label(document: Document, item: ListItem) -> tuple[str, int]:
    found = label_of(document, item)
    if found is not None:
        return found
    match = _DASHED.match(document.text, item.text_start, item.text_end)
    match = match or _PLAIN.match(document.text, item.text_start, item.text_end)
    return (match["label"].strip(), match.end()) if match else ("", item.text_start)


def _rows(group: Group) -> Iterator[Entry]:
    for record in records((group,)):
        cells = list(record.cells.values())
        if record.none or len(cells) < 2:
            continue
        label, said = names.strip_marks(cells[0]), record.get(*_BEHAVIORS) or cells[1]
        if _is_loss(label):
            yield DataLossRisk(said, record.row.line)
        else:
            yield DegradedMode(_bare(label), said, record.row.line)


def _sentences(group: Group) -> Iterator[Entry]:
    document = group.document
    for paragraph in group.prose:
        for index, line in enumerate(paragraph.fields):
            label = document.slice(line.key_start, line.key_end)
            said = document.flat(line.value_start, _end(paragraph, index)).strip()
            if not said:
                continue
            if _is_loss(label):
                yield DataLossRisk(said, line.line)
            elif _IF.match(label):
                yield DegradedMode(_bare(label), said, line.line)


def _end(paragraph: Paragraph, index: int) -> int:
    following: tuple[FieldLine, ...] = paragraph.fields[index + 1 : index + 2]
    return following[0].start if following else paragraph.end


def _is_loss(label: str) -> bool:
    return _LOSS.search(label) is not None and _IF.match(label) is None


def _bare(label: str) -> str:
    return _IF.sub("", label, count=1) if _IF.match(label) else label


def _said(entry: Entry) -> str:
    return entry.behavior if isinstance(entry, DegradedMode) else entry.text
