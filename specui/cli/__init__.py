"""The command line: one file a command, over the core that the screen uses too.

Invariants, each held by a test in tests/cli/:

- Only `workbench` opens the screen; nothing else here imports specui.tui, textual or rich.
- What a command was asked for goes to standard output, everything else to standard error.
- Exit status: 0 done, 1 findings or a difference, 2 usage, unreadable input or a write that was refused.
- A user's error is one line that says what, where and what to do; never a traceback.
- Nothing of a file reaches a terminal but through `specui.markdown.printable`.
- A command is imported when it is called, and imports what it needs in its function: `specui --help` is quick.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

from specui.cli.exit import run_to_the_end
from specui.cli.screen_request import open_screen, wish_of

COMMANDS = {
    "answer": ("specui.cli.commands.answer", "Answer a question, by an alternative or in words."),
    "assign": ("specui.cli.commands.assign", "Hand a question on to somebody."),
    "blockers": ("specui.cli.commands.blockers", "Show what blocks the approval of a spec, easiest first."),
    "check": ("specui.cli.commands.check", "Say what is wrong with specs, and mend it with --fix."),
    "config": ("specui.cli.commands.config", "Show the configuration, where it comes from, and the keys."),
    "criteria": ("specui.cli.commands.criteria", "List acceptance criteria across all specs."),
    "defer": ("specui.cli.commands.defer", "Put a question off, to a day on which it waits again."),
    "doctor": (
        "specui.cli.commands.doctor",
        "Say what this terminal can do, and how to mend what is off.",
    ),
    "down": ("specui.cli.commands.down", "Say which specs depend on a system or service that is down."),
    "gaps": ("specui.cli.commands.gaps", "List known gaps across all specs."),
    "list": ("specui.cli.commands.list", "List specs: status, tier, owner, readiness and counts."),
    "new": ("specui.cli.commands.new", "Make a new spec from a template, called as its neighbours are."),
    "questions": ("specui.cli.commands.questions", "List open questions across all specs."),
    "reopen": ("specui.cli.commands.reopen", "Open a question again, whatever was decided."),
    "repair": ("specui.cli.commands.repair", "Mend the encoding damage of a file, shown as a diff first."),
    "resolve": ("specui.cli.commands.resolve", "Close a gap, with all in its spec that spoke of it."),
    "rule": ("specui.cli.commands.rule", "List the rules, or print the manual page of one."),
    "set": ("specui.cli.commands.set", "Set a field of a spec: status, tier, owner, date."),
    "show": ("specui.cli.commands.show", "Show what specui understands of one file."),
    "template": ("specui.cli.commands.template", "Show a template, or check the ones of a folder."),
    "tests": ("specui.cli.commands.tests", "List missing tests across all specs."),
    "tick": ("specui.cli.commands.tick", "Tick checkboxes by their addresses."),
    "triage": ("specui.cli.commands.triage", "Decide what waits in all specs, one item after the other."),
    "undo": ("specui.cli.commands.undo", "Undo the last change that specui made here."),
    "untick": ("specui.cli.commands.untick", "Untick checkboxes by their addresses."),
}
"""Name: the module that holds a function of that name, and its line in the help."""


def main() -> NoReturn:
    """Run specui on the arguments it was started with; ends the process."""
    gc.disable()  # what is imported stays; the screen, which stays too, switches it on again
    wish = None if "_SPECUI_COMPLETE" in os.environ else wish_of(sys.argv[1:], [*COMMANDS])
    if wish is not None:
        run_to_the_end(lambda: open_screen(wish))
    from specui.cli.program import program

    program.main(prog_name="specui")
    raise AssertionError  # main exits
