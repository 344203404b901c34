"""The repository's configuration: an unknown key is noted once, an invalid value ends the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def here(run: Run, samples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(samples)
    return samples


@pytest.mark.parametrize(
    "arguments", [["check"], ["list"], ["gaps", "--view", "a"], ["check", "tier1-revenue", "tasks"]]
)
def test_an_unknown_key_is_noted_once_and_the_run_goes_on(run: Run, here: Path, arguments: list[str]) -> None:
    (here / "specui.toml").write_text('excludes = []\nexclude = ["tier2-core/"]\n[views]\na = "kind:gap"\n')
    result = run(*arguments, "--format", "json")
    assert result.exit_code < 2
    notes = [line for line in result.stderr.splitlines() if "unknown key" in line]
    assert notes == [
        f"specui: {here.resolve() / 'specui.toml'}:1: unknown key “excludes”; did you mean “exclude”?"
    ]
    assert "tier2-core" not in result.stdout


def test_a_rule_that_is_not_there_is_noted(run: Run, here: Path) -> None:
    (here / "specui.toml").write_text(
        '[rules]\nvague-wordin = "off"\n[per-path."a/*"]\nSP301 = "off"\nvague-wording = "off"\n'
    )
    said = run("check", "tier1-revenue").stderr
    assert "unknown rule “vague-wordin”; did you mean “vague-wording”?" in said
    assert "unknown rule “SP301”; did you mean “duplicate-criterion”?" in said
    assert said.count("unknown rule") == 2


@pytest.mark.parametrize(
    "text", ["[", "stale_days = 0\n", 'templates = ["a\\u0000.md"]\n', "x = " + "1" * 100_000]
)
@pytest.mark.parametrize(
    "command", [["check"], ["list"], ["questions"], ["new", "Pier"], ["show", "README.md"]]
)
def test_what_cannot_be_used_ends_the_run_with_one_line(
    run: Run, here: Path, text: str, command: list[str]
) -> None:
    (here / "specui.toml").write_text(text)
    result = run(*command)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1 and "specui.toml:1: " in result.stderr


def test_config_show_lists_what_is_not_used(run: Run, here: Path) -> None:
    (here / "specui.toml").write_text('hue = 1\nstale_days = 0\n[rules]\nfoo = "off"\n')
    result = run("config", "show")
    assert result.exit_code == 0
    assert "ignored: line 2: stale_days must be a whole number of days" in result.stdout
    assert "ignored: line 1: unknown key “hue”" in result.stdout
    assert "ignored: line 4: unknown rule “foo”" in result.stdout
    told = json.loads(run("config", "show", "--format", "json").stdout)
    assert [fault["line"] for fault in told["repository"]["faults"]] == [1, 2, 4]
