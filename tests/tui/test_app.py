"""The app builds services and is no service locator: few classes, few methods, and nobody imports it."""

from __future__ import annotations

import ast
from pathlib import Path

from specui.tui.app import SpecuiApp

PACKAGE = Path(__file__).parents[2] / "specui"


def test_the_app_has_few_classes_and_few_methods() -> None:
    own = [base for base in SpecuiApp.__mro__ if base.__module__.startswith("specui.")]
    methods = [name for base in own for name, value in vars(base).items() if callable(value)]
    assert len(own) <= 4
    assert len(methods) <= 70


def test_only_the_command_line_imports_the_app() -> None:
    importers = set()
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            if any(f"{found}.".startswith("specui.tui.app.") for found in names):
                importers.add(name)
    (door,) = importers
    assert door.startswith("cli/")
