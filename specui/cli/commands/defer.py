"""`specui defer FILE QUESTION DATE`: a question is put off to a day."""

from __future__ import annotations

import click

from specui.cli.decide import arguments, coming_day, decide
from specui.cli.edit import Standing
from specui.markdown.edits import Transaction
from specui.specs.edits.questions import defer
from specui.specs.items.questions import Question


@click.command(name="defer")
@arguments(click.argument("day", metavar="DATE"), click.argument("why", nargs=-1))
def command(
    ctx: click.Context,
    file: str,
    question: str,
    day: str,
    why: tuple[str, ...],
    by: str | None,
    dry_run: bool,
) -> int:
    """Put a question off, to a day on which it waits again.

    DATE is a day such as 2026-01-31 or fri, or how long from today: 10d, 2w, 3m. QUESTION is an address as specui questions
    prints it.
    """

    def write(standing: Standing, found: Question, who: str) -> tuple[Transaction, str]:
        until = coming_day(day, standing.today)
        return defer(standing.contents.spec, found, until, " ".join(why), by=who), f"deferred to {until}"

    return decide(ctx, file, question, write, by=by, dry_run=dry_run)
