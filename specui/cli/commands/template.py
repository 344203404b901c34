"""`specui template show|check`: print a template, or check that files can be used as templates."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from specui.cli import output
from specui.cli.errors import Failure
from specui.cli.files.load_config import configuration
from specui.cli.files.targets import default_folder, show_path
from specui.markdown.damage import find_damage
from specui.markdown.printable import printable
from specui.markdown.scanner import scan
from specui.markdown.source import decode
from specui.specs.phrases import format_count
from specui.specs.template import Template, read_template, template_name, title_heading
from specui.workspace.config.template_library import TemplateLibrary, built_in_text
from specui.workspace.files.discovery import find_markdown, find_templates, is_template
from specui.workspace.storage import file_store as storage
from specui.workspace.storage.errors import StorageError


@click.group(name="template")
def command() -> None:
    """Print a template, or check templates."""


@command.command(name="show")
@click.argument("name", required=False)
@click.option(
    "--folder",
    type=click.Path(),
    help="Folder of the specs.  [default: that of the nearest specui.toml, or .]",
)
def show(name: str | None, folder: str | None) -> int:
    """Print the Markdown of a template.

    NAME defaults to the preferred template of the folder.
    """
    place = _folder(folder)
    known = TemplateLibrary(configuration(place), date.today()).templates(place)
    found = next((t for t in known if name is None or t.name == name.casefold()), None)
    if found is None:
        raise Failure(f"unknown template “{name}”; known templates: {', '.join(t.name for t in known)}.")
    output.note(f"{found.name}, {found.origin if found.origin == 'built in' else show_path(found.origin)}")
    text = built_in_text() if found.origin == "built in" else found.text
    output.write_text_of_file(text, text.encode())
    return 0


@command.command(name="check")
@click.argument("paths", nargs=-1, type=click.Path())
def check(paths: tuple[str, ...]) -> int:
    """Check that files can be used as templates.

    For each file, print its fields and sections, or why it is not a template. PATHS are template files and folders of
    specs; they default to the folder of the nearest specui.toml, or the current folder. The templates of a folder are
    those of its configuration, and the files named *template*.md in it, above it and below it.

    Exit status: 0 if all are templates; 1 if one is not; 2 if one cannot be read.
    """
    files: list[Path] = []
    for path in paths or (os.fspath(default_folder()),):
        if os.path.isdir(path):
            folder = Path(path).resolve()
            below = (found.path for found in find_markdown(folder) if is_template(found.path.name))
            files += [*configuration(folder).templates, *find_templates(folder), *below]
        else:
            files.append(Path(path))
    worst = 0
    for file in dict.fromkeys(files):
        try:
            sentence, usable = _judge(file)
        except StorageError as failure:
            output.warn(failure)
            worst = 2
            continue
        output.write(printable(f"{show_path(os.fspath(file))}: {sentence}") + "\n")
        worst = max(worst, 0 if usable else 1)
    if not files:
        output.note(
            "no template found in, above or below these folders; specs are read with the built-in one (specui template show)."
        )
    return worst


def _judge(file: Path) -> tuple[str, bool]:
    source = decode(storage.load(file).data)
    if source.error is not None:
        return f"not a template: {source.error.message}; run specui repair first", False
    document = scan(source.text)
    if title_heading(document) is None:
        return "not a template: no heading has a [SLOT]", False
    if find_damage(source.text):
        return "not a template: its encoding is damaged; run specui repair first", False
    template = read_template(document, template_name(file.name), str(file))
    if template is None:
        return "not a template: no section below the title", False
    return f"{template.name}: {_requirements(template)}", True


def _requirements(template: Template) -> str:
    fields = _counted("field", [field.name for field in template.all_fields])
    return f"{fields}, {_counted('section', [section.name for section in template.sections])}"


def _counted(noun: str, names: Sequence[str]) -> str:
    return f"{format_count(len(names), noun)} ({', '.join(names)})" if names else f"no {noun}s"


def _folder(folder: str | None) -> Path:
    if folder is not None and not os.path.isdir(folder):
        raise Failure(f"folder not found: {folder}; name the folder of the specs.")
    return (default_folder() if folder is None else Path(folder)).resolve()
