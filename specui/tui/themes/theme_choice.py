"""The theme that the screen opens with: the user's choice, if this terminal can show it.

The choice is made before the first frame, so a theme's file is read without a TOML parser: lines of `key = "value"`
are all that the first frame needs. `theme_file.py` reads the file in full, after that frame.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from specui.resources import themes_dir
from specui.terminal.colours import ANSI, DEFAULT_DARK, Colours
from specui.workspace.config.settings import AUTO, Settings
from specui.workspace.user_folders import config_folder


class Chosen(NamedTuple):
    """The theme to open with, and a sentence if it is not the one that the user asked for."""

    name: str
    remark: str = ""


def choose_theme(
    settings: Settings,
    colours: Colours,
    folder: Path | None = None,
    environ: Mapping[str, str] | None = None,
    ground: str = "",
) -> Chosen:
    """Return the theme to open with.

    `folder` holds the user's themes. `ground` is the background that the terminal has reported, ``light``, ``dark`` or
    "". If this terminal cannot show a theme of the settings, there is no remark: another terminal may show it.
    """
    environ = os.environ if environ is None else environ
    wanted = settings.theme
    if wanted == AUTO:
        wanted = settings.theme_light if ground_is_light(environ, ground) else settings.theme_dark
    roles = theme_roles(wanted, folder)
    asked = settings.origins.get("theme") == "--theme"
    fallback = ANSI if colours.needs_ansi_theme else DEFAULT_DARK
    if not roles:
        where = settings.origins.get("theme", "")
        said = f" ({where})" if where and not asked else ""
        return Chosen(fallback, f"Theme not found: {wanted}{said}")
    if colours.needs_ansi_theme and not is_ansi(roles):
        return Chosen(fallback, unfit(wanted, colours.depth) if asked else "")
    return Chosen(wanted)


def unfit(name: str, depth: str) -> str:
    """Return why a theme is not shown at this colour depth, and which one is."""
    return f"Theme {name} needs {wanting(depth)}; using {ANSI}"


def wanting(depth: str) -> str:
    """Return what this colour depth lacks for most themes."""
    if depth == "none":
        return "colours, which are switched off here (NO_COLOR, --color or your settings)"
    return "256 colours, and this terminal shows 16"


def themes_folder() -> Path:
    """Return the folder of the user's themes, which may be missing."""
    return config_folder() / "themes"


def ground_is_light(environ: Mapping[str, str], reported: str = "") -> bool:
    """Say whether the background is light: as the terminal has reported, else by COLORFGBG, else no."""
    if reported:
        return reported == "light"
    ground = environ.get("COLORFGBG", "").rpartition(";")[2].strip()
    return ground in {"7", "15"}


def is_ansi(roles: Mapping[str, str]) -> bool:
    """Say whether a theme uses the terminal's own colours."""
    return roles.get("background", "").startswith("ansi_")


def theme_roles(name: str, folder: Path | None = None) -> dict[str, str]:
    """Return the roles of a theme, the user's before specui's; {} if there is none."""
    if not name.replace("-", "").isalnum():
        return {}
    for path in _candidates(name, folder):
        roles = _roles(path)
        if roles.get("name") == name:
            return roles
    return {}


def _candidates(name: str, folder: Path | None) -> Iterator[Path]:
    """Yield the files that may hold a theme, the likeliest first."""
    if folder is not None and folder.is_dir():
        yield folder / f"{name}.toml"
        yield from sorted(folder.glob("*.toml"))
    yield themes_dir() / f"{name}.toml"


def _roles(path: Path) -> dict[str, str]:
    try:
        if not os.path.isfile(path):
            return {}
        with open(path, encoding="utf-8-sig") as file:
            lines = file.read().split("\n")
    except (OSError, ValueError):
        return {}
    found = {}
    for line in lines:
        key, _, value = line.partition("=")
        value = value.strip()
        if value[:1] in {'"', "'"} and value[:1] in value[1:]:
            found[key.strip()] = value[1 : value.index(value[0], 1)]
    return found
