"""The first frame as text: the panes of the workbench, a name, and the names of files. Pure.

The workbench draws the same again at the same places in the same colours; a test compares the two. Colours that only
Textual can compute (of a theme on a terminal with sixteen colours) are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from specui.markdown.file_suffix import label_of
from specui.tui.models.pane_layout import AUTOMATIC, LEAST, Sizes, grid, one_pane
from specui.tui.rendering.safe_text import fit, safe, width

STATUS, DONE = 11, 5
"""Cells that the tree reserves for a status, and for the counts."""
BESIDE = 4 + STATUS + DONE + 3
"""Cells beside a name: problems or a gap, status, counts, the scrollbar."""
BROAD = 48
"""Cells beside the longest name at most, so that status and counts stay near the names on a wide screen."""
SCANT = 12
"""With fewer cells than this for a name and its indent, the counts are left out."""
FOLDER = "specs"
"""The name of the folder in the breadcrumb line, if its own is too long."""
_ANSI = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_FLAGS = {"bold": "1", "dim": "2", "italic": "3", "underline": "4", "reverse": "7"}


class Ink:
    """The roles of a theme (`colours` and `styles` of its file) as escape sequences for this colour depth."""

    def __init__(self, roles: Mapping[str, str], depth: str, *, erases_in_colour: bool = True) -> None:
        self._roles = roles
        self._depth = depth
        self.erases_in_colour = erases_in_colour
        self.ansi = roles.get("background", "").startswith("ansi_")

    def __call__(self, look: str) -> str:
        """Return the sequence for `role flags on role`, as in `rendering/paint.py`."""
        text, _, behind = look.partition(" on ")
        codes = ["0"]
        for word in text.split():
            if word.endswith("-style"):
                codes += [_FLAGS[flag] for flag in self._roles.get(word, "").split() if flag in _FLAGS]
            else:
                codes += [_FLAGS[word]] if word in _FLAGS else self._colour(word, 30)
        return f"\x1b[{';'.join([*codes, *self._colour(behind, 40)])}m"

    def _colour(self, role: str, base: int) -> list[str]:
        value = self._roles.get(role, "")
        if self._depth == "none":
            return []
        if value.startswith("ansi_"):
            bright, name = value.startswith("ansi_bright_"), value.rpartition("_")[2]
            return [str(base + 60 * bright + _ANSI.index(name))] if name in _ANSI else []
        if len(value) != 7 or self._depth == "16":
            return []
        red, green, blue = (int(value[at : at + 2], 16) for at in (1, 3, 5))
        if self._depth == "256":
            return [str(base + 8), "5", str(nearest(red, green, blue))]
        return [str(base + 8), "2", str(red), str(green), str(blue)]


class Area(NamedTuple):
    """A rectangle of cells; not shown if it has no columns."""

    x: int = 0
    y: int = 0
    columns: int = 0
    rows: int = 0


class Room(NamedTuple):
    """The areas of the panes; `crumbs` says whether a breadcrumb line is above them."""

    crumbs: bool
    tree: Area
    section: Area
    problems: Area


class Row(NamedTuple):
    """A row of the tree."""

    depth: int
    label: str
    folder: bool


def ground(columns: int, rows: int, name: str, ink: Ink, *, beside: bool = False) -> str:
    """Return a screen of this size with only the name of the folder, to show while the folder is listed.

    `beside` says that only another pane than the tree will show, with the name in the breadcrumb line.
    """
    places = room(columns, rows, 0, lone=False)
    if places is None:
        return ""
    parts = _grounds(columns, rows, ink)
    if not beside:
        parts.append(_name(places, name, ink, lone=False))
    elif width(safe(name)) <= max(
        6, (columns - 34) // 4
    ):  # a longer one is cut by names that are not known yet
        parts.append(_at(2, 0, safe(name), ink("muted on background")))
    return "".join(parts)


def frame(
    columns: int,
    rows: int,
    name: str,
    ink: Ink,
    listed: Sequence[Row] | None,
    *,
    sizes: Sizes = AUTOMATIC,
    hidden: bool = False,
) -> str:
    """Return a screen of this size: the panes, a name, and as many rows of the tree as fit.

    `listed` are the rows; None for a single file with that name. `sizes` are the pane sizes that the user has set;
    `hidden` leaves the rows out. Returns "" for a screen that is too small.
    """
    longest = max((_indent(row) + width(safe(row.label)) for row in listed or ()), default=0)
    places = room(columns, rows, longest, lone=listed is None, sizes=sizes)
    if places is None:
        return ""
    parts = [*_grounds(columns, rows, ink), _fill(places.section, ink("text on surface"), ink)]
    if ink.ansi:
        parts += _borders(places, ink, lone=listed is None)
    parts.append(_name(places, name, ink, lone=listed is None))
    if places.problems.columns:
        x, y = places.problems[:2]
        parts.append(_at(x + ink.ansi + 1, y, "Problems", ink("pane-title-blurred on background")))
    parts += _tree(places, () if hidden else listed or (), longest, ink)
    return "".join(parts)


def room(columns: int, rows: int, longest: int, *, lone: bool, sizes: Sizes = AUTOMATIC) -> Room | None:
    """Return the areas of the panes above the message line and the footer; None for a screen that is too small."""
    if columns < LEAST[0] or rows < LEAST[1]:
        return None
    high = rows - 2
    if one_pane(columns, rows):
        pane = Area(0, 0 if lone else 1, columns, high - (not lone))
        return Room(not lone, *((Area(), pane) if lone else (pane, Area())), Area())
    shares = grid(columns, rows, tree=longest + BESIDE, problems=0, lone=lone, sizes=sizes)
    wide, low = shares.columns.split(), shares.rows.split()
    left = 0 if lone else int(wide[0])
    tree = Area(0, 0, left, high)
    if len(low) == 1:
        right = columns - int(wide[-1])
        return Room(False, tree, Area(left, 0, right - left, high), Area(right, 0, columns - right, high))
    top = high - int(low[1])
    return Room(False, tree, Area(left, 0, columns - left, top), Area(left, top, columns - left, high - top))


def rows_of(names: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of the tree for sorted file names: each folder, then its files."""
    open_folders: list[str] = []
    for name in names:
        *folders, base = name.split("/")
        same = 0
        for one, other in zip(open_folders, folders, strict=False):
            if one != other:
                break
            same += 1
        for depth in range(same, len(folders)):
            yield Row(depth, folders[depth], folder=True)
        open_folders = folders
        yield Row(len(folders), label_of(base), folder=False)


