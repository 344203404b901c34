"""Finds the items of a part, in any shape that teams write them.

The part decides what an item is: under Known Gaps a bullet is a gap, under Acceptance Criteria a bullet without a box
is a criterion that has none, under Missing Tests a paragraph is a note.  A heading that is an item (``### Q1: Who
pays?``, ``### AC-2 …``) holds all that is below it.  What a part's items are not is a note, or unread.py's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from specui.markdown.blocks import (
    Block,
    Fence,
    FieldLine,
    Heading,
    ListItem,
    Paragraph,
    Quote,
    Table,
)
from specui.markdown.lazy import lazy_pattern
from specui.specs import names, parts
from specui.specs.items import found as texts
from specui.specs.items.found import Found
from specui.specs.items.kinds import BY_PART
from specui.specs.items.severity import heads_severity, is_severity, leading_severity
from specui.specs.parts import Part
from specui.specs.rows import Record, records_of
from specui.specs.sections import Group, Section
from specui.specs.spec import Spec, is_guidance

BOXED: frozenset[Part] = frozenset({"criteria", "missing_tests"})
"""The parts in which every box is an item, wherever it is nested."""

_ID = r"(?:[A-Z][A-Z]{0,5}-?\d{1,4}(?:[.-]\d{1,4})*|#\d{1,4}|(?:Question|Criterion|Gap|Scenario|Issue)\s+\d{1,4})"
_NAMED = lazy_pattern(rf"\W{{0,4}}{_ID}\b", re.IGNORECASE)
_BEGINS = lazy_pattern(
    rf"[*_\[(]{{0,4}}{_ID}[\])*_]{{0,4}}\s*(?:[:.)\]|]|[\u2013\u2014-](?!\s?{_ID})|\s(?!\s*[\u2013\u2014-]\s*{_ID}))"
)
"""An id at the start of a line. That of a range of ids is none: ``FR-001–FR-012 apply to all``."""
_BARE_ID = lazy_pattern(
    rf"[*_`]{{0,3}}(?:{_ID}|[A-Z]{{1,6}}(?:-[A-Z0-9]{{1,6}})+|\d+(?:\.\d+)*)[*_`.]{{0,3}}"
)
_QUESTION_LINE = lazy_pattern(r"(?:[•‣◦▪●·\u2013\u2014]\s|[*_]{0,2}Q\d{0,3}[:.)])")
_GIVEN = lazy_pattern(r"[*_]{0,2}(?:given|when|scenario(?: outline)?|example)\b", re.IGNORECASE)
_STEP = lazy_pattern(r"[*_]{0,2}(?:when|then|and|but)\b", re.IGNORECASE)
_WHEN = lazy_pattern(r"[*_]{0,2}when\b", re.IGNORECASE)
# A step that says all by itself: "WHEN a boat is full THEN nobody can book".
_WHOLE = lazy_pattern(r"\bwhen\b.*\b(?:then|shall|must|should)\b", re.IGNORECASE | re.DOTALL)
# What a team says of one item, line by line: "**Impact**: …", "Owner: Ada".
_ATTRIBUTE = lazy_pattern(
    r"(?:[*_]{1,2}|[✅❌➕➖]\s*)?(?:description|summary|details?|impact|severity|priority|effort|estimate|owner|assignee|status|"
    r"state|location|files?|path|coverage(?: target)?|target|current|root cause|cause|workarounds?|recommendation|"
    r"mitigation|resolution|fix|solution|evidence|affected|component|category|type|steps|expected|actual|notes?|date|"
    r"risk|likelihood|decision|answer|options?(?: [a-z0-9])?|pros|cons|rationale|context|background|question|due|deadline)"
    r"[*_]{0,2}\s*:",
    re.IGNORECASE,
)
_OPTION = lazy_pattern(r"[*_]{0,2}(?:option\s+)?[A-Ha-h][).:]\s")
_ASIDE = frozenset(
    {
        "background", "context", "example", "examples", "future", "future considerations", "future enhancements",
        "future improvements", "future work", "legend", "mitigation", "mitigations", "next steps", "non-goals", "notes",
        "out of scope", "overview", "rationale", "recommendation", "recommendations", "references", "related",
        "see also", "summary", "workaround", "workarounds",
    }
)  # fmt: skip
"""Headings over remarks rather than items of the part."""
_SCENARIO = lazy_pattern(r"[ \t]*(?:Scenario(?: Outline)?|Example)s?:[ \t]*(?P<text>\S.*)")
_SHALL = lazy_pattern(r"\b(?:SHALL|MUST)\b")
_VERB = lazy_pattern(
    r"(?:answered|answer|decided|decision|resolved|resolution|deferred|assigned|reopened|not needed|recommendation|"
    r"owner|context|background|status|notes?|options?|due|priority|impact|raised)\b",
    re.IGNORECASE,
)
_ENTRY = lazy_pattern(r"\*\*(?:Answered|Deferred|Assigned|Reopened|Not needed)\b")
_GHERKIN = frozenset({"gherkin", "cucumber", "feature"})
_PLANNED = frozenset({"missing", "plan", "planned", "needed", "write", "todo", "pending", "required", "open"})
_ID_COLUMNS = frozenset({"#", "id", "no", "no.", "nr", "number", "ref", "key"})
STATUS_COLUMNS = tuple(
    names.field_key(name)
    for name in ("status", "state", "done", "met", "result", "passed", "resolved", "closed")
)
"""The keys of the columns that say whether a row is done, the first that a table has."""


def read_items(spec: Spec, part: Part) -> tuple[Found, ...]:
    """Return the items of a part in file order; of criteria and missing tests those that have no box."""
    found = [item for section in spec.sections for item in _Reader(spec, section, part).items()]
    return tuple(found)


def _text_columns(part: Part) -> tuple[str, ...]:
    return BY_PART[part].text_columns if part in BY_PART else ()


def row_text(part: Part, record: Record) -> str:
    """Return what a row says: its named column, else its first that is no number."""
    for name in _text_columns(part):
        text = record.cells.get(names.field_key(name))
        if text is not None and texts.has_words(text) and not names.says_none(text):
            return text
    cells = [
        (name, text) for name, text in record.cells.items() if not (part == "gaps" and is_severity(text))
    ]
    named = [text for name, text in cells if name not in _ID_COLUMNS and not name.startswith("#")]
    worded = (text for text in named if text and not _BARE_ID.fullmatch(text))
    return next(worded, next(iter(named), next(iter(record.cells.values()), "")))


def row_has_status(record: Record) -> bool:
    """Whether a row has a column that says whether it is done."""
    return any(name in record.cells for name in STATUS_COLUMNS)


def row_is_done(record: Record) -> bool:
    """Whether a row's status column says that it is done."""
    return any(texts.says_done(record.cells[name]) for name in STATUS_COLUMNS if name in record.cells)


