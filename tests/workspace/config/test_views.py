from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from specui.specs.triage import FilterFault
from specui.workspace.config.config_writer import NotSaved, with_value
from specui.workspace.config.repository_config import load_config
from specui.workspace.config.settings import Settings, read_settings
from specui.workspace.config.views import save_view, views_of
from tests.specs.triage.using import parsed

GAPS = "kind:gap tier:1"


@pytest.mark.parametrize(
    "before, after",
    [
        ("", '[views]\nmine = "b"\n'),
        ("stale_days = 9  # long\n", 'stale_days = 9  # long\n\n[views]\nmine = "b"\n'),
        ('[views]\nmine = "a"  # why\n', '[views]\nmine = "b"  # why\n'),
        (
            '[views]\n# old ones\nold = "x"\n\n[rules]\n',
            '[views]\n# old ones\nold = "x"\nmine = "b"\n\n[rules]\n',
        ),
        ("[views]\n", '[views]\nmine = "b"\n'),
        ('views.old = "x"\n[rules]\n', 'views.old = "x"\nviews.mine = "b"\n[rules]\n'),
        ('views.mine = "x"\n[rules]\n', 'views.mine = "b"\n[rules]\n'),
        ('[rules]\nmine = "off"\r\n', None),
    ],
)
def test_a_view_is_one_line_in_its_table(before: str, after: str | None) -> None:
    made = with_value(before, "mine", "b", "views")
    if after is None:
        assert made is not None and tomllib.loads(made) == {**tomllib.loads(before), "views": {"mine": "b"}}
    else:
        assert made == after


@given(st.text(alphabet="ab#='\"[]\n .views"), st.sampled_from(["views", "tool.specui.views"]))
def test_the_rest_of_the_file_means_the_same(source: str, table: str) -> None:
    text = with_value(source, "b", "kind:gap", table)
    if text is None:
        return
    before, after = tomllib.loads(source), tomllib.loads(text)
    first = table.partition(".")[0]
    assert {k: v for k, v in after.items() if k != first} == {k: v for k, v in before.items() if k != first}
    for key in table.split("."):
        after = after[key]
    assert after["b"] == "kind:gap"
    lines = text.split("\n")
    assert all(line in lines for line in source.split("\n") if line.startswith("#"))


def test_it_is_kept_where_the_folders_configuration_is(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    inner = tmp_path / "specs"
    inner.mkdir()
    assert save_view(inner, "release", parsed(GAPS)) == inner / "specui.toml"
    (tmp_path / "specui.toml").write_text("stale_days = 9\n")
    (inner / "specui.toml").unlink()
    assert save_view(inner, "release", GAPS) == tmp_path / "specui.toml"
    assert load_config(inner).views == {"release": "kind:gap tier:1"}
    (tmp_path / "specui.toml").unlink()
    (tmp_path / "pyproject.toml").write_text("[tool.specui]\nstale_days = 9\n\n[tool.other]\n")
    assert save_view(inner, "release", GAPS) == tmp_path / "pyproject.toml"
    assert load_config(inner).views == {"release": "kind:gap tier:1"}
    assert load_config(inner).stale_days == 9


def test_what_cannot_be_kept_is_one_sentence_and_nothing_is_written(tmp_path: Path) -> None:
    for name, text, why in (
        ("two words", "kind:gap", "not a valid view name"),
        ("", "kind:gap", "not a valid view name"),
        ("ok", "kind:gpa", "did you mean “gap”"),
        ("ok", "  ", "a view must be a filter as text"),
    ):
        with pytest.raises(NotSaved, match=why):
            save_view(tmp_path, name, text)
    assert not [*tmp_path.iterdir()]
    (tmp_path / "specui.toml").write_text("views = 3\n")
    with pytest.raises(NotSaved, match="views must be a table"):
        save_view(tmp_path, "ok", "kind:gap")
    (tmp_path / "specui.toml").write_text('views = { old = "tier:1" }\n')
    with pytest.raises(NotSaved, match="edit it by hand"):
        save_view(tmp_path, "ok", "kind:gap")


def test_ones_own_views_come_behind_the_repositorys_and_win(tmp_path: Path) -> None:
    (tmp_path / "specui.toml").write_text('[views]\nrelease = "tier:1"\nmine = "tier:2"\n')
    source = '[views]\nmine = "owner:ada"\nbad = "kind:x"\nworse = 3\n'
    values, origins, faults = read_settings(source, Path("config.toml"))
    settings = Settings(**values, origins=origins, faults=faults)
    found = views_of(load_config(tmp_path), settings)
    assert [(v.name, v.text) for v in found] == [("release", "tier:1"), ("mine", "owner:ada")]
    assert [v.origin for v in found] == [str(tmp_path.resolve() / "specui.toml"), "config.toml:2"]
    assert str(found[1].filter) == "owner:ada"
    assert not isinstance(found[0].filter, FilterFault)
    assert [(f.line, f.reason.startswith("views.")) for f in faults] == [(3, True), (4, True)]
