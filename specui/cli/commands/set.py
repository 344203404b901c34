"""`specui set FILE FIELD VALUE`: a field of the head."""

from __future__ import annotations

import click

from specui.cli import output
from specui.cli.edit import Standing, change_file, completing, decorated, dry_run_option
from specui.cli.errors import Failure
from specui.markdown.edits import Transaction
from specui.markdown.scanner import scan
from specui.specs.contents import Contents
from specui.specs.spec import Spec, reread

_SHOWN = 8


def _fields(contents: Contents) -> list[tuple[str, str]]:
    template = contents.spec.template
    known = [field.name for field in template.fields] if template is not None else []
    return [(name, "") for name in dict.fromkeys([*known, *(field.name for field in contents.spec.fields)])]


def _arguments(function: click.decorators.FC) -> click.decorators.FC:
    return decorated(
        function,
        click.argument("file", type=click.Path()),
        click.argument("field", shell_complete=completing(_fields)),
        click.argument("value", nargs=-1, required=True),
        click.option("--force", is_flag=True, help="Set Approved whatever stands in its way."),
        click.option("--by", hidden=True, help="Taken as by the other commands; a field tells no name."),
        dry_run_option,
        click.pass_context,
    )  # type: ignore[return-value]


@click.command(name="set")
@_arguments
def command(
    ctx: click.Context,
    file: str,
    field: str,
    value: tuple[str, ...],
    force: bool,
    by: str | None,
    dry_run: bool,
) -> int:
    """Set a field of a spec's head: specui set FILE status approved, tier 2, "last updated" today.

    FIELD is a field's name, or some of its words. A value that is chosen from a list may be begun; what stood behind
    the old one stays. Approved is refused while something blocks it, which is listed, and without a template, where
    nobody can tell; --force sets it.
    """
    from specui.specs.approval import approves
    from specui.specs.field_input import set_field

    del by
    words = " ".join(value)

    def edit(standing: Standing) -> tuple[Transaction, tuple[str, str, bool]]:
        contents = standing.contents
        if not force and approves(contents.spec, field, words):
            _refuse_blocked(standing)
        transaction = set_field(contents, field, words, today=standing.today)
        return transaction, _outcome(contents.spec, transaction)

    name, (told, now, stands) = change_file(ctx, file, edit, dry_run=dry_run)
    verb = "is already" if stands else "would be" if dry_run else "is now"
    output.note(f"{name}: {told} {verb} {now}")
    return 0


def _outcome(spec: Spec, transaction: Transaction) -> tuple[str, str, bool]:
    """Return the field that a transaction sets, what it says then, and whether it says that already."""
    name = transaction.title.removeprefix("set ").removeprefix("add ")
    text = spec.document.text
    after = transaction.apply(text)
    found = reread(spec, scan(after)).field(name)
    return name, found.raw if found is not None else "", after == text


def _refuse_blocked(standing: Standing) -> None:
    """Raise Failure where something blocks the approval of a spec, or nothing can be told of it; first list what does."""
    from specui.specs.approval import NO_TEMPLATE
    from specui.specs.readiness import blockers, objection

    found = blockers(standing.contents, standing.faults())
    said = [objection(found)] if found else []
    if standing.contents.spec.template is None:
        said.append(NO_TEMPLATE)
    if not said:
        return
    name = standing.target.name
    for blocker in found[:_SHOWN]:
        output.note(f"{name}:{blocker.line} {blocker.kind} {blocker.ref}: {blocker.text}")
    if len(found) > _SHOWN:
        output.note(f"and {len(found) - _SHOWN} more: specui blockers {name}")
    raise Failure(f"{name}: {' '.join(said)} Nothing was written; --force sets it all the same.")
