from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from specui.workspace.config.config_writer import NotSaved, save_value, with_value


@pytest.mark.parametrize(
    "before, after",
    [
        ("", 'theme = "b"\n'),
        ('theme = "a"\n', 'theme = "b"\n'),
        ("theme = 'a'  # mine\n", 'theme = "b"  # mine\n'),
        ('theme="a#b"# mine', 'theme = "b"# mine'),
        ("# colours\n\n[keys]\nset = 'vim'\n", "# colours\ntheme = \"b\"\n\n[keys]\nset = 'vim'\n"),
        ("mouse = true\n# keys\n[keys]\n", 'mouse = true\ntheme = "b"\n# keys\n[keys]\n'),
        ('[keys]\ntheme = "x"\n', 'theme = "b"\n[keys]\ntheme = "x"\n'),
        ("mouse = true\r\n", 'mouse = true\r\ntheme = "b"\r\n'),
        ("mouse = true", 'mouse = true\ntheme = "b"'),
    ],
)
def test_one_line_is_written_and_no_other(before: str, after: str) -> None:
    assert with_value(before, "theme", "b") == after


def test_what_cannot_be_done_by_one_line_is_left_alone() -> None:
    assert with_value("theme = [", "theme", "b") is None
    assert with_value('theme = """\na\n"""\n', "theme", "b") is None


@given(st.text(alphabet="ab#='\"[]\n \\t"), st.text(min_size=1, max_size=9))
def test_the_rest_means_the_same(source: str, value: str) -> None:
    text = with_value(source, "theme", value)
    if text is not None:
        assert tomllib.loads(text) == {**tomllib.loads(source), "theme": value}


def test_a_file_is_made_where_there_is_none_and_a_link_stays(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "config.toml"
    assert save_value("theme", "greys", file) == file
    assert file.read_text() == 'theme = "greys"\n'
    link = tmp_path / "config.toml"
    link.symlink_to(file)
    save_value("theme", "undertow", link)
    assert link.is_symlink()
    assert file.read_text() == 'theme = "undertow"\n'


def test_it_says_why_it_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("theme = [")
    with pytest.raises(NotSaved, match="edit it by hand"):
        save_value("theme", "greys", file)
    assert file.read_text() == "theme = ["
    with pytest.raises(NotSaved, match="not saved"):
        save_value("theme", "greys", tmp_path / "config.toml" / "below")
