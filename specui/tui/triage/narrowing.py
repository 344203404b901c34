"""What the queue shows, and in which order: the filter as one types, views under a name, sort, groups, what is selected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specui.specs.triage import GROUPINGS, SORTS, Filter, FilterFault, Queue
from specui.specs.triage.filters import Term
from specui.tui.commands import said
from specui.tui.triage.base import TriageBase

if TYPE_CHECKING:
    from specui.tui.triage.filter_input import NarrowLine

_EVERYTHING = Term("state", ("open", "answered", "deferred", "assigned", "dropped", "done"))


class Narrowing(TriageBase):
    """Every choice makes another queue; nothing of it is in a file but the views."""

    filter_text = ""
    decided_too = False
    _before = ""
    _base: Queue | None = None
    """The queue as it was when one began to type: letters on the way to a filter do not move one on."""

    # -- the filter

    async def action_filter(self) -> None:
        """Open the line in which one types what to show."""
        from specui.tui.triage.filter_input import NarrowLine

        if not self.query(NarrowLine):
            self._before, self._base = self.filter_text, self.queue
            await self.mount(NarrowLine(self.filter_text, self.queue.entries), before="#triage-message")
        self.set_focus(self._narrow.input, scroll_visible=False)
        self.filter_typed(self._narrow.input.value)
        self.show_keys()

    @property
    def _narrow(self) -> NarrowLine:
        from specui.tui.triage.filter_input import NarrowLine

        return self.query_one(NarrowLine)

    def filter_typed(self, text: str) -> None:
        """Show what the text says; what it does not say is told, and what was shown stays."""
        found = Filter.parse(text)
        if isinstance(found, FilterFault):
            self._narrow.tell(fault=str(found))
            return
        self.filter_text = text.strip()
        self._take_filter(found)
        self._narrow.tell(count=len(self.queue.shown))

    def _take_filter(self, found: Filter) -> None:
        if self.decided_too and not found.names_state:
            found = found & Filter((_EVERYTHING,))
        base = self._base
        same = base is not None and base.entries is self.queue.entries
        self.take((base if base is not None and same else self.queue).with_filter(found))

    def action_keep_filter(self) -> None:
        text = self._narrow.input.value
        found = Filter.parse(text)
        if isinstance(found, FilterFault):
            self._narrow.tell(fault=str(found))
            return
        self.filter_typed(text)
        self._close_narrow()

    def action_leave_filter(self) -> None:
        self.set_filter(self._before)
        self._close_narrow()

    def action_complete_filter(self) -> None:
        self._narrow.input.complete()

    def _close_narrow(self) -> None:
        self._base = None
        self._narrow.remove()
        self.take_keyboard()

    def set_filter(self, text: str) -> None:
        """Show what a text says that was a filter once."""
        found = Filter.parse(text)
        if isinstance(found, FilterFault):
            self.hint(str(found))
            return
        self.filter_text = text.strip()
        self._take_filter(found)

    # -- views

    def action_views(self) -> None:
        """List the filters that are kept under a name."""
        from specui.tui.dialogs.palette import Choice, Palette
        from specui.workspace.config.repository_config import read_config
        from specui.workspace.config.views import views_of

        views = views_of(read_config(self.specui.session.root), self.specui.settings)
        from specui.tui.rendering.safe_text import safe

        choices = [
            Choice(safe(v.name), safe(v.text), "", partial(self._take_view, v.name, v.text)) for v in views
        ]
        if self.filter_text:
            choices.append(
                Choice("Keep this filter under a name …", safe(self.filter_text), "", self._keep_view)
            )
            choices.append(Choice("All that waits", "no filter", "", partial(self.set_filter, "")))
        if not choices:
            self.hint(
                f"There are no views yet; {said('triage-filter')} filters, then {said('triage-views')} keeps it"
            )
            return

        def chosen(run: object) -> None:
            if callable(run):
                self.call_later(run)

        self.app.push_screen(Palette(choices, "which view? a few letters of it"), chosen)

    def _take_view(self, name: str, text: str) -> None:
        self.set_filter(text)
        self.specui.say(f"{name}: {len(self.queue.shown)} shown")

    def _keep_view(self) -> None:
        from specui.tui.dialogs.form import Form
        from specui.tui.dialogs.form_fields import Checked, Field, Values
        from specui.workspace.config.views import name_fault

        def check(values: Values) -> Checked:
            fault = name_fault(values["name"].strip())
            return Checked(self.filter_text, {"name": fault} if fault else {})

        form = Form("Keep this filter as a view", lambda _: (Field("name", "Name"),), check, "Save")
        self.app.push_screen(form, self._view_named)

    def _view_named(self, values: dict[str, str] | None) -> None:
        if values is None:
            return
        from specui.workspace.config.config_writer import NotKept
        from specui.workspace.config.views import save_view

        name = values["name"].strip()
        try:
            file = save_view(self.specui.session.root, name, self.filter_text)
        except NotKept as error:
            self.specui.say(f"The view {error}", "error")
            return
        self.specui.say(f"Kept as {name} in {file.name}; {said('triage-views', 'triage')} lists it", "ok")

    # -- order, groups, what is decided

    def action_next_order(self) -> None:
        sort = SORTS[(SORTS.index(self.queue.sort) + 1) % len(SORTS)]
        self.take(self.queue.with_order(sort, self.queue.by))
        self.hint(f"Sorted by {sort}")

    def action_next_grouping(self) -> None:
        by = GROUPINGS[(GROUPINGS.index(self.queue.by) + 1) % len(GROUPINGS)]
        self.take(self.queue.with_order(self.queue.sort, by))
        self.hint(f"Grouped by {by}" if by != "none" else "Not grouped")

    def action_show_decided(self) -> None:
        self.decided_too = not self.decided_too
        self.set_filter(self.filter_text)
        self.hint("What is decided shows too" if self.decided_too else "Only what waits shows")

    # -- selecting

    def action_select(self) -> None:
        current = self.current()
        if current is not None:
            self.take(self.queue.toggled(current.key).step(1))

    def action_select_all(self) -> None:
        self.take(self.queue.toggled(*(entry.key for entry in self.queue.shown)))

    # -- told by the screen

    def show_keys(self) -> None:
        """Show which keys do something here."""
        raise NotImplementedError

    def take_keyboard(self) -> None:
        """Give the keyboard back to the queue."""
        raise NotImplementedError
