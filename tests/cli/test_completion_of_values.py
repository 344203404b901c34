"""What the shell offers for the values of options."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.shell_completion import CompletionItem, ShellComplete

from specui.cli.completion import EscapingBashComplete
from specui.cli.program import program
from specui.workspace.config.template_library import built_in_text


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


@pytest.mark.parametrize(
    "words, found",
    [
        (("set", "pier.md", "Spec"), ["Spec status"]),
        (("set", "pier.md", "status", ""), ["Draft", "Approved", "Gaps Identified", "Deprecated"]),
        (("set", "pier.md", "Spec status", "ga"), ["Gaps Identified"]),
        (("set", "pier.md", "status", "Gaps", ""), ["Identified"]),
        (("set", "pier.md", "last updated", ""), ["today"]),
        (("set", "pier.md", "colour", ""), []),
        (("set", "none.md", "status", ""), []),
        (("new", "Quay", "--template", ""), ["adr record", "svc", "production-spec"]),
        (("new", "--template", "S"), ["svc"]),
    ],
)
def test_fields_their_values_and_templates_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], found: list[str]
) -> None:
    (tmp_path / "docs" / "adr").mkdir(parents=True)
    (tmp_path / "svc-template.md").write_text("# Svc [NAME]\n\n## Goals\n", encoding="utf-8")
    (tmp_path / "pier.md").write_text(built_in_text().replace("[FEATURE_NAME]", "Pier"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert offered(*words) == found


@pytest.mark.parametrize(
    "typed, item, line",
    [
        ("Spec", "Spec status", r"plain,Spec\\ status"),
        ("'Spec", "Spec status", "plain,Spec status"),
        ("Own", "Owner agent(s)", r"plain,Owner\\ agent\\(s\\)"),
        ("pier", "US1-é,2", "plain,US1-é,2"),
    ],
)
def test_bash_gets_words_that_it_takes(
    monkeypatch: pytest.MonkeyPatch, typed: str, item: str, line: str
) -> None:
    monkeypatch.setenv("COMP_WORDS", f"specui\nset\npier.md\n{typed}")
    monkeypatch.setenv("COMP_CWORD", "3")
    completion = EscapingBashComplete(program, {}, "specui", "_SPECUI_COMPLETE")
    assert completion.format_completion(CompletionItem(item)) == line
