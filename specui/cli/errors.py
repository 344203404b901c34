"""The errors of a user, each as the one line that is printed for it."""

from __future__ import annotations

import os

import click

from specui.markdown.lazy import lazy_pattern

_QUOTED = lazy_pattern(r"(?<!\w)'([^'\n]*)'(?!\w)")


class Failure(click.ClickException):
    """A command cannot do what it was asked for; the message says what, where and how to fix it. Exit status 2."""

    exit_code = 2


def explain(error: Exception) -> str | None:
    """Return the message for an error of the user; None for a fault of specui itself."""
    if isinstance(error, click.UsageError):
        return _explain_usage(error)
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError):
        return _explain_os_error(error)
    from specui.specs.edits.places import EditRefused
    from specui.specs.tasks import AddressError
    from specui.workspace.config.repository_config import ConfigError
    from specui.workspace.storage.errors import StorageError

    if isinstance(error, (StorageError, ConfigError, AddressError, EditRefused)):
        return str(error)
    from specui.workspace.storage.errors import Refused

    return str(error) if isinstance(error, Refused) else None


def _explain_usage(error: click.UsageError) -> str:
    message = _QUOTED.sub(r"“\1”", " ".join(error.format_message().split()).rstrip("."))
    path = error.ctx.command_path.strip() if error.ctx else "specui"
    if ". Did you mean " in message:
        message = message.replace(". Did you mean ", "; did you mean ")
        return f"{message} See {path} --help"
    return f"{message}; see {path} --help"


def _explain_os_error(error: OSError) -> str:
    reason = os.strerror(error.errno) if error.errno else str(error)
    where = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else "standard output"
    return f"{where}: {reason[:1].lower()}{reason[1:]}; fix that and try again."
