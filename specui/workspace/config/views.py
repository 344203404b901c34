"""Views: named filters of triage, of the repository (``[views]`` in specui.toml) and of the user."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from specui.workspace.config.config_fault import view_fault

if TYPE_CHECKING:
    from specui.specs.triage.filters import Filter
    from specui.workspace.config.repository_config import Config
    from specui.workspace.config.settings import Settings

TABLE = "views"


class View(NamedTuple):
    """A named filter; `origin` is the file that sets it."""

    name: str
    text: str
    origin: str

    @property
    def filter(self) -> Filter:
        """The filter; an empty one for a text that is none."""
        from specui.specs.triage.filters import Filter, FilterFault

        found = Filter.parse(self.text)
        return Filter() if isinstance(found, FilterFault) else found  # reading the configuration refuses it


def views_of(config: Config, settings: Settings | None = None) -> tuple[View, ...]:
    """Return all views: the repository's in its order, then the user's, which win where names are equal."""
    own = settings.views if settings is not None else {}
    origins = settings.origins if settings is not None else {}
    found = [
        View(name, text, str(config.file or "")) for name, text in config.views.items() if name not in own
    ]
    found += [View(name, text, origins.get(f"{TABLE}.{name}", "")) for name, text in own.items()]
    return tuple(found)


def save_view(root: Path, name: str, filter: Filter | str) -> Path:  # noqa: A002 - the word for it
    """Save a filter under a name, as one line of the folder's configuration; returns its file.

    That is the nearest ``specui.toml``, or ``[tool.specui]``; without any, the folder gets a new one.  The rest of the
    file stays unchanged.  Raises NotSaved.
    """
    from specui.workspace.config.config_writer import NotSaved, save_value
    from specui.workspace.config.repository_config import FILE_NAME, ConfigError, load_config

    name = name.strip()
    fault = name_fault(name) or view_fault(str(filter))
    if fault:
        raise NotSaved(f"not saved: {fault}")
    try:
        file = load_config(root).file or root.resolve() / FILE_NAME
    except ConfigError as error:
        raise NotSaved(f"not saved: {error}") from error
    return save_value(name, str(filter), file, TABLE if file.name == FILE_NAME else f"tool.specui.{TABLE}")


def name_fault(name: str) -> str:
    """Return why a view cannot have that name, as one sentence, or ""."""
    if name and name.replace("-", "").replace("_", "").isalnum():
        return ""
    return f"“{name}” is not a valid view name; use letters, digits and hyphens"
