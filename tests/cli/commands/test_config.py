"""`specui config`: settings, configuration, keys, example."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setenv("SPECUI_CONFIG_DIR", str(folder))
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    return folder / "config.toml"


def test_show_says_each_value_and_where_it_came_from(run: Run, own: Path, tmp_path: Path) -> None:
    own.write_text('theme = "greys"\nmouse = 3\n[keys]\ntick = ["x"]\n')
    (tmp_path / "specui.toml").write_text("stale_days = 9\n")
    told = run("config", "show").stdout.splitlines()
    assert told[0] == f"settings: {own}"
    assert f'theme = "greys"  ({own}:1)' in told
    assert "mouse = true  (default)" in told
    assert f'keys.tick = ["x"]  ({own}:4)' in told
    assert "ignored: line 2: mouse is 3; it must be true or false" in told
    assert "stale_days = 9  (specui.toml)" in told


def test_show_as_json(run: Run, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own.write_text('theme = "greys"\nmouze = 3\n')
    monkeypatch.setenv("EDITOR", "ed")
    found = json.loads(run("config", "show", "--format", "json").stdout)
    assert found["schema_version"] == 1
    assert found["user"]["values"]["theme"] == {"value": "greys", "origin": f"{own}:1"}
    assert found["user"]["values"]["editor"] == {"value": "ed", "origin": "EDITOR"}
    assert found["user"]["values"]["lean"] == {"value": "auto", "origin": "default"}
    assert [fault["line"] for fault in found["user"]["faults"]] == [2]
    assert found["repository"]["values"]["stale_days"] == {"value": None, "origin": "default"}
    assert found["repository"]["found"] is False


def test_without_a_file_it_says_where_one_would_be(run: Run, own: Path) -> None:
    assert run("config", "show").stdout.partition("\n")[0].count(str(own)) == 1


def test_the_repository_cannot_set_what_is_the_users(run: Run, own: Path, tmp_path: Path) -> None:
    (tmp_path / "specui.toml").write_text('theme = "greys"\n')
    result = run("config", "show")
    assert result.exit_code == 0
    assert "ignored: line 1: unknown key “theme”" in result.stdout
    assert "greys" not in result.stdout


def test_the_example_can_be_kept_as_it_is(run: Run, own: Path) -> None:
    own.write_text(run("config", "example").stdout)
    assert tomllib.loads(own.read_text()) == {"keys": {}, "views": {}}
    assert "not used" not in run("config", "show").stdout


def test_keys_are_listed_as_they_are_set(run: Run, own: Path) -> None:
    own.write_text('[keys]\nset = "plain"\ntick = ["x"]\ntik = ["y"]\n')
    told = run("config", "keys").stdout.splitlines()
    rows = {line.split()[0]: line for line in told}
    assert rows["COMMAND"].split() == ["COMMAND", "KEYS", "DOES", "WHERE"]
    assert rows["tick"].split()[:2] == ["tick", "x"]
    assert rows["tick"].endswith("  in a section")
    assert rows["theme"].split()[1] == "none"
    assert rows["undo"].split()[:2] == ["undo", "ctrl+z"]
    assert rows["to-tree"].split()[:2] == ["to-tree", "esc"]
    assert rows["up"].split()[:2] == ["up", "↑"]
    ascii_rows = run("--ascii", "config", "keys").stdout.splitlines()
    assert ["up", "up"] in [line.split()[:2] for line in ascii_rows]
    assert "every pane" in rows["undo"]
    assert told[-1] == f"ignored: {own}:4: unknown command tik; did you mean tick?"
    found = json.loads(run("config", "keys", "--format", "json").stdout)
    assert found["set"] == "plain"
    assert {"id": "tick", "keys": ["x"], "places": ["section"]}.items() <= next(
        row for row in found["commands"] if row["id"] == "tick"
    ).items()


def test_families_are_shown_by_their_keys(run: Run, own: Path, tmp_path: Path) -> None:
    (tmp_path / "specui.toml").write_text(
        '[families.pier.documents.spec]\nfiles = ["piers/*.md"]\nstructure = false\n'
        '[families.pier.documents.spec.marks]\n"!" = "doing"\n'
    )
    told = run("config", "show").stdout
    assert 'families.pier.documents.spec.files = ["piers/*.md"]  (specui.toml)' in told
    assert "families.pier.documents.spec.structure = false  (specui.toml)" in told
    assert 'families.pier.documents.spec.marks."!" = "doing"  (specui.toml)' in told
    assert told.count("families.") == 3


def test_an_unknown_theme_is_named_with_its_line(run: Run, own: Path) -> None:
    own.write_text('theme = "auto"\ntheme-dark = "nope"\ntheme-light = "greys"\n')
    assert "ignored: line 2: theme-dark: unknown theme “nope”" in run("config", "show").stdout
    assert run("config", "show").stdout.count("ignored: ") == 1


@pytest.mark.parametrize("line", ['set = "vi"', "tick = 3", 'theme = "\x1b[31m"'])
def test_no_terminal_obeys_what_is_in_the_file(run: Run, own: Path, line: str) -> None:
    own.write_text(f"[keys]\n{line}\n")
    for arguments in (["config", "show"], ["config", "keys"], ["config", "show", "--format", "json"]):
        result = run(*arguments)
        assert result.exit_code == 0
        assert "\x1b" not in result.stdout


def test_show_and_doctor_name_a_disputed_key(run: Run, own: Path) -> None:
    own.write_text('[keys]\ntick = ["x"]\nedit = ["x"]\n')
    shown = run("config", "show").stdout
    assert "ignored: line 3: x is set for both" in shown
    faults = json.loads(run("config", "show", "--format", "json").stdout)["user"]["faults"]
    assert [fault["line"] for fault in faults] == [3]
    result = run("doctor", "--format", "json")
    config = [one for one in json.loads(result.stdout)["findings"] if one["subject"] == "settings"][1:]
    assert [(one["state"], "config.toml:3: x is set for both" in one["text"]) for one in config] == [
        ("problem", True)
    ]
    assert result.exit_code == 1


def test_doctor_says_when_every_value_of_the_settings_can_be_used(run: Run, own: Path) -> None:
    own.write_text('[keys]\ntick = ["x"]\n')
    findings = json.loads(run("doctor", "--format", "json").stdout)["findings"]
    assert [one["state"] for one in findings if one["subject"] == "settings"] == ["ok", "ok"]
