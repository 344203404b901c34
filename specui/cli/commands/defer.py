"""`specui defer FILE QUESTION DATE`: defer a question until a date."""

from __future__ import annotations

import click

from specui.cli.decide import arguments, decide


@click.command(name="defer")
@arguments("defer", click.argument("day", metavar="DATE"), click.argument("why", nargs=-1))
def command(
    ctx: click.Context, file: str, item: str, day: str, why: tuple[str, ...], by: str | None, dry_run: bool
) -> int:
    """Defer a question until a date.

    DATE is a date such as 2026-01-31, a weekday such as fri, or a time from today: 10d, 2w, 3m. The question is open
    again on that date. QUESTION is a ref as specui questions prints it, or an address such as q4.
    """
    return decide(ctx, file, item, lambda _: ("defer", [day, " ".join(why)], 0), by=by, dry_run=dry_run)
