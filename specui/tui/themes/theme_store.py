"""The themes that can be chosen: those that come with specui, and the user's own, which may change at any moment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from specui.tui.themes.theme_file import LoadedThemes, Theme, load_folder, shipped_names, shipped_theme
from specui.workspace.config.config_fault import Fault


class ThemeStore:
    """Knows names without reading a file of specui's; the user's folder is read when `read` is called."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._own: Mapping[str, Theme] = {}
        self.problems: tuple[Fault, ...] = ()
        """What is wrong with the user's own: all of it, with lines."""

    def read(self) -> LoadedThemes:
        """Read the user's own themes anew; one that is wrong is left out, or stays as it was last."""
        if self.folder is None:
            return LoadedThemes({}, ())
        loaded = load_folder(self.folder)
        broken = {problem.path for problem in loaded.problems}
        kept = {name: theme for name, theme in self._own.items() if theme.path in broken}
        self._own, self.problems = {**kept, **loaded.themes}, loaded.problems
        return loaded

    @property
    def names(self) -> list[str]:
        """All names, in their order."""
        return sorted({*shipped_names(), *self._own})

    def find(self, name: str) -> Theme | None:
        """Return a theme, the user's before a shipped one; None where there is none, or only a broken one."""
        if name in self._own:
            return self._own[name]
        return shipped_theme(name) if name in shipped_names() else None

    def is_own(self, name: str) -> bool:
        """Say whether the theme is the user's."""
        return name in self._own

    def all(self) -> list[Theme]:
        """Return every theme; reads all of them."""
        found = (self.find(name) for name in self.names)
        return [theme for theme in found if theme is not None]
