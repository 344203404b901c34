"""What is typed for a decision: a form below the item, which stays in sight; from the core's form to the screen's."""

from __future__ import annotations

from collections.abc import Sequence

from specui.specs.editable.model import Editable, Form as Meant
from specui.tui.screens.form import Checked, Form, Values
from specui.tui.screens.form_lines import Field


class Typing(Form):
    """A form at the foot of the screen."""

    CSS_PATH = "../form.tcss"
    CSS = "Typing { align: center bottom; }"


def typing(
    title: str,
    meant: Meant,
    *,
    owners: Sequence[str] = (),
    today: str = "",
    typed: Sequence[str] | None = None,
    told: str = "",
) -> Typing:
    """Return the form in which a decision is filled in; `typed` is what was typed before, `told` what was wrong."""
    fields = meant.fields
    values = list(typed) if typed is not None else [field.value for field in fields]
    rows = tuple(
        _row(str(number), field, value, owners, today)
        for number, (field, value) in enumerate(zip(fields, values, strict=True))
    )

    def check(now: Values) -> Checked:
        faults = {}
        for number, field in enumerate(fields):
            sentence = field.check(now[str(number)])
            if sentence:
                faults[str(number)] = sentence
        return Checked(told or title, faults)

    return Typing(meant.title, lambda _: rows, check, "keep")


def texts_of(values: Values) -> tuple[str, ...]:
    """Return what was typed, a text for each field."""
    return tuple(values[str(number)] for number in range(len(values)))


def _row(key: str, field: Editable, value: str, owners: Sequence[str], today: str) -> Field:
    if field.kind == "choice" and field.choices:
        words = tuple(choice.text for choice in field.choices)
        now = next((c.text for c in field.choices if value in {c.word, c.text}), words[0])
        return Field(key, field.label, now, "choice", words)
    if field.kind == "date":
        return Field(key, field.label, value, "date", remark="+ and - go a day on or back", today=today)
    if field.kind == "owners":
        return Field(key, field.label, value, known=tuple(owners), remark="right takes the name offered")
    return Field(key, field.label, value.replace("\n", " "))
