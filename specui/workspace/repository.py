"""What git knows of a file.  It is only read: no lock is taken, nothing is fetched, nothing of the repository is run."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path

from specui.markdown.source import decode

TIMEOUT = 4.0
"""Seconds after which git is left alone, and nothing is known."""

# The first cell of a table's row that is a date: a row of a revision history.
_ROW = re.compile(r"^[ \t]*\|?[ \t*_`]*(\d{4}-\d{2}-\d{2})\b.*\|.*$", re.MULTILINE)
_ROW_FOR_GIT = r"^[ \t]*\|?[ \t*_`]*[0-9]{4}-[0-9]{2}-[0-9]{2}.*\|"
_QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}


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

    None where there is no git, no repository, or the file is not in it.
    """
    path = path.resolve()
    touched = ["log", "-1", "--format=%H", "--no-show-signature", "--no-ext-diff", "--no-textconv"]
    found = _git(path, [*touched, f"-G{_ROW_FOR_GIT}", "--", f"./{path.name}"], timeout)
    if found is None:
        return None
    commit = found.decode("ascii", "replace").strip() or "HEAD"
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
    command = ["git", "--no-pager", "--literal-pathspecs", *arguments]
    try:
        process = subprocess.Popen(
            command,
            cwd=path.parent,
            env={**os.environ, **_QUIET},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError):
        return None
    with process:
        try:
            said, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            _end(process)
            return None
    return said if process.returncode == 0 else None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git and whatever it has started, so that nobody holds its output open."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (AttributeError, OSError):
        process.kill()
    if process.stdout is not None:
        process.stdout.close()
