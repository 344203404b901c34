"""The figures of specs: what is counted in each, and the totals, for the overview and the home view. Pure, no Textual.

Each number counts the items of a list: the list that triage shows for the filter of the number
(`specui.specs.triage`), or the blockers of a spec (`specui.specs.readiness`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

from specui.markdown import text_folding
from specui.markdown.file_suffix import label_of
from specui.rules.diagnostic import Severity as Finding
from specui.specs import names
from specui.specs.dates import parse
from specui.specs.items.gaps import severities
from specui.specs.triage.model import Kind, entries
from specui.specs.triage.order import tier_key
from specui.tui.models.tree_rows import Status, status_of
from specui.workspace.files.packed_file import read_contents
from specui.workspace.files.spec_file import SpecFile

Sort = Literal["tier", "ready", "gaps", "questions", "updated", "owner", "title"]
SORTS: tuple[Sort, ...] = get_args(Sort)

NO_ONE = "none"
"""The owner of items that nobody owns, as in filters."""


class Weight(NamedTuple):
    """A severity of the template; 0 is the worst `rank`. A severity that the template does not have comes last."""

    rank: int
    word: str
    sign: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted in one spec.

    `done` of `total` is its readiness. `gaps`, `questions`, `tests`, `criteria` and `tasks` are open today; `gaps` by
    severity, without those that have none. `asked` says how many of these are assigned to each assignee, and with ""
    how many to nobody. `age` is in days since the last update; None without a date. `unread` counts lines that could
    not be read, `unboxed` criteria without a checkbox, which are neither open nor done. `unit` is the folder of the feature
    that the spec belongs to, "" for none; `files` are the names of the files that were joined, none for a single spec.
    """

    name: str
    title: str
    status: Status
    tier: str
    owners: tuple[str, ...]
    age: int | None
    done: int
    total: int
    gaps: tuple[tuple[Weight, int], ...]
    questions: int
    tests: int
    criteria: int
    critical: int
    errors: int
    asked: tuple[tuple[str, int], ...]
    unread: int = 0
    tasks: int = 0
    unboxed: int = 0
    blank: int = 0
    unit: str = ""
    files: tuple[str, ...] = ()

    @property
    def filter_value(self) -> str:
        """The value of the filter `spec:` that finds its items: its name, or for a feature its folder."""
        return f"{self.unit}/*" if self.files else self.name

    @property
    def gap_count(self) -> int:
        """The number of all gaps."""
        return sum(count for _, count in self.gaps)

    @property
    def owner(self) -> str:
        """The first owner's name without the role."""
        return names.display(self.owners[0]) if self.owners else ""


def figures(file: SpecFile, today: date) -> Figures:
    """Count the items of a spec; a folded spec stays folded."""
    contents = read_contents(file)
    ranks = {choice.word: (n, choice.sign) for n, choice in enumerate(severities(contents.spec.template))}
    kinds: Counter[Kind] = Counter()
    gaps: Counter[Weight] = Counter()
    asked: Counter[str] = Counter()
    unboxed = 0
    for entry in entries(file.name, contents, today):
        unboxed += not entry.state
        if not entry.waiting:
            continue
        kinds[entry.kind] += 1
        asked[entry.assignee] += 1
        if entry.kind == "gap":
            rank, sign = ranks.get(entry.severity, (len(ranks), ""))
            gaps[Weight(rank, entry.severity, sign)] += 1
    updated = parse(contents.updated)
    errors = file.count(Finding.ERROR)
    ready = _readiness(contents, errors)
    return Figures(
        name=file.name,
        title=names.strip_marks(contents.spec.title) or label_of(file.name.rpartition("/")[2]),
        status=status_of(contents),
        tier=contents.tier or "",
        owners=contents.owners,
        age=(today - updated).days if updated is not None else None,
        done=ready[0],
        total=ready[1],
        gaps=tuple(sorted(gaps.items())),
        questions=kinds["question"],
        tests=kinds["test"],
        criteria=kinds["criterion"],
        critical=len(contents.critical_gaps),
        errors=errors,
        asked=tuple(asked.items()),
        unread=len(contents.uncounted),
        tasks=kinds["task"],
        unboxed=unboxed,
        blank=len(contents.blanks.sections),
        unit=file.unit,
    )


def by_feature(specs: Iterable[Figures]) -> tuple[Figures, ...]:
    """Return the figures with those of one feature joined, each where its first file was.

    A joined one has the name and status of the feature's first file with a status; where none has one, those of the
    first file with anything to do. Its title is the shortest, as in `specui list`.
    """
    groups: dict[str, list[Figures]] = {}
    for spec in specs:
        groups.setdefault(spec.unit or spec.name, []).append(spec)
    return tuple(_joined(group) if len(group) > 1 else group[0] for group in groups.values())


def _joined(group: Sequence[Figures]) -> Figures:
    told = (one for one in group if one.status.word and one.status.role != "faint")
    first = next(told, None) or next((one for one in group if one.done < one.total), group[0])
    gaps: Counter[Weight] = Counter()
    asked: Counter[str] = Counter()
    for one in group:
        gaps.update(dict(one.gaps))
        asked.update(dict(one.asked))
    return replace(
        first,
        title=min((one.title for one in group), key=len),
        tier=next((one.tier for one in group if one.tier), ""),
        owners=next((one.owners for one in group if one.owners), ()),
        age=min((one.age for one in group if one.age is not None), default=None),
        gaps=tuple(sorted(gaps.items())),
        asked=tuple(asked.items()),
        files=tuple(one.name for one in group),
        **{name: sum(getattr(one, name) for one in group) for name in _SUMMED},
    )


