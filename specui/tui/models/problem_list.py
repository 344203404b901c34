"""Problems of one spec or of all, the worst first, with the words for their locations; the next problem from a location. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from specui.rules.diagnostic import Diagnostic
from specui.tui.models.outline import HEAD, Places, entry_at, outline
from specui.tui.rendering.signs import SIGNS
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.workspace import Workspace

UNFILLED = "unfilled-section"
"""The rule with one finding for all places that are to be filled in."""


class Problem(NamedTuple):
    """A problem of a file; `section` is the number of its section, `place` its location in words."""

    name: str
    diagnostic: Diagnostic
    line: int
    section: int
    place: str

    @property
    def key(self) -> tuple[str, str]:
        """What stays the same when other parts of the file are edited."""
        return self.name, self.diagnostic.fingerprint


def problems_of(file: SpecFile) -> list[Problem]:
    """Return the problems of a file, the worst first, then by location."""
    if not file.diagnostics:
        return []
    places = Places(outline(file.contents))
    index = file.contents.spec.document.lines
    found = []
    for diagnostic in file.diagnostics:
        line = index.line_at(diagnostic.start)
        entry = places.at(diagnostic.start)
        where = f"{entry.number} {entry.label}" if entry.number != HEAD else "Fields"
        found.append(Problem(file.name, diagnostic, line, entry.number, f"{where} · L{line}"))
    return sorted(found, key=lambda p: (-p.diagnostic.severity, p.diagnostic.start))


class Problems:
    """The problems of each file, computed once for each version of it."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[SpecFile, list[Problem]]] = {}
        self._all: tuple[object, list[Problem]] = (None, [])

    def of(self, file: SpecFile) -> list[Problem]:
        """Return the problems of a file, the worst first, then by location."""
        known = self._files.get(file.name)
        if known is None or known[0] is not file:
            known = self._files[file.name] = (file, problems_of(file))
        return known[1]

    def learn(self, file: SpecFile, problems: list[Problem]) -> None:
        """Take the problems of a file that were computed elsewhere."""
        self._files[file.name] = (file, problems)

    def of_all(self, workspace: Workspace) -> list[Problem]:
        """Return the problems of all files, the worst first, then file by file."""
        if self._all[0] is not workspace:
            self._files = {n: known for n, known in self._files.items() if n in workspace.files}
            found = [problem for file in workspace.ordered if file.diagnostics for problem in self.of(file)]
            self._all = (workspace, sorted(found, key=lambda p: -p.diagnostic.severity))
        return self._all[1]


def count_text(problems: Sequence[Problem]) -> str:
    """Return the count of each severity, in words."""
    parts = []
    for severity in SIGNS:
        count = sum(p.diagnostic.severity is severity for p in problems)
        if count:
            parts.append(severity.counted(count))
    return ", ".join(parts)


def with_blanks(problems: Sequence[Problem], file: SpecFile | None) -> Sequence[Problem]:
    """Return the problems; of one file, each place that is to be filled in for the one finding about all of them."""
    found = (p for p in problems if file and p.name == file.name and p.diagnostic.rule == UNFILLED)
    one = next(found, None)
    if file is None or one is None:
        return problems
    from specui.specs.blanks import blank_places

    entries = outline(file.contents)
    blanks = [
        one._replace(
            diagnostic=replace(one.diagnostic, start=place.start, end=place.end),
            section=entry_at(entries, place.start).number,
        )
        for place in blank_places(file.contents.spec, file.contents.blanks)
    ]
    return [*(problem for problem in problems if problem is not one), *blanks]


def step(
    problems: Sequence[Problem], name: str | None, offset: int, by: int, last: Problem | None = None
) -> Problem | None:
    """Return the problem after a location, or before it, file by file; None if there are no problems.

    The order is that of the text, not of severity, and wraps at the end. `last` is the problem of the step before,
    since several can have one location.
    """
    if not problems:
        return None
    order: dict[str, int] = {}
    for problem in sorted(problems, key=lambda p: p.name):
        order.setdefault(problem.name, len(order))
    walk = sorted(
        problems, key=lambda p: (order[p.name], p.diagnostic.start, p.diagnostic.end, p.diagnostic.rule)
    )
    if last in walk:
        return walk[(walk.index(last) + by) % len(walk)]
    here = (order.get(name or "", -1), offset)
    if by > 0:
        return next((p for p in walk if (order[p.name], p.diagnostic.start) >= here), walk[0])
    return next((p for p in reversed(walk) if (order[p.name], p.diagnostic.start) < here), walk[-1])
