"""Searching in the open spec: hits as one types, then from one to the next through all its sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from specui.specs.contents import Contents
from specui.tui.models.trail import Trail
from specui.tui.workbench.finding import Finding
from specui.tui.workbench.panes import busy

if TYPE_CHECKING:
    from specui.tui.models.outline import Entry
    from specui.tui.models.section_search import Place, Text
    from specui.tui.widgets.search_line import SearchInput


class Origin(NamedTuple):
    """Where one was when one began to type."""

    trail: Trail
    place: Place


class Searching(Finding):
    """The search line, and the way from hit to hit."""

    searched = ""
    _origin: Origin | None = None
    _texts: tuple[Contents | None, tuple[Text, ...]] = (None, ())
    _hits_known: tuple[tuple[Contents, str] | None, tuple[Place, ...]] = (None, ())
    _gathering: Contents | None = None
    _wrapped_at: Place | None = None

    @property
    def is_searching(self) -> bool:
        """Whether words are searched for in the spec."""
        return bool(self.searched)

    async def action_search(self) -> None:
        from specui.tui.widgets.search_line import SearchInput, SearchLine

        if self.file is None or self.draft is not None:
            self.hint(busy() if self.draft is not None else "There is no spec open to search in")
            return
        self.focus_pane("section")
        self._origin = Origin(self._trail, self._searched_from())
        self.tracking = False
        if not self.query(SearchLine):
            await self.query_one("#section-pane").mount(SearchLine(self.searched))
        self.set_focus(self.query_one(SearchInput), scroll_visible=False)

    def on_search_input_typed(self, event: SearchInput.Typed) -> None:
        event.stop()
        self.search_typed(event.text)

    def search_typed(self, wanted: str) -> None:
        """Go to the first hit from where one was, and light all of them."""
        from specui.tui.models.section_search import hit_from

        if self._origin is None or wanted == self.searched:
            return
        self._seek(wanted)
        self._go_to_hit(hit_from(self._hits(), self._origin.place) or self._origin.place)

    def action_keep_search(self) -> None:
        from specui.tui.widgets.search_line import SearchInput

        self.search_typed(self.query_one(SearchInput).value)
        if not self.searched:
            self.action_leave_search()
            return
        if self._origin is not None:
            self._trail = self._origin.trail.leap()
        self._origin, self.tracking = None, True
        self._track()
        self.focus_pane("section")

    def action_leave_search(self) -> None:
        origin, self._origin = self._origin, None
        self._end_search()
        if origin is not None:
            self._go_to_hit(origin.place)
            self._trail = origin.trail
        self.tracking = True
        self.focus_pane("section")

    def action_step_hit(self, by: int) -> None:
        from specui.tui.models.section_search import step

        if not self.searched:
            self.hint("Nothing is searched for; / searches in this spec")
            return
        if self.draft is not None:
            self.hint(busy())
            return
        found = step(self._hits(), self._searched_from(), by)
        if self._gathering is not None:
            self.hint(f"Still searching for “{self.searched}”")
            return
        if found is None:
            self.hint(f"“{self.searched}” is not in this spec")
            return
        self._wrapped_at = found.place if found.wrapped else None
        self._go_to_hit(found.place)
        if self._origin is None:
            self.focus_pane("section")

    def action_focus_tree(self) -> None:
        """Escape ends a search first, then goes back to the tree."""
        if self.searched and self.pane == "section":
            self._end_search()
        else:
            super().action_focus_tree()

    def _searched_from(self) -> Place:
        from specui.tui.models.section_search import Place

        entry, stop = self.entry, self.section_view.stop
        shown = stop is not None and self._section_widget is self.section_view
        return Place(entry.number if entry else 0, stop.start if stop is not None and shown else 0)

    def _hits(self) -> tuple[Place, ...]:
        from specui.tui.models.section_search import hits_in, is_large, sought, texts_of

        file = self.file
        if file is None:
            return ()
        contents = file.contents
        if self._texts[0] is not contents and is_large(contents):
            self._read_texts(contents, self.entries)
            return ()
        if self._texts[0] is not contents:
            self._texts = (contents, texts_of(contents, self.entries))
        key = (contents, self.searched)
        if self._hits_known[0] != key:
            self._hits_known = (key, hits_in(self._texts[1], sought(self.searched)))
        return self._hits_known[1]

    def _read_texts(self, contents: Contents, entries: Sequence[Entry]) -> None:
        """Gather the texts of a very large spec in another thread; what is searched for is sought when they are there."""
        if self._gathering is contents:
            return
        from specui.tui.models.section_search import texts_of

        self._gathering = contents

        def gather() -> None:
            self.app.call_from_thread(self._take_texts, contents, texts_of(contents, entries))

        self.run_worker(gather, thread=True, group="search", exit_on_error=False)

    def _take_texts(self, contents: Contents, texts: tuple[Text, ...]) -> None:
        from specui.tui.models.section_search import hit_from

        if self._gathering is contents:
            self._gathering = None
        if self.file is None or self.file.contents is not contents or not self.searched:
            return
        self._texts = (contents, texts)
        if self._origin is not None:
            self._go_to_hit(hit_from(self._hits(), self._origin.place) or self._origin.place)
        else:
            self._track()

    def _go_to_hit(self, place: Place) -> None:
        entries = self.entries
        if place.section < len(entries):
            entry = entries[place.section]
            if entry == self.entry and self._section_widget is self.section_view:
                self.section_view.go_to(place.start)
            else:
                self.go_to_entry(entry, place.start)
        self._track()

    def _seek(self, wanted: str) -> None:
        """Light what is wanted, or nothing."""
        self.searched = wanted if wanted.strip() else ""
        found = None
        if self.searched:
            from specui.tui.models.section_search import sought
            from specui.tui.widgets.search_highlight import SearchHighlight

            wanted_here = sought(self.searched)
            found = SearchHighlight(wanted_here) if wanted_here is not None else None
        self.section_view.highlight = found
        self.section_view.refresh()

    def _end_search(self) -> None:
        self._seek("")
        self._texts = (None, ())
        self._hits_known = (None, ())
        self.query("#search").remove()
        self._show_footer()

    def _track(self) -> None:
        super()._track()
        if not self.searched and self._origin is None:
            return
        from specui.tui.models.section_search import hit_count
        from specui.tui.widgets.search_line import Count

        here = self._searched_from()
        for count in self.query(Count):
            words = hit_count(self._hits(), here, wrapped=here == self._wrapped_at)
            words = words if self._gathering is None else "searching…"
            count.show(words if self.searched else "")
