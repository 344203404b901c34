"""All parts of one spec, each read on first use."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import Protocol, TypeVar, cast

from specui.markdown.blocks import ListItem
from specui.markdown.lazy import lazy, lazy_pattern
from specui.specs.blanks import Blanks, blanks_of, is_within
from specui.specs.degraded import DataLossRisk, DegradedMode, read_degradation
from specui.specs.items.gaps import Gap, is_critical, read_gaps
from specui.specs.items.inline_questions import inline_questions
from specui.specs.items.kinds import BY_PART, Item, ItemKind
from specui.specs.items.notes import notes_of
from specui.specs.items.parted import Parted, parted_rows
from specui.specs.items.questions import Question, read_questions
from specui.specs.items.unread import Unread, unread_lines
from specui.specs.names import field_key, split_names
from specui.specs.part_rows import (
    ExistingTest,
    ExternalService,
    GoldenSet,
    InternalDependency,
    Revision,
    read_revisions,
    read_rows,
)
from specui.specs.parts import PARTS, Part
from specui.specs.spec import FieldValue, Spec
from specui.specs.state import StateItem, read_state
from specui.specs.tasks import Task, read_tasks, tasks_of


class _Placed(Protocol):
    @property
    def line(self) -> int: ...


Found = TypeVar("Found", bound=_Placed)
_TIER_NUMBER = lazy_pattern(r"\d{1,3}\b")


@dataclass(frozen=True, eq=False)
class Contents:
    """The typed items of a spec, in file order."""

    spec: Spec

    @lazy
    def all_tasks(self) -> tuple[Task, ...]:
        """Every checkbox of the file, and the criteria and missing tests that have none."""
        return self._own(read_tasks(self.spec))

    @lazy
    def blanks(self) -> Blanks:
        """The sections that still hold the template's text: nothing in them is an item."""
        return blanks_of(self.spec)

    def _own(self, found: tuple[Found, ...]) -> tuple[Found, ...]:
        """Return the items outside of blank sections."""
        blank = self.blanks.sections
        return tuple([one for one in found if not is_within(blank, one.line)]) if blank and found else found

    @lazy
    def tasks(self) -> tuple[Task, ...]:
        """Every checkbox of the file."""
        return tuple([task for task in self.all_tasks if task.box])

    @lazy
    def criterion_items(self) -> tuple[ListItem, ...]:
        """The acceptance criteria with a box, as list items: enough for the first check of a rule, and cheap."""
        return self.boxes("criteria")

    def boxes(self, part: Part) -> tuple[ListItem, ...]:
        """Return the boxes of a part, nested ones too: ten times cheaper than its tasks."""
        groups = self.spec.groups(part)
        return self._own(tuple([item for group in groups for item in group.items if item.check >= 0]))

    @lazy
    def criteria(self) -> tuple[Task, ...]:
        """Acceptance criteria: the boxes of that part, nested ones too, and the criteria that have none."""
        return tasks_of(self.all_tasks, "criteria")

    @lazy
    def counted_criteria(self) -> tuple[Task, ...]:
        """The criteria that are open or done: all but those that stand where criteria have no checkboxes."""
        return tuple([task for task in self.criteria if task.has_state])

    @lazy
    def missing_tests(self) -> tuple[Task, ...]:
        """Missing tests, nested ones too, with a box or without."""
        return tasks_of(self.all_tasks, "missing_tests")

    @lazy
    def work(self) -> tuple[Task, ...]:
        """The checkboxes of the tasks, nested ones too.

        Where no template says what each section holds, these are all boxes that are no other item: a plan's gates, a
        sign-off checklist.
        """
        elsewhere = self.spec.template is None or self.spec.bound is not None
        return tuple([t for t in self.tasks if t.part == "tasks" or (elsewhere and t.part not in BY_PART)])

    @lazy
    def unread(self) -> tuple[Unread, ...]:
        """The lines in the section of a part that are neither item nor note."""
        within = inline_questions(self.spec.document)
        return tuple(
            [
                line
                for line in unread_lines(self.spec)
                if not any(line.start <= one.start < line.end for one in within)
            ]
        )

    @lazy
    def parted_rows(self) -> tuple[Parted, ...]:
        """Rows of pipes that blank lines separate from their table."""
        return parted_rows(self.spec.document)

    @lazy
    def uncounted(self) -> tuple[Unread, ...]:
        """The unread lines that a count of criteria, gaps, missing tests or questions lacks."""
        return tuple([line for line in self.unread if line.part in BY_PART])

    @lazy
    def gaps(self) -> tuple[Gap, ...]:
        """Known gaps."""
        return self._own(read_gaps(self.spec))

    @lazy
    def gap_columns(self) -> dict[str, list[str]]:
        """The cells of each column of the gaps tables, by its key: ten times cheaper than the gaps."""
        found: dict[str, list[str]] = {}
        for group in self.spec.groups("gaps"):
            for table in group.tables:
                rows = [row.texts for row in table.rows]
                for name, *texts in zip_longest(table.header.texts, *rows, fillvalue=""):
                    found.setdefault(field_key(name), []).extend(texts)
        return found

    @lazy
    def critical_gaps(self) -> tuple[Gap, ...]:
        """Gaps of the worst severity."""
        return tuple(gap for gap in self.gaps if is_critical(gap, self.spec))

    @lazy
    def existing_tests(self) -> tuple[ExistingTest, ...]:
        """Tests that exist."""
        return self._own(read_rows(self.spec, "existing_tests", ExistingTest))

    @lazy
    def golden_sets(self) -> tuple[GoldenSet, ...]:
        """Golden sets and their thresholds."""
        return self._own(read_rows(self.spec, "golden_sets", GoldenSet))

    @lazy
    def internal_dependencies(self) -> tuple[InternalDependency, ...]:
        """Internal systems."""
        return self._own(read_rows(self.spec, "internal_dependencies", InternalDependency))

    @lazy
    def external_services(self) -> tuple[ExternalService, ...]:
        """External services."""
        return self._own(read_rows(self.spec, "external_services", ExternalService))

    @lazy
    def _degraded(self) -> tuple[tuple[DegradedMode, ...], DataLossRisk | None]:
        return read_degradation(self.spec)

    @property
    def degraded_modes(self) -> tuple[DegradedMode, ...]:
        """What happens when something is down."""
        return self._degraded[0]

    @property
    def data_loss_risk(self) -> DataLossRisk | None:
        """The risk of data loss."""
        return self._degraded[1]

    @lazy
    def questions(self) -> tuple[Question, ...]:
        """Open questions, decided ones too."""
        return self._own(read_questions(self.spec))

    @lazy
    def revisions(self) -> tuple[Revision, ...]:
        """The history's rows."""
        return read_revisions(self.spec)

    @lazy
    def state(self) -> dict[str, tuple[StateItem, ...]]:
        """The current state's bullets by group."""
        return {group: self._own(items) for group, items in read_state(self.spec).items()}

    @lazy
    def notes(self) -> dict[Part, str]:
        """The prose in the section of each part; paragraphs are separated by a blank line."""
        found: dict[Part, str] = {}
        for part in PARTS:
            if part == "overview" or not self.spec.groups(part):
                continue
            unread = [line.start for line in self.unread if line.part == part]
            texts = notes_of(self.spec, part, self._starts(part), unread)
            if texts:
                found[part] = "\n\n".join(texts)
        return found

    def _starts(self, part: Part) -> list[int]:
        """Return where the counted items of a part begin, and the blocks that belong to them."""
        counted = self.items(BY_PART[part]) if part in BY_PART else ()
        found = [item.start for item in counted]
        found += [block.start for item in counted if isinstance(item, Question | Gap) for block in item.below]
        return sorted(found)

    def items(self, kind: ItemKind) -> tuple[Item, ...]:
        """Return the items of a kind: the attribute that its row of the table names, else the one named as its part."""
        return cast(tuple[Item, ...], getattr(self, kind.attribute or kind.part))

    @lazy
    def has_items(self) -> bool:
        """Whether a part of the file holds items."""
        return any(self.items(kind) for part, kind in BY_PART.items() if self.spec.groups(part)) or bool(
            self.questions
        )

    @lazy
    def status(self) -> str | None:
        """The status as the template knows it; None where it is missing or unknown."""
        return _word(self.spec, "status")

    @lazy
    def status_raw(self) -> str:
        """The status as written, or ""."""
        found = _field(self.spec, "status")
        return found.raw if found is not None else ""

    @lazy
    def tier(self) -> str | None:
        """The tier as the template knows it."""
        return _word(self.spec, "tier")

    @property
    def short_tier(self) -> str:
        """The tier's number, also if the template does not know the tier (``3 Priority 4`` is 3); "" where there is none."""
        tier = self.tier or ""
        number = _TIER_NUMBER.match(tier)
        return number[0] if number else tier

    @lazy
    def owners(self) -> tuple[str, ...]:
        """The owners' names."""
        found = _field(self.spec, "owner")
        if found is None:
            return ()
        if isinstance(found.value, str) and found.schema is None:  # no template says that there is one
            return split_names(found.value)
        return found.value if isinstance(found.value, tuple) else (found.value,) if found.value else ()

    @lazy
    def updated(self) -> str:
        """The day of the last update, ISO; "" where the head gives none."""
        return _word(self.spec, "updated") or ""


def _word(spec: Spec, name: str) -> str | None:
    found = _field(spec, name)
    return found.value if found is not None and isinstance(found.value, str) else None


def _field(spec: Spec, name: str) -> FieldValue | None:
    """Return the field whose name holds the word: the team's template says ``Spec status`` or ``Status``."""
    wanted = field_key(name)
    return next((f for f in spec.fields if wanted in field_key(f.name).split()), None)
