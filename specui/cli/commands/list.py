"""`specui list`: one line per spec; with --all, every Markdown file and why it is a spec or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from specui.cli import output, tables
from specui.cli.files.features import by_feature
from specui.cli.files.read_files import read_rows
from specui.cli.files.skipped_files import NO_TEMPLATE, TEMPLATE, SkippedCounts, skip_reason
from specui.cli.files.targets import find_targets
from specui.cli.options import color_option, columns_option, format_option, jobs_option
from specui.markdown.printable import printable
from specui.rules.diagnostic import Severity
from specui.specs.items.gaps import severities
from specui.specs.items.kinds import KINDS
from specui.specs.names import leading_sign
from specui.specs.show import family_of
from specui.workspace.check.parallel_check import map_files
from specui.workspace.files.discovery import natural_key
from specui.workspace.files.spec_file import SpecFile

SCHEMA_VERSION = 1

Row = dict[str, Any]

COLUMNS = (
    "path", "title", "status", "tier", "owner", "ready", "criteria", "tasks", "gaps", "questions", "problems", "template",
)  # fmt: skip
"""The columns that the table can have."""


@click.command(name="list")
@click.argument("paths", nargs=-1, type=click.Path())
@format_option("table", "json", "csv", "md")
@columns_option(COLUMNS)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="List every file, read or skipped, with the reason, instead of the counts.",
)
@click.option("--files", "by_file", is_flag=True, help="List the files of a feature one by one.")
@jobs_option
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    format_: str,
    columns: str | None,
    everything: bool,
    by_file: bool,
    jobs: int,
    color: str | None,
) -> int:
    """List specs with status, tier, owner, readiness and counts.

    The files of one feature are one line, in families that keep a folder for each feature. PATHS are files and folders; they default to the folder of the nearest specui.toml, or the current folder.
    """
    found = find_targets(paths)
    output.warn(*found.failures)
    if everything:
        rows = map_files(found.targets, _all_row, jobs=jobs)
    else:
        rows = read_rows(found.targets, _row, asked=("list",), jobs=jobs)
    unreadable = [row for row in rows if row.get("error")]
    output.warn(*(row["error"] for row in unreadable))
    skipped = SkippedCounts()
    if everything:
        rows += [{"path": one.shown, "taken": False, "reason": one.reason} for one in found.skipped]
        rows.sort(key=lambda row: natural_key(row["path"]))
    else:
        skipped = SkippedCounts(found.skipped, (row.get("left_out", "") for row in rows))
        rows = [row for row in rows if "title" in row]
    read = len(rows)
    if not by_file and not everything:
        rows = by_feature(rows)
    chosen = [] if everything else _columns(rows, columns)
    if format_ == "json":
        _json(rows, skipped, everything=everything)
    elif format_ == "csv":
        _csv(rows, chosen if columns is not None else (), everything=everything)
    elif format_ == "md":
        _markdown(rows, chosen, everything=everything)
    else:
        _table(rows, chosen, output.painter(ctx, color), everything=everything)
    if not found.failures and (line := skipped.summary(read)) and not (everything and rows):
        output.warn(line)
    return 2 if found.failures or unreadable else 0


def _row(file: SpecFile) -> Row:
    if file.error:
        return {"path": file.name, "error": file.error}
    spec, contents = file.contents.spec, file.contents
    if reason := skip_reason(file):
        return {"path": file.name, "left_out": reason}
    ready, blanks = file.readiness, contents.blanks
    binding = file.context.binding
    return {
        "path": file.name,
        "feature": file.unit,
        "document": binding.document.name if binding is not None else "",
        "template": spec.template.name if spec.template else None,
        "title": spec.title,
        "status": contents.status,
        "status_raw": contents.status_raw or None,
        "tier": contents.tier,
        "owners": list(contents.owners),
        "readiness": {"done": ready.done, "total": ready.total},
        "sections": {"filled": blanks.filled, "total": blanks.fillable} if blanks.sections else None,
        "criteria": {
            "done": sum(t.checked for t in contents.counted_criteria),
            "total": len(contents.counted_criteria),
            "without_checkbox": len(contents.criteria) - len(contents.counted_criteria),
        },
        "tasks": {"done": sum(t.checked for t in contents.work), "total": len(contents.work)},
        "gaps": _gaps(file),
        "open_questions": sum(q.is_open for q in contents.questions),
        "problems": {f"{severity}s": file.count(severity) for severity in reversed(Severity)},
        "parts": [kind.part for kind in KINDS.values() if spec.groups(kind.part) or contents.items(kind)],
    }


def _gaps(file: SpecFile) -> dict[str, int]:
    """Count open gaps by severity, worst first; severities that are not in the template come last."""
    counts = {choice.word: 0 for choice in severities(file.contents.spec.template)}
    for gap in file.contents.gaps:
        if gap.is_open:
            counts[gap.severity or "none"] = counts.get(gap.severity or "none", 0) + 1
    return counts


def _all_row(file: SpecFile) -> Row:
    if file.error:
        return {"path": file.name, "taken": False, "reason": "cannot be read", "error": file.error}
    if file.kind == "template":
        return {"path": file.name, "taken": False, "reason": TEMPLATE}
    spec, binding = file.contents.spec, file.context.binding
    row: Row = {"path": file.name, "taken": file.is_counted, "kind": file.kind, "family": family_of(spec)}
    if binding is not None:
        without = "; a document without items" if file.kind == "document" else ""
        return {**row, "reason": f"{binding.why}{'; archived' if file.is_archived else without}"}
    if spec.template is not None:
        known = len({section.schema.key for section in spec.sections if section.schema})
        reason = f"matches {spec.template.name}: {known} of {len(spec.template.sections)} sections"
        return {**row, "reason": reason}
    names = ", ".join(template.name for template in file.context.templates)
    reason = f"{NO_TEMPLATE} ({names})"
    if file.kind == "own-headings":
        return {**row, "reason": f"its own headings hold items; {reason}"}
    named = file.context.named
    return {**row, "taken": named, "reason": f"is named; {reason}" if named else f"no items; {reason}"}


def _columns(rows: Sequence[Row], wanted: str | None) -> list[str]:
    """Return the columns to show: those that are named, else the default without those that are empty everywhere."""
    columns = tables.choose_columns(wanted, COLUMNS, _DEFAULT)
    if wanted is not None:
        return columns
    return [
        name for name in columns if name not in _MAY_BE_EMPTY or any(_CELLS[name](row) != "–" for row in rows)
    ]


def _table(rows: Sequence[Row], columns: Sequence[str], paint: output.Painter, *, everything: bool) -> None:
    if rows and everything:
        body = [(row["path"], "yes" if row["taken"] else "no", row["reason"]) for row in rows]
        tables.write_table(("PATH", "READ", "WHY"), body, paint, cut=((0, 30), (2, 20)), paths=(0,))
    elif rows:
        cells = [[_CELLS[name](row) for name in columns] for row in rows]
        named = tables.name_width(row["path"] for row in rows)
        cut = [(columns.index(name), least or named) for name, least in _CUT if name in columns]
        spare = [columns.index(name) for name in _SPARE if name in columns]
        paths = [columns.index("path")] if "path" in columns else []
        tables.write_table(
            [name.upper() for name in columns],
            cells,
            paint,
            cut=cut,
            spare=spare,
            paths=paths,
            advice=" or use --columns",
        )


def _markdown(rows: Sequence[Row], columns: Sequence[str], *, everything: bool) -> None:
    if everything:
        body = [(row["path"], "yes" if row["taken"] else "no", row["reason"]) for row in rows]
        tables.write_markdown(("PATH", "READ", "WHY"), body)
    else:
        cells = [[_CELLS[name](row) for name in columns] for row in rows]
        tables.write_markdown([name.upper() for name in columns], cells)


def _share(name: str) -> Callable[[Row], str]:
    return lambda row: (
        f"{row[name]['done']}/{row[name]['total']}" if row[name]["total"] else _nothing(row, name)
    )


def _nothing(row: Row, part: str) -> str:
    """Return the cell of a part in which nothing is open: whether the spec has that part."""
    return "none" if part in row["parts"] else "–"


def _criteria_of(row: Row) -> str:
    """Return the criteria that are done, of all that can be; or how many are listed that cannot."""
    without = row["criteria"]["without_checkbox"]
    return f"{without} listed" if without and not row["criteria"]["total"] else _share("criteria")(row)


def _ready(row: Row) -> str:
    """Return how much is done; of a spec with sections to fill in, how many are."""
    filled = row["sections"]
    return f"to fill in {filled['filled']}/{filled['total']}" if filled else _share("readiness")(row)


def _gaps_of(row: Row) -> str:
    gaps = [
        f"{count} {'without severity' if severity == 'none' else severity.casefold()}"
        for severity, count in row["gaps"].items()
        if count
    ]
    return ", ".join(gaps) or _nothing(row, "gaps")


def _problems_of(row: Row) -> str:
    counts = {severity: row["problems"][f"{severity}s"] for severity in reversed(Severity)}
    found = [severity.counted(count) for severity, count in counts.items() if count]
    return ", ".join(found) or "none"


def _status_of(row: Row) -> str:
    return tables.shorten(printable(_status(row)), 40)


_CELLS: Mapping[str, Callable[[Row], str]] = {
    "path": lambda row: str(row["path"]),
    "title": lambda row: str(row["title"]),
    "status": _status_of,
    "tier": lambda row: row["tier"] or "–",
    "owner": lambda row: ", ".join(row["owners"]) or "–",
    "ready": _ready,
    "criteria": _criteria_of,
    "tasks": _share("tasks"),
    "gaps": _gaps_of,
    "questions": lambda row: str(row["open_questions"] or _nothing(row, "questions")),
    "problems": _problems_of,
    "template": lambda row: row["template"] or "–",
}
"""The cell of each column, by the column's name."""
_DEFAULT = ("path", "status", "tier", "owner", "ready", "criteria", "tasks", "gaps", "questions", "problems")
_MAY_BE_EMPTY = frozenset({"tier", "owner", "criteria", "tasks", "gaps", "questions"})
_CUT = (
    ("owner", 12),
    ("path", 0),
    ("gaps", 11),
    ("problems", 12),
    ("owner", 8),
    ("status", 11),
    ("path", 24),
)
"""The columns that shrink, in this order, and the least cells of each; 0 is what the file names need."""
_SPARE = ("questions", "criteria", "gaps", "tasks", "tier", "problems")


