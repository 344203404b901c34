"""Draws a section from its title down: groups in file order, and what the template misses among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.spec import Group, Section
from specui.specs.template import GroupSchema
from specui.tui.layout.blocks import BlockPainter
from specui.tui.layout.canvas import Canvas
from specui.tui.layout.facts import Facts
from specui.tui.layout.flow import flow
from specui.tui.layout.model import GUTTER, MIN_WIDTH, Layout, Line, Placed, Spot
from specui.tui.layout.titles import Tally, draw_guidance, draw_title

INVITATION: Final = "Nothing here yet. Press enter to write it."
ABSENT: Final = "– not in this spec"
_EMPTY: Final[Line] = (("nothing here yet", "missing"),)


def lay_out(
    contents: Contents,
    section: Section | None,
    width: int,
    *,
    diagnostics: Iterable[Placed] = (),
    show_guidance: bool = True,
) -> Layout:
    """Draw a section of a spec, or with None its head (title and fields), for ``width`` cells.

    The gutter is part of the width.  ``show_guidance`` draws what the template says of parts that are
    empty or missing.  Never fails; linear in the section's text.
    """
    width = max(width, MIN_WIDTH)
    painter = _Painter(Facts(contents, section), width - GUTTER, show_guidance)
    painter.draw()
    facts, canvas = painter.facts, painter.canvas
    layout = Layout(facts.document, section, width, facts.start, facts.end, canvas.rows, canvas.stops)
    found = tuple(diagnostics)
    return layout.marked(found) if found else layout


class _Painter:
    """One walk over one section."""

    def __init__(self, facts: Facts, width: int, show_guidance: bool) -> None:
        self.facts = facts
        self.spec = facts.spec
        self.show_guidance = show_guidance
        self.canvas = Canvas(width)
        self.blocks = BlockPainter(facts, self.canvas)

    def draw(self) -> None:
        """Draw everything from top to bottom."""
        if self.facts.section is None:
            self._draw_head()
        else:
            self._draw_section(self.facts.section)
        rows = self.canvas.rows
        while rows and not rows[-1].segments and rows[-1].stop < 0:
            rows.pop()

    def _draw_head(self) -> None:
        self.blocks.draw(self.facts.first, self.facts.last, None)
        template = self.spec.template
        if template and self.show_guidance:
            present = {names.field_key(found.name) for found in self.spec.fields}
            absent = [schema.name for schema in template.fields if schema.key not in present]
            column = self.blocks.label_column
            if column == 0:
                self.canvas.blank()
            self.canvas.aside(line for name in absent for line in self._absent(name, column))
        if not self.canvas.stops:
            self.canvas.blank()
            self._invite(0, self.facts.end)

    def _draw_section(self, section: Section) -> None:
        groups, heading = section.groups, section.heading
        tallies = self.facts.tallies(groups)
        top = [tally for group, tally in zip(groups, tallies, strict=True) if group.parent < 0]
        whole = Tally(sum(t.done for t in top), sum(t.total for t in top))
        title = self.facts.document.slice(heading.text_start, heading.text_end).strip()
        draw_title(self.canvas, heading, title, "title", "title", section, whole)
        if not self.facts.has_content(section.blocks):
            self._draw_empty(section)
            return
        missing = self._missing(section)
        parents = {group.parent for group in groups}
        for index, group in enumerate(groups):
            for schema in missing.pop(id(group), ()):
                self._draw_missing(schema)
            self._draw_group(section, group, tallies[index], index in parents)
        for schemas in missing.values():
            for schema in schemas:
                self._draw_missing(schema)

    def _missing(self, section: Section) -> dict[int, list[GroupSchema]]:
        """Return the template's subsections that the file lacks, by the id of the group that they stand before."""
        if section.schema is None or not self.show_guidance:
            return {}
        schemas = section.schema.subsections
        order = {schema.key: number for number, schema in enumerate(schemas)}
        present = [g for g in section.groups if g.schema is not None and g.title]
        keys = {g.schema.key for g in present if g.schema}
        found: dict[int, list[GroupSchema]] = {}
        left = [schema for schema in schemas if schema.key not in keys]
        for group in present:
            at = order.get(group.schema.key, -1) if group.schema and group.heading else -1
            before = [schema for schema in left if order[schema.key] < at]
            if before:
                found[id(group)] = before
                left = [schema for schema in left if order[schema.key] > at]
        if left:
            found[0] = left
        return found

    def _draw_empty(self, section: Section) -> None:
        """Draw a section in which nothing stands: what the template asks for, and how to begin."""
        schema = section.schema if self.show_guidance else None
        for group in schema.groups if schema else ():
            for text in () if group.title else group.guidance:
                self.canvas.blank()
                self.canvas.aside(draw_guidance(text, self.canvas.measure).lines)
        self.canvas.blank()
        self._invite(section.body_start, section.end)
        for group in schema.subsections if schema else ():
            self._draw_missing(group)

    def _draw_group(self, section: Section, group: Group, tally: Tally, is_parent: bool) -> None:
        document, heading, label = self.facts.document, group.heading, group.label
        if heading is not None:
            style = "heading" if heading.level <= section.heading.level + 1 else "subheading"
            title = document.slice(heading.text_start, heading.text_end).strip()
            draw_title(self.canvas, heading, title, "heading", style, group, tally)
        elif label is not None:
            title = document.slice(label.key_start, label.key_end).strip()
            draw_title(self.canvas, label, title, "label", "label", group, tally)
        if (heading or label) and not self.facts.has_content(group.blocks):
            self._draw_nothing(group, is_parent)
        self.blocks.draw(group.first, group.last, group)

    def _draw_nothing(self, group: Group, is_parent: bool) -> None:
        """Draw what the template says of a group that is empty."""
        if self.show_guidance and group.schema is not None and not self.facts.is_guided(group):
            for text in group.schema.guidance:
                self.canvas.aside(draw_guidance(text, self.canvas.measure).lines)
        if not is_parent:
            self.canvas.aside([_EMPTY])

    def _draw_missing(self, schema: GroupSchema) -> None:
        above = self.canvas.rows[-1] if self.canvas.rows else None
        if above is None or above.stop >= 0 or not above.text.endswith(ABSENT):
            self.canvas.blank()
        self.canvas.aside(self._absent(schema.name))

    def _absent(self, name: str, column: int = 0) -> Sequence[Line]:
        return flow(f"{name:{column}}  {ABSENT}", self.canvas.measure, over="missing")

    def _invite(self, start: int, end: int) -> None:
        lines = flow(INVITATION, self.canvas.measure, over="missing")
        line = self.facts.document.lines.line_at(start)
        target = self.facts.section
        spot = Spot(0, 0, self.canvas.measure, len(lines))
        self.canvas.stop(
            "empty", lines, start=start, end=end, line=line, text="", target=target, spots=(spot,)
        )
