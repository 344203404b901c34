from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st
from textual.app import App, ComposeResult
from textual.widgets import Input, Static, TextArea

from specui.resources import themes_dir
from specui.tui.rendering.inline_markdown import DEFAULT_STYLES, inline
from specui.tui.themes.theme_file import (
    ANSI,
    COLOURS,
    DEFAULT_DARK,
    DEFAULT_LIGHT,
    STYLES,
    app_css_variables,
    load_folder,
    parse_theme,
    shipped_names,
    shipped_theme,
    textual_theme,
)
from specui.tui.themes.theme_store import ThemeStore

SHIPPED = {name: shipped_theme(name) for name in shipped_names()}


def test_all_shipped_themes_are_valid() -> None:
    assert set(SHIPPED) >= {DEFAULT_DARK, DEFAULT_LIGHT, ANSI}
    assert [path.stem for path in sorted(themes_dir().glob("*.toml"))] == sorted(SHIPPED)
    assert [SHIPPED[name].dark for name in (DEFAULT_DARK, DEFAULT_LIGHT)] == [True, False]


class Preview(App[None]):
    CSS = "\n".join(
        [f"#x{number} {{ color: ${role}; }}" for number, role in enumerate(COLOURS)]
        + [f"#y{number} {{ background: ${role}; }}" for number, role in enumerate(COLOURS) if role != "text"]
        + [f"#z{number} {{ text-style: ${name}; }}" for number, name in enumerate(STYLES)]
    )

    def compose(self) -> ComposeResult:
        yield Static(inline("`code` **strong** [a](b) ~~c~~ <b>"))


@pytest.mark.parametrize("name", sorted(SHIPPED))
async def test_every_role_reaches_the_css_of_textual(name: str) -> None:
    theme = SHIPPED[name]
    app = Preview()
    app.register_theme(textual_theme(theme))
    app.theme = name
    async with app.run_test():
        for role, value in {**theme.colours, **theme.styles}.items():
            assert app.theme_variables[role].lower() == value, role
        assert app.theme_variables["text-muted"] == theme.colours["muted"]
        code = next(iter(app.query_one(Static).render_line(0)))
        assert code.text == "code"
        assert code.style is not None
        assert code.style.bgcolor is not None
        if not theme.ansi:
            assert code.style.bgcolor.name == theme.colours["code-background"]


class Writing(App[None]):
    CSS = "#line { background: $panel; color: $text; } #lines { background: $surface; }"

    def compose(self) -> ComposeResult:
        yield Input(id="line")
        yield TextArea(id="lines")


@pytest.mark.parametrize("name", sorted(SHIPPED))
async def test_the_text_cursor_shows_with_colours_and_without(name: str) -> None:
    app = Writing()
    app.register_theme(textual_theme(SHIPPED[name]))
    app.theme = name
    async with app.run_test():
        for kind, part in ((Input, "input--cursor"), (TextArea, "text-area--cursor")):
            widget = app.query_one(kind)
            ground = widget.rich_style.bgcolor
            style = widget.get_component_rich_style(part)
            ink, behind = (style.bgcolor, style.color) if style.reverse else (style.color, style.bgcolor)
            assert behind not in (ink, ground), kind
            if SHIPPED[name].ansi:
                assert style.reverse or style.underline, kind


async def test_a_theme_of_textual_works_with_the_defaults() -> None:
    class Own(Preview):
        def get_theme_variable_defaults(self) -> dict[str, str]:
            return app_css_variables(SHIPPED[DEFAULT_DARK])

    app = Own()
    app.theme = "nord"
    async with app.run_test():
        assert app.theme_variables["tab-current"] == SHIPPED[DEFAULT_DARK].colours["tab-current"]
        assert app.theme_variables["background"] == "#2E3440"


def test_inline_styles_use_only_roles() -> None:
    for theme in SHIPPED.values():
        known = {"text-muted", *app_css_variables(theme)}
        for field in DEFAULT_STYLES.__dataclass_fields__:
            words = str(getattr(DEFAULT_STYLES, field)).split()
            assert {word[1:] for word in words if word.startswith("$")} <= known


def test_all_faults_are_reported_with_their_lines(tmp_path: Path) -> None:
    source = (themes_dir() / "specui-dark.toml").read_text(encoding="utf-8")
    source = (
        source.replace('name = "specui-dark"', 'name = "My Theme"\ncolour = 1')
        .replace('\ntext = "#d9dde3"', '\ntext = "grey"')
        .replace('ok = "#86c08f"', "")
        .replace('accent = "#93b0ee"', 'acent = "#93b0ee"')
        .replace('tab-current-style = "bold"', 'tab-current-style = "blink"')
        .replace("dark = true", 'dark = "yes"')
    )
    path = tmp_path / "mine.toml"
    path.write_text(source, encoding="utf-8")
    loaded = load_folder(tmp_path)
    assert not loaded.themes
    lines = source.splitlines()
    told = [(lines[problem.line - 1].partition(" ")[0], problem.reason) for problem in loaded.problems]
    assert told == [
        ("name", "`name` is required: lowercase letters, digits and hyphens"),
        ("colour", "unknown key `colour`; known are name, about, dark, ansi, [colours] and [styles]"),
        ("dark", "`dark` must be true or false"),
        ("[colours]", "missing colour `accent`: where the user is"),
        ("[colours]", "missing colour `ok`: done, approved, shipped"),
        ("text", "`text` is 'grey'; it must be #rrggbb"),
        ("acent", "unknown key `acent` in [colours]"),
        ("tab-current-style", "`tab-current-style` is 'blink'; it must be words such as bold, reverse, underline, or none"),
    ]  # fmt: skip
    assert str(loaded.problems[0]) == f"{path}:2: {told[0][1]}"


