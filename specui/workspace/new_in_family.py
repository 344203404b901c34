"""Where a family puts a new feature, record or proposal, and what it is called: ``specs/002-night-ferry/spec.md``."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.families.family import DocumentType
from specui.specs.schema import Template
from specui.workspace.files.families import Project
from specui.workspace.session import Session

_NUMBER = lazy_pattern(r"\{number(?::(?P<digits>\d))?\}")


class FamilyDocument(NamedTuple):
    """A document that a family of the folder makes new ones of, with its template."""

    project: Project
    document: DocumentType
    template: Template


def family_documents(session: Session) -> Iterator[FamilyDocument]:
    """Yield the documents that can be made in the open folder, those of the nearest project first."""
    for project, document in _made_here(session):
        template = session.library.template_of(project, document)
        if template is not None and template.text:
            yield FamilyDocument(project, document, template)


def missing_template(session: Session) -> str:
    """Return why a new document of the nearest family cannot be made for lack of a template, or ""."""
    project, document = next(_made_here(session), (None, None))
    if project is None or document is None:
        return ""
    template = session.library.template_of(project, document)
    if template is not None and template.text:
        return ""
    called = f"{project.family.name} {document.name}"
    if not document.templates:
        return f"New files of {called} need a template; set template in {project.family.origin}."
    return f"The template of {called} is missing or cannot be used: {' or '.join(document.templates)} in {project.root}."


def _made_here(session: Session) -> Iterator[tuple[Project, DocumentType]]:
    """Yield the documents that families make new ones of in the open folder, those of the nearest project first."""
    root = os.fspath(session.root.resolve())
    for project in session.library.finder.projects(root):
        for document in project.family.documents:
            if document.new and document.kind != "document" and _is_inside(session, project, document):
                yield project, document


def new_path(session: Session, found: FamilyDocument, title: str) -> str:
    """Return the name of a new file, relative to the open folder."""
    pattern = found.document.new.replace("{here}", _here(found.project))
    pattern = pattern.replace("{name}", names.slug(title))
    made: list[str] = []
    for part in pattern.split("/"):
        number = _NUMBER.search(part)
        if number is not None:
            within = os.path.join(found.project.root, *made)
            next_number = f"{_highest(within, part) + 1:0{number['digits'] or 1}}"
            part = part[: number.start()] + next_number + part[number.end() :]
        made.append(part)
    path = os.path.join(found.project.root, *made)
    return os.path.relpath(path, session.root.resolve()).replace(os.sep, "/")


def _highest(folder: str, part: str) -> int:
    """Return the highest number among the names in a folder, by the place of the number in the pattern; 0 for none."""
    before, _, _ = part.partition("{")
    pattern = re.compile(re.escape(before) + r"(\d{1,9})(?!\d)")
    try:
        found = [pattern.match(name) for name in os.listdir(folder)]
    except OSError:
        return 0
    return max((int(match[1]) for match in found if match), default=0)


def _here(project: Project) -> str:
    """Return the folder that marks the project; of a marker file, the folder that it names."""
    if project.marker.endswith("/"):
        return project.marker.rstrip("/")
    return project.folder


def _is_inside(session: Session, project: Project, document: DocumentType) -> bool:
    """Return whether a new file would be in the open folder."""
    first = document.new.replace("{here}", _here(project)).partition("{")[0]
    path = os.path.join(project.root, first)
    return not os.path.relpath(path, session.root.resolve()).startswith(os.pardir)
