"""Ports: what screens, dialogs and controllers may ask of the program.

Each port is a small protocol. The program hands its services in as one `Ports`; a test hands in fakes. No screen,
dialog or controller knows the app.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, TypeVar

from specui.workspace.session import Session
from specui.workspace.storage.errors import Conflict
from specui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from specui.tui.models.draft import Draft
    from specui.tui.models.loaded_file import Loaded
    from specui.tui.themes.theme_file import Theme
    from specui.workspace.config.settings import Settings
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.state.last_session import LastSeen
    from specui.workspace.state.recovery import FormTyped, UnsavedEdit

Result = TypeVar("Result")
Role = Literal["", "ok", "warning", "error"]


class Files(Protocol):
    """The folder of specs, and changes to it."""

    @property
    def session(self) -> Session:
        """The session that every change goes through."""

    @property
    def workspace(self) -> Workspace:
        """The folder as it is known now."""

    @property
    def today(self) -> str:
        """Today, as ``2026-11-22``."""

    @property
    def failed(self) -> bool:
        """Whether the last `change` was refused or failed."""

    def change(
        self, make: Callable[[], Result], on_conflict: Callable[[Conflict], None] | None = None
    ) -> Result | None:
        """Make a change; a refusal or failure is shown, and None is returned."""

    def sync(self) -> None:
        """Publish the session's snapshot to all subscribers."""

    def subscribe(self, node: DOMNode, changed: Callable[[Workspace], None]) -> None:
        """Call `changed` with each new snapshot at once, for as long as `node` is mounted; not with the present one."""

    def loads_in_background(self, name: str) -> bool:
        """Say whether a file is unknown and too large to read at once; a later snapshot has it."""

    def mark_seen(self, name: str) -> None:
        """Remove the mark that says a file changed on disk."""

    def name_of(self, path: Path) -> str:
        """Return a file's name in the workspace."""


class Notify(Protocol):
    """The message line of the topmost screen that has one."""

    def say(self, text: str, role: Role = "") -> None:
        """Show what happened."""

    def hint(self, text: str) -> None:
        """Show why a key does nothing here; the next key that does something removes it."""


JOURNAL_SECONDS = 2.0
JOURNAL_CHARACTERS = 100
"""At most this many seconds pass between two writes of the journal, and at most this many characters are typed."""

Kept: TypeAlias = "tuple[Draft, str, FormTyped | None]"
"""An unsaved edit: its draft, the text, and the form if it was typed in one."""


class RecoveryJournal(Protocol):
    """Unsaved edits on their way to the recovery folder."""

    def write(self, draft: Draft, text: str, form: FormTyped | None = None) -> None:
        """Keep the text or the form, unless the draft was closed meanwhile. For any thread."""

    def forget(self, draft: Draft) -> None:
        """The draft was saved or discarded."""

    def take_over(self, left: UnsavedEdit, kept: Kept) -> None:
        """Keep as our own what an earlier run left and is open here now."""

    def discard(self, entry: UnsavedEdit) -> None:
        """Remove what an earlier run left."""


class Clipboard(Protocol):
    """The clipboard, by whatever way works on this terminal."""

    def copy(self, text: str, name: str = "") -> None:
        """Copy a text; the message names it by `name`, else by its length."""


class Programs(Protocol):
    """Other programs on this terminal."""

    def edit(self, file: SpecFile, line: int) -> None:
        """Open a spec in the user's editor, then read it again."""

    def read_path(self, path: Path, line: int, remark: str = "") -> None:
        """Open a file of the repository in the user's editor, else in the pager."""


class Looks(Protocol):
    """Settings and themes of the user."""

    @property
    def settings(self) -> Settings:
        """The user's settings."""

    @property
    def theme_shown(self) -> str:
        """The name of the theme in use."""

    @property
    def wanting(self) -> str:
        """What this terminal lacks for some themes."""

    def themes(self, *, fresh: bool = False) -> Sequence[Theme]:
        """Return all themes; `fresh` reads the user's own again first."""

    def is_own(self, name: str) -> bool:
        """Say whether a theme is one of the user's own files."""

    def unfit(self, theme: Theme) -> str:
        """Return why a theme cannot be shown on this terminal; "" when it can."""

    def show_theme(self, name: str) -> bool:
        """Show a theme; says whether it exists."""

    def keep_theme(self, name: str) -> None:
        """Show a theme, and save it to the user's settings."""

    def edit_settings(self) -> None:
        """Open the user's config.toml in their editor."""


class Signer(Protocol):
    """The name that decisions are signed with."""

    @property
    def source(self) -> str:
        """Where the name comes from, such as ``git user.name``."""

    async def name(self) -> str:
        """Return the name; git is asked once."""


class Program(Protocol):
    """The program as a whole."""

    @property
    def is_demo(self) -> bool:
        """Whether it runs on a copy of the samples."""

    @property
    def watch_state(self) -> str:
        """How files are watched, if that is worth a warning: ``polling``, ``not watching`` or ""."""

    @property
    def last_session(self) -> LastSeen | None:
        """Where the user was in this folder when specui was closed."""

    @property
    def starts_at_home(self) -> bool:
        """Whether the home view is shown first: no earlier session in this folder had a spec open."""

    @property
    def last_visit(self) -> int | None:
        """When the last session in this folder ended, in nanoseconds; None without one."""

    def first_files(self) -> Iterable[Loaded]:
        """Return the files that were read before the screen was there; the workspace has them already."""

    def offer_next(self) -> None:
        """Offer the next unsaved edit of an earlier run, if nothing is being edited."""

    def quit(self) -> None:
        """End the program in order."""

    def quit_unseen(self) -> None:
        """End the program without a question; unsaved edits are offered at the next start."""


@dataclass(frozen=True, slots=True)
class Ports:
    """All ports, as the program hands them to a screen."""

    files: Files
    notify: Notify
    journal: RecoveryJournal
    clipboard: Clipboard
    programs: Programs
    looks: Looks
    signer: Signer
    program: Program
