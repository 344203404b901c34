"""Files as a whole: new ones, other names, copies, the trash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from specui.tui.commands import said
from specui.tui.workbench.navigation import Navigation
from specui.tui.workbench.panes import busy

if TYPE_CHECKING:
    from specui.tui.dialogs.file_forms import NewSpec
    from specui.workspace.history.steps import AnyStep

_LONE = "One file is open; start specui on its folder to make and rename files"


class Filing(Navigation):
    """Asks for what is to be said, and hands it to the session; afterwards the cursor stands on the file."""

    def action_new_spec(self) -> None:
        if not self._may_file():
            return
        from specui.tui.dialogs.file_forms import NewSpec
        from specui.workspace.git.identity import git_author

        session = self.specui.session
        asked = NewSpec(session, self._folder_here(), git_author(session.root))

        def answered(values: dict[str, str] | None) -> None:
            if values is not None:
                self._make(asked, values)

        self.app.push_screen(asked.form(), answered)

    def _make(self, asked: NewSpec, values: Mapping[str, str]) -> None:
        from specui.workspace.new_spec import create_spec

        beginning = asked.beginning(values)
        file = self.specui.change(lambda: create_spec(self.specui.session, beginning))
        if file is not None:
            self.stand_on(file.name)
            self.specui.say(
                f"Made {file.name.rpartition('/')[2]}; {said('enter-spec')} goes in, {said('undo')} takes it back",
                "ok",
            )

    def action_rename_spec(self) -> None:
        self._ask_for_name(copy=False)

    def action_duplicate_spec(self) -> None:
        self._ask_for_name(copy=True)

    def _ask_for_name(self, *, copy: bool) -> None:
        name = self._file_here()
        if name is None:
            return
        from specui.tui.dialogs.file_forms import name_form, typed_place
        from specui.workspace.files.file_names import copy_name

        folder, _, base = name.rpartition("/")
        taken = (n.rpartition("/")[2] for n in self.specui.workspace.names if n.rpartition("/")[0] == folder)
        form = name_form(self.specui.session, name, copy_name(base, taken) if copy else base, copy=copy)

        def answered(values: dict[str, str] | None) -> None:
            if values is not None:
                new = typed_place(values, folder)
                self._give_name(name, new, copy=copy)

        self.app.push_screen(form, answered)

    def _give_name(self, name: str, new: str, *, copy: bool) -> None:
        from specui.tui.rendering.safe_text import safe
        from specui.workspace.files import file_actions as filing

        if not copy and new in {name, safe(name)}:
            self.hint("It is called that already")
            return
        act = filing.duplicate if copy else filing.rename
        file = self.specui.change(lambda: act(self.specui.session, name, new))
        if file is not None:
            self.stand_on(new)
            moved = new.rpartition("/")[0] != name.rpartition("/")[0]
            verb = "Copied" if copy else "Moved" if moved else "Renamed"
            self.specui.say(
                f"{verb} {name.rpartition('/')[2]} to {new if moved else new.rpartition('/')[2]}; {said('undo')} takes it back",
                "ok",
            )

    def action_trash_spec(self) -> None:
        name = self._file_here()
        if name is None:
            return
        from specui.tui.dialogs.file_forms import trash_question

        def answered(answer: str | None) -> None:
            if answer == "trash":
                self._throw_away(name)

        self.app.push_screen(trash_question(name), answered)

    def _throw_away(self, name: str) -> None:
        from specui.workspace.files import file_actions as filing

        if self.specui.change(lambda: filing.trash(self.specui.session, name)) is not None:
            self.specui.say(f"{name.rpartition('/')[2]} is in the trash; {said('undo')} takes it back", "ok")

    def stand_on(self, name: str) -> None:
        """Put the tree's cursor on a file, whatever the filter shows, and show it."""
        if self.tree_view.wanted and name not in self.tree_view.files_shown:
            self.action_clear_filter()
        self.tree_view.select(name)
        self.open_file(name)

    def action_clear_filter(self) -> None:
        """Show all specs; `Filtering` knows how."""
        raise NotImplementedError

    def stand_where_changed(self, step: AnyStep, *, undone: bool) -> None:
        """Put the cursor on the file that a step back or forth has made, renamed or changed."""
        from specui.workspace.files.file_steps import Renamed
        from specui.workspace.history.steps import Step, StepGroup

        name = step.former if type(step) is Renamed and undone else step.name
        if type(step) not in {Step, StepGroup} and name in self.specui.workspace.names:
            self.stand_on(name)

    def _folder_here(self) -> str:
        """Return the folder of the cursor, relative to the root."""
        row = self.tree_view.row
        if self.pane != "tree" and self.open_name:
            return self.open_name.rpartition("/")[0]
        if row is None:
            return ""
        return row.path if row.kind == "folder" else row.path.rpartition("/")[0]

    def _file_here(self) -> str | None:
        """Return the file that is meant, or say why there is none."""
        if not self._may_file():
            return None
        name = self.tree_view.file_name if self.pane == "tree" else self.open_name
        if name is None:
            self.hint("The cursor is on a folder; move it to a spec")
        return name

    def _may_file(self) -> bool:
        if self.has_class("-lone"):
            self.hint(_LONE)
        elif not self.at_rest:
            self.hint(busy())
        else:
            return True
        return False
