"""The locale decides whether characters outside ASCII are used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from specui.terminal.charset import charset

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "environ, variable, utf8",
    [
        ({}, "", True),
        ({"LANG": ""}, "", True),
        ({"LANG": "C"}, "LANG", False),
        ({"LANG": "POSIX"}, "LANG", False),
        ({"LANG": "en_GB.UTF-8"}, "LANG", True),
        ({"LANG": "en_GB.utf8"}, "LANG", True),
        ({"LANG": "de_DE.UTF-8@euro"}, "LANG", True),
        ({"LANG": "de_DE.ISO-8859-1"}, "LANG", False),
        ({"LANG": "en_GB.UTF-8", "LC_CTYPE": "C"}, "LC_CTYPE", False),
        ({"LANG": "C", "LC_ALL": "C.UTF-8"}, "LC_ALL", True),
        ({"LANG": "C.UTF-8", "LC_ALL": "C"}, "LC_ALL", False),
    ],
)
def test_the_first_variable_that_is_set_decides(environ: dict[str, str], variable: str, utf8: bool) -> None:
    found = charset(environ)
    assert (found.variable, found.is_utf8) == (variable, utf8)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there it can be told apart")
@pytest.mark.parametrize(
    "given, utf8", [({"LANG": "C"}, False), ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True), ({}, True)]
)
def test_what_python_puts_into_the_environment_is_not_taken_for_the_users(
    given: dict[str, str], utf8: bool
) -> None:
    code = "from specui.terminal.charset import charset; print(charset().is_utf8)"
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": os.fspath(ROOT), **given}
    told = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True)
    assert told.stdout.strip() == str(utf8)
