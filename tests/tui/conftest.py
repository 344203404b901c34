"""A small folder of specs for the workbench."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.services import key_counts
from tests.tui.seat import TEXT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "tier1").mkdir()
    (tmp_path / "tier1" / "pier.md").write_bytes(TEXT.encode())
    (tmp_path / "tier1" / "quay.md").write_bytes(TEXT.replace("Pier", "Quay").encode())
    (tmp_path / "tier2").mkdir()
    (tmp_path / "tier2" / "buoy.md").write_bytes(TEXT.replace("Pier", "Buoy").encode())
    (tmp_path / "README.md").write_bytes(b"# Notes\n\nNothing.\n")
    return tmp_path


@pytest.fixture(autouse=True)
def config_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's configuration folder, of this test only: a theme that is chosen is kept there."""
    folder = tmp_path_factory.mktemp("config")
    monkeypatch.setenv("SPECUI_CONFIG_DIR", str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a digit go to its section only: tests type faster than people."""
    monkeypatch.setattr(key_counts, "QUICK", -1.0)
