"""What is asked before a file is made, renamed, copied or thrown away; the answers are judged by the core."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from specui.markdown.file_suffix import ENDINGS, is_markdown
from specui.specs.new_document import is_status
from specui.specs.schema import FieldSchema, Template
from specui.tui.commands import key_name, said
from specui.tui.dialogs.answers import CANCEL, TRASH
from specui.tui.dialogs.dialog import Question
from specui.tui.dialogs.form import Checked, Form
from specui.tui.dialogs.form_fields import Field
from specui.tui.rendering.paragraphs import Para
from specui.tui.rendering.safe_text import safe
from specui.tui.terminal.ascii_fallback import key_label
from specui.workspace.files import file_actions as filing
from specui.workspace.files.file_names import fault_in
from specui.workspace.files.new_spec import (
    Beginning,
    begin,
    fields_to_ask,
    first_values,
    owners,
    templates_for,
)
from specui.workspace.session import Session
from specui.workspace.storage.errors import StorageError

NAME, TEMPLATE = "name", "template"


class NewSpec:
    """The form for a new spec in a folder; its rows are those of the template that is chosen."""

    def __init__(self, session: Session, folder: str, by: str = "") -> None:
        self._session, self._folder, self._by = session, folder, by
        self._templates = templates_for(session, folder)

    def form(self) -> Form:
        """Return the dialog."""
        where = f"{self._folder}/" if self._folder else f"{self._session.root.name}/"
        return Form(f"New spec in {where}", self.rows, self.check, "make it")

    def beginning(self, values: Mapping[str, str]) -> Beginning:
        """Return what would be made of the values."""
        template = self._template(values)
        words = {schema.name: values[schema.name] for schema in template.fields if values.get(schema.name)}
        return begin(self._session, self._folder, values.get(NAME, ""), template, words, self._by)

    def rows(self, values: Mapping[str, str]) -> Sequence[Field]:
        """Return the rows: the name, the template where there are several, and the template's fields."""
        template = self._template(values)
        rows = [Field(NAME, "Name", remark="the spec's title, such as Night Ferry")]
        if len(self._templates) > 1:
            known = tuple(t.name for t in self._templates)
            rows.append(Field(TEMPLATE, "Template", template.name, "choice", known, remark=_choosing()))
        first = first_values(self._session, self._folder, template)
        return [*rows, *(self._row(schema, first) for schema in fields_to_ask(template))]

    def check(self, values: Mapping[str, str]) -> Checked:
        """Return the path that would be made, and what is wrong beside each row."""
        found = self.beginning(values)
        faults = {}
        if found.name_fault:
            faults[NAME] = found.name_fault
        elif found.fault:
            template = self._template(values)
            named = [s.name for s in fields_to_ask(template) if f"“{s.name}”" in found.fault]
            faults[named[0] if named else NAME] = found.fault
        return Checked(found.name if values.get(NAME, "").strip() else "a Markdown file", faults)

    def _template(self, values: Mapping[str, str]) -> Template:
        wanted = values.get(TEMPLATE)
        return next((t for t in self._templates if t.name == wanted), self._templates[0])

    def _row(self, schema: FieldSchema, first: Mapping[str, str]) -> Field:
        label = schema.name.replace("(s)", "")
        if schema.kind == "choice":
            words = tuple(choice.text for choice in schema.choices)
            value = next((c.text for c in schema.choices if c.word == first.get(schema.name)), words[0])
            return Field(
                schema.name,
                label if not is_status(schema) else "Status",
                value,
                "choice",
                words,
                remark=_choosing(),
            )
        known = tuple(name for name in owners(self._session, schema) if safe(name) == name)
        several = schema.kind == "list"
        remark = f"{key_name('right')} completes a known name" if known else "may stay open"
        return Field(schema.name, label, known=known, several=several, remark=remark)


def _choosing() -> str:
    return f"{key_label('←→')} choose"


def name_form(session: Session, name: str, proposed: str, *, copy: bool) -> Form:
    """Return the dialog for another name of a file, or for that of its copy."""
    folder, _, base = name.rpartition("/")
    prefix = f"{folder}/" if folder else ""

    def rows(_values: Mapping[str, str]) -> Sequence[Field]:
        remark = "with a / it goes to another folder, as the tree has them"
        return [Field(NAME, "Name", safe(proposed), remark="" if copy else remark)]

    def check(values: Mapping[str, str]) -> Checked:
        new = typed_place(values, folder) if not copy else f"{prefix}{typed_name(values)}"
        if not copy and new in {name, f"{prefix}{safe(base)}"}:
            return Checked("its name as it is")
        fault = fault_in(new.rpartition("/")[2] if not copy else typed_name(values))
        if fault:
            return Checked(new, {NAME: fault})
        try:
            fault = filing.refusal_to_rename(session, name, new) if not copy else filing.refusal(session, new)
        except StorageError as failure:
            fault = str(failure)
        return Checked(new, {NAME: fault} if fault else {})

    title = f"{'Copy' if copy else 'Rename'} {base}"
    return Form(title, rows, check, "copy it" if copy else "rename it")


def typed_name(values: Mapping[str, str]) -> str:
    """Return the name as it was typed, with the ending that may be left out."""
    name = values.get(NAME, "").strip()
    whole = is_markdown(name) or not name or "." in name.rpartition("/")[2][-5:]
    return name if whole else f"{name}{ENDINGS[0]}"


def typed_place(values: Mapping[str, str], folder: str) -> str:
    """Return the path that was typed, relative to the root: in `folder`, or where a “/” in it says."""
    name = typed_name(values)
    return name.removeprefix("/") if "/" in name else f"{folder}/{name}".removeprefix("/")


def trash_question(name: str) -> Question:
    """Ask before a file goes to the trash: `trash` or ""."""
    return Question(
        f"Move {name} to the trash?",
        [Para(f"Undo with {said('undo')}.")],
        (TRASH, CANCEL),
    )
