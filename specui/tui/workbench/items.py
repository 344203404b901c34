"""What is done to the item under the cursor, or to all that are marked: ticked, deleted, moved, edited in its place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import on

from specui.specs.edits.places import EditRefused
from specui.tui.commands import said, said as known
from specui.tui.commands.here import Here, Item
from specui.tui.terminal.typeahead import PATIENCE
from specui.tui.widgets.section_view import SectionView
from specui.tui.workbench.inplace import InPlace

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.specs.contents import Contents
    from specui.specs.targets import Target
    from specui.tui.rendering.section import Stop
    from specui.workspace.files.spec_file import SpecFile


_LOOKS = 3
"""So often it is waited for the section to be laid out."""


class Under(NamedTuple):
    """What the cursor stands on, in which file."""

    file: SpecFile
    stop: Stop
    spot: int

    @property
    def contents(self) -> Contents:
        """The file's typed items."""
        return self.file.contents


class Items(InPlace):
    """Asks the core for the change, and the session to make it."""

    _words: tuple[object, ...] = ()
    _item = Item()

    # -- what is under the cursor

    @property
    def today(self) -> str:
        """The day that is written, as ``2026-11-22``."""
        return self.specui.session.today.isoformat()

    @property
    def under(self) -> Under | None:
        """What the cursor stands on in the section; None where no section is shown, or not yet as it is by now."""
        file, view = self.file, self.section_view
        stop, layout = view.stop, view.layout_shown
        if file is None or stop is None or layout is None or self._section_widget is not view:
            return None
        if layout.document is not file.contents.spec.document:
            return None
        return Under(file, stop, self.section_view.spot)

    async def drawn(self) -> None:
        """Wait until the section is laid out: keys typed ahead come before a pane that has just been shown has a size."""
        for _ in range(_LOOKS):
            if self.file is None or self.draft is not None or self._section_widget is self.notice:
                return
            if self.under is not None:
                return
            done = asyncio.Event()
            self.call_after_refresh(done.set)
            with suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), PATIENCE)

    def may_write(self) -> bool:
        """Say whether the open file may be changed; if not, the reason is told."""
        file = self.file
        if file is not None and file.read_only:
            self.hint(file.read_only)
            return False
        return file is not None and self.draft is None

    @property
    def here(self) -> Here:
        found = super().here
        if self._opened is not None:
            return replace(found, item=self._inline_words())
        if self.pane != "section" or not found.writable:
            return found
        under = self.under
        if under is None:
            return found
        marked = self.section_view.marked
        key = (under.contents, under.stop, under.spot, marked)
        if key != self._words:
            from specui.tui.editors.item_labels import item_hints
            from specui.tui.models.broken_boxes import mended_boxes

            self._words = key
            self._item = item_hints(under.contents, under.stop, under.spot, self.today, marked)
            if not self._item.space and mended_boxes(under.file, under.stop) is not None:
                self._item = self._item._replace(space="mend the box")
        return replace(found, item=self._item, ticks=bool(self._item.space))

    def _inline_words(self) -> Item:
        form = self.inline.form
        editor = self.inline
        return Item(
            enter=editor.enter,
            multiline=form is not None and form.field.multiline,
            steps=editor.steps,
            more=form is not None and form.at + 1 < len(form.fields),
            listed=editor.quick,
        )

    # -- ticking, and what space opens

    async def action_tick(self) -> None:
        """Tick, or open the list of what a value, or the answer to a question, can be."""
        await self.drawn()
        under = self.under
        if not self.may_write():
            return
        if under is None:
            self.hint("There is nothing to tick here")
            return
        marked = [stop for stop in self.section_view.marked if stop.task is not None]
        if marked or under.stop.task is not None:
            self._tick(under.file, marked or [under.stop])
        elif (asked := self.question_here(under)) is not None:
            await self.decide(asked)
        elif not self._mend_boxes(under) and not await self._open_choice(under):
            self.hint(f"There is no box and no choice at the cursor; {said('edit')} writes here")

    @on(SectionView.BoxClicked)
    async def _toggle_requested(self) -> None:
        await self.action_tick()

    @on(SectionView.EditRequested)
    async def _edit_requested(self) -> None:
        await self.action_edit()

    def _tick(self, file: SpecFile, stops: Sequence[Stop]) -> None:
        from specui.specs.tasks import set_checked
        from specui.tui.editors.item_labels import short_name

        tasks = [stop.task for stop in stops if stop.task is not None]
        checked = not all(task.checked for task in tasks)
        wanted = [task for task in tasks if task.checked is not checked]
        transaction = set_checked(file.contents.spec, wanted, checked=checked)
        if self.specui.change(lambda: self.specui.session.apply(file.name, transaction, file.version)):
            self.section_view.unmark()
            stop = next(stop for stop in stops if stop.task == wanted[0])
            what = short_name(stop) if len(wanted) == 1 else f"{len(wanted)} boxes"
            self.tell(f"{'Ticked' if checked else 'Unticked'} {what}, saved")

    def _mend_boxes(self, under: Under) -> bool:
        """Make boxes of what was meant for some; says whether there were any."""
        from specui.tui.models.broken_boxes import mended_boxes

        file, transaction = under.file, mended_boxes(under.file, under.stop)
        if transaction is None:
            return False
        if self.specui.change(lambda: self.specui.session.apply(file.name, transaction, file.version)):
            self.specui.say(f"Mended, saved · {said('tick')} ticks it", "ok")
        return True

    async def _open_choice(self, under: Under) -> bool:
        from specui.tui.editors.item_labels import editable_here

        field = editable_here(under.contents, under.stop, under.spot, self.today)
        if field is None or field.kind != "choice":
            return False
        await self.edit_in_place(under)
        return True

    def question_here(self, under: Under) -> Under | None:
        """Return the question that a decision about what is under the cursor is about."""

    async def decide(self, under: Under) -> None:
        """Open the list of what can be decided about a question."""

    # -- editing

    async def action_edit(self) -> None:
        """Edit what is under the cursor in its place; make what is missing; write what has no place of its own."""
        from specui.specs.forms import verbs
        from specui.tui.editors import item_labels as labels

        await self.drawn()
        under = self.under
        if not self.may_write():
            return
        if under is None:
            await self.action_add()
            return
        stop, contents = under.stop, under.contents
        if stop.target is not None and "mend" in verbs(contents, stop.target):
            self.item_verb("mend", f"Mended the row · {said('undo')} takes it back")
        elif labels.editable_here(contents, stop, under.spot, self.today) is not None:
            await self.edit_in_place(under)
        elif labels.is_missing(stop.target) or labels.makes_first(contents, stop, self.today):
            await self.action_add()
        else:
            await self._write(stop.line)

    async def action_add(self) -> None:
        """Add an item after the one under the cursor."""

    async def action_write(self) -> None:
        """Write the whole section, at the line of the cursor."""
        await self.drawn()
        stop = self.section_view.stop
        await self._write(stop.line if stop is not None else 0)

    async def edit_in_place(self, under: Under) -> None:
        """Open the editor over the spot under the cursor."""
        from specui.specs.forms import editable_at
        from specui.tui.editors.item_labels import saved_message
        from specui.tui.editors.open_edit import EDIT, Opened
        from specui.tui.models.draft import draft_of
        from specui.tui.models.outline import entry_at, outline
        from specui.tui.widgets.text_editor import fits

        file, stop, spot = under
        if stop.target is None:
            return
        field = editable_at(file.contents, stop.target, spot, today=self.today)
        if field is None:
            return
        if not fits(field.value):
            self.hint(f"This is too long to edit here; {known('external-editor')} opens your own editor")
            return

        def again(now: SpecFile) -> Callable[[Sequence[str]], Transaction] | None:
            there = self.section_view.stop
            if there is None or there.target is None or there.kind != stop.kind:
                return None
            found = editable_at(now.contents, there.target, spot, today=self.today)
            return (lambda values: found.commit(values[0])) if found is not None else None

        await self.open_inline(
            Opened(
                file,
                draft_of(file, entry_at(outline(file.contents), stop.start)),
                stop,
                spot,
                "over",
                "",
                (field,),
                lambda values: field.commit(values[0]),
                saved_message(field, stop, several=len(stop.spots) > 1),
                again,
                how=EDIT,
            )
        )

    async def open_beside(self, by: int) -> None:
        """Open the next spot that can be edited in place, or the one before."""
        from specui.tui.editors.item_labels import editable_here

        under, layout = self.under, self.section_view.layout_shown
        if under is None or layout is None:
            return
        number, spot = under.stop.number, under.spot + by
        while 0 <= number < len(layout.stops):
            stop = layout.stops[number]
            if stop.kind not in _BETWEEN and 0 <= spot < len(stop.spots):
                if editable_here(under.contents, stop, spot, self.today) is not None:
                    self.section_view.go_to(stop.start)
                    self.section_view.select_spot(spot)
                    await self.edit_in_place(Under(under.file, stop, spot))
                    return
                spot += by
                continue
            number += by
            spot = max(0, len(layout.stops[number].spots) - 1) if by < 0 <= number else 0

    # -- verbs that need no typing

    async def action_item_verb(self, verb: str) -> None:
        """Move the item, indent or outdent it."""
        await self.drawn()
        if verb in {"move_up", "move_down"} and self.section_view.order is not None:
            sort = said("table-sort")
            self.hint(
                f"The table is drawn sorted, so a row has no place to move to; {sort} shows the file's order"
            )
            return
        self.item_verb(verb, _TOLD[verb])

    async def action_delete(self) -> None:
        """Delete the item under the cursor, or all that are marked."""
        await self.drawn()
        self.item_verb("delete", f"Deleted {{}} · {said('undo')} takes it back")

    def item_verb(self, verb: str, told: str) -> None:
        """Do something to the item under the cursor, or where it may be several, to all that are marked."""
        from specui.specs.forms import verbs

        under = self.under
        if under is None or not self.may_write():
            return

        def change(contents: Contents, target: Target) -> Transaction:
            possible = {str(name): make for name, make in verbs(contents, target).items()}
            if verb not in possible:
                raise EditRefused(_refused(verb))
            return possible[verb]()

        self.change_items(under, change, f"{verb} items", told, several=verb == "delete")

    def change_items(
        self,
        under: Under,
        change: Callable[[Contents, Target], Transaction],
        title: str,
        told: str,
        *,
        several: bool = True,
    ) -> bool:
        """Make a change of the item under the cursor, or of all that are marked; says whether it was made."""
        from specui.tui.editors.combined_edit import one_change
        from specui.tui.editors.item_labels import short_name

        file = under.file
        stops = [stop for stop in self.section_view.marked if stop.target is not None] if several else []
        stops = stops or [under.stop]
        session = self.specui.session
        try:
            if len(stops) == 1:
                assert stops[0].target is not None
                transaction = change(file.contents, stops[0].target)
            else:
                understand = partial(_understand, session.understand_as, file.name)
                transaction = one_change(file.contents, stops, change, understand, title)
        except EditRefused as refusal:
            self.hint(str(refusal))
            return False
        if self.specui.change(lambda: session.apply(file.name, transaction, file.version)) is None:
            return False
        self.section_view.unmark()
        what = f"{len(stops)} items" if len(stops) > 1 else short_name(stops[0])
        self.tell(told.replace("{}", what))
        return True

    async def action_shift_item(self, by: int) -> None:
        """Move an item of the state to the group before or after; a date by a day."""
        from specui.tui.editors.date_input import stepped
        from specui.tui.editors.item_labels import editable_here, group_before

        await self.drawn()
        under = self.under
        if under is None or under.stop.target is None or not self.may_write():
            return
        field = editable_here(under.contents, under.stop, under.spot, self.today)
        if field is not None and field.kind == "date" and field.value:
            text = stepped(field.value, by, self.today)
            if text is None or field.check(text):
                self.hint(
                    field.check(text) if text else f"“{field.value}” is no date; {said('edit')} edits it"
                )
                return
            day = text
            told = f"{field.label} {day}, saved"
            self.change_items(under, lambda _contents, _target: field.commit(day), "", told, several=False)
            return
        group = group_before(under.contents, under.stop.target, by)
        if not group:
            other = group_before(under.contents, under.stop.target, -by)
            none = f"This is no date and no item of the state; {said('edit')} edits it"
            self.hint((f"There is no group {'before' if by > 0 else 'after'} this one") if other else none)
            return
        self.item_verb("promote" if by > 0 else "demote", f"Moved to {group}, saved")


_TOLD = {
    "move_up": "Moved {} up, saved",
    "move_down": "Moved {} down, saved",
    "indent": "Indented {}, saved",
    "outdent": "Outdented {}, saved",
}
_BETWEEN = frozenset({"title", "heading", "label", "table"})
_REFUSED = {
    "move_up": "It is the first here; {regroup} moves it to another group.",
    "move_down": "It is the last here; {regroup} moves it to another group.",
    "indent": "There is no item above it to put it under.",
    "outdent": "It stands in no other item.",
    "delete": "This cannot be deleted as one; {write} writes the section.",
}


def _refused(verb: str) -> str:
    told = _REFUSED.get(verb, "That cannot be done here.")
    return told.format(regroup=said("regroup"), write=said("write"))


def _understand(understand_as: Callable[[str, str], SpecFile], name: str, text: str) -> Contents:
    return understand_as(name, text).contents
