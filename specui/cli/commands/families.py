"""`specui families`: which families of specs a folder holds, what marks them, and by which templates they are read."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from specui.cli import output, tables
from specui.cli.files.targets import find_targets, show_path
from specui.cli.options import color_option, format_option, jobs_option
from specui.workspace.check.parallel_check import map_files
from specui.workspace.files.families import shipped_families
from specui.workspace.files.spec_file import SpecFile

SCHEMA_VERSION = 1
OWN_HEADINGS = "own headings"
DOCUMENTS = "documents"

_SHOWN = 3
"""The number of paths that are named of a family that was not found."""
_KEYS = ("family", "project", "found_by", "document", "files", "template")
_HEAD = ("FAMILY", "PROJECT", "FOUND BY", "DOCUMENT", "FILES", "TEMPLATE")


@click.command(name="families")
@click.argument("paths", nargs=-1, type=click.Path())
@format_option("table", "json")
@jobs_option
@color_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], format_: str, jobs: int, color: str | None) -> int:
    """List the families of specs that were found, and why.

    A family is found by a path that marks its projects, such as .specify/ or openspec/. Other files are read by the
    template that they match, or by their own headings. PATHS are files and folders; they default to the folder of the
    nearest specui.toml, or the current folder.
    """
    found = find_targets(paths)
    for sentence in found.failures:
        output.note(f"specui: {sentence}")
    counts = Counter(row for row in map_files(found.targets, _row_of, jobs=jobs) if row)
    unreadable = counts.pop(_UNREADABLE, 0)
    rows = [dict(zip(_KEYS, (*row[:4], count, row[4]), strict=True)) for row, count in counts.items()]
    rows.sort(key=lambda row: (row["family"] in {OWN_HEADINGS, DOCUMENTS}, row["family"], row["project"]))
    if format_ == "json":
        known = [{"family": family.name, "found_by": list(family.found_by)} for family in shipped_families()]
        tables.write_json(SCHEMA_VERSION, "families", rows, {"known": known})
    else:
        _write_table(rows, output.painter(ctx, color))
    if unreadable:
        output.note(f"specui: {unreadable} file{'s' * (unreadable != 1)} cannot be read.")
    return 2 if found.failures or unreadable else 0


_UNREADABLE = ("", "", "", "", "unreadable")


def _row_of(file: SpecFile) -> tuple[str, ...]:
    """Return family, project, marker, document and template of a file; () for a template."""
    if file.error:
        return _UNREADABLE
    if file.kind == "template":
        return ()
    binding, template = file.context.binding, file.contents.spec.template
    origin = ""
    if template is not None:
        origin = template.origin if template.origin == "built in" else show_path(template.origin)
    if binding is not None:
        project = os.path.relpath(binding.root)
        return binding.family.name, project, binding.marker, binding.document.name, origin
    if template is not None:
        return template.name, "", "matches the template", "spec", origin
    return (OWN_HEADINGS if file.kind == "own-headings" else DOCUMENTS, "", "", "", "")


def _write_table(rows: list[dict[str, Any]], paint: output.Painter) -> None:
    body = [[str(row[key]) or "–" for key in _KEYS] for row in rows]
    if body:
        tables.write_table(_HEAD, body, paint, cut=((5, 12), (1, 8), (2, 10)), spare=(5, 1), paths=(1, 5))
    seen = {row["family"] for row in rows}
    others = [family for family in shipped_families() if family.found_by and family.name not in seen]
    if others:
        output.note("not found: " + "; ".join(f"{one.name} ({_paths(one.found_by)})" for one in others) + ".")


def _paths(found_by: Sequence[str]) -> str:
    """Return the paths that mark a family: the first ones, and how many there are besides."""
    more = len(found_by) - _SHOWN
    named = ", ".join(found_by[:_SHOWN] if more > 1 else found_by)
    return f"{named}, and {more} more" if more > 1 else named
