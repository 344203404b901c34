"""The editor in place as one of the panes' widgets: what is open in it, where it stands, how it is put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.timer import Timer
from textual.widget import Widget

from specui.tui.commands import Place, said
from specui.tui.rendering.safe_text import width
from specui.tui.rendering.section import GUTTER
from specui.tui.workbench.approving import Approving
from specui.workspace.files.spec_file import SpecFile

if TYPE_CHECKING:
    from specui.tui.editors.inline_editor import InlineEditor
    from specui.tui.editors.open_edit import Opened
    from specui.tui.models.draft import Draft
    from specui.tui.rendering.section import Stop
    from specui.workspace.state.recovery import FormTyped


AROUND = 12
"""Cells of the message line around what is told: the time, and its sign."""


class Standing(Approving):
    """Holds what is edited in place; None at rest."""

    _inline: InlineEditor | None = None
    _opened: Opened | None = None
    _timer: Timer | None = None
    _journaled: tuple[int, tuple[str, ...]] = (0, ())

    def __init__(self) -> None:
        super().__init__()
        self._hinted: set[str] = set()

    # -- what is told of a change

    def tell(self, text: str, *, signed: bool = False) -> None:
        """Say what was done; with the first change of a spec since it was signed off, the key that does so."""
        name = self.open_name or ""
        hint = f" · {said('sign-off', 'section')} signs off"
        if signed:
            self._hinted.discard(name)
        elif name not in self._hinted and width(text) + width(hint) + AROUND <= self.size.width:
            self._hinted.add(name)
            text += hint
        self.specui.say(text, "ok")

    # -- what is open

    @property
    def opened(self) -> Opened | None:
        """What is being edited in place; None at rest."""
        return self._opened

    @property
    def inline(self) -> InlineEditor:
        """The editor in place, once it has been made."""
        assert self._inline is not None
        return self._inline

    @property
    def inline_changed(self) -> bool:
        """Whether something typed in place would be lost."""
        opened = self._opened
        if opened is None or self.inline.form is None:
            return False
        form = self.inline.read()
        if opened.quick:
            typed = form.values[0].strip()
            return opened.free and bool(typed) and all(typed != c.sign for c in opened.fields[0].choices)
        return form.changed

    @property
    def place(self) -> Place:
        found = super().place
        return "inline" if found == "section" and self._opened is not None else found

    @property
    def file(self) -> SpecFile | None:
        found = super().file
        return found if found is not None or self._opened is None else self._opened.base

    def typing(self) -> tuple[Draft, str] | None:
        found = super().typing()
        opened = self._opened
        if found is None and opened is not None and self.inline_changed:
            from specui.tui.editors.open_edit import as_text

            return opened.draft, as_text(self.inline.read())
        return found

    def unsaved(self) -> tuple[Draft, str, FormTyped | None] | None:
        found, opened = super().unsaved(), self._opened
        if found is None or opened is None or found[0] is not opened.draft:
            return found
        from specui.tui.editors.open_edit import form_typed

        return found[0], found[1], form_typed(opened, self.inline.read())

    @property
    def at_rest(self) -> bool:
        """Whether nothing is being written or edited."""
        return self.draft is None and self._opened is None

    # -- made and put away

    async def _make_inline(self) -> None:
        if self._inline is None:
            from specui.tui.editors.inline_editor import InlineEditor

            editor = InlineEditor()
            await self.query_one("#section-pane").mount(editor)
            self._inline = editor
            self.watch(self.section_view, "scroll_y", self._move_inline, init=False)

    def close_inline(self) -> None:
        """Put the editor away; what was journaled of it is forgotten."""
        opened, self._opened = self._opened, None
        if opened is None:
            return
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.section_view.close_room()
        self.inline.close()
        if not opened.quick or opened.free:
            self.specui.journal.forget(opened.draft)
        self.show_all()
        if self.pane == "section" and not self.specui.in_dialog:
            self._focus(self._section_widget)
        self._show_footer()

    def _focus(self, widget: Widget) -> None:
        """Give the keyboard to a widget, and while one edits in the section, to where one types."""
        editing = self._opened is not None and widget is self._section_widget
        super()._focus(self.inline.text if editing else widget)

    # -- where it stands

    def place_inline(self) -> None:
        """Put the editor where its item stands by now, with room for all of it."""
        opened, view, stop = self._opened, self.section_view, self.section_view.stop
        if opened is None or stop is None or not view.size.height:
            return
        most = view.size.height - 1
        region = self._region(opened, stop)
        rows = self.inline.rows_wanted(region.width, most)
        last = self._last(opened, stop)
        below = region.y + rows - (last + 1 - view.scroll_offset.y)
        view.make_room(last, max(0, below))
        region = self._region(opened, stop)
        hidden = min(region.y, region.y + rows - view.size.height)
        if hidden > 0:
            view.scroll_to(y=view.scroll_offset.y + hidden, animate=False, force=True, immediate=True)
        elif region.y < 0:
            view.scroll_to(y=view.scroll_offset.y + region.y, animate=False, force=True, immediate=True)
        self._move_inline()

    def _move_inline(self) -> None:
        """Follow the section where it scrolls."""
        opened, view, stop = self._opened, self.section_view, self.section_view.stop
        if opened is None or stop is None:
            return
        region = self._region(opened, stop)
        pane = self.query_one("#section-pane")
        shown = self.inline.place(
            region.translate(view.region.offset - pane.content_region.offset), view.size.height - 1
        )
        self.inline.set_class(region.y < 0 or region.y + shown.field.y >= view.size.height, "-hidden")

    def _region(self, opened: Opened, stop: Stop) -> Region:
        """Return where the editor begins in the section as it is scrolled, and how wide it is."""
        view = self.section_view
        columns = view.scrollable_content_region.width
        if opened.where == "under":
            return Region(GUTTER, self._last(opened, stop) + 1 - view.scroll_offset.y, columns - GUTTER, 1)
        spot = view.spot_region(stop, opened.spot) or Region(GUTTER, stop.first - view.scroll_offset.y, 1, 1)
        width = min(columns - GUTTER, max(spot.width + 1, self.inline.columns_wanted))
        return Region(max(GUTTER, min(spot.x, columns - width)), spot.y, width, 1)

    def _last(self, opened: Opened, stop: Stop) -> int:
        """Return the last row of what the editor is about: with what is nested in it, where something is added behind."""
        layout = self.section_view.layout_shown
        if opened.where == "over" or layout is None:
            return stop.last
        last = stop.last
        for following in layout.stops[stop.number + 1 :]:
            if following.depth <= stop.depth:
                break
            last = following.last
        return last

    def on_inline_editor_grown(self) -> None:
        self.place_inline()

    def share_room(self) -> None:
        super().share_room()
        if self._opened is not None:
            self.call_after_refresh(self.place_inline)
