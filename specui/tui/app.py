"""The app: builds the services, opens the first screen, and passes signals of the terminal and of Textual on."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, on
from textual.worker import Worker

from specui.terminal.display_mode import DisplayMode
from specui.tui.commands import said
from specui.tui.ports import Ports
from specui.tui.rendering.ascii_fallback import draw_with
from specui.tui.services.clipboard_service import ClipboardService
from specui.tui.services.file_loader import Readers
from specui.tui.services.file_service import FileService
from specui.tui.services.greeting import Greeting
from specui.tui.services.journal_warnings import JournalWarnings
from specui.tui.services.key_counts import KeyCounts
from specui.tui.services.look_service import LookService
from specui.tui.services.message_service import MessageService
from specui.tui.services.program_service import ProgramService
from specui.tui.services.read_ahead import NAMES, Known, ReadAhead
from specui.tui.services.recovery_journal import JournalService
from specui.tui.services.running_program import RunningProgram
from specui.tui.services.signer import GitSigner
from specui.tui.services.size_guard import SizeGuard
from specui.tui.services.unsaved_edits import UnsavedEdits
from specui.tui.services.worker_failures import WorkerFailures, crash_report
from specui.tui.terminal.driver import BackgroundKnown, SpecuiDriver
from specui.tui.terminal.terminal_app import TerminalApp, install_signal_handlers
from specui.tui.terminal.typeahead import OrderedKeys
from specui.tui.themes.theme_file import DEFAULT_DARK, app_css_variables, shipped_theme
from specui.tui.workbench.main_screen import WorkbenchAsMain
from specui.tui.workbench.screen import WorkbenchScreen
from specui.workspace.git import client as git
from specui.workspace.session import Session

if TYPE_CHECKING:
    from rich.console import RenderableType

    from specui.terminal.background import BackgroundReply
    from specui.terminal.colours import Colours
    from specui.tui.terminal.first_frame import FirstFrame
    from specui.tui.themes.theme_choice import Chosen
    from specui.workspace.config.config_fault import Fault
    from specui.workspace.config.settings import Settings
    from specui.workspace.state.last_session import LastSeen

SWITCH_SECONDS = 0.001
"""A thread that reads may keep the event loop waiting for this long; Python's default is five times as much."""


