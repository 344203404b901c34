"""The workbench's state: where the user is, what is being edited, how the panes are shared out. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from specui.tui.commands import Place
from specui.tui.models.draft import Draft
from specui.tui.models.pane_layout import AUTOMATIC, Sizes
from specui.tui.models.trail import Trail
from specui.tui.workbench.inline_edit import InlineEdit


@dataclass(frozen=True, slots=True)
class Location:
    """The open file and section. `file` is None before a file is open; `number` counts as the tabs do, from 0."""

    file: str | None = None
    number: int = 1
    section: str = ""


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing is being edited."""


@dataclass(frozen=True, slots=True)
class SectionEdit:
    """A whole section is open as Markdown."""

    draft: Draft


Editing: TypeAlias = Idle | InlineEdit | SectionEdit
"""What is being edited. Only the edit desk sets it."""

IDLE = Idle()


@dataclass(slots=True)
class WorkbenchState:
    """All that the workbench knows beside the workspace."""

    at: Location = field(default_factory=Location)
    pane: Place = "tree"
    editing: Editing = IDLE
    all_problems: bool = False
    zoomed: bool = False
    sizes: Sizes = AUTOMATIC
    home: bool = False
    """Whether the home view stands in the place of the section."""
    trail: Trail = field(default_factory=Trail)
