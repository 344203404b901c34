"""Heads as people write them, each field in one of many shapes, for properties over what is read and written."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from hypothesis import strategies as st

NAMES = ["Status", "Owner", "Date", "Tier", "Target release", "Reviewed by", "Effort"]
SEPARATORS = [" | ", " · ", " • ", " — ", " – ", ", ", "  ", "&nbsp;&nbsp;", "<br>", " <br/> ", "; ", " |"]
LABELS: list[tuple[str, str]] = [
    ("**", ":** "), ("**", "**: "), ("**", "** : "), ("__", ":__ "), ("__", "__: "), ("_", ":_ "), ("*", "*: "),
    ("**", "：** "), ("**", "**："), ("", ": "), ("", "："),
]  # fmt: skip
WORDS = st.sampled_from(
    ["Draft", "in review", "Ada", "Ada (lead)", "2026-02-25", "2", "🟢 Approved", "v1.2", "`main`"]
)
BODY = "\n\n## Acceptance Criteria\n\n- [x] A full boat is refused\n\n## Known Gaps\n\nNone.\n"


class Head(NamedTuple):
    """A file with its fields: names and values in file order."""

    text: str
    fields: tuple[tuple[str, str], ...]


@st.composite
def heads(draw: st.DrawFn) -> Head:
    """Return a file whose head is written in one shape, in one style of newlines."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True))
    fields = [(name, draw(WORDS)) for name in names]
    shape = draw(st.sampled_from(SHAPES))
    head = shape(draw, fields)
    text = head if head.startswith("---") else f"# Spec: Ferry\n\n{head}{BODY}"
    newline = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return Head(text.replace("\n", newline), tuple(fields))


def _label(draw: st.DrawFn, *, marked: bool = False) -> Callable[[tuple[str, str]], str]:
    before, behind = draw(st.sampled_from(LABELS[:-2] if marked else LABELS))
    return lambda field: f"{before}{field[0]}{behind}{field[1]}"


def _lines(draw: st.DrawFn, fields: list[tuple[str, str]]) -> str:
    label = _label(draw)
    ends = draw(st.sampled_from(["", "  ", "\\", "<br>", " \\"]))
    gap = draw(st.sampled_from(["\n", "\n\n"]))
    return f"{ends}{gap}".join(map(label, fields)) + (ends if gap == "\n\n" else "")


def _one_line(draw: st.DrawFn, fields: list[tuple[str, str]]) -> str:
    label, between = _label(draw, marked=True), draw(st.sampled_from(SEPARATORS))
    return between.join(map(label, fields))


def _two_a_line(draw: st.DrawFn, fields: list[tuple[str, str]]) -> str:
    label, between = _label(draw, marked=True), draw(st.sampled_from(SEPARATORS))
    made = list(map(label, fields))
    return "\\\n".join(between.join(made[at : at + 2]) for at in range(0, len(made), 2))


def _plain_line(draw: st.DrawFn, fields: list[tuple[str, str]]) -> str:
    between = draw(st.sampled_from([" | ", " · ", " • ", "<br>"]))
    return between.join(f"{name}: {value}" for name, value in fields)


def _items(draw: st.DrawFn, fields: list[tuple[str, str]]) -> str:
    label, mark = _label(draw), draw(st.sampled_from(["- ", "* ", "+ ", "-   "]))
    return "\n".join(mark + label(field) for field in fields)


def _quote(draw: st.DrawFn, fields: list[tuple[str, str]]) -> str:
    label, mark = _label(draw), draw(st.sampled_from(["> ", ">", "> - "]))
    return "\n".join(mark + label(field) for field in fields)


def _table(draw: st.DrawFn, fields: list[tuple[str, str]]) -> str:
    before, behind = draw(st.sampled_from([("", ""), ("**", "**"), ("**", ":**"), ("`", "`")]))
    rows = [f"| {before}{name}{behind} | {value} |" for name, value in fields]
    header = draw(st.sampled_from([["| Field | Value |"], ["| | |"], []]))
    lines = [*header, *rows]
    return "\n".join([lines[0], "|---|---|", *lines[1:]])


def _matter(draw: st.DrawFn, fields: list[tuple[str, str]]) -> str:
    lines = []
    for name, value in fields:
        quote = draw(st.sampled_from(["", "'", '"'])) if value[0] != "`" else '"'
        comment = draw(st.sampled_from(["", " # by hand", "  "]))
        lines.append(f"{name.casefold().replace(' ', '_')}: {quote}{value}{quote}{comment}")
    lines.insert(draw(st.integers(0, len(lines))), "nested:\n  status: other\n  - odd")
    first = draw(st.sampled_from(["", "# About this file\n", "\n"]))
    return f"---\n{first}" + "\n".join(lines) + f"\n---\n# Spec: Ferry{BODY}"


def _mixed(draw: st.DrawFn, fields: list[tuple[str, str]]) -> str:
    at = draw(st.integers(1, len(fields) - 1))
    before, behind = draw(st.sampled_from(LABELS[:-2]))
    first = "\n".join(f"{before}{name}{behind}{value}" for name, value in fields[:at])
    marked = [(name, value) for name, value in fields[at:]]
    mark = draw(st.sampled_from(["- ", "> ", "| "]))
    if mark == "| ":
        rows = [f"| **{name}** | {value} |" for name, value in marked]
        second = "\n".join(["| | |", "|---|---|", *rows])
    else:
        second = "\n".join(f"{mark}{before}{name}{behind}{value}" for name, value in marked)
    prose = draw(st.sampled_from(["", "A ferry that sails when it is full.\n\n"]))
    return f"{prose}{first}\n\n{second}"


SHAPES = [_mixed, _lines, _one_line, _two_a_line, _plain_line, _items, _quote, _table, _matter]
