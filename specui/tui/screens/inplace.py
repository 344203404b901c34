"""The editor over an item: opened, placed, kept, left; carried over where the file has changed meanwhile.

What it is about is one `Opened`; what may be typed and what is written is the core's to say.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.timer import Timer

from specui.specs.edits.places import EditRefused
from specui.tui.commands import Place
from specui.tui.layout import GUTTER
from specui.tui.outline import Entry
from specui.tui.problem_list import Problem
from specui.tui.screens.writing import Writing
from specui.workspace.files import SpecFile
from specui.workspace.session import Conflict
from specui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from specui.markdown.edits import Transaction
    from specui.tui.editing import Draft
    from specui.tui.editors.form import Filling, Sources
    from specui.tui.editors.inline import InlineEditor
    from specui.tui.editors.opened import Opened
    from specui.tui.layout import Stop

BUSY = "Keep what is typed first (enter), or leave it (escape)"
JOURNAL_SECONDS = 2.0
JOURNAL_CHARACTERS = 100


class InPlace(Writing):
    """Holds what is edited in place; None at rest."""

    _inline: InlineEditor | None = None
    _opened: Opened | None = None
    _timer: Timer | None = None
    _journaled: tuple[int, tuple[str, ...]] = (0, ())

    # -- what is open

    @property
    def opened(self) -> Opened | None:
        """What is being edited in place; None at rest."""
        return self._opened

    @property
    def inline(self) -> InlineEditor:
        """The editor in place, once it has been made."""
        assert self._inline is not None
        return self._inline

    @property
    def inline_changed(self) -> bool:
        """Whether something typed in place would be lost."""
        opened = self._opened
        if opened is None or opened.quick or self.inline.filling is None:
            return False
        return self.inline.read().changed

    @property
    def place(self) -> Place:
        found = super().place
        return "inline" if found == "section" and self._opened is not None else found

    @property
    def file(self) -> SpecFile | None:
        found = super().file
        return found if found is not None or self._opened is None else self._opened.base

    def typing(self) -> tuple[Draft, str] | None:
        found = super().typing()
        opened = self._opened
        if found is None and opened is not None and self.inline_changed:
            from specui.tui.editors.opened import as_typed

            return opened.draft, as_typed(opened, self.inline.read())
        return found

    @property
    def at_rest(self) -> bool:
        """Whether nothing is being written or edited."""
        return self.draft is None and self._opened is None

    async def keep_typing(self) -> None:
        """Keep what is typed, wherever it is."""
        await (self.action_inline_save() if self._opened is not None else self.action_keep())

    def throw_typing(self) -> None:
        """Give up what is typed; the program ends."""
        if self._opened is not None:
            self.close_inline()
        elif self.draft is not None:
            self.editor.close()

    def go_on_typing(self) -> None:
        """Give the keyboard back to where one types."""
        if self._opened is not None:
            self._focus(self.inline.text)
        elif self.draft is not None:
            self.editor.take_focus()

    # -- opening

    async def open_inline(self, opened: Opened) -> None:
        """Open an editor in place, with the keyboard in it."""
        from specui.tui.editors.form import Filling, Sources

        await self._make_inline()
        self._opened = opened
        self._journaled = (sum(len(field.value) for field in opened.fields), ())
        filling = Filling.of(opened.fields)
        for index, value in enumerate(opened.values):
            filling = filling.put(index, value)
        titled = opened.title if opened.where == "under" else ""
        self.inline.remove_class("-hidden")
        self.inline.open(
            filling, Sources(self.specui.session.today.isoformat()), title=titled, quick=opened.quick
        )
        self.place_inline()
        self.pane = "section"
        self._show_panes()
        self._focus(self.inline.text)
        self._show_footer()
        if not opened.quick:
            self._timer = self.set_interval(JOURNAL_SECONDS, self._keep_journal)
        self._find_sources(opened)
        await self.inline.laid_out()

    def _find_sources(self, opened: Opened) -> None:
        """Look for what its fields are completed from, behind the keys."""
        kinds = {found.kind for found in opened.fields}
        if not kinds & {"owners", "path"}:
            return
        from specui.tui.editors.form import Sources
        from specui.tui.editors.sources import known_owners

        session, today = self.specui.session, self.specui.session.today.isoformat()
        files = list(session.workspace.files.values()) if "owners" in kinds else []

        def find() -> None:
            from specui.workspace.repofiles import repository_files

            paths = repository_files(session.root) if "path" in kinds else ()
            found = Sources(today, known_owners(files), paths)
            self.app.call_from_thread(self._supply, opened, found)

        self.run_worker(find, thread=True, exclusive=True, group="sources", exit_on_error=False)

    def _supply(self, opened: Opened, found: Sources) -> None:
        if self._opened is opened:
            self.inline.supply(found)

    async def _make_inline(self) -> None:
        if self._inline is None:
            from specui.tui.editors.inline import InlineEditor

            editor = InlineEditor()
            await self.query_one("#section-pane").mount(editor)
            self._inline = editor

    def close_inline(self) -> None:
        """Put the editor away; what was journaled of it is forgotten."""
        opened, self._opened = self._opened, None
        if opened is None:
            return
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.section_view.close_room()
        self.inline.close()
        if not opened.quick:
            self.specui.journal.forget(opened.draft)
        self.show_all()
        if self.pane == "section" and not self.specui.in_dialog:
            self._focus(self._section_widget)
        self._show_footer()

    # -- where it stands

    def place_inline(self) -> None:
        """Put the editor where its item stands by now, with room for all of it."""
        opened, view, stop = self._opened, self.section_view, self.section_view.stop
        if opened is None or stop is None or not view.size.height:
            return
        most = view.size.height - 1
        region = self._region(opened, stop)
        rows = self.inline.rows_wanted(region.width, most)
        last = self._last(opened, stop)
        below = region.y + rows - (last + 1 - view.scroll_offset.y)
        view.make_room(last, max(0, below))
        region = self._region(opened, stop)
        hidden = min(region.y, region.y + rows - view.size.height)
        if hidden > 0:
            view.scroll_to(y=view.scroll_offset.y + hidden, animate=False, force=True, immediate=True)
        elif region.y < 0:
            view.scroll_to(y=view.scroll_offset.y + region.y, animate=False, force=True, immediate=True)
        self._move_inline()

    def _move_inline(self) -> None:
        """Follow the section where it scrolls."""
        opened, view, stop = self._opened, self.section_view, self.section_view.stop
        if opened is None or stop is None:
            return
        region = self._region(opened, stop)
        pane = self.query_one("#section-pane")
        shown = self.inline.place(
            region.translate(view.region.offset - pane.region.offset), view.size.height - 1
        )
        self.inline.set_class(region.y < 0 or region.y + shown.field.y >= view.size.height, "-hidden")

    def _region(self, opened: Opened, stop: Stop) -> Region:
        """Return where the editor begins in the section as it is scrolled, and how wide it is."""
        view = self.section_view
        columns = view.scrollable_content_region.width
        if opened.where == "under":
            return Region(GUTTER, self._last(opened, stop) + 1 - view.scroll_offset.y, columns - GUTTER, 1)
        spot = view.spot_region(stop, opened.spot) or Region(GUTTER, stop.first - view.scroll_offset.y, 1, 1)
        width = min(columns - GUTTER, max(spot.width + 1, self.inline.columns_wanted))
        return Region(max(GUTTER, min(spot.x, columns - width)), spot.y, width, 1)

    def _last(self, opened: Opened, stop: Stop) -> int:
        """Return the last row of what the editor is about: with what is nested in it, where something is added behind."""
        layout = self.section_view.layout_shown
        if opened.where == "over" or layout is None:
            return stop.last
        last = stop.last
        for following in layout.stops[stop.number + 1 :]:
            if following.depth <= stop.depth:
                break
            last = following.last
        return last

    def on_inline_editor_grown(self) -> None:
        self.place_inline()

    def on_resize(self) -> None:
        super().on_resize()
        if self._opened is not None:
            self.call_after_refresh(self.place_inline)

    # -- keeping and leaving

    async def action_inline_keep(self) -> None:
        """Keep what is typed: take it, go on in a form, save at its end."""
        if self._opened is None or self.inline.complete():
            return
        filling = self.inline.settle()
        if filling.told[filling.at]:
            self.inline.show(filling)
            return
        following = filling.step(1)
        if following is not None and not self._opened.quick:
            self.inline.show(following)
            self._show_footer()
            return
        await self._keep_inline(filling)

    async def on_inline_editor_picked(self) -> None:
        await self.action_inline_keep()

    async def action_inline_save(self) -> None:
        """Keep all of a form from wherever one is in it."""
        if self._opened is not None:
            await self._keep_inline(self.inline.settle())

    async def _keep_inline(self, filling: Filling) -> bool:
        """Save; what is wrong is told at its field. Says whether it is closed now."""
        opened = self._opened
        assert opened is not None
        if opened.pick is not None:
            self.close_inline()
            await opened.pick(filling.values[0])
            return True
        filling = filling.all_checked()
        if filling.refused:
            self.inline.show(filling)
            return False
        if opened.where == "over" and not filling.changed:
            self.close_inline()
            return True
        try:
            transaction = opened.commit(filling.values)
        except EditRefused as refusal:
            self.inline.show(filling.wrong(str(refusal)))
            return False
        return self._save_inline(opened, transaction, partial(self.specui.session.apply_from, opened.base))

    def _save_inline(
        self, opened: Opened, transaction: Transaction, save: Callable[[Transaction], SpecFile]
    ) -> bool:
        saved = self.specui.change(
            lambda: save(transaction), on_conflict=partial(self._ask_inline, opened, transaction)
        )
        if saved is None:
            return False
        self.close_inline()
        if opened.done is not None:
            opened.done(transaction, saved)
        elif transaction:
            self.specui.say(opened.said, "ok")
        return True

    def action_inline_leave(self) -> None:
        """Leave; asks where something typed would be lost."""
        opened = self._opened
        if opened is None:
            return
        if not self.inline_changed:
            self.close_inline()
            return
        from specui.tui.screens.questions import leave_editor

        self.app.push_screen(leave_editor(*self._before_and_after(opened)), self._inline_left)

    def _before_and_after(self, opened: Opened) -> tuple[str, str]:
        """Return what is typed and what it takes the place of, to be compared by a person."""
        pairs = [
            (f.value, v)
            for f, v in zip(opened.fields, self.inline.read().values, strict=True)
            if f.value != v
        ]
        return "\n".join(old for old, _ in pairs), "\n".join(new for _, new in pairs)

    async def _inline_left(self, answer: str | None) -> None:
        if self._opened is None:
            return
        if answer == "keep":
            await self.action_inline_save()
        elif answer == "throw":
            self.close_inline()
            self.specui.say("What was typed is thrown away")
            return
        if self._opened is not None:
            self._focus(self.inline.text)

    async def action_inline_next(self, by: int) -> None:
        """Keep, and go to the next field, cell or item, or to the one before."""
        opened = self._opened
        if opened is None:
            return
        filling = self.inline.settle()
        if filling.told[filling.at] and (by > 0 or opened.where == "over"):
            self.inline.show(filling)
            return
        following = filling.step(by)
        if following is not None:
            self.inline.show(following)
            self._show_footer()
        elif opened.where == "under":
            if by > 0:
                await self._keep_inline(filling)
        elif await self._keep_inline(filling):
            await self.open_beside(by)

    async def open_beside(self, by: int) -> None:
        """Open what comes after the spot under the cursor, or before it."""

    def action_inline_newline(self) -> None:
        """Start a new line, where there can be several."""
        filling = self.inline.filling
        if filling is not None and filling.field.multiline:
            self.inline.text.newline()

    def action_inline_step(self, by: int) -> None:
        """Go up or down in the list, by days, or in the text."""
        self.inline.step(by)
        self._show_footer()

    # -- others write meanwhile

    def workspace_changed(self, workspace: Workspace) -> None:
        opened = self._opened
        if opened is not None and opened.base.name not in workspace.names:
            self.tree_view.show(workspace)
            self.specui.say(f"{opened.base.name} is gone from disk; what you typed is safe here", "warning")
            return
        super().workspace_changed(workspace)
        if opened is not None:
            self.place_inline()

    def _ask_inline(self, opened: Opened, transaction: Transaction, conflict: Conflict) -> None:
        from specui.tui.screens.questions import conflict as ask

        dialog = ask(conflict, transaction.apply(opened.base.text))
        self.app.push_screen(dialog, partial(self._inline_conflict, opened, transaction))

    async def _inline_conflict(self, opened: Opened, transaction: Transaction, answer: str | None) -> None:
        if self._opened is not opened:
            return
        if answer == "mine":
            self._insist_inline(opened, transaction)
        elif answer == "theirs":
            self.close_inline()
            self.specui.look_again(opened.base.path)
            self.specui.say("Took what is on disk; what was typed is thrown away")
        if self._opened is not None:
            self._focus(self.inline.text)

    def _insist_inline(self, opened: Opened, transaction: Transaction) -> None:
        """Write what is typed over what stands there now, if it still stands there."""
        session, base = self.specui.session, opened.base
        self.specui.look_again(base.path)
        now = session.workspace.files.get(base.name)
        if now is None or base.name not in session.workspace.names:
            self._save_inline(opened, transaction, lambda t: session.restore(base, t.apply(base.text)))
            return
        commit = opened.again(now)
        if commit is None:
            self.specui.say("That is not there any more; what you typed is still here", "warning")
            return
        try:
            fresh = commit(self.inline.read().values)
        except EditRefused as refusal:
            self.specui.say(str(refusal), "warning")
            return
        self._save_inline(opened, fresh, lambda t: session.apply(now.name, t, now.version))

    def on_inline_editor_changed(self) -> None:
        self._show_footer()
        self._keep_journal_if_much()

    def _keep_journal_if_much(self) -> None:
        typed = sum(map(len, self.inline.read().values)) if self._opened is not None else 0
        if abs(typed - self._journaled[0]) >= JOURNAL_CHARACTERS:
            self._keep_journal()

    def _keep_journal(self) -> None:
        """Keep what is typed where a killed program finds it again."""
        opened = self._opened
        if opened is None or not self.inline_changed:
            return
        filling = self.inline.read()
        if filling.values == self._journaled[1]:
            return
        self._journaled = (sum(map(len, filling.values)), filling.values)
        journal = self.specui.journal

        def write() -> None:
            from specui.tui.editors.opened import as_typed

            journal.write(opened.draft, as_typed(opened, filling))

        self.run_worker(write, thread=True, group="journal", exit_on_error=False)

    # -- going elsewhere

    def free(self) -> bool:
        """Say whether one can go elsewhere: nothing typed would be lost; what is open is closed then."""
        if self._opened is None:
            return True
        if self.inline_changed:
            self.hint(BUSY)
            self._focus(self.inline.text)
            return False
        self.close_inline()
        return True

    def open_file(self, name: str, section: str | None = None, offset: int | None = None) -> None:
        if self.free():
            super().open_file(name, section, offset)

    def go_to_entry(self, entry: Entry, offset: int | None = None) -> None:
        if self.free():
            super().go_to_entry(entry, offset)

    def go_to_problem(self, problem: Problem) -> None:
        if self.free():
            super().go_to_problem(problem)

    def focus_pane(self, pane: Place) -> None:
        if pane == "section" and self._opened is not None:
            self._focus(self.inline.text)
            return
        if self.free():
            super().focus_pane(pane)
