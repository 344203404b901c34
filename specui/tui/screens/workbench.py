"""The workbench: what can be done in its panes, one method a command."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on

from specui.tui.screens.navigation import Navigation
from specui.tui.widgets.section_view import SectionView
from specui.workspace.session import Conflict

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.tui.editing import Draft
    from specui.workspace.files import SpecFile
    from specui.workspace.recovery import Entry as Typing

# What is asked for by a key is imported with that key: the first screen does not wait for it.


class Workbench(Navigation):
    """Changes go to the session, the session's answer to the message line."""

    # -- ticking

    def action_tick(self) -> None:
        file, stop = self.file, self.section_view.stop
        if file is not None and file.read_only:
            self.hint(file.read_only)
        elif self._section_widget is self.notice:
            self.hint("There is nothing to tick here")
        elif stop is None or stop.task is None:
            self.hint("There is no box at the cursor; enter writes here")
        else:
            self.section_view.action_toggle()

    @on(SectionView.ToggleRequested)
    def _tick(self, event: SectionView.ToggleRequested) -> None:
        file = self.file
        if file is None:
            return
        from specui.specs.tasks import set_checked

        task = event.task
        transaction = set_checked(file.contents.spec, [task], checked=not task.checked)
        if self.specui.change(lambda: self.specui.session.apply(file.name, transaction, file.version)):
            verb = "Unticked" if task.checked else "Ticked"
            self.specui.say(f"{verb} {task.id}, saved", "ok")

    # -- writing

    @on(SectionView.EditRequested)
    async def _edit_requested(self, event: SectionView.EditRequested) -> None:
        await self._write(event.place.line)

    async def action_edit(self) -> None:
        stop = self.section_view.stop
        await self._write(stop.line if stop is not None else 0)

    async def _write(self, line: int, text: str | None = None) -> None:
        file, entry = self.file, self.entry
        if file is None or entry is None or self.draft is not None:
            return
        if file.read_only:
            self.specui.say(file.read_only, "warning")
            return
        if entry.missing:
            problem = self.problem_here()
            adds = "; f adds it" if problem is not None and problem.diagnostic.fix else ""
            self.hint(f"{entry.name} is not in this file{adds}")
            return
        from specui.tui.editing import draft_of
        from specui.tui.widgets.text_editor import fits

        draft = draft_of(file, entry)
        if not fits(draft.source):
            self.hint(
                "This section has a line that is too long to be written in here; E opens your own editor"
            )
            return
        await self.make_editor()
        await self.editor.open(draft, line, text)
        self.pane = "section"
        self._show_panes()
        self.show_all()
        self.editor.take_focus()
        await self.editor.laid_out()

    def on_editor_pane_checked(self) -> None:
        self.show_problems(self.editor.as_typed)

    async def action_keep(self) -> None:
        draft = self.draft
        if draft is None:
            return
        transaction = self.editor.transaction
        if not transaction:
            await self._leave_editor()
            self.specui.say("Nothing was changed")
            return
        self.specui.change(
            lambda: self.specui.session.apply_from(draft.file, transaction),
            on_conflict=self._ask_about_conflict,
        )
        if not self.specui.failed:
            await self._kept(draft)

    async def _kept(self, draft: Draft) -> None:
        await self._leave_editor()
        self.specui.say(f"Saved {draft.name} in {draft.file.name}", "ok")

    async def action_leave_editor(self) -> None:
        if not self.editor.dirty:
            await self._leave_editor()
            return
        from specui.tui.screens.questions import leave_editor

        self.app.push_screen(leave_editor(self.editor.original, self.editor.typed), self._left_editor)

    async def _left_editor(self, answer: str | None) -> None:
        if answer == "keep":
            await self.action_keep()
        elif answer == "throw":
            await self._leave_editor()
            self.specui.say("What was typed is thrown away")
        else:
            self.editor.take_focus()

    async def _leave_editor(self) -> None:
        draft = self.draft
        row = self.editor.row
        self.editor.close()
        if draft is None:
            return
        self.workspace_changed(self.specui.workspace)
        file = self.file
        if file is not None and file.name == draft.file.name:
            self.tree_view.select(file.name)
            self.show_all(offset=file.contents.spec.document.lines.offset(draft.first_line + row))
        self.focus_pane("section")

    def _ask_about_conflict(self, conflict: Conflict) -> None:
        draft = self.draft
        if draft is None:
            return
        from specui.tui.screens.questions import conflict as ask

        dialog = ask(conflict, draft.text_with(self.editor.typed))
        self.app.push_screen(dialog, partial(self._conflict_answered, draft))

    async def _conflict_answered(self, draft: Draft, answer: str | None) -> None:
        typed = self.editor.typed
        if answer == "mine":
            self.specui.look_again(draft.file.path)
            self.specui.change(lambda: self._insist(draft, typed))
            if not self.specui.failed:
                await self._kept(draft)
        elif answer == "theirs":
            await self._leave_editor()
            self.specui.look_again(draft.file.path)
            self.specui.say("Took what is on disk; what was typed is thrown away")
        else:
            self.editor.take_focus()

    def _insist(self, draft: Draft, typed: str) -> SpecFile:
        from specui.tui.editing import insist

        session = self.specui.session
        now = session.workspace.files.get(draft.file.name)
        if now is None:
            return session.restore(draft.file, draft.text_with(typed))
        return session.apply(now.name, insist(draft, typed, now), now.version)

    # -- typing of an earlier program

    def offer(self, typing: Typing) -> None:
        """Offer what an earlier program left of a section, as a diff against what is on disk."""
        from specui.tui.screens.questions import recovery

        name = self.specui.name_of(typing.path)
        file = self.specui.session.file(name) if name in self.specui.workspace.names else None
        self.app.push_screen(recovery(typing, name, file), partial(self._offer_answered, typing, name))

    async def _offer_answered(self, typing: Typing, name: str, answer: str | None) -> None:
        if answer == "discard":
            self.specui.journal.discard(typing)
            self.specui.say("Discarded the unsaved typing")
        elif answer == "restore" and name in self.specui.workspace.names:
            self.open_file(name, typing.section_key)
            self.tree_view.select(name)
            await self._write(0, typing.text)
            self.specui.journal.discard(typing)
        self.specui.offer_next()

    # -- problems

    def action_fix(self) -> None:
        problem = self.problem_here()
        if self.draft is not None:
            return
        if problem is None:
            self.hint("There is no problem at the cursor; ] goes to the next one")
            return
        fix = problem.diagnostic.fix
        file = self.specui.session.file(problem.name)
        if fix is None:
            self.hint(f"There is no fix for {problem.diagnostic.rule}; m tells what to do")
            return
        from specui.markdown.edits import Transaction
        from specui.tui.screens.questions import fix as ask

        transaction = Transaction.of(file.text, fix.edits, fix.title)
        dialog = ask(file, problem.diagnostic, transaction)
        self.app.push_screen(dialog, partial(self._fix_answered, file.name, file.version, transaction))

    def _fix_answered(self, name: str, version: int, transaction: Transaction, answer: str | None) -> None:
        if answer == "all":
            from specui.rules.engine import apply_fixes

            file = self.specui.session.file(name)
            transaction, version = apply_fixes(file.text, file.diagnostics), file.version
        elif answer != "one":
            return
        if self.specui.change(lambda: self.specui.session.apply(name, transaction, version)):
            self.specui.say(f"{transaction.title} in {name}, saved; u takes it back", "ok")

    def action_manual(self) -> None:
        problem = self.problem_here() or self.panel.problem
        if problem is None:
            self.hint("There is no problem at the cursor; ] goes to the next one")
            return
        from specui.tui.screens.questions import manual

        self.app.push_screen(manual(problem.diagnostic))

    # -- history

    def action_undo(self) -> None:
        self._history("Undone")

    def action_redo(self) -> None:
        self._history("Made again")

    def _history(self, word: str) -> None:
        session = self.specui.session
        step = self.specui.change(session.undo if word == "Undone" else session.redo)
        if step is not None:
            self.specui.say(f"{word}: {step.title} in {step.name}", "ok")

    # -- filter

    async def action_filter(self) -> None:
        from specui.tui.widgets.filter_line import FilterLine

        if self.has_class("-lone"):
            self.hint("There is one file only; start specui on its folder to filter")
            return
        self.focus_pane("tree")
        found = self.query(FilterLine)
        if not found:
            await self.query_one("#tree-pane").mount(FilterLine(self.tree_view.wanted), before=self.tree_view)
        self.set_focus(self.query_one(FilterLine), scroll_visible=False)

    def filter_typed(self, wanted: str) -> None:
        """Show only what holds these letters."""
        self.tree_view.filter(wanted)
        self._show_tree_title()

    def action_accept_filter(self) -> None:
        from specui.tui.widgets.filter_line import FilterLine

        self.filter_typed(self.query_one(FilterLine).value)
        if not self.tree_view.wanted:
            self.query("#filter").remove()
        self.focus_pane("tree")

    def action_clear_filter(self) -> None:
        name = self.open_name
        self.query("#filter").remove()
        self.tree_view.filter("")
        if name is not None:
            self.tree_view.select(name)
        self.focus_pane("tree")

    # -- everywhere

    def action_help(self) -> None:
        from specui.tui.screens.help import help_dialog

        self.app.push_screen(help_dialog(self.place))

    def action_palette(self) -> None:
        from specui.tui.screens.palette import Palette, choices

        def chosen(run: object) -> None:
            if callable(run):
                self.call_later(run)

        self.app.push_screen(Palette(choices(self)), chosen)

    def action_quit(self) -> None:
        if self.draft is None or not self.editor.dirty:
            self.specui.leave()
            return
        from specui.tui.screens.questions import quit_typing

        self.app.push_screen(quit_typing(self.editor.original, self.editor.typed), self._quit_answered)

    def action_copy_or_quit(self) -> None:
        from textual.widgets import Input, TextArea

        focused = self.focused
        if isinstance(focused, TextArea | Input) and not focused.selection.is_empty:
            focused.action_copy()
        else:
            self.action_quit()

    async def _quit_answered(self, answer: str | None) -> None:
        if answer == "keep":
            await self.action_keep()
            if self.draft is None:
                self.specui.leave()
        elif answer == "throw":
            self.editor.close()
            self.specui.leave()
        else:
            self.editor.take_focus()

    async def action_external_editor(self) -> None:
        file, stop, problem = self.file, self.section_view.stop, self.panel.problem
        if self.pane == "problems" and problem is not None:
            self.specui.edit_outside(self.specui.session.file(problem.name), problem.line)
        elif file is not None:
            at = stop is not None and self._section_widget is self.section_view
            self.specui.edit_outside(file, stop.line if at and stop is not None else 1)
