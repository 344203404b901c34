"""Whether a spec claims to be approved, and the finding about what contradicts that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from specui.rules.diagnostic import Finding
from specui.rules.ranges import value_range
from specui.rules.rule import Subject
from specui.specs.approval import APPROVED, approval_means_done
from specui.specs.phrases import format_examples
from specui.specs.spec import FieldValue


def approved_status(subject: Subject) -> FieldValue | None:
    """Return the status field if it claims that everything in the spec is done, else None."""
    status = subject.status
    if status is None or subject.template is None or not isinstance(status.value, str):
        return None
    if status.value.casefold() not in APPROVED or not approval_means_done(subject.template):
        return None
    return status


def report_contradiction(
    status: FieldValue, places: Sequence[tuple[str, int]], counted: str, state: str, remedy: str
) -> Iterator[Finding]:
    """Yield one finding on the status; none if nothing contradicts it.

    ``places`` are the items that contradict the status, each as text and line, ``counted`` is their number with its
    noun, ``state`` what they are.  ``remedy`` resolves it; ``{}`` in it becomes it or them.
    """
    if not places:
        return
    verb, them = ("is", "it") if len(places) == 1 else ("are", "them")
    message = (
        f"{status.name} is {status.value}, but {counted} {verb} {state}: {format_examples(places)}. "
        f"{remedy.format(them)} or change the status"
    )
    yield Finding(*value_range(status), message)
