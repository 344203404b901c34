"""Turn PATHS into the files to read: found, in order, each once, with the name that is shown for it."""

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
from specui.cli.files.load_config import configuration
from specui.cli.files.skipped_files import SkippedEntry
from specui.workspace.check.parallel_check import Target, read
from specui.workspace.config.repository_config import Config
from specui.workspace.config.template_library import TemplateLibrary
from specui.workspace.files.discovery import SkippedPath, find_markdown
from specui.workspace.files.spec_file import Context, SpecFile, parse_file
from specui.workspace.storage.errors import StorageError, explained
from specui.workspace.storage.file_reader import SIZE_LIMIT


class Found(NamedTuple):
    """The files of PATHS, each once and in order.

    `failures` holds a sentence per path that cannot be searched, `skipped` the files and folders that were skipped,
    `folders` the shown names of the files in each folder of PATHS.
    """

    targets: list[Target]
    failures: list[str]
    skipped: list[SkippedEntry]
    folders: dict[str, list[str]]


def default_folder() -> Path:
    """Return the folder of the nearest configuration, or the current folder. Raises ConfigError."""
    config = configuration(Path.cwd())
    return config.root if config.file is not None else Path()


def find_targets(paths: Sequence[str], *, force_exclude: bool = False) -> Found:
    """Find the files of PATHS, or of the default folder without any. Raises ConfigError.

    A file that is named is always read, unless `force_exclude` is set and specui.toml excludes it.
    """
    search = _Search(force_exclude=force_exclude)
    if not paths:
        search.add_folder(os.fspath(default_folder()))
    for path in sorted(
        paths, key=os.path.isdir
    ):  # files first: a named file counts as named even if its folder is given too
        search.add(path)
    return Found(search.in_order(paths), search.failures, search.skipped, search.folders)


def read_one(path: str, stdin_name: str | None = None) -> SpecFile:
    """Read one file, or standard input for -. Raises Failure, ConfigError."""
    if path == "-":
        name = stdin_name or "stdin.md"
        context = _Search().context(_real(name), named=True)
        return parse_file(Path(_real(name)), stdin_name or "-", read_stdin(), context)
    return read(named_target(path))


def named_target(path: str) -> Target:
    """Return the target for one named file. Raises Failure, ConfigError."""
    search = _Search()
    if os.path.isdir(path):
        raise Failure(f"{path} is a folder; name a Markdown file in it.")
    search.add(path)
    if search.failures:
        raise Failure(search.failures[0])
    (target,) = search.in_order([path])
    return target


def read_stdin() -> bytes:
    """Return standard input, up to the size limit of files. Raises Failure."""
    if sys.stdin is None:
        raise Failure("standard input is closed; name a file, or pipe text to it.")
    data = sys.stdin.buffer.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise Failure(f"standard input is larger than {SIZE_LIMIT >> 20} MiB; split it into smaller files.")
    return data


def show_path(filename: str) -> str:
    """Return a path as it is printed: relative if it is in the current folder, else absolute."""
    absolute = os.path.abspath(filename)
    here = os.getcwd()
    inside = absolute.startswith(here.rstrip(os.sep) + os.sep)
    return absolute[len(here.rstrip(os.sep)) + 1 :] if inside else absolute


class _Search:
    """The state of one search: template libraries by configuration, contexts by folder, files found."""

    def __init__(self, *, force_exclude: bool = False) -> None:
        self.today = date.today()
        self.force_exclude = force_exclude
        self.failures: list[str] = []
        self.skipped: list[SkippedEntry] = []
        self.folders: dict[str, list[str]] = {}
        self._libraries: dict[str, TemplateLibrary] = {}
        self._by_folder: dict[tuple[str, bool], Context] = {}
        self._found: dict[str, tuple[str, Target]] = {}

    def add(self, path: str) -> None:
        try:
            with explained("cannot be read", Path(path)):
                is_folder = stat.S_ISDIR(os.stat(path).st_mode)
        except StorageError as failure:
            self.failures.append(_explain_missing(path) if failure.errno == errno.ENOENT else str(failure))
            return
        if is_folder:
            self.add_folder(path)
        else:
            self._add_file(path)

    def add_folder(self, folder: str) -> None:
        prefix = _prefix(folder)
        names = self.folders[folder] = []
        library = self._library(os.path.realpath(folder))
        config = library.config
        try:
            for found in find_markdown(Path(folder), on_skipped=lambda one: self._skip(prefix, folder, one)):
                shown = prefix + found.relative
                if config.exclude and config.excludes(_name_in(config, found.filename)):
                    self._exclude(shown, folder, config)
                else:
                    names.append(self._take(found.filename, shown, folder, library, named=False))
        except StorageError as failure:
            self.failures.append(str(failure))

    def context(self, filename: str, *, named: bool, library: TemplateLibrary | None = None) -> Context:
        folder = os.path.dirname(filename)
        library = library or self._library(folder)
        by_name = (
            library.config.by_path
            or "template" in os.path.basename(filename).casefold()
            or library.has_families(folder)
        )
        if by_name or library.config.templates:
            return library.context(Path(filename), _name_in(library.config, filename), named=named)
        key = (folder, named)
        if key not in self._by_folder:
            self._by_folder[key] = library.context(
                Path(filename), _name_in(library.config, filename), named=named
            )
        return self._by_folder[key]

    def in_order(self, paths: Sequence[str]) -> list[Target]:
        """Return the files in the order of the arguments that they were found in."""
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

    def _exclude(self, shown: str, argument: str, config: Config) -> None:
        self.skipped.append(
            SkippedEntry(shown, f"excluded by {os.path.basename(config.file or '')}", argument=argument)
        )

    def _take(self, filename: str, shown: str, path: str, library: TemplateLibrary, *, named: bool) -> str:
        """Add a file once; return the name that is shown for it."""
        key = os.path.realpath(filename) if named or os.path.islink(filename) else filename
        if key not in self._found:
            target = Target(filename, shown, self.context(filename, named=named, library=library))
            self._found[key] = path, target
        return self._found[key][1].name

    def _skip(self, prefix: str, argument: str, skipped: SkippedPath) -> None:
        shown = prefix + skipped.relative
        if skipped.failed:
            self.failures.append(
                f"cannot search {shown or argument}: {skipped.reason}; its files are skipped."
            )
        self.skipped.append(SkippedEntry(shown, skipped.reason, skipped.is_folder, argument))

    def _library(self, folder: str) -> TemplateLibrary:
        if folder not in self._libraries:
            config = configuration(Path(folder))
            known = next((lib for lib in self._libraries.values() if lib.config.file == config.file), None)
            self._libraries[folder] = known if known and config.file else TemplateLibrary(config, self.today)
        return self._libraries[folder]


def _real(path: str) -> str:
    """Return the absolute path with links of the folder resolved, as discovery does; the file's own name stays."""
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
    """Return the printed prefix of names in a folder."""
    if os.path.abspath(folder) == os.getcwd():
        return ""
    return show_path(folder).rstrip(os.sep) + os.sep


def _explain_missing(path: str) -> str:
    if os.path.islink(path):
        return f"{path} is a broken link to {os.readlink(path)}; fix or remove it."
    return f"file not found: {path}; check the name."
