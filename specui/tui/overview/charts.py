"""Charts of numbers over time: one column for each week, the last one for today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from specui.specs.counts import Counts
from specui.tui.overview.linked_rows import Pen, Shown, Target, listing
from specui.tui.rendering.paint import wrap_words
from specui.tui.rendering.safe_text import safe

if TYPE_CHECKING:
    from specui.tui.models.figures import Figures
    from specui.workspace.git.readiness_history import ReadinessHistory

HEIGHT: Final = 3
"""Rows of a chart."""
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_SCALE = 5  # cells for the numbers at the left


@dataclass(frozen=True, slots=True)
class Course:
    """Readiness and gaps over time, of all specs ("") or of the spec with that `name` and `title`.

    `weeks` are Mondays, as text (`2026-11-23`). For each, `ready` is done and total, and `gaps` the number of open
    gaps; None for a week without specs.
    """

    title: str
    name: str
    weeks: tuple[str, ...]
    ready: tuple[tuple[int, int] | None, ...]
    gaps: tuple[int | None, ...]


def course_of(
    past: ReadinessHistory, now: tuple[int, int], open_gaps: int, spec: Figures | None = None
) -> Course:
    """Return the course of a spec or a feature, or of all; `now` and `open_gaps` are as on disk, committed or not."""
    if spec is None:
        counts: Sequence[Counts | None] = past.total()
    elif spec.files:
        counts = past.total(spec.files)
    else:
        counts = past.of(spec.name)
    return Course(
        spec.title if spec is not None else "",
        spec.name if spec is not None else "",
        tuple([week.isoformat() for week in past.weeks]),
        (*((one.done, one.total) if one is not None else None for one in counts[:-1]), now),
        (*(one.all_gaps if one is not None else None for one in counts[:-1]), open_gaps),
    )


def draw_course(course: Course | str, columns: int, *, eighths: bool = True, way: str = "") -> list[Shown]:
    """Draw readiness and open gaps, or the sentence that replaces them; `way` says how to see one spec."""
    if isinstance(course, str):
        lines = wrap_words(safe(course), max(1, columns))
        return [
            _heading("History", "", columns),
            *(Pen(columns).put(line, "muted").done() for line in lines),
        ]
    most = max(1, columns - _SCALE)
    weeks, ready, gaps = course.weeks[-most:], course.ready[-most:], course.gaps[-most:]
    shares = [None if one is None or not one[1] else 100 * one[0] / one[1] for one in ready]
    rows = [_heading("History", course.title or f"all specs{f' · {way}' if way else ''}", columns)]
    of = (("spec", course.name),) if course.name else ()
    behind = (
        Target("blockers", course.name, "past") if course.name else listing(("state", "waiting"), of="past")
    )
    rows.append(_said("ready", _of_ready(ready), columns, behind))
    rows += _chart(shares, 100, "%", "bar-done", columns, eighths=eighths)
    rows.append(_said("open gaps", _of_gaps(gaps), columns, listing(("kind", "gap"), *of, of="past")))
    rows += _chart(gaps, max((n for n in gaps if n), default=1), "", "warning", columns, eighths=eighths)
    rows.append(_axis(weeks, columns))
    return rows


def bars(values: Sequence[float | None], top: float, height: int, *, eighths: bool) -> list[str]:
    """Return rows with one column for each value, the top row first; a value above 0 always shows.

    Without `eighths` only whole cells are drawn.
    """
    steps = 8 if eighths else 1
    levels = []
    for value in values:
        level = round(height * steps * min(1.0, max(0.0, (value or 0) / top))) if top > 0 else 0
        levels.append(max(1, level) if value else 0)
    rows = []
    for row in range(height - 1, -1, -1):
        parts = [min(steps, max(0, level - row * steps)) for level in levels]
        rows.append("".join(_EIGHTHS[part * 8 // steps] for part in parts))
    return rows


def _chart(
    values: Sequence[float | None], top: float, unit: str, style: str, columns: int, *, eighths: bool
) -> list[Shown]:
    drawn = bars(values, top, HEIGHT, eighths=eighths)
    scale = {0: f"{top:.0f}{unit}", HEIGHT - 1: f"0{unit}"}
    wide = max(1, min(3, (columns - _SCALE) // max(1, len(values))))
    rows = []
    for number, row in enumerate(drawn):
        pen = Pen(columns).put(scale.get(number, ""), "faint", cells=_SCALE - 1, right=True).blank(1)
        rows.append(pen.put("".join(cell * wide for cell in row), style).done())
    return rows


def _axis(weeks: Sequence[str], columns: int) -> Shown:
    pen = Pen(columns).blank(_SCALE)
    if not weeks:
        return pen.done()
    wide = max(1, min(3, (columns - _SCALE) // len(weeks)))
    length = wide * len(weeks)
    if length < len(weeks[0]) + 8:
        return pen.put(f"since {weeks[0]}", "faint").done()
    pen.put(weeks[0], "faint", cells=length - 5)
    return pen.put("today", "faint").done()


def _heading(text: str, of: str, columns: int) -> Shown:
    pen = Pen(columns)
    pen.put(text, "heading", cells=min(columns, len(text)))
    if of:
        pen.put(f"  {of}", "muted")
    return pen.done(heads=True)


def _said(name: str, words: tuple[str, str], columns: int, target: Target) -> Shown:
    pen = Pen(columns).put(name, "label", cells=min(columns, len(name))).blank(1)
    if words[0]:
        pen.put(words[0], "strong", cells=len(words[0]), target=target)
    return pen.put(words[1], "muted").done()


def _of_ready(ready: Sequence[tuple[int, int] | None]) -> tuple[str, str]:
    known = [one for one in ready if one is not None and one[1]]
    if not known:
        return "", ""
    (done, total), (was, of) = known[-1], known[0]
    return f"{done} of {total}", f", from {was} of {of}" if len(known) > 1 else ""


def _of_gaps(gaps: Sequence[int | None]) -> tuple[str, str]:
    known = [one for one in gaps if one is not None]
    if not known:
        return "", ""
    return str(known[-1]), f", from {known[0]}" if len(known) > 1 else ""
