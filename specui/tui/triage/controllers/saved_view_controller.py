"""Saved views: filters under a name, in the repository's or the user's configuration."""

from __future__ import annotations

from functools import partial

from specui.tui.commands import said
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.ports import Ports
from specui.tui.triage.state import TriageState
from specui.tui.triage.view import View

PROMPT = "Type to filter saved views"
SAVE, ALL_ITEMS = "Save this filter as a view…", "All open items"


class SavedViewController:
    """Lists the saved views, and saves the current filter as one."""

    def __init__(self, state: TriageState, ports: Ports, view: View) -> None:
        self._state, self._ports, self._view = state, ports, view

    def handlers(self) -> Handlers:
        """Return the handler of the command."""
        return {"triage-views": Handler(self._list)}

    def _list(self) -> None:
        from specui.tui.dialogs.palette import Palette, run_chosen
        from specui.tui.dialogs.palette_search import Choice
        from specui.tui.rendering.safe_text import safe
        from specui.workspace.config.repository_config import read_config
        from specui.workspace.config.views import views_of

        config = read_config(self._ports.files.session.root)
        choices = [
            Choice(safe(v.name), safe(v.text), "", partial(self._show, v.name, v.text))
            for v in views_of(config, self._ports.looks.settings)
        ]
        if self._state.filter_text:
            choices.append(Choice(SAVE, safe(self._state.filter_text), "", self._ask_name))
            choices.append(Choice(ALL_ITEMS, "no filter", "", partial(self._show, "", "")))
        if not choices:
            keys = said("triage-filter", "triage"), said("triage-views", "triage")
            self._ports.notify.hint(
                f"No saved views. Filter with {keys[0]}, then save the filter with {keys[1]}."
            )
            return

        self._view.push(Palette(choices, PROMPT, verb="Apply"), run_chosen)

    def _show(self, name: str, text: str) -> None:
        notify = self._ports.notify
        fault = self._state.show_filter(text)
        if fault:
            notify.hint(fault)
            return
        self._view.refresh_view()
        if name:
            count = len(self._state.queue.shown)
            notify.say(f"{name}: {count} item{'s' * (count != 1)}")

    def _ask_name(self) -> None:
        from specui.tui.dialogs.form import Form
        from specui.tui.dialogs.form_fields import Checked, Field, Values
        from specui.workspace.config.views import name_fault

        def check(values: Values) -> Checked:
            fault = name_fault(values["name"].strip())
            return Checked(f"Filter: {self._state.filter_text}", {"name": fault} if fault else {})

        form = Form("Save view for the team (specui.toml)", lambda _: (Field("name", "Name"),), check, "Save")
        self._view.push(form, self._save)

    def _save(self, values: dict[str, str] | None) -> None:
        if values is None:
            return
        from specui.workspace.config.config_writer import NotSaved
        from specui.workspace.config.views import save_view

        name, notify = values["name"].strip(), self._ports.notify
        try:
            file = save_view(self._ports.files.session.root, name, self._state.filter_text)
        except NotSaved as error:
            notify.say(f"View “{name}”: {error}", "error")
            return
        notify.say(f"Saved view “{name}” to {file.name}.", "ok")
