"""Theme files: from TOML to colours by role, and from there to Textual's theme and CSS variables.

A theme gives a colour for each role; none is derived, so the screen shows what the file says. Faults in a file are
values with their lines, all of them at once; a theme with a fault is left out. Textual is imported only to make its
own type.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from specui.markdown.lazy import lazy_pattern
from specui.resources import themes_dir
from specui.terminal import colours
from specui.workspace.config.config_fault import Fault

if TYPE_CHECKING:
    from textual.theme import Theme as TextualTheme

DEFAULT_DARK = colours.DEFAULT_DARK
DEFAULT_LIGHT = "specui-light"
ANSI = colours.ANSI

COLOURS: Mapping[str, str] = MappingProxyType({
    "background": "background of the screen",
    "surface": "background of a pane",
    "panel": "background of bars and dialogs",
    "text": "main text",
    "muted": "secondary text: counts, addresses, remarks",
    "faint": "least important text: hints, empty places",
    "accent": "where the user is",
    "error": "errors, critical gaps",
    "warning": "warnings",
    "info": "information",
    "ok": "done, approved, shipped",
    "pane-border": "border of a pane",
    "pane-border-focused": "border of the focused pane",
    "pane-title": "title of the focused pane",
    "pane-title-blurred": "titles of other panes",
    "tab-current": "tab of the open section",
    "tab-current-background": "its background",
    "key-hint": "a key in the footer and in help",
    "cursor-row": "background of the cursor row in the focused pane",
    "cursor-row-text": "text of the cursor row in the focused pane",
    "cursor-row-blurred": "background of the cursor row in other panes",
    "cursor-row-blurred-text": "text of the cursor row in other panes",
    "selection": "background of selected text",
    "code-foreground": "code in text",
    "code-background": "background of code",
    "table-header": "table headers",
    "table-rule": "lines of tables",
    "added": "added lines",
    "added-background": "background of added lines",
    "removed": "removed lines",
    "removed-background": "background of removed lines",
    "scrollbar": "scrollbars",
    "scrollbar-background": "background of scrollbars",
})  # fmt: skip
"""The colours that each theme must give: role → use. In CSS a role is `$role`."""

STYLES: Mapping[str, str] = MappingProxyType({
    "cursor-row-style": "of the cursor row in the focused pane",
    "cursor-row-blurred-style": "of the cursor row in other panes",
    "tab-current-style": "of the tab of the open section",
    "pane-title-style": "of the title of the focused pane",
})  # fmt: skip
"""The text styles that a theme may give: role → use. The default is `none`, as in CSS."""

_HEX = lazy_pattern(r"#[0-9a-fA-F]{6}")
_ANSI_COLOUR = lazy_pattern(r"ansi_(default|(bright_)?(black|red|green|yellow|blue|magenta|cyan|white))")
_STYLE = lazy_pattern(r"none|(bold|dim|italic|underline|reverse)( (bold|dim|italic|underline|reverse))*")
_NAME = lazy_pattern(r"[a-z0-9]+(-[a-z0-9]+)*")
_TOML_PLACE = lazy_pattern(r" \(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as in its file, with a value for each role of COLOURS and STYLES; `about` may be empty."""

    name: str
    dark: bool
    ansi: bool
    colours: Mapping[str, str]
    styles: Mapping[str, str]
    about: str = ""
    path: Path = Path()


class LoadedThemes(NamedTuple):
    """Themes by name, and the faults in the files of all others."""

    themes: Mapping[str, Theme]
    problems: tuple[Fault, ...]


def load_folder(folder: Path) -> LoadedThemes:
    """Read the `*.toml` in a folder; a missing folder has no themes. Never raises for the content of a file."""
    themes: dict[str, Theme] = {}
    problems: list[Fault] = []
    for path in sorted(folder.glob("*.toml")):
        source = _read(path)
        if isinstance(source, Fault):
            problems.append(source)
            continue
        theme, found = parse_theme(source, path)
        problems += found
        if theme is not None:
            themes[theme.name] = theme
    return LoadedThemes(MappingProxyType(themes), tuple(problems))


