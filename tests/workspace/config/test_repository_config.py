from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given, strategies as st

from specui.rules.diagnostic import Severity
from specui.workspace.config.repository_config import Config, ConfigError, load_config, read_config
from specui.workspace.config.template_library import TemplateLibrary
from specui.workspace.config.views import views_of
from specui.workspace.files.discovery import find_templates, is_configured
from specui.workspace.files.spec_file import parse_file


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
    assert config.parts == {"svc": {"questions": ("Asks",)}}


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("stale_days = 0", "stale_days must be a whole number of days"),
        ("stale_days = true", "stale_days must be a whole number of days"),
        ('[rules]\nx = "loud"', "rules.x must be error, warning, info or off"),
        ("rules = 3", "rules must be a table"),
        ("exclude = [1]", "exclude must be a list of strings"),
        ('templates = ["../../etc/passwd"]', "is outside the repository"),
        ('templates = ["/etc/passwd"]', "is outside the repository"),
        ('templates = ["none.md"]', "the template none.md does not exist"),
        ("[templates.a.parts]\ngaps = 3", "templates.a.parts.gaps must be a section's name"),
        ('templates = ["a\\u0000.md"]', "a template must be a file name"),
        ('templates = ["' + "a/" * 3_000 + '"]', "cannot be read|does not exist"),
        ("stale_days = 0x" + "f" * 4_000, "stale_days must be a whole number of days"),
        ("stale_days = " + "1" * 100_000, "a number in it is too long"),
        ("exclude = " + "[" * 3_000 + "]" * 3_000, "nested too deeply"),
        ("x" + ".x" * 100_000 + " = 1", "a key in it has more than 50 parts"),
        ("x = { " + '"y" . ' * 60 + "y = 1 }", "a key in it has more than 50 parts"),
        ('exclude = ["' + "*a" * 600 + '"]', "more than 1,000 characters"),
        ("exclude = [" + '"a",' * 1_001 + "]", "more than 1,000 entries"),
        ("#" * 300_000, "larger than 256 KiB"),
        ("[", ":1: not TOML"),
        ('a = 1\nexclude = ["a"]\nstale_days = "x"', ":3: stale_days must be"),
        ("views = 3", "views must be a table"),
        ("[views]\nx = 3", "views.x: a view must be a filter as text"),
        ('[views]\nrelease = "kidn:gap"', "views.release: Unknown filter “kidn:”. Write “kind:”"),
        ("[", "not TOML"),
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


# ------------------------------------------------------------------------------------ whatever a file holds


@pytest.mark.parametrize(
    "text, reason",
    [
        ("excludes = []", ":1: unknown key “excludes”; did you mean “exclude”?"),
        (
            "\nhue = 1",
            ":2: unknown key “hue”; known are exclude, families, per-path, rules, stale_days, templates, views",
        ),
        ('[templates.a]\nfiles = "x"', ":2: unknown key “files”; did you mean “file”?"),
        ('[templates.a.parts]\ngap = "x"', ":2: unknown part “gap”; did you mean “gaps”?"),
    ],
)
def test_a_key_of_a_later_version_is_noted_and_the_rest_holds(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "specui.toml").write_text(f"{text}\n[rules]\nvague-wording = 'off'\n", encoding="utf-8")
    config = load_config(tmp_path)
    assert [str(note) for note in config.notes] == [f"{config.file}{reason}"]
    assert config.severities == {"vague-wording": None}
    assert config.faults == ()


def test_what_cannot_be_used_is_a_default_and_the_rest_holds(tmp_path: Path) -> None:
    (tmp_path / "specui.toml").write_text(
        'stale_days = "x"\nexclude = ["a/"]\n[rules]\nx = "loud"\ny = "off"\n[views]\na = "kidn:gap"\nb = "kind:gap"\n',
        encoding="utf-8",
    )
    config = read_config(tmp_path)
    assert (config.stale_days, config.exclude, config.severities) == (None, ("a/",), {"y": None})
    assert dict(config.views) == {"b": "kind:gap"}
    assert [fault.line for fault in config.faults] == [4, 1, 7]


