"""The blockers of a spec as a list, easiest first, in groups by what is to be done. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from specui.specs import names
from specui.specs.approval import APPROVED, approval_means_done
from specui.specs.contents import Contents
from specui.specs.items.kinds import KINDS
from specui.specs.readiness import BLOCKER_WORDS, Blocker, Readiness
from specui.tui.rendering.location_list import Group, Item, Listing
from specui.tui.rendering.paint import Cell, bar_cells

BAR_WIDTH = 20

_QUESTION = KINDS["question"]
_HEADS: dict[tuple[str, int], tuple[str, str, str]] = {
    ("error", 0): ("auto-fixable error", "auto-fixable errors", "{open}, then {fix} to see the fix"),
    ("question", 1): (f"{_QUESTION.noun} with suggested answers", f"{_QUESTION.plural} with suggested answers", "{open}, then {tick} to answer"),
    ("question", 2): (f"{_QUESTION.noun} that needs a written answer", f"{_QUESTION.plural} that need a written answer", "{open}, then {tick} to answer"),
    ("error", 3): ("error to fix by hand", "errors to fix by hand", ""),
    ("unread", 3): (*BLOCKER_WORDS["unread"], ""),
    ("blank section", 3): (*BLOCKER_WORDS["blank section"], ""),
    ("criterion", 4): (*BLOCKER_WORDS["criterion"], "{open}, then {tick} to tick"),
    ("task", 4): (*BLOCKER_WORDS["task"], "{open}, then {tick} to tick"),
    ("missing test", 5): (*BLOCKER_WORDS["missing test"], "{open}, then {tick} to tick"),
    ("critical gap", 6): (*BLOCKER_WORDS["critical gap"], ""),
}  # fmt: skip
"""By kind and cost: the noun, its plural, and the keys that help."""


def blocker_groups(found: Sequence[Blocker], file: str, keys: dict[str, str]) -> tuple[Group, ...]:
    """Return blockers in groups, easiest first; `keys` are the keys that the remarks name."""
    return tuple(
        _group(kind, cost, list(some), file, keys)
        for (cost, kind), some in groupby(found, key=lambda blocker: (blocker.cost, blocker.kind))
    )


def blocker_listing(
    title: str, file: str, ready: Readiness, found: Sequence[Blocker], keys: dict[str, str], aside: str = ""
) -> Listing:
    """Return the list of a spec's blockers `found`, under a title; `ready` is its readiness.

    `aside` says which criteria do not count; it is shown where nothing else was counted.
    """
    return Listing(
        title,
        readiness_cells(ready),
        blocker_groups(found, file, keys),
        "No blockers."
        if ready.ready
        else aside or "Nothing to count here: no criteria, no tests, no questions.",
    )


def blocker_title(contents: Contents, name: str) -> str:
    """Return the title of a spec's list, by the approved status of its template and the spec's own status."""
    template = contents.spec.template
    if template is None or not approval_means_done(template):
        return f"Open items of {name}"
    status = contents.status or ""
    if status.casefold() in APPROVED:
        return f"Open items of {name}, which is {status}"
    return f"Blockers for {name}"


def readiness_cells(ready: Readiness) -> tuple[Cell, ...]:
    """Return the readiness in words, with a bar: ``18 of 43 ready``."""
    if not ready.total:
        return ()
    look = "ok" if ready.ready else "accent"
    left = ready.total - ready.done
    rest = f"   {left} to go" if left else ""
    return (
        Cell(f"{ready.done} of {ready.total}", "text bold"),
        Cell(" ready  ", "ok" if ready.ready else "text"),
        *bar_cells(ready.done / ready.total, BAR_WIDTH, look),
        Cell(rest, "muted"),
    )


def error_key(rule: str, message: str) -> str:
    """Return the key of an error's item in the list."""
    return f"error:{rule}:{message}"


def _group(kind: str, cost: int, some: list[Blocker], file: str, keys: dict[str, str]) -> Group:
    noun, plural, remark = _HEADS.get((kind, cost), (kind, kind, ""))
    items = tuple(
        Item(
            error_key(blocker.ref, blocker.text) if kind == "error" else f"{kind}:{blocker.ref}",
            file,
            blocker.line,
            names.strip_marks(names.strip_links(blocker.text)),
            f"L{blocker.line}",
        )
        for blocker in some
    )
    return Group(f"{len(some)} {noun if len(some) == 1 else plural}", items, remark.format(**keys))
