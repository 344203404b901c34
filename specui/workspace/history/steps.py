"""What was done: a change of a text, changes of several made as one, and the file steps of `file_steps`.

A step holds all that is needed to undo it and to redo it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from specui.markdown.edits import Transaction
from specui.workspace.files.file_steps import FileStep, OneFile

AnyStep: TypeAlias = "Step | StepGroup | FileStep"


@dataclass(frozen=True, slots=True)
class Step(OneFile):
    """One change of a text.

    ``earlier`` is when another program made it, in seconds since 1970; 0 for a step of this program.
    """

    before: str
    after: str
    forward: Transaction
    backward: Transaction
    earlier: float = 0.0


@dataclass(frozen=True, slots=True)
class StepGroup:
    """Changes of several texts that were made as one, a step for each file.

    ``in_doubt`` are the files that may or may not have the change: the program was killed while it wrote them.
    """

    title: str
    steps: tuple[Step, ...]
    earlier: float = 0.0
    in_doubt: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The first of the files."""
        return self.steps[0].name

    @property
    def description(self) -> str:
        """The step in words, with the files it changed."""
        return (
            f"{self.title} in {len(self.steps)} files" if len(self.steps) > 1 else self.steps[0].description
        )


def group_steps(steps: Sequence[Step], in_doubt: Iterable[str] = ()) -> Step | StepGroup:
    """Return steps of one title as one step; a single step that is not in doubt stays a plain one."""
    doubtful = frozenset(in_doubt).intersection(step.name for step in steps)
    if len(steps) == 1 and not doubtful:
        return steps[0]
    return StepGroup(steps[0].title, tuple(steps), steps[0].earlier, doubtful)


def text_changes(steps: Iterable[AnyStep], name: str) -> list[Step]:
    """Return the steps that changed one file's text, in their order."""
    parts = (step.steps if type(step) is StepGroup else (step,) for step in steps)
    return [part for some in parts for part in some if type(part) is Step and part.name == name]
