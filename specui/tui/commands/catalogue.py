"""All commands, in the order of the help."""

from __future__ import annotations

from specui.tui.commands.dialogs import DIALOGS
from specui.tui.commands.editor import EDITOR
from specui.tui.commands.everywhere import EVERYWHERE
from specui.tui.commands.home import HOME
from specui.tui.commands.inline import INLINE
from specui.tui.commands.model import Command
from specui.tui.commands.overview import OVERVIEW
from specui.tui.commands.problems import PROBLEMS
from specui.tui.commands.section import SECTION
from specui.tui.commands.tree import TREE
from specui.tui.commands.triage import TRIAGE

COMMANDS: tuple[Command, ...] = (
    *TREE,
    *HOME,
    *SECTION,
    *INLINE,
    *EDITOR,
    *PROBLEMS,
    *TRIAGE,
    *OVERVIEW,
    *DIALOGS,
    *EVERYWHERE,
)
