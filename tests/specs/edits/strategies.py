"""Specs for property tests: lists and tables written in every way that people write them, well-formed throughout."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

_WORDS = [
    *[
        "lamps are lit",
        "**Topic**: this, or that?",
        "see `a|b` here",
        "done <!-- why -->",
        "🔴 now",
        "ends \\",
    ],
    *["[link](x)", "50 % of 3", "_quiet_", "a: b", "x" * 60, "é\u2028ü", "<b>no tag", "\\* no item"],
]
NEWLINES = st.sampled_from(["\n", "\n", "\r\n", "\r"])


@dataclass
class Node:
    """An item as it is meant."""

    lines: list[str]
    checked: bool | None
    children: list[Node] = field(default_factory=list)


@dataclass(frozen=True)
class Ways:
    """How one list is written."""

    marker: str
    padding: str
    loose: bool
    first: int
    step: int
    tabs: bool


_WAYS = st.builds(
    Ways,
    marker=st.sampled_from(["-", "*", "+", "-", ".", ")"]),
    padding=st.sampled_from([" ", " ", "  ", "   "]),
    loose=st.booleans(),
    first=st.sampled_from([1, 1, 8, 9, 98]),
    step=st.sampled_from([1, 1, 0]),
    tabs=st.sampled_from([False, False, False, True]),
)


@st.composite
def _nodes(draw: st.DrawFn, depth: int) -> list[Node]:
    boxes = draw(st.booleans())
    found = []
    for _ in range(draw(st.integers(1, 4 if depth == 0 else 2))):
        lines = [draw(st.sampled_from(_WORDS)) for _ in range(draw(st.sampled_from([1, 1, 1, 2])))]
        checked = draw(st.booleans()) if boxes else None
        nested = depth < 2 and draw(st.integers(0, 3)) == 0
        found.append(Node(lines, checked, draw(_nodes(depth + 1)) if nested else []))
    return found


def _written(draw: st.DrawFn, nodes: list[Node], column: int, lead: str = "") -> list[str]:
    ways = draw(_WAYS)
    # A numbered list within another one may only begin at 1 right under a text.
    first = ways.first if column == 0 else 1
    lines: list[str] = []
    for index, node in enumerate(nodes):
        if ways.loose and lines:
            lines.append("")
        ordered = ways.marker in ".)"
        mark = f"{first + index * ways.step}{ways.marker}" if ordered else ways.marker
        box = "" if node.checked is None else "[x] " if node.checked else "[ ] "
        inner = column + len(mark + ways.padding)
        lines.append(lead + mark + ways.padding + box + node.lines[0])
        # A tab where it is enough, and not so much that it makes code.
        stop = -(-inner // 4)
        blanks = "\t" * stop if ways.tabs else " " * inner
        hang = draw(st.sampled_from([blanks, blanks, " " * (inner + 1), ""]))
        lines += [hang + line for line in node.lines[1:]]
        if node.children:
            lines += _written(draw, node.children, stop * 4 if ways.tabs else inner, blanks)
    return lines


@st.composite
def spec_texts(draw: st.DrawFn) -> str:
    """A spec with criteria in three groups, one of which may be empty."""
    lines = ["# Production Spec: X", "", "**Tier:** 1", "", "## 3. Acceptance Criteria", ""]
    groups = ["Functional", "Compliance / Security", "Performance"]
    for name in groups:
        lines.append(f"### {name}")
        if draw(st.booleans()):
            lines.append("")
        if draw(st.integers(0, 4)):
            lines += _written(draw, draw(_nodes(0)), 0)
        lines += [""] * draw(st.integers(1, 2))
    if draw(st.booleans()):
        lines += ["---", "", "## 8. Open Questions", "", "1. A?"]
    while lines[-1] == "":
        lines.pop()
    newline = draw(NEWLINES)
    mixed = draw(st.integers(0, 3)) == 0
    ends = [draw(NEWLINES) if mixed else newline for _ in lines]
    if draw(st.booleans()):
        ends[-1] = ""
    text = "".join(line + end for line, end in zip(lines, ends, strict=True))
    # A carriage return before a line feed of an empty line would be one newline.
    return text.replace("\r\n", "\n").replace("\n", "\r\n") if mixed and "\r\n" in text else text


_CELLS = st.sampled_from(
    [
        "a",
        "",
        "b c",
        "x\\|y",
        "`a\\|b`",
        "🔴 Critical",
        "- x",
        "1. y",
        "# h",
        "a long cell",
        "end\\\\",
        "日本",
    ]
)


@st.composite
def table_texts(draw: st.DrawFn) -> str:
    """A table: padded or compact, with pipes at its ends or without, rows of any length."""
    columns = draw(st.integers(1, 4))
    opened, closed = draw(st.booleans()), draw(st.booleans())
    padded, blank = draw(st.booleans()), draw(st.sampled_from([" ", " ", ""]))
    lead = draw(st.sampled_from(["", "", "  "]))

    def row(cells: list[str]) -> str:
        text = "|".join(blank + (cell.ljust(12) if padded else cell) + blank for cell in cells)
        bare = text if opened else text.lstrip()
        return lead + ("|" if opened or not bare[:1].isalpha() else "") + bare + "|" * closed

    count = draw(st.integers(0, 4))
    widths = [columns if padded else draw(st.integers(1, columns + 1)) for _ in range(count)]
    rows = [row([draw(_CELLS) for _ in range(width)]) for width in widths]
    header = lead + "|" + "|".join(f" h{n} " for n in range(columns)) + "|"
    rule = (
        lead
        + "|"
        + "|".join([draw(st.sampled_from(["---", ":--", "--:", ":-:"])) for _ in range(columns)])
        + "|"
    )
    newline = draw(NEWLINES)
    before, behind = (
        draw(st.sampled_from(["", f"text{newline * 2}"])),
        draw(st.sampled_from(["", newline, f"{newline * 2}text"])),
    )
    return before + newline.join([header, rule, *rows]) + behind
