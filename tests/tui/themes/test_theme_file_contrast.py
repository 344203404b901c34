"""The contrast of the shipped themes: each text colour on each of its backgrounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

import pytest
from rich.color import Color, ColorSystem

from specui.tui.themes.theme_file import COLOURS, Theme, shipped_names, shipped_theme
from tests.support.colour_measures import SIMULATIONS, contrast, difference, luminance, mixed, simulated

THEMES = {name: shipped_theme(name) for name in shipped_names()}
COLOURED = [theme for theme in THEMES.values() if not theme.ansi]
TERMINALS = [theme for theme in THEMES.values() if theme.ansi]
COLOUR_BLIND = [theme for theme in COLOURED if theme.name.startswith("blue-orange")]

PANES = ("background", "surface", "panel")
ROWS = ("cursor-row", "cursor-row-blurred")
DIFFS = ("added-background", "removed-background")
TOLD = ("error", "warning", "info", "ok")
# Textual lays a share of the text's colour over the line that is written and over an input.
WRITTEN = {"written line": "surface", "input": "panel"}

GROUNDS: Mapping[str, tuple[str, ...]] = {
    "text": (*PANES, *ROWS, *DIFFS, *WRITTEN, "selection", "code-background"),
    "muted": (*PANES, *ROWS, "written line", "code-background"),
    "faint": (*PANES, *ROWS, *DIFFS, "input"),
    "accent": (*PANES, *ROWS, "written line"),
    **dict.fromkeys(TOLD, (*PANES, *ROWS)),
    "pane-title": PANES,
    "pane-title-blurred": PANES,
    "key-hint": PANES,
    "table-header": (*PANES, *ROWS),
    "code-foreground": (*PANES, *ROWS, "code-background"),
    "added": (*PANES, "added-background"),
    "removed": (*PANES, "removed-background"),
    "tab-current": ("tab-current-background",),
    "cursor-row-text": ("cursor-row",),
    "cursor-row-blurred-text": ("cursor-row-blurred",),
}
"""Roles of text, and their backgrounds."""

SIGNS: Mapping[str, tuple[str, ...]] = {
    "pane-border-focused": PANES,
    "scrollbar": ("scrollbar-background",),
    "accent": ("scrollbar-background",),
}
LINES = {"table-rule", "pane-border"}
"""Roles that only separate."""

APART: Mapping[tuple[str, str], float] = {
    **dict.fromkeys(combinations(PANES, 2), 1.4),
    **{("cursor-row", pane): 6.0 for pane in PANES},
    ("cursor-row-blurred", "background"): 3.0,
    ("cursor-row-blurred", "surface"): 4.0,
    ("cursor-row", "cursor-row-blurred"): 5.0,
    ("selection", "surface"): 8.0,
    ("selection", "written line"): 8.0,
    ("selection", "panel"): 8.0,
    ("code-background", "surface"): 3.0,
    ("written line", "surface"): 1.0,
    ("added-background", "panel"): 5.0,
    ("removed-background", "panel"): 5.0,
    ("added-background", "removed-background"): 10.0,
    ("scrollbar", "scrollbar-background"): 10.0,
}
"""Colours side by side, and the least CIEDE2000 between them."""

# The palettes of the Linux console and of xterm, ansi_black to ansi_bright_white.
PALETTES = {
    "linux": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa"
    " 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5"
    " 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
}
_NAMES = "black red green yellow blue magenta cyan white".split()
ANSI_NAMES = [f"ansi_{name}" for name in _NAMES] + [f"ansi_bright_{name}" for name in _NAMES]


def painted(theme: Theme) -> dict[str, str]:
    """Return its colours, and those that Textual derives from them."""
    colours = dict(theme.colours)
    return colours | {name: mixed(colours[pane], colours["text"], 0.05) for name, pane in WRITTEN.items()}


def in_256(colours: Mapping[str, str]) -> dict[str, str]:
    """Return the colours as sent to a terminal with 256."""
    downgraded = {k: Color.parse(v).downgrade(ColorSystem.EIGHT_BIT) for k, v in colours.items()}
    return {k: v.get_truecolor().hex for k, v in downgraded.items()}


def ratios(colours: Mapping[str, str], pairs: Mapping[str, Iterable[str]]) -> dict[str, float]:
    return {
        f"{ink} on {ground}": round(contrast(colours[ink], colours[ground]), 2)
        for ink, grounds in pairs.items()
        for ground in grounds
    }


def below(found: Mapping[str, float], least: float) -> dict[str, float]:
    return {what: value for what, value in found.items() if value < least}


def least(theme: Theme) -> float:
    return 7.0 if theme.name.startswith("high-contrast") else 4.5


def name(theme: Theme) -> str:
    return theme.name


def test_every_role_is_measured() -> None:
    grounds = {ground for pairs in (GROUNDS, SIGNS) for found in pairs.values() for ground in found}
    assert {*GROUNDS, *SIGNS, *LINES, *grounds} - set(WRITTEN) == set(COLOURS)


@pytest.mark.parametrize("theme", COLOURED, ids=name)
def test_text_and_signs_have_enough_contrast(theme: Theme) -> None:
    colours = painted(theme)
    text, signs = ratios(colours, GROUNDS), ratios(colours, SIGNS)
    print(f"{theme.name}: text {min(text.values())}, signs {min(signs.values())}")
    assert below(text, least(theme)) == {}
    assert below(signs, 3) == {}
    lines = ratios(colours, dict.fromkeys(LINES, ("background", "surface")))
    assert below(lines, 3 if least(theme) > 4.5 else 1.25) == {}


@pytest.mark.parametrize("theme", COLOURED, ids=name)
def test_text_has_enough_contrast_with_256_colours(theme: Theme) -> None:
    """SSH drops COLORTERM. The 256 colours are coarse, dark ones above all."""
    colours = in_256(painted(theme))
    text = ratios(colours, GROUNDS)
    print(f"{theme.name}: text {min(text.values())}")
    assert below(text, 5.5 if least(theme) > 4.5 else 4.0) == {}
    for row, others in {
        "cursor-row": (*PANES, "cursor-row-blurred"),
        "cursor-row-blurred": ("background", "surface"),
    }.items():
        assert colours[row] not in {colours[other] for other in others}, row


@pytest.mark.parametrize("theme", COLOURED, ids=name)
def test_colours_side_by_side_differ(theme: Theme) -> None:
    colours = painted(theme)
    found = {pair: round(difference(colours[pair[0]], colours[pair[1]]), 1) for pair in APART}
    assert {pair: (d, APART[pair]) for pair, d in found.items() if d < APART[pair]} == {}
    reversed_ = "reverse" in theme.styles["tab-current-style"]
    tab = colours["tab-current" if reversed_ else "tab-current-background"]
    assert min(difference(tab, colours[pane]) for pane in ("background", "surface")) > 8


@pytest.mark.parametrize("theme", COLOURED, ids=name)
def test_surfaces_differ_little_and_levels_of_text_are_in_order(theme: Theme) -> None:
    colours = theme.colours
    assert (luminance(colours["background"]) < 0.1) is theme.dark
    assert max(contrast(colours[a], colours[b]) for a, b in combinations(PANES, 2)) < 1.3
    text, muted, faint = (contrast(colours[ink], colours["surface"]) for ink in ("text", "muted", "faint"))
    assert text > muted > faint
    assert len({colours[role] for role in ("accent", *TOLD)}) == 5


@pytest.mark.parametrize("eyes", [None, *SIMULATIONS])
@pytest.mark.parametrize("theme", COLOUR_BLIND, ids=name)
def test_signs_differ_for_colour_blind_readers(theme: Theme, eyes: str | None) -> None:
    seen = {
        role: simulated(colour, eyes) if eyes else colour
        for role, colour in theme.colours.items()
    }  # fmt: skip
    told = {pair: round(difference(seen[pair[0]], seen[pair[1]]), 1) for pair in combinations(TOLD, 2)}
    print(theme.name, eyes, min(told.values()))
    assert {pair: d for pair, d in told.items() if d < 11} == {}
    assert min(difference(seen["accent"], seen[role]) for role in TOLD) > 6.5
    assert difference(seen["added"], seen["removed"]) > 15
    assert difference(seen["added-background"], seen["removed-background"]) > 15


def test_other_colours_fail_for_colour_blind_readers() -> None:
    colours = THEMES["specui-dark"].colours
    seen = [simulated(colours[role], "deuteranopia, Machado") for role in ("error", "ok")]
    assert difference(*seen) < 5


def test_greys_are_grey_and_urgent_signs_are_bright() -> None:
    theme = THEMES["greys"]
    assert {
        colour for colour in theme.colours.values() if len({colour[1:3], colour[3:5], colour[5:7]}) > 1
    } == set()
    light = [luminance(theme.colours[role]) for role in TOLD]
    assert light == sorted(light, reverse=True)
    assert theme.styles["cursor-row-style"] == "bold"
    assert "reverse" in theme.styles["tab-current-style"]


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("theme", TERMINALS, ids=name)
def test_text_has_enough_contrast_in_terminal_colours(theme: Theme, palette: str) -> None:
    """The background is the black of the palette: the default background is unknown."""
    values = dict(zip(ANSI_NAMES, (f"#{value}" for value in PALETTES[palette].split()), strict=True))
    colours = {role: values[colour] for role, colour in theme.colours.items()}
    grounds = {ink: [g for g in found if g not in WRITTEN] for ink, found in GROUNDS.items()}
    text = ratios(colours, grounds)
    print(f"{theme.name} on {palette}: text {min(text.values())}")
    assert below(text, 4.5) == {}
    assert below(ratios(colours, SIGNS), 3) == {}


@pytest.mark.parametrize("theme", TERMINALS, ids=name)
def test_without_colours_rows_and_tabs_are_still_marked(theme: Theme) -> None:
    styles = theme.styles
    assert {"none"}.isdisjoint(styles.values())
    assert styles["cursor-row-style"] != styles["cursor-row-blurred-style"]
    # Not bright black: some palettes use it as the background.
    assert {"ansi_bright_black", "ansi_default"}.isdisjoint(theme.colours.values())
