"""Draws sections of small specs as plain text, for the tests of the layout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import specui.specs
from specui.markdown.scanner import scan
from specui.specs.contents import Contents
from specui.specs.spec import read_as
from specui.specs.template import Template, read_template
from specui.tui.rendering.safe_text import width
from specui.tui.rendering.section import Element, Layout, lay_out
from specui.tui.rendering.section.model import EditArea
from specui.tui.rendering.section.view_options import DEFAULT, ViewOptions

HEAD = """\
# Production Spec: Tide Gauge

**Last updated:** 2026-03-01
**Spec status:** 🟡 Draft
**Owner agent(s):** Ilse (gauges)
**Tier:** 2

"""


@cache
def template() -> Template:
    """The built-in template."""
    path = Path(specui.specs.__file__).parent / "families" / "production-spec" / "spec.md"
    found = read_template(scan(path.read_text(encoding="utf-8")), "production-spec")
    assert found is not None
    return found


def read(source: str) -> Contents:
    """Read a text as a spec of the built-in template."""
    return Contents(read_as(scan(source), template()))


def drawn(
    source: str, columns: int, *, section: int | None = 0, head: str = HEAD, options: ViewOptions = DEFAULT
) -> Layout:
    """Lay out one section of a spec whose head is given (None: the head itself)."""
    contents = read(head + source)
    return lay_out(
        contents, None if section is None else contents.spec.sections[section], columns, options=options
    )


def picture(layout: Layout) -> str:
    """Return the rows as text, with the signs of findings in the gutter."""
    signs = {"error": "✖", "warning": "▲", "info": "•", "": " "}
    return "\n".join(f"{signs[row.mark]} {row.text}".rstrip() for row in layout.rows)


def inside(layout: Layout, element: Element, area: EditArea) -> list[str]:
    """Return what is drawn in an area, line by line, without the blanks behind it."""
    rows = layout.rows[element.first + area.y : element.first + area.y + area.height]
    return [cut(row.text, area.x, area.width).rstrip() for row in rows]


def cut(text: str, start: int, columns: int) -> str:
    """Return the characters of a row that are drawn in these cells."""
    found, at = "", 0
    for char in text:
        if start <= at < start + columns:
            found += char
        at += width(char)
    return found


def styles_of(layout: Layout, words: str) -> set[str]:
    """Return the style names of every segment that holds these words."""
    return {s for row in layout.rows for text, names in row.segments if words in text for s in names.split()}
