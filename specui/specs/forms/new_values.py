"""Fields of forms: values that are not in the file yet, so that only the whole form can be saved."""

from __future__ import annotations

from specui.markdown.edits import Transaction
from specui.specs.edits.places import EditRefused
from specui.specs.forms.model import Editable, Kind
from specui.specs.forms.value_checks import Check
from specui.specs.schema import Choice


def blank(
    kind: Kind,
    label: str,
    check: Check,
    value: str = "",
    *,
    multiline: bool = False,
    choices: tuple[Choice, ...] = (),
    placeholder: str = "",
) -> Editable:
    """Return a field of a form."""
    return Editable(kind, label, value, multiline, choices, check, _refused, placeholder)


def _refused(text: str) -> Transaction:
    raise EditRefused(f"“{text}” is one field of a form; save the whole form.")
