"""Builds the controllers of triage, and collects their handlers."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable
from typing import NamedTuple, Protocol

from specui.tui.commands import Here
from specui.tui.commands.handlers import Handlers
from specui.tui.ports import Ports
from specui.tui.triage.changes import Changes
from specui.tui.triage.controllers.clipboard_controller import ClipboardController
from specui.tui.triage.controllers.decision_controller import DecisionController
from specui.tui.triage.controllers.filter_controller import FilterController
from specui.tui.triage.controllers.help_controller import HelpController
from specui.tui.triage.controllers.history_controller import HistoryController
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


class TriageView(FilterHost, Panes, Protocol):
    """All that the controllers together ask of the screen."""

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
    deciding: tuple[_Controller, ...] = (decisions, resolve)
    others: tuple[_Controller, ...] = (
        NavigationController(state, ports, view),
        SelectionController(state, view),
        filter_,
        SavedViewController(state, ports, view),
        OrderController(state, ports, view),
        HistoryController(state, ports, view, changes),
        ClipboardController(state, ports),
        HelpController(view, lambda: view.here, view.action_command),
    )
    return Wiring(
        reader,
        GitAges(state, ports, view, reader),
        filter_,
        decide_one,
        _collected((*deciding, *others)),
        frozenset(_collected(deciding)),
    )


def _collected(controllers: Iterable[_Controller]) -> Handlers:
    return {name: handler for one in controllers for name, handler in one.handlers().items()}
