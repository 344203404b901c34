"""Signs that take more cells in ASCII."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from specui.tui.rendering.ascii_fallback import boxes, draw_with, key_label


@pytest.fixture
def _letters() -> Iterator[None]:
    draw_with("ascii")
    yield
    draw_with("all")


def test_signs_stay_if_the_terminal_has_them() -> None:
    assert boxes() == ("☐", "☑")
    assert key_label("←→") == "←→"


@pytest.mark.usefixtures("_letters")
def test_boxes_are_brackets_and_arrows_are_words() -> None:
    assert boxes() == ("[ ]", "[x]")
    assert [key_label(keys) for keys in ("←→", "↑", "PgUp", "<")] == ["left right", "up", "PgUp", "<"]
