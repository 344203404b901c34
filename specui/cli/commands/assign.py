"""`specui assign FILE ITEM NAME`: assign a question or gap to someone."""

from __future__ import annotations

import click

from specui.cli.decide import arguments, decide, find_open_item


@click.command(name="assign")
@arguments("assign", click.argument("name", nargs=-1, required=True, metavar="NAME..."))
def command(
    ctx: click.Context, file: str, item: str, name: tuple[str, ...], by: str | None, dry_run: bool
) -> int:
    """Assign a question or gap to someone.

    The item stays open. QUESTION and GAP are refs as specui questions and specui gaps print them, or addresses such as
    q4, gap5 or L57. For a gap, the name is written in the owner column of its table, or at the end of its notes.
    """
    texts = [" ".join(name).strip()]
    return decide(
        ctx, file, item, lambda _: ("assign", texts, 0), by=by, dry_run=dry_run, find=find_open_item
    )
