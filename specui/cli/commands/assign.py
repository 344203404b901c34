"""`specui assign FILE QUESTION NAME`: assign a question to someone."""

from __future__ import annotations

import click

from specui.cli.decide import arguments, decide
from specui.cli.edit import Standing
from specui.markdown.edits import Transaction
from specui.specs.edits.questions import assign
from specui.specs.items.questions import Question


@click.command(name="assign")
@arguments(click.argument("name", nargs=-1, required=True, metavar="NAME"))
def command(
    ctx: click.Context,
    file: str,
    question: str,
    name: tuple[str, ...],
    by: str | None,
    dry_run: bool,
) -> int:
    """Assign a question to someone.

    The question stays open. QUESTION is an address as specui questions prints it.
    """
    to = " ".join(name)

    def write(standing: Standing, found: Question, who: str) -> tuple[Transaction, str]:
        return assign(standing.contents.spec, found, to, on=standing.today, by=who), f"assigned to {to}"

    return decide(ctx, file, question, write, by=by, dry_run=dry_run, again=f"Assigned: {to}")
