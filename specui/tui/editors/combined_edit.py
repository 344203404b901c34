"""One change out of several items, one after the other: what is marked is deleted or moved at once. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from specui.markdown.edits import Transaction
from specui.specs.contents import Contents
from specui.specs.targets import Target
from specui.tui.models.text_edits import text_edits
from specui.tui.rendering.section import lay_out
from specui.tui.rendering.section.model import MIN_WIDTH, Stop

Verb = Callable[[Contents, Target], Transaction]


def one_change(
    contents: Contents, stops: Sequence[Stop], verb: Verb, understand: Callable[[str], Contents], title: str
) -> Transaction:
    """Return the verb done to each of some items of one section, as one change of `contents`.

    `understand` reads a text as this file. Raises EditRefused where one of them cannot be done; then none is.
    """
    text = before = contents.spec.document.text
    places = [stop.start for stop in stops]
    for number, stop in enumerate(stops):
        target = stop.target if not number else _target_at(contents, places[number], stop)
        if target is None:
            continue  # went with the one around it
        change = verb(contents, target)
        text = change.apply(text)
        places = [change.map(place) for place in places]
        contents = understand(text)
    return Transaction.of(before, text_edits(before, text), title)


def _target_at(contents: Contents, place: int, stop: Stop) -> Target | None:
    section = contents.spec.section_at(place)
    layout = lay_out(contents, section, MIN_WIDTH)
    found = layout.stop_at(place)
    return found.target if found.kind == stop.kind and found.text == stop.text else None
