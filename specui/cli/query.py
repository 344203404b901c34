"""List items of all specs, filtered and sorted: shared by `specui gaps`, `questions`, `criteria` and `tests`.

They list open items; with --all, or if the filter names a state, decided and completed ones too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from specui.cli import output
from specui.cli.errors import Failure
from specui.cli.files.skipped_files import SkippedCounts, skip_reason
from specui.cli.filter_options import filter_options, parse_selection, paths_or_words_argument
from specui.cli.options import (
    color_option,
    columns_option,
    format_option,
    jobs_option,
    sort_option,
    with_options,
)
from specui.markdown import text_folding
from specui.specs.items.criterion_state import NO_CHECKBOX
from specui.specs.items.gaps import severities
from specui.specs.items.kinds import ItemKind
from specui.specs.phrases import format_count

if TYPE_CHECKING:
    from specui.specs.schema import Template
    from specui.specs.triage import Entry, Filter, Key, Sort
    from specui.workspace.check.parallel_check import Target
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.git.blame import LineOrigin

SCHEMA_VERSION = 2
_UNTRACED = click.option(
    "--untraced", is_flag=True, help="List only criteria that no task names, where tasks name such ids."
)
_UNREAD_SHOWN = 3
"""The number of unread lines that the note names."""

_HELP = """List {about} in all specs.

    PATH is a file or a folder; it defaults to the folder of the nearest specui.toml, or the current folder. Any other
    argument filters the list: a word to search for, or a term such as tier:1,2 or older:30d. Only open items are
    listed, unless you add --all or name a --state.
    """


def listing_command(listing: ItemKind) -> click.Command:
    """Return the command that lists a kind of items."""

    def run(ctx: click.Context, **given: Any) -> int:
        return _list(ctx, listing, **given)

    run.__doc__ = _HELP.format(about=listing.about)
    command = with_options(
        run,
        click.command(name=listing.listing),
        paths_or_words_argument,
        format_option("table", "json", "csv", "md"),
        columns_option(_columns(listing)),
        *filter_options(severity="severity" in listing.columns),
        *([_UNTRACED] if listing.id == "criterion" else []),
        sort_option,
        click.option("--all", "everything", is_flag=True, help="Include decided and completed items."),
        jobs_option,
        color_option,
        click.pass_context,
    )
    assert isinstance(command, click.Command)
    return command


def _list(
    ctx: click.Context,
    listing: ItemKind,
    *,
    paths: tuple[str, ...],
    format_: str,
    sort: Sort,
    everything: bool,
    jobs: int,
    color: str | None,
    view: str | None,
    text: str | None,
    columns: str | None,
    untraced: bool = False,
    **options: Any,
) -> int:
    from specui.cli import tables
    from specui.cli.files.read_files import read_rows
    from specui.cli.files.targets import find_targets
    from specui.specs.triage import ordered

    chosen = tables.choose_columns(columns, _columns(listing), ())
    selected = parse_selection(paths, view, text, options)
    found = find_targets(selected.paths)
    output.warn(*found.failures)
    today = date.today()
    read = read_rows(
        found.targets, lambda file: _read(file, listing, today), asked=("items", listing.id), jobs=jobs
    )
    unreadable = [result["error"] for result in read if "error" in result]
    output.warn(*unreadable)
    _refuse_unknown(selected.filter, read)
    skipped = SkippedCounts(found.skipped, (result.get("left_out", "") for result in read))
    known = [(_entry(row), extra) for result in read for row, extra in result.get("entries", ())]
    extras = {entry.key: extra for entry, extra in known}
    shows_all = everything or selected.filter.names_state
    since: dict[Key, LineOrigin] = {}
    if sort == "age" or any(term.key == "older" for term in selected.filter.terms):
        from specui.cli.files.item_ages import find_ages

        since = find_ages((entry for entry, _ in known), found.targets)
        for entry, _ in known:
            extras[entry.key] = {**extras[entry.key], **_age(entry, since.get(entry.key))}
    days = {key: found_since.date for key, found_since in since.items()}
    matching = [e for e, _ in known if selected.filter.matches(e, days.get(e.key))]
    shown = [e for e in matching if shows_all or e.waiting or not e.state]
    rows = [_row(entry, extras[entry.key]) for entry in ordered(shown, sort, days)]
    if listing.id == "criterion":
        rows = _with_tasks(rows, found.targets, jobs, untraced=untraced)
    unread = [line for result in read for line in result.get("unread", ())]
    if format_ == "json":
        _json(listing, rows, skipped, unread)
    elif format_ == "csv":
        _csv(listing, rows, chosen)
    elif format_ == "md":
        _markdown(listing, rows, chosen)
    else:
        _table(listing, rows, chosen, output.painter(ctx, color))
        if rows or not found.failures:
            _print_count(listing, rows, len(matching) - len(shown), selected.words, known=bool(known))
    if not found.failures and (line := skipped.summary(sum("entries" in result for result in read))):
        output.warn(line)
    if unread:
        output.warn(_unread_note(unread))
    return 2 if found.failures or unreadable else 0


def _tiers(template: Template | None) -> list[str]:
    """Return the tiers that a template allows, by their numbers."""
    field = template.field("tier") if template is not None else None
    return [choice.word for choice in field.choices] if field is not None else []


def _refuse_unknown(wanted: Filter, read: Sequence[dict[str, Any]]) -> None:
    """Raise Failure for a severity or tier that no template of the files has, and no item or spec either.

    Where no file was read there is nothing to compare with.
    """
    for key in ("severity", "tier"):
        known = sorted({value for result in read for value in result.get(key, ()) if value})
        if not known:
            continue
        for term in wanted.terms:
            for value in term.values if term.key == key else ():
                start = text_folding.fold(value)
                if start not in {"", "none"} and not any(
                    text_folding.fold(one).startswith(start) for one in known
                ):
                    raise Failure(f"unknown {key} “{value}”; known here are {', '.join(known)}.")


def _age(entry: Entry, since: LineOrigin | None) -> dict[str, Any]:
    """Return the age of an entry for JSON: the date of its line, or else of its spec's last update, and which it is."""
    if since is None:
        return {
            "since": entry.updated or None,
            "since_by": None,
            "since_from": "last update" if entry.updated else None,
        }
    if not since.known:
        return {"since": None, "since_by": None, "since_from": "unknown"}
    return {"since": since.date or None, "since_by": since.author or None, "since_from": "git"}


