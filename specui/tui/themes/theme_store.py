"""All themes: those that come with specui, and the user's own, which may change at any time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from specui.tui.themes.theme_file import Theme, load_folder, shipped_names, shipped_theme
from specui.workspace.config.config_fault import Fault


class ThemeStore:
    """Knows the names of specui's own themes without reading a file; `read` reads the user's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._own: Mapping[str, Theme] = {}
        self.problems: tuple[Fault, ...] = ()
        """All faults of the user's themes, with lines."""

    def read(self) -> None:
        """Read the user's themes again. One with faults stays as it was, or is left out."""
        loaded = load_folder(self.folder)
        broken = {problem.path for problem in loaded.problems}
        kept = {name: theme for name, theme in self._own.items() if theme.path in broken}
        self._own, self.problems = {**kept, **loaded.themes}, loaded.problems

    @property
    def names(self) -> list[str]:
        """All names, sorted."""
        return sorted({*shipped_names(), *self._own})

    def find(self, name: str) -> Theme | None:
        """Return a theme, the user's before specui's; None if there is none without faults."""
        if name in self._own:
            return self._own[name]
        return shipped_theme(name) if name in shipped_names() else None

    def is_own(self, name: str) -> bool:
        """Say whether a theme is one of the user's."""
        return name in self._own

    def all(self) -> list[Theme]:
        """Return all themes; reads all their files."""
        found = (self.find(name) for name in self.names)
        return [theme for theme in found if theme is not None]
