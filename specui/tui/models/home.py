"""The home view: the numbers of a folder, each with the list behind it, and the specs with most to do. Pure.

A number stands for what was read. What was not asked, or cannot be known, is said in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from specui.specs.items.criterion_state import NO_CHECKBOX
from specui.specs.triage.filters import Filter, FilterFault
from specui.tui.models.figures import Figures, by_feature

FileNames: TypeAlias = tuple[str, ...] | str
"""Names of files; or the reason why they are not known."""

ASKING = "…"
"""The reason for names that are still being looked up."""


class Target(NamedTuple):
    """What a row opens: the overview, triage with a filter, the problems, a list of files, or the spec named `value`."""

    verb: Literal["overview", "triage", "problems", "changed", "uncommitted", "spec"]
    value: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a folder.

    `read` of `files` are read; `partial` says that more may be found. `specs` are the figures of those counted so far,
    `uncounted` the number of specs that are not counted yet. `features` is the number of folders that hold the files of
    one feature, `in_features` of the specs in them, `others` of the files that are no specs. `changed` since the last visit, and `uncommitted` are files.
    """

    files: int = 0
    read: int = 0
    partial: bool = False
    specs: tuple[Figures, ...] = ()
    uncounted: int = 0
    features: int = 0
    in_features: int = 0
    others: int = 0
    changed: FileNames = ASKING
    uncommitted: FileNames = ASKING

    @property
    def is_complete(self) -> bool:
        """Whether everything is read and counted."""
        return self.read >= self.files and not self.partial and not self.uncounted


class Number(NamedTuple):
    """A row with a number: `key` opens the list behind it, `value` is the number or "–", `note` what limits it.

    `look` is the role of the number; `target` is None where there is nothing to open.
    """

    key: str
    label: str
    value: str
    note: str = ""
    look: str = ""
    target: Target | None = None


class Worst(NamedTuple):
    """A row of a spec: how much is `done` of `total`, and its open `critical` gaps."""

    name: str
    title: str
    done: int
    total: int
    critical: int

    @property
    def target(self) -> Target:
        """What it opens."""
        return Target("spec", self.name)


UNKNOWN = "–"


def progress(facts: Facts) -> str:
    """Return how far the reading is, in words; "" once everything is read and counted."""
    if facts.is_complete:
        return ""
    if facts.read < facts.files or facts.partial:
        return f"reading {facts.read:,} of {facts.files:,}{'+' if facts.partial else ''} files"
    return f"counting {len(facts.specs):,} of {len(facts.specs) + facts.uncounted:,} specs"


def numbers(facts: Facts) -> tuple[Number, ...]:
    """Return the rows of the numbers."""
    specs = facts.specs
    unboxed = sum(one.unboxed for one in specs)
    beside = f"{unboxed:,} {NO_CHECKBOX}" if unboxed else ""
    rows = [
        ("Specs", *_specs(facts)),
        _items(facts, "Open criteria", (one.criteria for one in specs), "kind:criterion", "", beside),
        _items(facts, "Open tasks", (one.tasks for one in specs), "kind:task", ""),
        _items(facts, "Critical gaps", (critical(one) for one in specs), _critical_filter(specs), "error"),
        _items(facts, "Open questions", (one.questions for one in specs), "kind:question", "warning"),
        ("Changed since the last visit", *_files(facts.changed, "changed")),
        ("Not committed", *_files(facts.uncommitted, "uncommitted")),
    ]
    unread = sum(one.unread for one in specs)
    if unread:
        said = "Lines that could not be read"
        rows.append((said, f"{unread:,}", "not counted above", "warning", Target("problems")))
    return tuple(Number(str(n), *row) for n, row in enumerate(rows, 1))


def critical(spec: Figures) -> int:
    """Return the number of open gaps of the worst severity, as triage lists them."""
    return sum(count for weight, count in spec.gaps if weight.rank == 0)


def worst(specs: Iterable[Figures]) -> tuple[Worst, ...]:
    """Return the specs and features with something to do: the lowest readiness first, then the most critical gaps."""
    found = [Worst(one.name, one.title, one.done, one.total, critical(one)) for one in by_feature(specs)]
    unfinished = [one for one in found if one.done < one.total or one.critical]
    return tuple(sorted(unfinished, key=lambda one: (_share(one), -one.critical, one.done - one.total)))


def sentence(facts: Facts) -> str:
    """Return what stands in place of the specs where none has anything to do, as far as that is known."""
    if not facts.is_complete:
        return "No spec with open items is read yet."
    if not facts.specs:
        files = f"{facts.others:,} Markdown file{'s' * (facts.others != 1)}"
        return f"None of the {files} has items to count; all are in the tree."
    if any(one.unread for one in facts.specs):
        return "No open items were found, but some lines could not be read."
    return "Nothing is open in any spec."


_Row: TypeAlias = tuple[str, str, str, str, Target | None]


def _specs(facts: Facts) -> tuple[str, str, str, Target | None]:
    count = len(facts.specs) + (facts.uncounted if facts.read >= facts.files else 0)
    if not count and not facts.is_complete:
        return UNKNOWN, "", "", None
    within, features = facts.in_features, facts.features
    some = f"{within:,} in {features:,} feature{'s' * (features != 1)}" if features else ""
    others = f"{facts.others:,} other file{'s' * (facts.others != 1)}" if facts.others else ""
    return f"{count:,}", "; ".join(filter(None, (some, others))), "", Target("overview")


def _items(facts: Facts, label: str, counts: Iterable[int], wanted: str, look: str, note: str = "") -> _Row:
    """Return a row of items. 0 is said only of specs that were read and counted."""
    if not facts.specs:
        return label, UNKNOWN, "" if not facts.is_complete else "no specs", "", None
    count = sum(counts)
    if not count and not facts.is_complete:
        return label, UNKNOWN, "none so far", "", None
    return label, f"{count:,}", note, look if count else "", Target("triage", wanted)


def _files(found: FileNames, verb: Literal["changed", "uncommitted"]) -> tuple[str, str, str, Target | None]:
    if isinstance(found, str):
        return UNKNOWN, found, "", None
    return f"{len(found):,}", "files" if len(found) != 1 else "file", "", Target(verb) if found else None


def _critical_filter(specs: Sequence[Figures]) -> str:
    words = sorted({weight.word for one in specs for weight, _ in one.gaps if weight.rank == 0})
    found = Filter.of("severity", *(word or "none" for word in words or ["critical"]))
    return "kind:gap" if isinstance(found, FilterFault) else f"kind:gap {found}"


def _share(spec: Worst) -> float:
    return spec.done / spec.total if spec.total else 1.0
