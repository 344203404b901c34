"""A file with what the screen asks of it first, as a thread hands it over."""

from __future__ import annotations

from typing import NamedTuple

from specui.tui.models.problem_list import Problem
from specui.tui.models.tree_rows import Summary
from specui.workspace.files.spec_file import SpecFile


class Loaded(NamedTuple):
    """A file, its summary for the tree, and its problems."""

    file: SpecFile
    summary: Summary
    problems: list[Problem]
