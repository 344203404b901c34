"""One writer at a time in a folder, among specui processes and threads.

The lock is `flock` on the folder itself: it leaves no file behind, ends with its process, and works between users,
containers and sandboxes with another $HOME, unlike a lock file in the state folder.  Where a folder cannot be locked
(NFS), such a lock file is used instead.
"""

import errno
import fcntl
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from specui.workspace.storage.file_reader import close_quietly
from specui.workspace.user_folders import private_folder, state_folder

PATIENCE = 20.0
"""Seconds that a save waits for another save in the same folder."""

_CANNOT_LOCK = {errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


class FolderLock(NamedTuple):
    """`folder` is a descriptor of the folder; `everywhere` is False where only a lock file on this machine protects it."""

    folder: int
    everywhere: bool


@contextmanager
def locked_folder(folder: str, *, patience: float | None = None) -> Iterator[FolderLock]:
    """Lock a folder for the block; raises OSError, with ETIMEDOUT after `patience` (else PATIENCE) seconds.

    Not reentrant: the block must not lock the same folder again.
    """
    patience = PATIENCE if patience is None else patience
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    stand_in = None
    try:
        try:
            _acquire(descriptor, patience)
        except OSError as error:
            if error.errno not in _CANNOT_LOCK:
                raise
            stand_in = _open_lock_file(folder)
            _acquire(stand_in, patience)
        yield FolderLock(descriptor, everywhere=stand_in is None)
    finally:
        # Unlock explicitly, not only by closing: a child forked meanwhile has a copy of the descriptor.
        if stand_in is not None:
            _release(stand_in)
        _release(descriptor)


def lock_file(descriptor: int) -> None:
    """Lock an open file until it is closed; raises OSError.  Does nothing where files cannot be locked."""
    try:
        _acquire(descriptor, PATIENCE)
    except OSError as error:
        if error.errno not in _CANNOT_LOCK:
            raise


def _acquire(descriptor: int, patience: float) -> None:
    deadline = time.monotonic() + patience
    pause = 0.0005
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT)) from None
            time.sleep(pause * random.random())  # noqa: S311 - spreads the attempts, protects nothing
            pause = min(pause * 2, 0.02)
        else:
            return


def _release(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
    except OSError:
        pass  # it was not locked; closing it is enough
    finally:
        close_quietly(descriptor)


def _open_lock_file(folder: str) -> int:
    locks = private_folder(state_folder()) / "locks"
    # 256 files serve all folders: two that share one wait for each other.
    from hashlib import blake2b

    slot = blake2b(os.fsencode(folder), digest_size=1).hexdigest()
    return os.open(private_folder(locks) / slot, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
