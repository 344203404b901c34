"""Measures of colours: contrast by WCAG, difference by CIEDE2000, and simulated colour blindness.

Colours are `#rrggbb`.
"""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from typing import TypeAlias

Triple: TypeAlias = tuple[float, float, float]

# Matrices for linear light. Machado, Oliveira, Fernandes: A physiologically-based model for simulation of color vision
# deficiency (2009), severity 1.0; Viénot, Brettel, Mollon: Digital video colourmaps for checking the legibility
# of displays by dichromats (1999), for sRGB.
SIMULATIONS: dict[str, tuple[Triple, Triple, Triple]] = {
    "protanopia, Machado": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia, Machado": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia, Viénot": (
        (0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0),
    ),
    "deuteranopia, Viénot": (
        (0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0),
    ),
}  # fmt: skip


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.1, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.1, 0 to 1."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(ground: str, ink: str, share: float) -> str:
    """Return `ink` blended over `ground` with an opacity from 0 to 1, as Textual does."""
    pairs = zip(_parts(ground), _parts(ink), strict=True)
    return _hex(tuple(under + (over - under) * share for under, over in pairs))


def simulated(colour: str, deficiency: str) -> str:
    """Return a colour as a person with one of SIMULATIONS sees it."""
    light = linear(colour)
    seen = (sum(f * part for f, part in zip(row, light, strict=True)) for row in SIMULATIONS[deficiency])
    return _hex(tuple(255 * _encoded(min(1.0, max(0.0, part))) for part in seen))


def difference(one: str, other: str) -> float:
    """Return the CIEDE2000 difference; about 1 is just visible side by side."""
    return lab_difference(lab(one), lab(other))


def lab_difference(one: Triple, other: Triple) -> float:
    """Return the CIEDE2000 difference of two L*a*b* colours, by Sharma, Wu, Dalal (2005), with all weights 1."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    stretch = 1 + (1 - sqrt(mean**7 / (mean**7 + 25**7))) / 2
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = degrees(atan2(b1, a1)) % 360, degrees(atan2(b2, a2)) % 360
    turn, middle = h2 - h1, h1 + h2
    if c1 * c2 == 0:
        turn = 0
    elif abs(turn) > 180:
        turn += -360 if turn > 0 else 360
        middle += 360 if middle < 360 else -360
    hue = middle / 2 if c1 * c2 else middle
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )
    dl = (l2 - l1) / (1 + 0.015 * (lightness - 50) ** 2 / sqrt(20 + (lightness - 50) ** 2))
    dc = (c2 - c1) / (1 + 0.045 * chroma)
    dh = 2 * sqrt(c1 * c2) * sin(radians(turn / 2)) / (1 + 0.015 * chroma * t)
    bend = -2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * sin(radians(60 * exp(-(((hue - 275) / 25) ** 2))))
    return sqrt(dl**2 + dc**2 + dh**2 + bend * dc * dh)


def lab(colour: str) -> Triple:
    """Return the L*a*b* values of an sRGB colour under D65."""
    red, green, blue = linear(colour)
    x = _cube((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
    y = _cube(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue)
    z = _cube((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def linear(colour: str) -> Triple:
    """Return the linear light of each channel, from 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (byte / 255 for byte in _parts(colour))
    )
    return red, green, blue


def _encoded(light: float) -> float:
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def _cube(part: float) -> float:
    return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in parts)
