from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.triage.harness import Desk, write_specs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_specs(tmp_path)


@pytest.fixture
def desk(folder: Path) -> Desk:
    return Desk(folder)
