"""Builds the controllers of triage, and collects their handlers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from textual.geometry import Size

from specui.tui.commands import Here
from specui.tui.commands.handlers import Handlers
from specui.tui.controllers.clipboard import ClipboardController, Place
from specui.tui.controllers.dialogs import DialogController
from specui.tui.controllers.history import HistoryController
from specui.tui.ports import Ports
from specui.tui.triage.changes import Changes, QueueHistory
from specui.tui.triage.controllers.decision_controller import DecisionController
from specui.tui.triage.controllers.filter_controller import FilterController
from specui.tui.triage.controllers.navigation_controller import NavigationController
from specui.tui.triage.controllers.order_controller import OrderController
from specui.tui.triage.controllers.resolve_controller import ResolveController
from specui.tui.triage.controllers.saved_view_controller import SavedViewController
from specui.tui.triage.controllers.selection_controller import SelectionController
from specui.tui.triage.decide_many import DecideMany
from specui.tui.triage.decide_one import DecideOne
from specui.tui.triage.forms import Forms
from specui.tui.triage.git_ages import GitAges
from specui.tui.triage.queue_reader import QueueReader
from specui.tui.triage.state import TriageState
from specui.tui.triage.view import FilterHost, Panes

if TYPE_CHECKING:
    from specui.tui.dialogs.palette_search import Choice


class TriageView(FilterHost, Panes, Protocol):
    """All that the controllers together ask of the screen."""

    @property
    def size(self) -> Size:
        """Columns and rows of the screen."""

    @property
    def here(self) -> Here:
        """What the commands have to act on."""

    def action_command(self, name: str) -> Awaitable[None]:
        """Run a command by its id."""


class Wiring(NamedTuple):
    """The parts that the screen itself calls, all handlers, and the commands that decide about an item."""

    reader: QueueReader
    ages: GitAges
    filter: FilterController
    decide_one: DecideOne
    handlers: Handlers
    decides: frozenset[str]


class _Controller(Protocol):
    def handlers(self) -> Handlers: ...


def wired(state: TriageState, ports: Ports, view: TriageView) -> Wiring:
    """Build everything for one screen."""
    reader = QueueReader(state, ports, view)
    changes, forms = Changes(state, ports, view, reader), Forms(ports, view)
    decide_one = DecideOne(state, ports, view, changes, forms)
    filter_ = FilterController(state, view)
    decisions = DecisionController(state, ports, decide_one, DecideMany(ports, changes, forms))
    resolve = ResolveController(state, ports, view, changes)
    history = QueueHistory(state, view, changes)

    def choices(run: Callable[[str], Any]) -> list[Choice]:
        from specui.tui.dialogs.palette import command_choices

        return command_choices("triage", run, view.here)

    deciding: tuple[_Controller, ...] = (decisions, resolve)
    others: tuple[_Controller, ...] = (
        NavigationController(state, ports, view),
        SelectionController(state, view),
        filter_,
        SavedViewController(state, ports, view),
        OrderController(state, ports, view),
        HistoryController(ports.files, ports.notify, history.change, history.show, lambda: view.size.width),
        ClipboardController(
            ports.clipboard,
            ports.programs,
            ports.notify,
            lambda: "\n".join(entry.text for entry in state.queue.chosen),
            lambda: _place_of(state, ports),
        ),
        DialogController(
            view.push, lambda: "triage", choices, view.action_command, "Type to filter commands"
        ),
    )
    return Wiring(
        reader,
        GitAges(state, ports, view, reader),
        filter_,
        decide_one,
        _collected((*deciding, *others)),
        frozenset(_collected(deciding)),
    )


def _place_of(state: TriageState, ports: Ports) -> Place | None:
    entry = state.queue.current
    return Place(ports.files.session.file(entry.name), entry.line) if entry is not None else None


def _collected(controllers: Iterable[_Controller]) -> Handlers:
    return {name: handler for one in controllers for name, handler in one.handlers().items()}
