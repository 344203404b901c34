"""What specui understands of one file, as the JSON that others rely on.

Every list is in file order and complete.  The shape changes only with
``SCHEMA_VERSION``.
"""

from __future__ import annotations

from typing import Any

from specui.specs.contents import Contents
from specui.specs.items.gaps import Gap
from specui.specs.items.traces import traces_of
from specui.specs.names import field_key, identifier
from specui.specs.part_rows import ExistingTest, ExternalService, GoldenSet, InternalDependency
from specui.specs.rows import Record
from specui.specs.spec import Spec
from specui.specs.tasks import Task

SCHEMA_VERSION = 2


def _traces(contents: Contents, task: Task) -> list[str]:
    """Return the ids of the criteria or stories that a task says it is for."""
    return (
        [*traces_of(contents.spec.document, task.item)] if task.item is not None and not task.quoted else []
    )


def family_of(spec: Spec) -> str | None:
    """Return the name of the family that a file belongs to: by its path, else that of its template."""
    if spec.bound is not None:
        return spec.bound.family
    return spec.template.name if spec.template is not None else None


def describe(contents: Contents, path: str) -> dict[str, Any]:
    """Return the description of one spec, ready for ``json.dumps``."""
    spec = contents.spec
    return {
        "schema_version": SCHEMA_VERSION,
        "path": path,
        "template": spec.template.name if spec.template else None,
        "family": family_of(spec),
        "kind": kind_of(contents),
        "title": spec.title,
        "fields": _fields(contents),
        "sections": [
            {
                "title": section.name,
                "number": section.number,
                "line": section.line,
                "end_line": section.end_line,
                "known": section.schema is not None,
            }
            for section in spec.sections
        ],
        "state": {
            name: [_pick(item, "text line") for item in items] for name, items in contents.state.items()
        },
        "tasks": [
            _pick(t, "id ref section group depth text checked state line") | {"traces": _traces(contents, t)}
            for t in contents.tasks
        ],
        "criteria": [{**_task(task), "group": task.group} for task in contents.criteria],
        "unread": [
            {"section": line.section.name, "line": line.line, "text": line.text} for line in contents.unread
        ],
        "gaps": [_gap(gap) for gap in contents.gaps],
        "existing_tests": [_row(row, "test location coverage line") for row in contents.existing_tests],
        "missing_tests": [_task(task) for task in contents.missing_tests],
        "golden_sets": [
            _row(row, "golden_set location threshold last_run line") for row in contents.golden_sets
        ],
        "internal_dependencies": [
            _row(row, "system why_needed failure_mode line") for row in contents.internal_dependencies
        ],
        "external_services": [
            _row(row, "service purpose fallback line") for row in contents.external_services
        ],
        "degraded_modes": [_pick(mode, "condition behavior line") for mode in contents.degraded_modes],
        "data_loss_risk": contents.data_loss_risk and _pick(contents.data_loss_risk, "text line"),
        "questions": [
            _pick(q, "id text state") | {"alternatives": [*q.alternatives], "line": q.line}
            for q in contents.questions
        ],
        "revisions": [_pick(row, "date author change line") for row in contents.revisions],
        "notes": dict(contents.notes),
    }


def kind_of(contents: Contents) -> str:
    """Return what kind of file it is: a spec, one that has items under its own headings, or a document."""
    if contents.spec.template is not None:
        return "spec"
    has_items = contents.all_tasks or contents.gaps or contents.questions
    return "own-headings" if has_items else "document"


def _pick(item: object, keys: str) -> dict[str, Any]:
    """Return what an item has under these keys, which blanks separate."""
    return {key: getattr(item, key) for key in keys.split()}


def _task(task: Task) -> dict[str, Any]:
    shown = _pick(task, "id ref text box checked state line")
    return shown if task.has_state else {**shown, "state": None}


def _gap(gap: Gap) -> dict[str, Any]:
    shown = _pick(gap, "id gap severity notes line")
    if gap.assignee:
        shown["assignee"] = gap.assignee
    if gap.closed:
        shown["closed"] = True
    return _with_record(shown, gap.record) if gap.record is not None else shown


def _row(row: ExistingTest | GoldenSet | InternalDependency | ExternalService, keys: str) -> dict[str, Any]:
    return _with_record(_pick(row, keys), row.record)


def _fields(contents: Contents) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for value in contents.spec.fields:
        if value.name in found:
            continue
        shown = list(value.value) if isinstance(value.value, tuple) else value.value
        found[value.name] = {"raw": value.raw, "value": shown, "line": value.line.line}
    return found


def _with_record(shown: dict[str, Any], record: Record) -> dict[str, Any]:
    """Add what a row has beside the standard columns, and whether it says that there is none."""
    keys = {field_key(k.replace("_", " ")) for k in shown}
    for name, text in record.cells.items():
        column = identifier(name)
        if column and column not in shown and field_key(name) not in keys:
            shown[column] = text
            keys.add(field_key(column.replace("_", " ")))
    if record.none:
        shown["none"] = True
    return shown
