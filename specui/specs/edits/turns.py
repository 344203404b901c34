"""Combines several verbs into one transaction; each is made against the text that the one before leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from specui.markdown.edits import Transaction
from specui.markdown.scanner import scan
from specui.specs.spec import Spec, reread

Step = Callable[[Spec, Transaction], Transaction]
"""Takes the spec as it is then and the transaction so far, whose ``map`` says where offsets are now."""


def in_turn(spec: Spec, steps: Iterable[Step], title: str) -> Transaction:
    """Return one transaction that does all steps.  Raises EditRefused where one of them is refused."""
    text = spec.document.text
    done, now = Transaction((), len(text), title), spec
    for step in steps:
        made = step(now, done)
        if made:
            done = done.then(made)
            now = reread(spec, scan(made.apply(now.document.text)))
    return Transaction.of(text, done.edits, title)
