"""The specs as rows: by tier, or in another order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from specui.tui.models.figures import SORTS, Figures, Overview, Sort, Weight, by_feature, in_order
from specui.tui.overview.linked_rows import Pen, Picture, Shown, Target, listing
from specui.tui.rendering.safe_text import width

Widths: TypeAlias = Mapping[str, int]
"""Cells of each column, in order; 0 for a column that is left out. The column of a severity has its word as name."""

NONE: Final = "–"
_GAP = 2
_TITLE_LEAST = 20
_SIGN, _LETTER = 2, 2  # cells of a status without its word, and of a column with one letter as header
_ROLE_OF_SIGN = {"🔴": "error", "🟠": "warning", "🟡": "warning", "🟢": "success"}
_STATUS_STYLES = {"error": "error", "warning": "warning", "ok": "success", "muted": "muted", "faint": "faint"}
_HEADS: Mapping[str, tuple[str, Sort]] = {
    "title": ("Spec", "title"),
    "tier": ("tier", "tier"),
    "ready": ("ready", "ready"),
    "gaps": ("gaps", "gaps"),
    "questions": ("questions", "questions"),
    "updated": ("age", "updated"),
    "owner": ("owner", "owner"),
}
_RIGHT = frozenset({"ready", "gaps", "questions"})
_SORTED: Mapping[Sort, str] = {
    "tier": "by tier",
    "title": "by title",
    "ready": "by readiness",
    "gaps": "by gaps",
    "questions": "by questions",
    "updated": "by age",
    "owner": "by owner",
}
"""The words for each order."""


def draw_specs(overview: Overview, columns: int, sort: Sort = "tier") -> Picture:
    """Draw all specs in this order, the files of one feature as one row."""
    specs = in_order(by_feature(overview.specs), sort)
    if not specs:
        return [Pen(columns).put("No specs here", "muted").done(heads=True)]
    weights = [weight for _, _, weight in overview.gaps]
    room = _widths(specs, weights, columns, sort)
    rows = [_head(room, columns, sort)]
    if len(specs) > 1:
        rows.append(_sum("All", specs, (), room, weights, columns))
    tier: str | None = None
    for spec in specs:
        if sort == "tier" and spec.tier != tier:
            tier = spec.tier
            title = f"Tier {tier}" if tier else "No tier"
            of_tier = [one for one in specs if one.tier == tier]
            rows.append(_sum(title, of_tier, (("tier", tier or "none"),), room, weights, columns))
        rows.append(_spec(spec, room, weights, columns))
    return rows


def sort_label(sort: Sort) -> str:
    """Return the words for an order."""
    return _SORTED[sort]


def sort_after(sort: Sort) -> Sort:
    """Return the next order."""
    return SORTS[(SORTS.index(sort) + 1) % len(SORTS)]


def style_of(weight: Weight) -> str:
    """Return the style of a severity, by its sign in the template."""
    return _ROLE_OF_SIGN.get(weight.sign.rstrip("\ufe0f"), "muted" if weight.rank else "error")


def age_said(days: int | None) -> str:
    """Return an age in at most seven characters."""
    if days is None:
        return NONE
    if days <= 0:
        return "today" if days == 0 else "ahead"
    for size, most, unit in ((1, 14, "d"), (7, 70, "wk"), (30, 730, "mo")):
        if days < most:
            return f"{days // size} {unit}"
    return f"{days // 365} yr"


def _widths(specs: Sequence[Figures], weights: Sequence[Weight], columns: int, sort: Sort) -> Widths:
    """Return the width of each column; on a narrow screen the least important columns shrink first."""
    words = [weight.word for weight in weights]
    longest = max(_TITLE_LEAST, *(width(spec.title) for spec in specs))
    owner = min(18, max(5, *(width(spec.owner) for spec in specs)))
    room = {
        "title": 0,
        "tier": 0 if sort == "tier" else 4,
        "status": min(18, max(width(spec.status.word) for spec in specs) + _SIGN + 1),
        "bar": 10,
        "ready": max(5, len(f"{sum(s.done for s in specs)}/{sum(s.total for s in specs)}")),
        **{word: max(3, width(word)) for word in words},
        "gaps": 0,
        "questions": 9,
        "updated": 5,
        "owner": owner,
    }
    comfortable = min(longest, 30)
    narrower: Sequence[tuple[Mapping[str, int], int]] = (
        ({}, longest),
        ({"status": _SIGN}, comfortable),
        ({"owner": min(owner, 12)}, comfortable),
        ({"bar": 6}, comfortable),
        (dict.fromkeys(words, _LETTER) | {"questions": 10}, comfortable),
        ({"owner": min(owner, 8)}, _TITLE_LEAST),
        (dict.fromkeys(words, 0) | {"gaps": 4, "questions": 9}, _TITLE_LEAST),
        ({"bar": 0}, _TITLE_LEAST),
        ({"owner": 0}, _TITLE_LEAST),
        ({"updated": 0}, _TITLE_LEAST),
        ({"status": 0}, _TITLE_LEAST),
        ({"questions": 0}, _TITLE_LEAST),
        ({"gaps": 0}, 1),
    )
    left = columns
    for change, least in narrower:
        room |= change
        left = columns - sum(cells + _gap(cells) for cells in room.values() if cells)
        if left >= least + _GAP:
            break
    return room | {"title": max(1, min(left - _GAP, longest))}


def _gap(cells: int) -> int:
    """Return the cells between a column and the next one; columns with one letter are close together."""
    return 1 if cells == _LETTER else _GAP


def _head(room: Widths, columns: int, sort: Sort) -> Shown:
    """Draw the column headers; each one sorts by its column."""
    pen = Pen(columns)
    for name, cells in room.items():
        if not cells:
            continue
        if name in {"status", "bar"}:
            pen.blank(cells + _gap(cells))
            continue
        word, by = _HEADS.get(name, (name, "gaps"))
        pen.put(
            word if width(word) <= cells else word[:1].upper(),
            "header" if by != sort else "label",
            cells=cells,
            right=name in _RIGHT or name not in _HEADS,
            target=Target("sort", by, name),
        )
        pen.blank(_gap(cells))
    return pen.done(heads=True)


def _sum(
    title: str,
    specs: Sequence[Figures],
    terms: Sequence[tuple[str, str]],
    room: Widths,
    weights: Sequence[Weight],
    columns: int,
) -> Shown:
    """Draw the totals of some specs in the same columns; `terms` are the filter for their items."""
    pen = Pen(columns)
    counts = Counter({weight.word: 0 for weight in weights})
    for spec in specs:
        counts.update({weight.word: count for weight, count in spec.gaps})
    done, total = sum(spec.done for spec in specs), sum(spec.total for spec in specs)
    of = title
    everything = listing(*(terms or (("state", "waiting"),)), of=of)

    def number(count: int, cells: int, *more: tuple[str, str]) -> None:
        target = listing(*more, *terms, of=of) if count else None
        pen.put(str(count) if count else NONE, "muted", cells=cells, right=True, target=target)

    for name, cells in room.items():
        if not cells:
            continue
        if name == "title":
            count = f"  {len(specs)} spec{'' if len(specs) == 1 else 's'}"
            pen.put(title, "subheading", cells=min(cells, width(title)), target=everything)
            pen.put(count, "muted", cells=max(0, cells - width(title))) if cells > width(title) else None
        elif name == "bar" and total:
            pen.bar(done / total, cells, "bar-done" if done == total else "box")
        elif name == "ready" and total:
            pen.put(
                f"{done}/{total}",
                "muted",
                cells=cells,
                right=True,
                target=everything._replace(of=f"{of} ready"),
            )
        elif name in counts:
            number(counts[name], cells, ("kind", "gap"), ("severity", name or "none"))
        elif name == "gaps":
            number(counts.total(), cells, ("kind", "gap"))
        elif name == "questions":
            number(sum(spec.questions for spec in specs), cells, ("kind", "question"))
        else:
            pen.blank(cells)
        pen.blank(_gap(cells))
    return pen.done()


def _spec(spec: Figures, room: Widths, weights: Sequence[Weight], columns: int) -> Shown:
    pen = Pen(columns)
    counts = {weight.word: (weight, count) for weight, count in spec.gaps}
    words = {weight.word for weight in weights}
    for name, cells in room.items():
        if not cells:
            continue
        if name in words:
            weight, count = counts.get(name, (weights[0], 0))
            terms = (("kind", "gap"), ("severity", name or "none"))
            _number(pen, spec, count, style_of(weight), cells, terms, name)
        else:
            _COLUMNS[name](pen, spec, cells)
        pen.blank(_gap(cells))
    return pen.done(spec=spec.name)


def _number(
    pen: Pen, spec: Figures, count: int, style: str, cells: int, terms: Sequence[tuple[str, str]], of: str
) -> None:
    """Write a count that opens its list; 0 opens nothing."""
    target = listing(*terms, ("spec", spec.filter_value), of=of) if count else None
    pen.put(
        str(count) if count else NONE, style if count else "faint", cells=cells, right=True, target=target
    )


def _title(pen: Pen, spec: Figures, cells: int) -> None:
    pen.put(spec.title, "", cells=cells, target=Target("spec", spec.name))


def _tier_cell(pen: Pen, spec: Figures, cells: int) -> None:
    pen.put(spec.tier or NONE, "muted", cells=cells)


def _status(pen: Pen, spec: Figures, cells: int) -> None:
    sign = spec.status.sign.strip()
    word = spec.status.word if cells > _SIGN or not sign else ""
    style = _STATUS_STYLES[spec.status.role]
    pen.put(f"{sign} {word}".strip() if cells > _SIGN or sign else "", style, cells=cells)


def _bar(pen: Pen, spec: Figures, cells: int) -> None:
    if not spec.total:
        pen.blank(cells)
        return
    ready = spec.done == spec.total
    pen.bar(spec.done / spec.total, cells, "bar-done" if ready else "box")


def _ready(pen: Pen, spec: Figures, cells: int) -> None:
    if not spec.total:
        pen.put(NONE, "faint", cells=cells, right=True)
        return
    style = "success" if spec.done == spec.total else ""
    if spec.done == spec.total:
        target: Target | None = Target("spec", spec.name, "ready")
    elif spec.files:
        target = listing(("spec", spec.filter_value), of="ready")
    else:
        target = Target("blockers", spec.name)
    pen.put(f"{spec.done}/{spec.total}", style, cells=cells, right=True, target=target)


def _gaps(pen: Pen, spec: Figures, cells: int) -> None:
    style = style_of(spec.gaps[0][0]) if spec.gaps else ""
    _number(pen, spec, spec.gap_count, style, cells, (("kind", "gap"),), "gaps")


def _questions(pen: Pen, spec: Figures, cells: int) -> None:
    _number(pen, spec, spec.questions, "", cells, (("kind", "question"),), "questions")


def _updated(pen: Pen, spec: Figures, cells: int) -> None:
    if spec.age is None:
        pen.put(NONE, "faint", cells=cells)
    else:
        pen.put(age_said(spec.age), "muted", cells=cells, target=Target("spec", spec.name, "age"))


def _owner(pen: Pen, spec: Figures, cells: int) -> None:
    if not spec.owner:
        pen.put(NONE, "faint", cells=cells)
        return
    pen.put(spec.owner, "muted", cells=cells, target=listing(("owner", spec.owner), of=f"owner {spec.name}"))


_COLUMNS = {
    "title": _title,
    "tier": _tier_cell,
    "status": _status,
    "bar": _bar,
    "ready": _ready,
    "gaps": _gaps,
    "questions": _questions,
    "updated": _updated,
    "owner": _owner,
}
