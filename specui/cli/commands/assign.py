"""`specui assign FILE ITEM NAME`: assigns a question or a gap to somebody."""

from __future__ import annotations

import click

from specui.cli.decide import arguments, decide, find_open_item


@click.command(name="assign")
@arguments("assign", click.argument("name", nargs=-1, required=True, metavar="NAME"))
def command(
    ctx: click.Context, file: str, item: str, name: tuple[str, ...], by: str | None, dry_run: bool
) -> int:
    """Assign a question or a gap to somebody.

    The item is an address as specui questions and specui gaps print it: q4, gap5, L57. A gap gets the name in the
    owner column of its table, else at the end of its notes.
    """
    texts = [" ".join(name).strip()]
    return decide(
        ctx, file, item, lambda _: ("assign", texts, 0), by=by, dry_run=dry_run, find=find_open_item
    )
