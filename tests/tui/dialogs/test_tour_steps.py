from __future__ import annotations

from hypothesis import given, strategies as st

from specui.tui.commands import COMMANDS, keymap, use
from specui.tui.dialogs.tour_steps import WIDTH, Area, placement, steps

WORDS_A_MINUTE = 240


def test_the_tour_takes_less_than_a_minute() -> None:
    for demo in (True, False):
        words = " ".join(text for step in steps(demo=demo) for text in (step.title, *step.text)).split()
        assert 5 <= len(steps(demo=demo)) <= 7
        assert len(words) < WORDS_A_MINUTE


def test_the_tour_names_the_users_keys() -> None:
    plain = " ".join(text for step in steps(demo=True) for text in step.text)
    assert "u undoes" in plain and ": finds any command" in plain
    use(keymap(COMMANDS, "plain"))
    try:
        changed = " ".join(text for step in steps(demo=True) for text in step.text)
    finally:
        use(keymap(COMMANDS))
    assert "ctrl+z undoes" in changed
    assert "u undoes" not in changed


@given(
    st.integers(30, WIDTH), st.integers(6, 12), st.integers(40, 200), st.integers(14, 60),
    st.tuples(*[st.floats(0, 1)] * 4),
)  # fmt: skip
def test_a_card_is_on_the_screen_and_beside_its_target_if_there_is_room(
    width: int, height: int, columns: int, rows: int, shares: tuple[float, float, float, float]
) -> None:
    x, y = int(shares[0] * (columns - 1)), int(shares[1] * (rows - 1))
    target = Area(x, y, max(1, int(shares[2] * (columns - x))), max(1, int(shares[3] * (rows - y))))
    found = placement((width, height), target, (columns, rows))
    assert 0 <= found.x <= columns - width or width > columns
    assert 0 <= found.y <= rows - height
    apart = (
        found.x >= target.x + target.width or found.x + width <= target.x
        or found.y >= target.y + target.height or found.y + height <= target.y
    )  # fmt: skip
    room = (
        columns - target.x - target.width >= width or target.x >= width
        or rows - target.y - target.height >= height or target.y >= height
    )  # fmt: skip
    assert apart or not room
