"""The inline editor: the text of a field, the list under it, its error; several fields are a form.

A container of two widgets: the backdrop draws everything (``editor_rows``), the text lies on it. It holds what is typed;
its owner knows what is edited and where it is saved.
"""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from specui.markdown import text_folding
from specui.tui.bindings import bindings
from specui.tui.editors.choice_input import OWN
from specui.tui.editors.date_input import stepped
from specui.tui.editors.editor_rows import GROUND, Drawing, EditorView, Line, draw_editor, text_width
from specui.tui.editors.field_input import FieldInput, Suggestion, TextAt
from specui.tui.editors.field_text import FieldText
from specui.tui.editors.form_state import FormState, Sources, input_for
from specui.tui.rendering.paint import Cell
from specui.tui.rendering.safe_text import safe, width
from specui.tui.widgets.drawn import Drawn
from specui.tui.widgets.layout_wait import laid_out

LEAST = 24
"""Columns of a text at least, if there are so many."""
_AROUND = 9
"""Cells around a choice: its mark, and the word after it."""


class Backdrop(Drawn):
    """Everything but the text of the field with the cursor."""

    DEFAULT_CSS = "Backdrop { width: 1fr; height: 1fr; layer: back; }"

    class Clicked(Message):
        """A row was clicked."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self) -> None:
        super().__init__()
        self.drawing: tuple[Line, ...] = ()

    def show(self, lines: tuple[Line, ...]) -> None:
        """Draw these lines."""
        self.drawing = lines
        self.refresh_changed()

    def line_at(self, y: int) -> tuple[list[Cell], str]:
        if y >= len(self.drawing):
            return [], GROUND
        return list(self.drawing[y].cells), self.drawing[y].ground

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(self.Clicked(event.y))


class Repeatable(Message):
    """A message of which only the latest counts while several wait."""

    def can_replace(self, message: Message) -> bool:
        return type(message) is type(self)


class InlineEditor(Widget):
    """``open`` gives it fields, ``place`` a position; it posts Grown when its height has changed."""

    BINDINGS = bindings("inline")
    DEFAULT_CSS = """
    InlineEditor { position: absolute; layer: above; layers: back front; layout: vertical; background: $panel; }
    """

    class Grown(Repeatable):
        """It needs more rows, or fewer."""

    class Changed(Repeatable):
        """Something was typed."""

    class Selected(Repeatable):
        """Another suggestion is selected, which is the value when the field is left."""

    class Picked(Message):
        """A click or a key took a value from the list: save it."""

    class LinesPasted(Message):
        """Several lines were pasted into a field of one line, or into a new item; they stand in the field, joined.

        The owner of the editor may offer to make an item of each.
        """

        def __init__(self, lines: tuple[str, ...]) -> None:
            """`lines` are the pasted lines that are not blank, without blanks around them."""
            super().__init__()
            self.lines = lines

    def __init__(self) -> None:
        super().__init__(classes="-hidden")
        self.form: FormState | None = None
        self.title = ""
        self.sources = Sources("")
        self.quick = self.free = self.labelled = self.strict = False
        self.new_item = False
        self._selections: tuple[int, ...] = ()
        self.verbs: tuple[str, ...] = ()
        self._input = FieldInput()
        self._suggestions: tuple[Suggestion, ...] = ()
        self._selected = -1
        self._columns, self._most = 40, 20
        self._drawing: Drawing | None = None

    def compose(self) -> ComposeResult:
        yield Backdrop()
        yield FieldText(self._handle, self._arrow, self._lines_pasted)

    @property
    def text(self) -> FieldText:
        """The text of the field with the cursor."""
        return self.query_one(FieldText)

    # -- opening and closing

    def open(
        self,
        form: FormState,
        sources: Sources,
        *,
        title: str = "",
        quick: bool = False,
        free: bool = False,
        verbs: tuple[str, ...] = (),
        labelled: bool = False,
        strict: bool = False,
        selections: tuple[int, ...] = (),
        new_item: bool = False,
    ) -> None:
        """Begin with these fields; with a title, or `labelled`, they are a form with a line for each.

        A `quick` one is a list to choose from; in a `free` one what is typed counts too. `verbs` say what enter does
        with each of its lines. In a `strict` form a choice is always one of the list, and left and right select there.
        `selections` say how many characters of each value are selected at first, -1 for all. The fields of a
        `new_item` report pasted lines even where they take several.
        """
        self.verbs, self.labelled, self.strict, self.new_item = verbs, labelled, strict, new_item
        self._selections = selections
        self.remove_class("-hidden")
        self.form, self.sources, self.title, self.quick, self.free = form, sources, title, quick, free
        self._enter()

    def close(self) -> None:
        """Hide it."""
        self.form = self._drawing = None
        self.add_class("-hidden")

    def supply(self, sources: Sources) -> None:
        """Take the sources of suggestions, which may come after the first letters."""
        self.sources = sources
        if self.form is not None:
            self._input = self._input_now()
            self._suggest()

    def _enter(self) -> None:
        """Show the text of the field with the cursor."""
        form = self.form
        assert form is not None
        field, value = form.field, form.values[form.at]
        self._input = self._input_now()
        self.text.put(
            value,
            multiline=field.multiline,
            placeholder=field.placeholder,
            select=self._selected_at_first(form),
        )
        self._suggest()

    def _selected_at_first(self, form: FormState) -> int:
        """Return how many characters of the field with the cursor are selected, -1 for all."""
        field = form.field
        if self._selections:
            return self._selections[form.at] if form.values[form.at] == field.value else -1
        several = field.kind == "owners" and len(form.fields) > 1
        return -1 if self._input.chooses or field.kind == "date" or several else 0

    def _input_now(self) -> FieldInput:
        form = self.form
        assert form is not None
        return input_for(form.field, self.sources, form.at, quick=self.quick, free=self.free)

    # -- what is typed

    @property
    def steps(self) -> str:
        """The footer's word for up and down."""
        form = self.form
        dated = form is not None and form.field.kind == "date"
        there = dated or self._suggestions or self._input.all_suggestions(self.text.typed)
        return self._input.steps if there else ""

    @property
    def enter(self) -> str:
        """The footer's word for enter."""
        form = self.form
        suggestion = self.suggestion
        if form is None or self.quick:
            return self._verb(suggestion)
        if suggestion is not None and not self._input.chooses:
            return "complete"
        if suggestion is not None and not (suggestion.now and self.text.value == form.field.value):
            return f"choose {suggestion.word or suggestion.text}"
        if form.at + 1 == len(form.fields):
            return "save"
        return "leave empty" if form.field.kind == "choice" and not self.text.value.strip() else "next field"

    def _verb(self, suggestion: Suggestion | None) -> str:
        """Return the footer's word for enter on a line of a list."""
        form = self.form
        if suggestion is None or form is None or not self.verbs:
            return "choose"
        lines = [choice.text for choice in form.field.choices]
        return (
            self.verbs[lines.index(suggestion.text)]
            if suggestion.sign != OWN and suggestion.text in lines
            else "answer"
        )

    def fold(self) -> bool:
        """Go back from a list of completions to the text; say whether the cursor was in the list."""
        if self._input.chooses or self.suggestion is None:
            return False
        self._suggest()
        return True

    @property
    def suggestion(self) -> Suggestion | None:
        """The selected suggestion."""
        return self._suggestions[self._selected] if 0 <= self._selected < len(self._suggestions) else None

    def read(self) -> FormState:
        """Return the form with what is typed."""
        form = self.form
        assert form is not None
        if form.values[form.at] != self.text.value:
            self.form = form = form.typed(self.text.value)
        return form

    def settle(self) -> FormState:
        """Return the form as enter saves it, with the field with the cursor checked."""
        form = self.read()
        value = self._settled(form)
        if value != form.values[form.at]:
            form = form.typed(value)
        self.form = form.checked()
        return self.form

    @property
    def values(self) -> tuple[str, ...]:
        """The values of all fields, as if the one with the cursor was left now."""
        form = self.read()
        return form.with_value(form.at, self._settled(form)).values

    def _settled(self, form: FormState) -> str:
        """Return what the field with the cursor holds when it is left: the selected choice, a day for its word."""
        suggestion, value = self.suggestion, form.values[form.at]
        stands = suggestion is not None and suggestion.now and value == form.field.value
        if suggestion is not None and self._input.chooses and not stands:
            return self._input.accept(self.text.typed, suggestion).text
        return self._input.settled(value)

    def complete(self) -> bool:
        """Accept the selected completion; say whether there was one."""
        suggestion = self.suggestion
        if suggestion is None or self._input.chooses:
            return False
        self.text.become(self._input.accept(self.text.typed, suggestion))
        self._selected, self._suggestions = -1, ()
        self.read()
        self._draw()
        return True

    def show(self, form: FormState) -> None:
        """Show a form: other values, another field with the cursor, or other errors."""
        before, self.form = self.form, form
        if before is None or before.at != form.at or form.values[form.at] != self.text.value:
            self._enter()
        else:
            self._draw()

    def step(self, by: int) -> None:
        """Go up or down: in the list, by a day, or with the cursor."""
        form = self.form
        if form is None:
            return
        if form.field.kind == "date":
            text = stepped(self.text.value, -by, self.sources.today)
            if text is not None:
                self.text.become(TextAt(text, len(text)))
        elif by > 0 and not self._suggestions and self._input.all_suggestions(self.text.typed):
            self._suggestions, self._selected = tuple(self._input.all_suggestions(self.text.typed)), 0
            self._draw()
        elif self._suggestions:
            least = 0 if self._input.chooses else -1
            self._selected = max(least, min(self._selected + by, len(self._suggestions) - 1))
            self._draw()
            if self._input.chooses:
                self.post_message(self.Selected())
        elif by < 0:
            self.text.action_cursor_up()
        else:
            self.text.action_cursor_down()

    def _handle(self, character: str) -> bool:
        """Handle a character that is not typed; say whether it was one."""
        if character == " " and self.free and not self.text.value.strip():
            return True  # the key that opened the list, pressed twice
        if character == " " and self._input.chooses and self.suggestion is not None and not self.free:
            self.post_message(self.Picked())
            return True
        typed = self.text.typed
        new = self._input.replace_for_key(typed, character, whole=self.text.all_selected)
        if new is None:
            return False
        self.text.become(TextAt(new, len(new)))
        if self.quick:
            self.read()
            self.post_message(self.Picked())
        return True

    def _arrow(self, way: int) -> bool:
        """Take left (-1) or right (1) where it does not move the cursor; says whether it did something.

        In a list of choices both select; at the end of a name right takes the first suggestion that begins like it.
        """
        if self.strict and self._input.chooses and self._suggestions:
            self.step(way)
            return True
        typed = self.text.typed
        if way < 0 or self._input.chooses or typed.at < len(typed.text) or not typed.text[-1:].strip(" ,"):
            return False
        if not self._suggestions:
            return False
        made = self._input.accept(typed, self._suggestions[max(0, self._selected)])
        if not text_folding.fold(made.text).startswith(text_folding.fold(typed.text)):
            return False
        self.text.become(made)
        return True

    def _lines_pasted(self, lines: tuple[str, ...]) -> None:
        if self.form is not None and (self.new_item or not self.form.field.multiline):
            self.post_message(self.LinesPasted(lines))

    def on_text_area_changed(self, event: FieldText.Changed) -> None:
        event.stop()
        if self.form is None:
            return
        self.read()
        self._suggest()
        self.post_message(self.Changed())

    def on_text_area_selection_changed(self, event: FieldText.SelectionChanged) -> None:
        event.stop()

    # -- drawing

    def _suggest(self) -> None:
        """Find the suggestions for the text."""
        typed = self.text.typed
        self._suggestions = tuple(self._input.suggestions(typed))
        self._selected = self._input.preselected(typed, self._suggestions)
        self._draw()

    def place(self, region: Region, most: int) -> Drawing:
        """Move to the position and width of a region, with at most so many rows; return the drawing."""
        self._columns, self._most = region.width, most
        found = self.drawn
        self.styles.offset = region.offset
        self.styles.width, self.styles.height = region.width, found.height
        return self._show(found)

    @property
    def drawn(self) -> Drawing:
        """The drawing at the current width."""
        view = self._view()
        rows = self.text.rows_at(text_width(view, self._columns))
        return draw_editor(view._replace(rows=rows), self._columns, self._most)

    @property
    def columns_wanted(self) -> int:
        """How many columns it needs for its list, and for typing."""
        choices = self.form.field.choices if self.form is not None else ()
        return max((width(safe(choice.text)) + _AROUND for choice in choices), default=LEAST)

    def rows_wanted(self, columns: int, most: int) -> int:
        """Return how many rows it needs at a width."""
        self._columns, self._most = columns, most
        return self.drawn.height

    def _view(self) -> EditorView:
        assert self.form is not None
        hint = self._input.hint(self.text.value)
        return EditorView(
            self.form, self.title, 1, self._suggestions, self._selected, hint, self.quick, self.labelled
        )

    def _draw(self) -> None:
        if self.form is None:
            return
        before = self._drawing.height if self._drawing is not None else -1
        found = self.drawn
        if found.height != before:
            self.post_message(self.Grown())
        self._show(found)

    def _show(self, found: Drawing) -> Drawing:
        self._drawing = found
        box = found.field
        styles = self.text.styles
        styles.offset = (box.x, box.y)
        styles.width, styles.height = box.width, box.height
        self.query_one(Backdrop).show(found.lines)
        return found

    async def laid_out(self) -> None:
        """Wait until the text has a width: before, it cannot wrap."""
        await laid_out(self.call_after_refresh)

    # -- the mouse

    def on_backdrop_clicked(self, event: Backdrop.Clicked) -> None:
        event.stop()
        found, form = self._drawing, self.form
        if found is None or form is None:
            return
        if event.row in found.suggestions:
            self._selected = found.suggestions[event.row]
            if not self.complete():
                self.post_message(self.Picked())
        elif event.row in found.fields and found.fields[event.row] != form.at:
            self.settle()
            at = found.fields[event.row]
            moved = self.form.step(at - form.at) if self.form is not None else None
            if moved is not None:
                self.show(moved)