class _View(NamedTuple):
    """Blocks to go through: those of a group, or of a quote in it, whose parents count from ``first``."""

    blocks: Sequence[Block]
    first: int
    quoted: bool


class _Reader:
    """Goes through one section for one part."""

    def __init__(self, spec: Spec, section: Section, part: Part) -> None:
        self.spec = spec
        self.document = spec.document
        self.section = section
        self.part = part
        self.held: set[int] = set()  # the groups below a heading that is an item
        self.parents = {group.parent for group in section.groups}
        self.is_numbered = spec.template is not None and bool(spec.template.ids)  # each number is an item

    def items(self) -> Iterator[Found]:
        groups = self.section.groups
        own = self.spec.parts_of(self.section)
        if self.part not in own:
            return
        for index, group in enumerate(groups):
            if own[index] != self.part:
                continue
            if group.parent in self.held:
                self.held.add(index)
                continue
            if names.key(group.title) in _ASIDE and group.schema is None:
                self.held.add(index)
                continue
            if self.is_item(index, own):
                self.held.add(index)
                made = self.heading(index)
                yield made
                for block in made.below:
                    if type(block) is Table and self.is_own(block):
                        yield from self.rows(block, group, _View(made.below, 0, quoted=False))
                continue
            yield from self.inside(_View(group.blocks, group.first, quoted=False), group)

    # Headings and labels

    def is_item(self, index: int, own: Sequence[Part | None]) -> bool:
        """Whether a heading or label is itself an item, rather than the name of those below."""
        group = self.section.groups[index]
        if not group.title or group.schema is not None or self.part == "missing_tests":
            return False
        if parts.part_of_title(group.title, own[0]) is not None or texts.closes(group.title):
            return False
        blocks = group.blocks
        title = names.heading_text(group.title)
        asks = title.rstrip("*_ ").endswith("?")
        has_id = _NAMED.match(title) is not None
        if any(type(block) is ListItem and block.check >= 0 for block in blocks) and self.part in BOXED:
            return False
        if self.part == "questions" and (asks or has_id):
            return True
        if has_id and group.heading is not None:
            return True
        if group.heading is not None and self.is_described(blocks):
            return True
        if group.heading is None or any(type(block) in {ListItem, Table} for block in blocks):
            return False
        if self.part == "gaps" and heads_severity(title):
            return False
        if index in self.parents:
            return False
        if self.part == "criteria":
            return _GIVEN.match(title) is not None or any(self.is_criterion(block) for block in blocks)
        return self.said(blocks) or self.part == "gaps"

    def said(self, blocks: Sequence[Block]) -> bool:
        """Whether anything that is no explicit none is below a heading."""
        prose = [self.flat(block) for block in blocks if type(block) is Paragraph]
        return bool(prose) and not all(texts.is_none(text.strip("_*")) for text in prose)

    def is_described(self, blocks: Sequence[Block]) -> bool:
        """Whether what is below a heading says things of one item: ``**Impact**: …``, options to choose from."""
        text = self.document.text
        said = [block for block in blocks if type(block) is ListItem and block.depth == 0 and block.check < 0]
        starts = [block.text_start for block in said]
        if self.part == "questions":
            if any(_OPTION.match(text, start) for start in starts):
                return True
            starts += [block.start for block in blocks if type(block) is Paragraph]
        return bool(starts) and all(_ATTRIBUTE.match(text, start) for start in starts[:1])

    def is_criterion(self, block: Block) -> bool:
        return type(block) is Paragraph and _GIVEN.match(self.flat(block)) is not None

    def heading(self, index: int) -> Found:
        """Return the item that a heading or label is, with all that is below it."""
        groups = self.section.groups
        group = groups[index]
        below = list(group.blocks)
        inner = {index}
        for number in range(index + 1, len(groups)):
            if groups[number].parent not in inner:
                break
            inner.add(number)
            below += groups[number].blocks
        opener: Heading | FieldLine | None = group.heading or group.label
        assert opener is not None
        if isinstance(opener, Heading):
            start, end = opener.text_start, opener.text_end
        else:
            start, end = opener.key_start, opener.key_end
        text = names.heading_text(self.document.flat(start, end))
        above = self.names_above(group.parent)
        holder = groups[group.parent] if group.parent >= 0 else groups[0]
        return Found(
            "heading", text, start, end, opener.line, self.section, holder, above, below=tuple(below)
        )

    def names_above(self, index: int) -> tuple[str, ...]:
        found = []
        while index > 0:
            group = self.section.groups[index]
            found.append(group.name)
            index = group.parent
        return tuple(found)

    # Blocks

    def inside(self, view: _View, group: Group) -> Iterator[Found]:
        """Yield the items among blocks that no item holds."""
        labels: dict[int, str] = {}  # bullets that are the names of those nested in them
        lead = ""  # a line of text that is the name of the list below it
        steps: set[int] = set()  # lists whose items are the steps of one criterion
        asked: Found | None = None  # a paragraph that asks, as long as a list of its answers may follow
        answers: set[int] = set()
        for index, block in enumerate(view.blocks):
            kind = type(block)
            if kind is ListItem:
                assert isinstance(block, ListItem)
                nested = block.parent >= view.first and block.parent - view.first not in labels
                if nested or (block.check >= 0 and self.part in BOXED):
                    continue
                if asked is not None and block.list_id not in answers:
                    if self.answers(view, index):
                        answers.add(block.list_id)
                    yield asked._replace(below=(*asked.below, *self.list_of(view, index, answers)))
                    asked = None
                if block.list_id in answers:
                    continue
                if self.is_label(view, index):
                    labels[index] = self.document.text[block.text_start : block.text_end].strip()
                    continue
                above = labels.get(block.parent - view.first, lead)
                made = self.item(index, block, view, group, steps, above)
                if made is not None:
                    yield made
                continue
            if block.parent >= view.first and kind is not Table:
                continue
            if asked is not None:
                if kind is Paragraph and _VERB.match(self.flat(block).lstrip("*_→> ")):
                    asked = asked._replace(below=(*asked.below, block))
                    continue
                yield asked
                asked = None
            lead = self.lead(block)
            if kind is Table:
                assert isinstance(block, Table)
                if block.parent < view.first or self.is_own(block):
                    yield from self.rows(block, group, view)
            elif kind is Paragraph:
                assert isinstance(block, Paragraph)
                for made in self.paragraph(block, view, group):
                    if asked is not None:
                        yield asked
                    asked = made
            elif kind is Fence and self.part == "criteria":
                assert isinstance(block, Fence)
                yield from self.scenarios(block, view, group)
            elif kind is Quote:
                assert isinstance(block, Quote)
                yield from self.inside(_View(block.inside, 0, quoted=True), group)
        if asked is not None:
            yield asked

    def lead(self, block: Block) -> str:
        """Return the severity, or the word Open or Resolved, that a line above a list is; "" for any other block."""
        if type(block) is not Paragraph or block.line != block.end_line:
            return ""
        text = self.document.text[block.start : block.end].strip("*_: \t")
        return text if heads_severity(text) or texts.closes(text) or texts.opens(text) else ""

    def flat(self, block: Block, *, quoted: bool = False) -> str:
        return self.document.flat(block.start, block.end, quoted=quoted)

    def is_label(self, view: _View, index: int) -> bool:
        """Whether a bullet without a box is the name of those nested in it."""
        item = view.blocks[index]
        assert isinstance(item, ListItem)
        below = index + 1
        first = below < len(view.blocks) and view.blocks[below].start < item.end
        if not first or item.check >= 0 or (item.number >= 0 and self.is_numbered):
            return False
        said = self.document.text[item.text_start : item.text_end]
        if self.part == "criteria" and _BEGINS.match(said):
            return False  # an id makes it an item: what is below says more of it
        ends = said.rstrip("*_ ").endswith(":") or (self.part == "gaps" and bool(heads_severity(said)))
        while below < len(view.blocks) and view.blocks[below].start < item.end:
            block = view.blocks[below]
            if type(block) is ListItem and (ends or (block.check >= 0 and self.part in BOXED)):
                return True
            if type(block) is Table and self.is_own(block):
                return True
            below += 1
        return False

    def is_own(self, table: Table) -> bool:
        """Whether the columns of a table within an item are those of the part."""
        keys = {names.field_key(text) for text in table.header.texts}
        return parts.part_of_columns(keys) == self.part or bool(keys & set(_text_columns(self.part)[:2]))

    def item(
        self, index: int, block: ListItem, view: _View, group: Group, steps: set[int], label: str
    ) -> Found | None:
        text = self.document.flat(block.text_start, block.text_end, quoted=view.quoted)
        if _BARE_ID.fullmatch(text) and index + 1 < len(view.blocks):
            below = view.blocks[index + 1]  # a number alone: the words are in the item's next block
            if below.start < block.end and isinstance(below, Paragraph | ListItem):
                end = below.text_end if isinstance(below, ListItem) else below.end
                start = below.text_start if isinstance(below, ListItem) else below.start
                text = f"{text} {self.document.flat(start, end, quoted=view.quoted)}"
        if not texts.has_words(text) or texts.is_none(text) or texts.is_remark(text):
            return None
        if block.check < 0 and self.part != "questions" and _ATTRIBUTE.match(text):
            return None
        if self.part == "missing_tests" and not _is_planned(group, self.section):
            return None
        if self.part in BOXED:
            if block.list_id in steps and _STEP.match(text) and not _WHOLE.search(text):
                return None
            if _GIVEN.match(text) or _WHEN.match(text):
                steps.add(block.list_id)
        return Found(
            "item", text, block.text_start, block.text_end, block.line, self.section, group,
            (*((label,) if label else ()), *self.above(group)), block, quoted=view.quoted,
        )  # fmt: skip

    def above(self, group: Group) -> tuple[str, ...]:
        own = (group.name,) if group.name else ()
        return (*own, *self.names_above(group.parent))

    def rows(self, table: Table, group: Group, view: _View) -> Iterator[Found]:
        if parts.part_of_columns(table.header.texts) not in {None, self.part}:
            return
        if self.part in BOXED and "question" in {names.field_key(text) for text in table.header.texts}:
            return
        if self.part == "questions" and not self.asks_in_rows(table):
            return
        for record in records_of(table):
            text = row_text(self.part, record)
            none = record.none or texts.is_none(text)
            if (none and self.part != "gaps") or not texts.has_words(text):
                continue
            row = record.row
            yield Found(
                "row", text, row.start, row.end, row.line, self.section, group, self.above(group),
                record=record, quoted=view.quoted,
            )  # fmt: skip

    def asks_in_rows(self, table: Table) -> bool:
        """Whether a table under Open Questions holds questions: by the name of a column, or by their marks."""
        keys = {names.field_key(text) for text in table.header.texts}
        return bool(keys & set(_text_columns("questions")[:4])) or any(
            "?" in row.written for row in table.rows
        )

    def paragraph(self, block: Paragraph, view: _View, group: Group) -> Iterator[Found]:
        """Yield the items that a paragraph holds: one, or one for each line that begins one."""
        if self.part == "missing_tests" or is_guidance(self.document, block, self.spec.template):
            return
        lines = self.document.lines
        starts: list[tuple[int, int]] = []
        for line in range(block.line, block.end_line + 1):
            start, end = lines.line_range(line)
            start = max(start, block.start)
            text = self.document.text[start:end].strip("> \t")
            if self.begins(text, first=line == block.line):
                starts.append((line, self.document.text.index(text, start) if text else start))
        if not starts and self.asks(block, view):
            starts = [(block.line, block.start)]
        for number, (line, start) in enumerate(starts):
            others = starts[number + 1 :]
            end = lines.line_range(others[0][0] - 1)[1] if others else block.end
            text = self.document.flat(start, end, quoted=view.quoted).rstrip("\\").rstrip()
            if texts.has_words(text) and not texts.is_none(text.strip("_*")) and not texts.is_remark(text):
                yield Found(
                    "paragraph", text, start, end, line, self.section, group, self.above(group),
                    quoted=view.quoted,
                )  # fmt: skip

    def begins(self, text: str, *, first: bool) -> bool:
        """Whether a line of a paragraph begins an item."""
        if self.part == "questions":
            if _QUESTION_LINE.match(text) or _BEGINS.match(text):
                return True
            return first and text.startswith("**") and _says_topic(text)
        if self.part == "gaps":
            return _BEGINS.match(text) is not None or leading_severity(text) is not None
        if self.part == "criteria":
            if _BEGINS.match(text) or (first and _GIVEN.match(text)):
                return True
            return first and _SHALL.search(text) is not None
        return False

    def asks(self, block: Paragraph, view: _View) -> bool:
        """Whether a paragraph under Open Questions is one."""
        if self.part != "questions":
            return False
        text = self.flat(block, quoted=view.quoted)
        if text[:1] == text[-1:] and text[:1] in "_*" and not text.startswith("**"):
            return False
        if "?" not in text or _VERB.match(text.lstrip("*_→> ")):
            return False
        return not text.endswith(":") or self.has_answers(block, view)

    def has_answers(self, block: Paragraph, view: _View) -> bool:
        """Whether the list below a paragraph holds answers to it: ``What is it called? Proposed:``."""
        below = view.blocks.index(block) + 1
        return below < len(view.blocks) and type(view.blocks[below]) is ListItem and self.answers(view, below)

    def answers(self, view: _View, index: int) -> bool:
        """Whether the list at ``index`` holds answers to the paragraph above, rather than questions of its own."""
        first = view.blocks[index]
        assert isinstance(first, ListItem)
        for block in view.blocks[index:]:
            if type(block) is ListItem and block.list_id == first.list_id:
                said = self.document.text[block.text_start : block.text_end]
                if ("?" in said and not _ENTRY.match(said)) or _BEGINS.match(said):
                    return False
            elif type(block) is not ListItem and block.parent < view.first:
                break
        return True

    def list_of(self, view: _View, index: int, taken: set[int]) -> list[Block]:
        """Return the items of the list at ``index``, where it was taken as answers."""
        return [block for block in view.blocks[index:] if type(block) is ListItem and block.list_id in taken]

    def scenarios(self, block: Fence, view: _View, group: Group) -> Iterator[Found]:
        """Yield the scenarios of a fence of Gherkin."""
        if block.info.split(" ")[0].casefold() not in _GHERKIN:
            return
        for line in range(block.line + 1, block.end_line + 1):
            start, end = self.document.lines.line_range(line)
            match = _SCENARIO.match(self.document.text, start, end)
            if match:
                text = match["text"].rstrip()
                at = match.start("text")
                above = self.above(group)
                end = at + len(text)
                yield Found("paragraph", text, at, end, line, self.section, group, above, quoted=view.quoted)


def _is_planned(group: Group, section: Section) -> bool:
    """Whether bullets without a box under this heading are tests to come, rather than remarks on tests."""
    titles, index = [section.title, group.title], group.parent
    while index > 0:
        titles.append(section.groups[index].title)
        index = section.groups[index].parent
    return any(_PLANNED & set(names.key(title).replace("-", " ").split()) for title in titles if title)


def _says_topic(text: str) -> bool:
    """Whether a paragraph begins with a topic in bold that is no word of an answer: ``**Overage**: …``."""
    close = text.find("**", 2)
    if close < 0 or not text[close + 2 :].strip(": "):  # nothing follows the topic
        return False
    return ":" in (text[close - 1], text[close + 2]) and not _VERB.match(text[2:close])
