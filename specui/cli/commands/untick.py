"""`specui untick FILE ITEM...`: the other way round."""

from __future__ import annotations

import click

from specui.cli.commands.tick import arguments, set_boxes


@click.command(name="untick")
@arguments
def command(ctx: click.Context, file: str, items: tuple[str, ...], dry_run: bool) -> int:
    """Untick checkboxes by their addresses; see specui tick --help."""
    return set_boxes(ctx, file, items, checked=False, dry_run=dry_run)
