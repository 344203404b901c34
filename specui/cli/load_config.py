"""The repository's configuration as a command takes it: what is not known in it is noted once, and the run goes on."""

from __future__ import annotations

from pathlib import Path

import click

from specui.cli import output
from specui.workspace.config.repository_config import Config, load_config

_TOLD = "specui.cli.load_config"


def configuration(folder: Path) -> Config:
    """Return what holds in a folder. Raises ConfigError for what cannot be used: nothing may look as if all were set."""
    config = load_config(folder)
    if config.file is not None and _is_new(config):
        for note in (*config.notes, *_unknown_rules(config)):
            output.note(f"specui: {note}")
    return config


def _unknown_rules(config: Config) -> list[str]:
    """Return a sentence for each rule whose severity is set, and that is not there."""
    given = {
        name for rules in (config.severities, *(one.severities for one in config.by_path)) for name in rules
    }
    if not given:
        return []
    from difflib import get_close_matches

    from specui.rules.registry import all_rules

    known = {loaded.rule.name: loaded.rule.code for loaded in all_rules()}
    names = {code: name for name, code in known.items()}
    return [
        f"{config.file}: unknown rule “{name}”"
        + (f"; did you mean “{near}”?" if near else "; see specui rule")
        for name in sorted(given - known.keys())
        for near in [names.get(name.upper()) or next(iter(get_close_matches(name[:100], known, 1)), "")]
    ]


def _is_new(config: Config) -> bool:
    """Say whether a configuration is met for the first time in this run."""
    context = click.get_current_context(silent=True)
    if context is None:
        return True
    told = context.find_root().meta.setdefault(_TOLD, set())
    new = config.file not in told
    told.add(config.file)
    return new
