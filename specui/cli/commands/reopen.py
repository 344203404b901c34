"""`specui reopen FILE QUESTION`: reopen a question."""

from __future__ import annotations

import click

from specui.cli.decide import arguments, decide


@click.command(name="reopen")
@arguments("reopen", click.argument("why", nargs=-1))
def command(
    ctx: click.Context, file: str, item: str, why: tuple[str, ...], by: str | None, dry_run: bool
) -> int:
    """Reopen a question.

    It may be answered, deferred, assigned or dropped; that decision stays in the file, above the new entry. QUESTION is
    a ref as specui questions --all prints it, or an address such as q4.
    """
    return decide(ctx, file, item, lambda _: ("reopen", [" ".join(why)], 0), by=by, dry_run=dry_run)
