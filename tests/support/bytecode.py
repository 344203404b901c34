"""Compile each module once a checkout, also where PYTHONDONTWRITEBYTECODE is set.

That variable keeps compiled files out of the folders of sources. A run starts several workers and hundreds of programs,
and each of them would compile all of specui again, and pytest would rewrite the assertions of every test in every worker:
a fifth of the run. So where it is set, compiled files go to a folder of their own, beside what pytest keeps.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

BYTECODE = Path(__file__).parents[2] / ".pytest_cache" / "bytecode"


def keep_bytecode() -> None:
    """Let this process and all that it starts keep compiled files; to call before any test is imported."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = os.fspath(BYTECODE)
        sys.dont_write_bytecode = False
