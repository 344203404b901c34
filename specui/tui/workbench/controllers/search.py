"""Search in the open spec: hits while the user types, then from hit to hit through all sections."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.widget import Widget

from specui.specs.contents import Contents
from specui.tui.commands import said
from specui.tui.commands.handlers import Handler, Handlers
from specui.tui.models.section_search import (
    Place,
    hit_count,
    hit_from,
    hits_in,
    is_large,
    sought,
    step,
    texts_of,
)
from specui.tui.models.trail import Trail
from specui.tui.workbench.bench import Bench
from specui.tui.workbench.view import Aspect

if TYPE_CHECKING:
    from specui.tui.models.outline import Entry
    from specui.tui.models.section_search import Text


class Origin(NamedTuple):
    """Where the user was when the search began."""

    trail: Trail
    place: Place


class SearchController:
    """Owns the search line, the hits, and the way from hit to hit."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.wanted = ""
        self._origin: Origin | None = None
        self._texts: tuple[Contents | None, tuple[Text, ...]] = (None, ())
        self._known: tuple[tuple[Contents, str] | None, tuple[Place, ...]] = (None, ())
        self._gathering: Contents | None = None
        self._wrapped_at: Place | None = None
        self._accepted_at: Place | None = None

    def handlers(self) -> Handlers:
        """Return the handlers by command id."""
        return {
            "search": Handler(self._open, self._why_not),
            "search-accept": Handler(self._accept),
            "search-cancel": Handler(self._cancel),
            "next-match": Handler(partial(self._step, 1), self._why_not_step),
            "previous-match": Handler(partial(self._step, -1), self._why_not_step),
            "search-next": Handler(partial(self._step, 1), self._why_not_step),
            "search-previous": Handler(partial(self._step, -1), self._why_not_step),
        }

    def _why_not(self) -> str:
        known = self._bench.navigator.file is not None
        return self._bench.desk.why_not_leave() or ("" if known else "Open a spec to search in it.")

    def _why_not_step(self) -> str:
        if not self.wanted:
            return f"No active search. Press {said('search')} to search."
        return self._bench.desk.why_not_leave()

    def why_not_edit(self) -> str:
        """Return why the first Enter after the search was accepted does not edit: the user may have pressed it twice."""
        accepted, self._accepted_at = self._accepted_at, None
        if accepted is None or self._bench.view.last_key != "enter" or accepted != self._here():
            return ""
        return f"The search is accepted. Press enter again to edit, {said('next-match')} for the next match."

    async def _open(self) -> None:
        from specui.tui.widgets.search_line import SearchInput, SearchLine

        view, navigator = self._bench.view, self._bench.navigator
        view.focus_pane("section")
        self._origin = Origin(self._bench.state.trail, self._here())
        navigator.tracks = False
        if not view.find("#search", SearchLine):
            await view.add_to_pane("section", SearchLine(self.wanted))
        for field in view.find("#search-input", SearchInput):
            field.select_all()
            view.focus_widget(field)

    def type(self, wanted: str) -> None:
        """Go to the first hit from where the search began, and highlight all of them."""
        if self._origin is None or wanted == self.wanted:
            return
        self._seek(wanted)
        self._go(hit_from(self._hits(), self._origin.place) or self._origin.place)

    def _accept(self) -> None:
        from specui.tui.widgets.search_line import SearchInput

        for field in self._bench.view.find("#search-input", SearchInput):
            self.type(field.value)
        if not self.wanted:
            self._cancel()
            return
        self._bench.view.settle()
        if self._origin is not None:
            self._bench.state.trail = self._origin.trail.leap()
        self._origin, self._bench.navigator.tracks = None, True
        self._bench.navigator.track()
        self.track()
        self._bench.view.focus_pane("section")
        self._accepted_at = self._here()

    def _cancel(self) -> None:
        origin, self._origin = self._origin, None
        self.end()
        if origin is not None:
            self._go(origin.place)
            self._bench.state.trail = origin.trail
        self._bench.navigator.tracks = True
        self._bench.view.focus_pane("section")

    def end(self) -> None:
        """End the search."""
        self._seek("")
        self._texts, self._known = (None, ()), (None, ())
        for line in self._bench.view.find("#search", Widget):
            line.remove()
        self._bench.view.refresh_view(Aspect.KEYS)

    def _step(self, by: int) -> None:
        self._accepted_at = None
        found = step(self._hits(), self._here(), by)
        if self._gathering is not None:
            self._bench.ports.notify.hint(f"Still searching for “{self.wanted}”…")
            return
        if found is None:
            self._bench.ports.notify.hint(f"No matches for “{self.wanted}”.")
            return
        self._wrapped_at = found.place if found.wrapped else None
        self._go(found.place)
        if self._origin is None:
            self._bench.view.focus_pane("section")

    def _here(self) -> Place:
        self._bench.view.settle()
        entry, element = self._bench.navigator.entry, self._bench.view.section_view.element
        shown = element is not None and self._bench.view.shows_section
        return Place(entry.number if entry else 0, element.start if element is not None and shown else 0)

    def _hits(self) -> tuple[Place, ...]:
        file = self._bench.navigator.file
        if file is None:
            return ()
        contents = file.contents
        if self._texts[0] is not contents and is_large(contents):
            self._gather(contents, self._bench.navigator.entries)
            return ()
        if self._texts[0] is not contents:
            self._texts = (contents, texts_of(contents, self._bench.navigator.entries))
        key = (contents, self.wanted)
        if self._known[0] != key:
            self._known = (key, hits_in(self._texts[1], sought(self.wanted)))
        return self._known[1]

    def _gather(self, contents: Contents, entries: Sequence[Entry]) -> None:
        """Gather the texts of a very large spec in a thread; the search goes on when they are there."""
        if self._gathering is contents:
            return
        self._gathering = contents
        view = self._bench.view
        view.in_background(
            lambda: view.from_thread(self._gathered, contents, texts_of(contents, entries)), "search"
        )

    def _gathered(self, contents: Contents, texts: tuple[Text, ...]) -> None:
        if self._gathering is contents:
            self._gathering = None
        file = self._bench.navigator.file
        if file is None or file.contents is not contents or not self.wanted:
            return
        self._texts = (contents, texts)
        if self._origin is not None:
            self._go(hit_from(self._hits(), self._origin.place) or self._origin.place)
        else:
            self.track()

    def _go(self, place: Place) -> None:
        navigator, view = self._bench.navigator, self._bench.view
        entries = navigator.entries
        if place.section < len(entries):
            entry = entries[place.section]
            if entry == navigator.entry and view.shows_section:
                view.section_view.go_to(place.start)
            else:
                navigator.go_to_entry(entry, place.start)
        navigator.track()
        self.track()

    def _seek(self, wanted: str) -> None:
        """Highlight what is wanted, or nothing."""
        self.wanted = wanted if wanted.strip() else ""
        self._bench.surroundings.searched = bool(self.wanted)
        found = None
        if self.wanted:
            from specui.tui.widgets.search_highlight import SearchHighlight

            wanted_here = sought(self.wanted)
            found = SearchHighlight(wanted_here) if wanted_here is not None else None
        self._bench.view.section_view.highlight = found
        self._bench.view.section_view.refresh()

    def track(self) -> None:
        """Show which hit of how many the cursor is at."""
        if not self.wanted and self._origin is None:
            return
        from specui.tui.widgets.search_line import Count

        here = self._here()
        for count in self._bench.view.find("#search-count", Count):
            words = hit_count(self._hits(), here, wrapped=here == self._wrapped_at)
            words = words if self._gathering is None else "searching…"
            count.show(words if self.wanted else "")
