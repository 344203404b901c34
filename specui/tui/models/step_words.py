"""A step of the undo history in words for the screen, where an item is known by its text, not by its address. Pure."""

from __future__ import annotations

from specui.markdown.lazy import lazy_pattern
from specui.specs import names
from specui.specs.contents import Contents
from specui.specs.items.kinds import KINDS
from specui.tui.rendering.safe_text import fit, safe
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.history.steps import Step

LONGEST = 30
"""Cells of an item's text at most."""
_ADDRESS = lazy_pattern(r" (?P<id>[a-z-]+(?:/\d+|\d+))$")


class StepTitles:
    """The titles of steps in words, kept for a redo: then the item may be gone, or have another address."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def words(self, step: Step, file: SpecFile | None, *, undone: bool) -> str:
        """Return the title of a step that was undone or redone; ``file`` is as it is now."""
        key = step.title, step.before
        if undone and file is not None and file.text == step.before:
            self._known[key] = step_words(step.title, file.contents)
        return self._known.get(key, step.title)


def step_words(title: str, before: Contents) -> str:
    """Return the title of a step with the text of the item it is about; ``before`` is what the step changed."""
    found = _ADDRESS.search(title)
    if found is None:
        return title
    for kind in KINDS.values():
        for item in before.items(kind):
            if item.id == found["id"]:
                text = getattr(item, "topic", "") or names.strip_marks(item.searched)
                return f"{title[: found.start()]} “{fit(safe(text), LONGEST)}”"
    return title
