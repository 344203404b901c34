"""Changes without typing: of the item under the cursor, or of all that are selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from specui.specs.edits.places import EditRefused
from specui.tui.workbench.bench import Bench
from specui.tui.workbench.inline_edit import Item

if TYPE_CHECKING:
    from specui.markdown.edits import Transaction
    from specui.specs.contents import Contents
    from specui.specs.targets import Target


def change_items(
    bench: Bench,
    item: Item,
    change: Callable[[Contents, Target], Transaction],
    title: str,
    told: str,
    *,
    several: bool = False,
) -> bool:
    """Make a change of the item, or with `several` of all that are selected; says whether it was made.

    `told` is the message; ``{}`` in it stands for the item.
    """
    from specui.tui.editors.combined_edit import one_change
    from specui.tui.editors.item_labels import short_name

    file, section, session = item.file, bench.view.section_view, bench.ports.files.session
    elements = [element for element in section.marked if element.target is not None] if several else []
    elements = elements or [item.element]

    def understand(text: str) -> Contents:
        return session.file_with_text(file.name, text).contents

    try:
        if len(elements) > 1:
            transaction = one_change(file.contents, elements, change, understand, title)
        elif elements[0].target is not None:
            transaction = change(file.contents, elements[0].target)
        else:
            return False
    except EditRefused as refusal:
        bench.ports.notify.hint(str(refusal))
        return False
    if bench.apply(file, transaction) is None:
        return False
    section.unmark()
    what = f"{len(elements)} items" if len(elements) > 1 else short_name(elements[0])
    bench.say_saved(told.replace("{}", what))
    return True