def _read(file: SpecFile, kind: ItemKind, today: date) -> dict[str, Any]:
    """Return a dict that marshal accepts: with `error`, or `left_out` (why the file is skipped), or `entries`.

    `entries` holds pairs of an entry as a tuple and further columns. A file that was named is never skipped.
    """
    from specui.specs.triage import entries

    if file.error:
        return {"error": file.error}
    if reason := skip_reason(file):
        return {"left_out": reason}
    contents = file.contents
    extras = {item.id: item.details() for item in contents.items(kind)}
    found = entries(file.name, contents, today)
    unread = [(file.name, line.line, line.text) for line in contents.unread if line.part == kind.part]
    return {
        "entries": [(_plain(entry), extras[entry.id]) for entry in found if entry.kind == kind.id],
        "severity": [
            *(choice.word for choice in severities(contents.spec.template)),
            *(e.severity for e in found),
        ],
        "tier": [*_tiers(contents.spec.template), contents.short_tier],
        "unread": unread,
    }


Unread = tuple[str, int, str]
"""A line that could not be read: file, line number, text."""


def _unread_note(unread: Sequence[Unread]) -> str:
    """Return the note about lines that are not listed because they could not be read."""
    from specui.markdown.printable import printable

    places = [f"{name}:{line}" for name, line, _ in unread[:_UNREAD_SHOWN]]
    more = f" and {len(unread) - _UNREAD_SHOWN} more" if len(unread) > _UNREAD_SHOWN else ""
    one = len(unread) == 1
    verb = "is" if one else "are"
    return printable(
        f"{format_count(len(unread), 'line')} could not be read and {verb} not listed: {', '.join(places)}{more}; run specui check for the reason."
    )


def _plain(entry: Entry) -> tuple[Any, ...]:
    return tuple(getattr(entry, field.name) for field in fields(entry) if field.init)


def _entry(row: Sequence[Any]) -> Entry:
    from specui.specs.triage import Entry

    return Entry(*row)


def _row(entry: Entry, extra: dict[str, Any]) -> dict[str, Any]:
    """Return an entry as JSON prints it; docs/triage.md documents the shape."""
    return {
        "path": entry.name,
        "line": entry.line,
        "id": entry.id,
        "ref": entry.ref,
        "text": entry.text,
        "state": entry.state or None,
        "waiting": entry.waiting,
        **extra,
        "spec": entry.title,
        "status": entry.status or None,
        "tier": entry.tier or None,
        "owners": [*entry.owners],
        "updated": entry.updated or None,
    }


def _columns(listing: ItemKind) -> list[str]:
    """Return the columns that --columns knows; `text` is the item itself."""
    own = (*listing.columns, *(["tasks"] if listing.id == "criterion" else []))
    return ["path", "line", "ref", "tier", *own, "text", "spec", "status", "owners", "updated"]


def _with_tasks(
    rows: Sequence[dict[str, Any]], targets: Sequence[Target], jobs: int, *, untraced: bool
) -> list[dict[str, Any]]:
    """Return the rows of criteria with the tasks of their features that name them; with `untraced`, those without."""
    from specui.cli.files.item_traces import find_traces

    traced = find_traces(targets, (row["path"] for row in rows), jobs=jobs)
    found = [{**row, "tasks": traced.get((row["path"], row["line"]))} for row in rows]
    if untraced and found and all(row["tasks"] is None for row in found):
        output.warn(
            "no task here names a criterion in a form that is read, so --untraced has nothing to compare."
        )
    return [row for row in found if row["tasks"] == []] if untraced else found