_SUMMED = (
    "done",
    "total",
    "questions",
    "tests",
    "criteria",
    "critical",
    "errors",
    "unread",
    "tasks",
    "blank",
    "unboxed",
)


class Obstacle(NamedTuple):
    """One kind of blocker: in how many specs, and how many items."""

    name: str
    specs: int
    items: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of all specs, in the order of the workspace, and their totals."""

    specs: tuple[Figures, ...] = ()

    @property
    def done(self) -> int:
        """Done, in all specs."""
        return sum(spec.done for spec in self.specs)

    @property
    def total(self) -> int:
        """Done and to be done, in all specs."""
        return sum(spec.total for spec in self.specs)

    @property
    def gaps(self) -> tuple[tuple[str, int, Weight], ...]:
        """Gaps by severity, the worst first: word, number, and the worst weight of that word in any template."""
        counts: Counter[str] = Counter()
        worst: dict[str, Weight] = {}
        for spec in self.specs:
            for weight, count in spec.gaps:
                counts[weight.word] += count
                worst[weight.word] = min(worst.get(weight.word, weight), weight)
        ordered = sorted(counts, key=lambda word: worst[word])
        return tuple([(word, counts[word], worst[word]) for word in ordered])

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """Blockers by kind, those of most specs first."""
        found = [
            self._obstacle("criteria", [spec.criteria for spec in self.specs]),
            self._obstacle("questions", [spec.questions for spec in self.specs]),
            self._obstacle("missing tests", [spec.tests for spec in self.specs]),
            self._obstacle("tasks", [spec.tasks for spec in self.specs]),
            self._obstacle("critical gaps", [spec.critical for spec in self.specs]),
            self._obstacle("sections to fill in", [spec.blank for spec in self.specs]),
            self._obstacle("unread lines", [spec.unread for spec in self.specs]),
            self._obstacle("errors", [spec.errors for spec in self.specs]),
        ]
        return tuple(sorted(found, key=lambda one: (-one.specs, -one.items)))

    @property
    def owners(self) -> tuple[tuple[str, int], ...]:
        """Open items by owner, the most first; an item with several owners counts for each of them.

        NO_ONE is for items that nobody owns.
        """
        groups: Counter[tuple[str, ...]] = Counter()
        for spec in self.specs:
            for assignee, count in spec.asked:
                groups[(assignee,) if assignee else spec.owners] += count
        people = {names.key(person): names.display(person) for who in groups for person in who}
        counts = Counter(
            {
                person: sum(
                    count for who, count in groups.items() if any(plain in text_folding.fold(p) for p in who)
                )
                for plain, person in people.items()
                if plain
            }
        )
        if groups[()]:
            counts[NO_ONE] = groups[()]
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold())))

    @staticmethod
    def _obstacle(name: str, counts: Sequence[int]) -> Obstacle:
        return Obstacle(name, sum(count > 0 for count in counts), sum(counts))


class Counting:
    """The figures of files, counted once for each version of a file. For several threads."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[SpecFile, Figures]] = {}

    def missing(self, files: Iterable[SpecFile]) -> list[SpecFile]:
        """Return the files that are not counted in this version."""
        known = self._known
        return [file for file in files if file.name not in known or known[file.name][0] is not file]

    def count(self, files: Iterable[SpecFile], today: date) -> None:
        """Count files."""
        for file in files:
            self._known[file.name] = (file, figures(file, today))

    def overview(self, files: Iterable[SpecFile]) -> Overview:
        """Return the overview of all counted files; of a changed file, the figures of its last counted version."""
        return Overview(tuple([self._known[file.name][1] for file in files if file.name in self._known]))


def in_order(specs: Iterable[Figures], sort: Sort) -> list[Figures]:
    """Return sorted specs, those with most to do first; equal ones keep their order."""
    return sorted(specs, key=_KEYS[sort])


def _readiness(contents: Any, errors: int) -> tuple[int, int]:
    from specui.specs.readiness import readiness

    found = readiness(contents, errors)
    return found.done, found.total


def _share(spec: Figures) -> float:
    return spec.done / spec.total if spec.total else 1.0


_KEYS: dict[Sort, Callable[[Figures], Any]] = {
    "tier": lambda spec: tier_key(spec.tier),
    "title": lambda spec: spec.title.casefold(),
    "ready": lambda spec: (_share(spec), -spec.total),
    "gaps": lambda spec: ([-count for count in _by_rank(spec)], -spec.gap_count),
    "questions": lambda spec: -spec.questions,
    "updated": lambda spec: -spec.age if spec.age is not None else 1,
    "owner": lambda spec: (not spec.owner, spec.owner.casefold()),
}


def _by_rank(spec: Figures) -> list[int]:
    counts = [0] * 10
    for weight, count in spec.gaps:
        counts[min(weight.rank, 9)] += count
    return counts
