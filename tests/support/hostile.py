"""Generates documents that are hard to read: each repeats one shape up to a size, and is a spec of the shipped family.

`hostile(kind, size)` has about `size` characters and is the same each time. The number of repetitions grows in
proportion to the size, so that a step that scans all of them for each of them shows as quadratic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count

HEAD = """# Production Spec: Hostile

**Last updated:** 2026-02-19
**Spec status:** 🔴 Gaps Identified
**Owner agent(s):** Ilva (water)
**Tier:** 1

## 1. Feature Overview

What it is for.

"""
CRITERIA = "## 3. Acceptance Criteria\n\n"
GAPS = "## 4. Known Gaps / Tech Debt\n\n"
GAP_TABLE = GAPS + "| Gap | Severity | Notes |\n|---|---|---|\n"
MISSING = "## 5. Test Coverage\n\n### Missing Tests (Required for Production-Ready)\n\n"
MODES = "## 7. Degraded Mode\n\n"
QUESTIONS = "## 8. Open Questions\n\n"
TAIL = "\n## Revision History\n\n| Date | Author | Change |\n|---|---|---|\n| 2026-02-19 | Ilva | Began |\n"


def hostile(kind: str, size: int) -> str:
    """Return the document of a kind, with as many whole pieces as fit into about `size` characters."""
    return KINDS[kind](size)


def _repeated(piece: Callable[[int], str], room: int) -> str:
    """Return as many pieces, numbered from 1, as fit into `room` characters, but at least one."""
    made: list[str] = []
    used = 0
    for number in count(1):
        text = piece(number)
        used += len(text)
        if made and used > room:
            break
        made.append(text)
    return "".join(made)


def _section(title: str, piece: Callable[[int], str], end: str = "\n") -> Callable[[int], str]:
    """Return a function that writes a spec with one large section of these pieces."""

    def write(size: int) -> str:
        return HEAD + title + _repeated(piece, size - len(HEAD) - len(title) - len(TAIL)) + end + TAIL

    return write


def _columns(size: int) -> str:
    """One gaps table: a hundred rows with as many columns as fit."""
    columns = max(3, size // 102 // 4)
    names = ["Gap", "Severity", "Notes", *(f"C{number}" for number in range(3, columns))]
    rows = ["| " + " | ".join(names) + " |", "|" + "---|" * columns]
    rows += ["|" + " x |" * columns for _ in range(100)]
    return HEAD + GAPS + "\n".join(rows) + "\n" + TAIL


def _wide_header(size: int) -> str:
    """One gaps table with a single row and as many columns as fit."""
    columns = max(3, size // 16)
    names = ["Gap", "Severity", "Notes", *(f"C{number}" for number in range(3, columns))]
    rows = ["| " + " | ".join(names) + " |", "|" + "-|" * columns, "|" + "x|" * columns]
    return HEAD + GAPS + "\n".join(rows) + "\n" + TAIL


def _nested(size: int) -> str:
    """Lists of 200 levels, again and again: each deeper line is longer."""

    def ladder(number: int) -> str:
        return "".join(f"{'  ' * depth}- [ ] step {number}.{depth}\n" for depth in range(60))

    return HEAD + CRITERIA + _repeated(ladder, size - len(HEAD) - len(TAIL)) + TAIL


def _deep(size: int) -> str:
    """One list as deep as the size allows: lines grow with the depth."""
    depth = max(2, int(size**0.5) - 8)
    lines = (f"{'  ' * level}- {level}\n" for level in range(depth))
    return HEAD + CRITERIA + "".join(lines) + TAIL


def _quoted(size: int) -> str:
    return HEAD + "> " * ((size - len(HEAD)) // 2 - len(TAIL)) + "deep\n" + TAIL


def _front(size: int) -> str:
    rows = _repeated(lambda n: f"key{n}: [a, b, {n}]\n", size - len(HEAD) - len(TAIL))
    return f"---\n{rows}---\n" + HEAD + TAIL


def _open_front(size: int) -> str:
    """Front matter without a closing line."""
    return "---\n" + _repeated(lambda n: f"key{n}: value\n", size)


def _line(piece: str) -> Callable[[int], str]:
    """Return a function that writes a spec with one long line, which repeats the piece."""

    def write(size: int) -> str:
        return HEAD + piece * max(1, (size - len(HEAD) - len(TAIL)) // len(piece)) + "\n" + TAIL

    return write


def _fields(size: int) -> str:
    start, _, rest = HEAD.partition("\n## 1")
    return (
        start + _repeated(lambda n: f"**Field {n}:** value {n}\n", size - len(HEAD)) + "\n## 1" + rest + TAIL
    )


def _equal_fields(size: int) -> str:
    start, _, rest = HEAD.partition("\n## 1")
    return start + _repeated(lambda n: "**Tier:** 1\n", size - len(HEAD)) + "\n## 1" + rest + TAIL


def _damaged(size: int) -> str:
    """Encoding damage on every line."""
    bad = "🔴 café — naïve".encode().decode("cp1252", "replace")
    return HEAD + _repeated(lambda n: f"{bad} {n}\n\n", size - len(HEAD)) + TAIL


LEVELS = ("##", "###", "####", "##", "#####", "######", "###")

KINDS: Mapping[str, Callable[[int], str]] = {
    "columns": _columns,
    "wide header": _wide_header,
    "gaps": _section(GAP_TABLE, lambda n: f"| gap {n} | High | x |\n"),
    "equal gaps": _section(GAP_TABLE, lambda n: "| gap | High | |\n"),
    "long rows": _section(GAP_TABLE, lambda n: f"| gap {n} | Low |" + " more |" * (n % 40) + "\n"),
    "tables": _section(GAPS, lambda n: f"| Gap | Severity |\n|---|---|\n| gap {n} | High |\n\n"),
    "escaped pipes": _section(GAP_TABLE, lambda n: "| " + "a\\|" * 60 + " | High | x |\n"),
    "headings": _section("", lambda n: f"{LEVELS[n % 7]} Heading {n}\n\n"),
    "sections": _section("", lambda n: f"## {n}\n"),
    "equal sections": _section("", lambda n: "## Gaps\n"),
    "equal headings": _section(CRITERIA, lambda n: "### Same\n"),
    "equal groups": _section(CRITERIA, lambda n: "### Same\n- [ ] x\n"),
    "groups": _section(CRITERIA, lambda n: f"### Group {n}\n\n- [ ] one {n}\n- [x] two {n}\n\n"),
    "table groups": _section(
        CRITERIA, lambda n: f"### T{n}\n\n| Gap | Severity |\n|---|---|\n| {n} | High |\n\n"
    ),
    "setext": _section("", lambda n: f"Part {n}\n---\n\n"),
    "criteria": _section(CRITERIA, lambda n: f"- [ ] {n}\n"),
    "equal criteria": _section(CRITERIA, lambda n: "- [ ] x\n"),
    "loose criteria": _section(CRITERIA, lambda n: f"- [ ] item {n}\n\n  more of {n}\n\n"),
    "missing tests": _section(MISSING, lambda n: f"- [ ] `test_{n}.py` covers {n}\n"),
    "nested": _nested,
    "deep": _deep,
    "numbers": _section(QUESTIONS, lambda n: f"{n}. Is it {n}?\n"),
    "equal questions": _section(QUESTIONS, lambda n: "1. Is it so?\n"),
    "answers": _section(
        QUESTIONS, lambda n: f"{n}. Is it {n}, or {n + 1}?\n   - **Answered 2026-01-01 (Ilva):** {n}\n"
    ),
    "alternatives": _section(QUESTIONS, lambda n: f"{n}. " + ", or ".join(["this one"] * 50) + "?\n"),
    "modes": _section(MODES, lambda n: f"- **If service {n} is down:** wait\n"),
    "labels": _section(CRITERIA, lambda n: f"**Label {n}:**\n\n- [ ] x\n\n"),
    "equal labels": _section(CRITERIA, lambda n: "**Same:**\n\n"),
    "fields": _fields,
    "equal fields": _equal_fields,
    "paragraph": _section("", lambda n: f"line {n} of it\n"),
    "paragraphs": _section("", lambda n: f"para {n}\n\n"),
    "long line": _line("word "),
    "no blank": _line("x"),
    "placeholders": _section("", lambda n: f"[what is it {n}] and [X]\n\n"),
    "placeholder line": _line("[a] "),
    "links": _line("[a](b) "),
    "open brackets": _line("["),
    "images": _line("![a]("),
    "backticks": _section("", lambda n: "`" * (n % 300) + "a "),
    "stars": _line("*a **b "),
    "star run": _line("*"),
    "underscores": _line("_a __b "),
    "angles": _line("<a "),
    "comments": _section("", lambda n: "<!--\n\n"),
    "comment line": _line("<!--"),
    "closed comments": _section("", lambda n: f"<!-- note {n} -->\n\n"),
    "allows": _section(CRITERIA, lambda n: f"- [ ] It is fast <!-- specui: allow vague-wording: {n} -->\n"),
    "allows above": _section(
        CRITERIA, lambda n: "<!-- specui: allow vague-wording: a -->\n\n### Same\n\n- [ ] It is fast\n\n"
    ),
    "allowed lists": _section(CRITERIA, lambda n: "<!-- specui: allow empty-section: a -->\n\n- x\n\n"),
    "entities": _line("&amp;&#"),
    "backslashes": _line("\\"),
    "quotes": _section("", lambda n: f"> quote {n}\n\n"),
    "deep quote": _quoted,
    "fences": _section("", lambda n: f"```\ncode {n}\n```\n\n"),
    "open fences": _section("", lambda n: "```a\n~~~\n"),
    "code": _section("", lambda n: f"    code {n}\n\n"),
    "rules": _section("", lambda n: "---\n\n"),
    "conflicts": _section(
        CRITERIA, lambda n: f"<<<<<<< HEAD\n- [ ] a {n}\n=======\n- [ ] b {n}\n>>>>>>> other\n"
    ),
    "conflict starts": _section("", lambda n: "<<<<<<< HEAD\n"),
    "emoji": _line("👩‍👩‍👧‍👦🔴 "),
    "wide": _line("漢字"),
    "marks": _line("e\u0301\u0302\u0303"),
    "controls": _line("\x01\x02a"),
    "bidi": _section(CRITERIA, lambda n: f"- [ ] a\u202eb{n}\n"),
    "damage": _damaged,
    "definitions": _section("", lambda n: f"[ref{n}]: http://a/{n}\n"),
    "citations": _section(MISSING, lambda n: f"- [ ] `src/a{n}.py:{n}`\n"),
    "bad boxes": _section(CRITERIA, lambda n: f"- [] box {n}\n"),
    "lone returns": lambda size: KINDS["paragraphs"](size).replace("\n", "\r"),
    "mixed returns": lambda size: KINDS["criteria"](size).replace("\n", "\r\n").replace("1\r\n", "1\n"),
    "revisions": lambda size: (
        HEAD + TAIL + _repeated(lambda n: "| 2026-01-01 | | Again |\n", size - len(HEAD) - len(TAIL))
    ),
    "front matter": _front,
    "open front matter": _open_front,
    "html": _section("", lambda n: f"<div>{n}\n\n"),
    "blank lines": _section("", lambda n: "\n"),
}


def kinds() -> Iterator[str]:
    """Yield the name of each kind."""
    return iter(KINDS)