def _chosen_table(rows: Sequence[dict[str, Any]], chosen: Sequence[str], paint: output.Painter) -> None:
    from specui.cli import tables

    body = [[_cell(row, name) for name in chosen] for row in rows]
    cut = [
        (chosen.index(name), least)
        for name, least in (("text", 20), ("ref", 16), ("path", 20))
        if name in chosen
    ]
    paths = [chosen.index(name) for name in ("path", "ref") if name in chosen]
    tables.write_table([name.upper() for name in chosen], body, paint, cut=cut, paths=paths)


def _table(
    listing: ItemKind, rows: Sequence[dict[str, Any]], chosen: Sequence[str], paint: output.Painter
) -> None:
    from specui.cli import tables

    if not rows:
        return
    if chosen:
        _chosen_table(rows, chosen, paint)
        return
    own = [
        name
        for name in listing.columns
        if any(row[name] not in ({"open"} if name == "state" else {None, ""}) for row in rows)
    ]
    own += ["tasks"] * any(row.get("tasks") is not None for row in rows)
    own += ["since"] * ("since" in rows[0])
    head = ["PATH", "REF", "TIER", *(name.upper() for name in own), listing.id.upper()]
    body = [
        [row["path"], row["ref"], row["tier"] or "–", *(_cell(row, name) for name in own), _bare(row["text"])]
        for row in rows
    ]
    last = len(head) - 1
    named = tables.name_width(row["path"] for row in rows)
    cut = ((last, 32), (1, 24), (0, named), (last, 20), (1, 16))
    spare = (2, *(head.index(name.upper()) for name in own if name == "assignee"))
    tables.write_table(head, body, paint, cut=cut, spare=spare, paths=(0, 1))


def _cell(row: dict[str, Any], name: str) -> str:
    if name == "since" and row["since_from"] != "git":
        return (
            "unknown"
            if row["since_from"] == "unknown"
            else f"updated {row['since']}"
            if row["since"]
            else "–"
        )
    if name == "state" and row["state"] == "deferred" and row["waiting"]:
        return "due"
    if name == "tasks":
        return "–" if row[name] is None else ", ".join(row[name]) or "none"
    if name == "text":
        return _bare(row["text"])
    return ", ".join(row[name]) or "–" if isinstance(row[name], list) else str(row[name] or "–")


def _bare(text: str) -> str:
    """Return text without the Markdown marks of bold and code; underscores stay, because names contain them."""
    return text.replace("**", "").replace("`", "")


def _markdown(listing: ItemKind, rows: Sequence[dict[str, Any]], chosen: Sequence[str]) -> None:
    from specui.cli import tables

    if chosen:
        body = [[_cell(row, name) for name in chosen] for row in rows]
        tables.write_markdown([name.capitalize() for name in chosen], body)
        return
    own = [name for name in listing.columns if name != "assignee" or any(row[name] for row in rows)]
    head = ["Spec", "Ref", "Tier", *(name.capitalize() for name in own), listing.id.capitalize()]
    body = [
        [
            f"{row['path']}:{row['line']}",
            f"`{row['ref']}`",
            row["tier"] or "–",
            *(_cell(row, name) for name in own),
            row["text"],
        ]
        for row in rows
    ]
    tables.write_markdown(head, body)


def _csv(listing: ItemKind, rows: Sequence[dict[str, Any]], chosen: Sequence[str]) -> None:
    from specui.cli import tables

    if chosen:
        tables.write_csv(chosen, rows)
        return
    lead = [name for name in listing.columns if name not in listing.csv]
    shared = ["path", "line", "ref", *lead, "text", "spec", "status", "tier", "owners", "updated"]
    tables.write_csv([*shared, *listing.csv], rows)


def _json(
    listing: ItemKind, rows: Sequence[dict[str, Any]], skipped: SkippedCounts, unread: Sequence[Unread]
) -> None:
    from specui.cli import tables

    lines = [{"path": name, "line": line, "text": text} for name, line, text in unread]
    tables.write_json(SCHEMA_VERSION, listing.listing, rows, {"left_out": skipped.rows(), "unread": lines})


def _count(listing: ItemKind, rows: Sequence[dict[str, Any]]) -> str:
    """Return how many items the rows are, in words; those without a state apart."""
    without = sum(row["state"] is None for row in rows)
    if without in {0, len(rows)}:
        return f"{listing.count(len(rows))}{f' {NO_CHECKBOX}' if without else ''}"
    others = listing.count(len(rows) - without)
    if all(row["waiting"] or row["state"] is None for row in rows):
        others = others.replace(" ", " open ", 1)
    return f"{others}, {without} {NO_CHECKBOX},"


def _print_count(
    listing: ItemKind, rows: Sequence[dict[str, Any]], hidden: int, words: Sequence[str], *, known: bool
) -> None:
    """Print how many items the table lists, and how many it hides."""
    specs = len({row["path"] for row in rows})
    more = f"; {hidden} more decided or completed (--all lists them)" if hidden else ""
    if rows:
        output.note(f"{_count(listing, rows)} in {format_count(specs, 'spec')}{more}.")
        return
    found = f"No matching {listing.plural}" if known else f"No {listing.about}"
    hint = f" “{words[0]}” isn't a path, so it was used as search text." if known and words else ""
    output.note(f"{found}{more}.{hint}")
