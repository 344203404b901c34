"""What is the user's own: the theme, the settings' file, the tour."""

from __future__ import annotations

from textual.geometry import Region

from specui.tui.widgets.bars import KeyFooter
from specui.tui.workbench.navigation import Navigation


class Own(Navigation):
    """Lets the user choose; the app keeps what is chosen."""

    def action_choose_theme(self) -> None:
        from specui.tui.dialogs.theme_chooser import ThemeChooser

        self.app.push_screen(ThemeChooser(self.specui.ports.looks), self._theme_chosen)

    def _theme_chosen(self, name: str | None) -> None:
        if name:
            self.specui.keep_theme(name)

    def action_tour(self) -> None:
        from specui.tui.dialogs.tour import Tour

        self.app.push_screen(Tour(self, demo=self.specui.demo))

    @property
    def lists_problems(self) -> bool:
        return bool(self.panel.problems)

    def region_of(self, target: str) -> Region:
        return self.query_one(target).region

    def show_footer(self, shown: bool) -> None:
        self.query_one(KeyFooter).show_covered(shown)

    def action_settings(self) -> None:
        self.specui.edit_settings()
