"""Forms of an earlier run: opened again at their items, with what was typed in them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from specui.specs.contents import Contents
from specui.specs.decisions import DECISIONS
from specui.specs.items.gaps import Gap
from specui.tui.workbench.bench import Bench
from specui.tui.workbench.forms import decision_form, decision_list, question_at
from specui.tui.workbench.inline_edit import InlineEdit, Item, begin_edit, refilled
from specui.tui.workbench.intents import AddItem, EditValue, Intent, SignOff
from specui.workspace.session import Session
from specui.workspace.state.recovery import ADD, ANSWER, DECIDE, EDIT, SIGN_OFF

if TYPE_CHECKING:
    from specui.workspace.files.spec_file import SpecFile
    from specui.workspace.state.recovery import FormTyped


async def reopen_form(bench: Bench, form: FormTyped, item: Item) -> bool:
    """Open a form again at its item; says whether it is open. Nothing is written."""
    if form.how == EDIT:
        bench.view.section_view.select_area(form.area)
        item = item._replace(area=form.area)
    edit = await _edit_of(bench, form, item)
    again = refilled(edit, form) if edit is not None else None
    if again is None:
        return False
    await bench.desk.open_inline(again)
    return True


async def _edit_of(bench: Bench, form: FormTyped, item: Item) -> InlineEdit | None:
    today = bench.ports.files.today
    if form.how in {DECIDE, ANSWER}:
        asked = item if isinstance(item.element.target, Gap) else question_at(bench, item)
        if asked is None:
            return None
        by = await bench.ports.signer.name()
        if form.how == ANSWER:
            return decision_list(asked, by, today)
        forms = (decision_form(asked, decision, by, today) for decision in DECISIONS)
        return next((found for found in forms if found is not None and found.title == form.title), None)
    intent: Intent
    if form.how == EDIT:
        intent = EditValue(form.area)
    elif form.how == ADD:
        intent = AddItem()
    elif form.how == SIGN_OFF:
        by = await bench.ports.signer.name()
        intent = SignOff(await asyncio.to_thread(last_sign_off, bench.ports.files.session, item.file), by)
    else:
        return None
    found = intent.form(item.file.contents, item.element.target, today)
    return begin_edit(item, intent, found.title, found.fields) if found is not None and found.fields else None


def last_sign_off(session: Session, file: SpecFile) -> Contents | None:
    """Return the spec as it was signed off last, in git or in this run; None if never. Asks git."""
    from specui.workspace.git.repository import last_signed
    from specui.workspace.history.steps import text_changes

    understand = session.file_with_text
    steps = text_changes(session.undoable, file.name)
    opened = steps[0].before if steps else ""
    for step in steps:
        rows = [len(understand(file.name, text).contents.revisions) for text in (step.before, step.after)]
        opened = step.after if rows[0] < rows[1] else opened
    text = last_signed(file.path, text=file.text, opened=opened)
    return understand(file.name, text).contents if text is not None else None
