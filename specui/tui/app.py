"""The screen program: wires session, themes, signals, loading and watching to the workbench."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.reactive import reactive
from textual.worker import get_current_worker

from specui.terminal.display_mode import Manner
from specui.tui.app_ports import ports_of
from specui.tui.commands import said
from specui.tui.dialogs.too_small import SaysWhenSmall
from specui.tui.services.clipboard import Copies
from specui.tui.services.external_programs import RunsPrograms
from specui.tui.services.file_loader import Read, Readers, batches, in_order, read_for_screen, uncollected
from specui.tui.services.file_watch import read_all, watched
from specui.tui.services.journal_faults import TellsUnkept
from specui.tui.services.messages import Notices
from specui.tui.services.read_ahead import NAMES, Ahead, Known, Rest
from specui.tui.services.typing_journal import Journal, Typed
from specui.tui.services.user_settings import Personal
from specui.tui.services.worker_failures import LOST, TellsFailures, reason
from specui.tui.terminal.ascii_fallback import draw_with
from specui.tui.terminal.driver import SpecuiDriver
from specui.tui.terminal.terminal_app import TerminalApp, install_signal_handlers
from specui.tui.terminal.typeahead import OrderedKeys
from specui.tui.themes.theme_file import DEFAULT_DARK, app_css_variables, shipped_theme
from specui.tui.workbench.screen import WorkbenchScreen
from specui.workspace.config.repository_config import FILE_NAME, Config
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.git import client as git
from specui.workspace.session import LARGE, Conflict, Refused, Session
from specui.workspace.state.last_session import remember
from specui.workspace.storage.errors import StorageError
from specui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from rich.console import RenderableType

    from specui.terminal.background import GroundAnswer
    from specui.terminal.colours import Colours
    from specui.tui.terminal.first_frame import FirstFrame
    from specui.tui.themes.theme_choice import Chosen
    from specui.workspace.config.settings import Settings
    from specui.workspace.state.last_session import LastSeen
    from specui.workspace.state.recovery import Entry

Result = TypeVar("Result")
SWITCH_SECONDS = 0.001
"""How long a thread that reads may keep the one that answers keys waiting; Python's own is five times that."""
MANY = 100
"""From so many files on the message line tells how far the reading is, and files that are not open are folded."""
AT_ONCE = 20
"""Of so many changed files on they are read in another thread."""
HOLD = 3.0
"""Seconds for which keys wait for the offer of unsaved typing at most."""
TOLD = 3
"""Of so many changes at once each is told; of more, how many there are."""


def run(
    path: Path,
    settings: Settings,
    look: Chosen,
    colours: Colours,
    *,
    demo: bool = False,
    frame: FirstFrame | None = None,
    ahead: Ahead | None = None,
    manner: Manner | None = None,
    seen: LastSeen | None = None,
    begin: Callable[[WorkbenchScreen], None] | None = None,
) -> int:
    """Open the screen on a folder or a file, over what `frame` has drawn; returns the exit status.

    Colours must have been chosen before this module is imported: Textual reads them from the environment then.
    What `ahead` has read is taken from it; `begin` is done first of all. Raises StorageError for what cannot be opened.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    session = Session(path)
    known = ahead.first() if ahead is not None else None
    if known is not None:
        session.adopt_start(known.names, known.files, partial=known.partial)
    else:
        session.discover(NAMES)
    SpecuiDriver.frame = frame
    if manner is not None:
        SpecuiDriver.manner = manner
        draw_with(manner.signs)
    app = SpecuiApp(
        session,
        settings=settings,
        look=look,
        colours=colours,
        demo=demo,
        known=known,
        ahead=ahead,
        seen=seen,
    )
    app.greets = begin is None
    app.begin = begin
    app.run(mouse=settings.mouse)
    return app.return_code or 0


def take_ground(last: str, answer: GroundAnswer | None) -> None:
    """Take what the terminal's ground was last, and what waits for its answer now; before `run`."""
    SpecuiApp.ground = last
    SpecuiDriver.ground = answer


