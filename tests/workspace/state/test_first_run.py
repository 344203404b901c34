from __future__ import annotations

from pathlib import Path

import pytest

from specui.workspace.state.first_run import is_first_time


def test_a_first_time_is_once_for_each_thing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPECUI_GREETING")
    monkeypatch.setenv("SPECUI_STATE_DIR", str(tmp_path / "state"))
    assert [is_first_time("tour"), is_first_time("tour"), is_first_time("greeting"), is_first_time("tour")] == [
        True, False, True, False,
    ]  # fmt: skip


def test_what_cannot_be_remembered_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPECUI_GREETING")
    (tmp_path / "state").write_text("")
    monkeypatch.setenv("SPECUI_STATE_DIR", str(tmp_path / "state"))
    assert not is_first_time("tour")


def test_it_can_be_switched_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPECUI_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("SPECUI_GREETING", "off")
    assert not is_first_time("tour")
    assert not (tmp_path / "state").exists()
