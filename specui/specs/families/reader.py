"""Reads a family's table, from a shipped ``family.toml`` or from a team's ``specui.toml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast, get_args

from specui.specs.families.family import DocumentKind, DocumentType, Family
from specui.specs.parts import PARTS
from specui.specs.schema import TaskState

FAMILY_KEYS = ("summary", "found-by", "exclude", "folder-in", "documents", "unit")
DOCUMENT_KEYS = (
    "files",
    "template",
    "shipped",
    "title",
    "kind",
    "structure",
    "info",
    "parts",
    "marks",
    "ids",
    "new",
    "log",
)
UNIT_KEYS = ("folder", "archive")
KINDS = ("spec", "document")
IDS = ("heading.item",)
STATES: tuple[TaskState, ...] = get_args(TaskState)
_LONGEST = 200

Fault = Callable[[str, str], object]
"""Called with the dotted key and what is wrong with its value."""


def read_family(
    name: str, table: Mapping[str, Any], fault: Fault, *, origin: str = "", root: str = ""
) -> Family:
    """Read a family; calls ``fault`` for each value that cannot be used, which then counts as missing."""
    reader = _Reader(fault, frozenset(table), is_own=bool(root))
    reader.check_keys(table, FAMILY_KEYS, "")
    unit = reader.table(table, "unit", "")
    reader.check_keys(unit, UNIT_KEYS, "unit")
    documents = reader.table(table, "documents", "")
    return Family(
        name=name,
        summary=reader.text(table, "summary", ""),
        found_by=reader.paths(table, "found-by", ""),
        documents=tuple(_document(reader, kind, documents) for kind in documents),
        exclude=reader.paths(table, "exclude", ""),
        unit=reader.path(unit, "folder", "unit"),
        archive=reader.paths(unit, "archive", "unit"),
        folder_in=reader.path(table, "folder-in", ""),
        origin=origin,
        root=root,
    )


def _document(reader: _Reader, name: str, documents: Mapping[str, Any]) -> DocumentType:
    where = f"documents.{name}"
    table = reader.table(documents, name, "documents")
    reader.check_keys(table, DOCUMENT_KEYS, where)
    files = reader.paths(table, "files", where)
    if not files and ("found-by" in reader.keys or reader.is_own):
        reader.fault(where, f"{where} needs files: patterns such as specs/*/spec.md")
    kind = reader.choice(table, "kind", where, KINDS) or "spec"
    return DocumentType(
        name=name,
        files=files,
        templates=reader.paths(table, "template", where),
        shipped=reader.text(table, "shipped", where),
        title=reader.text(table, "title", where) or "heading",
        kind=cast(DocumentKind, kind),
        structure=reader.flag(table, "structure", where),
        info=reader.words(table, "info", where),
        parts=reader.parts(table, where),
        marks=reader.marks(table, where),
        ids=reader.choice(table, "ids", where, IDS),
        new=reader.path(table, "new", where),
        log=reader.text(table, "log", where),
    )


class _Reader:
    def __init__(self, fault: Fault, keys: frozenset[str], *, is_own: bool) -> None:
        self.fault = fault
        self.keys = keys
        self.is_own = is_own

    def check_keys(self, table: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
        for key in table:
            if key not in known:
                self.fault(
                    _dotted(where, key), f"{_dotted(where, key)} is unknown; known are {', '.join(known)}"
                )

    def table(self, table: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
        value = table.get(key, {})
        if isinstance(value, dict):
            return value
        self.fault(_dotted(where, key), f"{_dotted(where, key)} must be a table")
        return {}

    def text(self, table: Mapping[str, Any], key: str, where: str) -> str:
        value = table.get(key, "")
        if isinstance(value, str) and len(value) <= _LONGEST:
            return value
        self.fault(
            _dotted(where, key), f"{_dotted(where, key)} must be a text of at most {_LONGEST} characters"
        )
        return ""

    def choice(self, table: Mapping[str, Any], key: str, where: str, known: tuple[str, ...]) -> str:
        value = self.text(table, key, where)
        if not value or value in known:
            return value
        self.fault(_dotted(where, key), f"{_dotted(where, key)} must be {' or '.join(known)}")
        return ""

    def flag(self, table: Mapping[str, Any], key: str, where: str) -> bool:
        value = table.get(key, True)
        if isinstance(value, bool):
            return value
        self.fault(_dotted(where, key), f"{_dotted(where, key)} must be true or false")
        return True

    def words(self, table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if isinstance(value, list) and all(
            isinstance(one, str) and 0 < len(one) <= _LONGEST for one in value
        ):
            return tuple(value)
        self.fault(_dotted(where, key), f"{_dotted(where, key)} must be a list of words")
        return ()

    def path(self, table: Mapping[str, Any], key: str, where: str) -> str:
        value = self.text(table, key, where)
        if not value or is_inside_path(value):
            return value
        self.fault(_dotted(where, key), _outside(_dotted(where, key)))
        return ""

    def paths(self, table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        value = table.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(
            isinstance(one, str) and 0 < len(one) <= _LONGEST for one in values
        ):
            self.fault(_dotted(where, key), f"{_dotted(where, key)} must be a list of paths")
            return ()
        if not all(is_inside_path(one) for one in values):
            self.fault(_dotted(where, key), _outside(_dotted(where, key)))
            return ()
        return tuple(values)

    def parts(self, table: Mapping[str, Any], where: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for part, value in self.table(table, "parts", where).items():
            key = f"{where}.parts.{part}"
            places = places_of(value)
            if part not in PARTS:
                self.fault(key, f"{key} is unknown; known are {', '.join(PARTS)}")
            elif places is None:
                self.fault(key, f"{key} must be a section's name, or “Section > Group”")
            else:
                found[part] = places
        return found

    def marks(self, table: Mapping[str, Any], where: str) -> dict[str, TaskState]:
        found: dict[str, TaskState] = {}
        for mark, state in self.table(table, "marks", where).items():
            if len(mark) == 1 and state in STATES:
                found[mark] = state
            else:
                key = f"{where}.marks.{mark}"
                self.fault(key, f"{key} must be one character with a state: {', '.join(STATES)}")
        return found


def places_of(value: object) -> tuple[str, ...] | None:
    """Return the places of a part: one text, or a list of texts; None for anything else."""
    places = [value] if isinstance(value, str) else value
    if not isinstance(places, list) or not all(isinstance(place, str) and place.strip() for place in places):
        return None
    return tuple(places)


def is_inside_path(path: str) -> bool:
    """Return whether a path stays below the folder that it is relative to, by its letters."""
    names = path.split("/")
    return not path.startswith("/") and ".." not in names and "\\" not in path and "\0" not in path


def _outside(where: str) -> str:
    return f"{where} must be a path inside the project, with / between names"


def _dotted(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
