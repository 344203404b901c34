from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from specui.tui.commands.key_names import BadKey, key_name, key_of


@pytest.mark.parametrize(
    "written, key",
    [
        ("x", "x"), ("G", "G"), ("+", "+"), ("-", "-"), (",", ","), (" ", "space"), ("Esc", "escape"), ("PgUp", "pageup"),
        ("ctrl+x", "ctrl+x"), ("Ctrl-X", "ctrl+x"), ("C-x", "ctrl+x"), ("^x", "ctrl+x"), ("M-v", "alt+v"),
        ("alt+left", "alt+left"), ("shift+tab", "shift+tab"), ("shift+x", "X"), ("F2", "f2"), ("S-f3", "shift+f3"),
        ("ctrl+_", "ctrl+underscore"), ("ctrl+alt+left", "alt+ctrl+left"), ("alt+X", "alt+shift+x"), ("return", "enter"),
        ("↑", "up"), ("alt+←", "alt+left"),
    ],
)  # fmt: skip
def test_keys_are_understood_as_people_write_them(written: str, key: str) -> None:
    assert key_of(written) == key


@pytest.mark.parametrize(
    "written, words",
    [
        ("ctrl+i", "cannot tell ctrl+i from tab"),
        ("C-m", "cannot tell C-m from enter"),
        ("ctrl+h", "from backspace"),
        ("ctrl+shift+x", "leave out shift"),
        ("ctrl+alt+x", "leave out alt"),
        ("ctrl+1", "terminals cannot send ctrl+1"),
        ("alt+<", "cannot tell alt+< from <"),
        ("pagedwn", "did you mean pagedown?"),
        ("ctrl+entr", "did you mean ctrl+enter?"),
        ("gg", "unknown key gg"),
        ("", "the key has no name"),
        ("\x1b", "the key has no name"),
    ],
)
def test_what_no_terminal_sends_is_told(written: str, words: str) -> None:
    with pytest.raises(BadKey) as told:
        key_of(written)
    assert words in str(told.value)


@given(
    st.text(max_size=12)
    | st.lists(st.sampled_from(["ctrl+", "C-", "alt+", "shift+", "x", "f1", "-", "+"])).map("".join)
)
def test_any_text_is_a_key_or_told(written: str) -> None:
    try:
        key = key_of(written)
    except BadKey:
        return
    assert key_of(key) == key
    assert key_of(key_name(key)) == key, "what the screen shows can be written in config.toml"


def test_keys_are_shown_short() -> None:
    assert [key_name(key) for key in ("up", "f2", "ctrl+underscore", "shift+f3", "escape", "+", "G")] == [
        "↑", "F2", "ctrl+_", "shift+F3", "esc", "+", "G",
    ]  # fmt: skip
