"""The workbench: what can be done in its panes, one method a command."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.content import Content

from specui.markdown.edits import Transaction
from specui.specs.tasks import Task, set_checked
from specui.tui.diff import diff_content, unified
from specui.tui.editing import Draft, draft_of, insist
from specui.tui.outline import entry_named, outline
from specui.tui.screens import answers
from specui.tui.screens.dialog import TextDialog
from specui.tui.screens.editor_pane import EditorPane
from specui.tui.screens.panes import Panes
from specui.tui.text import content
from specui.tui.widgets.section_view import SectionView
from specui.workspace.files import SpecFile
from specui.workspace.recovery import Entry as Typing
from specui.workspace.session import Conflict


class Workbench(Panes):
    """Changes go to the session, the session's answer to the message line."""

    # -- ticking

    def action_tick(self) -> None:
        self.section_view.action_toggle()

    @on(SectionView.ToggleRequested)
    def _tick(self, event: SectionView.ToggleRequested) -> None:
        file = self.file
        if file is None:
            return
        task: Task = event.task
        transaction = set_checked(file.contents.spec, [task], checked=not task.checked)
        if self.specui.change(lambda: self.specui.session.apply(file.name, transaction, file.version)):
            verb = "Unticked" if task.checked else "Ticked"
            self.specui.say(f"{verb} {task.id} in {file.name}, saved", "ok")

    # -- writing

    @on(SectionView.EditRequested)
    async def _edit_requested(self, event: SectionView.EditRequested) -> None:
        await self._write(event.place.line)

    async def action_edit(self) -> None:
        stop = self.section_view.stop
        await self._write(stop.line if stop is not None else 0)

    async def _write(self, line: int, text: str | None = None) -> None:
        file, entry = self.file, self.entry
        if file is None or entry is None or self.editor_pane.draft is not None:
            return
        if file.read_only:
            self.specui.say(file.read_only, "warning")
            return
        if entry.missing:
            self.specui.say(f"{entry.name} is missing; f adds it where a fix is known")
            return
        await self.editor_pane.open(draft_of(file, entry), line, text)
        self.pane = "section"
        self._show_panes()
        self.show_all()
        self.editor_pane.take_focus()

    @on(EditorPane.Checked)
    def _checked(self) -> None:
        self.show_problems(self.editor_pane.as_typed)

    async def action_keep(self) -> None:
        draft = self.editor_pane.draft
        if draft is None:
            return
        transaction = self.editor_pane.transaction
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
        if not self.editor_pane.dirty:
            await self._leave_editor()
            return
        lines = unified(
            self.editor_pane.draft.source if self.editor_pane.draft else "", self.editor_pane.typed
        )
        dialog = TextDialog("Leave without keeping what is typed?", diff_content(lines), answers.LEAVE_EDITOR)
        self.app.push_screen(dialog, self._left_editor)

    async def _left_editor(self, answer: str | None) -> None:
        if answer == "keep":
            await self.action_keep()
        elif answer == "throw":
            await self._leave_editor()
            self.specui.say("What was typed is thrown away")
        else:
            self.editor_pane.take_focus()

    async def _leave_editor(self) -> None:
        draft = self.editor_pane.draft
        editor = self.editor_pane.editor
        row = editor.cursor_location[0] if editor is not None else 0
        await self.editor_pane.close()
        if draft is None:
            return
        file = self.file
        offset = None
        if file is not None:
            lines = file.contents.spec.document.lines
            offset = lines.offset(draft.first_line + row) if draft.file.name == file.name else None
        self.show_all(offset=offset)
        self.focus_pane("section")

    def _ask_about_conflict(self, conflict: Conflict) -> None:
        draft = self.editor_pane.draft
        if draft is None:
            return
        mine = draft.text_with(self.editor_pane.typed)
        if conflict.theirs is None:
            body = content(f"{conflict}. What you typed is still here.")
            dialog = TextDialog("The file is gone", body, answers.GONE)
        else:
            lead = content("Somebody changed the same lines while you wrote. Nothing was saved yet.\n\n")
            legend = Content.assemble(("− on disk now", "$removed"), ("   "), ("+ yours", "$added"), "\n\n")
            body = Content.assemble(lead, legend, diff_content(unified(conflict.theirs, mine)))
            dialog = TextDialog("Yours and what is on disk differ", body, answers.CONFLICT)
        self.app.push_screen(dialog, partial(self._conflict_answered, draft))

    async def _conflict_answered(self, draft: Draft, answer: str | None) -> None:
        typed = self.editor_pane.typed
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
            self.editor_pane.take_focus()

    def _insist(self, draft: Draft, typed: str) -> SpecFile:
        session = self.specui.session
        now = session.workspace.files.get(draft.file.name)
        if now is None:
            return session.restore(draft.file, draft.text_with(typed))
        return session.apply(now.name, insist(draft, typed, now), now.version)

    # -- typing of an earlier program

    def offer(self, typing: Typing) -> None:
        """Offer what an earlier program left of a section, as a diff against what is on disk."""
        name = self.specui.name_of(typing.path)
        if name not in self.specui.workspace.names:
            before, told = "", "The file is gone; restoring is not possible until it is back.\n\n"
        else:
            file = self.specui.session.file(name)
            draft = draft_of(file, entry_named(outline(file.contents), typing.section_key))
            before = draft.source
            told = "" if draft.digest == typing.base_digest else "The file has changed since.\n\n"
        body = Content.assemble(content(told), diff_content(unified(before, typing.text)))
        dialog = TextDialog(f"Unsaved typing: {typing.section_key} in {name}", body, answers.RECOVERY)
        self.app.push_screen(dialog, partial(self._offer_answered, typing, name))

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
        if self.editor_pane.draft is not None:
            return
        if problem is None:
            self.specui.say("There is no problem at the cursor; ] goes to the next one")
            return
        fix = problem.diagnostic.fix
        file = self.specui.session.file(problem.name)
        if fix is None:
            self.specui.say(f"There is no fix for {problem.diagnostic.rule}; m tells what to do")
            return
        transaction = Transaction.of(file.text, fix.edits, fix.title)
        body = Content.assemble(
            content(problem.diagnostic.message),
            "\n\n",
            diff_content(unified(file.text, transaction.apply(file.text))),
        )
        safe = [d for d in file.diagnostics if d.fix is not None and d.fix.safe]
        dialog = TextDialog(
            f"Fix {problem.diagnostic.rule}: {fix.title}", body, answers.fix(len(safe), safe_itself=fix.safe)
        )
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
            self.specui.say("There is no problem at the cursor")
            return
        from specui.rules.registry import find_rule

        rule = find_rule(problem.diagnostic.rule)
        text = rule.manual if rule is not None else problem.diagnostic.message
        self.app.push_screen(
            TextDialog(f"{problem.diagnostic.rule}  {problem.diagnostic.code}", content(text))
        )

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
            return
        self.focus_pane("tree")
        found = self.query("#filter")
        if not found:
            line = FilterLine(self.tree_view.wanted)
            await self.query_one("#tree-pane").mount(line, before=self.tree_view)
            line.focus()
        else:
            found.first().focus()

    def filter_typed(self, wanted: str) -> None:
        """Show only what holds these letters."""
        self.tree_view.filter(wanted)
        self._show_tree_title()

    def action_accept_filter(self) -> None:
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
        if not self.editor_pane.dirty:
            self.specui.leave()
            return
        draft = self.editor_pane.draft
        lines = unified(draft.source if draft else "", self.editor_pane.typed)
        dialog = TextDialog("Leave specui? What is typed is not saved", diff_content(lines), answers.QUIT)
        self.app.push_screen(dialog, self._quit_answered)

    async def _quit_answered(self, answer: str | None) -> None:
        if answer == "keep":
            await self.action_keep()
            if self.editor_pane.draft is None:
                self.specui.leave()
        elif answer == "throw":
            await self.editor_pane.close()
            self.specui.leave()
        else:
            self.editor_pane.take_focus()

    async def action_external_editor(self) -> None:
        file = self.file
        if file is None:
            return
        stop = self.section_view.stop
        self.specui.edit_outside(file, stop.line if stop is not None else 1)
