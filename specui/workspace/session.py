"""Owns the current snapshot and the history: screen and commands alike go through here.

Every change of a text enters as a transaction: an edit, a fix, an undo.  It is
made against the text last seen; if another writer was faster, it is carried over
to what stands on disk, or refused with both texts at hand.  What writes is imported
where something is written, as the first screen does not wait for it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from specui.markdown.edits import Transaction
from specui.markdown.source import encode
from specui.workspace.changes import Change, compare
from specui.workspace.config.repository_config import Config, read_config
from specui.workspace.config.template_library import Library
from specui.workspace.files.discovery import LEFTOVER, Found, Skipped, find_markdown, natural_key
from specui.workspace.files.folded_file import Fold, unfold
from specui.workspace.files.spec_file import Context, SpecFile, changed, read_file, with_context
from specui.workspace.history.steps import AnyStep, Step, StepGroup
from specui.workspace.history.undo_history import History
from specui.workspace.storage.errors import Conflict, Refused, UndoneElsewhere
from specui.workspace.storage.merge import merge, rebase_step
from specui.workspace.storage.temporary_folder import folders_left
from specui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from specui.workspace.history.change_group import Applied

__all__ = ["Conflict", "Refused", "Session", "Step", "sort_names"]


LARGE = 100_000
"""Bytes of a file from which on it takes longer to understand than a key may wait: a spec has some ten thousand."""


class Session:
    """One folder, or one file, opened for work.

    Not thread-safe but for ``read``, which only reads: load in a worker, hand what
    it returns to ``adopt`` where the session lives.
    """

    def __init__(self, path: Path, *, today: date | None = None, config: Config | None = None) -> None:
        self.target = Path(os.path.abspath(path))
        self.single = self.target if not self.target.is_dir() else None
        root = self.target.parent if self.single else self.target
        self.config = config if config is not None else read_config(root)
        self.today = today or date.today()
        self.library = Library(self.config, self.today)
        self.workspace = Workspace(root)
        self.found: tuple[
            Found, ...
        ] = ()  # as the files were when they were last listed: where a watch begins
        self.partial = False
        """Whether there are more files than names so far."""
        self._filed: dict[str, bool] = {}  # what was made (True) and removed here, by name
        self.history = History(root, self.library.within, single=self.single.name if self.single else "")

    @property
    def root(self) -> Path:
        """The folder that names are relative to."""
        return self.workspace.root

    @property
    def boundary(self) -> Path:
        """The folder that no link may lead out of: the repository, or the configuration's folder."""
        return self.library.within

    def discover(self, most: int | None = None) -> tuple[str, ...]:
        """Find the Markdown files by name, read none; sets and returns the workspace's names.

        With ``most`` it stops after so many; ``partial`` says then whether there are more.
        """
        if self.single:
            names: tuple[str, ...] = (self.single.name,)
        elif most is None:
            names = self._listed()
        else:
            wanted = (f.relative for f in find_markdown(self.root) if not self._is_excluded(f))
            names = tuple(islice(wanted, most + 1))
        self.partial = most is not None and len(names) > most
        names = names[:most]
        self.workspace = self.workspace.with_names(names)
        return names

    def take_over(self, names: tuple[str, ...], files: Iterable[Fold], *, partial: bool) -> None:
        """Take what another session has found and read in the same place, a moment ago."""
        self.partial = partial
        self.workspace = self.workspace.with_names(names)
        self.adopt(unfold(file, self._context(file.path)) for file in files)

    def take_names(self, names: tuple[str, ...], found: tuple[Found, ...]) -> None:
        """Take all that another session has found in the same place, a moment ago; what was filed here since holds."""
        self.partial = False
        self.found = found
        if self._filed:
            there = dict.fromkeys(names, True) | self._filed
            names = tuple(sort_names([name for name, stands in there.items() if stands]))
        self.workspace = self.workspace.with_names(names)

    def read(self, name: str) -> SpecFile:
        """Return a file as it stands on disk: the known one where its bytes are the same.  Works in any thread."""
        path = self.root / name
        return read_file(path, name, self._context(path), self.workspace.files.get(name))

    def is_large(self, name: str | Path) -> bool:
        """Say whether a file takes so long to understand that somebody who waits for it notices."""
        try:
            return (self.root / name).stat().st_size > LARGE
        except OSError:
            return False

    def adopt(self, files: Iterable[SpecFile]) -> None:
        """Take files that were read; one that has been changed here meanwhile stays as it is."""
        names, known = self._names, self.workspace.files
        fresh = [f for f in files if f.name in names and f.name not in known]
        self.put_files(*fresh)

    def put_files(self, *files: SpecFile) -> None:
        """Replace what is known of these files."""
        self.workspace = self.workspace.with_files(*files)

    def load(self) -> Workspace:
        """Find and read everything, here and now."""
        self.discover()
        self.put_files(*[self.read(name) for name in self.workspace.names])
        return self.workspace

    def file(self, name: str) -> SpecFile:
        """Return a file as it is known, reading it on first use."""
        if name not in self.workspace.files:
            self.put_files(self.read(name))
        return self.workspace.files[name]

    def apply(self, name: str, transaction: Transaction, version: int | None = None) -> SpecFile:
        """Make a change and save it; returns the file as it is now.

        ``version`` is that of the file the transaction was made against.  Raises
        Refused (read-only, made for an older text), Conflict (another writer
        changed the same lines) and StorageError (the save failed); then nothing
        was written and nothing changed here.
        """
        file = self.file(name)
        if file.read_only:
            raise Refused(file.read_only)
        if version is not None and version != file.version:
            raise Refused(f"{name} has changed since; look again and repeat")
        if not transaction:
            return file
        from specui.workspace.history.merged_save import save_change

        step, saved = save_change(file, transaction)
        self.history.add(step)
        self.put_files(saved)
        return saved

    def apply_from(self, base: SpecFile, transaction: Transaction) -> SpecFile:
        """Make and save a change that was made against ``base``, an earlier reading of the file.

        It is carried over to the file as it is known now.  Raises as ``apply`` does; Conflict also
        where the file is gone.
        """
        name = base.name
        if not transaction:
            return base
        if name not in self._names:
            raise Conflict(f"{name} is gone from disk; nothing was saved", name, gone=True)
        file = self.file(name)
        if file.error:
            raise Conflict(f"{file.error} Nothing was saved.", name)
        found = merge(base.text, file.text, transaction)
        if found.clashes:
            from specui.workspace.history.merged_save import clashing

            raise clashing(name, found)
        return self.apply(name, found.carried)

    def apply_many(
        self, changes: Iterable[tuple[str, Transaction]], *, title: str = "", bases: Iterable[SpecFile] = ()
    ) -> Applied:
        """Change several files as one step, undone and made again as one; see ``together.apply``."""
        from specui.workspace.history import change_group as together

        return together.apply(self, changes, title=title, bases=bases)

    def restore(self, base: SpecFile, text: str) -> SpecFile:
        """Write a file that is gone again, with this text.  Raises StorageError; Changed where it is back."""
        data = encode(text, base.source.bom)
        from specui.workspace.storage import file_store as storage

        storage.save(base.path, data, expected=None, within=base.context.within)
        if base.name not in self._names:
            self.workspace = self.workspace.with_names(tuple(sort_names([*self.workspace.names, base.name])))
        saved = changed(base, data)
        self.put_files(saved)
        return saved

    @property
    def undoable(self) -> list[AnyStep]:
        """What this program has done, the newest last; before that stands what the journal has."""
        return self.history.undoable

    @property
    def redoable(self) -> list[AnyStep]:
        """What was taken back, the newest last."""
        return self.history.redoable

    def undo(self, *, own: bool = False) -> AnyStep:
        """Take the last change back; returns it.  Raises Refused with the reason.

        It may be a command's, made meanwhile; with ``own`` it is not, and UndoneElsewhere says that it was undone.  What others did is given up when it is refused,
        so that what was done before it can be reached.
        """
        with self._turn():
            step = self.history.next_to_undo(own=own)
            if step is None:
                raise Refused("There is nothing to undo")
            if own and self.history.is_gone(step):
                raise UndoneElsewhere(f"“{step.told}” was undone by another specui already")
            try:
                self._go_back(step)
            except Refused as refused:
                if not step.earlier or self.history.undoable[-1] is not step:
                    raise
                self.history.drop()
                raise Refused(f"{refused}; undo again takes back what was done before it") from refused
            self.history.undone()
            return step

    @contextmanager
    def _turn(self) -> Iterator[None]:
        with ExitStack() as held:
            try:
                held.enter_context(self.history.turn())
            except TimeoutError as error:
                raise Refused("Another specui undoes something at the moment; try again") from error
            yield

    def redo(self) -> AnyStep:
        """Make the change last taken back again; returns it.  Raises Refused with the reason."""
        if not self.redoable:
            raise Refused("There is nothing to redo")
        step = self.redoable[-1]
        if isinstance(step, Step):
            self._step(step, step.before, step.forward, "made again")
        elif isinstance(step, StepGroup):
            from specui.workspace.history import change_group as together

            together.make_again(self, step)
        else:
            from specui.workspace.files import file_actions as filing

            filing.make_again(self, step)
        self.history.redone()
        return step

    def add_created(self, name: str) -> SpecFile:
        """Read a file that was created here, and list it."""
        self._filed[name] = True
        if name not in self._names:
            self.workspace = self.workspace.with_names(tuple(sort_names([*self.workspace.names, name])))
        self.put_files(self.read(name))
        if self._templates_changed({name}):
            self._reload()
        return self.workspace.files[name]

    def drop_removed(self, name: str) -> None:
        """Forget a file that was removed here."""
        self._filed[name] = False
        self.workspace = self.workspace.with_names(tuple(n for n in self.workspace.names if n != name))
        if self._templates_changed({name}):
            self._reload()

    def follow_rename(self, name: str, new: str) -> SpecFile:
        """Read a file that was renamed here, and list it under its new name."""
        self._filed[name] = False
        kept = [n for n in self.workspace.names if n != name]
        self.workspace = self.workspace.with_names(tuple(sort_names([*kept, new])))
        if self._templates_changed({name}):
            self._reload()
        return self.add_created(new)

    def excludes(self, name: str) -> bool:
        """Return whether the configuration excludes a file of that name."""
        return bool(self.config.exclude) and self.config.excludes(self._config_name(self.root / name))

    def refresh(
        self, paths: Iterable[Path] | None = None, fresh: Mapping[str, SpecFile] = MappingProxyType({})
    ) -> tuple[Change, ...]:
        """Look at these paths again (None: all files) and take what changed; our own saves are no change.

        ``fresh`` are files that ``read`` has read already, in another thread.
        """
        wanted = None if paths is None else {self._name(Path(path)) for path in paths}
        if self._templates_changed(wanted):
            return self._reload()
        old = self.workspace
        found = self._found(wanted)
        if found != old.names:
            self.workspace = old.with_names(found)
        changes = [Change(name, "removed") for name in old.names if name not in self.workspace.names]
        for name in found:
            if wanted is not None and name not in wanted:
                continue
            change = self._look_again(name, known=name in old.names, fresh=fresh.get(name))
            if change is not None:
                changes.append(change)
        return tuple(changes)

    def understand_as(self, name: str, text: str, bom: bool | None = None) -> SpecFile:
        """Return the file as it would be with this text; nothing is saved or kept.  May be called from a thread.

        With ``bom`` it begins with a byte order mark, or does not; else as it does now.
        """
        file = self.workspace.files.get(name) or self.read(name)
        return changed(file, encode(text, file.source.bom if bom is None else bom))

    @property
    def _names(self) -> frozenset[str]:
        return frozenset(self.workspace.names)

    def _context(self, path: Path) -> Context:
        return self.library.context(path, self._config_name(path), named=self.single is not None)

    def _config_name(self, path: Path) -> str:
        try:
            return path.relative_to(self.config.root).as_posix()
        except ValueError:
            return path.name

    def _name(self, path: Path) -> str:
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return os.path.relpath(path, self.root)

    def _found(self, wanted: set[str] | None) -> tuple[str, ...]:
        """Return the names there are now; asks the whole folder only where names may have come."""
        if self.single:
            return (self.single.name,)
        known = self._names
        if wanted is not None and wanted <= known and all((self.root / name).exists() for name in wanted):
            return self.workspace.names
        return self._listed()

    def _listed(self) -> tuple[str, ...]:
        """Return what the folder holds now, without what the configuration leaves out.

        What a save that was cut short has left behind is swept on the way.
        """
        skipped: list[Skipped] = []
        self.found = tuple(find_markdown(self.root, on_skipped=skipped.append))
        leftover = {os.path.dirname(entry.filename) for entry in skipped if entry.reason == LEFTOVER}
        searched = (os.path.dirname(found.filename) for found in self.found)
        for folder in leftover.union(folders_left([os.fspath(self.root)], searched)):
            from specui.workspace.storage import file_store as storage

            storage.sweep(Path(folder))
        self.partial = False
        return tuple(found.relative for found in self.found if not self._is_excluded(found))

    def _is_excluded(self, found: Found) -> bool:
        return self.excludes(found.relative)

    def _go_back(self, step: AnyStep) -> None:
        if isinstance(step, Step):
            self._step(step, step.after, step.backward, "undone")
        elif isinstance(step, StepGroup):
            from specui.workspace.history import change_group as together

            together.take_back(self, step)
        else:
            from specui.workspace.files import file_actions as filing

            filing.take_back(self, step)

    def _look_again(self, name: str, *, known: bool, fresh: SpecFile | None = None) -> Change | None:
        old = self.workspace.files.get(name)
        if fresh is not None and old is not None and fresh is not old and fresh.version <= old.version:
            fresh = None  # it was saved here after that reading
        new = fresh or self.read(name)
        if new is old:
            return None
        self.put_files(new)
        if old is None:
            return None if known else Change(name, "added")
        return compare(old, new)

    def _templates_changed(self, wanted: set[str] | None) -> bool:
        if wanted is None:
            return False
        return any(
            "template" in n.casefold() or n.endswith(("specui.toml", "pyproject.toml")) for n in wanted
        )

    def _reload(self) -> tuple[Change, ...]:
        """Read the configuration and all templates again, and judge every file by them."""
        old = self.workspace
        now, held = read_config(self.root), self.config
        keeps = now.broken and now.file == held.file  # it is being edited: what held before holds on
        self.config = replace(held, faults=now.faults, notes=()) if keeps else now
        self.library = Library(self.config, self.today)
        self.discover()
        changes = [Change(name, "removed") for name in old.names if name not in self._names]
        for name in self.workspace.names:
            change = self._look_again(name, known=name in old.names)
            if change is not None:
                changes.append(change)
            file = self.workspace.files[name]
            if file is old.files.get(name):
                self.put_files(with_context(file, self._context(self.root / name)))
        return tuple(changes)

    def _step(self, step: Step, base: str, transaction: Transaction, verb: str) -> None:
        file = self.workspace.files.get(step.name) or self.read(step.name)
        if file.read_only:
            raise Refused(f"“{step.title}” in {step.name} cannot be {verb}: {file.read_only.rstrip('.')}")
        carried = rebase_step(base, file.text, transaction)
        if carried is None:  # somebody may have written just now: a command, whose own step this may be
            file = self.read(step.name)
            carried = rebase_step(base, file.text, transaction) if not file.read_only else None
        if carried is None:
            raise Refused(f"“{step.title}” in {step.name} cannot be {verb}: the text there has moved on")
        from specui.workspace.history.merged_save import save_change

        _, saved = save_change(file, carried)
        self.put_files(saved)


def sort_names(names: Sequence[str]) -> list[str]:
    """Return names as the tree has them: folder by folder, ``tier2`` before ``tier10``."""
    return sorted(names, key=lambda name: [natural_key(part) for part in name.split("/")])
