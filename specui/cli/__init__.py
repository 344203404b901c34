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

from typing import NoReturn


def main() -> NoReturn:
    """Run specui on the arguments it was started with; ends the process."""
    import gc

    gc.disable()  # what is imported stays; the screen, which stays too, switches it on again
    from specui.cli.program import program

    program.main(prog_name="specui")
    raise AssertionError  # main exits
