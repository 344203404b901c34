"""`specui init`: write a commented specui.toml for a folder whose files match no family and no template."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from specui.cli import output
from specui.cli.errors import Failure
from specui.cli.files.targets import find_targets, show_path
from specui.cli.options import dry_run_option
from specui.markdown.printable import printable
from specui.workspace.check.parallel_check import map_files
from specui.workspace.config.repository_config import FILE_NAME
from specui.workspace.files.spec_file import SpecFile

_SHARE = 0.5
"""A heading is named that at least this share of the files has."""
_MOST = 8

_HEAD = """\
# Which files here are specs, and how specui reads them. All keys: docs/specs-and-templates.md of specui.
# Delete what you do not need; specui works without this file, too.

"""
_FAMILY = """\
[families.{name}]
summary = "{name}"
# A folder of files that make one feature, one line in lists: folder = "specs/*"
# unit = {{ folder = "" }}

[families.{name}.documents.spec]
files = [{files}]
{template}
{headings}
[families.{name}.documents.spec.parts]
# Where the items are, by the names of your headings: "Section" or "Section > Subsection".
# criteria = "Acceptance Criteria"
# questions = "Open Questions"
# gaps = "Known Gaps"
# tasks = "Tasks"
"""
_RULES = """\

[rules]
# Severities by rule: error, warning, info or off. `specui rule` lists all rules.
# vague-wording = "off"
"""


@click.command(name="init")
@click.argument("folder", required=False, type=click.Path())
@dry_run_option
def command(folder: str | None, dry_run: bool) -> int:
    """Write a commented specui.toml for a folder of specs.

    The file names the folders where your Markdown files are, your template if there is one, and the headings that most
    of them share. An existing specui.toml is never overwritten. FOLDER defaults to the current folder.
    """
    place = Path(folder or ".")
    if not place.is_dir():
        raise Failure(f"folder not found: {place}; create it, or name another.")
    target = place / FILE_NAME
    if os.path.lexists(target):
        raise Failure(f"{show_path(os.fspath(target))} already exists; edit it, or see specui config show.")
    text = _configuration(place)
    if dry_run:
        output.write_data(text)
        return 0
    with open(target, "x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    output.write(printable(show_path(os.fspath(target))) + "\n")
    return 0


def _configuration(place: Path) -> str:
    """Return the text of a configuration that fits the files of a folder."""
    found = find_targets([os.fspath(place)])
    prefix = "" if os.fspath(place) == "." else f"{os.path.normpath(place)}/"
    rows = map_files(found.targets, _facts)
    free = [row for row in rows if not row[1] and row[0] in {"spec", "own-headings", "document"}]
    own = [row for row in free if row[0] != "document"] or free
    folders = Counter(row[2].removeprefix(prefix).rpartition("/")[0] for row in own)
    templates = [row[2].removeprefix(prefix) for row in rows if row[0] == "template"]
    patterns = [f"{name}/*.md" if name else "*.md" for name, _ in folders.most_common(2) if name] or ["*.md"]
    main = patterns[0].rpartition("/")[0]
    shared = _shared(row[3] for row in own if row[2].removeprefix(prefix).rpartition("/")[0] == main)
    told = f"# Headings that most of these files have: {', '.join(shared)}\n" if shared else ""
    template = f"template = {_quoted(templates[0])}" if templates else '# template = "docs/spec-template.md"'
    family = _FAMILY.format(
        name=_name_of(main or place.resolve().name),
        files=", ".join(map(_quoted, patterns)),
        template=template,
        headings=told,
    )
    return f"{_HEAD}{family}{_RULES}"


def _facts(file: SpecFile) -> tuple[str, str, str, list[str]]:
    """Return kind, whether a family binds it, name and section names of a file."""
    bound = "bound" if file.context.binding is not None else ""
    return file.kind, bound, file.name, [section.name for section in file.contents.spec.sections]


def _shared(headings: Iterable[Sequence[str]]) -> list[str]:
    files = list(headings)
    counted = Counter(name for names in files for name in dict.fromkeys(names))
    return [name for name, count in counted.most_common(_MOST) if count >= max(2, len(files) * _SHARE)]


def _name_of(folder: str) -> str:
    """Return a bare key of TOML for a folder's name."""
    words = "".join(c if c.isascii() and c.isalnum() else "-" for c in folder.rpartition("/")[2]).strip("-")
    return words.casefold() or "specs"


def _quoted(text: str) -> str:
    import tomli_w

    return tomli_w.dumps({"x": text}).partition(" = ")[2].strip()
