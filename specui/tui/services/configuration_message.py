"""The message about a repository's configuration: its faults, or that it has none any more. Pure."""

from __future__ import annotations

from specui.tui.ports import Role
from specui.workspace.config.repository_config import FILE_NAME, Config


def configuration_message(now: Config, before: Config | None = None) -> tuple[str, Role] | None:
    """Return what to say about the configuration; None when the faults are those that it had `before`."""
    faults = (*now.faults, *now.notes)
    if faults == ((*before.faults, *before.notes) if before is not None else ()):
        return None
    if not faults:
        return f"{FILE_NAME}: no problems.", "ok"
    first = faults[0]
    if len(faults) == 1:
        return f"{first.path.name}:{first.line}: {first.reason}", "warning"
    count = f"{len(faults)} problems in {first.path.name}, see specui config show"
    return f"{count}; line {first.line}: {first.reason}", "warning"
