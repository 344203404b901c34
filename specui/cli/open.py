"""`specui [PATH]` as click reads it."""

from __future__ import annotations

from typing import Any

import click

from specui.cli.screen import COLOR_CHOICES, open_screen


@click.command(name="", hidden=True)
@click.argument("path", type=click.Path())
@click.option("--demo", is_flag=True)
@click.option("--theme", metavar="NAME")
@click.option("--color", type=click.Choice(COLOR_CHOICES))
@click.pass_obj
def command(options: dict[str, Any], path: str, demo: bool, theme: str | None, color: str | None) -> int:
    """Open the screen on PATH."""
    return open_screen(
        path,
        demo=demo or options.get("demo", False),
        theme=theme or options.get("theme"),
        color=color or options.get("color", "auto"),
    )
