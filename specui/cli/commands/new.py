"""`specui new NAME`: create a spec from a template, in a file that is named like the others in its folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from specui.cli import output
from specui.cli.errors import Failure
from specui.cli.options import dry_run_option
from specui.markdown.printable import printable

if TYPE_CHECKING:
    from specui.specs.schema import Template


def _complete_template(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the names of the templates that --template takes."""
    from specui.cli.files.load_config import configuration
    from specui.cli.files.targets import default_folder
    from specui.workspace.new_in_family import family_documents
    from specui.workspace.session import Session

    try:
        above = os.path.split(ctx.params.get("name") or "")[0]
        folder = Path(above) if above else default_folder()
        session = Session(folder, config=configuration(folder))
        families = [found.template for found in family_documents(session)]
        known = [template.name for template in (*families, *session.library.templates(session.root))]
    except Exception:  # noqa: BLE001 - completion stays silent about every error
        return []
    return [name for name in known if name.casefold().startswith(incomplete.casefold())]


@click.command(name="new")
@click.argument("name")
@click.option(
    "--template",
    "wanted",
    metavar="T",
    help="Template to use.  [default: that of the folder's specs]",
    shell_complete=_complete_template,
)
@click.option(
    "--set", "settings", metavar="FIELD=VALUE", multiple=True, help="Fill in a field; repeat for more."
)
@click.option("--by", metavar="NAME", help="Author of the first revision.  [default: git's user.name]")
@dry_run_option
@click.pass_context
def command(
    ctx: click.Context,
    name: str,
    wanted: str | None,
    settings: tuple[str, ...],
    by: str | None,
    dry_run: bool,
) -> int:
    """Create a spec from a template, matching local file naming.

    NAME is the title, such as "Night Ferry". The file is named like the others in its folder: tier2-night-ferry.md, or
    night-ferry.md. NAME may start with a folder ("specs/Night Ferry"); the default is the folder of the nearest
    specui.toml, or the current folder. A NAME that ends in .md or .markdown is the file name.

    Dates are set to today, the status to the draft status of the template. An existing file is never overwritten. The
    path of the new file is printed.
    """
    from specui.cli.files.load_config import configuration
    from specui.cli.files.targets import default_folder, show_path
    from specui.specs.new_document import fields_left
    from specui.workspace import new_spec
    from specui.workspace.git.identity import git_author
    from specui.workspace.new_in_family import missing_template
    from specui.workspace.session import Session

    above, title = os.path.split(name)
    folder = Path(above) if above else default_folder()
    if not title.strip():
        raise Failure(f"“{name}” isn't a valid spec title; give one such as “Night Ferry”.")
    if not folder.is_dir():
        raise Failure(f"folder not found: {folder}; create it, or name another.")
    session = Session(folder, config=configuration(folder))
    session.load()
    if wanted is None and (fault := missing_template(session)):
        raise Failure(f"{fault} Or name a template with --template.")
    template = _template(new_spec.templates_for(session, ""), wanted)
    values = new_spec.default_values(session, "", template, guessed=False)
    values.update(_values(settings, template))
    found = new_spec.plan_spec(session, "", title, template, values, git_author(folder) if by is None else by)
    shown = show_path(os.fspath(folder / found.name))
    if found.name_fault or found.fault:
        raise Failure(f"{shown}: {found.name_fault}" if found.name_fault else found.fault)
    if dry_run:
        from specui.cli.diffs import write_diff
        from specui.cli.edit import note_dry_run
        from specui.markdown.source import encode

        write_diff(b"", encode(found.text), shown, output.painter(ctx), new=True)
        note_dry_run(dry_run=True)
        return 0
    new_spec.create_spec(session, found)
    output.write(printable(shown) + "\n")
    left = fields_left(template, found.text)
    if left:
        output.note(f"fields left to fill in: {', '.join(left)}; edit the file, or use specui set.")
    return 0


def _template(known: Sequence[Template], wanted: str | None) -> Template:
    found = next((t for t in known if wanted is None or t.name.casefold() == wanted.casefold()), None)
    if found is None:
        raise Failure(f"unknown template “{wanted}”; known templates: {', '.join(t.name for t in known)}.")
    return found


def _values(settings: Sequence[str], template: Template) -> dict[str, str]:
    """Return the values of --set by field name. Raises EditRefused for a field that the template lacks."""
    from specui.specs.new_document import field_of

    values = {}
    for setting in settings:
        field, equals, value = setting.partition("=")
        if not equals or not value.strip():
            raise click.UsageError(f"--set expects FIELD=VALUE, got {setting!r}")
        values[field_of(template, field.strip()).name] = value.strip()
    return values
