"""The `specui` command as a whole: help, the default command, what is imported, completion."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import specui
from specui.cli import commands
from specui.cli.catalogue import COMMANDS, load_command
from specui.cli.screen import launch
from specui.specs.items.kinds import KINDS
from specui.workspace.config.settings import Settings
from tests.cli.conftest import Run
from tests.support.corpus import CHECKOUT


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"specui {specui.__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_called_as_it_is_listed(run: Run, name: str) -> None:
    command = load_command(name)
    assert command.name == name
    assert command.help is not None
    assert COMMANDS[name] in " ".join(run("--help").stdout.split())
    assert run(name, "--help").stdout.startswith(f"Usage: specui {name} ")
    assert " ".join(command.help.partition("\n\n")[0].split()) == COMMANDS[name]


def test_every_module_of_a_command_is_listed() -> None:
    folder = Path(commands.__file__).parent
    modules = {path.stem for path in folder.glob("[!_]*.py")} - {"open"}
    listings = {kind.listing for kind in KINDS.values()}
    assert modules == set(COMMANDS) - listings


@pytest.mark.parametrize(
    "arguments, opened",
    [
        ([], "."),
        (["."], "."),
        (["specs"], "specs"),
        (["./check"], "check"),
        (["a.md"], "a.md"),
        (["a.md", "--theme", "dusk"], "a.md"),
        (["--theme", "dusk", "specs"], "specs"),
    ],
)
def test_a_path_opens_the_screen(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], opened: str
) -> None:
    for name in ("specs", "check"):
        (tmp_path / name).mkdir()
    (tmp_path / "a.md").write_text("# A\n")
    calls: list[tuple[Path, str | None, str]] = []

    def opened_on(path: Path, settings: Settings) -> int:
        calls.append((path, settings.origins.get("theme") and settings.theme, settings.color))
        return 7

    monkeypatch.setattr(launch, "run", opened_on)
    assert run(*arguments).exit_code == 7
    assert calls == [(Path(opened), "dusk" if "dusk" in arguments else None, "auto")]


def test_demo_copy_can_be_changed_and_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    with launch.demo_copy() as folder:
        assert folder.is_relative_to(tmp_path)
        (folder / "README.md").write_text("changed")
        (folder / "waterbus/.specify/memory/constitution.md").write_text("changed")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", launch.ENDING)
def test_demo_copy_goes_when_told_to_end(tmp_path: Path, number: int) -> None:
    code = (
        "import os, sys; from specui.cli.screen.launch import demo_copy\n"
        "with demo_copy() as folder:\n"
        "    print(folder, flush=True); os.kill(os.getpid(), int(sys.argv[1]))\n"
    )
    env = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(int(number))], capture_output=True, env=env, check=False
    )
    assert done.returncode == 128 + number
    assert done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments, absent",
    [
        (["--help"], "specui.workspace specui.specs specui.markdown.scanner specui.rules json difflib"),
        (["check", "."], "json difflib ftfy mistune watchfiles multiprocessing"),
        (["list", "."], "ftfy mistune watchfiles"),
        (["tick", "a.md", "functional/1"], "ftfy mistune watchfiles"),
    ],
)
def test_nothing_is_imported_that_is_not_needed(tmp_path: Path, arguments: list[str], absent: str) -> None:
    text = "# Production Spec: A\n\n## 3. Acceptance Criteria\n\n### Functional\n- [ ] Größe ✅\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    code = (
        "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "from specui.cli import main; main()\n"
    )
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        cwd=tmp_path,
        env=env,
        check=False,
        text=True,
    )
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "specui.cli.program" in loaded
    assert loaded & {"textual", "rich", "specui.tui", *absent.split()} == set()


@pytest.mark.parametrize(
    "words, offered",
    [
        ("specui ch", {"check"}),
        ("specui rule missing-sec", {"missing-section"}),
        ("specui tick a.md func", {"functional/1", "functional/2"}),
        ("specui tick nowhere.md func", set()),
    ],
)
def test_completion(tmp_path: Path, words: str, offered: set[str]) -> None:
    (tmp_path / "a.md").write_text("# A\n\n## Functional\n- [ ] One\n- [x] Two\n", encoding="utf-8")
    env = {
        **os.environ,
        "PYTHONPATH": str(CHECKOUT),
        "_SPECUI_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    code = "from specui.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=tmp_path, env=env, check=False, text=True
    )
    assert done.stderr == ""
    assert {word for line in done.stdout.splitlines() if (word := line.partition(",")[2])} == offered
