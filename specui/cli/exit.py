"""How every run ends: its exit status, and one line for what went wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NoReturn


def run_to_the_end(run: Callable[[], object]) -> NoReturn:
    """Call `run`, say in one line what went wrong, and exit with the status that README's table gives."""
    try:
        status = run()
    except KeyboardInterrupt:
        leave(130)
    except BrokenPipeError:
        from specui.cli import output

        output.silence()
        leave(0)
    except Exception as error:
        from specui.cli import output
        from specui.cli.errors import sentence_of

        sentence = sentence_of(error)
        if sentence is None:
            raise
        output.note(f"specui: {sentence}")
        leave(2)
    leave(status if isinstance(status, int) else 0)


def leave(status: int) -> NoReturn:
    """Exit; what is still to be written goes out first, and a failure of that is one line too."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        from specui.cli import output

        output.silence()
    except OSError as error:
        from specui.cli import output
        from specui.cli.errors import sentence_of

        output.silence()
        output.note(f"specui: {sentence_of(error)}")
        sys.exit(2)
    sys.exit(status)
