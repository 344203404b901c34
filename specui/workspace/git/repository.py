"""A spec's text at an earlier commit, read without locks, fetches or hooks."""

from __future__ import annotations

import os
import re
from pathlib import Path

from specui.markdown.lazy import lazy_pattern
from specui.markdown.source import decode
from specui.workspace.git import client as git

TIMEOUT = 4.0
"""Seconds after which git is ended, and the text counts as unknown."""

# The first cell of a table's row that is a date: a row of a revision history.
_ROW = lazy_pattern(r"^[ \t]*\|?[ \t*_`]*(\d{4}-\d{2}-\d{2})\b.*\|.*$", re.MULTILINE)
_ROW_FOR_GIT = r"^[ \t]*\|?[ \t*_`]*[0-9]{4}-[0-9]{2}-[0-9]{2}.*\|"


def last_signed(path: Path, *, text: str, opened: str = "", timeout: float = TIMEOUT) -> str | None:
    """Return a spec's text as of the last row of its Revision History; None where it is unknown.

    That is the file at the last commit that changed such a row, or at HEAD where none did, if its rows are those of
    ``text``.  Where rows were added since, it is ``opened``, the file's text when the session began, if that has them.
    Takes up to twice ``timeout`` seconds; call it in a thread.
    """
    rows = _rows(text)
    committed = committed_text(path, timeout=timeout)
    return next((known for known in (committed, opened) if known and _rows(known) == rows), None)


def committed_text(path: Path, *, timeout: float = TIMEOUT) -> str | None:
    """Return the text of a file at the last commit that changed its revision rows, else at HEAD.

    None where there is no git, no repository, or the file is not in it; and where that commit is the boundary of a
    shallow clone, because the rows may be older.
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
    # As text, whatever the attributes say, so that git reads none of them.
    touched += ["--text", f"-O{os.devnull}"]
    found = git.output_in_time(path.parent, [*touched, f"-G{_ROW_FOR_GIT}", "--", f"./{path.name}"], timeout)
    if found is None:
        return None
    commit = found.decode("ascii", "replace").strip() or "HEAD"
    try:
        if commit in git.boundary(path.parent, timeout):
            return None
    except git.GitTimeout:
        return None
    data = git.output_in_time(path.parent, ["show", "--no-textconv", f"{commit}:./{path.name}"], timeout)
    return decode(data).text if data is not None else None


def _rows(text: str) -> list[str]:
    return [" ".join(match[0].split()) for match in _ROW.finditer(text)]
