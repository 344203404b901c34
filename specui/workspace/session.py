"""The current snapshot of a folder and the history of its changes: screen and commands share it.

Each change of a text is a transaction: an edit, a fix, an undo.  It is made against the text last read; where another
writer was faster, it is carried over to the text on disk, or refused with both texts at hand.  Modules that write are
imported on the first write, because the first screen does not wait for them.
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
from specui.workspace.config.repository_config import Config, read_config
from specui.workspace.config.template_library import TemplateLibrary
from specui.workspace.disk_changes import DiskChange, compare
from specui.workspace.files.discovery import LEFTOVER, FoundFile, SkippedPath, find_markdown, natural_key
from specui.workspace.files.packed_file import PackedFile, unpack_file
from specui.workspace.files.spec_file import Context, SpecFile, read_file, with_context, with_data
from specui.workspace.history.steps import AnyStep, Step, StepGroup
from specui.workspace.history.undo_history import History
from specui.workspace.storage.errors import Conflict, Refused, UndoneElsewhere
from specui.workspace.storage.merge import merge, rebase_step
from specui.workspace.storage.temporary_folder import folders_with_leftovers
from specui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from specui.workspace.history.change_group import Applied


LARGE = 100_000
"""Bytes of a file that takes longer to scan and judge than a key may wait.  A spec has some ten thousand."""


class Session:
    """One folder, or one file, opened for work.

    Not thread-safe, except for ``read`` and ``file_with_text``: call them in a worker, and ``adopt`` what they return
    in the session's own thread.
    """

    def __init__(self, path: Path, *, today: date | None = None, config: Config | None = None) -> None:
        self.target = Path(os.path.abspath(path))
        self.single = self.target if not self.target.is_dir() else None
        root = self.target.parent if self.single else self.target
        self.config = config if config is not None else read_config(root)
        self.today = today or date.today()
        self.library = TemplateLibrary(self.config, self.today)
        self.workspace = Workspace(root)
        self.found: tuple[FoundFile, ...] = ()
        """The files as they were when they were last listed: a watch starts from here."""
        self.partial = False
        """Whether the folder has more files than ``workspace.names``."""
        self._own_changes: dict[
            str, bool
        ] = {}  # by name: True for a file created here, False for one removed
        self.history = History(root, self.library.boundary, single=self.single.name if self.single else "")

    @property
    def root(self) -> Path:
        """The folder that names are relative to."""
        return self.workspace.root

    @property
    def boundary(self) -> Path:
        """The folder that no link may lead out of: the repository, or the configuration's folder."""
        return self.library.boundary

    def discover(self, most: int | None = None) -> tuple[str, ...]:
        """List the Markdown files without reading them; sets and returns the workspace's names.

        With ``most`` it stops after so many, and sets ``partial`` where there are more.
        """
        if self.single:
            names: tuple[str, ...] = (self.single.name,)
        elif most is None:
            names = self._list()
        else:
            wanted = (f.relative for f in find_markdown(self.root) if not self.excludes(f.relative))
            names = tuple(islice(wanted, most + 1))
        self.partial = most is not None and len(names) > most
        names = names[:most]
        self.workspace = self.workspace.with_names(names)
        return names

    def adopt_start(self, names: tuple[str, ...], files: Iterable[PackedFile], *, partial: bool) -> None:
        """Start from what another session on the same folder has just listed and read."""
        self.partial = partial
        self.workspace = self.workspace.with_names(names)
        self.adopt(unpack_file(file, self._context(file.path)) for file in files)

    def adopt_names(self, names: tuple[str, ...], found: tuple[FoundFile, ...]) -> None:
        """Take the full list that another session on the same folder has just made.

        Files that were created or removed here meanwhile stay created or removed.
        """
        self.partial = False
        self.found = found
        if self._own_changes:
            exists = dict.fromkeys(names, True) | self._own_changes
            names = tuple(sort_names([name for name, is_there in exists.items() if is_there]))
        self.workspace = self.workspace.with_names(names)

    def read(self, name: str) -> SpecFile:
        """Return a file as it is on disk: the known one where its bytes are the same.  Thread-safe."""
        path = self.root / name
        return read_file(path, name, self._context(path), self.workspace.files.get(name))

    def is_large(self, name: str | Path) -> bool:
        """Return whether reading the file takes long enough to be noticed."""
        try:
            return (self.root / name).stat().st_size > LARGE
        except OSError:
            return False

    def archive_folders(self) -> set[str]:
        """Return the listed folders that hold only what a family's projects have put away: ``changes/archive``."""
        archived: set[str] = set()
        others: set[str] = set()
        for name in self.workspace.names:
            binding = self.library.finder.binding(self.root / name)
            put_away = binding is not None and binding.family.is_archived(binding.path)
            folder = name.rpartition("/")[0]
            while folder:
                (archived if put_away else others).add(folder)
                folder = folder.rpartition("/")[0]
        return archived - others

    def adopt(self, files: Iterable[SpecFile]) -> None:
        """Take files that a worker has read; a file that is known already stays as it is."""
        names, known = self._names, self.workspace.files
        fresh = [f for f in files if f.name in names and f.name not in known]
        self.put_files(*fresh)

    def put_files(self, *files: SpecFile) -> None:
        """Replace what is known of these files."""
        self.workspace = self.workspace.with_files(*files)

    def load(self) -> Workspace:
        """List and read all files; blocks until that is done."""
        self.discover()
        self.put_files(*[self.read(name) for name in self.workspace.names])
        return self.workspace

    def file(self, name: str) -> SpecFile:
        """Return a file as it is known, reading it on first use."""
        if name not in self.workspace.files:
            self.put_files(self.read(name))
        return self.workspace.files[name]

    def apply(self, name: str, transaction: Transaction, version: int | None = None) -> SpecFile:
        """Apply a change and save it; returns the file with its new text.

        ``version`` is that of the file the transaction was made against.  Raises Refused (read-only, or made for an
        older text), Conflict (another writer changed the same lines) and StorageError (the save failed); nothing
        was written then, and the session is unchanged.
        """
        file = self.file(name)
        if file.read_only:
            raise Refused(file.read_only)
        if version is not None and version != file.version:
            raise Refused(f"{name} has changed since; reload and retry")
        if not transaction:
            return file
        from specui.workspace.history.merged_save import save_change

        step, saved = save_change(file, transaction)
        self.history.add(step)
        self.put_files(saved)
        return saved

    def apply_from(self, base: SpecFile, transaction: Transaction) -> SpecFile:
        """Apply and save a change that was made against ``base``, an earlier reading of the file.

        The change is carried over to the file as it is known now.  Raises what ``apply`` raises; Conflict also where
        the file is gone.
        """
        name = base.name
        if not transaction:
            return base
        if name not in self._names:
            raise Conflict(f"{name} is gone from disk. Nothing was saved.", name, gone=True)
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
        """Change several files as one step of the history; see ``change_group.apply``."""
        from specui.workspace.history import change_group

        return change_group.apply(self, changes, title=title, bases=bases)

    def restore(self, base: SpecFile, text: str) -> SpecFile:
        """Write a file that is gone from disk, with this text.  Raises StorageError; Changed where it is back."""
        from specui.workspace.storage.file_store import save

        data = encode(text, base.source.bom)
        save(base.path, data, expected=None, within=base.context.within)
        if base.name not in self._names:
            self.workspace = self.workspace.with_names(tuple(sort_names([*self.workspace.names, base.name])))
        saved = with_data(base, data)
        self.put_files(saved)
        return saved

    @property
    def undoable(self) -> list[AnyStep]:
        """The steps of this program, the newest last; the journal has those from before it started."""
        return self.history.undoable

    @property
    def redoable(self) -> list[AnyStep]:
        """The steps that were undone, the last one undone last."""
        return self.history.redoable

    def undo(self, *, own: bool = False) -> AnyStep:
        """Undo the last change; returns its step.  Raises Refused with the reason.

        The last change may be a command's, made meanwhile.  With ``own`` it is the last one of this program, and
        UndoneElsewhere says that another program has undone it.  A refused step of another program is dropped from
        the history, so that the next undo reaches the one before it.
        """
        with self._undo_turn():
            step = self.history.next_to_undo(own=own)
            if step is None:
                raise Refused("Nothing to undo")
            if own and self.history.drop_if_undone(step):
                raise UndoneElsewhere(f"Another specui has already undone “{step.description}”")
            try:
                self._turn(step, back=True)
            except Refused as refused:
                if not step.earlier or self.history.undoable[-1] is not step:
                    raise
                self.history.drop_last()
                reason = str(refused).rstrip(".")
                raise Refused(f"{reason}. Undo again to undo the change before it.") from refused
            self.history.mark_undone()
            return step

    @contextmanager
    def _undo_turn(self) -> Iterator[None]:
        with ExitStack() as held:
            try:
                held.enter_context(self.history.undo_turn())
            except TimeoutError as error:
                raise Refused("Another specui is undoing a change. Try again.") from error
            yield

    def _turn(self, step: AnyStep, *, back: bool) -> None:
        """Undo a step (``back``), or redo it."""
        if isinstance(step, Step):
            self._revert(step, back=back)
        elif isinstance(step, StepGroup):
            from specui.workspace.history import change_group

            change_group.revert(self, step, back=back)
        else:
            from specui.workspace.files import file_actions

            (file_actions.undo if back else file_actions.redo)(self, step)

    def redo(self) -> AnyStep:
        """Redo the change that was undone last; returns its step.  Raises Refused with the reason."""
        if not self.redoable:
            raise Refused("Nothing to redo")
        step = self.redoable[-1]
        self._turn(step, back=False)
        self.history.mark_redone()
        return step

    def _revert(self, step: Step, *, back: bool) -> None:
        """Undo a change of a text (``back``), or redo it, in the file as it is now."""
        from specui.workspace.history.merged_save import save_change

        verb = "undo" if back else "redo"
        base, transaction = (step.after, step.backward) if back else (step.before, step.forward)
        file = self.workspace.files.get(step.name) or self.read(step.name)
        if file.read_only:
            raise Refused(f"Can't {verb} “{step.description}”: {file.read_only.rstrip('.')}")
        carried = rebase_step(base, file.text, transaction)
        if carried is None:  # another writer may just have changed the file, or a command whose step this is
            file = self.read(step.name)
            carried = rebase_step(base, file.text, transaction) if not file.read_only else None
        if carried is None:
            raise Refused(f"Can't {verb} “{step.description}”: the text there has changed since")
        _, saved = save_change(file, carried)
        self.put_files(saved)

    def add_created(self, name: str) -> SpecFile:
        """Read a file that was created here, and list it."""
        self._own_changes[name] = True
        if name not in self._names:
            self.workspace = self.workspace.with_names(tuple(sort_names([*self.workspace.names, name])))
        self.put_files(self.read(name))
        if self._templates_changed({name}):
            self._reload()
        return self.workspace.files[name]

    def drop_removed(self, name: str) -> None:
        """Forget a file that was removed here."""
        self._own_changes[name] = False
        self.workspace = self.workspace.with_names(tuple(n for n in self.workspace.names if n != name))
        if self._templates_changed({name}):
            self._reload()

    def follow_rename(self, name: str, new: str) -> SpecFile:
        """Read a file that was renamed here, and list it under its new name."""
        self._own_changes[name] = False
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
    ) -> tuple[DiskChange, ...]:
        """Read these paths again (None: all files) and return what others changed.

        Bytes are compared first: a file whose bytes are known, such as an own save, is neither scanned nor judged.
        ``fresh`` are files that ``read`` has returned in another thread.
        """
        wanted = None if paths is None else {self._name(Path(path)) for path in paths}
        if self._templates_changed(wanted):
            return self._reload()
        old = self.workspace
        found = self._names_now(wanted)
        if found != old.names:
            self.workspace = old.with_names(found)
        changes = [DiskChange(name, "removed") for name in old.names if name not in self.workspace.names]
        for name in found:
            if wanted is not None and name not in wanted:
                continue
            change = self._reread(name, known=name in old.names, fresh=fresh.get(name))
            if change is not None:
                changes.append(change)
        return tuple(changes)

    def file_with_text(self, name: str, text: str, bom: bool | None = None) -> SpecFile:
        """Return the file as it would be with this text; saves and changes nothing.  Thread-safe.

        ``bom`` says whether it begins with a byte order mark; None: as the file does now.
        """
        file = self.workspace.files.get(name) or self.read(name)
        return with_data(file, encode(text, file.source.bom if bom is None else bom))

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

    def _names_now(self, wanted: set[str] | None) -> tuple[str, ...]:
        """Return the names of the files that exist now; lists the folder only where files may have come or gone."""
        if self.single:
            return (self.single.name,)
        known = self._names
        if wanted is not None and wanted <= known and all((self.root / name).exists() for name in wanted):
            return self.workspace.names
        return self._list()

    def _list(self) -> tuple[str, ...]:
        """List the folder, without the files that the configuration excludes.

        Removes what an interrupted save has left behind, on the way.
        """
        skipped: list[SkippedPath] = []
        self.found = tuple(find_markdown(self.root, on_skipped=skipped.append))
        leftover = {os.path.dirname(entry.filename) for entry in skipped if entry.reason == LEFTOVER}
        searched = (os.path.dirname(found.filename) for found in self.found)
        for folder in leftover.union(folders_with_leftovers([os.fspath(self.root)], searched)):
            from specui.workspace.storage.file_store import sweep

            sweep(Path(folder))
        self.partial = False
        return tuple(found.relative for found in self.found if not self.excludes(found.relative))

    def _reread(self, name: str, *, known: bool, fresh: SpecFile | None = None) -> DiskChange | None:
        old = self.workspace.files.get(name)
        if fresh is not None and old is not None and fresh is not old and fresh.version <= old.version:
            fresh = None  # the file was saved here after that reading
        new = fresh or self.read(name)
        if new is old:
            return None
        self.put_files(new)
        if old is None:
            return None if known else DiskChange(name, "added")
        return compare(old, new)

    def _templates_changed(self, wanted: set[str] | None) -> bool:
        if wanted is None:
            return False
        return any(
            "template" in n.casefold() or n.endswith(("specui.toml", "pyproject.toml")) for n in wanted
        )

    def _reload(self) -> tuple[DiskChange, ...]:
        """Read the configuration and all templates again, and judge every file that they change."""
        old = self.workspace
        now, before = read_config(self.root), self.config
        being_edited = (
            now.broken and now.file == before.file
        )  # the last readable configuration stays in force
        self.config = replace(before, faults=now.faults, notes=()) if being_edited else now
        self.library = TemplateLibrary(self.config, self.today)
        self.discover()
        changes = [DiskChange(name, "removed") for name in old.names if name not in self._names]
        for name in self.workspace.names:
            change = self._reread(name, known=name in old.names)
            if change is not None:
                changes.append(change)
            file = self.workspace.files[name]
            if file is old.files.get(name):
                self.put_files(with_context(file, self._context(self.root / name)))
        return tuple(changes)


def sort_names(names: Sequence[str]) -> list[str]:
    """Return names in the order of the tree: folder by folder, ``tier2`` before ``tier10``."""
    return sorted(names, key=lambda name: [natural_key(part) for part in name.split("/")])
