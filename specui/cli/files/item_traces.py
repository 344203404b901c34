"""The tasks that name each criterion, across the files of its feature."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from specui.cli.files.read_files import read_rows
from specui.cli.files.targets import find_targets
from specui.specs.tracing import Place, Tracing, tracing_of
from specui.workspace.check.parallel_check import Target
from specui.workspace.files.spec_file import SpecFile

Traced = Mapping[tuple[str, int], Sequence[str] | None]
"""The ids of the tasks by file name and line of a criterion; None where no task of the feature names such ids."""


def find_traces(targets: Sequence[Target], names: Iterable[str], *, jobs: int) -> Traced:
    """Return the tasks of the criteria in these files. Reads the other files of their features, too."""
    wanted = set(names)
    features = {folder for target in targets if target.name in wanted and (folder := _feature(target))}
    if not features:
        return {}
    around = find_targets(sorted(features)).targets
    shown = {os.path.realpath(target.filename): target.name for target in targets}
    found: dict[tuple[str, int], Sequence[str] | None] = {}
    by_feature: dict[str, list[dict[str, Any]]] = {}
    rows = read_rows(around, _read, asked=("traces",), jobs=jobs)
    for target, row in zip(around, rows, strict=True):
        by_feature.setdefault(_feature(target), []).append(
            row | {"name": shown.get(os.path.realpath(target.filename), target.name)}
        )
    for feature in by_feature.values():
        tracing = _joined(feature)
        for id_, places in tracing.targets.items():
            tasks = tracing.tasks_for(id_)
            for place in places:
                found[place.file, place.line] = None if tasks is None else [task.id for task in tasks]
    return found


def _feature(target: Target) -> str:
    binding = target.context.binding
    return os.path.join(binding.root, binding.unit) if binding is not None and binding.unit else ""


def _read(file: SpecFile) -> dict[str, Any]:
    """Return the traces of one file as marshal takes them."""
    if file.error or not file.is_counted:
        return {}
    one = tracing_of([("", file.contents)])
    return {"targets": _plain(one.targets), "tasks": _plain(one.tasks)}


def _plain(places: Mapping[str, Sequence[Place]]) -> dict[str, list[tuple[Any, ...]]]:
    return {id_: [tuple(place[1:]) for place in some] for id_, some in places.items()}


def _joined(rows: Iterable[dict[str, Any]]) -> Tracing:
    found = Tracing({}, {})
    for row in rows:
        for kind, places in (("targets", found.targets), ("tasks", found.tasks)):
            for id_, some in row.get(kind, {}).items():
                places.setdefault(id_, []).extend(Place(row["name"], *one) for one in some)
    return found
