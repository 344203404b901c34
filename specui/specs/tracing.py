"""What tasks say that they are for, across the files of one feature: from a task to the criterion, and back.

A task names ids (``items/traces.py``): of criteria (``1.2``, ``FR-001``, ``AC3``), of a requirement's heading (``1``), or
of a user story (``US1``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.items.traces import traces_of

_STORY = lazy_pattern(r"user story (\d{1,3})\b", re.IGNORECASE)
_REQUIREMENT = lazy_pattern(r"requirement (\d{1,3})\b", re.IGNORECASE)
_FIRST_ID = lazy_pattern(r"[A-Z]{0,8}-?\d+(?:\.\d+)*\b")


class Place(NamedTuple):
    """A task, a criterion, or the heading of a story or requirement; ``start`` is its offset in the file."""

    file: str
    id: str
    text: str
    line: int
    start: int


class Tracing(NamedTuple):
    """The ids of one feature: where they stand, and the tasks that name them."""

    targets: dict[str, list[Place]]
    tasks: dict[str, list[Place]]

    def tasks_for(self, id_: str) -> tuple[Place, ...] | None:
        """Return the tasks that name an id, the requirement that it belongs to, or one of its criteria.

        None where no task of the feature names ids of that form.
        """
        if _form(id_) not in {_form(one) for one in self.tasks}:
            return None
        whole, below = id_.rpartition(".")[0], f"{id_}."
        found = [*self.tasks.get(id_, ()), *(self.tasks.get(whole, ()) if whole else ())]
        found += [place for one, places in self.tasks.items() if one.startswith(below) for place in places]
        return tuple(dict.fromkeys(found))

    def related(self, file: str, start: int, end: int) -> tuple[Place, ...]:
        """Return what the task in a range of a file is for, and the tasks for the criterion or story there."""
        found = [
            place for id_ in _ids_in(self.tasks, file, start, end) for place in self.targets.get(id_, ())
        ]
        for id_ in _ids_in(self.targets, file, start, end):
            found += self.tasks_for(id_) or ()
        return tuple(dict.fromkeys(found))

    def untraced_id(self, file: str, start: int, end: int) -> str:
        """Return the id in a range of a file that no task names, if tasks name ids of its form; else ""."""
        return next((id_ for id_ in _ids_in(self.targets, file, start, end) if self.tasks_for(id_) == ()), "")


def _ids_in(places: Mapping[str, Sequence[Place]], file: str, start: int, end: int) -> list[str]:
    return [
        id_
        for id_, some in places.items()
        if any(one.file == file and start <= one.start < end for one in some)
    ]


def tracing_of(files: Iterable[tuple[str, Contents]]) -> Tracing:
    """Return the ids of the files of one feature, each with its name."""
    targets: dict[str, list[Place]] = {}
    tasks: dict[str, list[Place]] = {}
    for name, contents in files:
        for place in _targets(name, contents):
            targets.setdefault(place.id, []).append(place)
        for task in contents.work:
            if task.item is None or task.quoted:
                continue
            place = Place(name, task.id, task.text, task.line, task.start)
            for id_ in traces_of(contents.spec.document, task.item):
                tasks.setdefault(id_, []).append(place)
    return Tracing(targets, tasks)


def _targets(name: str, contents: Contents) -> Iterator[Place]:
    document = contents.spec.document
    for heading in document.headings:
        title = names.display(document.flat(heading.text_start, heading.text_end))
        story, requirement = _STORY.match(title), _REQUIREMENT.match(title)
        if story is not None or requirement is not None:
            id_ = (
                f"US{int(story[1])}"
                if story is not None
                else requirement[1]
                if requirement is not None
                else ""
            )
            yield Place(name, id_, title, heading.line, heading.start)
    for task in contents.criteria:
        own = task.own_id or task.id
        if _FIRST_ID.fullmatch(own):
            yield Place(name, own, task.text, task.line, task.start)


def _form(id_: str) -> str:
    """Return an id without its numbers: ``FR-001`` and ``FR-2`` have one form, so have ``1`` and ``1.2``."""
    return re.sub(r"\d+(?:\.\d+)*", "0", id_)
