"""Configuration: ``specui.toml``, or ``[tool.specui]`` in ``pyproject.toml``.

A repository's configuration is data: it names files inside the repository and
sets severities, and can do nothing else.  Every value knows where it came from.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from specui.rules.diagnostic import Severity
from specui.workspace.discovery import highest_folder, repository_root

FILE_NAME = "specui.toml"
_LEVELS: dict[str, Severity | None] = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "info": Severity.INFO,
    "off": None,
}


class ConfigError(ValueError):
    """A configuration that cannot be used; the text says what, where and what to do."""


class PathRules(NamedTuple):
    """Severities for the files that match a pattern, relative to the configuration's folder."""

    pattern: str
    severities: Mapping[str, Severity | None]


@dataclass(frozen=True, slots=True)
class Config:
    """What a team has set.  ``root`` is the folder of the file that says so, or the folder asked about.

    ``origins`` maps each value's dotted name to where it was set; what is not in it
    is a default.
    """

    root: Path
    file: Path | None = None
    templates: tuple[Path, ...] = ()
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    by_path: tuple[PathRules, ...] = ()
    stale_days: int | None = None
    exclude: tuple[str, ...] = ()
    views: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)

    def severities_for(self, name: str) -> Mapping[str, Severity | None]:
        """Return the severities for a file, by its name relative to ``root``; later patterns win."""
        found = dict(self.severities)
        for rules in self.by_path:
            if _matches(name, rules.pattern):
                found.update(rules.severities)
        return found

    def excludes(self, name: str) -> bool:
        """Whether a file is left out of folder runs."""
        return any(_matches(name, pattern) for pattern in self.exclude)


def load_config(folder: Path) -> Config:
    """Return the configuration of the nearest folder upward, as far as templates are looked for too.

    That is the repository's root, or a few folders up outside of any (`discovery.highest_folder`).
    Raises ConfigError.
    """
    folder = folder.resolve()
    highest = highest_folder(folder)
    for place in (folder, *folder.parents):
        for name in (FILE_NAME, "pyproject.toml"):
            path = place / name
            if path.is_file():
                table = _table(path)
                if table is not None:
                    return _read(table, path, repository_root(folder) or place)
        if place == highest:
            break
    return Config(folder)


def _table(path: Path) -> dict[str, Any] | None:
    import tomllib

    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        if path.name != FILE_NAME:
            return None
        raise ConfigError(f"{path}: cannot be read as TOML: {error}") from error
    if path.name == FILE_NAME:
        return data
    tool = data.get("tool")
    table = tool.get("specui") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None


def _read(table: dict[str, Any], path: Path, boundary: Path) -> Config:
    known = {"templates", "rules", "per-path", "stale_days", "exclude", "views"}
    for name in table:
        if name not in known:
            raise ConfigError(f"{path}: unknown key “{name}”; known are {', '.join(sorted(known))}")
    templates, parts = _templates(table.get("templates", {}), path, boundary)
    stale = table.get("stale_days")
    if stale is not None and (not isinstance(stale, int) or isinstance(stale, bool) or stale < 1):
        raise ConfigError(f"{path}: stale_days must be a whole number of days, 1 or more")
    by_path = tuple(
        PathRules(pattern, _severities(rules, path, f"per-path.{pattern}"))
        for pattern, rules in _dict(table.get("per-path", {}), path, "per-path").items()
    )
    return Config(
        root=path.parent,
        file=path,
        templates=templates,
        parts=parts,
        severities=_severities(table.get("rules", {}), path, "rules"),
        by_path=by_path,
        stale_days=stale,
        exclude=_strings(table.get("exclude", []), path, "exclude"),
        views=_views(table.get("views", {}), path),
        origins={name: str(path) for name in table},
    )


def _templates(
    table: object, path: Path, boundary: Path
) -> tuple[tuple[Path, ...], dict[str, Mapping[str, str]]]:
    """Read ``[templates.NAME]`` with ``file`` and ``parts``, or a list of files."""
    if isinstance(table, list):
        return tuple(_inside(name, path, boundary) for name in _strings(table, path, "templates")), {}
    files, parts = [], dict[str, Mapping[str, str]]()
    for name, entry in _dict(table, path, "templates").items():
        values = _dict(entry, path, f"templates.{name}")
        for key in values:
            if key not in {"file", "parts"}:
                raise ConfigError(f"{path}: unknown key “templates.{name}.{key}”; known are file and parts")
        if "file" in values:
            files.append(_inside(values["file"], path, boundary))
        if "parts" in values:
            parts[name] = _part_names(values["parts"], path, f"templates.{name}.parts")
    return tuple(files), parts


def _part_names(value: object, path: Path, where: str) -> Mapping[str, str]:
    from specui.specs.parts import PARTS

    table = _dict(value, path, where)
    for part, place in table.items():
        if part not in PARTS:
            raise ConfigError(f"{path}: “{part}” in {where} is no part; parts are {', '.join(PARTS)}")
        if not isinstance(place, str):
            raise ConfigError(f"{path}: {where}.{part} must be a section's name, or “Section > Group”")
    return table


def _inside(name: object, path: Path, boundary: Path) -> Path:
    if not isinstance(name, str) or not name:
        raise ConfigError(f"{path}: a template must be named by its file")
    target = Path(os.path.normpath(path.parent / name))
    if not target.resolve().is_relative_to(boundary.resolve()):
        raise ConfigError(f"{path}: the template {name} lies outside the repository; copy it in")
    if not target.is_file():
        raise ConfigError(f"{path}: there is no template {name}")
    return target


def _severities(value: object, path: Path, where: str) -> Mapping[str, Severity | None]:
    found = {}
    for name, level in _dict(value, path, where).items():
        if not isinstance(level, str) or level not in _LEVELS:
            raise ConfigError(f"{path}: {where}.{name} must be error, warning, info or off")
        found[name] = _LEVELS[level]
    return found


def _views(value: object, path: Path) -> Mapping[str, str]:
    """Read ``[views]``: filters by the names under which a team keeps them."""
    table = _dict(value, path, "views")
    if not table:
        return table  # and nothing is imported for it
    from specui.workspace.views import view_fault

    for name, text in table.items():
        fault = view_fault(text)
        if fault:
            raise ConfigError(f"{path}: views.{name}: {fault}")
    return table


def _dict(value: object, path: Path, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError(f"{path}: {where} must be a table")
    return value


def _strings(value: object, path: Path, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{path}: {where} must be a list of strings")
    return tuple(value)


def _matches(name: str, pattern: str) -> bool:
    if pattern.endswith("/"):
        return name.startswith(pattern) or f"/{pattern}" in f"/{name}"
    return fnmatchcase(name, pattern) or fnmatchcase(name.rsplit("/", 1)[-1], pattern)