def nearest(red: int, green: int, blue: int) -> int:
    """Return the one of 256 colours that rich uses for this colour, so that it stays when rich draws it."""
    most, least = max(red, green, blue) / 255, min(red, green, blue) / 255
    light, spread = (most + least) / 2, most - least
    saturation = 0.0 if not spread else spread / (most + least if light <= 0.5 else 2 - most - least)
    if saturation < 0.15:
        grey = round(light * 25)
        return {0: 16, 25: 231}.get(grey, 231 + grey)
    six = [value / 95 if value < 95 else 1 + (value - 95) / 40 for value in (red, green, blue)]
    return 16 + 36 * round(six[0]) + 6 * round(six[1]) + round(six[2])


def _grounds(columns: int, rows: int, ink: Ink) -> list[str]:
    whole, keys = Area(0, 0, columns, rows), Area(0, rows - 1, columns, 1)
    return [_fill(whole, ink("text on background"), ink), _fill(keys, ink("muted on panel"), ink)]


def _name(places: Room, name: str, ink: Ink, *, lone: bool) -> str:
    name = safe(name)
    if lone:
        x, y, columns, _ = places.section
        return _at(x + 1, y, fit(name, max(4, columns - 2)), ink("pane-title pane-title-style on surface"))
    if places.crumbs:
        name = name if width(name) <= max(6, (places.tree.columns - 34) // 3) else FOLDER
        return _at(1, 0, f" {name} ", ink("tab-current tab-current-style on tab-current-background"))
    label = fit(name, places.tree.columns - 2)
    return _at(1, 0, label, ink("pane-title pane-title-style on background"))


def _tree(places: Room, listed: Sequence[Row], longest: int, ink: Ink) -> Iterator[str]:
    area = places.tree
    space = min(area.columns - 1, longest + BROAD)  # one is for the scrollbar
    done = DONE + 2 if space - STATUS - DONE - 3 >= SCANT else 1
    status = space - done - STATUS
    folder, file, waits = (
        ink("muted bold on background"),
        ink("text on background"),
        ink("faint on background"),
    )
    for y, row in zip(range(area.y + (not places.crumbs), area.y + area.rows), listed, strict=False):
        x = _indent(row)
        if row.folder:
            yield _at(x, y, fit(f"▾ {safe(row.label)}", max(4, status - 1 - x)), folder)
            continue
        label = fit(safe(row.label), max(4, status - 1 - x))
        yield _at(x, y, label, file)
        yield _at(max(status, x + width(label) + 1), y, "…", waits)


def _indent(row: Row) -> int:
    return 1 + 2 * row.depth


def _borders(places: Room, ink: Ink, *, lone: bool) -> Iterator[str]:
    for area, ground in ((places.section, "surface"), (places.problems, "background")):
        if area.columns and not places.crumbs and not (lone and area is places.section):
            for y in range(area.y, area.y + area.rows):
                yield _at(area.x, y, "▏", ink(f"pane-border on {ground}"))


def _fill(area: Area, look: str, ink: Ink) -> str:
    if not area.columns:
        return ""
    blank = f"\x1b[{area.columns}X" if ink.erases_in_colour else " " * area.columns
    return "".join(
        _at(area.x, y, blank, look if y == area.y else "") for y in range(area.y, area.y + area.rows)
    )


def _at(x: int, y: int, text: str, look: str) -> str:
    return f"{look}\x1b[{y + 1};{x + 1}H{text}"
