"""What was done: a change of a text, changes of several made as one, and the file steps of `file_steps`.

A step holds all that is needed to undo it and to redo it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from specui.markdown.edits import Transaction

if TYPE_CHECKING:  # a start needs none of them
    from specui.workspace.files.file_steps import FileStep

AnyStep: TypeAlias = "Step | Together | FileStep"


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a text.  ``earlier`` is when another program made it, in seconds since 1970; 0 for this one."""

    name: str
    title: str
    before: str
    after: str
    forward: Transaction
    backward: Transaction
    earlier: float = 0.0

    @property
    def told(self) -> str:
        """The step in words."""
        return f"{self.title} in {self.name}"


@dataclass(frozen=True, slots=True)
class StepGroup:
    """Changes of several texts that were made as one, a step for each file.

    ``unsure`` are the files of which it is not known whether the change stands there: the program was
    killed while it wrote them.
    """

    title: str
    steps: tuple[Step, ...]
    earlier: float = 0.0
    unsure: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The first of the files."""
        return self.steps[0].name

    @property
    def told(self) -> str:
        """The step in words."""
        return f"{self.title} in {len(self.steps)} files" if len(self.steps) > 1 else self.steps[0].told


def group_steps(steps: Sequence[Step], unsure: Iterable[str] = ()) -> Step | StepGroup:
    """Return steps under one title as one step; what is one already, and known to stand, stays a plain one."""
    doubt = frozenset(unsure).intersection(step.name for step in steps)
    if len(steps) == 1 and not doubt:
        return steps[0]
    return StepGroup(steps[0].title, tuple(steps), steps[0].earlier, doubt)


def text_changes(steps: Iterable[AnyStep], name: str) -> list[Step]:
    """Return the changes of one file's text, in their order."""
    parts = (step.steps if type(step) is StepGroup else (step,) for step in steps)
    return [part for some in parts for part in some if type(part) is Step and part.name == name]
