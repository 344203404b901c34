"""Settings, themes and keys of the user on the running screen. They apply again as soon as one of their files changes.

What is wrong with them is shown in one dialog and never stops anything.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from textual.app import App

from specui.terminal.colours import ANSI, Colours
from specui.tui.bindings import overlay
from specui.tui.commands import COMMANDS, keymap, use, used
from specui.tui.commands.keys import DEFAULT
from specui.tui.ports import Notify
from specui.tui.themes.theme_choice import Chosen, choose_theme, themes_folder, unfit, wanting
from specui.tui.themes.theme_file import DEFAULT_DARK, Theme, textual_theme
from specui.tui.themes.theme_store import ThemeStore
from specui.workspace.config.config_fault import Fault
from specui.workspace.config.settings import AUTO, Settings, config_file, example, load_settings

POLL_SECONDS = 0.5
"""Time between two looks at the stat of the user's few files."""


class LookService:
    """Implements `Looks`.

    `edit` opens a file in the user's editor; `show_faults` shows all faults of the user's files, or that there are
    none any more; `keys_changed` is called after the user has changed keys.
    """

    def __init__(
        self,
        app: App[None],
        notify: Notify,
        edit: Callable[[Path, int], None],
        show_faults: Callable[[Sequence[Fault]], None],
        keys_changed: Callable[[], None],
        *,
        settings: Settings | None = None,
        look: Chosen | None = None,
        colours: Colours | None = None,
        background: str = "",
    ) -> None:
        """Without settings, look and colours: the defaults on a terminal with all colours.

        `background` is ``light`` or ``dark`` if the terminal has said so before.
        """
        self._app = app
        self._notify = notify
        self._edit = edit
        self._show_faults = show_faults
        self._keys_changed = keys_changed
        self._settings = settings or Settings()
        self._background = background
        self._store = ThemeStore(themes_folder())
        self.colours = colours or Colours("truecolor")
        self.look = look or Chosen(DEFAULT_DARK)
        """The theme that was chosen by settings and terminal, and what to say about that."""

    def apply(self) -> None:
        """Apply keys and theme for the first time."""
        self._apply_keys()
        if not self.show_theme(self.look.name):  # the user's own, and it has faults, which are shown later
            self.look = Chosen(ANSI if self.colours.needs_ansi_theme else DEFAULT_DARK)
            self.show_theme(self.look.name)

    @property
    def settings(self) -> Settings:
        return self._settings

    # -- themes

    @property
    def theme_shown(self) -> str:
        return self._app.theme

    @property
    def wanting(self) -> str:
        return wanting(self.colours.depth)

    def themes(self, *, fresh: bool = False) -> Sequence[Theme]:
        if fresh:
            self._store.read()
        return self._store.all()

    def is_own(self, name: str) -> bool:
        return self._store.is_own(name)

    def unfit(self, theme: Theme) -> str:
        if theme.ansi or not self.colours.needs_ansi_theme:
            return ""
        return unfit(theme.name, self.colours.depth)

    def show_theme(self, name: str) -> bool:
        theme = self._store.find(name)
        if theme is None:
            self._store.read()
            theme = self._store.find(name)
        if theme is None:
            return False
        self._app.register_theme(textual_theme(theme))
        self._app.theme = name
        return True

    def keep_theme(self, name: str) -> None:
        from specui.workspace.config.config_writer import NotSaved, save_value

        theme = self._store.find(name)
        if theme is not None and self.unfit(theme):
            self._notify.say(self.unfit(theme), "warning")
            return
        self.show_theme(name)
        try:
            save_value("theme", name, self._settings.file)
        except NotSaved as failure:
            self._notify.say(f"Theme {name}; {failure}", "warning")
            return
        self._settings = load_settings()
        self._notify.say(f"Theme {name} saved to your settings", "ok")

    def background_known(self, shade: str) -> None:
        """Follow the terminal's background, ``light`` or ``dark``, and remember it for the next start."""
        from specui.workspace.state.last_background import save_background, terminal_key

        self._background = shade
        save_background(terminal_key(os.environ), shade)
        if (
            self._settings.theme == AUTO and self.theme_shown == self.look.name
        ):  # the user has not chosen another
            self.look = self._choose()
            if self.look.name != self.theme_shown:
                self.show_theme(self.look.name)

    def _choose(self) -> Chosen:
        return choose_theme(self._settings, self.colours, themes_folder(), ground=self._background)

    # -- settings

    def edit_settings(self) -> None:
        file = config_file()
        if not os.path.lexists(file):
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(example(), encoding="utf-8")
            except OSError as error:
                self._notify.say(f"Cannot create {file}: {(error.strerror or '').lower()}", "error")
                return
        self._edit(file, 1)

    def _apply_keys(self) -> None:
        """Take the keys from the settings."""
        keys = keymap(COMMANDS, self._settings.key_set, self._settings.keys, self._settings.file)
        use(keys)
        if self._app._keymap or keys.keys != DEFAULT.keys:  # noqa: SLF001 - an empty keymap costs nothing at the start
            self._app.set_keymap(overlay(keys))

    # -- changes of the files

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All faults of the user's files, in the order of the files."""
        own = sorted({*self._settings.faults, *used().faults}, key=lambda fault: fault[1:])
        return (*own, *self._store.problems)

    async def follow_files(self) -> None:
        """Show the faults, then apply each change of the files. Runs until it is cancelled."""
        self._store.read()
        if self.faults:
            self._show_faults(self.faults)
        async for _ in changes(config_file(), themes_folder()):
            self._apply_changes()

    def _apply_changes(self) -> None:
        faults, before = self.faults, self._settings
        self._settings = load_settings().with_flags(**before.flags)
        self._store.read()
        if (self._settings.keys, self._settings.key_set) != (before.keys, before.key_set):
            self._apply_keys()
            self._keys_changed()
        if _colours_of(self._settings) != _colours_of(before):
            self.look = self._choose()
            self.show_theme(self.look.name)
        else:
            self._show_theme_again()
        if self.faults != faults:
            self._show_faults(self.faults)

    def _show_theme_again(self) -> None:
        """Show the current theme again if its file has changed."""
        theme = self._store.find(self.theme_shown)
        if theme is None:  # its file is gone
            self.show_theme(self._choose().name)
        elif self._app.current_theme != (now := textual_theme(theme)):
            self._app.register_theme(now)
            self._app._watch_theme(theme.name)  # noqa: SLF001 - Textual sees no change in a theme of the same name


def _colours_of(settings: Settings) -> tuple[str, str, str]:
    return settings.theme, settings.theme_dark, settings.theme_light


async def changes(file: Path, folder: Path) -> AsyncIterator[None]:
    """Yield whenever the stat of a file, or of a `*.toml` in a folder, has changed; both may be missing."""
    before = _stats(file, folder)
    while True:
        await asyncio.sleep(POLL_SECONDS)
        now = _stats(file, folder)
        if now != before:
            before = now
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
