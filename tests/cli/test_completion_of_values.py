"""What the shell offers for the values of options."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from specui.cli.program import program


def offered(*words: str) -> list[str]:
    *before, last = words
    completion = ShellComplete(program, {}, "specui", "_SPECUI_COMPLETE")
    return [item.value for item in completion.get_completions([*before], last)]


@pytest.mark.parametrize(
    "words, found",
    [
        (("gaps", "--severity", "c"), ["Critical"]),
        (("gaps", "--severity", "Critical,"), ["Critical,High", "Critical,Low"]),
        (("gaps", "--tier", ""), ["1", "2", "3", "4"]),
        (("questions", "--state", "de"), ["deferred"]),
        (("criteria", "--status", "app"), ["Approved"]),
        (("criteria", "--columns", "path,ta"), ["path,tasks"]),
        (("list", "--columns", "own"), ["owner"]),
        (("triage", "--kind", "cri"), ["criterion"]),
        (("gaps", "--view", "m"), ["mine"]),
    ],
)
def test_values_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], found: list[str]
) -> None:
    (tmp_path / "specui.toml").write_text('[views]\nmine = "kind:gap"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert offered(*words) == found


def test_a_broken_configuration_offers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "specui.toml").write_text("[", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert offered("gaps", "--view", "m") == []
