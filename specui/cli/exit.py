"""End a run: print one line for an error of the user, and exit with the right status."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from typing import NoReturn

INTERRUPTED = 128 + signal.SIGINT


def run_and_exit(run: Callable[[], object]) -> NoReturn:
    """Call `run` and exit: with the status that it returns, 2 after an error of the user, 130 after ctrl+c.

    An error that is not the user's is raised, with its traceback.
    """
    try:
        status = run()
    except KeyboardInterrupt:
        exit_with(INTERRUPTED)
    except BrokenPipeError:
        from specui.cli import output

        output.discard_output()
        exit_with(0)
    except Exception as error:
        from specui.cli import output
        from specui.cli.errors import explain

        sentence = explain(error)
        if sentence is None:
            raise
        output.warn(sentence)
        exit_with(2)
    exit_with(status if isinstance(status, int) else 0)


def exit_with(status: int) -> NoReturn:
    """Flush standard output and exit; a failed flush is an error of the user too."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        from specui.cli import output

        output.discard_output()
    except OSError as error:
        from specui.cli import output
        from specui.cli.errors import explain

        output.discard_output()
        output.warn(explain(error))
        sys.exit(2)
    sys.exit(status)


def accept_interrupts() -> None:
    """Let ctrl+c end a prompt even if the process was started with SIGINT ignored, as `nohup` does.

    Call it before reading from a terminal: whoever types there means this program. A run that reads no terminal goes on
    ignoring the signal, as its parent wanted.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
