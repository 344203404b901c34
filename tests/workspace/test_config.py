from __future__ import annotations

from pathlib import Path

import pytest

from specui.rules.diagnostic import Severity
from specui.workspace.config import Config, ConfigError, load_config
from specui.workspace.discovery import find_templates, is_configured


def test_no_file_is_all_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path) == Config(tmp_path.resolve())


def test_the_nearest_file_upward_counts(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "specui.toml").write_text(
        'stale_days = 90\n[rules]\nvague-wording = "off"\n', encoding="utf-8"
    )
    (tmp_path / "a" / "b").mkdir(parents=True)
    config = load_config(tmp_path / "a" / "b")
    assert (config.root, config.stale_days) == (tmp_path.resolve(), 90)
    assert config.severities == {"vague-wording": None}
    assert set(config.origins) == {"stale_days", "rules"}


def test_pyproject_counts_only_with_its_table(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.specui.rules]\nvague-wording = "error"\n', encoding="utf-8"
    )
    assert load_config(tmp_path).severities == {"vague-wording": Severity.ERROR}
    (tmp_path / "pyproject.toml").write_text("[tool.other]\nx = 1\n", encoding="utf-8")
    assert load_config(tmp_path).file is None


def test_the_repository_is_the_limit(tmp_path: Path) -> None:
    (tmp_path / "specui.toml").write_text("stale_days = 1\n", encoding="utf-8")
    repository = tmp_path / "repo"
    (repository / ".git").mkdir(parents=True)
    assert load_config(repository).file is None


def test_outside_of_a_repository_configuration_and_templates_are_looked_for_equally_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "specui.toml").write_text("stale_days = 1\n", encoding="utf-8")
    template = tmp_path / "team-template.md"
    template.write_text("# `[NAME]`\n\n## Asks\n", encoding="utf-8")
    deep = tmp_path / "a" / "b" / "c"
    (deep / "d").mkdir(parents=True)
    for folder, reached in ((tmp_path, True), (deep, True), (deep / "d", False)):
        assert (load_config(folder).file is not None) == reached
        assert (find_templates(folder) == [template.resolve()]) == reached
        assert not reached or is_configured(str(folder))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)  # what lies about at home is nobody's configuration
    assert load_config(tmp_path / "a").file is None
    assert find_templates(tmp_path / "a") == []
    assert load_config(tmp_path).file is not None


def test_severities_by_path_win_over_the_general_ones(tmp_path: Path) -> None:
    text = '[rules]\nmissing-section = "error"\n[per-path."drafts/*"]\nmissing-section = "off"\n'
    (tmp_path / "specui.toml").write_text(text, encoding="utf-8")
    config = load_config(tmp_path)
    assert config.severities_for("a.md") == {"missing-section": Severity.ERROR}
    assert config.severities_for("drafts/a.md") == {"missing-section": None}


def test_templates_and_their_parts(tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "svc.md").write_text("# `[NAME]`\n\n## Asks\n", encoding="utf-8")
    text = '[templates.svc]\nfile = "t/svc.md"\n[templates.svc.parts]\nquestions = "Asks"\n'
    (tmp_path / "specui.toml").write_text(text, encoding="utf-8")
    config = load_config(tmp_path)
    assert config.templates == (tmp_path.resolve() / "t" / "svc.md",)
    assert config.parts == {"svc": {"questions": "Asks"}}


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("stale_days = 0", "stale_days must be a whole number of days"),
        ("stale_days = true", "stale_days must be a whole number of days"),
        ("colour = 1", "unknown key “colour”"),
        ('[rules]\nx = "loud"', "rules.x must be error, warning, info or off"),
        ("rules = 3", "rules must be a table"),
        ("exclude = [1]", "exclude must be a list of strings"),
        ('templates = ["../../etc/passwd"]', "lies outside the repository"),
        ('templates = ["/etc/passwd"]', "lies outside the repository"),
        ('templates = ["none.md"]', "there is no template none.md"),
        ('[templates.a.parts]\nrubbish = "x"', "“rubbish” in templates.a.parts is no part"),
        ("views = 3", "views must be a table"),
        ("[views]\nx = 3", "views.x: a view is a filter as text"),
        ('[views]\nrelease = "kidn:gap"', "views.release: There is no filter “kidn:”; write “kind:”"),
        ("[", "cannot be read as TOML"),
    ],
)
def test_a_mistake_is_told_with_its_file(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "specui.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=sentence) as caught:
        load_config(tmp_path)
    assert "specui.toml" in str(caught.value)


def test_a_link_that_leaves_the_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("# `[X]`\n\n## A\n", encoding="utf-8")
    repository = tmp_path / "repo"
    (repository / ".git").mkdir(parents=True)
    (repository / "t.md").symlink_to(tmp_path / "outside.md")
    (repository / "specui.toml").write_text('templates = ["t.md"]', encoding="utf-8")
    with pytest.raises(ConfigError, match="outside the repository"):
        load_config(repository)


def test_exclude_takes_folders_and_patterns() -> None:
    config = Config(Path("/r"), exclude=("archive/", "*.draft.md"))
    assert [config.excludes(n) for n in ("archive/a.md", "a.draft.md", "x/b.draft.md", "a.md")] == [
        True,
        True,
        True,
        False,
    ]
