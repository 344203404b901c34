"""The encoding damage of a file, computed once for the rules and the engine."""

from __future__ import annotations

from functools import lru_cache

from specui.markdown.damage import DamagedSpan, find_damage, find_signs, may_be_damaged
from specui.markdown.edits import TextEdit, Transaction
from specui.rules.rule import Subject
from specui.specs.template import Template


def damaged_spans(subject: Subject) -> tuple[DamagedSpan, ...]:
    """Return the damaged spans of the file; the templates' signs help to repair them."""
    document = subject.document
    if not may_be_damaged(document.unusual):
        return ()
    return _damage(document.text, subject.facts.templates)


def repair_damage(subject: Subject) -> Transaction | None:
    """Return the transaction that repairs the file as far as possible; None if there is nothing to repair."""
    edits = [TextEdit(s.start, s.end, s.repaired) for s in damaged_spans(subject) if s.repaired is not None]
    return Transaction.of(subject.text, edits, "Repair encoding damage") if edits else None


@lru_cache(maxsize=2)
def _damage(text: str, templates: tuple[Template, ...]) -> tuple[DamagedSpan, ...]:
    return find_damage(text, _signs(templates))


@lru_cache(maxsize=8)
def _signs(templates: tuple[Template, ...]) -> frozenset[str]:
    return frozenset().union(*(find_signs(template.text) for template in templates))
