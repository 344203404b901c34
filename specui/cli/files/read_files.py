"""Rows of many files for a listing: of a file that has not changed since the last run, the row of that run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from specui.cli.files.skipped_files import ARCHIVED
from specui.workspace.check.check_cache import Cache
from specui.workspace.check.parallel_check import Target
from specui.workspace.files.spec_file import SpecFile

Row: TypeAlias = dict[str, Any]


def read_rows(
    targets: Sequence[Target], work: Callable[[SpecFile], Row], *, asked: Sequence[object], jobs: int
) -> list[Row]:
    """Return, in order, the row that `work` makes of each file; see `map_files` for its values and errors.

    `asked` is everything that rows depend on besides the files and their contexts. Rows with an `error` are not kept.
    Archived files are not read, unless they were named.
    """
    archived = [_is_archived(target) for target in targets]
    wanted = [target for target, is_archived in zip(targets, archived, strict=True) if not is_archived]
    rows = iter(Cache(asked).read_changed(wanted, work, lambda row: "error" not in row, jobs=jobs))
    return [
        {"path": target.name, "left_out": ARCHIVED} if is_archived else next(rows)
        for target, is_archived in zip(targets, archived, strict=True)
    ]


def _is_archived(target: Target) -> bool:
    binding = target.context.binding
    return binding is not None and not target.context.named and binding.family.is_archived(binding.path)