def _status(row: Row) -> str:
    """Return the sign and word of the status; a status that is not in the template as the file has it."""
    raw, word = row["status_raw"] or "", row["status"]
    if word is None:
        return f"{raw} (?)" if raw else "–"
    sign = leading_sign(raw)
    return f"{sign} {word}" if sign else str(word)


def _json(rows: Sequence[Row], skipped: SkippedCounts, *, everything: bool) -> None:
    if everything:
        tables.write_json(SCHEMA_VERSION, "files", rows)
    else:
        tables.write_json(SCHEMA_VERSION, "specs", rows, {"left_out": skipped.rows()})


def _csv(rows: Sequence[Row], chosen: Sequence[str], *, everything: bool) -> None:
    if everything:
        tables.write_csv(("path", "taken", "reason"), rows)
    elif chosen:
        tables.write_csv(chosen, [{name: _CELLS[name](row) for name in chosen} for row in rows])
    else:
        tables.write_csv(_COLUMNS, [_flat(row) for row in rows])


_COLUMNS = tuple(
    "path template title status tier owners done total criteria_done criteria_total tasks_done tasks_total gaps open_questions errors warnings infos criteria_without_checkbox".split()
)


def _flat(row: Row) -> Row:
    return {
        **{name: row[name] for name in ("path", "template", "title", "tier", "open_questions")},
        "status": row["status"] or row["status_raw"],
        "owners": row["owners"],
        **row["readiness"],
        "criteria_done": row["criteria"]["done"],
        "criteria_total": row["criteria"]["total"],
        "criteria_without_checkbox": row["criteria"]["without_checkbox"],
        "tasks_done": row["tasks"]["done"],
        "tasks_total": row["tasks"]["total"],
        "gaps": [f"{severity}: {count}" for severity, count in row["gaps"].items() if count],
        **row["problems"],
    }
