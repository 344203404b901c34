"""Which files a command is about: PATHS as they were given, found, ordered and called by their shown names."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from specui.cli.errors import Failure
from specui.cli.load_config import configuration
from specui.cli.skipped_files import Passed
from specui.workspace.check.parallel_check import Target, read
from specui.workspace.config.repository_config import Config
from specui.workspace.config.template_library import Library
from specui.workspace.files.discovery import SkippedPath, find_markdown
from specui.workspace.files.spec_file import Context, SpecFile, parse_file
from specui.workspace.storage.errors import StorageError, explained
from specui.workspace.storage.file_reader import SIZE_LIMIT


class Found(NamedTuple):
    """What PATHS came to: files in order, each once, and the sentence for each path that cannot be looked into.

    `passed` are the files and folders that were passed over, `folders` those of PATHS that are folders: the shown
    names of the files in each.
    """

    targets: list[Target]
    failures: list[str]
    passed: list[Passed]
    folders: dict[str, list[str]]


def default_folder() -> Path:
    """The folder of the nearest configuration, else this one. Raises ConfigError."""
    config = configuration(Path.cwd())
    return config.root if config.file is not None else Path()


def find_targets(paths: Sequence[str], *, today: date | None = None, force_exclude: bool = False) -> Found:
    """Find the files that PATHS mean; none given: the default folder. Raises ConfigError.

    A file that is named is taken, whatever is said of it elsewhere; with `force_exclude`, unless specui.toml excludes it.
    """
    search = _Search(today or date.today(), force_exclude=force_exclude)
    if not paths:
        search.add_folder(os.fspath(default_folder()))
    for path in sorted(paths, key=os.path.isdir):  # what is named is named, wherever its folder stands
        search.add(path)
    return Found(search.in_order(paths), search.failures, search.passed, search.folders)


def context_for(filename: str, today: date | None = None) -> Context:
    """Return what the reading of one named file depends on; the file need not exist. Raises ConfigError."""
    return _Search(today or date.today()).context(_real(filename), named=True)


def read_one(path: str, stdin_name: str | None = None) -> SpecFile:
    """Read the one file that a command is about; - is standard input. Raises Failure, ConfigError."""
    if path == "-":
        name = stdin_name or "stdin.md"
        return parse_file(Path(_real(name)), stdin_name or "-", read_stdin(), context_for(name))
    return read(named_target(path))


def named_target(path: str) -> Target:
    """Return the target for one named file. Raises Failure, ConfigError."""
    search = _Search(date.today())
    if os.path.isdir(path):
        raise Failure(f"{path} is a folder; name a Markdown file in it.")
    search.add(path)
    if search.failures:
        raise Failure(search.failures[0])
    (target,) = search.in_order([path])
    return target


def read_stdin() -> bytes:
    """Return what comes in, at most as much as a file may hold. Raises Failure."""
    if sys.stdin is None:
        raise Failure("standard input is closed; give a file, or send the text to -.")
    data = sys.stdin.buffer.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise Failure(f"standard input has more than {SIZE_LIMIT >> 20} MiB; split it into smaller files.")
    return data


def show_path(filename: str) -> str:
    """Return a path as it is printed: relative to the current folder where it is inside, else absolute."""
    absolute = os.path.abspath(filename)
    here = os.getcwd()
    inside = absolute.startswith(here.rstrip(os.sep) + os.sep)
    return absolute[len(here.rstrip(os.sep)) + 1 :] if inside else absolute


class _Search:
    """What holds for one command: libraries by configuration, contexts by folder, files seen."""

    def __init__(self, today: date, *, force_exclude: bool = False) -> None:
        self.today = today
        self.force_exclude = force_exclude
        self.failures: list[str] = []
        self.passed: list[Passed] = []
        self.folders: dict[str, list[str]] = {}
        self._libraries: dict[str, Library] = {}
        self._by_folder: dict[tuple[str, bool], Context] = {}
        self._found: dict[str, tuple[str, Target]] = {}

    def add(self, path: str) -> None:
        try:
            with explained("cannot be read", Path(path)):
                is_folder = stat.S_ISDIR(os.stat(path).st_mode)
        except StorageError as failure:
            self.failures.append(_missing(path) if failure.errno == errno.ENOENT else str(failure))
            return
        if is_folder:
            self.add_folder(path)
        else:
            self._add_file(path)

    def add_folder(self, folder: str) -> None:
        prefix = _prefix(folder)
        taken = self.folders[folder] = []
        library = self._library(os.path.realpath(folder))
        config = library.config
        try:
            for found in find_markdown(Path(folder), on_skipped=lambda one: self._skip(prefix, folder, one)):
                shown = prefix + found.relative
                if config.exclude and config.excludes(_name_in(config, found.filename)):
                    self._exclude(shown, folder, config)
                else:
                    taken.append(self._take(found.filename, shown, folder, library, named=False))
        except StorageError as failure:
            self.failures.append(str(failure))

    def context(self, filename: str, *, named: bool, library: Library | None = None) -> Context:
        folder = os.path.dirname(filename)
        library = library or self._library(folder)
        by_name = library.config.by_path or "template" in os.path.basename(filename).casefold()
        if by_name or library.config.templates:
            return library.context(Path(filename), _name_in(library.config, filename), named=named)
        key = (folder, named)
        if key not in self._by_folder:
            self._by_folder[key] = library.context(
                Path(filename), _name_in(library.config, filename), named=named
            )
        return self._by_folder[key]

    def in_order(self, paths: Sequence[str]) -> list[Target]:
        """Order by the path that they came by, which is how the user thinks of them."""
        order = {path: index for index, path in reversed(list(enumerate(paths)))}
        return [target for _, target in sorted(self._found.values(), key=lambda item: order.get(item[0], 0))]

    def _add_file(self, path: str) -> None:
        filename = _real(path)
        library = self._library(os.path.dirname(filename))
        config = library.config
        if self.force_exclude and config.excludes(_name_in(config, filename)):
            self._exclude(show_path(path), path, config)
        else:
            self._take(filename, show_path(path), path, library, named=True)

    def _exclude(self, shown: str, place: str, config: Config) -> None:
        self.passed.append(Passed(shown, f"excluded by {os.path.basename(config.file or '')}", place=place))

    def _take(self, filename: str, shown: str, path: str, library: Library, *, named: bool) -> str:
        """Take a file, unless it is known already; returns the name by which it is shown."""
        key = os.path.realpath(filename) if named or os.path.islink(filename) else filename
        if key not in self._found:
            target = Target(filename, shown, self.context(filename, named=named, library=library))
            self._found[key] = path, target
        return self._found[key][1].name

    def _skip(self, prefix: str, place: str, skipped: SkippedPath) -> None:
        shown = prefix + skipped.relative
        if skipped.failed:
            self.failures.append(
                f"{shown or place} cannot be searched: {skipped.reason}; its files are left out."
            )
        self.passed.append(Passed(shown, skipped.reason, skipped.is_folder, place))

    def _library(self, folder: str) -> Library:
        if folder not in self._libraries:
            config = configuration(Path(folder))
            known = next((lib for lib in self._libraries.values() if lib.config.file == config.file), None)
            self._libraries[folder] = known if known and config.file else Library(config, self.today)
        return self._libraries[folder]


def _real(path: str) -> str:
    """The path with its folder's links followed, as discovery has it; the file's own name stays."""
    absolute = os.path.abspath(path)
    return os.path.join(os.path.realpath(os.path.dirname(absolute)), os.path.basename(absolute))


def _name_in(config: Config, filename: str) -> str:
    root = os.fspath(config.root).rstrip(os.sep) + os.sep
    return (
        filename[len(root) :].replace(os.sep, "/")
        if filename.startswith(root)
        else os.path.basename(filename)
    )


def _prefix(folder: str) -> str:
    """What stands before the names in a folder, as they are printed."""
    if os.path.abspath(folder) == os.getcwd():
        return ""
    return show_path(folder).rstrip(os.sep) + os.sep


def _missing(path: str) -> str:
    if os.path.islink(path):
        return f"{path} is a link to {os.readlink(path)}, which is not there; mend or remove the link."
    return f"{path} is not there; check the name."
