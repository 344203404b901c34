"""The blockers of a spec as a list, easiest first, in groups by what is to be done. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from specui.specs import names
from specui.specs.approval import APPROVED, approval_means_done
from specui.specs.contents import Contents
from specui.specs.readiness import Blocker, Readiness
from specui.tui.rendering.location_list import Group, Item, Listing
from specui.tui.rendering.paint import Cell

BAR_WIDTH = 20

_HEADS: dict[tuple[str, int], tuple[str, str, str]] = {
    ("error", 0): ("error that a key mends", "errors that a key mends", "there, {fix} shows the fix"),
    ("question", 1): ("question that offers its answers", "questions that offer their answers", "there, {tick} decides"),
    ("question", 2): ("question that takes a sentence", "questions that take a sentence", "there, {tick} decides"),
    ("error", 3): ("error to be mended by hand", "errors to be mended by hand", ""),
    ("unread", 3): ("line that could not be read", "lines that could not be read", ""),
    ("criterion", 4): ("open criterion", "open criteria", "there, {tick} ticks what is true"),
    ("missing test", 5): ("missing test", "missing tests", "there, {tick} ticks what is written"),
    ("critical gap", 6): ("critical gap", "critical gaps", ""),
}  # fmt: skip
"""By kind and cost: one, many, and what to do about it there."""


def blocker_groups(found: Sequence[Blocker], file: str, keys: dict[str, str]) -> tuple[Group, ...]:
    """Return blockers in groups, easiest first; `keys` are the keys that the remarks name."""
    return tuple(
        _group(kind, cost, list(some), file, keys)
        for (cost, kind), some in groupby(found, key=lambda blocker: (blocker.cost, blocker.kind))
    )


def blocker_listing(
    title: str, file: str, ready: Readiness, found: Sequence[Blocker], keys: dict[str, str]
) -> Listing:
    """Return the list of a spec's blockers `found`, under a title; `ready` is its readiness."""
    return Listing(
        title,
        readiness_cells(ready),
        blocker_groups(found, file, keys),
        "All of it is done."
        if ready.ready
        else "Nothing is asked for here: no criteria, no tests, no questions.",
    )


def blocker_title(contents: Contents, name: str) -> str:
    """Return the title of a spec's list, by the approved status of its template and the spec's own status."""
    template = contents.spec.template
    if template is None or not approval_means_done(template):
        return f"What is not done in {name}"
    status = contents.status or ""
    if status.casefold() in APPROVED:
        return f"{name} is {status}, and this is not done"
    return f"What stands between {name} and Approved"


def readiness_cells(ready: Readiness) -> tuple[Cell, ...]:
    """Return the readiness in words, with a bar: ``18 of 43 ready``."""
    if not ready.total:
        return ()
    look = "ok" if ready.ready else "accent"
    full = round(BAR_WIDTH * ready.done / ready.total)
    if 0 < ready.done < ready.total:
        full = min(BAR_WIDTH - 1, max(1, full))
    bar = (Cell("━" * full, look), Cell("─" * (BAR_WIDTH - full), "table-rule"))
    left = ready.total - ready.done
    told = f"   {left} to go" if left else ""
    return (
        Cell(f"{ready.done} of {ready.total}", "text bold"),
        Cell(" ready  ", "ok" if ready.ready else "text"),
        *bar,
        Cell(told, "muted"),
    )


def error_key(rule: str, message: str) -> str:
    """Return the key of an error's item in the list."""
    return f"error:{rule}:{message}"


def _group(kind: str, cost: int, some: list[Blocker], file: str, keys: dict[str, str]) -> Group:
    one, many, remark = _HEADS.get((kind, cost), (kind, kind, ""))
    items = tuple(
        Item(
            error_key(blocker.ref, blocker.text) if kind == "error" else f"{kind}:{blocker.ref}",
            file,
            blocker.line,
            names.strip_marks(blocker.text),
            f"L{blocker.line}",
        )
        for blocker in some
    )
    return Group(f"{len(some)} {one if len(some) == 1 else many}", items, remark.format(**keys))
