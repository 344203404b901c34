"""What .gitignore files say: nested ones, the ones above up to the repository's root, and .git/info/exclude.

Last comes the user's own file, which git knows as `core.excludesFile`.

pathspec is imported only where such a file is found.
"""

import os
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from specui.workspace.failures import StorageError
from specui.workspace.reading import close_quietly, open_regular, read_open

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NAME = ".gitignore"
_SECTION = re.compile(r"\s*\[([^]]*)\]\s*$")
_EXCLUDES = re.compile(r"\s*excludesfile\s*=\s*(.*?)\s*(?:[#;].*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ignores:
    """The files that hold in one folder, the nearest first: each with the folder its patterns start from."""

    files: "tuple[tuple[str, GitIgnoreSpec], ...]" = ()
    respected: bool = True

    def within(self, folder: str) -> "Ignores":
        """The same for a folder below, with its own .gitignore, if it has one."""
        if not self.respected:
            return self
        spec = _read(os.path.join(folder, NAME))
        return self if spec is None else Ignores(((folder + os.sep, spec), *self.files))

    def match(self, filename: str, *, is_folder: bool) -> bool:
        """Whether the nearest file that has a pattern for it ignores it. No folder above may be ignored."""
        for base, spec in self.files:
            relative = filename[len(base) :] + ("/" if is_folder else "")
            verdict = spec.check_file(relative).include
            if verdict is not None:
                return verdict
        return False


NOTHING_IGNORED = Ignores(respected=False)


def ignores_above(top: str, repository: str) -> Ignores:
    """What holds in `top`. If it is ignored itself, whoever names it means it: only its own file counts then."""
    exclude = _read(os.path.join(repository, ".git", "info", "exclude"))
    root = repository.rstrip(os.sep)
    own = _read(users_file()) if os.path.lexists(os.path.join(repository, ".git")) else None
    ignores = Ignores(tuple((root + os.sep, spec) for spec in (exclude, own) if spec is not None))
    at = root
    for name in os.path.relpath(top, repository).split(os.sep):
        if name == ".":
            break
        ignores = ignores.within(at)
        at = f"{at}{os.sep}{name}"
        if ignores.match(at, is_folder=True):
            return Ignores()
    return ignores


def users_file() -> str:
    """Return the name of the file in which this user says what git ignores everywhere; it may not exist.

    `core.excludesFile` of the user's git configuration, else git's default for it. Files that the configuration
    includes are not followed.
    """
    home = os.path.expanduser("~")
    folder = os.path.join(os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config"), "git")
    named = os.environ.get("GIT_CONFIG_GLOBAL")
    for name in [named] if named else [os.path.join(home, ".gitconfig"), os.path.join(folder, "config")]:
        try:
            with open(name, encoding="utf-8", errors="replace") as file:
                found = _excludes_file(file)
        except OSError:
            continue
        if found:
            return os.path.join(home, os.path.expanduser(found))
    return os.path.join(folder, "ignore")


def _excludes_file(lines: Iterable[str]) -> str:
    """Return what the last `excludesFile` of a `[core]` section says, or ""."""
    found, in_core = "", False
    for line in lines:
        section = _SECTION.match(line)
        if section:
            in_core = section[1].strip().lower() == "core"
        elif in_core and (value := _EXCLUDES.match(line)):
            found = value[1].strip().strip('"')
    return found


def _read(filename: str) -> "GitIgnoreSpec | None":
    try:
        descriptor = open_regular(filename, Path(filename), follow=False)
    except (OSError, StorageError):  # git does not follow a linked .gitignore either
        return None
    try:
        text = os.fsdecode(read_open(descriptor, Path(filename)).data)
    except (OSError, StorageError):
        return None
    finally:
        close_quietly(descriptor)
    return _compile([line for line in _lines(text) if not _is_slow(line)])


def _compile(lines: list[str]) -> "GitIgnoreSpec":
    """Patterns that make no sense (`[z-a]`) ignore nothing, as in git."""
    from pathspec import GitIgnoreSpec

    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", FutureWarning
        )  # what `re` thinks of a pattern is not the user's concern
        try:
            return GitIgnoreSpec.from_lines(lines)
        except (ValueError, re.error):
            return GitIgnoreSpec.from_lines([line for line in lines if _makes_sense(line)])


def _makes_sense(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True


def _is_slow(line: str) -> bool:
    """Each star multiplies the time of a name that nearly fits; nobody's own pattern has so many."""
    return line.count("**") > 3 or any(part.count("*") > 4 for part in line.split("/"))


def _lines(text: str) -> list[str]:
    return [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]
