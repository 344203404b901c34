"""What changed in a file on disk, between two readings, as one line of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from specui.specs.spec import Spec
from specui.workspace.files.spec_file import SpecFile

ChangeKind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class DiskChange:
    """A file that was added, removed or changed; ``sections`` are the names of those that differ."""

    name: str
    kind: ChangeKind
    sections: tuple[str, ...] = ()
    ticked: int = 0
    unticked: int = 0

    def __str__(self) -> str:
        if self.kind == "added":
            return f"{self.name} is new"
        if self.kind == "removed":
            return f"{self.name} is gone"
        where = _join_names(self.sections) if self.sections else "text outside the sections"
        boxes = [f"{n} {word}" for n, word in ((self.ticked, "ticked"), (self.unticked, "unticked")) if n]
        return f"{self.name} changed on disk: {where}" + (f" ({', '.join(boxes)})" if boxes else "")


def compare(old: SpecFile, new: SpecFile) -> DiskChange:
    """Compare two readings of one file."""
    sections = changed_sections(old.contents.spec, new.contents.spec)
    before = {(t.group, t.text): t.checked for t in old.contents.tasks}
    flipped = [
        t.checked
        for t in new.contents.tasks
        if (t.group, t.text) in before and before[t.group, t.text] != t.checked
    ]
    return DiskChange(new.name, "changed", sections, sum(flipped), len(flipped) - sum(flipped))


def changed_sections(old: Spec, new: Spec) -> tuple[str, ...]:
    """Return the names of the sections that were added, removed or changed; ``Fields`` for the head."""
    before, after = _section_bodies(old), _section_bodies(new)
    names = [*after, *(name for name in before if name not in after)]
    return tuple(name for name in names if before.get(name) != after.get(name))


def _section_bodies(spec: Spec) -> dict[str, str]:
    found = {"Fields": spec.document.text[: spec.head_end]}
    for section in spec.sections:
        body = spec.document.text[section.start : section.end].strip()
        found[section.name] = found.get(section.name, "") + body
    return found


def _join_names(names: tuple[str, ...]) -> str:
    if len(names) <= 3:
        return ", ".join(names)
    return f"{', '.join(names[:2])} and {len(names) - 2} more sections"
