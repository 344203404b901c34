"""`specui new NAME`: a spec from a template, in a file that is called as its neighbours are."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from specui.cli import output
from specui.cli.errors import Failure
from specui.markdown.printable import printable

if TYPE_CHECKING:
    from specui.specs.schema import Template


@click.command(name="new")
@click.argument("name")
@click.option(
    "--template", "wanted", metavar="T", help="The template's name; else what the folder's specs follow."
)
@click.option(
    "--set", "settings", metavar="FIELD=VALUE", multiple=True, help="Fill in a field, by any of its names."
)
@click.option("--by", metavar="NAME", help="The author of the first revision; else git's user.name.")
@click.option("--dry-run", is_flag=True, help="Show the file as a unified diff, and write nothing.")
@click.pass_context
def command(
    ctx: click.Context,
    name: str,
    wanted: str | None,
    settings: tuple[str, ...],
    by: str | None,
    dry_run: bool,
) -> int:
    """Make a new spec from a template.

    NAME is its title, such as "Night Ferry"; the file is called as the others of the folder are:
    tier2-night-ferry.md, or night-ferry.md. NAME may begin with the folder, "specs/Night Ferry", which is else that
    of the nearest specui.toml, or this one. A NAME that ends in .md or .markdown is the file's. A date is today's, a
    status the template's draft. The path is printed; nothing is written over.
    """
    from specui.cli.load_config import configuration
    from specui.cli.targets import default_folder, show_path
    from specui.workspace import new_spec as beginning
    from specui.workspace.git.identity import git_author
    from specui.workspace.session import Session

    above, title = os.path.split(name)
    folder = Path(above) if above else default_folder()
    if not title.strip():
        raise Failure(f"{name or 'NAME'} names no spec; give its title, such as “Night Ferry”.")
    if not folder.is_dir():
        raise Failure(f"{folder} is no folder; make it first, or name another.")
    session = Session(folder, config=configuration(folder))
    session.load()
    template = _template(beginning.templates_for(session, ""), wanted)
    values = beginning.default_values(session, "", template, guessed=False)
    values.update(_values(settings, template))
    found = beginning.plan_spec(
        session, "", title, template, values, git_author(folder) if by is None else by
    )
    shown = show_path(os.fspath(folder / found.name))
    if found.name_fault or found.fault:
        raise Failure(f"{shown}: {found.name_fault}" if found.name_fault else found.fault)
    if dry_run:
        from specui.cli.diff_output import write_diff
        from specui.markdown.source import encode

        write_diff(b"", encode(found.text), shown, output.painter(ctx), new=True)
        return 0
    beginning.create_spec(session, found)
    output.write(printable(shown) + "\n")
    left = [field.name for field in beginning.fields_to_ask(template) if not values.get(field.name)]
    if left:
        output.note(f"still to be filled in: {', '.join(left)} (specui new --set, or in the file)")
    return 0


def _template(known: Sequence[Template], wanted: str | None) -> Template:
    found = next((t for t in known if wanted is None or t.name == wanted.casefold()), None)
    if found is None:
        raise Failure(f"there is no template {wanted}; there are {', '.join(t.name for t in known)}.")
    return found


def _values(settings: Sequence[str], template: Template) -> dict[str, str]:
    """Return what --set says, by the template's names. Raises EditRefused for a field that it lacks."""
    from specui.specs.new_document import field_of

    values = {}
    for setting in settings:
        field, equals, value = setting.partition("=")
        if not equals or not value.strip():
            raise click.UsageError(f"--set takes FIELD=VALUE, not {setting!r}")
        values[field_of(template, field.strip()).name] = value.strip()
    return values
