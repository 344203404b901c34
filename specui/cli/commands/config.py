"""`specui config`: the user's settings and the repository's configuration with their origins; the keys; an example."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from specui.cli import output
from specui.cli.errors import Failure
from specui.cli.files.load_config import unknown_rules
from specui.cli.files.targets import show_path
from specui.cli.json_output import write_json
from specui.cli.options import format_option
from specui.markdown.printable import printable
from specui.specs.families.family import Family
from specui.workspace.config.config_fault import Fault
from specui.workspace.config.repository_config import FILE_NAME, Config, read_config
from specui.workspace.config.settings import (
    SETTINGS,
    Settings,
    config_file,
    example as settings_example,
    load_settings,
)


class _Value(NamedTuple):
    """A value: its dotted name, how it is shown, itself, and where it was set (None: nowhere, a default)."""

    name: str
    shown: str
    value: object
    origin: str | None


@click.group(name="config")
def command() -> None:
    """Show settings, configuration and keys.

    Your settings are in config.toml, the configuration of a repository in its specui.toml.
    """


@command.command(name="show")
@click.argument("path", default=".", type=click.Path())
@format_option("text", "json")
def show(path: str, format_: str) -> int:
    """Print each value and where it is set.

    These are your settings, and the configuration of PATH, a folder or a file; it defaults to the current folder.
    """
    from specui.cli.screen.key_list import settings_faults

    if not os.path.exists(path):
        raise Failure(f"path not found: {path}; name a folder or a file.")
    folder = Path(path if os.path.isdir(path) else os.path.dirname(path) or ".")
    config, settings = read_config(folder), load_settings()
    repository, user = list(_values(config)), list(_settings(settings))
    wrong = sorted((*config.faults, *config.notes, *unknown_rules(config)), key=lambda fault: fault.line)
    unusable = settings_faults(settings)
    if format_ == "json":
        write_json({
            "schema_version": 1,
            "user": _as_json(settings.file or config_file(), settings.file is not None, user, unusable),
            "repository": _as_json(config.file, config.file is not None, repository, wrong),
        })  # fmt: skip
        return 0
    lines = [
        f"settings: {settings.file or f'none; to add some, create {config_file()} (specui config example)'}"
    ]
    lines += [f"{v.name} = {v.shown}  ({v.origin or 'default'})" for v in user]
    lines += [f"ignored: line {fault.line}: {fault.reason}" for fault in unusable]
    where = (
        show_path(os.fspath(config.file))
        if config.file
        else f"none; to add one, create {FILE_NAME} or [tool.specui] in pyproject.toml"
    )
    lines += ["", f"configuration: {where}"]
    lines += [f"{v.name} = {v.shown}  ({show_path(v.origin) if v.origin else 'default'})" for v in repository]
    lines += [f"ignored: line {fault.line}: {fault.reason}" for fault in wrong]
    output.write("".join(printable(line) + "\n" for line in lines))
    return 0


@command.command(name="example")
def example() -> int:
    """Print an example config.toml, explained."""
    output.write(settings_example())
    output.note(f"Save it as {config_file()}.")
    return 0


@command.command(name="keys")
@format_option("text", "json")
def keys(format_: str) -> int:
    """List the commands of the screen and your keys.

    For each command: its id for config.toml, its keys, and the places where they work.
    """
    from specui.cli.screen.key_list import to_json, to_lines

    settings = load_settings()
    if format_ == "json":
        write_json(to_json(settings))
        return 0
    output.write("".join(printable(line) + "\n" for line in to_lines(settings)))
    return 0


def _settings(settings: Settings) -> Iterator[_Value]:
    """Yield the user's settings by their names in config.toml."""
    for name, field in SETTINGS.items():
        value = getattr(settings, field)
        if value is None:
            value = "auto"
        yield _Value(name, _shown(value), value, settings.origins.get(field))
    for command_id, given in settings.keys.items():
        name = f"keys.{command_id}"
        yield _Value(name, _list(given.keys), [*given.keys], settings.origins.get(name))
    for view, text in settings.views.items():
        yield _Value(f"views.{view}", _shown(text), text, settings.origins.get(f"views.{view}"))


def _values(config: Config) -> Iterator[_Value]:
    """Yield the values of the repository's configuration."""

    def value(name: str, shown: str, plain: object, key: str) -> _Value:
        return _Value(name, shown, plain, config.origins.get(key))

    files = [show_path(os.fspath(file)) for file in config.templates]
    yield value("templates", _list(files), files, "templates")
    for name, parts in config.parts.items():
        for part, place in parts.items():
            yield value(f"templates.{name}.parts.{part}", f'"{place}"', place, "templates")
    if not config.severities:
        yield value("rules", "{}", {}, "rules")
    for name, severity in config.severities.items():
        level = str(severity or "off")
        yield value(f"rules.{name}", f'"{level}"', level, "rules")
    for pattern, severities in config.by_path:
        for name, severity in severities.items():
            level = str(severity or "off")
            yield value(f'per-path."{pattern}".{name}', f'"{level}"', level, "per-path")
    stale = config.stale_days
    yield value("stale_days", "none" if stale is None else str(stale), stale, "stale_days")
    yield value("exclude", _list(config.exclude), [*config.exclude], "exclude")
    for view, text in config.views.items():
        yield value(f"views.{view}", _shown(text), text, "views")
    for name, given in _family_values(config.families):
        plain = [*given] if isinstance(given, tuple) else given
        yield value(name, _list(given) if isinstance(given, tuple) else _shown(given), plain, "families")


def _family_values(families: Sequence[Family]) -> Iterator[tuple[str, str | bool | tuple[str, ...]]]:
    """Yield what the configuration says of families, by the keys; nothing that has its default."""
    for family in families:
        where = f"families.{family.name}"
        found: list[tuple[str, str | bool | tuple[str, ...]]] = [
            ("summary", family.summary),
            ("found-by", family.found_by),
            ("exclude", family.exclude),
            ("folder-in", family.folder_in),
            ("unit.folder", family.unit),
            ("unit.archive", family.archive),
        ]
        for document in family.documents:
            own = f"documents.{document.name}"
            title = document.title if document.title != "heading" else ""
            found += [
                (f"{own}.files", document.files),
                (f"{own}.template", document.templates),
                (f"{own}.title", title),
                (f"{own}.kind", document.kind if document.kind != "spec" else ""),
                *([] if document.structure else [(f"{own}.structure", False)]),
                *((f"{own}.parts.{part}", places) for part, places in document.parts.items()),
                *((f'{own}.marks."{mark}"', state) for mark, state in document.marks.items()),
                (f"{own}.ids", document.ids),
                (f"{own}.new", document.new),
                (f"{own}.log", document.log),
            ]
        yield from ((f"{where}.{key}", given) for key, given in found if given not in ("", ()))


def _as_json(
    file: Path | None, found: bool, values: list[_Value], faults: Sequence[Fault]
) -> dict[str, object]:
    return {
        "file": os.fspath(file) if file is not None else None,
        "found": found,
        "values": {v.name: {"value": v.value, "origin": v.origin or "default"} for v in values},
        "faults": [fault.to_json() for fault in faults],
    }


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"'


def _list(values: list[str] | tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"
