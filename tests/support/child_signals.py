"""Give the programs that tests start the signals that an interactive shell would give them.

A signal that is ignored stays ignored in every child, and a run may be started that way: `nohup` ignores SIGHUP, and
a shell without job control ignores SIGINT and SIGQUIT for what it runs in the background. A signal that is *handled*
goes back to its default in a child. So handling an ignored signal by doing nothing leaves this process as it was
started, and its children without a trace of that.
"""

from __future__ import annotations

import signal

INHERITED = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
"""The signals that a run may have been told to ignore."""


def stop_inheriting_ignored() -> None:
    """Make children of this process start with default signals; the process itself goes on ignoring them."""
    for number in INHERITED:
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, _do_nothing)


def set_defaults() -> None:
    """Reset the signals of this process; for a child between fork and exec."""
    for number in INHERITED:
        signal.signal(number, signal.SIG_DFL)


def _do_nothing(_number: int, _frame: object) -> None:
    pass
