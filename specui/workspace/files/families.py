"""The families that come with specui, and which of them a file on disk belongs to."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import specui.specs
from specui.markdown.scanner import scan
from specui.specs.families.family import Binding, Family
from specui.specs.families.patterns import is_pattern, matches
from specui.specs.families.reader import is_inside_path, read_family
from specui.specs.template import Template, read_template

_FOLDER = Path(specui.specs.__file__).parent / "families"
_FILE = "family.toml"
_LONGEST_LINE = 500


class Project(NamedTuple):
    """A project of a family: its root, the path that marks it, and the folder that a file of the project names, or ""."""

    family: Family
    root: str
    marker: str
    folder: str = ""


@cache
def shipped_families() -> tuple[Family, ...]:
    """Return the families that come with specui."""
    import tomllib

    found = []
    for folder in sorted(path.parent for path in _FOLDER.glob(f"*/{_FILE}")):
        table = tomllib.loads((folder / _FILE).read_text(encoding="utf-8"))
        found.append(read_family(folder.name, table, _refuse, origin="built in"))
    return tuple(found)


def shipped_text(family: str, file: str) -> str:
    """Return the Markdown of a template that comes with specui."""
    # importlib.resources would work in a zip archive too, but importing it takes a tenth of a start.
    return (_FOLDER / family / file).read_text(encoding="utf-8")


@cache
def shipped_template(family: str, name: str, file: str) -> Template | None:
    """Return a template that comes with specui; None where the family has none of that document."""
    return read_template(scan(shipped_text(family, file)), name, "built in", named=True) if file else None


@cache
def hidden_folders() -> frozenset[str]:
    """Return the names of the hidden folders that are searched, because a family keeps its files there."""
    return frozenset(name for family in shipped_families() for name in family.hidden)


class FamilyFinder:
    """Finds the projects at and above each folder, at most up to the folder ``highest``."""

    def __init__(self, families: Sequence[Family], highest: Path) -> None:
        self._families = [family for family in families if family.found_by or family.root]
        self._highest = os.path.realpath(highest)
        self._by_folder: dict[str, tuple[Project, ...]] = {}

    def projects(self, folder: str) -> tuple[Project, ...]:
        """Return the projects that a folder belongs to, the nearest root first."""
        if folder not in self._by_folder:
            names = _names_in(folder)
            found = tuple(
                project for family in self._families if (project := _project_at(family, folder, names))
            )
            above = os.path.dirname(folder)
            if folder not in {self._highest, above}:
                found += self.projects(above)
            self._by_folder[folder] = found
        return self._by_folder[folder]

    def binding(self, path: Path) -> Binding | None:
        """Return what a family says of a file; None where none does.  ``path`` has no links in its folders."""
        filename = os.fspath(path)
        for family, root, marker, _ in self.projects(os.path.dirname(filename)):
            relative = filename[len(root.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
            document = family.document_of(relative)
            if document is not None:
                return Binding(family, document, root, relative, marker)
        return None


def _names_in(folder: str) -> frozenset[str] | None:
    """Return the names in a folder; None where it cannot be listed."""
    try:
        return frozenset(os.listdir(folder))
    except OSError:
        return None


def _project_at(family: Family, folder: str, names: frozenset[str] | None) -> Project | None:
    """Return the project of a family whose root is a folder that holds `names`; None where it is no root."""
    if family.root == folder:
        return Project(family, folder, family.origin)
    for marker in family.found_by:
        first = marker.partition("/")[0]
        if names is not None and not is_pattern(first) and first not in names:
            continue  # most folders are no root, and a list of their names says so at once
        if _is_there(folder, marker):
            named = _folder_in(family, folder)
            return Project(_with_folder(family, named), folder, marker, named)
    return None


def _is_there(folder: str, marker: str) -> bool:
    """Return whether the path of a marker exists below a folder: a folder where it ends with ``/``, else a file."""
    name, slash, rest = marker.partition("/")
    if not is_pattern(name):
        place = os.path.join(folder, name)
        if slash and not rest:
            return os.path.isdir(place)
        return _is_there(place, rest) if slash else os.path.isfile(place)
    if not os.path.isdir(folder):
        return False
    try:
        names = os.listdir(folder)
    except OSError:
        return False
    found = sorted(one for one in names if matches(one, name))
    return any(_is_there(folder, one + slash + rest) for one in found)


def _folder_in(family: Family, root: str) -> str:
    """Return the folder that a file of the project names, relative to the root; "" for none."""
    if not family.folder_in:
        return ""
    named = _first_line(os.path.join(root, family.folder_in)).strip().removeprefix("./").rstrip("/")
    return named if is_inside_path(named) else ""


def _with_folder(family: Family, named: str) -> Family:
    """Return the family with that folder in its patterns, and without those patterns where none is named."""
    if not family.folder_in:
        return family
    documents = []
    for document in family.documents:
        files = tuple(
            pattern.replace("{folder}", named)
            for pattern in document.files
            if named or "{folder}" not in pattern
        )
        documents.append(replace(document, files=files))
    return replace(family, documents=tuple(documents))


def _first_line(filename: str) -> str:
    try:
        with open(filename, encoding="utf-8") as file:
            return file.readline(_LONGEST_LINE)
    except (OSError, ValueError):
        return ""


def _refuse(key: str, reason: str) -> None:
    message = f"a family that comes with specui is malformed: {key}: {reason}"
    raise ValueError(message)
