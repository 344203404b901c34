"""Verbs on the Degraded Mode: a labelled bullet for something that may be down."""

from __future__ import annotations

from specui.markdown.edits import Transaction
from specui.specs.degraded import DataLossRisk, read_bullets
from specui.specs.edits.group_moves import add_to_group
from specui.specs.edits.lists import add_before
from specui.specs.edits.places import EditRefused, one_line
from specui.specs.spec import Spec


def add_degraded_mode(spec: Spec, name: str, behavior: str) -> Transaction:
    """Add ``- **If NAME is down:** behavior``, before the bullet on data loss where there is one.

    The label is written like its neighbours: with the colon inside the stars or after them.
    """
    groups = spec.groups("degraded_modes")
    if not groups:
        raise EditRefused("The spec has no section on its degraded mode; add the section first.")
    if not one_line(name):
        raise EditRefused("A degraded mode needs the name of what is down.")
    label = f"If {one_line(name)} is down"
    document, bullets = spec.document, read_bullets(spec)
    texts = [
        document.slice(one.item.text_start, one.item.text_end) for one in bullets if one.item is not None
    ]
    risk = next((one.item for one in bullets if isinstance(one, DataLossRisk)), None)
    outside = texts and all("**:" in text and ":**" not in text for text in texts)
    text = f"**{label}**: {one_line(behavior)}" if outside else f"**{label}:** {one_line(behavior)}"
    if risk is not None:
        return add_before(document, risk, text.strip(), name="degraded mode")
    group = next((group for group in groups if group.items), groups[0])
    return add_to_group(group, text.strip(), name="degraded mode")
