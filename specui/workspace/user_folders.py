"""The user's own folders for specui: settings, state and cache, all outside every repository.

Each follows the platform's habit. On Linux the XDG variables are read here, because importing platformdirs takes
longer than everything else that the first frame waits for; tests hold the two together.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path


def config_folder() -> Path:
    """Return `$SPECUI_CONFIG_DIR`, else the platform's folder for settings (`$XDG_CONFIG_HOME/specui` on Linux)."""
    return _folder("config", "~/.config")


def state_folder() -> Path:
    """Return `$SPECUI_STATE_DIR`, else the platform's folder for state (`$XDG_STATE_HOME/specui` on Linux)."""
    return _folder("state", "~/.local/state")


def cache_folder() -> Path:
    """Return `$SPECUI_CACHE_DIR`, else the platform's folder for caches (`$XDG_CACHE_HOME/specui` on Linux)."""
    return _folder("cache", "~/.cache")


def private_folder(folder: Path) -> Path:
    """Create the folder with mode 0700, or restrict it to that mode; returns it.  Raises OSError."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return folder


def replace_file(path: str, data: bytes) -> None:
    """Replace a file in one of the user's folders by a new one, mode 0600.  Raises OSError."""
    temporary = f"{path}.{os.getpid()}-{os.urandom(4).hex()}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    descriptor = os.open(temporary, flags, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        os.unlink(temporary)
        raise


def remove_oldest(folder: str | os.PathLike[str], most: int) -> None:
    """Remove the oldest files of a folder, all but so many.  Never raises."""
    with suppress(OSError), os.scandir(folder) as entries:
        files = [entry for entry in entries if entry.is_file(follow_symlinks=False)]
        files.sort(key=lambda entry: entry.stat(follow_symlinks=False).st_mtime_ns, reverse=True)
        for entry in files[most:]:
            os.unlink(entry.path)


def _folder(kind: str, default: str) -> Path:
    """Return the user's folder of a kind: the environment's, else XDG's with its default, else that of platformdirs."""
    own = os.environ.get(f"SPECUI_{kind.upper()}_DIR")
    if own:
        return Path(own)
    system = sys.platform
    if system != "linux":
        import platformdirs

        path: Path = getattr(platformdirs, f"user_{kind}_path")("specui")
        return path
    base = os.environ.get(f"XDG_{kind.upper()}_HOME", "").strip()
    return Path(base if os.path.isabs(base) else os.path.expanduser(default), "specui")
