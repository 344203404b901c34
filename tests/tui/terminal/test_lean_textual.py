"""Unused modules are left out while Textual is imported, in tested versions only; later imports get the real ones."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from specui.tui.terminal.lean_textual import TESTED_VERSIONS, textual_version

ROOT = Path(__file__).parents[3]


def run(code: str) -> str:
    env = {**os.environ, "PYTHONPATH": os.fspath(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=env, text=True)
    return done.stdout


def test_the_app_is_imported_without_unused_modules() -> None:
    code = (
        "import sys\nfrom specui.tui.terminal.lean_textual import stand_ins\n"
        "with stand_ins():\n    import textual.app\n"
        "print({'ssl', 'textual.command', 'textual.widgets._input', 'uuid', 'platformdirs'} & {*sys.modules})\n"
        "import ssl, textual.command, textual.system_commands\n"
        "print(ssl.create_default_context and issubclass(textual.command.CommandPalette, textual.app.Screen))\n"
    )
    assert run(code) == "set()\nTrue\n"


def test_modules_that_are_there_already_stay() -> None:
    code = (
        "import ssl, textual.command, textual.app\nfrom specui.tui.terminal.lean_textual import stand_ins\n"
        "with stand_ins():\n    import ssl as again\n"
        "print(again is ssl, textual.app.CommandPalette is textual.command.CommandPalette)\n"
    )
    assert run(code) == "True True\n"


def test_calls_into_unused_modules_reach_the_real_ones() -> None:
    code = (
        "from specui.tui.terminal.lean_textual import import_textual\nimport_textual()\n"
        "import textual.app as app, textual.design, rich.table, platformdirs, uuid\n"
        "print(app.user_downloads_path() == platformdirs.user_downloads_path(), len(app.uuid.uuid4().hex))\n"
        "print(app.mimetypes.guess_type('a.txt')[0], isinstance(textual.design.Table(), rich.table.Table))\n"
    )
    assert run(code) == "True 32\ntext/plain True\n"


def test_the_installed_textual_was_tested_with_stand_ins() -> None:
    assert textual_version() == version("textual")
    assert version("textual") in TESTED_VERSIONS, (
        "Start specui with this version of Textual, run the tests of this file, then add it to TESTED_VERSIONS"
    )


@pytest.mark.parametrize("found", ["8.9.0", ""])
def test_an_untested_textual_is_imported_in_full_and_in_silence(found: str) -> None:
    code = (
        "import sys, specui.tui.terminal.lean_textual as lean\n"
        f"lean.textual_version = lambda: {found!r}\nlean.import_textual()\n"
        "import textual.app, textual.command\n"
        "print({'ssl', 'uuid', 'textual.command'} <= {*sys.modules}, end=' ')\n"
        "print(textual.app.CommandPalette is textual.command.CommandPalette)\n"
    )
    assert run(code) == "True True\n"
