"""Leave out of Textual what a headless app does for nobody.

No terminal receives its picture: the widgets draw the lines that changed, but these are not put together to the
picture. The screen is drawn when the app is at rest (`quick_pilot.py`), and not sixty times a second. A test that looks
at the whole screen asks for it. And the style sheets of all apps of a process are parsed once.
"""

from __future__ import annotations

from functools import cache

import textual.screen
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual._context import active_app
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

_PERIOD = 0.5
"""Seconds after which the screen is drawn although the app is not at rest."""

_render_full_update, _render_partial_update = Compositor.render_full_update, Compositor.render_partial_update
_parse_rules = Stylesheet._parse_rules
_parsed: dict[tuple[object, ...], list[RuleSet]] = {}


def draw_less() -> None:
    """Let all headless apps of this process draw so."""
    textual.screen.UPDATE_PERIOD = _PERIOD  # type: ignore[misc]
    Compositor.render_full_update = _draw_all  # type: ignore[assignment, method-assign]
    Compositor.render_partial_update = _draw_changed  # type: ignore[method-assign]
    Stylesheet._parse_rules = _parse_once  # type: ignore[method-assign]


def _draw_all(self: Compositor, simplify: bool = False) -> LayoutUpdate | None:
    """Draw all widgets; return nothing to display if nobody sees it."""
    if simplify or not active_app.get().is_headless:  # simplified, it is a picture that was asked for
        return _render_full_update(self, simplify)
    self._dirty_regions.clear()
    _draw(self, [self.size.region])
    return None


def _draw_changed(self: Compositor) -> ChopsUpdate | None:
    """Draw the lines of widgets that changed; return nothing to display if nobody sees it."""
    if not active_app.get().is_headless:
        return _render_partial_update(self)
    changed = set(self._dirty_regions)
    self._dirty_regions.clear()
    _draw(self, [one for one in changed if not any(o != one and o.contains_region(one) for o in changed)])
    return None


def _draw(compositor: Compositor, regions: list[Region]) -> None:
    for widget, (region, clip) in list(compositor.visible_widgets.items()):
        if _is_blank(type(widget)):
            continue
        seen = clip.intersection(region)
        for part in regions:
            if lines := part.intersection(seen):
                widget.render_lines(Region(0, lines.y - region.y, region.width, lines.height))


@cache
def _is_blank(kind: type[Widget]) -> bool:
    """Whether all that such a widget draws is its background and its border."""
    return all(
        getattr(kind, name) in {getattr(Widget, name), getattr(Screen, name)}
        for name in ("render", "render_line", "render_lines")
    )


def _parse_once(
    self: Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    """Parse a style sheet that no app of this process has parsed with the same variables."""
    key = (css, read_from, is_default_rules, tie_breaker, scope, frozenset(self._variables.items()))
    if key not in _parsed:
        _parsed[key] = _parse_rules(self, css, read_from, is_default_rules, tie_breaker, scope)
    return _parsed[key]
