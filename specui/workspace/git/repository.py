"""What git knows of a file.  It is only read: no lock is taken, nothing is fetched, nothing of the repository is run."""

from __future__ import annotations

import os
import re
from pathlib import Path

from specui.markdown.source import decode
from specui.workspace.git import client as git

TIMEOUT = 4.0
"""Seconds after which git is left alone, and nothing is known."""

# The first cell of a table's row that is a date: a row of a revision history.
_ROW = re.compile(r"^[ \t]*\|?[ \t*_`]*(\d{4}-\d{2}-\d{2})\b.*\|.*$", re.MULTILINE)
_ROW_FOR_GIT = r"^[ \t]*\|?[ \t*_`]*[0-9]{4}-[0-9]{2}-[0-9]{2}.*\|"


def last_signed(path: Path, *, text: str, opened: str = "", timeout: float = TIMEOUT) -> str | None:
    """Return a spec's text as it was when the last row came into its Revision History; None where nobody knows.

    That is the file at the last commit that touched such a row, or at HEAD where none did, if its rows
    are those of ``text``.  Where rows came since, it is ``opened``, the text of the file when the
    session began, if that has them.  Takes up to two times ``timeout`` seconds; call it in a thread.
    """
    rows = _rows(text)
    committed = committed_text(path, timeout=timeout)
    return next((known for known in (committed, opened) if known and _rows(known) == rows), None)


def committed_text(path: Path, *, timeout: float = TIMEOUT) -> str | None:
    """Return the text of a file at the last commit that touched its revision rows, else at HEAD.

    None where there is no git, no repository, or the file is not in it; and where that commit is the boundary of a
    shallow clone, as the rows may be older.
    """
    path = path.resolve()
    touched = [
        "log",
        "-1",
        "--format=%H",
        "--no-show-signature",
        "--no-ext-diff",
        "--no-textconv",
        "--no-mailmap",
    ]
    # As text, whatever the attributes say: so git reads none of them.
    touched += ["--text", f"-O{os.devnull}"]
    found = _git(path, [*touched, f"-G{_ROW_FOR_GIT}", "--", f"./{path.name}"], timeout)
    if found is None:
        return None
    commit = found.decode("ascii", "replace").strip() or "HEAD"
    try:
        if commit in git.boundary(path.parent, timeout):
            return None
    except git.Hangs:
        return None
    data = _git(path, ["show", "--no-textconv", f"{commit}:./{path.name}"], timeout)
    return decode(data).text if data is not None else None


def author(folder: Path, *, timeout: float = 1.0) -> str:
    """Return git's ``user.name`` for a folder, or an empty string."""
    said = _git(folder / "-", ["config", "user.name"], timeout)
    return " ".join((said or b"").decode("utf-8", "replace").split())


def _rows(text: str) -> list[str]:
    return [" ".join(match[0].split()) for match in _ROW.finditer(text)]


def _git(path: Path, arguments: list[str], timeout: float) -> bytes | None:
    """Return what git says of a file; None where it fails, is not there, or takes too long."""
    try:
        return git.ask(path.parent, arguments, timeout)
    except git.Hangs:
        return None
