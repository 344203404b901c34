from __future__ import annotations

import pytest

from tests.support.colour_measures import (
    SIMULATIONS,
    Triple,
    contrast,
    difference,
    lab,
    lab_difference,
    mixed,
    simulated,
)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


# From the test data of Sharma, Wu, Dalal: one pair for each branch of the formula.
@pytest.mark.parametrize(
    "one, other, expected",
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_difference_is_measured_as_the_cie_does(one: Triple, other: Triple, expected: float) -> None:
    assert lab_difference(one, other) == pytest.approx(expected, abs=0.00005)
    assert lab_difference(other, one) == pytest.approx(expected, abs=0.00005)


def test_lab_of_known_colours() -> None:
    assert lab("#ffffff") == pytest.approx((100, 0, 0), abs=0.01)
    assert lab("#ff0000") == pytest.approx((53.24, 80.09, 67.20), abs=0.01)
    assert difference("#808080", "#808080") == 0


@pytest.mark.parametrize("deficiency", SIMULATIONS)
def test_colour_blindness_keeps_greys_and_merges_red_and_green(deficiency: str) -> None:
    for grey in ("#000000", "#777777", "#ffffff"):
        assert simulated(grey, deficiency) == grey
    assert difference("#b3484d", "#567a35") > 40
    assert difference(*(simulated(colour, deficiency) for colour in ("#b3484d", "#567a35"))) < 20
    assert difference(*(simulated(colour, deficiency) for colour in ("#e08a3c", "#4c8ee0"))) > 40


def test_blending_with_an_opacity() -> None:
    assert mixed("#000000", "#ffffff", 0.05) == "#0d0d0d"
