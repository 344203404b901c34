"""What is left out while Textual is imported: it is there for whoever asks for it later."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(code: str) -> str:
    env = {**os.environ, "PYTHONPATH": os.fspath(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=env, text=True)
    return done.stdout


def test_the_app_is_imported_without_the_palette_and_ssl() -> None:
    code = (
        "import sys\nfrom specui.tui.lean import without_extras\n"
        "with without_extras():\n    import textual.app\n"
        "print({'ssl', 'textual.command', 'textual.widgets._input'} & {*sys.modules})\n"
        "import ssl, textual.command, textual.system_commands\n"
        "print(ssl.create_default_context and issubclass(textual.command.CommandPalette, textual.app.Screen))\n"
    )
    assert run(code) == "set()\nTrue\n"


def test_nothing_is_left_out_of_what_is_there_already() -> None:
    code = (
        "import ssl, textual.command, textual.app\nfrom specui.tui.lean import without_extras\n"
        "with without_extras():\n    import ssl as again\n"
        "print(again is ssl, textual.app.CommandPalette is textual.command.CommandPalette)\n"
    )
    assert run(code) == "True True\n"
