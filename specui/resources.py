"""Where the files are that travel with specui: the themes and the sample specs.

They are edited at the top level of the repository and packed into the wheel under `specui/_data`,
so an installed copy and a checkout differ; only this module knows that.
"""

from __future__ import annotations

from pathlib import Path


def themes_dir() -> Path:
    """Return the folder of the shipped `*.toml` themes; FileNotFoundError for a broken installation."""
    return _shipped("themes")


def samples_dir() -> Path:
    """Return the folder of the shipped sample specs (read-only: copy it before changing anything)."""
    return _shipped("sample_specs")


def _shipped(name: str) -> Path:
    package = Path(__file__).resolve().parent
    for folder in (package / "_data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    msg = f"The folder {name} that comes with specui is missing from {package}; install specui again."
    raise FileNotFoundError(msg)
