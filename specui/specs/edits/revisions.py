"""Verbs on the Revision History: one more row, and the sign-off that also sets Last updated."""

from __future__ import annotations

from specui.markdown.edits import Transaction
from specui.markdown.scanner import scan
from specui.specs import names
from specui.specs.dates import date_in, parse
from specui.specs.edits.fields import set_field
from specui.specs.edits.guard import transact
from specui.specs.edits.places import EditRefused, one_line
from specui.specs.edits.records import add_record, new_table, table_of, table_schema
from specui.specs.edits.sections import insert_section
from specui.specs.part_rows import read_revisions
from specui.specs.parts import part_of_section
from specui.specs.spec import Spec
from specui.specs.template import SectionSchema


def add_revision(spec: Spec, *, on: str, by: str, change: str) -> Transaction:
    """Add a row to the Revision History, at the end that the newest rows are at.

    A history that is missing is added as the template has it.  Raises EditRefused without a date
    such as ``2026-11-22``, an author and a change.
    """
    on, by, change = on.strip(), one_line(by), one_line(change)
    if parse(on) is None or date_in(on) != on:
        raise EditRefused(f"“{on}” isn't a date; write one such as 2026-01-31.")
    if not by or not change:
        raise EditRefused("A revision needs an author and a summary of the change.")
    table = table_of(spec, "revisions")
    if table is not None:
        keys = {names.field_key(spec.document.cell(cell)) for cell in table.header.cells}
        if not keys & {"author", "by"}:
            return add_record(
                spec, "revisions", {"Date": on, "Change": f"{change} ({by})"}, first=_newest_first(spec)
            )
    values = {"Date": on, "Author": by, "Change": change}
    if table is None and not spec.groups("revisions"):
        return _with_section(spec, values)
    return add_record(spec, "revisions", values, first=_newest_first(spec))


def sign_off(spec: Spec, *, on: str, by: str, change: str) -> Transaction:
    """Add a revision and set Last updated to its day, in one transaction.

    The field is the date whose name says ``updated``; a template without one has none to set.
    """
    row = add_revision(spec, on=on, by=by, change=change)
    name = updated_field(spec)
    edits = set_field(spec, name, on.strip()).edits if name else ()
    return transact(spec.document.text, [*edits, *row.edits], "sign off")


def updated_field(spec: Spec) -> str:
    """Return the name of the date field of the last update, or ""."""
    known = [field.name for field in spec.fields]
    wanted = (
        [field.name for field in spec.template.all_fields if field.kind == "date"] if spec.template else []
    )
    return next((name for name in [*known, *wanted] if "updated" in names.field_key(name).split()), "")


def _newest_first(spec: Spec) -> bool:
    dates = [day for row in read_revisions(spec) if (day := date_in(row.date))]
    return len(dates) > 1 and dates[0] > dates[-1]


def _with_section(spec: Spec, values: dict[str, str]) -> Transaction:
    schema = _section_schema(spec)
    table = table_schema(spec, "revisions")
    if schema is None or table is None:
        raise EditRefused("Neither the file nor its template has a Revision History; add one by hand.")
    made = new_table(spec, table, values)
    document = scan(schema.source)
    block = document.tables[0]
    source = f"{schema.source[: block.start]}{chr(10).join(made.lines)}{schema.source[block.end :]}"
    added = insert_section(spec, schema, source)
    return Transaction(added.edits, added.length, "add revision")


def _section_schema(spec: Spec) -> SectionSchema | None:
    sections = spec.template.sections if spec.template else ()
    return next((section for section in sections if part_of_section(section.title) == "revisions"), None)
