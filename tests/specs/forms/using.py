"""Every target of a spec, and every editor used once on each: what it changed, beside what it was meant to change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from specui.markdown.blocks import FieldLine, ListItem, Paragraph, TableRow
from specui.markdown.edits import Transaction
from specui.markdown.scanner import scan
from specui.specs.contents import Contents
from specui.specs.edits.places import EditRefused, one_line, text_lines
from specui.specs.edits.prose import paragraphs_of
from specui.specs.forms import Editable, Target, addition, editables, groups_to, verbs
from specui.specs.forms.field_values import absent_fields
from specui.specs.forms.target_places import item_of, row_of
from specui.specs.spec import FieldValue, Group, Section, match_choice, reread

_LINE_END = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")
_LABELLED = re.compile(r"\*\*[^*\n]+(?::\*\*|\*\*:)")
TODAY = "2026-11-25"


class Used(NamedTuple):
    """How often editors were used, how often they refused, and what changed other lines than were meant."""

    edits: int
    targets: int
    refused: int
    wrong: list[str]
    by_kind: Counter[str]


def again(contents: Contents, text: str) -> Contents:
    return Contents(reread(contents.spec, scan(text)))


def targets(contents: Contents) -> list[Target]:
    """Return all that stands in a file, in an order that an edit in place does not change."""
    spec = contents.spec
    document = spec.document
    tasks = {task.item.start: task for task in contents.tasks if task.item is not None}
    questions = {asked.item.start: asked for asked in contents.questions if asked.item is not None}
    gaps = {gap.record.row.start: gap for gap in contents.gaps if gap.record is not None}
    heads = {found.line.start for found in spec.fields}
    found: list[Target] = list(spec.fields)
    for block in document.blocks:
        if isinstance(block, ListItem):
            found.append(tasks.get(block.start) or questions.get(block.start) or block)
        else:
            found.append(block)
        if isinstance(block, Paragraph):
            found += [line for line in block.fields if line.start not in heads]
    for table in document.tables:
        found += [gaps.get(row.start) or row for row in table.rows]
    for section in spec.sections:
        found += [section, *section.groups]
    return found


def missing(contents: Contents) -> list[Target]:
    """Return what the template has and the file lacks."""
    spec = contents.spec
    found: list[Target] = list(absent_fields(spec))
    there = {id(section.schema) for section in spec.sections}
    found += [
        schema for schema in (spec.template.sections if spec.template else ()) if id(schema) not in there
    ]
    for section in spec.sections:
        known = {id(group.schema) for group in section.groups}
        found += [
            one
            for one in (section.schema.groups if section.schema else ())
            if one.title and id(one) not in known
        ]
    return found


@lru_cache(maxsize=4)
def lines_of(text: str) -> list[str]:
    if "\r" in text:
        return _LINE_END.split(text)
    *ended, last = text.split("\n")
    return [*(f"{line}\n" for line in ended), last]


def meant_lines(contents: Contents, target: Target) -> tuple[int, int]:
    """Return the first and last line that an edit in place may change."""
    document = contents.spec.document
    item = item_of(target)
    if item is not None:
        return item.line, document.lines.line_at(max(item.text_end, item.start))
    row = row_of(document, target)
    if row is not None:
        return row.row.line, row.row.line
    if isinstance(target, FieldValue):
        return target.line.line, target.line.line
    if isinstance(target, Section | Group):
        heading = target.heading
        return (heading.line, heading.end_line) if heading else (target.line, target.line)
    if isinstance(target, FieldLine | TableRow):
        return target.line, target.line
    return target.line, target.end_line  # type: ignore[union-attr]


def typed_for(editable: Editable) -> list[str]:
    """Return what is typed into a value, something else than stands there."""
    if editable.kind == "date":
        return [day for day in ("2026-01-02", "2025-12-31") if day != editable.value][:1]
    if editable.kind == "choice" and editable.choices:
        return [choice.text for choice in editable.choices] + [f"{editable.choices[0].text} (by hand)"]
    if editable.kind == "owners":
        return [f"{editable.value}, Ada (ops)" if editable.value else "Ada (ops)"]
    if editable.kind == "path":
        return ["src/one/two.ts"]
    if editable.multiline:
        return [
            f"{editable.value} seen | once `a|b`".strip(),
            f"{editable.value}\nand a second line".strip(),
            "Short.",
        ]
    return [f"{editable.value} seen | once `a|b`".strip(), "Short."]


def says(editable: Editable, typed: str) -> bool:
    """Whether a value that was read again is what was typed; a choice is read by its word, a tail may have stayed."""
    if editable.value == said(editable, typed):
        return True
    if editable.choices and (wanted := match_choice(typed, editable.choices)):
        return match_choice(editable.value, editable.choices) == wanted
    # On one line it is the words that count, an item keeps its breaks.
    return editable.multiline and one_line(editable.value) == one_line(typed)


def said(editable: Editable, typed: str) -> str:
    return "\n".join(text_lines(typed)) if editable.multiline else one_line(typed)


def use_all(contents: Contents, name: str = "") -> Used:
    """Use every editor of a spec once on every target."""
    used = Used(0, 0, 0, [], Counter())
    edits = refused = 0
    there = targets(contents)
    for number, target in enumerate(there):
        for what, outcome in _uses(contents, number, target):
            edits += outcome != "refused"
            refused += outcome == "refused"
            used.by_kind[what.split(" ")[0]] += outcome != "refused"
            if outcome not in {"", "refused"}:
                used.wrong.append(f"{name} {what} at {_named(target)}: {outcome}")
    absent = missing(contents)
    for target in absent:
        for what, outcome in _adding(contents, target):
            edits += outcome != "refused"
            refused += outcome == "refused"
            used.by_kind[what.split(" ")[0]] += outcome != "refused"
            if outcome not in {"", "refused"}:
                used.wrong.append(f"{name} {what} at {_named(target)}: {outcome}")
    return used._replace(edits=edits, targets=len(there) + len(absent), refused=refused)


def _uses(contents: Contents, number: int, target: Target) -> Iterator[tuple[str, str]]:
    for area, editable in enumerate(editables(contents, target, today=TODAY)):
        for typed in typed_for(editable):
            if not editable.check(typed) and typed != editable.value:
                yield (
                    f"edit:{editable.kind} {editable.label} {typed!r}",
                    edited(contents, number, target, area, typed),
                )
    yield from _adding(contents, target)
    for verb, change in verbs(contents, target).items():
        yield f"{verb}", _only_moves(contents, target, change)
    for group, change in groups_to(contents, target):
        yield f"to-group {group}", _only_moves(contents, target, change)


def edited(contents: Contents, number: int, target: Target, area: int, typed: str) -> str:
    """Type into a value; return what is wrong with the result."""
    editable = editables(contents, target, today=TODAY)[area]
    document = contents.spec.document
    try:
        change = editable.commit(typed)
    except EditRefused:
        return "refused"
    new = change.apply(document.text)
    first, last = meant_lines(contents, target)
    before, behind = lines_of(document.text), lines_of(new)
    rest = len(before) - last
    if isinstance(target, Section | Group) and not editable.value:  # a text that is still to come
        return _is_added(before, behind, document.text, new)
    if before[: first - 1] != behind[: first - 1]:
        return "lines above changed"
    if rest and before[-rest:] != behind[len(behind) - rest :]:
        return "lines below changed"
    if _LABELLED.match(typed.strip()):
        return ""  # it became a label of its own, and is read as one
    later = again(contents, new)
    found = editables(later, targets(later)[number], today=TODAY)
    if area >= len(found):
        return "what was typed is gone"
    if isinstance(target, Paragraph):
        typed = paragraphs_of(typed)[0]  # a blank line began another paragraph
    return "" if says(found[area], typed) else f"read again as {found[area].value!r}"


def _adding(contents: Contents, target: Target) -> Iterator[tuple[str, str]]:
    form = addition(contents, target, today=TODAY)
    if form is None:
        return
    document = contents.spec.document
    texts = [_first_typed(field) for field in form.fields]
    try:
        change = form.commit(texts)
    except EditRefused:
        yield f"add {form.title}", "refused"
        return
    new = change.apply(document.text)
    before, behind = lines_of(document.text), lines_of(new)
    outcome = _is_added(before, behind, document.text, new)
    if not change:
        outcome = "nothing was added"
    yield f"add {form.title}", outcome


def _first_typed(field: Editable) -> str:
    if field.kind == "choice":
        return field.choices[0].text if field.choices else "Something"
    return {"date": TODAY, "path": "src/new.ts", "owners": "Ada (ops)"}.get(
        field.kind, "Something new | here"
    )


def _is_added(before: list[str], behind: list[str], old: str, new: str) -> str:
    """Whether all lines are still there, in order; numbers may have changed, and what said ``None`` gone."""
    del old, new
    rest = iter(_bare(line) for line in behind)
    for line in before:
        if _says_none(line) or _is_guidance(line):
            continue
        bare = _bare(line)
        if not any(bare == other for other in rest):
            return f"line lost: {line!r}"
    return ""


def _only_moves(contents: Contents, target: Target, change: object) -> str:
    """Whether nothing but the target's own lines went, and nothing came that was not there."""
    document = contents.spec.document
    try:
        made: Transaction = change()  # type: ignore[operator]
    except EditRefused:
        return "refused"
    new = made.apply(document.text)
    if not made:
        alike = _counted(new)
        return "" if any(alike[line] > 1 for line in _own_lines(contents, target)) else "nothing was changed"
    own = _own_lines(contents, target)
    gone = _counted(document.text) - _counted(new)
    strange = [line for line in gone if line and line not in own]
    return f"lines gone: {strange}" if strange else ""


