"""One change made of several: deletes or moves all selected items at once. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from specui.markdown.edits import Transaction
from specui.specs.contents import Contents
from specui.specs.targets import Target
from specui.tui.models.text_edits import text_edits
from specui.tui.rendering.section import lay_out
from specui.tui.rendering.section.model import MIN_WIDTH, Element

Verb = Callable[[Contents, Target], Transaction]


def one_change(
    contents: Contents,
    elements: Sequence[Element],
    verb: Verb,
    understand: Callable[[str], Contents],
    title: str,
) -> Transaction:
    """Return one change of `contents` that does a verb to each of some items of one section.

    `understand` reads a text as this file. Raises EditRefused if one of the items refuses.
    """
    text = before = contents.spec.document.text
    places = [element.start for element in elements]
    for number, element in enumerate(elements):
        target = element.target if not number else _target_at(contents, places[number], element)
        if target is None:
            continue  # deleted with the item around it
        change = verb(contents, target)
        text = change.apply(text)
        places = [change.map(place) for place in places]
        contents = understand(text)
    return Transaction.of(before, text_edits(before, text), title)


def _target_at(contents: Contents, place: int, element: Element) -> Target | None:
    section = contents.spec.section_at(place)
    layout = lay_out(contents, section, MIN_WIDTH)
    found = layout.element_at(place)
    return found.target if found.kind == element.kind and found.text == element.text else None
