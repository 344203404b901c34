"""The inline editor alone on a screen: what it posts, what arrows and pastes do."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from specui.tui.dialogs.form_fields import Field, choices_of, editable_of
from specui.tui.editors.form_state import FormState, Sources
from specui.tui.editors.inline_editor import InlineEditor
from specui.tui.themes.theme_file import DEFAULT_DARK, app_css_variables, shipped_theme, textual_theme

TODAY = "2026-11-25"


class Stage(App[None]):
    def __init__(self, *fields: Field, new_item: bool = False, strict: bool = False) -> None:
        super().__init__()
        self.form = FormState.of([editable_of(field, field.error_of) for field in fields])
        self.sources = Sources(TODAY, values={n: field.known for n, field in enumerate(fields)})
        self.new_item, self.strict = new_item, strict
        self.pasted: list[tuple[str, ...]] = []
        self.register_theme(textual_theme(shipped_theme(DEFAULT_DARK)))
        self.theme = DEFAULT_DARK

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return app_css_variables(shipped_theme(DEFAULT_DARK))

    def compose(self) -> ComposeResult:
        yield InlineEditor()

    async def on_mount(self) -> None:
        self.editor.open(self.form, self.sources, labelled=True, strict=self.strict, new_item=self.new_item)
        self.editor.place(Region(0, 0, 60, 0), 20)
        self.editor.text.focus()
        await self.editor.laid_out()

    @property
    def editor(self) -> InlineEditor:
        return self.query_one(InlineEditor)

    def on_inline_editor_lines_pasted(self, event: InlineEditor.LinesPasted) -> None:
        self.pasted.append(event.lines)


async def paste(pilot: Pilot[None], text: str) -> None:
    app = pilot.app
    assert isinstance(app, Stage)
    app.post_message(events.Paste(text))
    await pilot.pause()


@pytest.mark.parametrize(
    "multiline, new_item, posted", [(False, False, True), (True, False, False), (True, True, True)]
)
async def test_several_pasted_lines_are_reported_and_stand_in_the_field(
    multiline: bool, new_item: bool, posted: bool
) -> None:
    app = Stage(Field("text", "Text", multiline=multiline), new_item=new_item)
    async with app.run_test() as pilot:
        await paste(pilot, "one\r\n\r\n  two \nthree\n")
        assert app.pasted == ([("one", "two", "three")] if posted else [])
        assert app.editor.values[0].split() == ["one", "two", "three"]
        assert ("\n" in app.editor.values[0].strip()) is multiline
        app.pasted.clear()
        await paste(pilot, "one line\n")
        assert app.pasted == []


async def test_right_completes_a_name_at_its_end_and_moves_elsewhere() -> None:
    app = Stage(Field("who", "Owner", kind="owners", known=("Ada (quay)", "Linus (CTO)")))
    async with app.run_test() as pilot:
        await pilot.press("x", "right")
        assert app.editor.values == ("x",)
        await pilot.press("backspace", "l", "i", "left", "right")
        assert app.editor.values == ("li",)
        await pilot.press("right")
        assert app.editor.values == ("Linus (CTO)",)
        await pilot.press("comma", "space", "right", "a", "right")
        assert app.editor.values == ("Linus (CTO), Ada (quay)",)


async def test_arrows_beside_select_only_where_nothing_else_can_be_typed() -> None:
    field = Field("size", "Size", "small", "choice", choices_of(["small", "large"]))
    for strict in (True, False):
        app = Stage(field, strict=strict)
        async with app.run_test() as pilot:
            await pilot.press("right")
            assert app.editor.values == ("large" if strict else "small",)


async def test_words_for_a_day_are_values_before_the_field_is_left() -> None:
    app = Stage(Field("day", "Until", "2026-12-24", "date"), Field("why", "Why"))
    async with app.run_test() as pilot:
        await pilot.press(*"tomorrow")
        assert app.editor.values == ("2026-11-26", "")
        assert app.editor.text.value == "tomorrow"
        await pilot.click(InlineEditor, offset=(20, 1))
        assert app.editor.form is not None
        assert app.editor.form.at == 1
        assert app.editor.form.values[0] == "2026-11-26"
