"""The totals as bars: gaps by severity, top blockers, open items by owner, and the course over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from specui.specs.items.kinds import KINDS
from specui.tui.models.figures import NO_ONE, Obstacle, Overview
from specui.tui.overview.charts import Course, draw_course
from specui.tui.overview.linked_rows import Pen, Picture, Shown, Target, listing
from specui.tui.overview.spec_rows import style_of
from specui.tui.rendering.safe_text import width

OWNERS: Final = 8
"""Owners that are shown at first."""
_LABEL = 13
_LABEL_MOST = 20
_WIDE = 60
_FILTERS = {kind.plural: (("kind", kind.id),) for kind in KINDS.values()}


def draw_totals(
    overview: Overview,
    columns: int,
    course: Course | str,
    *,
    eighths: bool = True,
    owners: int = OWNERS,
    way: str = "",
) -> Picture:
    """Draw the bars, one part below the other.

    `course` is the course over time, or a sentence that says why there is none; "" leaves the part out. `eighths` says
    whether the terminal can draw eighths of a cell. At most `owners` owners are shown, 0 for all. `way` says how to
    see one spec over time.
    """
    rows = [*_gaps(overview, columns), Shown(), *_obstacles(overview, columns), Shown()]
    rows += _owners(overview, columns, owners)
    if course:
        rows += [Shown(), *draw_course(course, columns, eighths=eighths, way=way)]
    return rows


def _gaps(overview: Overview, columns: int) -> list[Shown]:
    found = overview.gaps
    rows = [_heading("Gaps by severity", columns)]
    if not found:
        return [*rows, Pen(columns).put("No open gaps", "success").done()]
    most = max(count for _, count, _ in found)
    label = _label([word for word, _, _ in found])
    for word, count, weight in found:
        target = listing(("kind", "gap"), ("severity", word or "none"))
        style = style_of(weight)
        rows.append(_bar(columns, word or "no severity", label, count, most, style, str(count), target))
    return rows


def _obstacles(overview: Overview, columns: int) -> list[Shown]:
    found = [one for one in overview.obstacles if one.items]
    rows = [_heading("Top blockers", columns)]
    if not found:
        return [*rows, Pen(columns).put("None: all specs are ready", "success").done()]
    total = len(overview.specs)
    words = {"criteria": "open criteria", "tasks": "open tasks"}
    label = _label([words.get(one.name, one.name) for one in found])
    specs, items = (
        max(len(str(n)) for n in column) for column in ([o.specs for o in found], [o.items for o in found])
    )
    for one in found:
        said = f"{one.specs:>{specs}} {'spec ' if one.specs == 1 else 'specs'} {one.items:>{items + 1}}"
        rows.append(
            _bar(
                columns,
                words.get(one.name, one.name),
                label,
                one.specs,
                total,
                "box",
                said,
                _behind(overview, one),
            )
        )
    return rows


def _owners(overview: Overview, columns: int, most_shown: int) -> list[Shown]:
    found = overview.owners
    rows = [_heading("Open items by owner", columns)]
    if not found:
        return [*rows, Pen(columns).put("No open items", "success").done()]
    most, shown = found[0][1], found[: most_shown or None]
    label = _label([name for name, _ in shown])
    for name, count in shown:
        said = "nobody" if name == NO_ONE else name
        rows.append(_bar(columns, said, label, count, most, "box", str(count), listing(("owner", name))))
    if len(found) > OWNERS:
        words = f"and {len(found) - len(shown)} more" if len(found) > len(shown) else "fewer"
        rows.append(Pen(columns).put(words, "muted", target=Target("owners")).done())
    return rows


def _behind(overview: Overview, one: Obstacle) -> Target:
    """Return the target that opens the items of a blocker."""
    if one.name in {"errors", "unread lines", "sections to fill in"}:
        return Target("problems")
    if one.name == "critical gaps":
        worst = [word for word, _, weight in overview.gaps if weight.rank == 0]
        return listing(("kind", "gap"), ("severity", worst[0] if worst else "critical"), of=one.name)
    return listing(*_FILTERS[one.name])


def _heading(text: str, columns: int) -> Shown:
    return Pen(columns).put(text, "heading").done(heads=True)


def _label(words: Sequence[str]) -> int:
    return min(_LABEL_MOST, max(8, *(width(word) for word in words)))


def _bar(
    columns: int, word: str, label: int, count: int, most: int, style: str, said: str, target: Target
) -> Shown:
    """Draw a name, a bar and a count; name and count open what is counted."""
    label = max(label, min(_LABEL, columns // 3))
    room = max(0, columns - label - 2 - len(said) - 2)
    pen = Pen(columns).put(word, "", cells=label, target=target).blank(1)
    if room >= 3:
        length = min(room, _WIDE)
        pen.bar(count / most if most else 0, length, style).blank(1)
    return pen.put(
        said, "strong", cells=len(said) + 1, right=True, target=target._replace(of=f"{target.of} n")
    ).done()
