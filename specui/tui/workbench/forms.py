"""Forms: what opens the inline editor on an item, for each intent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specui.specs.decisions import DECISIONS, DecisionId, refusal
from specui.specs.edits.places import EditRefused
from specui.specs.forms.decision_forms import subject_of
from specui.specs.items.gaps import Gap
from specui.specs.items.questions import Question
from specui.tui.commands import said
from specui.tui.workbench.bench import Bench
from specui.tui.workbench.inline_edit import InlineEdit, Item, Options, begin_edit
from specui.tui.workbench.intents import (
    AddItem,
    ChooseDecision,
    ChooseGroup,
    Decide,
    EditValue,
    Intent,
)

if TYPE_CHECKING:
    from specui.specs.forms import Editable, Form
    from specui.workspace.files.spec_file import SpecFile


async def open_value(bench: Bench, item: Item) -> None:
    """Open the inline editor over the value at the item's area."""
    from specui.tui.widgets.text_editor import fits

    intent = EditValue(item.area)
    form = intent.form(item.file.contents, item.element.target, bench.ports.files.today)
    if form is None:
        return
    if not fits(form.fields[0].value):
        bench.ports.notify.hint(
            f"Too long to edit here. Press {said('external-editor')} to open your own editor."
        )
        return
    await bench.desk.open_inline(begin_edit(item, intent, "", form.fields))


async def open_form(bench: Bench, item: Item, intent: Intent, form: Form) -> None:
    """Open a form under the item."""
    await bench.desk.open_inline(begin_edit(item, intent, form.title, form.fields))


async def open_addition(bench: Bench) -> None:
    """Open the form for what can be added at the cursor; add at once what has no fields."""
    from specui.tui.editors.item_labels import added_noun

    item = await bench.navigator.item_when_laid_out()
    if not bench.may_write():
        return
    file, target = bench.navigator.file, bench.navigator.target
    form = AddItem().form(file.contents, target, bench.ports.files.today) if file is not None else None
    if file is None or form is None:
        bench.ports.notify.hint(f"Nothing to add here. Press {said('edit-section')} to edit the section.")
    elif item is None or not form.fields:
        _add_at_once(bench, file, form, f"Added {added_noun(form.title)}.")
    else:
        await open_form(bench, item, AddItem(), form)


def _add_at_once(bench: Bench, file: SpecFile, form: Form, told: str) -> None:
    """Add what needs no typing, and put the cursor where the user types next."""
    try:
        transaction = form.commit(())
    except EditRefused as refusal:
        bench.ports.notify.hint(str(refusal))
        return
    saved = bench.apply(file, transaction)
    if saved is not None:
        bench.navigator.go_to_change(transaction, saved.text)
        bench.view.settle()
        bench.view.section_view.go_below_titles()
        bench.say_undoable(told)


# -- lists to choose from


async def offer_decisions(bench: Bench, item: Item) -> bool:
    """Open the list of decisions about the question at the item; says whether there is one."""
    asked = question_at(bench, item)
    if asked is None:
        return False
    by = await bench.ports.signer.name()
    edit = decision_list(asked, by, bench.ports.files.today)
    if edit is not None:
        await bench.desk.open_inline(edit)
    return edit is not None


def decision_list(item: Item, by: str, today: str) -> InlineEdit | None:
    """Return the list of decisions about a question, to be opened; None where the item is no question."""
    intent = ChooseDecision(by)
    found = intent.options(item.file.contents, item.element.target, today)
    if not found:
        return None
    names = tuple(offer.label for offer in found)
    options = Options(names, True, tuple(offer.decision.word for offer in found))
    return _list(item, intent, "Decision", options)


async def open_assignment(bench: Bench, item: Item) -> None:
    """Open the form that assigns the question or the gap at the item."""
    asked = item if isinstance(item.element.target, Gap) else question_at(bench, item)
    refused = refusal_of(asked, "assign")
    edit = None
    if asked is not None and not refused:
        edit = decision_form(asked, "assign", await bench.ports.signer.name(), bench.ports.files.today)
    if edit is None:
        bench.ports.notify.hint(refused or DECISIONS["assign"].refusal)
    else:
        await bench.desk.open_inline(edit)


def refusal_of(item: Item | None, decision: DecisionId) -> str:
    """Return why a decision cannot be made about an item; "" where it can."""
    target = item.element.target if item is not None else None
    if not isinstance(target, Question | Gap):
        return DECISIONS[decision].refusal
    return refusal(decision, subject_of(target))


def decision_form(item: Item, decision: DecisionId, by: str, today: str) -> InlineEdit | None:
    """Return the form of one decision, to be opened; None where it does not apply or has no fields."""
    intent = Decide(decision, by)
    form = intent.form(item.file.contents, item.element.target, today)
    return begin_edit(item, intent, form.title, form.fields) if form is not None and form.fields else None


async def offer_groups(bench: Bench, item: Item) -> bool:
    """Open the list of groups that the item can move to; says whether there is one."""
    intent = ChooseGroup()
    names = intent.options(item.file.contents, item.element.target)
    if names:
        await bench.desk.open_inline(_list(item, intent, "Move to", Options(names)))
    return bool(names)


def _list(item: Item, intent: Intent, title: str, options: Options) -> InlineEdit:
    return begin_edit(item, intent, title, (_list_field(title, options, len(item.file.text)),), options)


def _list_field(title: str, options: Options, length: int) -> Editable:
    from specui.markdown.edits import Transaction
    from specui.specs.forms import Editable
    from specui.specs.schema import Choice

    choices = tuple(Choice(_key(index), name) for index, name in enumerate(options.names))
    lines = frozenset(choice.text for choice in choices)

    def check(text: str) -> str:
        known = text in lines or (options.any_text and bool(text.strip()))
        return "" if known else "Choose one of these, or cancel with escape."

    placeholder = "choose, or type another answer" if options.any_text else ""
    return Editable(
        "choice", title, "", False, choices, check, lambda _: Transaction((), length), placeholder
    )


def _key(index: int) -> str:
    return str(index + 1) if index < 9 else chr(ord("a") + index - 9)


def question_at(bench: Bench, item: Item) -> Item | None:
    """Return the question under the cursor, or the one whose decision stands there; the cursor goes to it."""
    from specui.tui.editors.item_labels import question_at as question_of

    if isinstance(item.element.target, Question):
        return item
    question = question_of(item.file.contents, item.element)
    layout = bench.view.section_view.layout_shown
    if question is None or layout is None:
        return None
    if question.item is None:  # a heading or a paragraph, with the cursor on it
        return Item(item.file, item.element._replace(target=question, text=question.text))
    element = next((s for s in layout.elements if s.target == question), None)
    if element is None:
        return None
    bench.view.section_view.go_to_element(element.number)
    return Item(item.file, element)


def signed(bench: Bench, told: str, brief: str, by: str) -> str:
    """Return a message with the name that a decision was signed with: the first time only, then it is known."""
    source = bench.ports.signer.source
    if not by or not bench.names_signer:
        return f"{told}."
    bench.names_signer = False
    name = f". Signed as {by} ({source})." if source else f". Signed as {by}."
    return f"{told}{name}" if bench.fits_message(told + name) else f"{brief}{name}"
