"""`specui defer FILE QUESTION DATE`: defers a question until a date."""

from __future__ import annotations

import click

from specui.cli.decide import arguments, decide


@click.command(name="defer")
@arguments("defer", click.argument("day", metavar="DATE"), click.argument("why", nargs=-1))
def command(
    ctx: click.Context, file: str, item: str, day: str, why: tuple[str, ...], by: str | None, dry_run: bool
) -> int:
    """Defer a question until a date; it waits again from that day on.

    DATE is a day such as 2026-01-31 or fri, or how long from today: 10d, 2w, 3m. QUESTION is an address as specui questions
    prints it.
    """
    return decide(ctx, file, item, lambda _: ("defer", [day, " ".join(why)], 0), by=by, dry_run=dry_run)
