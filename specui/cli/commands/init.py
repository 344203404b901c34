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
from specui.workspace.storage import file_store as storage
from specui.workspace.storage.errors import Changed

_SHARE = 0.5
"""A heading is named that at least this share of the files has."""
_MOST = 8

_HEAD = """\
# Which files here are specs, and how specui reads them. All keys: docs/specs-and-templates.md of specui.
# Delete what you do not need; specui works without this file, too.

"""
_FAMILY = """\
[families.specs]
summary = "our specs"
# The files of one folder are one feature, one line in lists:
# unit = {{ folder = "specs/*" }}

[families.specs.documents.spec]
files = [{files}]
{template}
{headings}
[families.specs.documents.spec.parts]
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
@click.pass_context
def command(ctx: click.Context, folder: str | None, dry_run: bool) -> int:
    """Write a commented specui.toml for a folder of specs.

    The file names the folders where your Markdown files are, your template if their headings match it, and the headings
    that most of them share. Where every spec matches a family or a template already, nothing is written. An existing
    specui.toml is never overwritten. FOLDER defaults to the current folder.
    """
    place = Path(folder or ".")
    if not place.is_dir():
        raise Failure(f"folder not found: {place}; create it, or name another.")
    target = place / FILE_NAME
    shown = show_path(os.fspath(target))
    if os.path.lexists(target):
        raise Failure(f"{shown} already exists; edit it, or see specui config show.")
    text = _configuration(place)
    if not text:
        output.note(
            "every spec here matches a family or a template; no specui.toml is needed (specui families)."
        )
        return 0
    if dry_run:
        from specui.cli.diffs import write_diff
        from specui.cli.edit import note_dry_run

        write_diff(b"", text.encode(), shown, output.painter(ctx), new=True)
        note_dry_run(dry_run=True)
        return 0
    try:
        storage.save(target.resolve(), text.encode(), expected=None)
    except Changed as found:
        raise Failure(f"{shown} already exists; edit it, or see specui config show.") from found
    output.write(printable(shown) + "\n")
    return 0


def _configuration(place: Path) -> str:
    """Return the text of a configuration that fits the files of a folder; "" where they need none."""
    found = find_targets([os.fspath(place)])
    prefix = "" if os.fspath(place) == "." else f"{os.path.normpath(place)}/"
    rows = [
        (kind, name.removeprefix(prefix), names) for kind, name, names in map_files(found.targets, _facts)
    ]
    own = [row for row in rows if row[0] == "own-headings"]
    if not own and any(row[0] == "spec" for row in rows):
        return ""
    own = own or [row for row in rows if row[0] == "document"]
    folders = Counter(name.rpartition("/")[0] for _, name, _ in own)
    patterns = [f"{folder}/*.md" for folder, _ in folders.most_common(_MOST) if folder] or ["*.md"]
    shared = _shared(names for _, name, names in own if name.rpartition("/")[0] or patterns == ["*.md"])
    told = f"# Headings that most of these files have: {', '.join(shared)}\n" if shared else ""
    template = next(
        (name for kind, name, names in rows if kind == "template" and _has_most(names, shared)), ""
    )
    family = _FAMILY.format(
        files=", ".join(map(_quoted, patterns)),
        template=f"template = {_quoted(template)}" if template else '# template = "docs/spec-template.md"',
        headings=told,
    )
    return f"{_HEAD}{family}{_RULES}"


def _has_most(names: Sequence[str], shared: Sequence[str]) -> bool:
    """Return whether a template has at least half of the headings that the files share."""
    return bool(shared) and len(set(names) & set(shared)) * 2 >= len(shared)


def _facts(file: SpecFile) -> tuple[str, str, list[str]]:
    """Return the kind of a file, "spec" for one that a family binds, its name, and the names of its sections."""
    kind = "spec" if file.context.binding is not None else str(file.kind)
    return kind, file.name, [section.name for section in file.contents.spec.sections]


def _shared(headings: Iterable[Sequence[str]]) -> list[str]:
    files = list(headings)
    counted = Counter(name for names in files for name in dict.fromkeys(names))
    return [name for name, count in counted.most_common(_MOST) if count >= max(2, len(files) * _SHARE)]


def _quoted(text: str) -> str:
    import tomli_w

    return tomli_w.dumps({"x": text}).partition(" = ")[2].strip()
