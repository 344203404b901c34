"""`specui config show`: each value, and where it comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from specui.cli import output
from specui.cli.failures import Failure
from specui.cli.targets import show_path
from specui.markdown.printable import printable
from specui.workspace.config import FILE_NAME, Config, load_config


@click.group(name="config")
def command() -> None:
    """Show the configuration, and where each value comes from."""


@command.command(name="show")
@click.argument("path", default=".", type=click.Path())
def show(path: str) -> int:
    """Print every value that holds in a folder or for a file, as name = value, and where it is from."""
    if not os.path.exists(path):
        raise Failure(f"{path} is not there; name a folder or a file.")
    folder = Path(path if os.path.isdir(path) else os.path.dirname(path) or ".")
    config = load_config(folder)
    where = (
        show_path(os.fspath(config.file))
        if config.file
        else f"none; {FILE_NAME} or [tool.specui] would set it"
    )
    output.write(printable(f"configuration: {where}") + "\n")
    for name, value, key in _values(config):
        origin = config.origins.get(key)
        output.write(printable(f"{name} = {value}  ({show_path(origin) if origin else 'default'})") + "\n")
    return 0


def _values(config: Config) -> Iterator[tuple[str, str, str]]:
    """Yield each value's dotted name, the value, and the key that says where it was set."""
    yield "templates", _list(show_path(os.fspath(file)) for file in config.templates), "templates"
    for name, parts in config.parts.items():
        for part, place in parts.items():
            yield f"templates.{name}.parts.{part}", f'"{place}"', "templates"
    if not config.severities:
        yield "rules", "{}", "rules"
    for name, severity in config.severities.items():
        yield f"rules.{name}", f'"{severity or "off"}"', "rules"
    for pattern, severities in config.by_path:
        for name, severity in severities.items():
            yield f'per-path."{pattern}".{name}', f'"{severity or "off"}"', "per-path"
    yield "stale_days", "none" if config.stale_days is None else str(config.stale_days), "stale_days"
    yield "exclude", _list(config.exclude), "exclude"


def _list(values: Iterator[str] | tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"
