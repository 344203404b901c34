"""`specui blockers FILE`: list what blocks the approval of a spec, easiest first."""

from __future__ import annotations

from collections.abc import Iterator

import click

from specui.cli import output
from specui.cli.errors import Failure
from specui.cli.files.targets import named_target
from specui.cli.json_output import write_json
from specui.cli.options import color_option, format_option
from specui.cli.tables import fold_line
from specui.markdown.printable import printable
from specui.specs.readiness import BLOCKER_WORDS, Blocker, Readiness, counted, left_out
from specui.workspace.check.parallel_check import read

SCHEMA_VERSION = 1

_HEADS = {kind: many.capitalize() for kind, (_, many) in BLOCKER_WORDS.items()} | {
    "unread": "Lines that could not be read"
}


@click.command(name="blockers")
@click.argument("file", type=click.Path())
@format_option("text", "json")
@color_option
@click.pass_context
def command(ctx: click.Context, file: str, format_: str, color: str | None) -> int:
    """List what blocks the approval of a spec, easiest first.

    The order: errors with a safe fix, questions with suggested answers, other questions, other errors, lines that could
    not be read, open criteria, open tasks, missing tests, critical gaps.

    Exit status: 0 if the blockers were listed; 2 if the file has nothing to count, so nothing is known about it.
    """
    target = named_target(file)
    found = read(target)
    if found.error:
        raise Failure(found.error)
    left, ready, aside = found.blockers, found.readiness, left_out(found.contents)
    if format_ == "json":
        _json(target.name, found.contents.spec.title, found.contents.status, ready, left)
        return _status(target.name, ready, aside)
    if ready.nothing and not left:
        return _status(target.name, ready, aside)
    paint = output.painter(ctx, color)
    title = printable(found.contents.spec.title or target.name)
    output.write(paint(f"{title}: {ready.done} of {ready.total} done", bold=True) + "\n")
    output.write("".join(f"{line}\n" for line in _lines(left, paint)))
    if left:
        output.write("\n")
    if ready.nothing:
        return _status(target.name, ready, aside)
    said = [*(() if left else ("Nothing blocks approval.",)), f"Counted: {counted(found.contents)}."]
    output.write(" ".join([*said, *((aside,) if aside else ())]) + "\n")
    return 0


def _status(name: str, ready: Readiness, aside: str) -> int:
    """Return the exit status; print an error if there is nothing to count. `aside` says what does not count."""
    if not ready.nothing:
        return 0
    output.warn(
        f"{name}: {f'{aside} No' if aside else 'no criteria,'} missing tests, gaps or questions found, "
        "so blockers can't be listed; "
        f"run specui show {name} to see what is read."
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
        line = printable(f"  L{blocker.line:<5}{blocker.ref.ljust(widths)}  {blocker.text}")
        yield fold_line(line, min(widths + 10, 30))


def _json(name: str, title: str, status: str | None, ready: Readiness, left: tuple[Blocker, ...]) -> None:
    data = {
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
    write_json(data)
