"""The repository's configuration: ``specui.toml``, or ``[tool.specui]`` in ``pyproject.toml``.

It is data: it names files inside the repository and sets severities, and can do nothing else.  Every value has its
origin.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from specui.rules.diagnostic import Severity
from specui.specs.families.family import Family
from specui.workspace.config.config_fault import Fault, line_of
from specui.workspace.config.toml_file import decode_toml, parse_toml
from specui.workspace.files.discovery import CONFIGURATIONS, highest_folder, repository_root
from specui.workspace.storage.paths import is_inside
from specui.workspace.storage.small_files import read_small

FILE_NAME = "specui.toml"
LARGEST = 256 << 10
"""Bytes of the largest configuration that is read."""
_KNOWN = ("templates", "families", "rules", "per-path", "stale_days", "exclude", "views")
_MOST_DAYS = 36_500
_MOST_ENTRIES = 1_000
_LONGEST_PATTERN = 1_000
_MOST_FAULTS = 50
_LONGEST_REASON = 400
_LEVELS: dict[str, Severity | None] = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "info": Severity.INFO,
    "off": None,
}


class ConfigError(ValueError):
    """The configuration cannot be used; the text says what, where and what to do."""


class PathRules(NamedTuple):
    """Severities for the files that match a pattern, relative to the configuration's folder."""

    pattern: str
    severities: Mapping[str, Severity | None]


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a repository.  ``root`` is the folder of ``file``, or the folder that was read without one.

    ``origins`` maps the dotted name of each value to the file that sets it; other values are defaults.  ``faults`` are
    values that cannot be used, ``notes`` unknown keys.
    """

    root: Path
    file: Path | None = None
    templates: tuple[Path, ...] = ()
    parts: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    families: tuple[Family, ...] = ()
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    by_path: tuple[PathRules, ...] = ()
    stale_days: int | None = None
    exclude: tuple[str, ...] = ()
    views: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()
    broken: bool = False
    """Whether the file could not be read at all."""

    def severities_for(self, name: str) -> Mapping[str, Severity | None]:
        """Return the severities for a file, by its name relative to ``root``; later patterns win."""
        found = dict(self.severities)
        for rules in self.by_path:
            if _matches(name, rules.pattern):
                found.update(rules.severities)
        return found

    def excludes(self, name: str) -> bool:
        """Return whether a file is excluded from folders."""
        return any(_matches(name, pattern) for pattern in self.exclude)


def load_config(folder: Path) -> Config:
    """Return the configuration of the nearest folder upward, at most to `discovery.highest_folder`.

    Raises ConfigError for a value that cannot be used: a command must not go on as if it were not set.
    """
    config = read_config(folder)
    if config.faults:
        raise ConfigError(str(config.faults[0]))
    return config


def read_config(folder: Path) -> Config:
    """Return the configuration as `load_config` does, with faults and defaults for values that cannot be used."""
    folder = Path(os.path.realpath(folder))
    highest = highest_folder(folder)
    boundary = repository_root(folder)
    for place in (folder, *folder.parents):
        for name in CONFIGURATIONS:
            path = place / name
            found = _read_source(path, boundary or place)
            if found is None:
                continue
            if isinstance(found, Fault):
                return Config(place, path, faults=(found,), broken=True)
            return _Reader(path, *found, boundary or place).config
        if place == highest:
            break
    return Config(folder)


def _read_source(path: Path, boundary: Path) -> tuple[dict[str, Any], str] | Fault | None:
    """Return what a file sets for specui, and its text; None where it is missing, or sets nothing."""
    own = path.name == FILE_NAME
    if not os.path.lexists(path):
        return None
    data = read_small(os.fspath(path), most=LARGEST)
    if not own and (data is None or b"specui" not in data):
        return None
    if not is_inside(os.path.realpath(path), os.path.realpath(boundary)):
        return Fault(path, 1, "cannot be used: it is a link to outside the repository")
    if data is None:
        return Fault(path, 1, f"cannot be read: {_reason_unreadable(path)}")
    text = decode_toml(data, path)
    if isinstance(text, Fault):
        return text
    table = parse_toml(text, path)
    if isinstance(table, Fault):
        return table if own or "tool.specui" in text else None
    if own:
        return table, text
    tool = table.get("tool")
    within = tool.get("specui") if isinstance(tool, dict) else None
    return (within, text) if isinstance(within, dict) else None


def _reason_unreadable(path: Path) -> str:
    try:
        status = os.stat(path)
    except OSError as error:
        missing = error.errno == errno.ENOENT
        return "it is a broken link" if missing else (os.strerror(error.errno or 0)).lower()
    if not stat.S_ISREG(status.st_mode):
        return "it is not a regular file"
    if status.st_size > LARGEST:
        return f"it is larger than {LARGEST >> 10} KiB"
    return "permission is denied" if not os.access(path, os.R_OK) else "it is being written; try again"


class _Reader:
    """Reads a table once; collects values, faults and unknown keys."""

    def __init__(self, path: Path, table: dict[str, Any], text: str, boundary: Path) -> None:
        self._path = path
        self._lines = text.split("\n")
        self._under = "" if path.name == FILE_NAME else "tool.specui"
        self._boundary = boundary
        self._faults: list[Fault] = []
        self._notes: list[Fault] = []
        self._note_unknown(table, _KNOWN, "")
        templates, parts = self._templates(table.get("templates", {}))
        self.config = Config(
            root=path.parent,
            file=path,
            templates=templates,
            parts=parts,
            families=self._families(table.get("families", {})),
            severities=self._severities(table.get("rules", {}), "rules"),
            by_path=tuple(
                PathRules(pattern, self._severities(rules, f"per-path.{pattern}"))
                for pattern, rules in self._table(table.get("per-path", {}), "per-path").items()
                if self._is_pattern(pattern, "per-path")
            ),
            stale_days=self._stale_days(table.get("stale_days")),
            exclude=self._exclude(table.get("exclude", [])),
            views=self._views(table.get("views", {})),
            origins={name: str(path) for name in table},
            faults=tuple(self._faults),
            notes=tuple(self._notes),
        )

    def _stale_days(self, value: object) -> int | None:
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST_DAYS:
            self._fault("stale_days", f"stale_days must be a whole number of days, 1 to {_MOST_DAYS:,}")
            return None
        return value

    def _templates(self, table: object) -> tuple[tuple[Path, ...], dict[str, Mapping[str, tuple[str, ...]]]]:
        """Read ``[templates.NAME]`` with ``file`` and ``parts``, or a list of files."""
        if isinstance(table, list):
            named = [self._template_file(name, "templates") for name in self._strings(table, "templates")]
            return tuple(path for path in named if path is not None), {}
        files, parts = [], dict[str, Mapping[str, tuple[str, ...]]]()
        for name, entry in self._table(table, "templates").items():
            values = self._table(entry, f"templates.{name}")
            self._note_unknown(values, ("file", "parts"), f"templates.{name}")
            if "file" in values and (path := self._template_file(values["file"], f"templates.{name}.file")):
                files.append(path)
            if "parts" in values:
                parts[name] = self._part_names(values["parts"], f"templates.{name}.parts")
        return tuple(files), parts

    def _families(self, value: object) -> tuple[Family, ...]:
        """Read ``[families.NAME]``: a team's own families, whose project is the folder of the configuration."""
        table = self._table(value, "families")
        if not table:
            return ()  # nothing is imported for it
        from specui.specs.families.reader import read_family

        found = []
        for name, entry in table.items():
            where = f"families.{name}"

            def fault(key: str, reason: str, where: str = where) -> None:
                self._fault(f"{where}.{key}", f"{where}.{reason}")

            values = self._table(entry, where)
            root = os.path.realpath(self._path.parent)
            family = read_family(name, values, fault, origin=self._path.name, root=root)
            self._check_templates(family)
            found.append(family)
        return tuple(found)

    def _check_templates(self, family: Family) -> None:
        """Report each document none of whose templates can be used.

        Templates of a project elsewhere are not looked for: there may be none in the folder of the configuration.
        """
        from specui.workspace.files.spec_file import template_fault

        for document in family.documents:
            if not document.templates or document.kind == "document":
                continue
            paths = [Path(family.root, name) for name in document.templates]
            there = [path for path in paths if os.path.lexists(path)]
            where = f"families.{family.name}.documents.{document.name}"
            if there:
                reasons = [template_fault(path) for path in there]
                if all(reasons):
                    name = os.path.relpath(there[0], family.root)
                    self._fault(f"{where}.template", f"the template {name} cannot be used: {reasons[0]}")
            elif not family.found_by:
                self._fault(f"{where}.template", f"the template {document.templates[0]} does not exist")

    def _part_names(self, value: object, where: str) -> Mapping[str, tuple[str, ...]]:
        from specui.specs.families.reader import places_of
        from specui.specs.parts import PARTS

        table = self._table(value, where)
        self._note_unknown(table, tuple(PARTS), where, "part")
        found: dict[str, tuple[str, ...]] = {}
        for part, place in table.items():
            places = places_of(place)
            if part in PARTS and places is not None:
                found[part] = places
            elif part in PARTS:
                self._fault(part, f"{where}.{part} must be a section's name, or “Section > Group”", where)
        return found

    def _template_file(self, name: object, where: str) -> Path | None:
        """Return a template's file; None with a fault where it is missing, or outside the repository."""
        reason = ""
        if not isinstance(name, str) or not name or "\0" in name:
            reason = "a template must be a file name"
        else:
            target = Path(os.path.normpath(self._path.parent / name))
            try:
                if not is_inside(os.path.realpath(target), os.path.realpath(self._boundary)):
                    reason = f"the template {name} is outside the repository; copy it into the repository"
                elif not target.is_file():
                    reason = f"the template {name} does not exist"
                else:
                    return target
            except (OSError, ValueError) as error:
                why = (
                    os.strerror(error.errno).lower()
                    if isinstance(error, OSError) and error.errno
                    else str(error)
                )
                reason = f"the template {_short(name)} cannot be read: {why}"
        self._fault(where, reason)
        return None

    def _severities(self, value: object, where: str) -> Mapping[str, Severity | None]:
        found = {}
        for name, level in self._table(value, where).items():
            if isinstance(level, str) and level in _LEVELS:
                found[name] = _LEVELS[level]
            else:
                self._fault(name, f"{where}.{name} must be error, warning, info or off", where)
        return found

    def _exclude(self, value: object) -> tuple[str, ...]:
        patterns = self._strings(value, "exclude")
        return tuple(pattern for pattern in patterns if self._is_pattern(pattern, "exclude"))

    def _is_pattern(self, pattern: str, where: str) -> bool:
        if len(pattern) <= _LONGEST_PATTERN:
            return True
        self._fault(where, f"a pattern in {where} has more than {_LONGEST_PATTERN:,} characters")
        return False

    def _views(self, value: object) -> Mapping[str, str]:
        """Read ``[views]``: filters by their names."""
        table = self._table(value, "views")
        if not table:
            return table  # nothing is imported for it
        from specui.workspace.config.config_fault import view_fault

        found = {}
        for name, text in table.items():
            fault = view_fault(text)
            if fault:
                self._fault(name, f"views.{name}: {fault}", "views")
            else:
                found[name] = text
        return found

    def _table(self, value: object, where: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._fault(where, f"{where} must be a table")
            return {}
        if len(value) > _MOST_ENTRIES:
            self._fault(where, f"{where} has more than {_MOST_ENTRIES:,} entries")
            return {}
        return value

    def _strings(self, value: object, where: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._fault(where, f"{where} must be a list of strings")
            return ()
        if len(value) > _MOST_ENTRIES:
            self._fault(where, f"{where} has more than {_MOST_ENTRIES:,} entries")
            return ()
        return tuple(value)

    def _note_unknown(
        self, table: Mapping[str, Any], known: Sequence[str], where: str, kind: str = "key"
    ) -> None:
        """Note unknown keys, which a later version may know."""
        for name in table:
            if name not in known and len(self._notes) < _MOST_FAULTS:
                reason = f"unknown {kind} “{_short(name)}”{suggestion(name, known)}"
                self._notes.append(self._at(name, where, reason))

    def _fault(self, name: str, reason: str, table: str = "") -> None:
        if len(self._faults) < _MOST_FAULTS:
            self._faults.append(self._at(name, table, reason))

    def _at(self, name: str, table: str, reason: str) -> Fault:
        if not table and "." in name:
            table, _, name = name.rpartition(".")
        within = ".".join(part for part in (self._under, table) if part)
        return Fault(self._path, line_of(name, self._lines, within), reason[:_LONGEST_REASON])


def suggestion(name: str, known: Sequence[str]) -> str:
    """Return the suggestion after an unknown name: the most similar known one, else all of them."""
    from difflib import get_close_matches

    near = get_close_matches(name[:100], known, 1)
    return f"; did you mean “{near[0]}”?" if near else f"; known are {', '.join(sorted(known))}"


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


def _matches(name: str, pattern: str) -> bool:
    if pattern.endswith("/"):
        return name.startswith(pattern) or f"/{pattern}" in f"/{name}"
    return fnmatchcase(name, pattern) or fnmatchcase(name.rsplit("/", 1)[-1], pattern)
