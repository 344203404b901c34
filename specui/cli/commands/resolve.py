"""`specui resolve FILE GAP`: close a gap and its related items."""

from __future__ import annotations

from collections.abc import Sequence

import click

from specui.cli import output
from specui.cli.edit import CurrentFile, author_name, change_file, completion_of, note_dry_run
from specui.cli.errors import Failure
from specui.cli.options import by_option, dry_run_option
from specui.markdown.edits import Transaction
from specui.specs.contents import Contents
from specui.specs.items.gaps import find_gap
from specui.specs.resolve.resolution import Closing, Part, close_gaps


def _gaps(contents: Contents) -> list[tuple[str, str]]:
    return [(gap.id, gap.gap) for gap in contents.gaps if gap.is_open]


@click.command(name="resolve")
@click.argument("file", type=click.Path())
@click.argument("gap", shell_complete=completion_of(_gaps))
@click.option(
    "--with", "also", metavar="PART", multiple=True, help="Also apply this likely change; repeat for more."
)
@click.option("--only", metavar="PART", multiple=True, help="Apply only these changes (besides the row).")
@click.option("--all", "everything", is_flag=True, help="Apply every change, likely ones too.")
@click.option(
    "--summary",
    metavar="TEXT",
    default="",
    help="How it was resolved; used as the answer and in the revision.",
)
@by_option
@dry_run_option
@click.pass_context
def command(
    ctx: click.Context,
    file: str,
    gap: str,
    also: tuple[str, ...],
    only: tuple[str, ...],
    everything: bool,
    summary: str,
    by: str | None,
    dry_run: bool,
) -> int:
    """Close a gap and its related items.

    The row is deleted. The related bullet under Not Implemented moves to Shipped, the related test and criterion are
    ticked, the related question is answered, Last updated is set and a revision row is added. Changes that are
    certain are applied; likely ones are only listed, unless you add --with or --all.

    GAP is a ref as specui gaps prints it, or an address such as gap1. The PART of --with and --only is the number
    of a change, or its kind: state, test, criterion, question, sign-off.
    """
    if sum(map(bool, (also, only, everything))) > 1:
        raise click.UsageError("--with, --only and --all cannot be combined; use one of them", ctx)
    who = author_name(by, file)

    def edit(current: CurrentFile) -> tuple[Transaction, tuple[Closing, list[Part]]]:
        contents = current.contents
        found = find_gap(contents.gaps, gap)
        closing = close_gaps(contents, [found], today=current.today, by=who, summary=summary)
        chosen = _chosen(closing, also, only, everything=everything)
        return closing.compose(chosen), (closing, chosen)

    name, (closing, chosen) = change_file(ctx, file, edit, dry_run=dry_run)
    _print_parts(name, closing, chosen, dry_run=dry_run, signed=bool(who))
    return 0


def _chosen(closing: Closing, also: Sequence[str], only: Sequence[str], *, everything: bool) -> list[Part]:
    if everything:
        return [*closing.parts]
    wanted = [_part(closing, word) for word in (*also, *only)]
    named = [part for parts in wanted for part in parts]
    sure = [] if only else closing.sure
    return [part for part in closing.parts if part.needed or part in sure or part in named]


def _part(closing: Closing, word: str) -> list[Part]:
    """Return the parts with a number or of a kind. Raises Failure."""
    if word.isdecimal() and 1 <= int(word) <= len(closing.parts):
        return [closing.parts[int(word) - 1]]
    found = [part for part in closing.parts if part.kind == word.lower()]
    if found:
        return found
    known = ", ".join(f"{number} {part.kind}" for number, part in enumerate(closing.parts, 1))
    raise Failure(f"unknown part “{word}”; the parts are {known}.")


def _print_parts(name: str, closing: Closing, chosen: Sequence[Part], *, dry_run: bool, signed: bool) -> None:
    """Print each part and whether it was applied; for one that was not, the lines that it would change."""
    left = 0
    for number, part in enumerate(closing.parts, 1):
        taken = part in chosen
        likely = "" if part.sure else " (likely)"
        output.note(f"[{'x' if taken else ' '}] {number} {name}:{part.line} {part.title}{likely}")
        if taken:
            continue
        left += 1
        for hunk in part.hunks:
            for sign, lines in (("-", hunk.removed), ("+", hunk.added)):
                for line in lines:
                    output.note(f"      {sign}{line}")
    for refusal in closing.refusals:
        output.note(f" !  {name}:{refusal.line} {refusal.title}: {refusal.reason}")
    if not signed:
        output.note("no revision row, because the author is unknown; add --by NAME.")
    if left:
        output.note(f"{left} not applied; --with PART or --all applies {'it' if left == 1 else 'them'}.")
    note_dry_run(dry_run=dry_run)
