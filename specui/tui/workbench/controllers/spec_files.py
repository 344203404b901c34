"""Files as a whole: new, renamed, copied, moved to the trash."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from specui.tui.commands import said
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.models.tree_rows import OTHERS
from specui.tui.workbench.bench import Bench

if TYPE_CHECKING:
    from specui.tui.dialogs.file_forms import NewSpec


class SpecFileController:
    """Asks for a name, hands it to the session, and puts the cursor on the file."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        new = Handler(self._new, self._why_not)
        rename = Handler(partial(self._ask_for_name, copy=False), self._why_no_file)
        duplicate = Handler(partial(self._ask_for_name, copy=True), self._why_no_file)
        trash = Handler(self._ask_before_trash, self._why_no_file)
        named = {"new-spec": new, "rename-spec": rename, "duplicate-spec": duplicate, "move-to-trash": trash}
        return {**named, **{f"{name}-open": handler for name, handler in named.items()}}

    def _why_not(self) -> str:
        if self._bench.view.is_lone:
            return "Only one file is open; start specui on its folder to create and rename files."
        return "" if self._bench.desk.is_idle else self._bench.desk.unsaved_hint

    def _why_no_file(self) -> str:
        return self._why_not() or ("" if self._name_here() else "Move the cursor to a spec first.")

    def _name_here(self) -> str | None:
        tree = self._bench.view.tree_view
        return tree.file_name if self._bench.state.pane == "tree" else self._bench.state.at.file

    def _folder_here(self) -> str:
        """Return the folder of the cursor, relative to the root."""
        row, name = self._bench.view.tree_view.row, self._bench.state.at.file
        if self._bench.state.pane != "tree" and name:
            return name.rpartition("/")[0]
        if row is None or row.path == OTHERS:
            return ""
        return row.path if row.kind == "folder" else row.path.rpartition("/")[0]

    def _new(self) -> None:
        from specui.tui.dialogs.file_forms import NewSpec
        from specui.workspace.git.identity import git_author

        session = self._bench.ports.files.session
        asked = NewSpec(session, self._folder_here(), git_author(session.root))

        def answered(values: dict[str, str] | None) -> None:
            if values is not None:
                self._create(asked, values)

        self._bench.view.push(asked.form(), answered)

    def _create(self, asked: NewSpec, values: Mapping[str, str]) -> None:
        from specui.workspace.new_spec import create_spec

        files, beginning = self._bench.ports.files, asked.beginning(values)
        file = files.change(lambda: create_spec(files.session, beginning))
        if file is not None:
            self._bench.navigator.select_file(file.name)
            self._bench.say_undoable(f"Created {_base(file.name)}. Press {said('enter-spec')} to open it.")

    def _ask_for_name(self, *, copy: bool) -> None:
        from specui.tui.dialogs.file_forms import name_form, typed_place
        from specui.workspace.files.file_names import copy_name

        name, files = self._name_here(), self._bench.ports.files
        if name is None:
            return
        folder, _, base = name.rpartition("/")
        taken = (n.rpartition("/")[2] for n in files.workspace.names if n.rpartition("/")[0] == folder)
        form = name_form(files.session, name, copy_name(base, taken) if copy else base, copy=copy)

        def answered(values: dict[str, str] | None) -> None:
            if values is not None:
                self._give_name(name, typed_place(values, folder), copy=copy)

        self._bench.view.push(form, answered)

    def _give_name(self, name: str, new: str, *, copy: bool) -> None:
        from specui.tui.rendering.safe_text import safe
        from specui.workspace.files import file_actions

        if not copy and new in {name, safe(name)}:
            self._bench.ports.notify.hint("The name hasn't changed.")
            return
        files = self._bench.ports.files
        act = file_actions.duplicate if copy else file_actions.rename
        if files.change(lambda: act(files.session, name, new)) is not None:
            self._bench.navigator.select_file(new)
            moved = new.rpartition("/")[0] != name.rpartition("/")[0]
            verb = "Copied" if copy else "Moved" if moved else "Renamed"
            where = new if moved else _base(new)
            self._bench.say_undoable(f"{verb} {_base(name)} to {where}.")

    def _ask_before_trash(self) -> None:
        from specui.tui.dialogs.file_forms import trash_question
        from specui.workspace.files import file_actions

        name, files = self._name_here(), self._bench.ports.files
        if name is None:
            return

        def answered(answer: str | None) -> None:
            if answer != "trash":
                return
            if files.change(lambda: file_actions.trash(files.session, name)) is not None:
                self._bench.say_undoable(f"Moved {_base(name)} to the trash.")

        self._bench.view.push(trash_question(name), answered)


def _base(name: str) -> str:
    return name.rpartition("/")[2]
