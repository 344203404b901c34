"""What is the user's own: the theme, the settings' file, the tour."""

from __future__ import annotations

from specui.tui.workbench.navigation import Navigation


class Own(Navigation):
    """Lets the user choose; the app keeps what is chosen."""

    def action_choose_theme(self) -> None:
        from specui.tui.dialogs.theme_chooser import ThemeChooser

        app = self.specui
        app.themes.read()
        themes = app.themes.all()
        fitting = [theme for theme in themes if not app.unfit(theme)]
        out = len(themes) - len(fitting)
        left_out = f"{out} more need{'s' if out == 1 else ''} {app.wanting}" if out else ""
        own = frozenset(theme.name for theme in themes if app.themes.is_own(theme.name))
        self.app.push_screen(ThemeChooser(fitting, app.theme, own, left_out), self._theme_chosen)

    def _theme_chosen(self, name: str | None) -> None:
        if name:
            self.specui.keep_theme(name)

    def action_tour(self) -> None:
        from specui.tui.dialogs.tour import Tour

        self.app.push_screen(Tour(demo=self.specui.demo))

    def action_settings(self) -> None:
        self.specui.edit_settings()