@lru_cache(maxsize=4)
def _counted(text: str) -> Counter[str]:
    return Counter(map(_words, lines_of(text)))


def _own_lines(contents: Contents, target: Target) -> set[str]:
    document = contents.spec.document
    item = item_of(target)
    first, last = (item.line, item.end_line) if item else meant_lines(contents, target)
    lines = lines_of(document.text)
    return {_words(line) for line in lines[first - 1 : last]}


@lru_cache(maxsize=1 << 14)
def _bare(line: str) -> str:
    """Return a line without its newline, and without a number at its start."""
    words = line.strip(" \t\r\n")
    head = words.split(" ", 1)
    return head[-1] if head[0].rstrip(".)").isdigit() else words


@lru_cache(maxsize=1 << 14)
def _words(line: str) -> str:
    words = _bare(line)
    return (
        words[2:].removeprefix("[ ] ").removeprefix("[x] ").strip()
        if words[:2] in {"- ", "* ", "+ "}
        else words
    )


def _says_none(line: str) -> bool:
    bare = line.strip(" \t\r\n|-*").split("|")[0].strip()
    return bare.casefold().rstrip(".") in {"none", "n/a", "—", "nothing"}


def _named(target: Target) -> str:
    return f"{type(target).__name__} {str(target)[:70]}"


def _is_guidance(line: str) -> bool:
    words = line.strip()
    return words[:1] == "_" and words[-1:] == "_"
