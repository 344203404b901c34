"""Inline edits: opened on the item under the cursor, saved, cancelled, stepped through; merged with what others wrote."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from specui.specs.decisions import DECISIONS, DecisionId
from specui.specs.edits.places import EditRefused
from specui.specs.forms import verbs
from specui.tui.commands import said
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.editors import item_labels as labels
from specui.tui.editors.form_state import FormState
from specui.tui.workbench.bench import Bench
from specui.tui.workbench.changes import change_items
from specui.tui.workbench.conflict_dialogs import (
    DELETED,
    KEPT_THEIRS,
    ask_about_clashes,
    asks_before_approval,
    save_decided,
)
from specui.tui.workbench.forms import (
    offer_decisions,
    offer_groups,
    open_addition,
    open_assignment,
    open_value,
    question_at,
    refusal_of,
)
from specui.tui.workbench.inline_edit import InlineEdit, Item
from specui.tui.workbench.intents import (
    AddItem,
    AddItems,
    ChooseDecision,
    ChooseGroup,
    Decide,
    EditValue,
    SignOff,
)
from specui.tui.workbench.pasted_lines import Pasted, lines_pasted
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.history.merged_save import clashing
from specui.workspace.storage.errors import Conflict
from specui.workspace.storage.merge import differences

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.specs.contents import Contents
    from specui.specs.targets import Target

_BETWEEN = frozenset({"title", "heading", "label", "table"})
"""Elements that Tab steps over."""
WriteSection: TypeAlias = Callable[[int], Awaitable[None]]


class InlineEditController:
    """Opens the inline editor, and saves what was typed in it.

    `write_section` opens the whole section at a line of the file: Enter does that where nothing can be edited in place.
    """

    def __init__(self, bench: Bench, write_section: WriteSection) -> None:
        self._bench = bench
        self._write_section = write_section

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        return {
            "edit": Handler(self._edit),
            "add": Handler(self._add),
            "assign": Handler(self._assign),
            "move-to-group": Handler(self._regroup),
            "inline-accept": Handler(self.keep),
            "inline-save": Handler(self.save),
            "inline-cancel": Handler(self._cancel),
            "inline-next": Handler(partial(self._next, 1)),
            "inline-before": Handler(partial(self._next, -1)),
            "inline-newline": Handler(self._newline),
            "inline-up": Handler(partial(self._step, -1)),
            "inline-down": Handler(partial(self._step, 1)),
        }

    # -- opening

    async def _edit(self) -> None:
        """Edit the value under the cursor; add what is missing; open the section where nothing else fits."""
        item = await self._bench.navigator.item_when_laid_out()
        if not self._bench.may_write():
            return
        if item is None:
            await self._add()
            return
        element, contents, today = item.element, item.file.contents, self._bench.ports.files.today
        if element.target is not None and "mend" in verbs(contents, element.target):
            self._fix_row(item)
        elif labels.editable_here(contents, element, item.area, today) is not None:
            await open_value(self._bench, item)
        elif labels.is_missing(element.target) or labels.makes_first(contents, element, today):
            await self._add()
        else:
            await self._write_section(element.line)

    def _fix_row(self, item: Item) -> None:
        def change(contents: Contents, target: Target) -> Transaction:
            return verbs(contents, target)["mend"]()

        change_items(self._bench, item, change, "fix items", f"Fixed the row. Press {said('undo')} to undo.")

    async def _add(self) -> None:
        await open_addition(self._bench)

    async def _assign(self) -> None:
        item = await self._bench.writable_item()
        if item is not None:
            await open_assignment(self._bench, item)

    async def _regroup(self) -> None:
        item = await self._bench.writable_item()
        if item is None or item.element.target is None:
            return
        if not await offer_groups(self._bench, item):
            self._bench.ports.notify.hint("No other group to move it to.")

    async def open_choice(self, item: Item) -> bool:
        """Open the list of what a value can be, or of what can be decided; says whether there is one."""
        if await offer_decisions(self._bench, item):
            return True
        field = labels.editable_here(
            item.file.contents, item.element, item.area, self._bench.ports.files.today
        )
        if field is None or field.kind != "choice":
            return self._say_refusal(item)
        await open_value(self._bench, item)
        return True

    def _say_refusal(self, item: Item) -> bool:
        """Say why nothing can be decided about a question; says whether it is one."""
        asked = question_at(self._bench, item)
        if asked is not None:
            self._bench.ports.notify.hint(refusal_of(asked, "answer"))
        return asked is not None

    # -- saving

    async def keep(self) -> None:
        """Take what stands there: go on to the next field of a form, save at its end."""
        edit, inline = self._bench.desk.inline_edit, self._bench.desk.inline
        if edit is None or inline.complete():
            return
        form = inline.settle()
        if form.errors[form.at]:
            inline.show(form)
            return
        following = form.step(1)
        if following is not None and not edit.is_list:
            self._show(following)
            return
        await self._save(edit, form)

    async def save(self) -> None:
        """Save all fields, wherever the cursor is."""
        edit = self._bench.desk.inline_edit
        if edit is not None:
            await self._save(edit, self._bench.desk.inline.settle())

    async def _save(self, edit: InlineEdit, form: FormState) -> bool:
        """Save; a fault appears under its field. Says whether the edit is closed."""
        desk = self._bench.desk
        lines = [choice.text for choice in edit.fields[0].choices]
        if edit.is_list and (form.values[0] in lines or not edit.takes_any_text):
            desk.close()
            await self._pick(edit, lines.index(form.values[0]))
            return True
        form = form.all_checked()
        if form.has_errors:
            desk.inline.show(form)
            return False
        if edit.stands_over and not form.changed:
            desk.close()
            return True
        try:
            transaction = edit.transaction(form.values, self._bench.ports.files.today)
        except EditRefused as refusal:
            desk.inline.show(form.with_error(str(refusal)))
            return False
        if edit.overtaken:
            self._ask_overtaken(edit, transaction)
            return False
        session = self._bench.ports.files.session
        return self._apply(edit, transaction, partial(session.apply_from, edit.base))

    async def _pick(self, edit: InlineEdit, index: int) -> None:
        """Do what a line of a list stands for."""
        intent = edit.intent
        if isinstance(intent, ChooseGroup):
            _move_to_group(self._bench, edit, index)
        elif isinstance(intent, ChooseDecision):
            await self._decide(edit, intent, index)

    async def _decide(self, edit: InlineEdit, intent: ChooseDecision, index: int) -> None:
        from specui.tui.workbench.forms import open_form

        item, today = edit.item, self._bench.ports.files.today
        offer = intent.options(item.file.contents, item.element.target, today)[index]
        if offer.form.fields:
            await open_form(self._bench, item, Decide(offer.decision.id, intent.by), offer.form)
            return
        told = _decision_message(self._bench, edit, offer.decision.id, intent.by)
        change_items(self._bench, item, lambda *_: offer.form.commit(()), "", told)

    def _apply(
        self, edit: InlineEdit, transaction: Transaction, save: Callable[[Transaction], SpecFile]
    ) -> bool:
        """Save, after a question if the change approves the spec; says whether the edit is closed."""

        async def go_on() -> None:
            if self._is_open(edit):
                self._apply_now(edit, transaction, save)
            self._bench.desk.take_focus()

        if asks_before_approval(self._bench, edit.base, transaction, go_on):
            return False
        return self._apply_now(edit, transaction, save)

    def _apply_now(
        self, edit: InlineEdit, transaction: Transaction, save: Callable[[Transaction], SpecFile]
    ) -> bool:
        files = self._bench.ports.files
        saved = files.change(lambda: save(transaction), partial(self._ask_about_conflict, edit, transaction))
        if saved is None:
            return False
        values = self._bench.desk.inline.values
        self._bench.desk.close()
        if edit.intent.goes_to_new:
            self._bench.navigator.go_to_change(transaction, saved.text)
        if transaction:
            told, signed_off = saved_message(self._bench, edit, values)
            self._bench.say_saved(told, signed_off=signed_off)
        return True

    def _is_open(self, edit: InlineEdit) -> bool:
        """Say whether an edit is still open, also one that adds several items instead of the one that is typed."""
        now = self._bench.desk.inline_edit
        return now is not None and now.item is edit.item

    # -- several lines pasted into a new item

    def ask_about_lines(self, lines: tuple[str, ...]) -> None:
        """Ask whether lines that were pasted into a new item are an item each."""
        edit = self._bench.desk.inline_edit
        if edit is None or not isinstance(edit.intent, AddItem):
            return
        pasted = lines_pasted(edit, self._bench.desk.inline.read(), lines, self._bench.ports.files.today)
        if isinstance(pasted, str):
            self._bench.ports.notify.hint(pasted)
        elif pasted is not None:
            from specui.tui.dialogs import questions

            asked = questions.pasted_lines(pasted.counted, pasted.texts)
            self._bench.view.push(asked, partial(self._lines_answered, edit, pasted))

    async def _lines_answered(self, edit: InlineEdit, pasted: Pasted, answer: str | None) -> None:
        desk = self._bench.desk
        if desk.inline_edit is not edit:
            return
        if answer == "each":
            self._add_each(replace(edit, intent=AddItems(pasted.rows)))
        elif answer == "one":
            form = desk.inline.read()
            self._show(form.with_value(form.at, " ".join(pasted.texts)))
            await self.keep()
        desk.take_focus()

    def _add_each(self, edit: InlineEdit) -> None:
        desk = self._bench.desk
        try:
            transaction = edit.transaction((), self._bench.ports.files.today)
        except EditRefused as refusal:
            desk.inline.show(desk.inline.read().with_error(str(refusal)))
            return
        self._apply(edit, transaction, partial(self._bench.ports.files.session.apply_from, edit.base))

    # -- others changed the file

    def _ask_about_conflict(self, edit: InlineEdit, transaction: Transaction, conflict: Conflict) -> None:
        """Ask about lines that others changed too, or about a file that was deleted."""
        if conflict.gone:
            from specui.tui.dialogs.questions import gone

            self._bench.view.push(gone(conflict), partial(self._gone_answered, edit, transaction))
            return
        conflict = self._with_typed(edit, conflict)
        ask_about_clashes(self._bench, conflict, partial(self._clashes_decided, edit, transaction, conflict))

    def _ask_overtaken(self, edit: InlineEdit, transaction: Transaction) -> None:
        """Ask before a restored form overwrites what others wrote since."""
        text = edit.base.text
        found = differences(text, transaction.apply(text), transaction.title)
        self._ask_about_conflict(edit, transaction, clashing(edit.base.name, found))

    def _with_typed(self, edit: InlineEdit, conflict: Conflict) -> Conflict:
        """Return the conflict with the values typed into the item as it is now, if it is still there."""
        now, merged = self._bench.ports.files.workspace.files.get(edit.base.name), conflict.merged
        if now is None or merged is None or now.text != merged.text:
            return conflict
        item = self._bench.navigator.item
        if item is None or item.element.kind != edit.item.element.kind:
            return conflict
        values = self._bench.desk.inline.read().values
        fresh = edit.transaction_on(now, item.element.target, values, self._bench.ports.files.today)
        if fresh is None:
            return conflict
        found = replace(differences(now.text, fresh.apply(now.text), fresh.title), theirs=merged.theirs)
        return clashing(conflict.name, found)

    async def _clashes_decided(
        self, edit: InlineEdit, transaction: Transaction, conflict: Conflict, mine: frozenset[int] | None
    ) -> None:
        merged, desk = conflict.merged, self._bench.desk
        if not self._is_open(edit) or merged is None:
            return
        if mine is not None:
            if merged.resolve(mine):
                self._apply_now(edit, transaction, lambda _: save_decided(self._bench, conflict, mine))
            else:
                desk.close()
                self._bench.ports.notify.say(KEPT_THEIRS)
        desk.take_focus()

    async def _gone_answered(self, edit: InlineEdit, transaction: Transaction, answer: str | None) -> None:
        desk, base = self._bench.desk, edit.base
        if not self._is_open(edit):
            return
        session = self._bench.ports.files.session
        if answer == "mine":
            self._apply(edit, transaction, lambda t: session.restore(base, t.apply(base.text)))
        elif answer == "theirs":
            desk.close()
            self._bench.ports.notify.say(DELETED)
        desk.take_focus()

    # -- cancelling and moving

    def _cancel(self) -> None:
        desk, edit = self._bench.desk, self._bench.desk.inline_edit
        if edit is None:
            return
        if desk.inline.fold():
            self._show(None)
            return
        if not desk.is_changed:
            desk.close()
            return
        from specui.tui.dialogs.questions import leave_form

        title = "the answer" if edit.takes_any_text else f"“{edit.title}”" if edit.title else "the change"
        dialog = leave_form(title, desk.typed_values(), valid=desk.is_valid)
        self._bench.view.push(dialog, self._cancel_answered)

    async def _cancel_answered(self, answer: str | None) -> None:
        desk = self._bench.desk
        if desk.inline_edit is None:
            return
        if answer == "keep":
            await self.save()
        elif answer == "throw":
            desk.close()
            self._bench.ports.notify.say("Changes discarded.")
        desk.take_focus()

    async def _next(self, by: int) -> None:
        """Save, and go to the next field, cell or item, or the previous one."""
        desk, edit = self._bench.desk, self._bench.desk.inline_edit
        if edit is None:
            return
        form = desk.inline.settle()
        if form.errors[form.at] and (by > 0 or edit.stands_over):
            desk.inline.show(form)
            return
        following = form.step(by)
        if following is not None:
            self._show(following)
        elif not edit.stands_over:
            if by > 0:
                await self._save(edit, form)
        elif await self._save(edit, form):
            await self._open_beside(by)

    async def _open_beside(self, by: int) -> None:
        """Open the next area that can be edited in place, or the previous one."""
        item, section = self._bench.navigator.item, self._bench.view.section_view
        layout = section.layout_shown
        if item is None or layout is None:
            return
        today = self._bench.ports.files.today
        number, area = item.element.number, item.area + by
        while 0 <= number < len(layout.elements):
            element = layout.elements[number]
            if element.kind not in _BETWEEN and 0 <= area < len(element.areas):
                if labels.editable_here(item.file.contents, element, area, today) is not None:
                    section.go_to(element.start)
                    section.select_area(area)
                    await open_value(self._bench, Item(item.file, element, area))
                    return
                area += by
                continue
            number += by
            area = max(0, len(layout.elements[number].areas) - 1) if by < 0 <= number else 0

    def _newline(self) -> None:
        form = self._bench.desk.inline.form
        if form is not None and form.field.multiline:
            self._bench.desk.inline.text.newline()

    def _step(self, by: int) -> None:
        self._bench.desk.inline.step(by)
        self._show(None)

    def _show(self, form: FormState | None) -> None:
        from specui.tui.workbench.view import Aspect

        if form is not None:
            self._bench.desk.inline.show(form)
        self._bench.view.refresh_view(Aspect.KEYS)


def _move_to_group(bench: Bench, edit: InlineEdit, index: int) -> None:
    from specui.specs.forms import groups_to

    assert edit.options is not None
    name = edit.options.names[index]

    def change(contents: Contents, target: Target) -> Transaction:
        found = dict(groups_to(contents, target))
        if name not in found:
            raise EditRefused(f"It can't be moved to {name}.")
        return found[name]()

    change_items(bench, edit.item, change, f"move to {name}", f"Moved {{}} to {name}.", several=True)


def saved_message(bench: Bench, edit: InlineEdit, values: Sequence[str]) -> tuple[str, bool]:
    """Return what is said when an edit was saved with these values, and whether that signed the spec off."""
    intent, element = edit.intent, edit.item.element
    bench.view.settle()
    there = bench.view.section_view.element
    if isinstance(intent, EditValue):
        return f"{labels.saved_message(edit.fields[0], values[0], element, there or element)}.", False
    if isinstance(intent, AddItems):
        added = intent.form(edit.base.contents, element.target, bench.ports.files.today)
        counted = added.counted if added is not None else None
        several = counted(len(intent.rows)) if counted is not None else f"{len(intent.rows)} items"
        return f"Added {several}. Press {said('undo')} to undo.", False
    if isinstance(intent, AddItem):
        place = labels.short_name(there) if there is not None else "it"
        return f"Added {labels.added_noun(edit.title)} {place}. Press {said('add')} to add another.", False
    if isinstance(intent, SignOff):
        return _sign_off_message(bench), True
    if isinstance(intent, Decide):
        return _decision_message(bench, edit, intent.decision, intent.by, values[0]), False
    if isinstance(intent, ChooseDecision):
        return _decision_message(bench, edit, "answer", intent.by), False
    return "Saved.", False


def _decision_message(bench: Bench, edit: InlineEdit, decision: DecisionId, by: str, typed: str = "") -> str:
    from specui.tui.workbench.forms import signed

    found = DECISIONS[decision]
    value = labels.short_value(typed)
    brief = " ".join(found.message("", value).split())
    return signed(bench, found.message(labels.short_name(edit.item.element), value), brief, by)


def _sign_off_message(bench: Bench) -> str:
    from specui.tui.models.tree_rows import status_of

    file = bench.navigator.file
    status = file is not None and file.contents.status
    stays = f"; the status stays {status_of(file.contents).word}" if file is not None and status else ""
    told = f"Signed off: date and history row saved{stays}."
    return told if bench.fits_message(told) else f"Signed off{stays}."
