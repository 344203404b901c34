"""Intents: what an inline edit is for. Each finds its form again in any later version of the file.

Pure values. `form` asks the core what can be typed; it returns None when the item is gone. What the core needs for
that is imported with the first edit, because the first screen does not wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from specui.specs.contents import Contents
from specui.specs.decisions import DecisionId
from specui.specs.edits.places import EditRefused
from specui.specs.items.gaps import Gap
from specui.specs.items.questions import Question
from specui.specs.targets import Target
from specui.workspace.state.recovery import ADD, ANSWER as ANSWERED, DECIDE, EDIT, SIGN_OFF

if TYPE_CHECKING:
    from specui.specs.forms import Form
    from specui.specs.forms.decision_forms import Offer


@dataclass(frozen=True, slots=True)
class EditValue:
    """Edit the value at an area of the item: a cell, a field, a text."""

    area: int

    how: ClassVar[str] = EDIT
    goes_to_new: ClassVar[bool] = False

    def form(self, contents: Contents, target: Target | None, today: str) -> Form | None:
        """Return the value as a form of one field."""
        from specui.specs.forms import Form, editable_at

        field = editable_at(contents, target, self.area, today=today) if target is not None else None
        return Form("", (field,), lambda texts: field.commit(texts[0])) if field is not None else None


@dataclass(frozen=True, slots=True)
class AddItem:
    """Add an item, a row, a field or a missing part after the item."""

    how: ClassVar[str] = ADD
    goes_to_new: ClassVar[bool] = True

    def form(self, contents: Contents, target: Target | None, today: str) -> Form | None:
        """Return the form for what can be added."""
        from specui.specs.forms import addition

        return addition(contents, target, today=today) if target is not None else None


@dataclass(frozen=True, slots=True)
class AddItems:
    """Add an item or a row after the item for each of these values; what stands in the form does not count."""

    rows: tuple[tuple[str, ...], ...]

    how: ClassVar[str] = ADD
    goes_to_new: ClassVar[bool] = True

    def form(self, contents: Contents, target: Target | None, today: str) -> Form | None:
        """Return the form of one item, which adds all of them."""
        from specui.specs.forms import addition
        from specui.specs.forms.several import add_each

        found = addition(contents, target, today=today) if target is not None else None
        if target is None or found is None:
            return None
        return found._replace(commit=lambda _: add_each(contents, target, self.rows, today=today))


@dataclass(frozen=True, slots=True)
class Decide:
    """Make one decision about a question or a gap."""

    decision: DecisionId
    by: str

    how: ClassVar[str] = DECIDE
    goes_to_new: ClassVar[bool] = False

    def form(self, contents: Contents, target: Target | None, today: str) -> Form | None:
        """Return the decision's form."""
        from specui.specs.forms.decision_forms import form_of

        if not isinstance(target, Question | Gap):
            return None
        try:
            return form_of(contents, target, self.decision, today=today, by=self.by)
        except EditRefused:
            return None


@dataclass(frozen=True, slots=True)
class ChooseDecision:
    """Choose what to decide about a question; any other text is its answer."""

    by: str

    how: ClassVar[str] = ANSWERED
    goes_to_new: ClassVar[bool] = False

    def options(self, contents: Contents, target: Target | None, today: str) -> tuple[Offer, ...]:
        """Return the decisions to choose from."""
        from specui.specs.forms.decision_forms import offers

        return offers(contents, target, today=today, by=self.by) if isinstance(target, Question) else ()

    def form(self, contents: Contents, target: Target | None, today: str) -> Form | None:
        """Return the form that takes any text as the answer."""
        found = self.options(contents, target, today)
        return next((offer.form for offer in found if offer.decision.id == "answer"), None)


@dataclass(frozen=True, slots=True)
class ChooseGroup:
    """Choose the group that the item moves to."""

    how: ClassVar[str] = ""
    goes_to_new: ClassVar[bool] = False

    def options(self, contents: Contents, target: Target | None) -> tuple[str, ...]:
        """Return the names of the groups to choose from."""
        from specui.specs.forms import groups_to

        return tuple(name for name, _ in groups_to(contents, target)) if target is not None else ()

    def form(self, contents: Contents, target: Target | None, today: str) -> Form | None:
        """Return None: nothing but a group counts."""
        del contents, target, today
        return None


@dataclass(frozen=True, slots=True)
class SignOff:
    """Sign the spec off; `before` is the spec as it was signed off last."""

    before: Contents | None
    by: str

    how: ClassVar[str] = SIGN_OFF
    goes_to_new: ClassVar[bool] = True

    def form(self, contents: Contents, target: Target | None, today: str) -> Form | None:
        """Return the form of the sign-off."""
        from specui.specs.forms import sign_off_form

        del target
        return sign_off_form(contents, self.before, today=today, by=self.by)


Intent: TypeAlias = EditValue | AddItem | AddItems | Decide | ChooseDecision | ChooseGroup | SignOff
