"""The listings of one kind of items across all specs, filtered and in order: `specui gaps`, `questions` and the others.

They show open items; with --all, or with a filter by state, decided and completed ones too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from specui.cli import output
from specui.cli.options import Decorator, filter_of, filter_options
from specui.cli.skipped_files import LeftOut, reason_of
from specui.specs.items.kinds import KINDS, ItemKind

if TYPE_CHECKING:
    from specui.specs.triage import Entry, Key, Sort
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.git.blame import LineOrigin

SCHEMA_VERSION = 2
_NAMED = 3
"""How many unread lines are named."""


_HELP = """List {about} across all specs; with --all, decided and completed ones too.

    A PATH is a file or a folder; without any, the folder of the nearest specui.toml, or this one. Any other argument
    is a filter: a word that the text must contain, or a term such as tier:1,2 or older:30d, as on the screen.
    """


def listing_command(name: str) -> click.Command:
    """Return the command that lists a kind of items, by its name."""
    listing = next(kind for kind in KINDS.values() if kind.listing == name)

    def run(ctx: click.Context, **given: Any) -> int:
        return _list(ctx, listing, **given)

    run.__doc__ = _HELP.format(about=listing.about)
    decorators: tuple[Decorator, ...] = (
        click.pass_context,
        click.option(
            "--color", type=click.Choice(["auto", "always", "never"]), help="Whether to use colours."
        ),
        click.option(
            "--jobs",
            type=click.IntRange(0),
            default=0,
            metavar="N",
            help="Number of processes (0: one per core).",
        ),
        click.option("--all", "everything", is_flag=True, help="Include decided and completed items."),
        click.option(
            "--sort",
            type=click.Choice(["tier", "severity", "age", "spec"]),
            default="tier",
            show_default=True,
            help="Order; tier sorts by severity within a tier, age puts the oldest first.",
        ),
        *filter_options(severity="severity" in listing.columns),
        click.option(
            "--format",
            "format_",
            type=click.Choice(["table", "json", "csv", "md"]),
            default="table",
            show_default=True,
            help="Output format.",
        ),
        click.argument("paths", metavar="[PATH | WORD]...", nargs=-1, type=click.Path()),
        click.command(name=name),
    )
    decorated: Callable[..., Any] = run
    for decorator in decorators:
        decorated = decorator(decorated)
    assert isinstance(decorated, click.Command)
    return decorated


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
    **options: Any,
) -> int:
    from specui.cli.targets import find_targets
    from specui.specs.triage import ordered
    from specui.workspace.check.parallel_check import map_files

    places, words, wanted = filter_of(paths, view, text, options)
    found = find_targets(places)
    for sentence in found.failures:
        output.note(f"specui: {sentence}")
    today = date.today()
    read = map_files(found.targets, lambda file: _read(file, listing, today), jobs=jobs)
    unreadable = [told["error"] for told in read if "error" in told]
    for sentence in unreadable:
        output.note(f"specui: {sentence}")
    left = LeftOut(found.passed, (told.get("left_out", "") for told in read))
    known = [(_entry(row), beside) for told in read for row, beside in told.get("entries", ())]
    beside = {entry.key: more for entry, more in known}
    shows_all = everything or wanted.names_state
    since: dict[Key, LineOrigin] = {}
    if sort == "age" or any(term.key == "older" for term in wanted.terms):
        from specui.cli.item_ages import ages

        since = ages((entry for entry, _ in known), found.targets)
        for entry, _ in known:
            beside[entry.key] = {**beside[entry.key], **_age(entry, since.get(entry.key))}
    days = {key: told.date for key, told in since.items()}
    matching = [e for e, _ in known if wanted.matches(e, days.get(e.key))]
    shown = [e for e in matching if shows_all or e.waiting]
    rows = [_row(entry, beside[entry.key]) for entry in ordered(shown, sort, days)]
    unread = [line for told in read for line in told.get("unread", ())]
    _TELL[format_](listing, rows, left, unread, output.painter(ctx, color))
    if format_ == "table" and (rows or not found.failures):
        _summary(listing, rows, len(matching) - len(shown), words, known=bool(known))
    if not found.failures and (said := left.line(sum("entries" in told for told in read))):
        output.note(f"specui: {said}")
    if unread:
        output.note(f"specui: {_unread(unread)}")
    return 2 if found.failures or unreadable else 0


def _age(entry: Entry, since: LineOrigin | None) -> dict[str, Any]:
    """Return what is said of an entry's age: the day of its line, else that of its spec's last update; and which."""
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
    """Return what marshal takes: an `error`, or why the file is `left_out`, or the `entries` of a kind.

    Each of these is a tuple, with what else is said of it. A file that was named is read whatever it is.
    """
    from specui.specs.triage import entries

    if file.error:
        return {"error": file.error}
    if left := reason_of(file):
        return {"left_out": left}
    contents = file.contents
    more = {item.id: item.details() for item in contents.items(kind)}
    found = entries(file.name, contents, today)
    unread = [(file.name, line.line, line.text) for line in contents.unread if line.part == kind.part]
    return {
        "entries": [(_plain(entry), more[entry.id]) for entry in found if entry.kind == kind.id],
        "unread": unread,
    }


Unread = tuple[str, int, str]
"""A line that could not be read: its file, its number, its text."""


def _unread(unread: Sequence[Unread]) -> str:
    """Say which lines are not listed, since they could not be read."""
    from specui.markdown.printable import printable

    places = [f"{name}:{line}" for name, line, _ in unread[:_NAMED]]
    more = f" and {len(unread) - _NAMED} more" if len(unread) > _NAMED else ""
    one = len(unread) == 1
    lines = "1 line" if one else f"{len(unread)} lines"
    verb = "is" if one else "are"
    return printable(
        f"{lines} could not be read and {verb} not listed: {', '.join(places)}{more} (specui check says why)"
    )


def _plain(entry: Entry) -> tuple[Any, ...]:
    return tuple(getattr(entry, field.name) for field in fields(entry) if field.init)


def _entry(row: Sequence[Any]) -> Entry:
    from specui.specs.triage import Entry

    return Entry(*row)


def _row(entry: Entry, more: dict[str, Any]) -> dict[str, Any]:
    """Return an entry as JSON has it; docs/triage.md tells the shape."""
    return {
        "path": entry.name,
        "line": entry.line,
        "id": entry.id,
        "ref": entry.ref,
        "text": entry.text,
        "state": entry.state,
        "waiting": entry.waiting,
        **more,
        "spec": entry.title,
        "status": entry.status or None,
        "tier": entry.tier or None,
        "owners": [*entry.owners],
        "updated": entry.updated or None,
    }


def _table(
    listing: ItemKind,
    rows: Sequence[dict[str, Any]],
    _left: LeftOut,
    _unread: Sequence[Unread],
    paint: output.Painter,
) -> None:
    from specui.cli import tables

    if not rows:
        return
    own = [name for name in listing.columns if any(row[name] not in {None, "", "open"} for row in rows)]
    own += ["since"] * ("since" in rows[0])
    head = ["PATH", "REF", "TIER", *(_head(name).upper() for name in own), listing.id.upper()]
    body = [
        [row["path"], row["ref"], row["tier"] or "–", *(_cell(row, name) for name in own), _bare(row["text"])]
        for row in rows
    ]
    last = len(head) - 1
    tables.write_table(head, body, paint, cut=((0, 24), (last, 32), (0, 12), (last, 16)), spare=(2,))


def _head(name: str) -> str:
    """Return the heading of a column: the field of JSON, but for who is to decide."""
    return "owner" if name == "assignee" else name


def _cell(row: dict[str, Any], name: str) -> str:
    if name == "since" and row["since_from"] != "git":
        return (
            "unknown"
            if row["since_from"] == "unknown"
            else f"updated {row['since']}"
            if row["since"]
            else "–"
        )
    return str(row[name] or "–")


def _bare(text: str) -> str:
    """Return a text as it is read aloud: without the marks of bold and code; underscores belong to names."""
    return text.replace("**", "").replace("`", "")


def _markdown(
    listing: ItemKind,
    rows: Sequence[dict[str, Any]],
    _left: LeftOut,
    _unread: Sequence[Unread],
    _paint: output.Painter,
) -> None:
    from specui.cli import tables

    own = [name for name in listing.columns if name != "assignee" or any(row[name] for row in rows)]
    head = ["Spec", "Ref", "Tier", *(_head(name).capitalize() for name in own), listing.id.capitalize()]
    body = [
        [
            f"{row['path']}:{row['line']}",
            f"`{row['ref']}`",
            row["tier"] or "–",
            *(row[name] or "–" for name in own),
            row["text"],
        ]
        for row in rows
    ]
    tables.write_markdown(head, body)


def _csv(
    listing: ItemKind,
    rows: Sequence[dict[str, Any]],
    _left: LeftOut,
    _unread: Sequence[Unread],
    _paint: output.Painter,
) -> None:
    from specui.cli import tables

    lead = [name for name in listing.columns if name not in listing.csv]
    shared = ["path", "line", "ref", *lead, "text", "spec", "status", "tier", "owners", "updated"]
    tables.write_csv([*shared, *listing.csv], rows)


def _json(
    listing: ItemKind,
    rows: Sequence[dict[str, Any]],
    left: LeftOut,
    unread: Sequence[Unread],
    _paint: output.Painter,
) -> None:
    from specui.cli import tables

    tables.write_json(
        SCHEMA_VERSION,
        listing.listing,
        rows,
        {
            "left_out": left.rows(),
            "unread": [{"path": name, "line": line, "text": text} for name, line, text in unread],
        },
    )


_TELL = {"table": _table, "json": _json, "csv": _csv, "md": _markdown}


def _summary(
    listing: ItemKind, rows: Sequence[dict[str, Any]], hidden: int, words: Sequence[str], *, known: bool
) -> None:
    """Say beside the table how much there is, and what is not shown."""
    specs = len({row["path"] for row in rows})
    said = listing.count(len(rows))
    more = f"; {hidden} more decided or done; --all includes them" if hidden else ""
    if rows:
        output.note(f"{said} in {specs} spec{'s' * (specs != 1)}{more}.")
        return
    found = f"No matching {listing.plural}" if known else f"No {listing.about}"
    hint = f" “{words[0]}” isn't a path, so it was used as search text." if known and words else ""
    output.note(f"{found}{more}.{hint}")
