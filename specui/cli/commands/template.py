"""`specui template show|check`: the template that specs are read by, and whether one can be."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from specui.cli import output
from specui.cli.errors import Failure
from specui.cli.load_config import configuration
from specui.cli.targets import default_folder, show_path
from specui.markdown.damage import find_damage
from specui.markdown.printable import printable
from specui.markdown.scanner import scan
from specui.markdown.source import decode
from specui.specs.template import Template, read_template, template_name, title_heading
from specui.workspace.config.template_library import Library, built_in_text
from specui.workspace.files.discovery import find_templates
from specui.workspace.storage import file_store as storage
from specui.workspace.storage.errors import StorageError


@click.group(name="template")
def command() -> None:
    """Show a template, or check the ones of a folder."""


@command.command(name="show")
@click.argument("name", required=False)
@click.option("--folder", type=click.Path(), help="The specs' folder, where their templates are looked for.")
def show(name: str | None, folder: str | None) -> int:
    """Print a template's Markdown; without NAME, the one that comes first for the folder."""
    place = _folder(folder)
    known = Library(configuration(place), date.today()).templates(place)
    found = next((t for t in known if name is None or t.name == name.casefold()), None)
    if found is None:
        raise Failure(f"there is no template {name}; there are {', '.join(t.name for t in known)}.")
    output.note(f"{found.name}, {found.origin if found.origin == 'built in' else show_path(found.origin)}")
    text = built_in_text() if found.origin == "built in" else found.text
    output.write_text_of_file(text, text.encode())
    return 0


@command.command(name="check")
@click.argument("paths", nargs=-1, type=click.Path())
def check(paths: tuple[str, ...]) -> int:
    """Say of each template what it asks of a spec, or why it is no schema. Exit status 1 where one is none.

    PATHS are template files and folders of specs; without any, the folder of the nearest specui.toml, or this one.
    """
    files: list[Path] = []
    for path in paths or (os.fspath(default_folder()),):
        if os.path.isdir(path):
            folder = Path(path).resolve()
            files += [*configuration(folder).templates, *find_templates(folder)]
        else:
            files.append(Path(path))
    worst = 0
    for file in dict.fromkeys(files):
        try:
            sentence, sound = _judge(file)
        except StorageError as failure:
            output.note(f"specui: {failure}")
            worst = 2
            continue
        output.write(printable(f"{show_path(os.fspath(file))}: {sentence}") + "\n")
        worst = max(worst, 0 if sound else 1)
    if not files:
        output.note("no template was found there; specs are read by the built-in one (specui template show).")
    return worst


def _judge(file: Path) -> tuple[str, bool]:
    source = decode(storage.load(file).data)
    if source.error is not None:
        return f"{source.error.message}; it is no schema until specui repair has mended it", False
    document = scan(source.text)
    if title_heading(document) is None:
        return "no heading holds a [SLOT], so it is a file like any other", False
    if find_damage(source.text):
        return "has encoding damage; it is no schema until specui repair has mended it", False
    template = read_template(document, template_name(file.name), str(file))
    if template is None:
        return "no section follows its title, so it is no schema", False
    return f"{template.name}: {_asks(template)}", True


def _asks(template: Template) -> str:
    fields = ", ".join(field.name for field in template.fields)
    sections = ", ".join(section.name for section in template.sections)
    return f"{len(template.fields)} fields ({fields}), {len(template.sections)} sections ({sections})"


def _folder(folder: str | None) -> Path:
    if folder is not None and not os.path.isdir(folder):
        raise Failure(f"{folder} is no folder; name the folder of the specs.")
    return (default_folder() if folder is None else Path(folder)).resolve()
