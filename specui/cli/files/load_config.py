"""Load the configuration of a repository for a command, with one note for each unknown key or rule in it."""

from __future__ import annotations

from pathlib import Path

import click

from specui.cli import output
from specui.workspace.config.config_fault import Fault
from specui.workspace.config.repository_config import Config, load_config

_META_KEY = "specui.cli.files.load_config"


def configuration(folder: Path) -> Config:
    """Return the configuration of a folder, and note what is unknown in it, once per run.

    Raises ConfigError for a value that cannot be used: a command must not look as if all of it applied.
    """
    config = load_config(folder)
    if config.file is not None and _is_first_use(config):
        output.warn(*config.notes, *unknown_rules(config))
    return config


def unknown_rules(config: Config) -> list[Fault]:
    """Return a note for each rule in the configuration that does not exist."""
    given = {
        name for rules in (config.severities, *(one.severities for one in config.by_path)) for name in rules
    }
    if not given:
        return []
    from difflib import get_close_matches

    from specui.rules.registry import all_rules

    known = {rule.name: rule.code for rule in all_rules()}
    names = {code: name for name, code in known.items()}
    assert config.file is not None, "the rules are in a file"
    lines = config.file.read_text("utf-8-sig", "replace").split("\n")
    found = []
    for name in sorted(given - known.keys()):
        near = names.get(name.upper()) or next(iter(get_close_matches(name[:100], known, 1)), "")
        hint = f"did you mean “{near}”?" if near else "run specui rule to list all rules"
        line = next((n for n, text in enumerate(lines, 1) if text.strip().strip("\"'").startswith(name)), 1)
        found.append(Fault(config.file, line, f"unknown rule “{name}”; {hint}"))
    return found


def _is_first_use(config: Config) -> bool:
    """Return whether this run has not used the configuration before."""
    context = click.get_current_context(silent=True)
    if context is None:
        return True
    used = context.find_root().meta.setdefault(_META_KEY, set())
    first = config.file not in used
    used.add(config.file)
    return first
