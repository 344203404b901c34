"""Find the files that are shipped with specui: themes and sample specs.

In the repository they are at the top level, in a wheel under `specui/_data`; only this module knows that.
"""

from __future__ import annotations

from pathlib import Path


def themes_dir() -> Path:
    """Return the folder of the shipped themes, `*.toml`. Raises FileNotFoundError in a broken installation."""
    return _shipped("themes")


def samples_dir() -> Path:
    """Return the folder of the shipped sample specs; copy it before you change anything. Raises FileNotFoundError."""
    return _shipped("sample_specs")


def _shipped(name: str) -> Path:
    package = Path(__file__).resolve().parent
    for folder in (package / "_data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    msg = f"{package}: the folder {name} of specui is missing; reinstall specui."
    raise FileNotFoundError(msg)
