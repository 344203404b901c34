"""Whether a spec claims to be approved, and the finding that says why it cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from specui.rules.diagnostic import Finding
from specui.rules.phrases import examples
from specui.rules.places import value_place
from specui.rules.rule import Subject
from specui.specs.approval import APPROVED, approval_means_done
from specui.specs.spec import FieldValue


def approved(subject: Subject) -> FieldValue | None:
    """Return the status where it says that all in the spec is true, else None."""
    status = subject.status
    if status is None or subject.template is None or not isinstance(status.value, str):
        return None
    if status.value.casefold() not in APPROVED or not approval_means_done(subject.template):
        return None
    return status


def contradiction(status: FieldValue, said: str, places: Sequence[tuple[str, int]]) -> Iterator[Finding]:
    """Yield one finding on the status, with the first of the places that contradict it."""
    start, end = value_place(status)
    message = f"{status.name} is {status.value}, but {said}: {examples(places)}"
    yield Finding(start, end, message)
