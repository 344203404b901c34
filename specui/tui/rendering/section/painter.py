"""Draws a section from its title down: groups in file order, with the missing parts between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from specui.specs.contents import Contents
from specui.specs.schema import GroupSchema, SectionSchema
from specui.specs.spec import Group, Section
from specui.specs.targets import Target
from specui.tui.rendering.section import missing_parts as absent
from specui.tui.rendering.section.blocks import BlockPainter
from specui.tui.rendering.section.canvas import Canvas
from specui.tui.rendering.section.model import GUTTER, MIN_WIDTH, EditArea, Layout, Placed
from specui.tui.rendering.section.section_facts import Facts
from specui.tui.rendering.section.text_flow import flow
from specui.tui.rendering.section.titles import Tally, draw_guidance, draw_title
from specui.tui.rendering.section.view_options import DEFAULT, ViewOptions
from specui.tui.rendering.section.window import Window, window


def lay_out(
    contents: Contents,
    section: Section | SectionSchema | None,
    width: int,
    *,
    diagnostics: Iterable[Placed] = (),
    show_guidance: bool = True,
    options: ViewOptions = DEFAULT,
    around: int | None = None,
) -> Layout:
    """Draw a section of a spec, or with None its head (title and fields), for ``width`` cells.

    A section of the template that the spec lacks is drawn as what it would be.  The gutter is part of the
    width.  ``show_guidance`` draws what the template says of parts that are empty or missing.  Of a section that is
    very large only what stands ``around`` that offset is drawn.  Never fails; linear in the section's text.
    """
    width = max(width, MIN_WIDTH)
    if isinstance(section, SectionSchema):
        return _lay_out_absent(contents, section, width, options)
    facts = _facts(contents, section)
    shown = None
    if around is not None:
        shown = window(facts.document, facts.first, facts.last, facts.start, facts.end, around)
    painter = _Painter(facts, width - GUTTER, show_guidance, options, shown)
    painter.draw()
    canvas = painter.canvas
    layout = Layout(
        facts.document,
        section,
        width,
        facts.start,
        facts.end,
        canvas.rows,
        canvas.elements,
        painter.blocks.hidden,
        shown,
    )
    found = tuple(diagnostics)
    return layout.marked(found) if found else layout


def _opens(group: Group) -> int:
    """Return the index of the first block after a group's heading or label."""
    return group.first


@lru_cache(maxsize=1)
def _facts(contents: Contents, section: Section | None) -> Facts:
    """Return the facts of a section in one version of its file; cached, since they serve many widths."""
    return Facts(contents, section)


def _lay_out_absent(contents: Contents, schema: SectionSchema, width: int, options: ViewOptions) -> Layout:
    canvas = Canvas(width - GUTTER)
    absent.draw_absent_section(canvas, contents.spec, schema, options.keys)
    at = canvas.elements[0].start
    return Layout(contents.spec.document, schema, width, at, at, canvas.rows, canvas.elements)


