"""The view: what controllers of the workbench may ask of its screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Flag, auto
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from specui.tui.commands import Place
from specui.tui.widgets.notice import Notice
from specui.tui.widgets.problems_panel import ProblemsPanel
from specui.tui.widgets.section_view import SectionView
from specui.tui.widgets.spec_tree import SpecTree
from specui.tui.workbench.pane_arrangement import PaneArrangement

if TYPE_CHECKING:
    from specui.tui.widgets.home_view import HomeView

Found = TypeVar("Found", bound=Widget)

ALWAYS = frozenset({"quit", "quit-typing", "copy"})
"""Commands that run on a screen too small to show anything."""


class Aspect(Flag):
    """What of the screen is out of date."""

    TREE = auto()
    """The rows of the tree: the workspace has changed."""
    TITLES = auto()
    """Titles of the panes, header and tabs."""
    SECTION = auto()
    """The open section."""
    PROBLEMS = auto()
    KEYS = auto()
    """Footer, crumbs, and messages that the last key left."""

    PLACE = TITLES | PROBLEMS | KEYS
    ALL = TITLES | SECTION | PROBLEMS | KEYS


class View(Protocol):
    """The screen, as controllers know it."""

    tree_view: SpecTree
    section_view: SectionView
    panel: ProblemsPanel
    notice: Notice
    home_view: HomeView | None
    """Made when it is first shown."""
    panes: PaneArrangement

    @property
    def size(self) -> Size:
        """Columns and rows of the screen."""

    @property
    def shows_section(self) -> bool:
        """Whether a section is shown, rather than a notice or the home view in its place."""

    @property
    def shows_home(self) -> bool:
        """Whether the home view is shown in the place of a section."""

    @property
    def is_on_top(self) -> bool:
        """Whether no other screen covers this one."""

    @property
    def is_lone(self) -> bool:
        """Whether one file is open, without a tree."""

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for one pane only."""

    @property
    def shows_one_pane(self) -> bool:
        """Whether one pane shows, for want of room or zoomed."""

    @property
    def focused_id(self) -> str:
        """The id of the widget with the keyboard; "" for none."""

    def refresh_view(self, aspects: Aspect = Aspect.ALL, *, offset: int | None = None) -> None:
        """Bring these up to date before the next key; the cursor goes to `offset` of the file."""

    def settle(self) -> None:
        """Bring everything up to date now, because what is drawn is about to be read."""

    def focus_pane(self, pane: Place) -> None:
        """Show a pane and give it the keyboard."""

    def focus_section(self) -> None:
        """Give the keyboard to the section, or to what is being edited in it."""

    def focus_widget(self, widget: Widget) -> None:
        """Give the keyboard to a widget."""

    async def add_to_pane(self, pane: Place, widget: Widget, before: Widget | None = None) -> None:
        """Add a widget to a pane, at its end or before another widget."""

    def find(self, selector: str, kind: type[Found]) -> list[Found]:
        """Return the widget of a kind that a selector matches; nothing if there is none."""

    def push(self, screen: Screen[Any], answered: Callable[[Any], Any] | None = None) -> None:
        """Show a dialog; `answered` gets its result."""

    def picture(self) -> Sequence[Strip]:
        """Return the screen as it is drawn now, line by line."""

    def copy_selection(self) -> bool:
        """Copy the text that is selected in the focused field; says whether there is any."""

    @property
    def last_key(self) -> str:
        """The key that is being handled, by Textual's name."""

    def run_command(self, name: str) -> None:
        """Run another command after this one."""

    @property
    def call_later(self) -> Callable[..., Any]:
        """Calls a function with arguments after the current message."""

    @property
    def call_after_refresh(self) -> Callable[..., Any]:
        """Calls a function with arguments after the next layout."""

    @property
    def set_interval(self) -> Callable[..., Timer]:
        """Calls a function again and again, every so many seconds."""

    def in_background(self, work: Callable[[], Any], group: str, *, exclusive: bool = False) -> None:
        """Run work in a thread."""

    def from_thread(self, call: Callable[..., Any], *arguments: Any) -> None:
        """Call something on the screen's own thread, from a thread."""
