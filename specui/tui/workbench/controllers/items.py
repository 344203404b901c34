"""Items: ticked, moved, deleted, selected, sorted, without typing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from specui.markdown.blocks import Table
from specui.specs.edits.places import EditRefused
from specui.tui.commands import said
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.rendering.safe_text import fit, safe
from specui.tui.workbench.bench import Bench
from specui.tui.workbench.changes import change_items
from specui.tui.workbench.inline_edit import Item
from specui.tui.workbench.view import Aspect
from specui.workspace.files.spec_file import SpecFile

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.specs.contents import Contents
    from specui.specs.targets import Target
    from specui.tui.rendering.section import Element

OpenChoice: TypeAlias = Callable[[Item], Awaitable[bool]]
"""Opens the list of what stands under the cursor; says whether there is one."""


class ItemController:
    """Changes the item under the cursor, or all that are selected, at one key.

    `open_choice` opens the list of what a value can be, or of what can be decided: Space does that where there is no box.
    """

    def __init__(self, bench: Bench, open_choice: OpenChoice) -> None:
        self._bench = bench
        self._open_choice = open_choice

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        return {
            "tick": Handler(self.tick),
            "delete": Handler(self._delete),
            "move-up": Handler(partial(self._verb, "move_up", "Moved {} up.")),
            "move-down": Handler(partial(self._verb, "move_down", "Moved {} down.")),
            "indent": Handler(partial(self._verb, "indent", "Indented {}.")),
            "outdent": Handler(partial(self._verb, "outdent", "Outdented {}.")),
            "promote": Handler(partial(self._shift, 1)),
            "demote": Handler(partial(self._shift, -1)),
            "mark": Handler(self._select, self._why_not_select),
            "hide-done": Handler(self._hide_done, self._why_not_hide),
            "table-sort": Handler(self._sort, self._why_not_sort),
        }

    # -- ticking

    async def tick(self) -> None:
        """Tick the box, fix it, or open the list of what stands there."""
        item = await self._bench.navigator.item_when_laid_out()
        if not self._bench.may_write():
            return
        if item is None:
            self._bench.ports.notify.hint("No checkbox here.")
            return
        selected = [element for element in self._bench.view.section_view.marked if element.task is not None]
        if selected or item.element.task is not None:
            self._tick(item.file, selected or [item.element])
        elif not self._fix_boxes(item) and not await self._open_choice(item):
            self._bench.ports.notify.hint(f"Nothing to toggle here. Press {said('edit')} to edit.")

    def _tick(self, file: SpecFile, elements: Sequence[Element]) -> None:
        from specui.specs.tasks import set_checked
        from specui.tui.editors.item_labels import short_name

        tasks = [element.task for element in elements if element.task is not None]
        checked = not all(task.checked for task in tasks)
        wanted = [task for task in tasks if task.checked is not checked]
        transaction = set_checked(file.contents.spec, wanted, checked=checked)
        if self._bench.apply(file, transaction):
            self._bench.view.section_view.unmark()
            element = next(element for element in elements if element.task == wanted[0])
            what = short_name(element) if len(wanted) == 1 else f"{len(wanted)} checkboxes"
            self._bench.say_saved(f"{'Ticked' if checked else 'Unticked'} {what}.")

    def _fix_boxes(self, item: Item) -> bool:
        """Fix boxes that Markdown does not read as such; says whether there were any."""
        from specui.tui.models.broken_boxes import mended_boxes

        file, transaction = item.file, mended_boxes(item.file, item.element)
        if transaction is None:
            return False
        if self._bench.apply(file, transaction):
            self._bench.ports.notify.say(f"Fixed the checkbox. Press {said('tick')} to tick it.", "ok")
        return True

    # -- moving and deleting

    async def _verb(self, verb: str, told: str) -> None:
        item = await self._bench.writable_item()
        if item is None:
            return
        if verb in {"move_up", "move_down"} and self._bench.view.section_view.order is not None:
            self._bench.ports.notify.hint(
                f"The table is sorted. Press {said('table-sort')} for the file's order, in which rows move."
            )
            return
        self._apply_verb(item, verb, told)

    async def _delete(self) -> None:
        item = await self._bench.writable_item()
        if item is not None:
            self._apply_verb(item, "delete", f"Deleted {{}}. Press {said('undo')} to undo.")

    def _apply_verb(self, item: Item, verb: str, told: str) -> None:
        from specui.specs.forms import verbs

        def change(contents: Contents, target: Target) -> Transaction:
            possible: dict[str, Callable[[], Transaction]] = {
                str(name): make for name, make in verbs(contents, target).items()
            }
            if verb not in possible:
                raise EditRefused(_refusal(verb))
            return possible[verb]()

        change_items(self._bench, item, change, f"{verb} items", told, several=verb == "delete")

    async def _shift(self, by: int) -> None:
        """Move an item of the state one group towards the first, or back; a date by a day."""
        from specui.tui.editors.date_input import stepped
        from specui.tui.editors.item_labels import editable_here, group_before

        item = await self._bench.writable_item()
        if item is None or item.element.target is None:
            return
        contents, today, notify = item.file.contents, self._bench.ports.files.today, self._bench.ports.notify
        field = editable_here(contents, item.element, item.area, today)
        if field is not None and field.kind == "date" and field.value:
            day = stepped(field.value, by, today)
            fault = (
                field.check(day) if day else f"“{field.value}” isn't a date. Press {said('edit')} to edit it."
            )
            if fault or day is None:
                notify.hint(fault)
                return
            change_items(self._bench, item, lambda *_: field.commit(day), "", f"Set {field.label} to {day}.")
            return
        group = group_before(contents, item.element.target, by)
        if group:
            self._apply_verb(item, "promote" if by > 0 else "demote", f"Moved to {group}.")
        elif group_before(contents, item.element.target, -by):
            here = group_before(contents, item.element.target, 0)
            notify.hint(f"Already in the {'first' if by > 0 else 'last'} group, {here}.")
        else:
            notify.hint(
                f"Only dates and items of the current state can be moved here. Press {said('edit')} to edit."
            )

    # -- how the section is shown

    def _select(self) -> None:
        self._bench.view.section_view.action_mark()

    def _why_not_select(self) -> str:
        return "" if self._shows_items() else "Nothing to select here."

    def _hide_done(self) -> None:
        self._bench.view.section_view.action_hide_done()
        self._bench.view.refresh_view(Aspect.KEYS)

    def _why_not_hide(self) -> str:
        hides = self._shows_items() and self._bench.view.section_view.hides
        return "" if hides else "No completed items to hide."

    def _sort(self) -> None:
        section = self._bench.view.section_view
        section.action_sort()
        order, layout = section.order, section.layout_shown
        if order is None or layout is None or section.element is None:
            self._bench.ports.notify.hint("Showing the table in the order of the file.")
            return
        way, at = "descending" if order.descending else "ascending", section.element.start
        tables = (block for block in layout.document.blocks if isinstance(block, Table))
        header = next((table.header.texts for table in tables if table.start <= at < table.end), None)
        name = header[order.column] if header and order.column < len(header) else ""
        by = f" by {fit(safe(name), 30)}" if name else ""
        self._bench.ports.notify.hint(f"Sorted{by}, {way}. The file does not change.")

    def _why_not_sort(self) -> str:
        element = self._bench.view.section_view.element
        table = self._shows_items() and element is not None and element.kind in {"row", "table"}
        return "" if table else "No table here."

    def _shows_items(self) -> bool:
        return self._bench.view.shows_section and self._bench.view.section_view.element is not None


def _refusal(verb: str) -> str:
    return {
        "move_up": f"Already the first. Press {said('move-to-group')} to move it to another group.",
        "move_down": f"Already the last. Press {said('move-to-group')} to move it to another group.",
        "indent": "No item above to nest it under.",
        "outdent": "Not nested.",
        "delete": f"This can't be deleted as one item. Press {said('edit-section')} to edit the section.",
    }.get(verb, "Not possible here.")
