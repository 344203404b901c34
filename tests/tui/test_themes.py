from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from specui.resources import themes_dir
from specui.tui.inline import DEFAULT_STYLES, inline
from specui.tui.themes import (
    ANSI,
    COLOURS,
    DEFAULT_DARK,
    DEFAULT_LIGHT,
    STYLES,
    Theme,
    app_css_variables,
    load_themes,
    parse_theme,
    textual_theme,
)

SHIPPED = load_themes()
COLOURED = [theme for theme in SHIPPED.themes.values() if not theme.ansi]

SURFACES = ("background", "surface", "panel")
ROWS = ("cursor-row", "cursor-row-blurred")
SEMANTIC = ("error", "warning", "info", "ok")
READ = (
    "text",
    "muted",
    "faint",
    "accent",
    *SEMANTIC,
    "pane-title",
    "pane-title-blurred",
    "key-hint",
    "table-header",
)
TEXT_PAIRS = [
    *((ink, paper) for ink in READ for paper in SURFACES),
    *((ink, row) for ink in ("text", "muted", "accent", *SEMANTIC) for row in ROWS),
    ("cursor-row-text", "cursor-row"),
    ("cursor-row-blurred-text", "cursor-row-blurred"),
    ("tab-current", "tab-current-background"),
    ("code-foreground", "code-background"),
    ("text", "selection"),
    ("added", "added-background"),
    ("text", "added-background"),
    ("removed", "removed-background"),
    ("text", "removed-background"),
]
SIGN_PAIRS = [
    *(("pane-border-focused", paper) for paper in SURFACES),
    ("scrollbar", "scrollbar-background"),
    *(("faint", row) for row in ROWS),
]


def luminance(colour: str) -> float:
    """WCAG 2.1, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_what_is_shipped_is_sound() -> None:
    assert SHIPPED.error == ""
    assert set(SHIPPED.themes) >= {DEFAULT_DARK, DEFAULT_LIGHT, ANSI}
    assert [path.stem for path in sorted(themes_dir().glob("*.toml"))] == sorted(SHIPPED.themes)
    assert [SHIPPED.themes[name].dark for name in (DEFAULT_DARK, DEFAULT_LIGHT)] == [True, False]


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_text_can_be_read_and_signs_be_seen(theme: Theme) -> None:
    colours = theme.colours
    text = {f"{a} on {b}": round(contrast(colours[a], colours[b]), 2) for a, b in TEXT_PAIRS}
    signs = {f"{a} on {b}": round(contrast(colours[a], colours[b]), 2) for a, b in SIGN_PAIRS}
    print(theme.name, "least text", min(text.values()), "least sign", min(signs.values()))
    assert {pair: ratio for pair, ratio in text.items() if ratio < 4.5} == {}
    assert {pair: ratio for pair, ratio in signs.items() if ratio < 3} == {}


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_surfaces_are_barely_apart_and_levels_of_text_are_in_order(theme: Theme) -> None:
    colours = theme.colours
    assert max(contrast(colours[a], colours[b]) for a in SURFACES for b in SURFACES) < 1.3
    text, muted, faint = (contrast(colours[ink], colours["surface"]) for ink in ("text", "muted", "faint"))
    assert text > muted > faint
    assert len({colours[name] for name in ("accent", *SEMANTIC)}) == 5


class Preview(App[None]):
    CSS = "\n".join(
        [f"#x{number} {{ color: ${role}; }}" for number, role in enumerate(COLOURS)]
        + [f"#y{number} {{ background: ${role}; }}" for number, role in enumerate(COLOURS) if role != "text"]
        + [f"#z{number} {{ text-style: ${name}; }}" for number, name in enumerate(STYLES)]
    )

    def compose(self) -> ComposeResult:
        yield Static(inline("`code` **strong** [a](b) ~~c~~ <b>"))


@pytest.mark.parametrize("name", sorted(SHIPPED.themes))
async def test_textual_takes_it_and_every_role_reaches_the_css(name: str) -> None:
    theme = SHIPPED.themes[name]
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


async def test_the_defaults_let_a_theme_of_textual_be_chosen() -> None:
    class Own(Preview):
        def get_theme_variable_defaults(self) -> dict[str, str]:
            return app_css_variables(SHIPPED.themes[DEFAULT_DARK])

    app = Own()
    app.theme = "nord"
    async with app.run_test():
        assert app.theme_variables["tab-current"] == SHIPPED.themes[DEFAULT_DARK].colours["tab-current"]
        assert app.theme_variables["background"] == "#2E3440"


def test_inline_styles_use_only_roles() -> None:
    for theme in SHIPPED.themes.values():
        known = {"text-muted", *app_css_variables(theme)}
        for field in DEFAULT_STYLES.__dataclass_fields__:
            words = str(getattr(DEFAULT_STYLES, field)).split()
            assert {word[1:] for word in words if word.startswith("$")} <= known


def test_faults_are_told_all_at_once_with_their_lines(tmp_path: Path) -> None:
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
    loaded = load_themes(tmp_path)
    assert set(loaded.themes) == set(SHIPPED.themes)
    lines = source.splitlines()
    told = [(lines[problem.line - 1].partition(" ")[0], problem.reason) for problem in loaded.problems]
    assert told == [
        ("name", "`name` must be given, in small letters, digits and hyphens"),
        ("colour", "unknown key `colour`; known are name, dark, ansi, [colours] and [styles]"),
        ("dark", "`dark` must be true or false"),
        ("[colours]", "the colour `accent` is missing: the one colour that says: here"),
        ("[colours]", "the colour `ok` is missing: done, approved, shipped"),
        ("text", "`text` is 'grey'; it must be #rrggbb"),
        ("acent", "unknown key `acent` in [colours]"),
        ("tab-current-style", "`tab-current-style` is 'blink'; it must be words such as bold, reverse, underline, or none"),
    ]  # fmt: skip
    assert loaded.error.splitlines()[0] == f"{path}:2: {told[0][1]}"


@pytest.mark.parametrize(
    "source, line",
    [("name = \n", 1), ('a = 1\nb = "', 2), ("colours = 3", 1), ("", 1), ("[colours]\ntext = 3", 2)],
)
def test_what_is_no_theme_is_told(source: str, line: int) -> None:
    theme, problems = parse_theme(source, Path("x.toml"))
    assert theme is None
    assert line in {problem.line for problem in problems}


def test_a_theme_of_the_same_name_wins_and_a_missing_folder_is_empty(tmp_path: Path) -> None:
    source = (themes_dir() / "specui-dark.toml").read_text(encoding="utf-8")
    (tmp_path / "a.toml").write_text(source.replace("#14171b", "#000000"), encoding="utf-8")
    (tmp_path / "b.toml").write_bytes(b"\xff")
    loaded = load_themes(tmp_path / "none", tmp_path)
    assert loaded.themes[DEFAULT_DARK].colours["background"] == "#000000"
    assert [problem.path.name for problem in loaded.problems] == ["b.toml"]


def test_colours_are_known_before_textual_is_imported() -> None:
    code = (
        "import sys; from specui.tui.themes import load_themes; import specui.tui.text;"
        "load_themes(); assert not {'textual', 'rich'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
