"""`specui untick FILE ITEM...`: remove ticks."""

from __future__ import annotations

import click

from specui.cli.commands.tick import arguments, set_boxes


@click.command(name="untick")
@arguments
def command(ctx: click.Context, file: str, items: tuple[str, ...], dry_run: bool) -> int:
    """Untick checkboxes.

    ITEM is an address as specui show prints it; see specui tick --help.
    """
    return set_boxes(ctx, file, items, checked=False, dry_run=dry_run)
