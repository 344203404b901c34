"""A section view alone on a screen, with the keys of a section, and what it told."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from specui.specs.contents import Contents
from specui.tui.bindings import bindings
from specui.tui.themes.theme_file import (
    DEFAULT_DARK,
    app_css_variables,
    shipped_names,
    shipped_theme,
    textual_theme,
)
from specui.tui.widgets.section_view import SectionView
from tests.tui.rendering.section.drawing import HEAD, read

CRITERIA = "## 3. Acceptance Criteria\n\n### Functional\n" + "".join(
    f"- [ ] Criterion {n}, which goes on for so long that it needs a second row on a narrow screen\n"
    for n in range(1, 41)
)
OVERVIEW = "## 1. Feature Overview\n\nFirst words.\n\n" + "long prose " * 400 + "\n\nLast words.\n\n"
SPEC = HEAD + OVERVIEW + CRITERIA


class KeyedView(SectionView):
    BINDINGS = bindings("section")


class Bench(Screen[None]):
    """The screen that the keys of a section are bound to."""

    def action_command(self, name: str) -> None:
        if name != "edit":
            return
        self.query_one(SectionView).action_edit()


class Shown(App[None]):
    CSS = "Input { dock: bottom; height: 3; } SectionView { height: 1fr; }"
    AUTO_FOCUS = "SectionView"
    theme_name: ClassVar[str] = DEFAULT_DARK

    def __init__(self, source: str = SPEC, section: str | None = "Acceptance Criteria") -> None:
        super().__init__()
        self.contents = read(source)
        self.section_name = section
        self.told: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return app_css_variables(shipped_theme(self.theme_name))

    def get_default_screen(self) -> Screen[None]:
        return Bench()

    def compose(self) -> ComposeResult:
        yield KeyedView()
        yield Input()

    def on_mount(self) -> None:
        for theme in map(shipped_theme, shipped_names()):
            self.register_theme(textual_theme(theme))
        self.theme = self.theme_name
        self.show(self.contents)

    @property
    def view(self) -> SectionView:
        return self.query_one(SectionView)

    def show(self, contents: Contents, section: str | None = "", offset: int | None = None) -> None:
        self.section_name = self.section_name if section == "" else section
        self.contents = contents
        found = contents.spec.section(self.section_name) if self.section_name else None
        self.view.show(contents, found, file="spec.md", offset=offset)

    def on_section_view_element_changed(self, event: SectionView.ElementChanged) -> None:
        self.told.append(event)

    def on_section_view_box_clicked(self, event: SectionView.BoxClicked) -> None:
        self.told.append(event)

    def on_section_view_edit_requested(self, event: SectionView.EditRequested) -> None:
        self.told.append(event)

    def last(self, kind: type[Message]) -> Message | None:
        return next((event for event in reversed(self.told) if isinstance(event, kind)), None)


def text_at(app: Shown) -> str:
    element = app.view.element
    assert element is not None
    return element.text


def visible(app: Shown) -> list[str]:
    view = app.view
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


async def settled(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()
