"""Views: filters of triage that are kept under a name, the repository's in ``[views]`` of specui.toml, or one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from specui.workspace.config.view_filter import view_fault

if TYPE_CHECKING:
    from specui.specs.triage.filters import Filter
    from specui.workspace.config.repository_config import Config
    from specui.workspace.config.settings import Settings

TABLE = "views"


class View(NamedTuple):
    """A filter under its name; `origin` is the file that says so."""

    name: str
    text: str
    origin: str

    @property
    def filter(self) -> Filter:
        """What it shows."""
        from specui.specs.triage.filters import Filter, FilterFault

        found = Filter.parse(self.text)
        return Filter() if isinstance(found, FilterFault) else found  # refused when it was read


def views_of(config: Config, settings: Settings | None = None) -> tuple[View, ...]:
    """Return all views: the repository's in its order, then one's own; of two of one name one's own is taken."""
    own = settings.views if settings is not None else {}
    origins = settings.origins if settings is not None else {}
    found = [
        View(name, text, str(config.file or "")) for name, text in config.views.items() if name not in own
    ]
    found += [View(name, text, origins.get(f"{TABLE}.{name}", "")) for name, text in own.items()]
    return tuple(found)


def save_view(root: Path, name: str, filter: Filter | str) -> Path:  # noqa: A002 - the word for it
    """Keep a filter under a name, as one line of the configuration that holds for a folder; returns its file.

    That is the nearest ``specui.toml``, or ``[tool.specui]``; where there is none, the folder gets one. All else in
    the file stays as it is. Raises NotKept, with one sentence.
    """
    from specui.workspace.config.config_writer import NotKept, keep
    from specui.workspace.config.repository_config import FILE_NAME, ConfigError, load_config

    name = name.strip()
    fault = name_fault(name) or view_fault(str(filter))
    if fault:
        raise NotKept(f"it is not kept: {fault}")
    try:
        file = load_config(root).file or root.resolve() / FILE_NAME
    except ConfigError as error:
        raise NotKept(f"it is not kept: {error}") from error
    return keep(name, str(filter), file, TABLE if file.name == FILE_NAME else f"tool.specui.{TABLE}")


def name_fault(name: str) -> str:
    """Return why a view cannot be called so, as one sentence; "" where it can."""
    if name and name.replace("-", "").replace("_", "").isalnum():
        return ""
    return f"“{name}” is no name for a view; take letters, digits and hyphens"
