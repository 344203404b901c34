"""The values that an editor edits in place, and the forms for something new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from specui.markdown.edits import Transaction
from specui.specs.edits.places import EditRefused
from specui.specs.schema import Choice

Kind = Literal["text", "choice", "date", "owners", "path"]

Verb = Literal["delete", "move_up", "move_down", "indent", "outdent", "promote", "demote", "mend"]

Change: TypeAlias = Callable[[], Transaction]
"""Makes a change when called; raises EditRefused with one sentence."""


def accepted(text: str) -> str:
    """Accept anything: the check of a value that needs none."""
    del text
    return ""


@dataclass(frozen=True, slots=True)
class Editable:
    """One value as it is typed.

    ``value`` holds no escapes, and is empty where only the template's ``placeholder`` is.  Where
    ``multiline``, lines are joined by ``\\n``.  ``choices`` are the template's; others can be typed
    where ``check`` lets them pass.  ``check`` returns "" or one sentence that says what is wrong.
    ``commit`` returns the least edit of the document's text, and raises EditRefused.
    """

    kind: Kind
    label: str
    value: str
    multiline: bool
    choices: tuple[Choice, ...]
    check: Callable[[str], str]
    commit: Callable[[str], Transaction]
    placeholder: str = ""


def blank(
    kind: Kind,
    label: str,
    check: Callable[[str], str],
    value: str = "",
    *,
    multiline: bool = False,
    choices: tuple[Choice, ...] = (),
    placeholder: str = "",
) -> Editable:
    """Return a field of a form: a value that is not in the file yet, so that only the whole form can be saved."""
    return Editable(kind, label, value, multiline, choices, check, _refused, placeholder)


def _refused(text: str) -> Transaction:
    raise EditRefused(f"“{text}” is one field of a form; save the whole form.")


def _no_outcome(texts: Sequence[str]) -> str:
    del texts
    return ""


class Form(NamedTuple):
    """Something new, or a decision: the ``commit`` of its fields is not used.

    ``commit`` and ``outcome`` take one text for each field.  A form without fields is made at once.  ``outcome`` says
    what a decision did (``Deferred to 2026-12-15``); ``button`` is the label of the button that makes it.  ``counted``
    returns a number of what it adds in words (``3 criteria``); it is None where it adds no item and no row.
    """

    title: str
    fields: tuple[Editable, ...]
    commit: Callable[[Sequence[str]], Transaction]
    outcome: Callable[[Sequence[str]], str] = _no_outcome
    button: str = "Save"
    counted: Callable[[int], str] | None = None
