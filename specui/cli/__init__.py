"""The command line: one file per command, on the same core as the screen.

Invariants, each checked by a test in tests/cli/:

- Only `screen/` opens the screen; nothing else here imports specui.tui, textual or rich.
- Results go to standard output, everything else to standard error.
- Exit status: 0 for success; 1 for findings or a difference; 2 for wrong usage, unreadable input or a refused write.
- An error of the user is one line that says what, where and how to fix it, never a traceback.
- Text from files reaches a terminal only through `specui.markdown.printable`.
- A command is imported when it is called, and imports what it needs inside its function, so `specui --help` is fast.

| modules | own |
|---|---|
| `catalogue.py`, `program.py` | the commands and their help lines; parsing, and the help of the whole program |
| `commands/` | one file per command |
| `options.py`, `filter_options.py` | options that several commands share; filters of items |
| `edit.py`, `decide.py`, `query.py` | what the commands share that edit one file, decide a question, list items |
| `prompt/` | `specui triage --plain`: triage line by line |
| `files/` | from PATHS to files: which are read, which are skipped and why, with which configuration |
| `output.py`, `tables.py`, `json_output.py`, `diffs.py`, `reports/` | what is printed, and in which format |
| `errors.py`, `exit.py` | error messages; exit statuses |
| `screen/` | the way to the screen, and to its list of keys |
"""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

from specui.cli.catalogue import COMMANDS
from specui.cli.exit import run_and_exit
from specui.cli.screen.request import open_screen, parse_plain


def main() -> NoReturn:
    """Run specui with the arguments of this process, and exit."""
    gc.disable()  # modules stay in memory anyway; the screen turns it on again
    request = None if "_SPECUI_COMPLETE" in os.environ else parse_plain(sys.argv[1:], COMMANDS)
    if request is not None:
        run_and_exit(lambda: open_screen(request))
    from specui.cli.program import program

    program.main(prog_name="specui")
    raise AssertionError  # main exits
