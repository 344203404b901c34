"""`specui [PATH]`: open the screen."""

from __future__ import annotations

from typing import Any

import click

from specui.cli.screen.request import COLOR_CHOICES, ScreenRequest, open_screen


@click.command(name="", hidden=True)
@click.argument("path", type=click.Path())
@click.option("--demo", is_flag=True)
@click.option("--theme", metavar="NAME")
@click.option("--color", type=click.Choice(COLOR_CHOICES))
@click.option("--ascii", is_flag=True)
@click.option("--lean", is_flag=True)
@click.option("--no-mouse", is_flag=True)
@click.pass_obj
def command(
    options: dict[str, Any],
    path: str,
    demo: bool,
    theme: str | None,
    color: str | None,
    ascii: bool,  # noqa: A002 - the option's name
    lean: bool,
    no_mouse: bool,
) -> int:
    """Open the screen on PATH."""
    before = options.get("request", ScreenRequest())
    return open_screen(
        ScreenRequest(
            path=path,
            demo=demo or before.demo,
            theme=theme or before.theme,
            color=color or before.color,
            ascii=ascii or before.ascii,
            lean=lean or before.lean,
            mouse=False if no_mouse else before.mouse,
        )
    )
