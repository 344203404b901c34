"""Every command of triage has a handler, and triage knows neither the app nor the workbench."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import specui.tui.triage
from specui.tui.commands import COMMANDS, Place
from specui.tui.triage.decisions import COMMAND_OF
from tests.tui.triage.harness import Desk

FILES = sorted(Path(specui.tui.triage.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("place", ["triage", "triage-filter"])
def test_every_command_has_a_handler(desk: Desk, place: Place) -> None:
    wanted = {command.id for command in COMMANDS if place in command.where}
    assert wanted
    assert wanted - desk.wiring.handlers.keys() == set()


def test_every_handler_has_a_command(desk: Desk) -> None:
    here = {command.id for command in COMMANDS if {"triage", "triage-filter"} & command.where}
    assert desk.wiring.handlers.keys() - here == set()


def test_every_decision_has_a_command() -> None:
    known = {command.id for command in COMMANDS}
    assert set(COMMAND_OF.values()) - known == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_triage_imports_neither_app_nor_workbench(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")
        elif isinstance(node, ast.Import):
            imported.update(alias.name for alias in node.names)
    reached = [name for name in imported if name.startswith(("specui.tui.app", "specui.tui.workbench"))]
    assert reached == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_widgets_and_controllers_do_not_look_at_their_screen(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "self.screen" not in text
    assert "cast(" not in text


@pytest.mark.parametrize("path", [p for p in FILES if p.parent.name == "controllers"], ids=lambda p: p.stem)
def test_controllers_do_not_know_each_other(path: Path) -> None:
    assert "triage.controllers." not in path.read_text(encoding="utf-8")