class _Painter:
    """Draws one section once."""

    def __init__(
        self, facts: Facts, width: int, show_guidance: bool, options: ViewOptions, shown: Window | None
    ) -> None:
        self.facts = facts
        self.spec = facts.spec
        self.show_guidance = show_guidance
        self.keys = options.keys
        self.canvas = Canvas(width)
        self.shown = shown
        self.blocks = BlockPainter(facts, self.canvas, options, shown)

    def draw(self) -> None:
        """Draw everything from top to bottom."""
        shown = self.shown
        if shown is not None and shown.above:
            self._draw_more(shown.above, "above")
        if self.facts.section is None:
            self._draw_head()
        else:
            self._draw_section(self.facts.section)
        if not self.canvas.elements:  # all completed items are hidden
            self.canvas.add_element(
                "rule", [(("⋯", "faint"),)], start=self.facts.start, end=self.facts.start, line=1, text=""
            )
        if shown is not None and shown.below:
            self._draw_more(shown.below, "below")
        rows = self.canvas.rows
        while rows and not rows[-1].segments and rows[-1].element < 0:
            rows.pop()

    def _draw_more(self, lines: int, where: str) -> None:
        """Draw how many lines are not shown."""
        if where == "below":
            self.canvas.blank()
        more = f"⋯ {lines:,} more line{'' if lines == 1 else 's'} {where}"
        self.canvas.aside(flow(more, self.canvas.measure, over="missing"))
        if where == "above":
            self.canvas.blank()

    def _draw_head(self) -> None:
        if self.show_guidance:
            self.blocks.absent.update(self.facts.absent_fields)
        self.blocks.draw(self.facts.first, self.facts.last, None)
        if not self.canvas.elements:
            self.canvas.blank()
            self._draw_nothing(None, None, 0, self.facts.end)

    def _draw_section(self, section: Section) -> None:
        groups, heading, facts = section.groups, section.heading, self.facts
        if self.shown is None or not self.shown.above:
            title = facts.document.slice(heading.text_start, heading.text_end).strip()
            draw_title(self.canvas, heading, title, "title", "title", section, facts.whole)
        if not facts.has_content(section.blocks):
            self._draw_empty(section)
            return
        missing = facts.absent_groups if self.show_guidance else {}
        for index in self._groups(groups):
            group = groups[index]
            self._draw_missing(missing.get(id(group), ()), group.start)
            self._draw_group(section, group, facts.tallies[index], index in facts.parents)
        if self.shown is None or not self.shown.below:
            self._draw_missing(missing.get(0, ()), section.end)

    def _groups(self, groups: Sequence[Group]) -> range:
        """Return the indices of the groups that are drawn, in part or whole."""
        if self.shown is None:
            return range(len(groups))
        first, last = self.shown.blocks.start, self.shown.blocks.stop
        # A group's heading or label is the block before its first block.
        begin = bisect_right(groups, first + 1, key=_opens) - 1
        return range(max(0, begin), bisect_right(groups, last, key=_opens))

    def _draw_empty(self, section: Section) -> None:
        """Draw an empty section: the template's guidance, and the key to begin."""
        schema = section.schema
        own = next((g for g in schema.groups if not g.title), None) if schema else None
        subsections = schema.subsections if schema is not None and self.show_guidance else ()
        if subsections and (own is None or own.kind == "prose"):
            for text in own.guidance if own is not None else ():
                self.canvas.aside(draw_guidance(text, self.canvas.measure).lines)
        else:
            self._draw_nothing(own, section, section.body_start, section.end)
        self._draw_missing(subsections, section.end)

    def _draw_group(self, section: Section, group: Group, tally: Tally, is_parent: bool) -> None:
        document, heading, label = self.facts.document, group.heading, group.label
        if self.shown is not None and group.first <= self.shown.first[0] and self.shown.above:
            pass  # its title is above the window
        elif heading is not None:
            style = "heading" if heading.level <= section.heading.level + 1 else "subheading"
            title = document.slice(heading.text_start, heading.text_end).strip()
            draw_title(self.canvas, heading, title, "heading", style, group, tally)
        elif label is not None:
            title = document.slice(label.key_start, label.key_end).strip()
            draw_title(self.canvas, label, title, "label", "label", group, tally)
        if (heading or label) and not is_parent and not self.facts.has_content(group.blocks):
            start = heading.end if heading is not None else label.end if label is not None else group.start
            if not self.facts.is_guided(group):
                self._draw_nothing(group.schema, group, start, group.end)
        self.blocks.draw(group.first, group.last, group)

    def _draw_nothing(self, schema: GroupSchema | None, target: Target | None, start: int, end: int) -> None:
        """Draw an element for an empty part: the template's guidance, and the key to begin."""
        room = self.canvas.measure
        guidance = schema.guidance if schema is not None and self.show_guidance else ()
        lines = [line for text in guidance for line in draw_guidance(text, room).lines]
        above = len(lines)
        lines += absent.nothing_here(schema.kind if schema is not None else None, self.keys, room)
        area = EditArea(2, 0, room - 2, above) if above else EditArea(0, 0, room, len(lines))
        line = self.facts.document.lines.line_at(start)
        self.canvas.add_element(
            "empty", lines, start=start, end=end, line=line, text="", target=target, areas=(area,)
        )

    def _draw_missing(self, schemas: Iterable[GroupSchema], at: int) -> None:
        line = self.facts.document.lines.line_at(at)
        for number, schema in enumerate(schemas):
            if not number:
                self.canvas.blank()
            absent.draw_absent(self.canvas, schema, self.keys, (at, line))
