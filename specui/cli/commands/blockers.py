"""`specui blockers FILE`: what blocks the approval of a spec, easiest first."""

from __future__ import annotations

from collections.abc import Iterator

import click

from specui.cli import output
from specui.cli.edit import faults_in
from specui.cli.errors import Failure
from specui.cli.targets import named_target
from specui.markdown.printable import printable
from specui.specs.readiness import BLOCKER_WORDS, Blocker, Readiness, blockers, counted, readiness
from specui.workspace.check.parallel_check import read

SCHEMA_VERSION = 1

_HEADS = {kind: many.capitalize() for kind, (_, many) in BLOCKER_WORDS.items()} | {
    "unread": "Lines that could not be read"
}


@click.command(name="blockers")
@click.argument("file", type=click.Path())
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Of the output.",
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), help="Whether to use colours.")
@click.pass_context
def command(ctx: click.Context, file: str, format_: str, color: str | None) -> int:
    """Show what blocks the approval of a spec, easiest first.

    Errors with a safe fix come first, then questions, those that offer their answers before others, lines that could
    not be read, criteria to check, tests to write, critical gaps to close. Exits with 2 where the file holds nothing
    that can be counted: then nobody can say what blocks it.
    """
    target = named_target(file)
    found = read(target)
    if found.error:
        raise Failure(found.error)
    faults = faults_in(target, found.data)
    left = blockers(found.contents, faults)
    ready = readiness(found.contents, len(faults))
    if format_ == "json":
        _json(target.name, found.contents.spec.title, found.contents.status, ready, left)
        return _told(target.name, ready)
    paint = output.painter(ctx, color)
    title = printable(found.contents.spec.title or target.name)
    output.write(paint(f"{title}: {ready.done} of {ready.total} done", bold=True) + "\n")
    output.write("".join(f"{line}\n" for line in _lines(left, paint)))
    if left:
        output.write("\n")
    if ready.nothing:
        return _told(target.name, ready)
    output.write(
        f"Counted: {counted(found.contents)}.\n"
        if left
        else f"Nothing blocks approval. Counted: {counted(found.contents)}.\n"
    )
    return 0


def _told(name: str, ready: Readiness) -> int:
    """Return the exit status, and say where nothing was counted."""
    if not ready.nothing:
        return 0
    output.note(
        f"specui: {name}: nothing to count here: no criteria, missing tests, gaps or questions were found, "
        "so specui cannot say what blocks approval. See specui show for what it reads."
    )
    return 2


def _lines(left: tuple[Blocker, ...], paint: output.Painter) -> Iterator[str]:
    head = ""
    widths = max((len(blocker.ref) for blocker in left), default=0)
    for blocker in left:
        if _HEADS[blocker.kind] != head:
            head = _HEADS[blocker.kind]
            count = sum(other.kind == blocker.kind for other in left)
            yield ""
            yield paint(f"{head} ({count})", bold=True)
        yield printable(f"  L{blocker.line:<5}{blocker.ref.ljust(widths)}  {blocker.text}")


def _json(name: str, title: str, status: str | None, ready: Readiness, left: tuple[Blocker, ...]) -> None:
    import json

    from specui.markdown.printable import escape_json

    told = {
        "schema_version": SCHEMA_VERSION,
        "path": name,
        "title": title,
        "status": status,
        "readiness": {"done": ready.done, "total": ready.total},
        "counted": not ready.nothing,
        "blockers": [
            {"kind": b.kind, "ref": b.ref, "line": b.line, "text": b.text, "cost": b.cost} for b in left
        ],
    }
    output.write_data(escape_json(json.dumps(told, ensure_ascii=False, indent=2)) + "\n")
