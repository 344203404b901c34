"""The triage screen: composes and arranges the widgets, draws the state, and hands commands to the controllers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Input

from specui.tui.commands import Here, Place
from specui.tui.commands.handlers import Handlers
from specui.tui.models.pane_layout import too_small
from specui.tui.ports import Ports
from specui.tui.triage.filter_line import INPUT, TriageFilterLine
from specui.tui.triage.footer_context import decision_keys, here_of
from specui.tui.triage.item_rows import item_lines
from specui.tui.triage.item_summary import ItemSummaries
from specui.tui.triage.queue_rows import empty_text
from specui.tui.triage.state import Destination, TriageState
from specui.tui.triage.widgets import ItemView, QueueView, TriageHead
from specui.tui.triage.wiring import wired
from specui.tui.widgets.bars import KeyFooter, MessageLine
from specui.tui.widgets.command_screen import CommandScreen
from specui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from specui.specs.triage import Entry
    from specui.workspace.state.recovery import UnsavedEdit

Result = TypeVar("Result")

WIDE, TALL, TALL_COLUMNS = 100, 20, 70
"""With WIDE columns the queue is beside the item; with TALL rows of TALL_COLUMNS it is below; else they take turns."""
LOW = 30
"""With fewer rows there are no empty lines."""


class TriageScreen(CommandScreen, Screen[None], inherit_bindings=False):
    """Shows the current item and the queue. Controllers change the state, then call `refresh_view`."""

    CSS_PATH = "triage.tcss"
    AUTO_FOCUS = ""

    def __init__(self, ports: Ports, state: TriageState, return_to: Callable[[Destination], None]) -> None:
        """`return_to` is called when the user leaves, after the screen has been dismissed."""
        super().__init__()
        self.state = state
        self._ports = ports
        self._return_to = return_to
        self._wiring = wired(state, ports, self)
        self._summaries = ItemSummaries(state)
        self._queue_shown = False
        self._drawing = False

    def handlers(self) -> Handlers:
        return self._wiring.handlers

    def compose(self) -> ComposeResult:
        yield TriageHead()
        with Container(id="triage-panes"):
            yield ItemView()
            yield QueueView()
        yield MessageLine(id="triage-message")
        yield KeyFooter(id="triage-keys")

    def on_mount(self) -> None:
        self._ports.files.subscribe(self, self._workspace_changed)
        self._arrange()
        self._workspace_changed(self._ports.files.workspace)
        self._focus_pane()

    def _workspace_changed(self, workspace: Workspace) -> None:
        self._wiring.reader.follow(workspace)
        self._wiring.ages.request()

    async def restore(self, left: UnsavedEdit, entry: Entry) -> bool:
        """Open a form that an earlier run left, with what was typed in it; says whether it still fits."""
        return await self._wiring.decide_one.restore(left, entry)

    # -- panes

    @property
    def item_view(self) -> ItemView:
        """The current item."""
        return self.query_one(ItemView)

    @property
    def queue_view(self) -> QueueView:
        """The queue."""
        return self.query_one(QueueView)

    def on_resize(self) -> None:
        self._arrange()
        self.refresh_view()

    def _arrange(self) -> None:
        columns, rows = self.app.size
        wide = columns >= WIDE
        tall = not wide and rows >= TALL and columns >= TALL_COLUMNS
        one = not wide and not tall
        self.set_class(tall, "-tall")
        self.set_class(one, "-one")
        self.set_class(rows < LOW, "-low")
        self._queue_shown = self._queue_shown and one
        self.item_view.set_class(one and self._queue_shown, "-hidden")
        self.queue_view.set_class(one and not self._queue_shown, "-hidden")

    def _focus_pane(self) -> None:
        self.set_focus(self.queue_view if self._queue_shown else self.item_view, scroll_visible=False)
        self.refresh_view()

    @property
    def one_pane(self) -> bool:
        """Whether only one of both panes fits."""
        return self.has_class("-one")

    @property
    def queue_shown(self) -> bool:
        """Whether the queue has the screen in the item's place."""
        return self._queue_shown

    @property
    def queue_rows(self) -> int:
        """Rows of the queue on the screen; 0 if the queue is hidden."""
        return self.queue_view.size.height if self.queue_view.display else 0

    def switch_pane(self) -> None:
        """Show the queue in the item's place, or the item again."""
        self._queue_shown = not self._queue_shown
        self._arrange()
        self._focus_pane()

    def scroll_item(self, pages: float) -> bool:
        """Scroll the item's text by so many pages; says whether there is anything to scroll."""
        return self.item_view.scroll_pages(pages)

    # -- drawing

    def refresh_view(self) -> None:
        """Draw the state as it is now; calls before the next frame are one."""
        if not self._drawing:
            self._drawing = self.call_later(self._draw)

    def _draw(self) -> None:
        self._drawing = False
        if not self.is_mounted:
            return
        state = self.state
        folder = self._ports.files.session.target.name
        self.query_one(TriageHead).show(state.queue, folder, state.filter_text)
        self.queue_view.show_queue(state.queue)
        self._draw_item(state.queue.current)
        self.query_one(KeyFooter).show(self.place, self.here)

    def _draw_item(self, entry: Entry | None) -> None:
        files, state = self._ports.files, self.state
        if entry is None:
            text = empty_text(state.queue, state.filter_text, loading=files.workspace.loading)
            self.item_view.show(None, lambda _: tuple(((line, "muted"),) for line in text))
            return
        keys = decision_keys(self._here(entry), self._wiring.decides)
        summary = self._summaries.of(entry, files.workspace.files.get(entry.name), keys)
        low = self.size.height < LOW
        self.item_view.show(entry.key, lambda columns: item_lines(summary, columns, low=low))

    @property
    def place(self) -> Place:
        """The place of the commands that keys mean now."""
        typing = self.focused is not None and self.focused.id == INPUT
        return "triage-filter" if typing else "triage"

    @property
    def here(self) -> Here:
        """What the commands have to act on."""
        return self._here()

    def _here(self, entry: Entry | None = None) -> Here:
        undoable = bool(self._ports.files.session.undoable)
        return here_of(
            self.state, undoable=undoable, one_pane=self.one_pane, queue_shown=self._queue_shown, entry=entry
        )

    # -- commands

    async def action_command(self, name: str) -> None:
        """Run a command, or show why it has nothing to do here."""
        self.query_one(MessageLine).forget()
        await super().action_command(name)

    def hint(self, text: str) -> None:
        self._ports.notify.hint(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Run nothing while the terminal is too small to show anything."""
        return not too_small(*self.app.size)

    @on(QueueView.Picked)
    def _row_clicked(self, event: QueueView.Picked) -> None:
        self.query_one(MessageLine).forget()
        self.state.move(self.state.queue.go(event.key))
        self.refresh_view()

    # -- the filter line

    @property
    def filter_line(self) -> TriageFilterLine:
        """The open filter line."""
        return self.query_one(TriageFilterLine)

    async def open_filter(self) -> None:
        """Open the filter line with the current filter selected, and give it the keyboard."""
        if not self.query(TriageFilterLine):
            line = TriageFilterLine(self.state.filter_text, self.state.queue.entries)
            await self.mount(line, before="#triage-message")
        self.set_focus(self.filter_line.input, scroll_visible=False)
        self.refresh_view()

    def close_filter(self) -> None:
        """Close the filter line, and return the keyboard to the queue."""
        self.filter_line.remove()
        self._focus_pane()

    @on(Input.Changed, f"#{INPUT}")
    def _filter_typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.state.editing is not None:
            self._wiring.filter.type(event.value)

    # -- dialogs, threads, leaving

    def push(self, dialog: Screen[Result], done: Callable[[Result | None], None]) -> None:
        """Open a dialog; `done` takes its result, None if the user cancelled it."""
        self.app.push_screen(dialog, done)

    def after_refresh(self, call: Callable[[], None]) -> None:
        """Call something when the screen has been drawn."""
        self.call_after_refresh(call)

    def in_thread(self, job: Callable[[], None], group: str) -> None:
        """Run a job in a thread."""
        self.run_worker(job, thread=True, group=group, exit_on_error=False)

    def from_thread(self, call: Callable[[], None]) -> None:
        """Call something on the screen's own thread, and wait for it."""
        self.app.call_from_thread(call)

    def leave(self, destination: Destination) -> None:
        """Close triage, and go there."""
        self.dismiss()
        self._return_to(destination)
