"""Themes: TOML files to colours by role, and from there to Textual's theme and CSS variables.

A theme says for every role which colour it has; nothing is derived, so what a file says is what is seen.
Faults in a file are values with their line, all of them at once; a theme with a fault is left out.
Textual is imported only where its own type is made.
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

from specui.resources import themes_dir
from specui.terminal import colours
from specui.workspace.config.config_fault import Fault

if TYPE_CHECKING:
    from textual.theme import Theme as TextualTheme

DEFAULT_DARK = colours.DEFAULT_DARK
DEFAULT_LIGHT = "specui-light"
ANSI = colours.ANSI

COLOURS: Mapping[str, str] = MappingProxyType({
    "background": "behind everything",
    "surface": "behind a pane",
    "panel": "behind bars, dialogues and what stands over a pane",
    "text": "what is read",
    "muted": "what is read second: counts, addresses, remarks",
    "faint": "what is read last: hints, empty places",
    "accent": "the one colour that says: here",
    "error": "a broken spec, a critical gap",
    "warning": "its owner would act on it",
    "info": "worth a look",
    "ok": "done, approved, shipped",
    "pane-border": "around a pane",
    "pane-border-focused": "around the pane that takes the keys",
    "pane-title": "the name of the pane that takes the keys",
    "pane-title-blurred": "the names of the others",
    "tab-current": "the section that is open",
    "tab-current-background": "behind it",
    "key-hint": "a key in the footer and in help",
    "cursor-row": "behind the row under the cursor in the pane that takes the keys",
    "cursor-row-text": "the text of that row",
    "cursor-row-blurred": "behind the row under the cursor in another pane",
    "cursor-row-blurred-text": "the text of that row",
    "selection": "behind selected text",
    "code-foreground": "code in a text",
    "code-background": "behind code",
    "table-header": "the names of columns",
    "table-rule": "lines of a table",
    "added": "a line that comes",
    "added-background": "behind it",
    "removed": "a line that goes",
    "removed-background": "behind it",
    "scrollbar": "the bar",
    "scrollbar-background": "what it moves in",
})  # fmt: skip
"""Every colour a theme must give: role and what it is for. In CSS it is `$role`."""

STYLES: Mapping[str, str] = MappingProxyType({
    "cursor-row-style": "of the row under the cursor in the pane that takes the keys",
    "cursor-row-blurred-style": "of the row under the cursor in another pane",
    "tab-current-style": "of the section that is open",
    "pane-title-style": "of the name of the pane that takes the keys",
})  # fmt: skip
"""Every text style a theme may give; without it the text is `none`, as in CSS."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_ANSI_COLOUR = re.compile(r"ansi_(default|(bright_)?(black|red|green|yellow|blue|magenta|cyan|white))")
_STYLE = re.compile(r"none|(bold|dim|italic|underline|reverse)( (bold|dim|italic|underline|reverse))*")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as its file gives it: every role of COLOURS and STYLES has a value; `about` may be empty."""

    name: str
    dark: bool
    ansi: bool
    colours: Mapping[str, str]
    styles: Mapping[str, str]
    about: str = ""
    path: Path = Path()


class LoadedThemes(NamedTuple):
    """The themes by name, and what was wrong with the files of others."""

    themes: Mapping[str, Theme]
    problems: tuple[Fault, ...]

    @property
    def error(self) -> str:
        """All problems as one text, a line each; empty when there are none."""
        return "\n".join(map(str, self.problems))


def load_themes(*folders: Path) -> LoadedThemes:
    """Read the packaged themes, then the `*.toml` of `folders`; a later theme of the same name wins.

    A folder that is not there has no themes. Never raises for what a file holds.
    """
    loaded = [load_folder(folder) for folder in (themes_dir(), *folders)]
    themes = {name: theme for one in loaded for name, theme in one.themes.items()}
    return LoadedThemes(
        MappingProxyType(themes), tuple(problem for one in loaded for problem in one.problems)
    )


def load_folder(folder: Path) -> LoadedThemes:
    """Read the `*.toml` of one folder; a folder that is not there has no themes. Never raises for what a file holds."""
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
    """Return the names of the packaged themes, which are those of their files, without reading one."""
    return sorted(path.stem for path in themes_dir().glob("*.toml"))


@cache
def shipped_theme(name: str) -> Theme:
    """Read one packaged theme. Raises ValueError with what is wrong with its file, which no test has seen."""
    path = themes_dir() / f"{name}.toml"
    source = _read(path)
    theme, problems = (None, [source]) if isinstance(source, Fault) else parse_theme(source, path)
    if theme is None:
        raise ValueError("\n".join(map(str, problems)))
    return theme


def parse_theme(source: str, path: Path) -> tuple[Theme | None, list[Fault]]:
    """Read one theme; None when anything is wrong with it, with every fault and its line."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else source.count("\n") + 1
        return None, [Fault(path, line, f"not TOML: {_TOML_PLACE.sub('', str(error))}")]
    except (ValueError, RecursionError) as error:  # a number or a nest that Python itself gives up on
        return None, [Fault(path, 1, f"not TOML that can be read: {error}")]
    check = _Check(source, path)
    theme = check.theme(data)
    return (None if check.problems else theme), check.problems


def app_css_variables(theme: Theme) -> dict[str, str]:
    """Return every variable that specui's CSS uses beyond Textual's own, and Textual's that the theme sets.

    Give it to `App.get_theme_variable_defaults` too, so that a theme of Textual's can be chosen.
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
        # Textual reverses the cursor of a text area on ansi themes, and paints that of an input black on white:
        # the one must not be reversed twice, the other must be seen where colours are taken away.
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
    """Return `theme` for `App.register_theme`."""
    from textual.theme import Theme as TextualTheme

    colours = theme.colours
    variables = app_css_variables(theme)
    if theme.ansi:  # Textual's widgets ask for these, and its generator forgets them
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
    if path.exists() and not path.is_file():  # a pipe would be waited for
        return Fault(path, 1, "cannot be read: it is not a file")
    try:
        data = path.read_bytes()
    except OSError as error:
        return Fault(path, 1, f"cannot be read: {error.strerror or error}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Fault(path, line, "not UTF-8, as TOML must be")


class _Check:
    """Goes through one file's data and gathers what is wrong with it."""

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
            self._fault("name", "`name` must be given, in small letters, digits and hyphens")
        about = data.get("about", "")
        if not isinstance(about, str) or "\n" in about:
            self._fault("about", "`about` must be a text of one line")
        dark, ansi = self._flag(data, "dark"), self._flag(data, "ansi")
        if ansi:
            known, form = _ANSI_COLOUR, "one of the terminal's, such as ansi_default or ansi_red"
        else:
            known, form = _HEX, "#rrggbb"
        colours = self._table(data, "colours", COLOURS, known, form)
        for role in COLOURS.keys() - colours.keys():
            self._fault("[colours]", f"the colour `{role}` is missing: {COLOURS[role]}")
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
        """Return where `key` stands: after the header of `table`, or at the header itself; else line 1."""
        here = not table
        for number, line in enumerate(self._lines, 1):
            stripped = line.strip()
            if stripped.startswith("["):
                here = stripped == f"[{table}]" if table else True
            if here and (stripped == key or stripped.partition("=")[0].strip(" \"'") == key):
                return number
        return 1