class SpecuiApp(
    Notices[None],
    OrderedKeys[None],
    Copies[None],
    RunsPrograms[None],
    Personal[None],
    TellsFailures[None],
    TellsUnkept[None],
    SaysWhenSmall[None],
    TerminalApp[None],
    inherit_bindings=False,
):
    """Owns the session; `workspace` is its snapshot, which goes down to the widgets."""

    TITLE = "specui"
    CSS_PATH = "workbench/workbench.tcss"  # a default screen's own is not looked for
    ENABLE_COMMAND_PALETTE = False
    begin: Callable[[WorkbenchScreen], None] | None = None
    """What is done once the workbench stands."""
    ESCAPE_TO_MINIMIZE = False

    workspace: reactive[Workspace] = reactive(Workspace(Path()), always_update=False, init=False)

    def __init__(
        self,
        session: Session,
        *,
        settings: Settings | None = None,
        look: Chosen | None = None,
        colours: Colours | None = None,
        demo: bool = False,
        known: Known | None = None,
        ahead: Ahead | None = None,
        seen: LastSeen | None = None,
    ) -> None:
        self._default_theme = shipped_theme(DEFAULT_DARK)
        super().__init__()
        self.animation_level = "none"
        self.session = session
        self.journal = Journal()
        self.failed = self._styled = False
        self.demo = demo
        self._known = known
        self._ahead = ahead
        self.last_seen = seen
        """Where one was in this folder or file when specui was left."""
        self._changed: frozenset[str] = frozenset()
        self._reading = False
        self._behind: set[str] = set()
        self._settled = False
        self.watching = ""
        """What is shown of how files are watched; "" where the system tells of changes."""
        self._offers: list[Entry] = []
        self.wear(settings, look, colours)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_reactive(SpecuiApp.workspace, session.workspace)

    def refresh_css(self, animate: bool = True) -> None:
        """Read the styles again; not at the start, when they have just been read in the theme's colours."""
        if self._styled:
            super().refresh_css(animate)
        self._styled = True

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return app_css_variables(self._default_theme)

    def get_default_screen(self) -> WorkbenchScreen:
        return WorkbenchScreen(ports_of(self))

    @property
    def workbench(self) -> WorkbenchScreen:
        """The screen at the bottom."""
        screen = self.screen_stack[0]
        assert isinstance(screen, WorkbenchScreen)
        return screen

    @property
    def in_dialog(self) -> bool:
        """Whether something stands over the workbench."""
        return len(self.screen_stack) > 1

    def on_mount(self) -> None:
        asyncio.get_running_loop().set_default_executor(Readers())
        install_signal_handlers(self, self._keep_typing)
        self.call_after_refresh(self._start)
        self._hold_keys()

    def _start(self) -> None:
        if not gc.isenabled():  # off since the first import; what is there now stays
            gc.freeze()
            gc.enable()
        if self.begin is not None:
            self.begin(self.workbench)
        if self.look.told:
            self.say(f"{self.look.told}; {said('commands')} then “theme” lists them", "warning")
        elif self.demo:
            self.say(
                f"This is a copy of the samples; nothing you do here is kept. {said('help')} tells the keys"
            )
        if self.session.partial or self.session.found == ():
            self.run_worker(self._list_rest, thread=True, group="list", exit_on_error=False)
        elif not self._load():
            self._settle()

    def _list_rest(self) -> None:
        """Find all files, behind the screen."""
        rest = self._ahead.rest() if self._ahead is not None and self._known is not None else None
        if rest is None:
            session = Session(self.session.target, today=self.session.today, config=self.session.config)
            rest = Rest(session.discover(), session.found)
        self.call_from_thread(self._take_rest, rest)

    def _take_rest(self, rest: Rest) -> None:
        self.session.adopt_names(*rest)
        self.sync()
        if not self._load():
            self._settle()

    def _settle(self) -> None:
        """Begin what can wait until the first screen is whole; nothing that changes meanwhile is missed."""
        if not self._settled:
            self._settled = True
            self._tell_configuration()
            self.run_worker(self._watch(), group="watch", exclusive=True, exit_on_error=False)
            self.run_worker(self.follow_files(), group="settings", exclusive=True, exit_on_error=False)
            if self.greets:
                self.run_worker(self.greet, thread=True, group="greeting", exit_on_error=False)
            self.run_worker(self._look_for_typing, thread=True, group="recovery", exit_on_error=False)

    # -- one change

    def say(self, text: str, role: str = "") -> None:
        """Tell in the message line what happened."""
        from specui.tui.widgets.bars import MessageLine

        for screen in reversed(self.screen_stack):
            for line in screen.query(MessageLine):
                line.show(text, role)
                self.told(line, role)
                return

    def sync(self) -> None:
        """Hand the session's snapshot down to the screen."""
        self.workspace = self.session.workspace
        self.look_at_undo()

    def change(
        self, make: Callable[[], Result], on_conflict: Callable[[Conflict], None] | None = None
    ) -> Result | None:
        """Do something to a file; what is refused or fails is told, and None is returned."""
        self.failed = False
        file = self.workbench.navigator.file
        large = file is not None and len(file.text) > LARGE
        try:
            with uncollected() if large else nullcontext():
                result = make()
        except Conflict as conflict:
            self.failed = True
            self.look_again(self.session.root / conflict.name)
            self.say(f"{conflict}", "warning")
            if on_conflict is not None:
                on_conflict(conflict)
            return None
        except (Refused, StorageError) as failure:
            self.failed = True
            self.sync()
            self.say(str(failure), "warning" if isinstance(failure, Refused) else "error")
            return None
        self.sync()
        return result

    # -- reading

    def read_first(self) -> Iterable[Read]:
        """Return what was read before the screen was there; the session has its files already."""
        known = self._known
        if known is None:
            return ()
        files = (self.session.workspace.files[file.name] for file in known.files)
        return map(Read, files, known.summaries, known.problems)

    def _load(self) -> bool:
        """Read what has not been read yet, behind the screen; says whether some of it is to be seen."""
        seen = self.workbench.tree_view.files_shown[: self.size.height]
        known = self.session.workspace.files
        names = [
            name
            for name in in_order(self.session.workspace.names, seen)
            if name not in known and name not in self._behind
        ]
        visible = sum(name not in known for name in seen)
        if names:
            self.run_worker(
                lambda: self._read(names, visible),
                thread=True,
                group="load",
                exclusive=True,
                exit_on_error=False,
            )
        return visible > 0

    def reads_behind(self, name: str) -> bool:
        """Say whether a file is not known, and so large that it is read in another thread; it comes with `workspace`."""
        if name in self.session.workspace.files or not self.session.is_large(name):
            return False
        if name not in self._behind:
            self._behind.add(name)
            self.run_worker(lambda: self._read_large(name), thread=True, group="large", exit_on_error=False)
        return True

    def _read_large(self, name: str) -> None:
        with uncollected():
            found = read_for_screen(self.session.read(name), folded=False)
        self.call_from_thread(self._adopt, [found])

    def _read(self, names: list[str], visible: int) -> None:
        worker = get_current_worker()
        folded = len(self.session.workspace.names) >= MANY
        for batch in batches(names, self.session.read, visible, lambda: worker.is_cancelled, folded=folded):
            self.call_from_thread(self._adopt, batch)

    def _adopt(self, found: list[Read]) -> None:
        self.workbench.learn(found)
        self.session.adopt(read.file for read in found)
        self._behind.difference_update(read.file.name for read in found)
        self._settle()
        self.sync()
        left, total = self.session.workspace.loading, len(self.session.workspace.names)
        if left and total >= MANY:
            self._reading = True
            self.say(f"Reading {total - left:,} of {total:,}")
        elif self._reading:
            self._reading = False
            self.say(f"Read {total:,} files")
            self._tell_configuration()

    # -- watching

    async def _watch(self) -> None:
        polling = ""
        try:
            async for changes in watched(self.session):
                if changes.polling != polling:
                    polling = changes.polling
                    told = f"Watching by polling: {polling}" if polling else "Watching by events again"
                    self._watched_otherwise(
                        "polling" if polling else "", told, "warning" if polling else "ok"
                    )
                if not changes.paths:
                    continue
                fresh = {}
                if len(changes.paths) > AT_ONCE or any(self.session.is_large(p) for p in changes.paths):
                    fresh = await asyncio.to_thread(read_all, self.session, changes.paths)
                self.refresh_from_disk(changes.paths, fresh)
        except Exception as error:  # noqa: BLE001 - whatever ended it, nobody may think that files are watched
            self._watched_otherwise("not watching", f"{LOST['watch']} ({reason(error)})", "error")

    def _watched_otherwise(self, sign: str, told: str, role: str) -> None:
        self.watching = sign
        self.workbench.refresh_view()
        self.say(told, role)

    def look_again(self, path: Path) -> None:
        """Take what stands on disk of one file."""
        self.refresh_from_disk([path])

    def refresh_from_disk(self, paths: Iterable[Path], fresh: Mapping[str, SpecFile] | None = None) -> None:
        """Take what others changed, mark it, and tell it once."""
        before = self.session.config
        try:
            changes = self.session.refresh(paths, fresh or {})
        except StorageError as failure:
            self.say(str(failure), "error")
            return
        self.sync()
        if not changes:
            self._tell_configuration(before)
            return
        seen = self.workbench.state.at.file
        self._mark(self._changed | {c.name for c in changes if c.kind != "removed" and c.name != seen})
        if len(changes) <= TOLD:
            self.say("; ".join(str(change) for change in changes))
        else:
            self.say(f"{len(changes)} files changed on disk")
        self._tell_configuration(before)

    def _tell_configuration(self, before: Config | None = None) -> None:
        """Tell in one notice what is wrong with the repository's configuration; after a change, if that is news."""
        now = self.session.config
        faults = (*now.faults, *now.notes)
        told = (*before.faults, *before.notes) if before is not None else ()
        if faults == told:
            return
        if not faults:
            self.say(f"{FILE_NAME}: nothing is wrong any more", "ok")
            return
        first = faults[0]
        place = f"{first.path.name}:{first.line}"
        if len(faults) > 1:
            place = f"{len(faults)} faults in {first.path.name}, see specui config show; line {first.line}"
        self.say(f"{place}: {first.reason}", "warning")

    def visit(self, name: str) -> None:
        """A file is looked at: it is not marked any more."""
        if name in self._changed:
            self._mark(self._changed - {name})

    def _mark(self, names: frozenset[str]) -> None:
        self._changed = names
        self.workbench.tree_view.mark(names)

    # -- typing

    def name_of(self, path: Path) -> str:
        """Return a file's name in the workspace."""
        try:
            return path.relative_to(self.session.root).as_posix()
        except ValueError:
            return path.name

    def _keep_typing(self) -> None:
        """Called on a hang-up, from any thread: what is being typed goes to the journal, and the place is kept."""
        for screen in reversed(self.screen_stack):
            kept = screen.unsaved() if isinstance(screen, Typed) else None
            if kept is not None:
                self.journal.write(*kept)
        self._remember()

    def _hold_keys(self) -> None:
        """Take no key before unsaved typing is offered: what is meant for the dialog would act on the spec."""
        if self.journal.holds_any():
            self.takes_keys = False
            self.set_timer(HOLD, self._release_keys)

    def _release_keys(self) -> None:
        self.takes_keys = True

    def _look_for_typing(self) -> None:
        left: list[Entry] = []
        try:
            left = self.journal.left(self.session.root)
            if self.session.single is not None:
                left = [entry for entry in left if entry.path == self.session.single]
        finally:
            self.call_from_thread(self._offer, left)

    def _offer(self, left: list[Entry]) -> None:
        self._offers = left
        self.offer_next()
        self._release_keys()

    def offer_next(self) -> None:
        """Offer the next piece of unsaved typing, if nothing is being written."""
        if self._offers and self.workbench.desk.is_idle and len(self.screen_stack) == 1:
            self.workbench.wiring.recovery.offer(self._offers.pop(0))

    # -- leaving

    def leave_unseen(self) -> None:
        self._keep_typing()
        self.leave()

    def leave(self) -> None:
        """End the program in order."""
        self.journal.close()
        self._remember()
        self.exit()

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End the program, and every git first: a thread that waits for one would hold the end up."""
        git.stop()
        super().exit(result, return_code, message)

    def _remember(self) -> None:
        if not self.demo:
            with suppress(OSError):
                remember(os.fspath(self.session.target), self.workbench.place_now())
