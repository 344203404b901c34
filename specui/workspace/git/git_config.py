"""The settings of git that decide which files are listed: read from its files, as git reads them.

Those of the system, the user, the repository, the worktree and the environment, each with its includes; the last one
wins.  Git itself is not run.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from specui.workspace.git.git_folder import GitFolder
from specui.workspace.storage.small_files import read_small

SYSTEM = "/etc/gitconfig"
_DEEPEST = 10
"""Depth of includes; git has the same limit."""
_WANTED = (b"excludesfile", b"ignorecase", b"objectformat", b"worktreeconfig", b"include")
_SECTION = r'\[\s*([-.\w]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]'
_NAME = r"([A-Za-z][-A-Za-z0-9]*)[ \t]*(=?)[ \t]*"
_ESCAPED = {"n": "\n", "t": "\t", "b": "\b"}
_YES = frozenset({"true", "yes", "on", "1"})

Value = tuple[str, str | None]
"""A setting's dotted name, its first and last part in lower case, and its value."""


class GitConfig(NamedTuple):
    """The user's ignore file (None: not set), whether names ignore case, and whether hashes are SHA-256."""

    excludes_file: str | None = None
    ignores_case: bool = False
    sha256: bool = False


def read_git_config(folder: GitFolder | None) -> GitConfig:
    """Return the settings of a repository.  Unreadable or malformed files are skipped."""
    found = dict(_values(folder))
    return GitConfig(
        found.get("core.excludesfile"),
        _is_yes(found.get("core.ignorecase", "")),
        (found.get("extensions.objectformat") or "").lower() == "sha256",
    )


def user_ignore_file(config: GitConfig, root: str) -> str:
    """Return the name of the user's own ignore file, or ""; it may not exist."""
    if config.excludes_file is None:
        return os.path.join(_user_folder(), "ignore")
    return _expand(config.excludes_file, root) if config.excludes_file else ""


def _expand(path: str, folder: str) -> str:
    """Return a path of the configuration as an absolute one: `~` is a home folder, a relative path is in `folder`."""
    path = path.removeprefix(":(optional)").replace("\0", "\ufffd")  # no path contains NUL
    return os.path.join(folder, os.path.expanduser(path))


def _user_folder() -> str:
    """Return the folder of the user's git configuration, besides the home folder."""
    base = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")
    return os.path.join(base, "git")


def _values(folder: GitFolder | None) -> Iterator[Value]:
    if os.environ.get("GIT_CONFIG_NOSYSTEM", "").lower() not in _YES:
        yield from _read_settings(os.environ.get("GIT_CONFIG_SYSTEM") or SYSTEM, folder)
    own = os.environ.get("GIT_CONFIG_GLOBAL")
    home = os.path.expanduser("~")
    for name in [own] if own else [os.path.join(_user_folder(), "config"), os.path.join(home, ".gitconfig")]:
        yield from _read_settings(name, folder)
    if folder is not None:
        has_own_config = False
        for name, value in _read_settings(os.path.join(folder.common, "config"), folder):
            if name == "extensions.worktreeconfig":
                has_own_config = _is_yes(value)
            yield name, value
        if has_own_config:
            yield from _read_settings(os.path.join(folder.own, "config.worktree"), folder)
    count = os.environ.get("GIT_CONFIG_COUNT", "")
    for number in range(min(int(count), 1_000) if count.isascii() and count.isdigit() else 0):
        name = os.environ.get(f"GIT_CONFIG_KEY_{number}", "")
        section, _, key = name.rpartition(".")
        yield f"{section.lower()}.{key.lower()}", os.environ.get(f"GIT_CONFIG_VALUE_{number}", "")


def _read_settings(filename: str, folder: GitFolder | None, deep: int = 0) -> Iterator[Value]:
    """Yield the settings of a file, and of the files that it includes, in order."""
    data = read_small(filename)
    if data is None or not any(word in data.lower() for word in _WANTED):
        return
    for name, value in _parsed(data):
        yield name, value
        if value and name.startswith("include") and name.endswith(".path") and deep < _DEEPEST:
            condition = name.removeprefix("includeif.").removesuffix(".path")
            if name == "include.path" or (
                name != condition and folder is not None and _is_fulfilled(condition, filename, folder)
            ):
                yield from _read_settings(_expand(value, os.path.dirname(filename)), folder, deep + 1)


def _is_fulfilled(condition: str, filename: str, folder: GitFolder) -> bool:
    """Return whether a repository fulfils the condition of an `[includeIf "..."]`; unknown conditions are not fulfilled."""
    kind, _, wanted = condition.partition(":")
    if kind == "onbranch":
        head = read_small(os.path.join(folder.own, "HEAD")) or b""
        branch = head.strip().removeprefix(b"ref: refs/heads/")
        return branch != head.strip() and _matches(wanted + "**" * wanted.endswith("/"), branch)
    if kind not in {"gitdir", "gitdir/i"} or not wanted:
        return False
    fold = kind.endswith("/i")
    if wanted.startswith("./"):
        wanted = os.path.join(os.path.realpath(os.path.dirname(filename)), wanted[2:])
    wanted = os.path.expanduser(wanted.replace("\0", "\ufffd"))
    if not wanted.startswith("/"):
        wanted = f"**/{wanted}"
    wanted += "**" * wanted.endswith("/")
    names = {folder.own, os.path.realpath(folder.own)}
    return any(_matches(wanted, os.fsencode(name), fold=fold) for name in names)


def _matches(wanted: str, name: bytes, *, fold: bool = False) -> bool:
    from specui.workspace.git.wildmatch import expression

    return expression(os.fsencode(wanted), fold=fold).match(name.lower() if fold else name) is not None


def _is_yes(value: str | None) -> bool:
    """Return whether a value means yes; a setting without `=` does, in git's configuration."""
    return value is None or value.lower() in _YES


@lru_cache(maxsize=16)
def _parsed(data: bytes) -> tuple[Value, ...]:
    """Return the settings of a configuration file, up to the first malformed line."""
    text = os.fsdecode(data).removeprefix("\ufeff").replace("\r\n", "\n")
    section_at, name_at = re.compile(_SECTION).match, re.compile(_NAME).match
    found: list[Value] = []
    section = ""
    at = 0
    while at < len(text):
        sign = text[at]
        if sign.isspace():
            at += 1
        elif sign in "#;":
            at = _end_of_line(text, at)
        elif sign == "[":
            head = section_at(text, at)
            if head is None:
                break
            below = head[2]
            name = head[1].lower()
            section = name if below is None else f"{name}." + re.sub(r"\\(.)", r"\1", below)
            at = head.end()
        else:
            name = name_at(text, at)
            if name is None or not section:
                break
            value: str | None = None
            at = name.end()
            if name[2]:
                value, at = _value(text, at)
            found.append((f"{section}.{name[1].lower()}", value))
    return tuple(found)


def _value(text: str, at: int) -> tuple[str, int]:
    """Read a value up to the end of its line, or of the next one after a backslash; returns it and its end."""
    read: list[str] = []
    length = 0  # without blanks at the end
    quoted = False
    while at < len(text) and text[at] != "\n":
        sign = text[at]
        at += 1
        if sign == '"':
            quoted = not quoted
            length = len(read)
        elif sign in "#;" and not quoted:
            return "".join(read[:length]), _end_of_line(text, at)
        elif sign == "\\":
            after = text[at : at + 1]
            at += 1
            if after != "\n":
                read.append(_ESCAPED.get(after, after))
                length = len(read)
        else:
            read.append(sign)
            if quoted or not sign.isspace():
                length = len(read)
    return "".join(read[:length]), at


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
