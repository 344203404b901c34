"""The user's own on the running screen: settings, themes and keys, taken up again as soon as a file changes.

What is wrong with them is told once, all of it together, and never stops anything.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Generic, cast

from textual import on
from textual.app import App, ReturnType

from specui.terminal.colours import ANSI, Colours
from specui.tui.bindings import overlay
from specui.tui.commands import COMMANDS, keymap, said, use, used
from specui.tui.commands.keys import DEFAULT
from specui.tui.terminal.driver import GroundTold
from specui.tui.themes.theme_choice import Chosen, choose_theme, themes_folder, unfit, wanting
from specui.tui.themes.theme_file import DEFAULT_DARK, Theme, textual_theme
from specui.tui.themes.theme_store import ThemeStore
from specui.tui.widgets.bars import MessageLine
from specui.workspace.config.config_fault import Fault
from specui.workspace.config.settings import AUTO, Settings, config_file, example, load_settings

if TYPE_CHECKING:
    from specui.tui.app import SpecuiApp

LOOK_SECONDS = 0.5
"""How often the few files are looked at: by their stats, which costs next to nothing."""


class Personal(App[ReturnType], Generic[ReturnType]):
    """An App in the user's colours."""

    settings: Settings
    colours: Colours
    themes: ThemeStore
    """The themes to choose from; each is read when it is chosen."""
    look: Chosen
    ground = ""
    """What the terminal has said of its ground: `light` or `dark`."""
    greets = False
    """Whether somebody who is new here is told so: not where the screen is part of something else."""

    def wear(self, settings: Settings | None, look: Chosen | None, colours: Colours | None) -> None:
        """Take the user's settings at the start; without any, the defaults of a terminal with all colours."""
        self.settings = settings or Settings()
        self.colours = colours or Colours("truecolor")
        self.themes = ThemeStore(themes_folder())
        self._take_keys()
        self.look = look or Chosen(DEFAULT_DARK)
        if not self.show_theme(self.look.name):  # the user's own, and broken: that is told
            self.look = Chosen(ANSI if self.colours.needs_ansi_theme else DEFAULT_DARK)
            self.show_theme(self.look.name)

    # -- themes

    def show_theme(self, name: str) -> bool:
        """Draw everything in a theme; says whether there is one of that name."""
        theme = self.themes.find(name)
        if theme is None:
            self.themes.read()
            theme = self.themes.find(name)
        if theme is None:
            return False
        self.register_theme(textual_theme(theme))
        self.theme = name
        return True

    @on(GroundTold)
    def _ground_told(self, event: GroundTold) -> None:
        """Change to the theme for the terminal's ground, where it is to follow that; and know it at the next start."""
        from specui.workspace.state.last_background import keep_ground, terminal_key

        self.ground = event.shade
        keep_ground(terminal_key(os.environ), event.shade)
        if self.settings.theme == AUTO and self.theme == self.look.name:  # nobody has chosen another since
            self.look = self._fitting()
            if self.look.name != self.theme:
                self.show_theme(self.look.name)

    def _fitting(self) -> Chosen:
        return choose_theme(self.settings, self.colours, themes_folder(), ground=self.ground)

    def unfit(self, theme: Theme) -> str:
        """Return why a theme cannot be shown on this terminal; empty where it can."""
        if theme.ansi or not self.colours.needs_ansi_theme:
            return ""
        return unfit(theme.name, self.colours.depth)

    @property
    def wanting(self) -> str:
        """What themes of their own colours want that this terminal has not."""
        return wanting(self.colours.depth)

    def keep_theme(self, name: str) -> None:
        """Show a theme, from now on and at every start."""
        from specui.workspace.config.config_writer import NotKept, keep

        theme = self.themes.find(name)
        if theme is not None and self.unfit(theme):
            self._say(self.unfit(theme), "warning")
            return
        self.show_theme(name)
        try:
            keep("theme", name, self.settings.file)
        except NotKept as failure:
            self._say(f"Theme {name}; {failure}", "warning")
            return
        self.settings = load_settings()
        self._say(f"Theme {name}, kept for the next start", "ok")

    def edit_settings(self) -> None:
        """Open the settings' file in the user's editor; where there is none, one with every line as a remark."""
        file = config_file()
        if not os.path.lexists(file):
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(example(), encoding="utf-8")
            except OSError as error:
                self._say(f"{file} cannot be made: {(error.strerror or '').lower()}", "error")
                return
        cast("SpecuiApp", self).edit_path(file, 1)

    # -- the first time

    def greet(self) -> None:
        """Offer the tour to whom has never been here; in a thread, as it asks the disk."""
        from specui.workspace.state.first_run import first_time

        app = cast("SpecuiApp", self)
        if first_time("tour" if app.demo else "greeting"):
            self.call_from_thread(self._greeted, app)

    def _greeted(self, app: SpecuiApp) -> None:
        bench = app.workbench
        if app.in_dialog or not bench.desk.is_idle:
            return
        if app.demo:
            bench.run_command("tour")
        elif not bench.query_one("#message", MessageLine).text:
            app.say(f"New here? Press {said('help')} for help, or {said('commands')} and type tour")

    # -- keys

    def _take_keys(self) -> None:
        """Let the keys mean what the user's settings say."""
        found = keymap(COMMANDS, self.settings.key_set, self.settings.keys, self.settings.file)
        use(found)
        if self._keymap or found.keys != DEFAULT.keys:
            self.set_keymap(overlay(found))

    # -- what changes meanwhile

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that is wrong with the user's own files, in their order."""
        own = sorted({*self.settings.faults, *used().faults}, key=lambda fault: fault[1:])
        return (*own, *self.themes.problems)

    async def follow_files(self) -> None:
        """Tell what is wrong at the start, and take up what changes; runs until it is cancelled."""
        self.themes.read()
        if self.faults:
            self.tell_faults()
        async for _ in changes(config_file(), themes_folder()):
            self._take_up()

    def _take_up(self) -> None:
        told, before = self.faults, self.settings
        self.settings = load_settings().flagged(**before.flags)
        self.themes.read()
        if (self.settings.keys, self.settings.key_set) != (before.keys, before.key_set):
            self._take_keys()
            cast("SpecuiApp", self).workbench.show_keys()
        if _colours_of(self.settings) != _colours_of(before):
            self.look = self._fitting()
            self.show_theme(self.look.name)
        else:
            self._wear_again()
        if self.faults != told:
            self.tell_faults()

    def _wear_again(self) -> None:
        """Show the theme that is shown, where it is the user's own and reads differently by now."""
        theme = self.themes.find(self.theme)
        if theme is None:  # its file is gone
            self.show_theme(self._fitting().name)
        elif self.current_theme != (now := textual_theme(theme)):
            self.register_theme(now)
            self._watch_theme(theme.name)  # Textual sees no change in a theme of the same name

    def tell_faults(self) -> None:
        """Tell all that is wrong with the user's own files, in one notice; that nothing is, where that is new."""
        from specui.tui.dialogs.settings_faults import show_faults

        show_faults(cast("SpecuiApp", self), self.faults)

    def _say(self, text: str, role: str = "") -> None:
        cast("SpecuiApp", self).say(text, role)


def _colours_of(settings: Settings) -> tuple[str, str, str]:
    return settings.theme, settings.theme_dark, settings.theme_light


async def changes(file: Path, folder: Path) -> AsyncIterator[None]:
    """Yield whenever a file or the `*.toml` in a folder are different by stat, be they there or not."""
    seen = _stats(file, folder)
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        now = _stats(file, folder)
        if now != seen:
            seen = now
            yield


def _stats(file: Path, folder: Path) -> tuple[tuple[str, int, int, int], ...]:
    found = []
    for path in (os.fspath(file), *_toml_files(folder)):
        try:
            stat = os.stat(path)
        except OSError:
            continue
        found.append((path, stat.st_ino, stat.st_size, stat.st_mtime_ns))
    return tuple(found)


def _toml_files(folder: Path) -> list[str]:
    try:
        return sorted(entry.path for entry in os.scandir(folder) if entry.name.endswith(".toml"))
    except OSError:
        return []
