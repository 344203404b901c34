"""Decisions about the current item, or about all that are selected: one command each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from specui.specs.edits.places import EditRefused
from specui.specs.triage import Entry
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.ports import Ports
from specui.tui.triage.decide_many import DecideMany
from specui.tui.triage.decide_one import DecideOne
from specui.tui.triage.decisions import (
    COMMAND_OF,
    TICK,
    Choice,
    Signature,
    any_applies,
    applies,
    form_for,
    refusal,
)
from specui.tui.triage.state import TriageState

NOTHING = "Nothing to decide here."
NUMBERS = range(1, 10)


class DecisionController:
    """Finds out what a decision applies to, and starts it."""

    def __init__(self, state: TriageState, ports: Ports, one: DecideOne, many: DecideMany) -> None:
        self._state, self._ports = state, ports
        self._one, self._many = one, many

    def handlers(self) -> Handlers:
        """Return a handler for each decision of the table, and for each number."""
        found = {f"answer-{n}": self._handler(partial(Choice, "take", n - 1)) for n in NUMBERS}
        found[TICK] = self._handler(self._tick)
        found |= {command: self._handler(partial(Choice, one)) for one, command in COMMAND_OF.items()}
        return found

    def _handler(self, choose: Callable[[], Choice]) -> Handler:
        return Handler(lambda: self._decide(choose()), lambda: self._unavailable(choose()))

    def _tick(self) -> Choice:
        """Tick what is open; untick if nothing is."""
        chosen = self._state.queue.chosen
        if any_applies(chosen, "untick") and not any_applies(chosen, "tick"):
            return Choice("untick")
        return Choice("tick")

    def _unavailable(self, choice: Choice) -> str:
        chosen = self._state.queue.chosen
        if not chosen:
            return NOTHING
        able = self._able(choice)
        if not able:
            return refusal(choice, chosen[0])
        return self._ports.files.session.file(able[0].name).read_only

    def _able(self, choice: Choice) -> list[Entry]:
        return [entry for entry in self._state.queue.chosen if applies(choice, entry)]

    async def _decide(self, choice: Choice) -> None:
        queue = self._state.queue
        able, several = self._able(choice), bool(queue.selected) and len(queue.chosen) > 1
        first = able[0]
        by = await self._ports.signer.name()
        contents = self._ports.files.session.file(first.name).contents
        try:
            form = form_for(contents, first, choice, Signature(self._ports.files.today, by))
        except EditRefused as refused:
            self._ports.notify.hint(str(refused))
            return
        if several:
            self._many.start(able, choice, form, by, selected=len(queue.chosen))
        else:
            self._one.start(first, choice, form, by)
