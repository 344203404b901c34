"""What is left out while Textual is imported: it is there for whoever asks for it later."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def run(code: str) -> str:
    env = {**os.environ, "PYTHONPATH": os.fspath(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=env, text=True)
    return done.stdout


def test_the_app_is_imported_without_the_palette_and_ssl() -> None:
    code = (
        "import sys\nfrom specui.tui.terminal.lean_textual import without_extras\n"
        "with without_extras():\n    import textual.app\n"
        "print({'ssl', 'textual.command', 'textual.widgets._input', 'uuid', 'platformdirs'} & {*sys.modules})\n"
        "import ssl, textual.command, textual.system_commands\n"
        "print(ssl.create_default_context and issubclass(textual.command.CommandPalette, textual.app.Screen))\n"
    )
    assert run(code) == "set()\nTrue\n"


def test_nothing_is_left_out_of_what_is_there_already() -> None:
    code = (
        "import ssl, textual.command, textual.app\nfrom specui.tui.terminal.lean_textual import without_extras\n"
        "with without_extras():\n    import ssl as again\n"
        "print(again is ssl, textual.app.CommandPalette is textual.command.CommandPalette)\n"
    )
    assert run(code) == "True True\n"


def test_what_is_called_of_what_is_left_out_is_called_later() -> None:
    code = (
        "from specui.tui.terminal.lean_textual import import_textual\nimport_textual()\n"
        "import textual.app as app, textual.design, rich.table, platformdirs, uuid\n"
        "print(app.user_downloads_path() == platformdirs.user_downloads_path(), len(app.uuid.uuid4().hex))\n"
        "print(app.mimetypes.guess_type('a.txt')[0], isinstance(textual.design.Table(), rich.table.Table))\n"
    )
    assert run(code) == "True 32\ntext/plain True\n"