@pytest.mark.parametrize(
    "source, line",
    [("name = \n", 1), ('a = 1\nb = "', 2), ("colours = 3", 1), ("", 1), ("[colours]\ntext = 3", 2)],
)
def test_a_file_that_is_no_theme_is_reported(source: str, line: int) -> None:
    theme, problems = parse_theme(source, Path("x.toml"))
    assert theme is None
    assert line in {problem.line for problem in problems}


def test_a_theme_of_the_same_name_wins_and_a_missing_folder_is_empty(tmp_path: Path) -> None:
    assert load_folder(tmp_path / "none") == ({}, ())
    source = (themes_dir() / "specui-dark.toml").read_text(encoding="utf-8")
    (tmp_path / "a.toml").write_text(source.replace("#14171b", "#000000"), encoding="utf-8")
    store = ThemeStore(tmp_path)
    store.read()
    found = store.find(DEFAULT_DARK)
    assert found is not None and found.colours["background"] == "#000000"


def test_faults_of_several_files_are_one_text_and_other_themes_load(tmp_path: Path) -> None:
    source = (themes_dir() / "specui-dark.toml").read_text(encoding="utf-8")
    first = source.replace("specui-dark", "first")
    (tmp_path / "a-bom.toml").write_text(first, encoding="utf-8-sig")
    (tmp_path / "b-crlf.toml").write_bytes(
        source.replace("specui-dark", "second").replace("\n", "\r\n").encode()
    )
    (tmp_path / "c-colour.toml").write_text(
        first.replace("# Calm", "# \u2028Calm").replace('error = "#ec8f92"', 'error = "red"'),
        encoding="utf-8",
    )
    (tmp_path / "d-latin.toml").write_bytes(b'name = "x"\n# caf\xe9\n')
    (tmp_path / "e-folder.toml").mkdir()
    os.mkfifo(tmp_path / "f-pipe.toml")
    (tmp_path / "g-gone.toml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "h-open.toml").write_text('name = "x"\ndark = true\n[colours\n', encoding="utf-8")
    (tmp_path / "i-twice.toml").write_text('name = "x"\nname = "y"\n', encoding="utf-8")
    loaded = load_folder(tmp_path)
    assert set(loaded.themes) == {"first", "second"}
    line = source[: source.index('error = "')].count("\n") + 1
    assert [*map(str, loaded.problems)] == [
        f"{tmp_path / 'c-colour.toml'}:{line}: `error` is 'red'; it must be #rrggbb",
        f"{tmp_path / 'd-latin.toml'}:2: not UTF-8, which TOML must be",
        f"{tmp_path / 'e-folder.toml'}:1: cannot be read: not a file",
        f"{tmp_path / 'f-pipe.toml'}:1: cannot be read: not a file",
        f"{tmp_path / 'g-gone.toml'}:1: cannot be read: No such file or directory",
        f"{tmp_path / 'h-open.toml'}:3: not TOML: Expected ']' at the end of a table declaration",
        f"{tmp_path / 'i-twice.toml'}:2: not TOML: Cannot overwrite a value",
    ]


@given(st.text() | st.text(alphabet="=[]{}\"'.,\n# -0123456789abct_", max_size=60))
@example("a = " + "9" * 5000)
@example("a = " + "[" * 5000)
@example("a = 2026-13-45")
def test_any_text_is_read_without_an_exception(source: str) -> None:
    theme, problems = parse_theme(source, Path("x.toml"))
    assert theme is None
    assert problems
    assert all(1 <= problem.line <= source.count("\n") + 1 and problem.reason for problem in problems)


def test_colours_are_known_before_textual_is_imported() -> None:
    code = (
        "import sys; from specui.tui.themes.theme_file import shipped_theme; import specui.tui.rendering.safe_text;"
        "shipped_theme('specui-dark'); assert not {'textual', 'rich'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_theme_describes_itself_in_one_line() -> None:
    for theme in SHIPPED.values():
        assert 10 < len(theme.about) < 80, theme.name
        assert theme.path.stem == theme.name


def test_the_store_keeps_the_last_valid_version_of_a_theme(tmp_path: Path) -> None:
    source = (themes_dir() / "undertow.toml").read_text(encoding="utf-8")
    mine = source.replace('"undertow"', '"mine"')
    store = ThemeStore(tmp_path)
    (tmp_path / "mine.toml").write_text(mine, encoding="utf-8")
    store.read()
    assert store.is_own("mine") and store.find("mine") is not None
    assert store.names == sorted({*SHIPPED, "mine"})
    (tmp_path / "mine.toml").write_text(mine.replace("dark = true", "dark = 3"), encoding="utf-8")
    store.read()
    assert [problem.reason for problem in store.problems] == ["`dark` must be true or false"]
    assert store.find("mine") is not None
    (tmp_path / "mine.toml").unlink()
    store.read()
    assert store.find("mine") is None
    assert store.problems == ()
