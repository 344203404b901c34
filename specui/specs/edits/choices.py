"""Values that a template chooses from: written as it writes them, with the tail that followed the old one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from specui.specs import names
from specui.specs.edits.places import EditRefused
from specui.specs.spec import match_choice
from specui.specs.template import Choice, read_choices


def chosen(
    value: str,
    old: str,
    choices: Sequence[Choice],
    others: Iterable[str] = (),
    *,
    name: str = "This",
    typed: bool = False,
) -> str:
    """Return ``value`` as the replacement of ``old``: sign, word, and a tail.

    The sign is written if the old value had one, or, if that was none of the choices, if most
    of ``others`` have one (and if there are none).  A tail comes from ``value``, else from ``old``;
    where ``value`` is the whole text as ``typed`` and names the same choice, it is used as it is.
    Raises EditRefused for a value that is not on the list.
    """
    choice = match_choice(value, choices)
    if choice is None:
        allowed = ", ".join(c.word for c in choices)
        raise EditRefused(f"{name} takes one of these: {allowed}; not “{value.strip()}”.")
    tail = tail_of(value, choices)
    if not tail and not (typed and match_choice(old, choices) == choice):
        tail = tail_of(old, choices)
    return (choice.text if _with_sign(old, choices, others) else choice.word) + tail


def tail_of(raw: str, choices: Sequence[Choice]) -> str:
    """Return what follows the choice at the start of a raw value; "" for a list of all choices."""
    choice = match_choice(raw, choices)
    if choice is None or read_choices(raw, "|") or read_choices(raw):
        return ""
    return names.strip_signs(raw)[len(choice.word) :].rstrip()


def _with_sign(old: str, choices: Sequence[Choice], others: Iterable[str]) -> bool:
    if match_choice(old, choices) is not None:
        return bool(names.leading_sign(old))
    known = [bool(names.leading_sign(raw)) for raw in others if match_choice(raw, choices) is not None]
    return not known or sum(known) * 2 >= len(known)
