"""`specui set FILE FIELD VALUE`: set a field of a spec."""

from __future__ import annotations

import click

from specui.cli import output
from specui.cli.edit import CurrentFile, change_file, completion_of, contents_of_argument, note_dry_run
from specui.cli.errors import Failure
from specui.cli.options import dry_run_option
from specui.markdown.edits import Transaction
from specui.markdown.scanner import scan
from specui.specs.contents import Contents
from specui.specs.spec import Spec, reread

_SHOWN = 8


def _fields(contents: Contents) -> list[tuple[str, str]]:
    template = contents.spec.template
    known = [field.name for field in template.all_fields] if template is not None else []
    return [(name, "") for name in dict.fromkeys([*known, *(field.name for field in contents.spec.fields)])]


def _complete_value(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the values that a field takes, or what is left of them after the words that are typed already."""
    from specui.markdown.text_folding import fold
    from specui.specs.field_input import find_field

    try:
        schema = find_field(contents_of_argument(ctx).spec, ctx.params["field"])
    except Exception:  # noqa: BLE001 - completion stays silent about every error
        return []
    if schema is None:
        return []
    known = ["today"] if schema.kind == "date" else [choice.word for choice in schema.choices]
    before = "".join(f"{word} " for word in ctx.params.get("value") or ())
    return [word[len(before) :] for word in known if fold(word).startswith(fold(before + incomplete))]


@click.command(name="set")
@click.argument("file", type=click.Path())
@click.argument("field", shell_complete=completion_of(_fields))
@click.argument("value", nargs=-1, required=True, shell_complete=_complete_value)
@click.option("--force", is_flag=True, help="Approve despite open blockers.")
@click.option(
    "--by", hidden=True, help="Accepted for consistency with other commands; a field is not signed."
)
@dry_run_option
@click.pass_context
def command(
    ctx: click.Context,
    file: str,
    field: str,
    value: tuple[str, ...],
    force: bool,
    by: str | None,
    dry_run: bool,
) -> int:
    """Set a field of a spec, such as its status or owner.

    \b
    specui set FILE status approved
    specui set FILE tier 2
    specui set FILE "last updated" today

    FIELD is the name of a field, or some of its words. The beginning of a VALUE is enough if the template lists the
    values. Only the value changes; a remark after it stays. Approved is refused, with the list of blockers, while
    something blocks approval, and if no template matches the file; --force sets it anyway.
    """
    from specui.specs.approval import approves
    from specui.specs.field_input import set_field

    del by
    words = " ".join(value)

    def edit(current: CurrentFile) -> tuple[Transaction, tuple[str, str, bool]]:
        contents = current.contents
        if not force and approves(contents.spec, field, words):
            _refuse_blocked(current)
        transaction = set_field(contents, field, words, today=current.today)
        return transaction, _outcome(contents.spec, transaction)

    name, (field_name, now, unchanged) = change_file(ctx, file, edit, dry_run=dry_run)
    verb = "is already" if unchanged else "would be" if dry_run else "is now"
    output.note(f"{name}: {field_name} {verb} {now}")
    note_dry_run(dry_run=dry_run)
    return 0


def _outcome(spec: Spec, transaction: Transaction) -> tuple[str, str, bool]:
    """Return the field that a transaction sets, its new value, and whether it has that value already."""
    name = transaction.title.removeprefix("set ").removeprefix("add ")
    text = spec.document.text
    after = transaction.apply(text)
    found = reread(spec, scan(after)).field(name)
    return name, found.raw if found is not None else "", after == text


def _refuse_blocked(current: CurrentFile) -> None:
    """List the blockers of a spec and raise Failure if there are any, or if there is no template to find them by."""
    from specui.specs.approval import NO_TEMPLATE
    from specui.specs.readiness import blockers, objection

    found = blockers(current.contents, current.faults())
    reasons = [objection(found)] if found else []
    if current.contents.spec.template is None:
        reasons.append(NO_TEMPLATE)
    if not reasons:
        return
    name = current.target.name
    for blocker in found[:_SHOWN]:
        output.note(f"{name}:{blocker.line} {blocker.kind} {blocker.ref}: {blocker.text}")
    if len(found) > _SHOWN:
        output.note(f"and {len(found) - _SHOWN} more; see specui blockers {name}")
    raise Failure(f"{name}: {' '.join(reasons)} Nothing was written; use --force to set it anyway.")
