"""Which theme the screen opens in: what the user wants, as far as this terminal can show it.

Settled before the first frame stands, so a theme's file is read here without a TOML parser: one `key = "value"` a
line, which is all that a first frame needs of it. `themes.py` reads it properly, behind that frame.
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
    """The theme to open with, and a sentence where it is not the one that was asked for."""

    name: str
    told: str = ""


def choose_theme(
    settings: Settings,
    colours: Colours,
    folder: Path | None = None,
    environ: Mapping[str, str] | None = None,
    ground: str = "",
) -> Chosen:
    """Return the theme; `folder` holds the user's own, `ground` is what the terminal itself has said of its own. One that is only set falls back in silence, as it may fit elsewhere."""
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
        return Chosen(fallback, f"There is no theme {wanted}{said}")
    if colours.needs_ansi_theme and not is_ansi(roles):
        return Chosen(fallback, unfit(wanted, colours.depth) if asked else "")
    return Chosen(wanted)


def unfit(name: str, depth: str) -> str:
    """Return why a theme of its own colours is not shown on a terminal of so many."""
    return f"Theme {name} needs {wanting(depth)}: {ANSI} instead"


def wanting(depth: str) -> str:
    """Return what a theme of its own colours wants that is not here."""
    if depth == "none":
        return "colours, which are switched off here (NO_COLOR, --color or your settings)"
    return "256 colours, and this terminal shows 16"


def themes_folder() -> Path:
    """Return the folder of the user's own themes, which need not be there."""
    return config_folder() / "themes"


def ground_is_light(environ: Mapping[str, str], told: str = "") -> bool:
    """Say whether the terminal's ground is light: as it has `told`, else by COLORFGBG; one that tells nothing is dark."""
    if told:
        return told == "light"
    ground = environ.get("COLORFGBG", "").rpartition(";")[2].strip()
    return ground in {"7", "15"}


def is_ansi(roles: Mapping[str, str]) -> bool:
    """Say whether a theme is made of the terminal's own colours."""
    return roles.get("background", "").startswith("ansi_")


def theme_roles(name: str, folder: Path | None = None) -> dict[str, str]:
    """Return the roles of a theme, of the user's before a shipped one of that name; empty where there is none."""
    if not name.replace("-", "").isalnum():
        return {}
    for path in _candidates(name, folder):
        roles = _roles(path)
        if roles.get("name") == name:
            return roles
    return {}


def _candidates(name: str, folder: Path | None) -> Iterator[Path]:
    """Yield the files that may hold it, the likeliest first."""
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