def run(
    path: Path,
    settings: Settings,
    look: Chosen,
    colours: Colours,
    *,
    demo: bool = False,
    frame: FirstFrame | None = None,
    ahead: ReadAhead | None = None,
    display_mode: DisplayMode | None = None,
    seen: LastSeen | None = None,
    background: str = "",
    answer: BackgroundReply | None = None,
    begin: Callable[[WorkbenchScreen], None] | None = None,
) -> int:
    """Open the screen on a folder or a file, over the first frame; returns the exit status.

    Colours must be chosen before this module is imported: Textual reads them from the environment then. `ahead` has
    read the first files, `seen` is where the user was at the end of the last run. `background` is what the terminal
    said of its background before, ``light``, ``dark`` or "", and `answer` waits for what it says now. `begin` is
    called with the first screen. Raises StorageError for a folder or file that cannot be opened.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    session = Session(path)
    first = ahead.first() if ahead is not None else None
    if first is not None:
        session.adopt_start(first.names, first.files, partial=first.partial)
    else:
        session.discover(NAMES)
    SpecuiDriver.frame = frame
    SpecuiDriver.background_reply = answer
    if display_mode is not None:
        SpecuiDriver.display_mode = display_mode
        draw_with(display_mode.signs)
    app = SpecuiApp(
        session,
        settings=settings,
        look=look,
        colours=colours,
        demo=demo,
        first=first,
        ahead=ahead,
        seen=seen,
        background=background,
        greets=begin is None,
        begin=begin,
        home=True,
    )
    app.run(mouse=settings.mouse)
    return app.return_code or 0


class SpecuiApp(OrderedKeys[None], TerminalApp[None], inherit_bindings=False):
    """Owns the services. `ports` is what screens and dialogs get of them."""

    TITLE = "specui"
    CSS_PATH = "workbench/workbench.tcss"  # Textual does not look for the CSS_PATH of a default screen
    CSS = "ModalScreen { padding: 0 0 1 0; }"  # the last row is the footer's: no dialog covers it
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False

    def __init__(
        self,
        session: Session,
        *,
        settings: Settings | None = None,
        look: Chosen | None = None,
        colours: Colours | None = None,
        demo: bool = False,
        first: Known | None = None,
        ahead: ReadAhead | None = None,
        seen: LastSeen | None = None,
        background: str = "",
        greets: bool = False,
        begin: Callable[[WorkbenchScreen], None] | None = None,
        home: bool = False,
    ) -> None:
        self._default_theme = shipped_theme(DEFAULT_DARK)
        super().__init__()
        self.hold_early_keys()
        self.animation_level = "none"
        self._styled = False
        self._greets = greets
        self._begin = begin
        self.messages = MessageService(self)
        self.journal = JournalService()
        self.files = FileService(
            self, session, self.messages, self._main, self._files_ready, first=first, ahead=ahead
        )
        self.programs = ProgramService(
            self, self.messages, lambda: self.looks.settings.editor, self.files.reload
        )
        self.looks = LookService(
            self,
            self.messages,
            self.programs.edit_path,
            self._show_faults,
            self._keys_changed,
            settings=settings,
            look=look,
            colours=colours,
            background=background,
        )
        self.edits = UnsavedEdits(self, session, self.journal, self._main, self._take_keys)
        self.program = RunningProgram(
            self, self.files, self.journal, self.edits, self._main, demo=demo, last_session=seen, home=home
        )
        self.greeting = Greeting(self, self.messages, self._main, demo=demo)
        self.ports = Ports(
            files=self.files,
            notify=self.messages,
            journal=self.journal,
            clipboard=ClipboardService(self, self.messages),
            programs=self.programs,
            looks=self.looks,
            signer=GitSigner(session.root),
            program=self.program,
        )
        self._worker_failures = WorkerFailures(self.messages)
        self._journal_warnings = JournalWarnings(self, self.files, self.journal, self.messages, self._main)
        self.files.on_sync(self._journal_warnings.check_undo)
        self._key_counts = KeyCounts(self, self._main)
        self._size_guard = SizeGuard(self, self.program.quit_unseen)
        self.looks.apply()
        self.stylesheet.set_variables(self.get_css_variables())

    # -- the first screen

    def get_default_screen(self) -> WorkbenchScreen:
        return WorkbenchScreen(self.ports)

    @property
    def workbench(self) -> WorkbenchScreen:
        """The screen at the bottom."""
        screen = self.screen_stack[0]
        assert isinstance(screen, WorkbenchScreen)
        return screen

    def _main(self) -> WorkbenchAsMain:
        return WorkbenchAsMain(self.workbench)

    def on_mount(self) -> None:
        asyncio.get_running_loop().set_default_executor(Readers())
        install_signal_handlers(self, self.program.keep_all)
        self.call_after_refresh(self._start)
        self.edits.hold_keys()

    async def _start(self) -> None:
        """Start what the first picture did not wait for."""
        if not gc.isenabled():  # off since the first import: what exists now stays for good
            gc.freeze()
            gc.enable()
        if self._begin is not None:
            self._begin(self.workbench)
        if self.looks.look.remark:
            self.messages.say(
                f"{self.looks.look.remark}; {said('commands')} then “theme” lists them", "warning"
            )
        elif self.program.is_demo:
            self.messages.say(f"Demo copy: changes are deleted on exit. Press {said('help')} for help.")
        self.files.start()
        await self.handle_early_keys()

    def _files_ready(self) -> None:
        """Start what can wait until the first screen is complete."""
        self.workbench.wiring.home.read_changes()
        self.run_worker(self.looks.follow_files(), group="settings", exclusive=True, exit_on_error=False)
        if self._greets:
            self.run_worker(self.greeting.check, thread=True, group="greeting", exit_on_error=False)
        self.run_worker(self.edits.find, thread=True, group="recovery", exit_on_error=False)

    def _show_faults(self, faults: Sequence[Fault]) -> None:
        from specui.tui.dialogs.settings_faults import show_faults

        show_faults(self, self.messages, faults, at_rest=lambda: self.workbench.desk.is_idle)

    def _keys_changed(self) -> None:
        self.workbench.show_keys()

    # -- signals

    async def key_times(self, event: events.Key) -> int:
        times = self._key_counts.times(event)
        self._main().key_typed(event.key)
        return times

    def key_begins(self) -> None:
        self.messages.key_begins()

    def key_ends(self) -> None:
        self.messages.key_ends()

    def key_unused(self, event: events.Key) -> None:
        self.messages.key_unused(event)

    def _take_keys(self, taken: bool) -> None:
        self.takes_keys = taken

    def on_resize(self, event: events.Resize) -> None:
        self._size_guard.resized(event.size)

    def on_app_focus(self) -> None:
        """Take up what was committed meanwhile, in another window."""
        if self.takes_keys:
            self.workbench.wiring.home.read_changes()

    @on(BackgroundKnown)
    def _background_known(self, event: BackgroundKnown) -> None:
        self.looks.background_known(event.shade)

    @on(Worker.StateChanged)
    def _worker_changed(self, event: Worker.StateChanged) -> None:
        self._worker_failures.worker_changed(event)
        self._journal_warnings.worker_changed(event)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text that was selected in one of Textual's inputs."""
        self.ports.clipboard.copy(text)

    # -- styles

    def refresh_css(self, animate: bool = True) -> None:
        """Read the styles again, except at the start: they have just been read with the colours of the theme."""
        if self._styled:
            super().refresh_css(animate)
        self._styled = True

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return app_css_variables(self._default_theme)

    # -- the end

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End the program, and each git process first: a thread that waits for git would delay the end."""
        git.stop()
        super().exit(result, return_code, message)

    def _fatal_error(self) -> None:
        from rich.text import Text

        self._exit_renderables.append(Text(crash_report()))
        self._close_messages_no_wait()
