"""The dialogs before a file is created, renamed, copied or moved to the trash; the core checks what is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from specui.markdown.file_suffix import SUFFIXES, is_markdown, stem_of
from specui.specs.approval import is_status
from specui.specs.forms.model import Kind
from specui.specs.schema import FieldSchema, Template
from specui.tui.commands import said
from specui.tui.dialogs.answers import CANCEL, TRASH
from specui.tui.dialogs.dialog import Question
from specui.tui.dialogs.form import Form
from specui.tui.dialogs.form_fields import Checked, Field, Values, choices_of
from specui.tui.rendering.paragraphs import Para
from specui.tui.rendering.safe_text import safe
from specui.workspace.files import file_actions as filing
from specui.workspace.files.file_names import name_fault
from specui.workspace.new_spec import (
    SpecPlan,
    default_values,
    fields_to_ask,
    owners,
    plan_spec,
    templates_for,
)
from specui.workspace.session import Session
from specui.workspace.storage.errors import StorageError

NAME, TEMPLATE = "name", "template"


class NewSpec:
    """The form for a new spec in a folder; the chosen template says which fields it has."""

    def __init__(self, session: Session, folder: str, by: str = "") -> None:
        self._session, self._folder, self._by = session, folder, by
        self._templates = templates_for(session, folder)

    def form(self) -> Form:
        """Return the dialog."""
        where = f" in {self._folder or self._session.root.name}/"
        stays = (
            self.beginning({NAME: "x"}).name.rpartition("/")[0] == self._folder
        )  # a feature has its own folder
        return Form(f"New spec{where if stays else ''}", self.fields, self.check, "Create")

    def beginning(self, values: Values) -> SpecPlan:
        """Return the spec that the values would make."""
        template = self._template(values)
        words = {schema.name: values[schema.name] for schema in template.fields if values.get(schema.name)}
        return plan_spec(self._session, self._folder, values.get(NAME, ""), template, words, self._by)

    def fields(self, values: Values) -> Sequence[Field]:
        """Return the fields: the name, the template if there are several, and the template's own."""
        template = self._template(values)
        fields = [Field(NAME, "Name", placeholder="the spec's title, such as Night Ferry")]
        if len(self._templates) > 1:
            known = choices_of([t.name for t in self._templates])
            fields.append(Field(TEMPLATE, "Template", template.name, "choice", known))
        first = default_values(self._session, self._folder, template)
        return [*fields, *(self._field(schema, first) for schema in fields_to_ask(template))]

    def check(self, values: Values) -> Checked:
        """Return the path of the new file, and the error of each field."""
        found = self.beginning(values)
        faults = {}
        if found.name_fault:
            faults[NAME] = found.name_fault
        elif found.fault:
            template = self._template(values)
            named = [s.name for s in fields_to_ask(template) if f"“{s.name}”" in found.fault]
            faults[named[0] if named else NAME] = found.fault
        return Checked(f"File: {found.name}" if values.get(NAME, "").strip() else "", faults)

    def _template(self, values: Values) -> Template:
        wanted = values.get(TEMPLATE)
        return next((t for t in self._templates if t.name == wanted), self._templates[0])

    def _field(self, schema: FieldSchema, first: Mapping[str, str]) -> Field:
        label = schema.name.replace("(s)", "")
        if schema.kind == "choice":
            value = next((c.text for c in schema.choices if c.word == first.get(schema.name)), "")
            return Field(
                schema.name,
                "Status" if is_status(schema) else label,
                value or schema.choices[0].text,
                "choice",
                schema.choices,
            )
        known = tuple(name for name in owners(self._session, schema) if safe(name) == name)
        remark = "Right arrow completes a name" if known else "May stay empty"
        kind: Kind = "owners" if schema.kind == "list" else "text"
        return Field(schema.name, label, kind=kind, known=known, remark=remark)


def name_form(session: Session, name: str, proposed: str, *, copy: bool) -> Form:
    """Return the dialog for a new name of a file, or for the name of its copy."""
    folder, _, base = name.rpartition("/")
    prefix = f"{folder}/" if folder else ""

    def fields(_values: Values) -> Sequence[Field]:
        remark = "" if copy else "A path with / moves the file to that folder"
        value = safe(proposed)
        return [Field(NAME, "Name", value, remark=remark, selected=len(stem_of(value)))]

    def check(values: Values) -> Checked:
        new = typed_place(values, folder) if not copy else f"{prefix}{typed_name(values)}"
        if not copy and new in {name, f"{prefix}{safe(base)}"}:
            return Checked(f"File: {new}")
        fault = name_fault(new.rpartition("/")[2] if not copy else typed_name(values))
        if fault:
            return Checked(f"File: {new}", {NAME: fault})
        try:
            fault = filing.refusal_to_rename(session, name, new) if not copy else filing.refusal(session, new)
        except StorageError as failure:
            fault = str(failure)
        return Checked(f"File: {new}", {NAME: fault} if fault else {})

    title = f"{'Copy' if copy else 'Rename'} {base}"
    return Form(title, fields, check, "Copy" if copy else "Rename")


def typed_name(values: Values) -> str:
    """Return the typed name; add the ending if it is missing."""
    name = values.get(NAME, "").strip()
    whole = is_markdown(name) or not name or "." in name.rpartition("/")[2][-5:]
    return name if whole else f"{name}{SUFFIXES[0]}"


def typed_place(values: Values, folder: str) -> str:
    """Return the typed path, relative to the root; without a “/” it is in `folder`."""
    name = typed_name(values)
    return name.removeprefix("/") if "/" in name else f"{folder}/{name}".removeprefix("/")


def trash_question(name: str) -> Question:
    """Ask before a file goes to the trash: `trash` or ""."""
    return Question(
        f"Move {name} to the trash?",
        [Para(f"Press {said('undo')} afterwards to undo.")],
        (TRASH, CANCEL),
    )
