"""The commands by name, with the line that `specui --help` prints for each.

To add a command NAME, write `commands/NAME.py` with a click command called `command`, and add its line here. The first
paragraph of the command's own help is the same line; a test compares both. The commands that list a kind of items need
only their line: `query.py` makes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

GROUPS: Mapping[str, Mapping[str, str]] = {
    "Read specs": {
        "check": "Check specs for problems; --fix repairs them.",
        "list": "List specs with status, tier, owner, readiness and counts.",
        "show": "Show what specui reads in one file.",
        "blockers": "List what blocks the approval of a spec, easiest first.",
        "gaps": "List known gaps in all specs.",
        "questions": "List open questions in all specs.",
        "criteria": "List acceptance criteria in all specs.",
        "tests": "List missing tests in all specs.",
        "tasks": "List tasks in all specs.",
        "down": "Show specs affected by an outage.",
    },
    "Decide": {
        "triage": "Decide open items one by one.",
        "answer": "Answer a question.",
        "defer": "Defer a question until a date.",
        "assign": "Assign a question or gap to someone.",
        "reopen": "Reopen a question.",
        "resolve": "Close a gap and its related items.",
    },
    "Edit specs": {
        "new": "Create a spec from a template, matching local file naming.",
        "set": "Set a field of a spec, such as its status or owner.",
        "tick": "Tick checkboxes.",
        "untick": "Untick checkboxes.",
        "repair": "Repair damaged encoding, after showing a diff.",
        "undo": "Undo the last change.",
    },
    "Look up": {
        "rule": "List all rules, or explain one.",
        "families": "List the families of specs that were found, and why.",
        "template": "Print a template, or check templates.",
    },
    "Set up": {
        "init": "Write a commented specui.toml for a folder of specs.",
        "config": "Show settings, configuration and keys.",
        "doctor": "Diagnose this terminal and suggest fixes.",
    },
}
"""Command names and help lines, under the headings of the help, in its order."""

COMMANDS: Mapping[str, str] = {name: line for group in GROUPS.values() for name, line in group.items()}


def load_command(name: str) -> click.Command:
    """Import a command."""
    from specui.specs.items.kinds import KINDS

    listing = next((kind for kind in KINDS.values() if kind.listing == name), None)
    if listing is not None:
        from specui.cli.query import listing_command

        return listing_command(listing)
    command: click.Command = import_module(f"specui.cli.commands.{name}").command
    return command
