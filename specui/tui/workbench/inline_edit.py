"""An inline edit: what is edited in place, on which text, for which purpose. Pure values.

What is typed is the inline editor's; this value says what it means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from specui.markdown.edits import Transaction
from specui.specs.edits.places import EditRefused
from specui.specs.targets import Target
from specui.tui.models.draft import Draft, draft_of
from specui.tui.models.outline import entry_at, outline
from specui.tui.rendering.section import Element
from specui.tui.workbench.intents import Intent
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.state.recovery import EDIT, FormTyped

if TYPE_CHECKING:
    from specui.specs.forms import Editable
    from specui.tui.editors.form_state import FormState


class Item(NamedTuple):
    """The item under the cursor: its file, its element, and which of the element's areas."""

    file: SpecFile
    element: Element
    area: int = 0


class Options(NamedTuple):
    """The lines of a list to choose from; with `any_text` anything else that is typed counts too.

    `verbs` say what Enter does with each line.
    """

    names: tuple[str, ...]
    any_text: bool = False
    verbs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InlineEdit:
    """Something open for editing in place.

    `item` is what it is about, in the file as it was when the edit began; `draft` its section, for the recovery journal.
    A value is edited over its area; everything else stands as a form, or as a list of `options`, under the item.
    `typed` are values to begin with. An `overtaken` edit would overwrite what others wrote, so that saving asks first.
    """

    item: Item
    draft: Draft
    intent: Intent
    title: str
    fields: tuple[Editable, ...]
    options: Options | None = None
    typed: tuple[str, ...] = ()
    overtaken: bool = False

    @property
    def base(self) -> SpecFile:
        """The file as it was when the edit began."""
        return self.item.file

    @property
    def stands_over(self) -> bool:
        """Whether the editor covers the value, rather than standing under the item."""
        return self.intent.how == EDIT

    @property
    def is_list(self) -> bool:
        """Whether it is a list to choose from."""
        return self.options is not None

    @property
    def takes_any_text(self) -> bool:
        """Whether it is a list in which any other text counts too."""
        return self.options is not None and self.options.any_text

    @property
    def journaled(self) -> bool:
        """Whether the recovery journal keeps what is typed: a list that takes no text holds nothing to lose."""
        return not self.is_list or self.takes_any_text

    def transaction(self, values: Sequence[str], today: str) -> Transaction:
        """Return the change that saves these values, against `base`. Raises EditRefused."""
        return _commit(self, self.base, self.item.element.target, values, today)

    def transaction_on(
        self, now: SpecFile, target: Target | None, values: Sequence[str], today: str
    ) -> Transaction | None:
        """Return the change against a later version of the file; None when its item is gone or refuses it."""
        try:
            return _commit(self, now, target, values, today)
        except EditRefused:
            return None


def begin_edit(
    item: Item,
    intent: Intent,
    title: str,
    fields: Sequence[Editable],
    options: Options | None = None,
) -> InlineEdit:
    """Return an inline edit of an item."""
    file = item.file
    draft = draft_of(file, entry_at(outline(file.contents), item.element.start))
    return InlineEdit(item, draft, intent, title, tuple(fields), options)


def form_typed(edit: InlineEdit, form: FormState) -> FormTyped:
    """Return what the recovery journal keeps of an edit: the fields, and where its item stands in `base`."""
    element, document = edit.item.element, edit.base.contents.spec.document
    line = document.lines.line_range(element.line)
    return FormTyped(
        edit.intent.how,
        edit.title,
        element.start,
        document.text[line.start : line.end],
        edit.item.area,
        tuple(found.label for found in form.fields),
        tuple(found.value for found in form.fields),
        form.values,
    )


def as_text(form: FormState) -> str:
    """Return what is typed as text to read and copy: one line a field, with labels when there are several."""
    if len(form.fields) == 1:
        return form.values[0]
    pairs = zip(form.fields, form.values, strict=True)
    return "\n".join(f"{found.label}: {value}" for found, value in pairs if value.strip())


def refilled(edit: InlineEdit, form: FormTyped) -> InlineEdit | None:
    """Return an edit with the values of an earlier run; None when it is another form.

    It is overtaken when the value reads differently now than it did then.
    """
    labels = tuple(found.label for found in edit.fields)
    if (edit.intent.how, edit.title, labels) != (form.how, form.title, form.labels):
        return None
    before = tuple(found.value for found in edit.fields)
    return replace(edit, typed=form.values, overtaken=form.how == EDIT and before != form.before)


def _commit(
    edit: InlineEdit, file: SpecFile, target: Target | None, values: Sequence[str], today: str
) -> Transaction:
    form = edit.intent.form(file.contents, target, today)
    if form is None or len(form.fields) != len(edit.fields):
        raise EditRefused("The item has changed. Cancel and try again.")
    return form.commit(values)