def shipped_names() -> list[str]:
    """Return the names of specui's themes, which are the names of their files."""
    return sorted(path.stem for path in themes_dir().glob("*.toml"))


@cache
def shipped_theme(name: str) -> Theme:
    """Read one of specui's themes. Raises ValueError for a fault in its file, which only a broken install has."""
    path = themes_dir() / f"{name}.toml"
    source = _read(path)
    theme, problems = (None, [source]) if isinstance(source, Fault) else parse_theme(source, path)
    if theme is None:
        raise ValueError("\n".join(map(str, problems)))
    return theme


def parse_theme(source: str, path: Path) -> tuple[Theme | None, list[Fault]]:
    """Read a theme; returns None and all faults with their lines if there is any."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else source.count("\n") + 1
        return None, [Fault(path, line, f"not TOML: {_TOML_PLACE.sub('', str(error))}")]
    except (ValueError, RecursionError) as error:  # a number too long or a table too deep for Python
        return None, [Fault(path, 1, f"cannot be parsed as TOML: {error}")]
    check = _Check(source, path)
    theme = check.theme(data)
    return (None if check.problems else theme), check.problems


def app_css_variables(theme: Theme) -> dict[str, str]:
    """Return all CSS variables of specui, and those of Textual that the theme sets.

    Also for `App.get_theme_variable_defaults`, so that the CSS works with Textual's own themes.
    """
    c, s = theme.colours, theme.styles
    return {
        **c,
        **s,
        "text-muted": c["muted"],
        "text-disabled": c["faint"],
        "text-primary": c["accent"],
        "text-secondary": c["accent"],
        "text-accent": c["accent"],
        "text-error": c["error"],
        "text-warning": c["warning"],
        "text-success": c["ok"],
        "foreground": c["text"],
        "foreground-muted": c["muted"],
        "foreground-disabled": c["faint"],
        "surface-active": c["panel"],
        "border": c["pane-border-focused"],
        "border-blurred": c["pane-border"],
        "block-cursor-background": c["cursor-row"],
        "block-cursor-foreground": c["cursor-row-text"],
        "block-cursor-text-style": s["cursor-row-style"],
        "block-cursor-blurred-background": c["cursor-row-blurred"],
        "block-cursor-blurred-foreground": c["cursor-row-blurred-text"],
        "block-cursor-blurred-text-style": s["cursor-row-blurred-style"],
        "block-hover-background": c["panel"],
        "scrollbar-hover": c["accent"],
        "scrollbar-active": c["accent"],
        "scrollbar-background-hover": c["scrollbar-background"],
        "scrollbar-background-active": c["scrollbar-background"],
        "scrollbar-corner-color": c["scrollbar-background"],
        "footer-background": c["panel"],
        "footer-foreground": c["muted"],
        "footer-key-foreground": c["key-hint"],
        "footer-description-foreground": c["muted"],
        # With ansi themes, Textual reverses the cursor of a text area and paints that of an input black on white:
        # the first must not be reversed twice, the second must show without colours.
        "input-cursor-background": c["surface" if theme.ansi else "text"],
        "input-cursor-foreground": c["text" if theme.ansi else "surface"],
        "input-cursor-text-style": "bold underline" if theme.ansi else "none",
        "input-selection-background": c["selection"],
        "input-selection-foreground": c["text"],
        "screen-selection-background": c["selection"],
        "screen-selection-foreground": c["text"],
        "button-foreground": c["text"],
        "button-color-foreground": c["background"],
        "button-focus-text-style": "bold reverse" if theme.ansi else "bold",
        "link-color": c["text"],
        "link-color-hover": c["accent"],
        "link-background-hover": c["panel"],
    }


def textual_theme(theme: Theme) -> TextualTheme:
    """Return the theme for `App.register_theme`."""
    from textual.theme import Theme as TextualTheme

    colours = theme.colours
    variables = app_css_variables(theme)
    if theme.ansi:  # Textual's widgets use these, but it does not generate them
        variables |= {"ansi-background": colours["background"], "ansi-foreground": colours["text"]}
    return TextualTheme(
        name=theme.name,
        primary=colours["accent"],
        secondary=colours["accent"],
        accent=colours["accent"],
        foreground=colours["text"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["panel"],
        boost=colours["panel"],
        error=colours["error"],
        warning=colours["warning"],
        success=colours["ok"],
        dark=theme.dark,
        ansi=theme.ansi,
        variables=variables,
    )


def _read(path: Path) -> str | Fault:
    if path.exists() and not path.is_file():  # reading a pipe would block
        return Fault(path, 1, "cannot be read: not a file")
    try:
        data = path.read_bytes()
    except OSError as error:
        return Fault(path, 1, f"cannot be read: {error.strerror or error}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Fault(path, line, "not UTF-8, which TOML must be")


class _Check:
    """Checks the data of one file and collects its faults."""

    def __init__(self, source: str, path: Path) -> None:
        self.problems: list[Fault] = []
        self._lines = source.split("\n")
        self._path = path

    def theme(self, data: Mapping[str, Any]) -> Theme:
        for key in data.keys() - {"name", "about", "dark", "ansi", "colours", "styles"}:
            self._fault(
                key, f"unknown key `{key}`; known are name, about, dark, ansi, [colours] and [styles]"
            )
        name = data.get("name")
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            self._fault("name", "`name` is required: lowercase letters, digits and hyphens")
        about = data.get("about", "")
        if not isinstance(about, str) or "\n" in about:
            self._fault("about", "`about` must be one line of text")
        dark, ansi = self._flag(data, "dark"), self._flag(data, "ansi")
        if ansi:
            known, form = _ANSI_COLOUR, "a terminal colour such as ansi_default or ansi_red"
        else:
            known, form = _HEX, "#rrggbb"
        colours = self._table(data, "colours", COLOURS, known, form)
        for role in COLOURS.keys() - colours.keys():
            self._fault("[colours]", f"missing colour `{role}`: {COLOURS[role]}")
        styles = self._table(
            data, "styles", STYLES, _STYLE, "words such as bold, reverse, underline, or none"
        )
        self.problems.sort(key=lambda problem: (problem.line, problem.reason))
        return Theme(
            name=str(name),
            dark=dark,
            ansi=ansi,
            colours=MappingProxyType(colours),
            styles=MappingProxyType({**dict.fromkeys(STYLES, "none"), **styles}),
            about=str(about),
            path=self._path,
        )

    def _flag(self, data: Mapping[str, Any], key: str) -> bool:
        value = data.get(key, False)
        if not isinstance(value, bool):
            self._fault(key, f"`{key}` must be true or false")
        return value is True

    def _table(
        self, data: Mapping[str, Any], table: str, roles: Mapping[str, str], known: re.Pattern[str], form: str
    ) -> dict[str, str]:
        given = data.get(table, {})
        if not isinstance(given, dict):
            self._fault(table, f"`{table}` must be a table: [{table}]")
            return {}
        for key, value in given.items():
            if key not in roles:
                self._fault(key, f"unknown key `{key}` in [{table}]", table)
            elif not isinstance(value, str) or not known.fullmatch(value):
                self._fault(key, f"`{key}` is {value!r}; it must be {form}", table)
        return {key: str(value) for key, value in given.items() if key in roles}

    def _fault(self, key: str, reason: str, table: str = "") -> None:
        self.problems.append(Fault(self._path, self._line_of(key, table), reason))

    def _line_of(self, key: str, table: str) -> int:
        """Return the line of `key` after the header of `table`, or of the header itself; else 1."""
        here = not table
        for number, line in enumerate(self._lines, 1):
            stripped = line.strip()
            if stripped.startswith("["):
                here = stripped == f"[{table}]" if table else True
            if here and (stripped == key or stripped.partition("=")[0].strip(" \"'") == key):
                return number
        return 1
