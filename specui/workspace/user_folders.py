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
    known = _known_folder("SPECUI_CONFIG_DIR", "XDG_CONFIG_HOME", "~/.config")
    if known is not None:
        return known
    from platformdirs import user_config_path

    return user_config_path("specui")


def state_folder() -> Path:
    """Return `$SPECUI_STATE_DIR`, else the platform's folder for state (`$XDG_STATE_HOME/specui` on Linux)."""
    known = _known_folder("SPECUI_STATE_DIR", "XDG_STATE_HOME", "~/.local/state")
    if known is not None:
        return known
    from platformdirs import user_state_path

    return user_state_path("specui")


def cache_folder() -> Path:
    """Return `$SPECUI_CACHE_DIR`, else the platform's folder for caches (`$XDG_CACHE_HOME/specui` on Linux)."""
    known = _known_folder("SPECUI_CACHE_DIR", "XDG_CACHE_HOME", "~/.cache")
    if known is not None:
        return known
    from platformdirs import user_cache_path

    return user_cache_path("specui")


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


def _known_folder(override: str, xdg: str, default: str) -> Path | None:
    """Return the folder that the environment or XDG names; None where only platformdirs knows it."""
    own = os.environ.get(override)
    if own:
        return Path(own)
    system = sys.platform
    if system != "linux":
        return None
    base = os.environ.get(xdg, "").strip()
    return Path(base if os.path.isabs(base) else os.path.expanduser(default), "specui")
