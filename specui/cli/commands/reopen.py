"""`specui reopen FILE QUESTION`: reopen a question."""

from __future__ import annotations

import click

from specui.cli.decide import arguments, decide
from specui.cli.edit import Standing
from specui.cli.errors import Failure
from specui.markdown.edits import Transaction
from specui.specs.edits.questions import reopen
from specui.specs.items.questions import Question


@click.command(name="reopen")
@arguments(click.argument("why", nargs=-1))
def command(
    ctx: click.Context, file: str, question: str, why: tuple[str, ...], by: str | None, dry_run: bool
) -> int:
    """Reopen a question.

    The former decision stays in the file, above the new entry. QUESTION is an address as specui questions --all prints
    it.
    """

    def write(standing: Standing, found: Question, who: str) -> tuple[Transaction, str]:
        if found.state == "open":
            raise Failure(f"{found.id} is open: {found.text}")
        words = " ".join(why)
        return reopen(standing.contents.spec, found, words, on=standing.today, by=who), "open again"

    return decide(ctx, file, question, write, by=by, dry_run=dry_run, needs_open=False)
