"""An unsaved edit of an earlier run, applied to the file as it is now.

Pure. An edit is merged line by line with what others wrote since; a form is restored at its item, wherever that is now.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from specui.markdown.text import LineIndex
from specui.tui.models.draft import Draft, digest_of, draft_of
from specui.tui.models.outline import entry_at, entry_named, outline
from specui.tui.models.text_edits import text_edits
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.state.recovery import Base, UnsavedEdit
from specui.workspace.storage.merge import Merged, differences, find_line, merge

SAME = 0.6
"""An item that has so much in common with the one that was there is that one."""

Understand = Callable[[str, bool], SpecFile]
"""Reads a text, with a byte order mark or without, as the file."""


class Recovered(NamedTuple):
    """An edit to restore: `draft` is opened with `text` in it; `merged` is the file after a save.

    `changed` says whether the file was changed since.
    """

    draft: Draft
    text: str
    merged: Merged
    changed: bool

    @property
    def clashes(self) -> int:
        """How many conflicts the user is asked about when saving."""
        return len(self.merged.undecided)

    @property
    def result(self) -> str:
        """The file after saving all of the edit."""
        merged = self.merged
        return merged.resolve(range(len(merged.clashes))).apply(merged.text)


def base_of(unsaved: UnsavedEdit, now: SpecFile | None) -> Base | None:
    """Return the text before the edit, from the journal or an unchanged file; None if it is unknown."""
    if unsaved.base is not None or now is None:
        return unsaved.base
    draft = _section(now, unsaved.section_key)
    if draft is None or draft.digest != unsaved.base_digest:
        return None
    return draft.base


def draft_on(base: Base, understand: Understand, name: str) -> Draft:
    """Return the edited range, in the text before the edit."""
    file = understand(base.text, base.bom)
    entry = entry_at(outline(file.contents), base.start)
    known = draft_of(file, entry)
    return Draft(file, entry.number, name, base.start, base.end, known.guidance)


def recovered(unsaved: UnsavedEdit, now: SpecFile, understand: Understand) -> Recovered | None:
    """Return what an edit becomes in an existing file; None if neither its base nor its section is known."""
    base = base_of(unsaved, now)
    if base is None:
        return _blindly(unsaved, now)
    draft = draft_on(base, understand, unsaved.section_key)
    change = draft.transaction(text_edits(draft.source, unsaved.text))
    merged = merge(base.text, now.text, change)
    changed = base.text != now.text
    if merged.clashes:
        return Recovered(draft, unsaved.text, merged, changed)
    onto = _onto(merged, now, draft, unsaved.text)
    return (
        Recovered(onto[0], onto[1], merged, changed)
        if onto
        else Recovered(draft, unsaved.text, merged, changed)
    )


def place_of(unsaved: UnsavedEdit, now: SpecFile) -> int | None:
    """Return the offset of a form's item in the file as it is now; None if it is gone."""
    form = unsaved.form
    if form is None:
        return None
    index, base = now.contents.spec.document.lines, unsaved.base
    if digest_of(now) == unsaved.base_digest:
        return form.offset
    if base is not None:
        old = LineIndex(base.text)
        line = old.line_at(form.offset)
        there = find_line(base.text, now.text, line)
        if there is None or not _is_same(
            form.line, now.text[index.starts[there - 1] : index.ends[there - 1]]
        ):
            return None
        return index.starts[there - 1] + form.offset - old.starts[line - 1]
    found = [n for n, start in enumerate(index.starts) if now.text[start : index.ends[n]] == form.line]
    return index.starts[found[0]] if len(found) == 1 else None


def _is_same(before: str, now: str) -> bool:
    """Say whether a line is the same item, perhaps reworded, and not another item in its place."""
    return before == now or SequenceMatcher(None, before, now, autojunk=False).ratio() >= SAME


def _section(now: SpecFile, name: str) -> Draft | None:
    entry = entry_named(outline(now.contents), name)
    return draft_of(now, entry) if entry.name == name and not entry.missing else None


def _blindly(unsaved: UnsavedEdit, now: SpecFile) -> Recovered | None:
    draft = _section(now, unsaved.section_key)
    if draft is None:
        return None
    merged = differences(now.text, draft.text_with(unsaved.text), f"write {draft.name}")
    return Recovered(replace(draft, blind=True), unsaved.text, merged, changed=True)


def _onto(merged: Merged, now: SpecFile, base: Draft, typed: str) -> tuple[Draft, str] | None:
    """Return the section as it is now, and its text with the edit; None if the edit goes beyond the section."""
    edits = merged.carried.edits
    if not edits:
        return None
    draft = draft_of(now, entry_at(outline(now.contents), edits[0].start))
    if draft.name != base.name:
        return None
    if draft.start == draft.end:
        return (draft, typed) if base.start == base.end else None
    if not all(draft.start <= edit.start and edit.end <= draft.end for edit in edits):
        return None
    after = merged.carried.apply(now.text)
    return draft, after[draft.start : len(after) - (len(now.text) - draft.end)]
