from __future__ import annotations

from pathlib import Path

import pytest

from specui.terminal.colours import ANSI, DEFAULT_DARK, Colours
from specui.tui.themes.theme_choice import choose_theme, theme_roles
from specui.workspace.config.settings import Settings

ALL, SIXTEEN, NONE = Colours("truecolor"), Colours("16"), Colours("none")
FLAG = Settings().with_flags(theme="lamplight")


@pytest.mark.parametrize(
    "settings, colours, environ, name, told",
    [
        (Settings(), ALL, {}, DEFAULT_DARK, ""),
        (Settings(), ALL, {"COLORFGBG": "0;15"}, "specui-light", ""),
        (Settings(), ALL, {"COLORFGBG": "15;0"}, DEFAULT_DARK, ""),
        (Settings(theme_light="letterpress"), ALL, {"COLORFGBG": "0;default;15"}, "letterpress", ""),
        (Settings(theme="greys"), ALL, {"COLORFGBG": "0;15"}, "greys", ""),
        (Settings(), SIXTEEN, {}, ANSI, ""),
        (Settings(theme="greys"), NONE, {}, ANSI, ""),
        (FLAG, ALL, {}, "lamplight", ""),
        (FLAG, SIXTEEN, {}, ANSI, "needs 256 colours"),
        (FLAG, NONE, {}, ANSI, "switched off here"),
        (Settings().with_flags(theme="dusk"), ALL, {}, DEFAULT_DARK, "Theme not found: dusk"),
        (Settings(theme="dusk", origins={"theme": "c:3"}), SIXTEEN, {}, ANSI, "Theme not found: dusk (c:3)"),
        (Settings(theme=ANSI), ALL, {}, ANSI, ""),
    ],
)
def test_the_theme_fits_the_terminal(
    settings: Settings, colours: Colours, environ: dict[str, str], name: str, told: str
) -> None:
    chosen = choose_theme(settings, colours, None, environ)
    assert chosen.name == name
    assert told in chosen.remark
    assert bool(told) == bool(chosen.remark)


def test_a_users_theme_is_found_by_its_name_in_any_file(tmp_path: Path) -> None:
    assert theme_roles("mine", tmp_path / "none") == {}
    (tmp_path / "other.toml").write_text("name='mine'\nbackground='#000000' # night\n")
    assert theme_roles("mine", tmp_path) == {"name": "mine", "background": "#000000"}
    assert theme_roles("other", tmp_path) == {}
    assert theme_roles("specui-dark", tmp_path)["name"] == "specui-dark"
    (tmp_path / "specui-dark.toml").write_text('name = "specui-dark"\naccent = "#ffffff"\n')
    assert theme_roles("specui-dark", tmp_path)["accent"] == "#ffffff"