def test_pyproject_counts_where_it_names_specui_even_when_broken(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.other]\nx = \n", encoding="utf-8")
    assert load_config(tmp_path).file is None
    (tmp_path / "pyproject.toml").write_text("[tool.specui]\nexclude = \n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"pyproject\.toml:2: not TOML"):
        load_config(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[tool.specui]\nstale_days = 0\n", encoding="utf-8")
    assert [fault.line for fault in read_config(tmp_path).faults] == [2]


def _outside(path: Path) -> None:
    (path.parent.parent / "other.toml").write_text("stale_days = 3\n", encoding="utf-8")
    path.symlink_to("../other.toml")


@pytest.mark.parametrize(
    "make, reason",
    [
        (os.mkfifo, "not a regular file"),
        (lambda path: path.symlink_to("/dev/zero"), "a link to outside the repository"),
        (lambda path: path.symlink_to("nowhere.toml"), "a broken link"),
        (lambda path: path.symlink_to("specui.toml"), "cannot be read"),
        (_outside, "a link to outside the repository"),
        (Path.mkdir, "not a regular file"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "not UTF-8"),
    ],
)
def test_what_is_no_file_of_the_repository_is_refused_and_not_waited_for(
    tmp_path: Path, make: Callable[[Path], object], reason: str
) -> None:
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    make(root / "specui.toml")
    config = read_config(root)
    assert config.broken and config.stale_days is None
    with pytest.raises(ConfigError, match=reason):
        load_config(root)


_names = st.sampled_from(
    ["templates", "rules", "per-path", "stale_days", "exclude", "views", "file", "parts", "gaps", "vague-wording", "a.md", "*", "x\0y"]
) | st.text(max_size=5)  # fmt: skip
_values = st.recursive(
    st.sampled_from(["off", "error", "kind:gap", "t.md", "../t.md", "a\0.md", "archive/", "[a", "/", ".", "~", ""])
    | st.text(max_size=8) | st.integers(-(2**63), 2**63) | st.booleans() | st.floats() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(st.binary(max_size=120) | st.dictionaries(_names, _values, max_size=5))
def test_nothing_in_a_file_stops_anything(what: bytes | dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / ".git").mkdir()
        (folder / "t.md").write_text("# [X]\n\n## A\n", encoding="utf-8")
        data = what if isinstance(what, bytes) else tomli_w.dumps(what).encode("utf-8", "surrogatepass")
        (folder / "specui.toml").write_bytes(data)
        config = read_config(folder)
        config.excludes("archive/a.md")
        config.severities_for("archive/a.md")
        assert all(view.filter is not None for view in views_of(config))
        TemplateLibrary(config, date(2026, 11, 25)).context(folder / "a.md", "a.md")
        assert all(
            line == 1 or line <= data.count(b"\n") + 1 for _, line, _ in (*config.faults, *config.notes)
        )
        if config.faults:
            with pytest.raises(ConfigError, match=re.escape(str(config.faults[0]))):
                load_config(folder)
        else:
            assert load_config(folder) == config


FAMILY = '[families.review.documents.checklist]\nfiles = ["reviews/*.md"]\nnew = "reviews/{name}.md"\n'


@pytest.mark.parametrize(
    "data, reason",
    [
        (None, "the template blank.md does not exist"),
        (b" \n", "the template blank.md cannot be used: it is empty"),
        (b"# \xff\n", "the template blank.md cannot be used: .*UTF-8"),
        (b"## Before launch\n", ""),
    ],
)
def test_a_familys_template_that_cannot_be_used_is_a_fault(
    tmp_path: Path, data: bytes | None, reason: str
) -> None:
    (tmp_path / "specui.toml").write_text(f'{FAMILY}template = "blank.md"\n', encoding="utf-8")
    if data is not None:
        (tmp_path / "blank.md").write_bytes(data)
    faults = [str(fault) for fault in read_config(tmp_path).faults]
    assert len(faults) == bool(reason)
    assert all(re.search(rf":4: {reason}", fault) for fault in faults)


def test_parts_of_a_family_hold_without_a_template(tmp_path: Path) -> None:
    (tmp_path / "specui.toml").write_text(
        f'{FAMILY}[families.review.documents.checklist.parts]\ntasks = "*"\n', encoding="utf-8"
    )
    path = tmp_path.resolve() / "reviews" / "pay.md"
    context = TemplateLibrary(load_config(tmp_path), date(2026, 12, 1)).context(path, "reviews/pay.md")
    file = parse_file(path, "reviews/pay.md", b"## Before launch\n\n- [ ] Load tested\n", context)
    assert (file.kind, len(file.contents.tasks), file.diagnostics) == ("spec", 1, ())
