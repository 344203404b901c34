"""A new spec before it is written: its template, fields and file name, and what is wrong with them.

The screen and the command line share it; `file_actions` writes the file.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from specui.markdown.file_suffix import is_markdown
from specui.specs import names
from specui.specs.approval import is_status
from specui.specs.edits.places import EditRefused
from specui.specs.new_document import draft_text, first_choice
from specui.specs.schema import FieldSchema, Template
from specui.workspace.files import file_actions
from specui.workspace.files.file_names import file_name, naming_style_of, title_of
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.new_in_family import family_documents, new_path
from specui.workspace.session import Session
from specui.workspace.storage.errors import StorageError


class SpecPlan(NamedTuple):
    """A spec that can be created: the file's name relative to the root, its text, and why it cannot be created.

    ``name_fault`` concerns its name, ``fault`` its fields; both are empty where it can be created.
    """

    name: str
    text: str
    name_fault: str = ""
    fault: str = ""


def plan_spec(
    session: Session, folder: str, called: str, template: Template, values: Mapping[str, str], by: str = ""
) -> SpecPlan:
    """Return the spec that this input describes; writes nothing.

    ``called`` is the spec's title, or its file name where it ends in ``.md`` or ``.markdown``; ``folder`` is relative
    to the root, empty for the root itself.
    """
    today = session.today.isoformat()
    named = is_markdown(called.strip())
    title = title_of(called.strip()) if named else called
    of_family = next((one for one in family_documents(session) if one.template.name == template.name), None)
    if of_family is not None and not named:
        name = new_path(session, of_family, title)
    else:
        base = called.strip() if named else proposed_name(session, folder, title, template, values)
        name = f"{folder}/{base}" if folder else base
    if not title.strip():
        return SpecPlan(name, "", "give it a name")
    source = of_family.document.title if of_family is not None else ""
    title_field = "" if source in {"heading", "folder"} else source
    text, name_fault, fault = "", "", ""
    try:
        draft_text(template, title, {}, today=today, title_field=title_field)
    except EditRefused as refused:
        name_fault = str(refused)
    try:
        new_folders = of_family is not None
        name_fault = name_fault or file_actions.refusal(session, name, new_folders=new_folders)
        text = (
            ""
            if name_fault
            else draft_text(template, title, values, today=today, by=by, title_field=title_field)
        )
    except StorageError as failure:
        name_fault = str(failure)
    except EditRefused as refused:
        fault = str(refused)
    return SpecPlan(name, text, name_fault, fault)


def create_spec(session: Session, new: SpecPlan) -> SpecFile:
    """Write a new spec.  Raises Refused and StorageError."""
    return file_actions.create(session, new.name, new.text.encode("utf-8"), new_folders=True)


def proposed_name(
    session: Session, folder: str, title: str, template: Template, values: Mapping[str, str]
) -> str:
    """Return the file name for a title, in the naming style of the folder."""
    choices = [field.name for field in template.all_fields if field.kind == "choice"]
    return file_name(
        title,
        naming_style_of(_siblings(session, folder, template), choices),
        values,
        session.today.isoformat(),
    )


def templates_for(session: Session, folder: str) -> tuple[Template, ...]:
    """Return the templates to choose from: those of the folder's families, then by how many of its specs follow them."""
    known = session.library.templates(session.root / folder if folder else session.root)
    used = Counter(
        file.contents.spec.template.name for file in _files(session, folder) if file.contents.spec.template
    )
    families = [one.template for one in family_documents(session)]
    return (*families, *sorted(known, key=lambda template: -used[template.name]))


def fields_to_ask(template: Template) -> tuple[FieldSchema, ...]:
    """Return the fields to fill in for a new spec; dates are set to today, and defaults of front matter stay."""
    return tuple(
        field
        for field in template.all_fields
        if field.kind != "date" and field.key != "title" and (field.is_asking or not field.matter_key)
    )


def default_values(
    session: Session, folder: str, template: Template, *, guessed: bool = True
) -> dict[str, str]:
    """Return the defaults of the choice fields: a draft status; the folder's name; what most of its specs say.

    Without ``guessed``, only the certain ones.
    """
    found = {}
    for field in template.all_fields:
        if field.kind != "choice":
            continue
        if is_status(field):
            found[field.name] = first_choice(field.choices).word
            continue
        by_name = _named_in(folder or session.root.name, field)
        said = Counter(
            value.value
            for file in _files(session, folder)
            if (value := file.contents.spec.field(field.name)) and isinstance(value.value, str)
        )
        if by_name or guessed:
            found[field.name] = by_name or (said.most_common(1)[0][0] if said else field.choices[0].word)
    return found


def owners(session: Session, field: FieldSchema) -> tuple[str, ...]:
    """Return all names in a field of any spec, the most frequent first."""
    counted: Counter[str] = Counter()
    for file in session.workspace.specs:
        value = file.contents.spec.field(field.name)
        if value is not None and value.value:
            counted.update((value.value,) if isinstance(value.value, str) else value.value)
    return tuple(name for name, _ in counted.most_common())


def _named_in(folder: str, field: FieldSchema) -> str:
    """Return the choice that a folder's name contains: ``tier2-core`` is Tier 2."""
    word = names.field_key(field.name).split()[-1:]
    for choice in field.choices:
        pattern = rf"(?<![^\W_]){re.escape(''.join(word))}[-_ ]?{re.escape(choice.word)}(?![^\W_])"
        if word and re.search(pattern, folder, re.IGNORECASE):
            return choice.word
    return ""


def _files(session: Session, folder: str) -> Sequence[SpecFile]:
    files = session.workspace.files
    return [files[name] for name in files if name.rpartition("/")[0] == folder and files[name].is_counted]


def _siblings(session: Session, folder: str, template: Template) -> Sequence[str]:
    """Return the names of the folder's files; where their templates are known, of those with the same one."""
    same = [
        file.name.rpartition("/")[2]
        for file in _files(session, folder)
        if (own := file.contents.spec.template) is not None and own.name == template.name
    ]
    if same:
        return same
    if session.workspace.names:
        parts = (name.rpartition("/") for name in session.workspace.names)
        return [base for around, _, base in parts if around == folder]
    try:
        return sorted(os.listdir(session.root / folder))
    except OSError:
        return []
