from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from specui.workspace.config import settings as module
from specui.workspace.config.settings import SETTINGS, Settings, load_settings, read_settings

FILE = Path("config.toml")
EXAMPLE = Path(module.__file__).with_name("config.example.toml").read_text(encoding="utf-8")


def read(source: str) -> Settings:
    values, origins, faults = read_settings(source, FILE)
    return Settings(**values, origins=origins, faults=faults)


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    found = load_settings(tmp_path / "config.toml", {})
    assert found == Settings()
    assert found.file is None


def test_every_value_knows_where_it_came_from(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('# mine\ntheme = "greys"\neditor = "ed"\n\n[keys]\nset = "vim"\ntick = "x"\n')
    found = load_settings(file, {"NO_COLOR": "1", "EDITOR": "vi"}).with_flags(mouse=False, theme=None)
    assert (found.theme, found.editor, found.color, found.key_set, found.mouse) == (
        "greys",
        "ed",
        "never",
        "vim",
        False,
    )
    assert found.keys["tick"] == (("x",), 7)
    assert found.faults == ()
    assert found.origins == {
        "theme": f"{file}:2", "editor": f"{file}:3", "color": "NO_COLOR", "key_set": f"{file}:6",
        "keys.tick": f"{file}:7", "mouse": "--no-mouse",
    }  # fmt: skip


@pytest.mark.parametrize(
    "source, line, words",
    [
        ("theme = 3", 1, 'theme is 3; it must be a theme\'s name, or "auto"'),
        ('\nthmee = "x"', 2, "unknown setting “thmee”; did you mean “theme”?"),
        ("zzz = 1", 1, "unknown setting “zzz”; the settings are theme, "),
        ('mouse = "yes"', 1, 'mouse is "yes"; it must be true or false'),
        ("a = 1\nmouse = 1", 2, "mouse is 1"),
        ("ascii = 2", 1, 'it must be true, false or "auto"'),
        ('color = "red"', 1, 'it must be one of "auto"'),
        ("keys = 3", 1, "keys must be a table"),
        ('[keys]\nset = "vi"', 2, 'one of "default", "vim", "emacs", "plain"'),
        ("[keys]\n\ntick = [1]", 3, "it must be a list of keys"),
        ("theme = ", 1, "not TOML: Invalid value; the whole file is ignored"),
        ("theme = 'a'\n[keys", 2, "not TOML: "),
    ],
)
def test_a_fault_has_its_line_and_says_what_is_allowed(source: str, line: int, words: str) -> None:
    faults = [fault for fault in read(source).faults if words in fault.reason]
    assert [fault.line for fault in faults] == [line], read(source).faults


def test_what_is_right_holds_beside_what_is_wrong() -> None:
    found = read('mouse = false\ntheme = 1\nlean = true\n[keys]\ntick = ["x"]\nundo = 3\n')
    assert (found.mouse, found.theme, found.lean) == (False, "auto", True)
    assert [*found.keys] == ["tick"]
    assert [fault.line for fault in found.faults] == [2, 6]


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a = 1\n\xff"])
def test_bytes_that_are_no_text_are_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "config.toml").write_bytes(data)
    (fault,) = load_settings(tmp_path / "config.toml", {}).faults
    assert "not UTF-8" in fault.reason
    assert fault.line == data.count(b"\n", 0, data.index(b"\xff")) + 1


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.toml").mkdir()
    (fault,) = load_settings(tmp_path / "config.toml", {}).faults
    assert "not a file" in fault.reason


@given(
    st.text()
    | st.sampled_from(["[keys]\n", "keys = ", "theme"]).flatmap(lambda head: st.text().map(head.__add__))
)
def test_no_text_raises(source: str) -> None:
    for fault in read(source).faults:
        assert 1 <= fault.line <= source.count("\n") + 1
        assert fault.reason


def test_the_example_is_sound_and_names_every_setting() -> None:
    assert read(EXAMPLE).faults == ()
    uncommented = "\n".join(
        line[2:]
        if line.startswith("# ") and " = " in line and line[2:].partition(" = ")[0].replace("-", "").isalpha()
        else line
        for line in EXAMPLE.split("\n")
    )
    assert read(uncommented).faults == ()
    data = tomllib.loads(uncommented)
    assert {*data, *(f"keys.{key}" for key in data["keys"])} >= {*SETTINGS}
    for name, field in SETTINGS.items():
        if name != "editor":
            value = getattr(Settings(), field)
            shown = data["keys"]["set"] if name == "keys.set" else data[name]
            assert shown == ("auto" if value is None else value), name
