"""What is said in the section's pane where there is no section to show, and where there are no problems.

Pure: title, sentences, and a block of text as it would stand in a file.
"""

from __future__ import annotations

from specui.tui.commands import said
from specui.tui.models.outline import Entry
from specui.workspace.files.spec_file import SpecFile
from specui.workspace.workspace import Workspace

_WHAT = (
    "A production spec is a Markdown file that says what a feature must do, how far it is, and what is still "
    "open: criteria to tick, known gaps, tests, dependencies, open questions."
)

Told = tuple[str, tuple[str, ...], str]


def instead(workspace: Workspace, file: SpecFile | None, entry: Entry | None) -> Told | None:
    """Return what to say instead of a section; None where there is one to show."""
    if not workspace.names:
        return (
            "No Markdown files here",
            (
                _WHAT,
                "See an example:    specui --demo",
                f'Create a spec:     {said("new-spec")}, or specui new "Night Ferry"',
                "New files in this folder appear here immediately.",
            ),
            "",
        )
    if file is None or entry is None:
        return ("", (), "")
    if file.kind == "unreadable":
        return (
            "This file cannot be read",
            (file.error, "It will appear here once it is readable."),
            "",
        )
    return None


def reading(name: str) -> Told:
    """Return what to say while a large file is read."""
    return (f"Reading {name}…", ("This file is large.",), "")


def no_problems(file: SpecFile | None) -> str:
    """Return what to say where the list is empty."""
    if file is None:
        return ""
    if file.kind == "unreadable":
        return "Not checked: this file cannot be read."
    if file.kind == "template":
        return "No problems in this template; only its text is checked."
    if file.kind == "document":
        return "Not checked: no matching template."
    return "No problems in this spec."
