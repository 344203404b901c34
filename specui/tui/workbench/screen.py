"""The workbench: every command's method, from the parts that know how, and what works everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from specui.tui.workbench.closing import ClosingGaps
from specui.tui.workbench.filing import Filing
from specui.tui.workbench.filtering import Filtering
from specui.tui.workbench.looking import Looking
from specui.tui.workbench.merging import Merging
from specui.tui.workbench.outages import Outages
from specui.tui.workbench.outside import Outside
from specui.tui.workbench.overviewing import Overviewing
from specui.tui.workbench.own import Own
from specui.tui.workbench.pane_layout import too_small
from specui.tui.workbench.previewing import Previewing
from specui.tui.workbench.restoring import Restoring
from specui.tui.workbench.sizing import Sizing

ALWAYS = ("quit", "quit-typing", "copy", "copy_or_quit")
"""What can be done on a screen on which nothing is shown."""

# What is asked for by a key is imported with that key: the first screen does not wait for it.


class Workbench(
    ClosingGaps,
    Outages,
    Overviewing,
    Looking,
    Merging,
    Filtering,
    Filing,
    Restoring,
    Outside,
    Previewing,
    Sizing,
    Own,
):
    """Changes go to the session, the session's answer to the message line."""

    # -- what the services ask

    @property
    def takes_offers(self) -> bool:
        return self.at_rest and not self.triaging

    def visible_files(self) -> Sequence[str]:
        return self.tree_view.files_shown

    def mark_changed(self, names: frozenset[str]) -> None:
        self.tree_view.mark(names)

    def start_tour(self) -> None:
        self.action_tour()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let nothing be done that cannot be seen."""
        asked = parameters[0] if action == "command" else action
        return asked in ALWAYS or not too_small(*self.app.size)

    def action_help(self) -> None:
        from specui.tui.dialogs.help import help_dialog

        self.app.push_screen(help_dialog(self.place))

    def action_palette(self) -> None:
        from specui.tui.dialogs import palette

        def chosen(run: object) -> None:
            if callable(run):
                self.call_later(run)

        found = palette.command_choices(self.place, self.action_command)
        if self.draft is None:
            found += palette.section_choices(self.entries, self.action_go_section)
            found += palette.spec_choices(self.specui.workspace.names, self.go_to_file)
        found += palette.theme_choices(self.specui.ports.looks)
        self.app.push_screen(palette.Palette(found), chosen)

    def action_quit(self) -> None:
        typing = self.typing()
        if typing is None:
            self.specui.leave()
            return
        if too_small(*self.app.size):
            self.specui.leave_unseen()
            return
        from specui.tui.dialogs.questions import quit_typing

        draft, typed = typing
        self.app.push_screen(quit_typing(draft.source, typed, self.typed_values()), self._quit_answered)

    def action_copy_or_quit(self) -> None:
        from textual.widgets import Input, TextArea

        focused = self.focused
        if isinstance(focused, TextArea | Input) and not focused.selection.is_empty:
            focused.action_copy()
        else:
            self.action_quit()

    async def _quit_answered(self, answer: str | None) -> None:
        if answer == "keep":
            await self.keep_typing()
            if self.at_rest:
                self.specui.leave()
        elif answer == "throw":
            self.throw_typing()
            self.specui.leave()
        else:
            self.go_on_typing()
